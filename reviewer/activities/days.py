"""Days and months as a title or an approval writes them."""

from __future__ import annotations

import re
from datetime import date

from reviewer.language.calendar import MONTHS, month_of
from reviewer.language.morphology import fold

_NUMERIC = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(20\d\d)\b")


_STEMS = "|".join(name.rstrip("ьй") for name in MONTHS)
MONTH = rf"\b(?:{_STEMS})[а-я]{{0,2}}\b"
"""A pattern of words that may be the name of a month; `month_number` tells."""

_WRITTEN = re.compile(rf"[«\"“]?\s*(\d{{1,2}})\s*[»\"”]?\s*({MONTH})\s*(20\d\d)", re.IGNORECASE)


def month_number(name: str) -> int:
    """1..12. Raises: ValueError where it is no name of a month."""
    number = month_of(fold(name))
    if number is None:
        raise ValueError(name)
    return number


def first_day(text: str) -> date | None:
    """The first day that a text names: «18» января 2024 г., 18.01.2024."""
    found: list[tuple[int, date]] = []
    for match in _NUMERIC.finditer(text):
        day = made(int(match.group(3)), int(match.group(2)), int(match.group(1)))
        found += [(match.start(), day)] if day else []
    for match in _WRITTEN.finditer(text):
        number = month_of(fold(match.group(2)))
        day = made(int(match.group(3)), number, int(match.group(1))) if number else None
        found += [(match.start(), day)] if day else []
    return min(found)[1] if found else None


def made(year: int, month: int, day: int) -> date | None:
    """A day; None for one that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
