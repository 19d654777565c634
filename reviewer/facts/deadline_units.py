"""The things that a deadline names, as days of a year that may not be stated.

A `Unit` is one of them: a day, a month, a quarter. It knows its days in a given year; which year was meant is the matter of
`deadline_windows`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from reviewer.language import calendar
from reviewer.language.calendar import LAST, MONTHS, MONTHS_GENITIVE, SEASONS, SEASONS_GENITIVE, WEEKDAYS

Days = tuple[date, date]
"""First and last, both inclusive."""
UnitKind = Literal["date", "month", "period"]
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """A day, a month, a quarter … of a year that is not stated in it.

    Attributes:
        kind: What the deadline is where it names only this.
        days: Its days in the year in which it begins; None where it has none there, or schools set them themselves.
            The second argument says whether the year is that of a school year's window.
        name, genitive: What it is called («I квартал», «I квартала»).
        like: The same kind of thing under another number: «22» in «22 и 26 января»; None where it has no number.
    """

    kind: UnitKind
    days: Callable[[int, bool], Days | None]
    name: str
    genitive: str
    like: Callable[[int], Unit | None] | None = None
    by_schools: bool = False
    """Whether schools set its days themselves."""
    year_of_start: bool = False
    """Whether a year beside it is the one in which it begins («зима 2024 года»), not in which it ends («ноябрь – март 2025»)."""


def _fixed(first: tuple[int, int], last: tuple[int, int]) -> Callable[[int, bool], Days]:
    """Days between two (month, day), in the next year where the last comes before the first; a day past its month's end is
    that end.
    """
    turn = int(last < first)

    def days(year: int, _school: bool) -> Days:
        return calendar.day_or_month_end(year, *first), calendar.day_or_month_end(year + turn, *last)

    return days


def _undated(_year: int, _school: bool) -> None:
    return None


def day(number: int, month: int) -> Unit | None:
    """«15 марта»; None where no month has such a number."""
    if not 1 <= number <= 31:  # noqa: PLR2004 - the days of a month
        return None
    name = f"{number} {MONTHS_GENITIVE[month - 1]}"
    return Unit("date", _fixed((month, number), (month, number)), name, name, lambda n: day(n, month))


def impossible_day(text: str) -> Unit:
    """«15.13.2024»: written as a day, but no calendar has it."""
    return Unit("date", _undated, text, text)


def month(number: int) -> Unit:
    return Unit("month", _fixed((number, 1), (number, 31)), MONTHS[number - 1], MONTHS_GENITIVE[number - 1])


def month_in_figures(number: int) -> Unit | None:
    """The month of «10.2024», whose number another month may share («09-10.2024»)."""
    return replace(month(number), like=month_in_figures) if 1 <= number <= _DECEMBER else None


def days_of_month(
    number: int, first: int, last: int, name: str, like: Callable[[int], Unit | None] | None = None
) -> Unit:
    """A part of a month («вторая декада марта»), by its days."""
    return Unit("date", _fixed((number, first), (number, last)), name, name, like)


def week(nth: int, month_number: int) -> Unit | None:
    """The nth seven days of a month, LAST for its last seven."""
    name = f"{_nth(nth, 'я')} неделя {MONTHS_GENITIVE[month_number - 1]}"

    def last_days(year: int, _school: bool) -> Days:
        end = calendar.month_end(year, month_number)
        return end - timedelta(days=6), end

    if nth == LAST:
        return Unit("date", last_days, name, name)
    if not 1 <= nth <= 5:  # noqa: PLR2004 - the weeks of a month
        return None
    return days_of_month(month_number, 7 * nth - 6, 7 * nth, name, lambda n: week(n, month_number))


_DECADES = {1: (1, 10), 2: (11, 20), 3: (21, 31), LAST: (21, 31)}
_HALVES_OF_MONTH = {1: (1, 15), 2: (16, 31), LAST: (16, 31)}


def decade(nth: int, month_number: int) -> Unit | None:
    """Days 1-10, 11-20, or from 21 to the month's end."""
    if nth not in _DECADES:
        return None
    name = f"{3 if nth == LAST else nth}-я декада {MONTHS_GENITIVE[month_number - 1]}"
    return days_of_month(month_number, *_DECADES[nth], name, lambda n: decade(n, month_number))


