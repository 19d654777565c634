"""Which year was meant: a stated year, a school year or the period of the document as a window, and units set into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from reviewer.facts.deadline_tokens import FIRST_YEAR, LAST_YEAR
from reviewer.facts.deadline_units import Days, Unit
from reviewer.model.roadmap import Period

_SEPTEMBER, _AUGUST, _DECEMBER = 9, 8, 12
_LONGEST_SCHOOL_YEAR = timedelta(days=400)
_EVE_OF_SCHOOL_YEAR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Window:
    """A stated year or school year, or the document's period. `school`: whether it runs over the turn of the year.

    `stated`: whether it stands in the cell itself, beside the unit.
    """

    start: date
    end: date
    school: bool
    stated: bool = False


def calendar_year(year: int) -> Window:
    return Window(date(year, 1, 1), date(year, _DECEMBER, 31), school=False, stated=True)


def school_year(first: int) -> Window:
    """1 September to 31 August."""
    return Window(date(first, _SEPTEMBER, 1), date(first + 1, _AUGUST, 31), school=True, stated=True)


def window_of(period: Period) -> Window | None:
    """The window of a document's period; a school year where it begins in August or September and ends in the next year. None
    where the period is none that a plan can have.
    """
    if not FIRST_YEAR <= period.start.year <= period.end.year <= LAST_YEAR or period.end < period.start:
        return None
    school = (
        period.start.month in {_AUGUST, _SEPTEMBER}
        and period.end.year == period.start.year + 1
        and period.end - period.start < _LONGEST_SCHOOL_YEAR
    )
    return Window(period.start, period.end, school)


def place(unit: Unit, window: Window, context: Window | None = None) -> Days | None:
    """The days of a unit that a window means, or None where it means none or several.

    The first of these that leaves exactly one answer: the unit lies in the window; it begins in the month before a school
    year (the conferences of August open it); it begins in the window; it touches it; the window is of one calendar year.
    A unit over the turn of a stated calendar year («ноябрь – март 2025») lies in `context`, or else ends in that year.
    """
    years = range(window.start.year - 1, window.end.year + 1)
    found = [days for year in years if (days := unit.days(year, window.school))]
    if window.stated and not window.school and not any(_inside(days, window) for days in found):
        return _over_the_turn(unit, found, window, context)
    eve = window.start - _EVE_OF_SCHOOL_YEAR if window.school else window.start
    tests: tuple[Callable[[Days], bool], ...] = (
        lambda days: _inside(days, window),
        lambda days: eve <= days[0] and days[1] <= window.end,
        lambda days: window.start <= days[0] <= window.end,
        lambda days: days[0] <= window.end and days[1] >= window.start,
        lambda days: days[0].year == window.start.year == window.end.year,
        lambda days: window.school and _school_year_start(days[0]) == window.start.year,
    )
    for test in tests:
        left = [days for days in found if test(days)]
        if left:
            return left[0] if len(left) == 1 else None
    return None


def _inside(days: Days, window: Window) -> bool:
    return window.start <= days[0] and days[1] <= window.end


def _over_the_turn(unit: Unit, found: list[Days], window: Window, context: Window | None) -> Days | None:
    if context:
        inside = [days for days in found if _inside(days, context)]
        if len(inside) == 1:
            return inside[0]
    edge = 0 if unit.year_of_start else 1
    return next((days for days in found if days[edge].year == window.end.year), None)


def _school_year_start(day: date) -> int:
    return day.year if day.month >= _SEPTEMBER else day.year - 1
