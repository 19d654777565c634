"""Spans of a deadline set into years: the intervals, and the kind that the spans make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reviewer.facts.deadline_grammar import Repeat, Years
from reviewer.facts.deadline_spans import Assembly, Span
from reviewer.facts.deadline_units import Days, Unit, UnitKind
from reviewer.facts.deadline_windows import Window, place, school_year, window_of
from reviewer.model.facts import Interval
from reviewer.model.roadmap import Period

_MOST_SPANS = 64
"""No cell names more; what comes after is not read, so that comparing each with each stays short."""
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Dated:
    """A span with its days in one of its years; `days` is None where the year is not known."""

    span: Span
    days: Days | None

    @property
    def interval(self) -> Interval | None:
        if self.days is None:
            return None
        return (None if self.span.open_start else self.days[0], None if self.span.open_end else self.days[1])

    @property
    def kind(self) -> UnitKind:
        """A month with an open end is a stretch of months."""
        kind = self.span.unit.kind
        return "period" if kind == "month" and self.span.open_end else kind


class Dating:
    """The time side of a deadline. `repeat`: the repetition that the words state, None where none is."""

    def __init__(self, assembly: Assembly, context: Period | None, repeat: Repeat | None) -> None:
        self._context = window_of(context) if context else None
        self._undated_are_yearly = repeat is not None and repeat.every == "year"
        self.yearly = self._yearly(assembly, repeat)
        dated = [dated for span in assembly.spans[:_MOST_SPANS] for dated in self._date(span)][:_MOST_SPANS]
        found = _without_contained(dated if self._undated_are_yearly else _with_following_years(dated))
        days = tuple(item for item in found if item.kind == "date")
        self._dated = found if repeat or self.yearly or not days else days
        self.spans = tuple(dict.fromkeys(dated.span for dated in self._dated))
        self._years = () if assembly.open_years or not (repeat or self.yearly) else assembly.left_years

    @property
    def kind(self) -> UnitKind | None:
        """`date` before `month` before `period`; several months are a period."""
        kinds = [dated.kind for dated in self._dated]
        if "date" in kinds:
            return "date"
        if kinds == ["month"]:
            return "month"
        return "period" if kinds else None

    @property
    def intervals(self) -> tuple[Interval, ...]:
        found: list[Interval] = [dated.interval for dated in self._dated if dated.interval is not None]
        found.extend((window.start, window.end) for window in self._years)
        return tuple(sorted(dict.fromkeys(found), key=_in_time))

    @staticmethod
    def _yearly(assembly: Assembly, repeat: Repeat | None) -> Repeat | None:
        """«сентябрь 2021, 2022, 2023»: years repeat, though no word says so."""
        groups: dict[Years, int] = {}
        for span in assembly.spans:
            if span.years and len(_windows(span)) > 1:
                groups[span.years] = groups.get(span.years, 0) + 1
        if not groups or repeat:
            return None
        return Repeat("year", max(groups.values()))

    def _date(self, span: Span) -> Iterator[Dated]:
        if span.years is None or not span.years.windows:
            yield Dated(span, self._in_context(span))
            return
        for window in _windows(span):
            yield Dated(span, self._in_window(span, window))

    def _in_context(self, span: Span) -> Days | None:
        if span.first_years and span.first_years.windows:
            return _from_stated_start(span, span.first_years.windows[-1], None, self._context)
        stated = span.years is not None
        if self._context is None or (self._undated_are_yearly and not stated):
            return None
        window = self._context
        if span.years and span.years.shift:
            if span.ends and span.first_years:
                return _from_this_year_to_a_later(span.ends, span.years.shift, window)
            window = Window(
                window.start + _YEAR * span.years.shift, window.end + _YEAR * span.years.shift, window.school
            )
        return place(span.unit, window)

    def _in_window(self, span: Span, window: Window) -> Days | None:
        if span.first_years and span.first_years.windows:
            return _from_stated_start(span, span.first_years.windows[-1], window, self._context)
        return place(span.unit, window, self._context)


def _windows(span: Span) -> tuple[Window, ...]:
    """Two years in a row beside months over the turn of a year are one stretch: «ноябрь – март 2023-2024 гг.»."""
    windows = span.years.windows if span.years else ()
    if len(windows) != 2 or windows[0].school or windows[1].start.year != windows[0].start.year + 1:  # noqa: PLR2004
        return windows
    days = span.unit.days(windows[0].start.year, False)  # noqa: FBT003
    return (school_year(windows[0].start.year),) if days and days[0].year < days[1].year else windows


def _from_stated_start(span: Span, first: Window, last: Window | None, context: Window | None) -> Days | None:
    """«октябрь 2021 – февраль 2022»; with no year at the end, the next time that it comes."""
    begin, unit = span.ends or (span.unit, span.unit)
    start = place(begin, first, context)
    if start is None:
        return None
    end = place(unit, last, context) if last else None
    if last is None:
        coming = (unit.days(year, first.school) for year in (start[0].year - 1, start[0].year, start[0].year + 1))
        end = next((days for days in coming if days and days[1] >= start[0]), None)
    if end is None or end[1] < start[0]:
        return None
    return start[0], end[1]


def _from_this_year_to_a_later(ends: tuple[Unit, Unit], shift: int, context: Window) -> Days | None:
    """«сентябрь текущего – май следующего года»."""
    start = place(ends[0], context)
    end = ends[1].days(start[0].year + shift, False) if start else None  # noqa: FBT003
    return (start[0], end[1]) if start and end else None


def _with_following_years(dated: Iterable[Dated]) -> Iterator[Dated]:
    """A unit without a year takes the next time that it comes after the one before it («октябрь 2023, январь»)."""
    before: Days | None = None
    for item in dated:
        days = item.days
        if days is None and before and item.span.years is None and item.span.first_years is None:
            coming = (item.span.unit.days(before[0].year + turn, False) for turn in (0, 1))  # noqa: FBT003
            days = next((found for found in coming if found and found[0] >= before[0]), None)
        before = days or before
        yield Dated(item.span, days)


def _without_contained(dated: Iterable[Dated]) -> tuple[Dated, ...]:
    """Without what another says better: a period that a day or month in it makes exact («март, до 15.03», «декабрь, по итогам
    I полугодия»; «сентябрь (I четверть)»), and a month inside a stretch of months («март – декабрь, начало работы – март»).
    """
    items = tuple(dict.fromkeys(dated))
    return tuple(item for item in items if not any(_says_better(other, item) for other in items if other is not item))


def _says_better(one: Dated, other: Dated) -> bool:
    if other.span.unit.by_schools:
        return not one.span.unit.by_schools
    if one.kind == "date" and other.kind != "date":
        return _holds(other.days, one.days)
    if one.days == other.days or "date" in {one.kind, other.kind}:
        return False
    if one.span.open_start or one.span.open_end or other.span.open_start or other.span.open_end:
        return False
    named = other.kind == "period" and other.span.ends is None
    return _holds(other.days, one.days) if named else one.span.ends is not None and _holds(one.days, other.days)


def _holds(outer: Days | None, inner: Days | None) -> bool:
    return outer is not None and inner is not None and outer[0] <= inner[0] and inner[1] <= outer[1]


def _in_time(interval: Interval) -> tuple[date, date]:
    start, end = interval
    known = start or end or date.min
    return known, end or date.max
