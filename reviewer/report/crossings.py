"""Parameters that moved to another group of the conclusions: from less than half of the municipalities to more, to all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.language.numerals import percent, percent_text
from reviewer.model.review import Review
from reviewer.report.changes_municipal import causes_text
from reviewer.report.remarks import RESUBMISSION
from reviewer.verdicts.changes import Cause, Changes

Group = Literal["nowhere", "seldom", "mostly", "everywhere"]
_ORDER: tuple[Group, ...] = ("nowhere", "seldom", "mostly", "everywhere")
_WORDS: dict[Group, str] = {
    "nowhere": "ни у одного",
    "seldom": "менее чем у половины",
    "mostly": "не менее чем у половины",
    "everywhere": "у всех",
}


@dataclass(frozen=True, slots=True)
class CrossingView:
    """How many meet a parameter, by the marks in the matrix, then and now.

    Attributes:
        before, after: «46,2%».
        before_group, after_group: «менее чем у половины».
        risen: Whether more meet it now.
        because: What moved it where that is not the roadmaps alone.
    """

    title: str
    before: str
    after: str
    before_group: str
    after_group: str
    risen: bool
    because: str


def group_of(met: int, total: int) -> Group:
    """As the conclusions of the справка part the parameters. `total` is not 0."""
    if met == total:
        return "everywhere"
    if not met:
        return "nowhere"
    return "mostly" if 2 * met >= total else "seldom"


def view_crossings(changes: Changes) -> tuple[CrossingView, ...]:
    """Those judged in both runs, in the order of the parameters."""
    return tuple(_crossings(changes))


def _crossings(changes: Changes) -> Iterator[CrossingView]:
    for statement in changes.after.statements:
        was, now = _met(changes.before, statement.id), _met(changes.after, statement.id)
        if was is None or now is None:
            continue
        before, after = group_of(*was), group_of(*now)
        if before != after:
            causes = _causes(changes, statement.id)
            yield CrossingView(
                title=statement.title,
                before=percent_text(percent(*was)),
                after=percent_text(percent(*now)),
                before_group=_WORDS[before],
                after_group=_WORDS[after],
                risen=_ORDER.index(after) > _ORDER.index(before),
                because="" if set(causes) == {RESUBMISSION} else causes_text(causes),
            )


def _met(review: Review, parameter: str) -> tuple[int, int] | None:
    """How many of how many meet it; None where nobody was judged by it."""
    found = [one.verdict(parameter) for one in review.municipalities]
    verdicts = [verdict.verdict for verdict in found if verdict is not None]
    if all(verdict == "unknown" for verdict in verdicts):
        return None
    return verdicts.count("met"), len(review.municipalities)


def _causes(changes: Changes, parameter: str) -> Sequence[Cause]:
    moved = (
        shift.causes
        for one in changes.municipalities
        for shift in one.verdicts
        if shift.parameter == parameter and shift.moves
    )
    return tuple(dict.fromkeys(cause for causes in moved for cause in causes))
