"""In which months the activities of the roadmaps fall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reviewer.model.facts import Deadline, Interval, Rhythm
from reviewer.model.roadmap import Period

Month = tuple[int, int]
"""Year and month."""

MOST_MONTHS = 36
"""A plan of more months has no calendar: its columns would be too narrow to read."""
_NAMES = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_LAST_MONTHS: Mapping[Rhythm, frozenset[int]] = {
    "day": frozenset(range(1, 13)),
    "week": frozenset(range(1, 13)),
    "month": frozenset(range(1, 13)),
    "quarter": frozenset({3, 6, 9, 12}),
    "half_year": frozenset({6, 12}),
}
"""The months in which a repetition is due at the latest; of «ежегодно» nobody knows."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """`counts`: for each roadmap, how many activities fall into each month; `placed` of `total` activities fall into any."""

    months: tuple[Month, ...]
    counts: tuple[tuple[int, ...], ...]
    placed: int
    total: int

    @property
    def heads(self) -> tuple[str, ...]:
        """«янв», with the year where there are several: «янв 2025»."""
        several = len({year for year, _ in self.months}) > 1
        return tuple(f"{_NAMES[month - 1]} {year}" if several else _NAMES[month - 1] for year, month in self.months)


def months_of(period: Period) -> tuple[Month, ...]:
    first, last = _ordinal(period.start), _ordinal(period.end)
    return tuple((place // 12, place % 12 + 1) for place in range(first, last + 1))


def count_months(roadmaps: Sequence[Iterable[Deadline]], period: Period) -> Calendar:
    """A stretch of days counts in each of its months, «до» in the month of its end, a repetition in the months in which it is due.

    What has no concrete deadline («в течение года») is in no month.
    """
    months = months_of(period)
    counts, placed, total = [], 0, 0
    for deadlines in roadmaps:
        line = dict.fromkeys(months, 0)
        for deadline in deadlines:
            fallen = fallen_months(deadline, months) & line.keys()
            total += 1
            placed += bool(fallen)
            for month in fallen:
                line[month] += 1
        counts.append(tuple(line.values()))
    return Calendar(months, tuple(counts), placed, total)


def fallen_months(deadline: Deadline, months: Iterable[Month]) -> frozenset[Month]:
    """`months`: those of the period, over which an undated repetition spreads."""
    if not deadline.concrete:
        return frozenset()
    if deadline.intervals:
        return frozenset(month for interval in deadline.intervals for month in _stretch(interval))
    due = _LAST_MONTHS.get(deadline.every, frozenset()) if deadline.every else frozenset()
    return frozenset(month for month in months if month[1] in due)


def _stretch(interval: Interval) -> tuple[Month, ...]:
    start, end = interval
    if start is None or end is None:
        known = start or end
        return ((known.year, known.month),) if known else ()
    return months_of(Period(start, end))


def _ordinal(day: date) -> int:
    return day.year * 12 + day.month - 1
