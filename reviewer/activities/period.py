"""The days that a roadmap plans for: as its title says, else as its deadlines do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from reviewer.activities.days import MONTH, made
from reviewer.language.calendar import month_end, month_of
from reviewer.language.morphology import fold
from reviewer.model.roadmap import Period

_DASH = r"\s*(?:[-–—/]|по|до)\s*"
_DAY = r"(\d{1,2})\.(\d{1,2})\.(20\d\d)\s*(?:г(?:ода|\.)?)?"
_DAY_RANGE = re.compile(rf"{_DAY}{_DASH}{_DAY}", re.IGNORECASE)
_YEARS = r"(20\d\d)\s*(?:[-–—/]\s*(?:20)?|и\s+20)(\d\d)"
_SCHOOL_YEAR = re.compile(rf"{_YEARS}\s*(?:г\.?\s*г?\.?\s*)?уч", re.IGNORECASE)
_SLASHED_YEARS = re.compile(r"\b(20\d\d)\s*/\s*(?:20)?(\d\d)\b")
_YEAR_RANGE = re.compile(rf"\b{_YEARS}(?!\d|\s*уч)|\bс\s+(20\d\d)\s+(?:г\S*\s+)?по\s+20(\d\d)", re.IGNORECASE)
_HALF = re.compile(r"(\b1|\bI|перв\w+|\b2|\bII|втор\w+)(?:-?[а-я]{1,2})?\s+полугоди\w+", re.IGNORECASE)
_PLANNED_YEAR = re.compile(r"\bна\s+(?:период\s+)?(20\d\d)(?![-–—/\d])", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<![\d.])(20\d\d)(?=\s*(?:г\b|г\.|год|календарн|$|\)))", re.IGNORECASE)
_UNTIL_YEAR = re.compile(r"\bдо\s+(?:конца\s+)?(20\d\d)\s*г", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")

_MONTH_AND_YEAR = re.compile(rf"({MONTH})[\s,]*(20\d\d)|\b\d{{1,2}}\.(\d{{1,2}})\.(20\d\d)", re.IGNORECASE)
_MONTH_RANGE = re.compile(rf"({MONTH})\s*(20\d\d)?\s*(?:г(?:ода|\.)?)?{_DASH}({MONTH})\s*(20\d\d)", re.IGNORECASE)

_SCHOOL_START, _SCHOOL_END = 9, 8
_SPRING_END = 5


def period_in(text: str) -> Period | None:
    """The period that a text names. «Учебный год» is 1 September to 31 August; its halves end on 31 December and 31 May."""
    return next((found for rule in RULES if (found := rule(text)) is not None), None)


def last_year_in(text: str) -> int | None:
    """The year of «до 2025 года», which leaves the beginning open."""
    match = _UNTIL_YEAR.search(text)
    return int(match.group(1)) if match else None


def period_of_deadlines(deadlines: Iterable[str]) -> Period | None:
    """The years that deadlines name: a school year where they run from its autumn to its summer, else whole years."""
    months: list[tuple[int, int]] = []
    years: set[int] = set()
    for text in deadlines:
        years.update(int(year) for year in _YEAR.findall(text))
        months += _dated_months(text)
    if not years:
        return None
    first, last = min(years), max(years)
    inside = all((first, _SCHOOL_START - 1) <= month <= (last, _SCHOOL_END) for month in months)
    if last == first + 1 and months and inside:
        return _school_year(first)
    return Period(date(first, 1, 1), date(last, 12, 31))


def _dated_months(text: str) -> list[tuple[int, int]]:
    found = []
    for name, year, number, numbered_year in _MONTH_AND_YEAR.findall(text):
        month = month_of(fold(name)) if name else int(number)
        found += [(int(year or numbered_year), month)] if month else []
    return found


def _years(match: re.Match[str]) -> tuple[int, int]:
    first, last = (group for group in match.groups() if group)
    return int(first), 2000 + int(last)


def _school_year(year: int) -> Period:
    return Period(date(year, _SCHOOL_START, 1), date(year + 1, _SCHOOL_END, 31))


def _day_range(text: str) -> Period | None:
    match = _DAY_RANGE.search(text)
    if match is None:
        return None
    numbers = [int(group) for group in match.groups()]
    start, end = made(*reversed(numbers[:3])), made(*reversed(numbers[3:]))
    return Period(start, end) if start and end and start <= end else None


def _month_range(text: str) -> Period | None:
    """«январь – сентябрь 2024 года», «сентябрь 2023 – май 2024»."""
    for name, year, last_name, last_year in _MONTH_RANGE.findall(text):
        first, last = month_of(fold(name)), month_of(fold(last_name))
        if first and last:
            start = int(year) if year else int(last_year) - (first > last)
            return Period(date(start, first, 1), month_end(int(last_year), last))
    return None


def _school_half(text: str) -> Period | None:
    half, years = _HALF.search(text), _SCHOOL_YEAR.search(text)
    if half is None or years is None:
        return None
    first, last = _years(years)
    if _is_first(half.group(1)):
        return Period(date(first, _SCHOOL_START, 1), date(first, 12, 31))
    return Period(date(last, 1, 1), month_end(last, _SPRING_END))


def _half_year(text: str) -> Period | None:
    half, year = _HALF.search(text), _ANY_YEAR.search(text)
    if half is None or year is None:
        return None
    number = int(year.group(1))
    if _is_first(half.group(1)):
        return Period(date(number, 1, 1), date(number, 6, 30))
    return Period(date(number, 7, 1), date(number, 12, 31))


def _is_first(word: str) -> bool:
    return word in {"1", "I"} or word.lower().startswith("перв")


def _school_years(text: str) -> Period | None:
    match = _SCHOOL_YEAR.search(text) or _SLASHED_YEARS.search(text)
    if match is None:
        return None
    first, last = _years(match)
    return Period(_school_year(first).start, date(last, _SCHOOL_END, 31)) if first < last else None


def _year_range(text: str) -> Period | None:
    match = _YEAR_RANGE.search(text)
    if match is None:
        return None
    first, last = _years(match)
    return Period(date(first, 1, 1), date(last, 12, 31)) if first < last else None


def _planned_year(text: str) -> Period | None:
    """«на 2024 год» before any other year: «по итогам 2023 года» is no plan."""
    match = _PLANNED_YEAR.search(text)
    years = [match.group(1)] if match else _ANY_YEAR.findall(_UNTIL_YEAR.sub("", text))
    return Period(date(int(years[-1]), 1, 1), date(int(years[-1]), 12, 31)) if years else None


RULES: tuple[Callable[[str], Period | None], ...] = (
    _day_range,
    _month_range,
    _school_half,
    _half_year,
    _school_years,
    _year_range,
    _planned_year,
)