def month_half(nth: int, month_number: int) -> Unit | None:
    """Days 1-15, or from 16 to the month's end."""
    if nth not in _HALVES_OF_MONTH:
        return None
    name = f"{1 if nth == 1 else 2}-я половина {MONTHS_GENITIVE[month_number - 1]}"
    return days_of_month(month_number, *_HALVES_OF_MONTH[nth], name)


def weekday(nth: int, number: int, month_number: int) -> Unit:
    """«третий понедельник апреля»: the nth such day of the week in a month."""

    def days(year: int, _school: bool) -> Days | None:
        found = calendar.weekday_in_month(year, month_number, number, nth)
        return (found, found) if found else None

    name = f"{_nth(nth, 'й' if number in {0, 1, 3} else 'я')} {WEEKDAYS[number]} {MONTHS_GENITIVE[month_number - 1]}"
    return Unit("date", days, name, name)


def _nth(nth: int, ending: str) -> str:
    if nth == LAST:
        return {"й": "последний", "я": "последняя"}[ending]
    return f"{nth}-{ending}"


_ROMAN = ("I", "II", "III", "IV")


def quarter(nth: int) -> Unit | None:
    if not 1 <= nth <= 4:  # noqa: PLR2004
        return None
    figure = _ROMAN[nth - 1]
    return Unit("period", _fixed((3 * nth - 2, 1), (3 * nth, 31)), f"{figure} квартал", f"{figure} квартала", quarter)


def half(nth: int, *, of_school_year: bool = False) -> Unit | None:
    """Half of a calendar year; of a school year, 1 September to 31 December or 1 January to 31 May, where it is called so or
    its window is one.
    """
    if nth not in {1, 2, LAST}:
        return None
    calendar_half = _fixed((1, 1), (6, 30)) if nth == 1 else _fixed((7, 1), (12, 31))
    school_half = _fixed((9, 1), (12, 31)) if nth == 1 else _fixed((1, 1), (5, 31))

    def days(year: int, school: bool) -> Days | None:
        return (school_half if school or of_school_year else calendar_half)(year, school)

    number = 1 if nth == 1 else 2
    return Unit(
        "period",
        days,
        f"{number}-е полугодие",
        f"{number}-го полугодия",
        lambda n: half(n, of_school_year=of_school_year),
    )


def season(number: int) -> Unit:
    """Three whole months; winter begins in December."""
    first = 3 * number or _DECEMBER
    last = 2 if number == 0 else first + 2
    days = _fixed((first, 1), (last, 31))
    return Unit("period", days, SEASONS[number], SEASONS_GENITIVE[number], year_of_start=True)


def end_of_year() -> Unit:
    """«до конца года»: 31 December, but open in a school year, whose last day schools set themselves."""
    fixed = _fixed((12, 31), (12, 31))
    return Unit("date", lambda year, school: None if school else fixed(year, school), "конец года", "конца года")


def set_by_schools(name: str, genitive: str, like: Callable[[int], Unit | None] | None = None) -> Unit:
    """«1-я четверть», «осенние каникулы», «конец учебного года»: a period without days of its own."""
    return Unit("period", _undated, name, genitive, like, by_schools=True)


def term(nth: int, noun: tuple[str, str] = ("четверть", "четверти"), ending: str = "я") -> Unit:
    """A school quarter or trimester."""
    oblique = "й" if ending == "я" else "го"
    return set_by_schools(f"{nth}-{ending} {noun[0]}", f"{nth}-{oblique} {noun[1]}", lambda n: term(n, noun, ending))


def last_day(unit: Unit) -> Unit:
    """The day on which a unit ends: «до конца мая», «до конца I квартала»."""

    def days(year: int, school: bool) -> Days | None:
        found = unit.days(year, school)
        return (found[1], found[1]) if found else None

    return Unit("date", days, f"конец {unit.genitive}", f"конца {unit.genitive}")


def stretch(first: Unit, last: Unit) -> Unit:
    """From the beginning of one unit to the end of another, which comes the next time that it can."""

    def days(year: int, school: bool) -> Days | None:
        start, end = first.days(year, school), last.days(year, school)
        if start and end and end[1] < start[0]:
            end = last.days(year + 1, school)
        return (start[0], end[1]) if start and end else None

    kind: UnitKind = "date" if "date" in {first.kind, last.kind} else "period"
    if kind == "date":
        name = f"с {first.genitive} по {last.name}"
        return Unit(kind, days, name, name)
    name = f"{first.name} – {last.name}"
    return Unit(kind, days, name, f"{first.genitive} – {last.genitive}", year_of_start=last.year_of_start)
