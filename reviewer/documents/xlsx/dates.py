"""Dates of a workbook in the words of a Russian plan: «19.01.2024», «19 января 2024», «янв.24».

Only what a cell shows is told: a cell that shows a month and a year names no day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_NOMINATIVE = (
    *("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь"),
    *("Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"),
)
_GENITIVE = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_SHORT = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_SHORT_NAME, _LONG_NAME, _FIRST_LETTER = 3, 4, 5
_LONGEST_DAY = 2
"""Longer runs of «d» show the day of the week."""
_FOUR_DIGITS = 3
"""Runs of «y» of this length and longer show the whole year."""
_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of the calendar, in no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - the same
_DAYS_BEFORE_LEAP_ERROR = 60
"""Excel counts a 29th of February 1900 that never was; earlier days are one off."""
_LAST_DAY = 2_958_465
"""The 31st of December 9999."""


def moment_of(serial: float, *, since_1904: bool) -> datetime | None:
    """The moment of a serial number, to the second; None where the calendar of a workbook has none."""
    if not 0 <= serial <= _LAST_DAY:
        return None
    if since_1904:
        epoch = _EPOCH_1904
    else:
        epoch = _EPOCH_1900 + timedelta(days=1) if serial < _DAYS_BEFORE_LEAP_ERROR else _EPOCH_1900
    try:
        return epoch + timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Shown:
    """How long the runs of letters of a format are; 0 where it does not show that part."""

    day: int = 0
    month: int = 0
    year: int = 0
    hour: int = 0
    second: int = 0

    @classmethod
    def by(cls, runs: Sequence[str]) -> Shown:
        """From the runs in order, in lower case. «m» is minutes after hours and before seconds."""
        lengths = dict.fromkeys(("day", "month", "year", "hour", "second"), 0)
        for place, run in enumerate(runs):
            before, after = runs[place - 1] if place else "", runs[place + 1] if place + 1 < len(runs) else ""
            if run[0] == "m" and not before.startswith("h") and not after.startswith("s"):
                lengths["month"] = len(run)
            elif run[0] == "d" and len(run) <= _LONGEST_DAY:
                lengths["day"] = len(run)
            elif run[0] in "yhs":
                lengths[{"y": "year", "h": "hour", "s": "second"}[run[0]]] = len(run)
            elif run[0] == "m" and after.startswith("s") and not before:
                lengths["second"] = len(after)
        return cls(**lengths)


def iso_date_text(text: str) -> str:
    """«2024-01-19» as «19.01.2024»; what is no date of ISO 8601 as it stands."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return date_text(moment, Shown(day=2, month=2, year=4, hour=1))


def date_text(moment: datetime, shown: Shown) -> str:
    day = _day_text(moment, shown)
    has_time = shown.hour or shown.second
    if not has_time or (day and not (moment.hour or moment.minute or moment.second)):
        return day
    time = f"{moment.hour}:{moment:%M}" + (f":{moment:%S}" if shown.second else "")
    return f"{day} {time}" if day else time


def _day_text(moment: datetime, shown: Shown) -> str:
    year = "" if not shown.year else str(moment.year) if shown.year >= _FOUR_DIGITS else f"{moment:%y}"
    if not shown.month:
        return " ".join(part for part in (str(moment.day) if shown.day else "", year) if part)
    if shown.month < _SHORT_NAME:
        if not shown.day:
            return f"{moment.month:02}.{moment.year}" if year else str(moment.month)
        return ".".join(part for part in (f"{moment.day:02}", f"{moment.month:02}", year) if part)
    if shown.day:
        return f"{moment.day} {_GENITIVE[moment.month - 1]}" + (f" {moment.year}" if year else "")
    if shown.month == _LONG_NAME:
        return _NOMINATIVE[moment.month - 1] + (f" {moment.year}" if year else "")
    short = _SHORT[moment.month - 1][: 1 if shown.month == _FIRST_LETTER else None]
    return f"{short}.{year}" if year else short
