"""Telling a deadline from other texts, and cutting it out of a cell that holds something besides.

What the deadline means is none of this module's business: it only says where it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reviewer.activities.vocabulary import first_place, mentions, words_of
from reviewer.activities.wording import one_line
from reviewer.language.morphology import lemmas
from reviewer.language.tokens import Token, tokenize

MIN_SHARE = 0.7
"""Share of the words of a text (0..1) that must be words of deadlines."""

_CACHE_TEXTS = 8192
_DATE = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{2,4})?|(?:19|20)\d\d|\d{1,2}\.(?:19|20)\d\d")
_PARENTHESES = re.compile(r"\(([^()]*)\)\s*[.;]?\s*$")
_ORDINAL = re.compile(r"\d|\b[IVХ]{1,3}\b")
_YEAR_TITLE = re.compile(r"\s*20\d\d\s*(?:г\.?|год)?\s*")
_ROMAN = re.compile(r"[IVХ]{1,4}")


@lru_cache(maxsize=_CACHE_TEXTS)
def is_deadline(text: str) -> bool:
    """Whether a text is made of the words of deadlines, a month, a date or a rhythm among them."""
    tokens = [token for token in tokenize(text) if token.kind != "sign"]
    if not tokens or not any(_is_anchor(token) for token in tokens):
        return False
    return sum(_belongs(token) for token in tokens) / len(tokens) >= MIN_SHARE


def begins_as_deadline(text: str) -> bool:
    """Whether what stands before the first comma is a deadline."""
    return is_deadline(re.split(r"[,;]", text)[0])


def cut_parentheses(text: str) -> tuple[str, str | None]:
    """A text without the parentheses at its end, and what they hold where that begins as a deadline does."""
    match = _PARENTHESES.search(text)
    if match is None or not begins_as_deadline(match.group(1)):
        return text, None
    return text[: match.start()].rstrip(), match.group(1).strip()


def split_deadline(text: str) -> tuple[str, str]:
    """Part the pieces of a cell (lines, or what commas and semicolons divide) into a deadline and the rest."""
    pieces = [piece for piece in text.splitlines() if piece.strip()]
    if len(pieces) == 1 or not any(is_deadline(piece) for piece in pieces):
        pieces = [piece for piece in re.split(r"(?<=[,;])\s|\n|\s[–—-]\s(?=[А-ЯЁ])", text) if piece.strip()]
    return _parted(pieces)


def _parted(pieces: list[str]) -> tuple[str, str]:
    deadline = [piece for piece in pieces if is_deadline(piece)]
    rest = [piece for piece in pieces if not is_deadline(piece)]
    return one_line(" ".join(deadline)).strip(" ,;"), one_line(" ".join(rest)).strip(" ,;")


def _is_anchor(token: Token) -> bool:
    if token.kind == "number":
        return _DATE.fullmatch(token.text) is not None
    return token.kind == "word" and _listed("anchors", token.text)


def _belongs(token: Token) -> bool:
    return (
        token.kind == "number"
        or _ROMAN.fullmatch(token.text) is not None
        or _listed("anchors", token.text)
        or _listed("fillers", token.text)
    )


@lru_cache(maxsize=_CACHE_TEXTS)
def _listed(name: str, word: str) -> bool:
    return first_place("deadline", name, (lemmas(word),)) is not None


def is_period_title(text: str) -> bool:
    """Whether a column's title is a month, a numbered part of a year or a year, and nothing besides."""
    words = words_of(text)
    if any(first_place("months", name, words) is not None for name in ("names", "short")):
        return is_deadline(text) or len(words) == 1
    if first_place("marks", "titles", words) is not None:
        return is_deadline(text) and (_ORDINAL.search(text) is not None or mentions("marks", "ordinals", text))
    return _YEAR_TITLE.fullmatch(text) is not None
