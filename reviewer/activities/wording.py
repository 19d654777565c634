"""Texts of cells and paragraphs as they stand in an activity."""

from __future__ import annotations

import re

_NOTHING = re.compile(r"[\s\-‐‑‒–—―−_]*")
_BULLET = re.compile(r"\s*(?:[-–—•·▪●◦‣∙*]|[\uf000-\uf0ff])\s+(?=\S)")
_LETTER = re.compile(r"\s*([а-яё])\)\s*(?=\S)")


def one_line(text: str) -> str:
    """Single spaces, no line breaks, plain spaces, no soft hyphens."""
    return " ".join(text.replace("\u00ad", "").split())


def value(text: str) -> str | None:
    """A cell's text in one line; None where it is empty or only a dash."""
    line = one_line(text)
    return None if _NOTHING.fullmatch(line) else line


def is_blank(text: str) -> bool:
    return value(text) is None


def without_bullet(text: str) -> str:
    """The text of a list item without its dash or dot."""
    return _BULLET.sub("", text, count=1) if _BULLET.match(text) else text


def has_bullet(text: str) -> bool:
    return _BULLET.match(text) is not None


def split_letter(text: str) -> tuple[str | None, str]:
    """The letter of an item («а) …») and the rest; None where there is no letter."""
    match = _LETTER.match(text)
    return (match.group(1), text[match.end() :]) if match else (None, text)


def joined(texts: list[str], separator: str) -> str:
    """Texts that are not blank, each once, in order."""
    kept = dict.fromkeys(text for text in texts if not is_blank(text))
    return separator.join(kept)
