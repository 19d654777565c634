"""How the days of two deadlines stand to each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from reviewer.model.facts import Interval

DaysAgreement = Literal["same", "within", "overlap", "apart", "unknown"]
"""`within`: all days of one lie within the other's; `apart`: they share none; `unknown`: one of them is not dated."""


def compare_days(own: Sequence[Interval], other: Sequence[Interval]) -> DaysAgreement:
    """A side left open stands at the other («до 19 января» is that day)."""
    if not own or not other:
        return "unknown"
    first, second = [_closed(interval) for interval in own], [_closed(interval) for interval in other]
    if first == second:
        return "same"
    if not any(_overlap(one, another) for one in first for another in second):
        return "apart"
    return "within" if _all_within(first, second) or _all_within(second, first) else "overlap"


Days = tuple[date, date]


def _closed(interval: Interval) -> Days:
    start, end = interval
    known = start or end or date.min
    return start or known, end or known


def _overlap(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _all_within(inner: Sequence[Days], outer: Sequence[Days]) -> bool:
    return all(any(space[0] <= days[0] and days[1] <= space[1] for space in outer) for days in inner)
