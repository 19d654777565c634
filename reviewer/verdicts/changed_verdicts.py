"""Verdicts of a municipality that differ from those of an earlier run: because of what, and of which rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from reviewer.facts.identity import Matching
from reviewer.model.review import Evidence, MunicipalityReview, Verdict
from reviewer.model.roadmap import Activity

Cause = TypeVar("Cause", bound=str)
_STEM = 100
"""Characters by which a quoted activity is known again: a quote may be cut short."""


@dataclass(frozen=True, slots=True)
class VerdictShift(Generic[Cause]):
    """A verdict, bucket or measure that differs.

    Attributes:
        before, after: None where that run's rules have no such parameter.
        gained: Rows that count now and did not, or were not there.
        lost: Rows of the earlier roadmap that count no more, or are gone.
    """

    parameter: str
    before: Verdict | None
    after: Verdict | None
    causes: tuple[Cause, ...]
    gained: tuple[Evidence, ...] = ()
    lost: tuple[Evidence, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether the verdict itself is another, not only the bucket or the number."""
        return self.before is None or self.after is None or self.before.verdict != self.after.verdict


def changed_verdicts(
    runs: Sequence[MunicipalityReview], causes: Sequence[Cause], matching: Matching | None
) -> tuple[VerdictShift[Cause], ...]:
    """`causes` stand between the runs; `matching`: of the first roadmap with the last, None where they are the same."""
    return tuple(_shifts(runs, causes, matching))


def _shifts(
    runs: Sequence[MunicipalityReview], causes: Sequence[Cause], matching: Matching | None
) -> Iterator[VerdictShift[Cause]]:
    rows = _Rows(runs[0], runs[-1], matching)
    for parameter in dict.fromkeys(verdict.parameter for run in (runs[-1], runs[0]) for verdict in run.verdicts):
        history = [run.verdict(parameter) for run in runs]
        grades = [_grade(verdict) for verdict in history]
        if grades[0] == grades[-1]:
            continue
        moved = tuple(cause for cause, (one, other) in zip(causes, pairwise(grades), strict=False) if one != other)
        gained, lost = rows.exchanged(history[0], history[-1])
        yield VerdictShift(parameter, history[0], history[-1], moved, gained, lost)


def _grade(verdict: Verdict | None) -> object:
    return verdict and (verdict.verdict, verdict.bucket, verdict.value)


class _Rows:
    """Finds for the evidence of two runs which activity it quotes, and the same activity on the other side."""

    def __init__(self, before: MunicipalityReview, after: MunicipalityReview, matching: Matching | None) -> None:
        self._old, self._new = _places(before), _places(after)
        pairs = [(pair.before, pair.after) for pair in matching.pairs] if matching else None
        self._forward = dict(pairs) if pairs is not None else {place: place for place in range(_size(before))}

    def exchanged(
        self, before: Verdict | None, after: Verdict | None
    ) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
        """The rows gained and lost."""
        had = _located(before.evidence if before else (), self._old)
        has = _located(after.evidence if after else (), self._new)
        kept = {self._forward.get(place) for place in had}
        gained = tuple(row for place, row in has.items() if place not in kept)
        lost = tuple(row for place, row in had.items() if self._forward.get(place) not in has)
        return gained, lost


_Key = tuple[int | None, int | None, str | None, str]


def _places(review: MunicipalityReview) -> dict[tuple[_Key, int], int]:
    """The activities by the row they stand in; several alike in one row by their order."""
    activities: Sequence[Activity] = review.reviewed.roadmap.activities if review.reviewed else ()
    seen: Counter[_Key] = Counter()
    places = {}
    for place, activity in enumerate(activities):
        key = activity.source.table, activity.source.row, activity.number, activity.activity[:_STEM]
        places[key, seen[key]] = place
        seen[key] += 1
    return places


def _located(rows: Sequence[Evidence], places: dict[tuple[_Key, int], int]) -> dict[int, Evidence]:
    seen: Counter[_Key] = Counter()
    found = {}
    for row in rows:
        key = row.table, row.row, row.number, row.quote[:_STEM]
        place = places.get((key, seen[key]))
        seen[key] += 1
        if place is not None:
            found[place] = row
    return found


def _size(review: MunicipalityReview) -> int:
    return len(review.reviewed.roadmap.activities) if review.reviewed else 0
