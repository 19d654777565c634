"""Texts of strangers made harmless for Word, Excel and XML.

Nothing that a reader could see is lost: only control characters, halves of characters and marks that turn the direction
of the text around are left out. Braces, angle brackets and ampersands stay; the writers escape them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

import msgspec

Record = TypeVar("Record")

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # marks of direction
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # no characters at all
)
_SPACES = re.compile("[\t\u2028\u2029]")
_MAYBE_UNCLEAN = re.compile(rf"\\[ubfrt]|{_UNPRINTABLE.pattern}|{_SPACES.pattern}")


def clean_text(text: str) -> str:
    """A text that XML can hold and that is shown in the order in which it stands. Line feeds stay."""
    return _UNPRINTABLE.sub("", _SPACES.sub(" ", text))


def cleaned(record: Record) -> Record:
    """The same frozen record with every text in it cleaned, however deep; itself where nothing is to be cleaned."""
    return record if _is_clean(record) else cast("Record", _cleaned(record))


def _is_clean(record: object) -> bool:
    """Surely so: all its texts are looked through at once, in JSON, where what is cleaned away is written as a code or stands as it is."""
    try:
        text = msgspec.json.encode(record).decode()
    except (TypeError, ValueError):
        return False
    return _MAYBE_UNCLEAN.search(text) is None


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if isinstance(value, Mapping):
        return {key: _cleaned(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _cleaned(getattr(value, field.name)) for field in fields(value)})
    return value


def shorten(text: str, longest: int) -> str:
    """At most that many characters, cut at a space where there is one near the end, with an ellipsis."""
    if len(text) <= longest:
        return text
    head, space, _ = text[: longest - 1].rpartition(" ")
    return (head if space and len(head) > longest // 2 else text[: longest - 1]).rstrip() + "…"


def uncapital(text: str) -> str:
    """With a small first letter, as within a sentence; an abbreviation keeps its capitals («ВПР»)."""
    return text if len(text) > 1 and text[:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """With a full stop, unless it ends a sentence already."""
    stripped = text.rstrip()
    return stripped if not stripped or stripped[-1] in ".!?…" else f"{stripped}."
