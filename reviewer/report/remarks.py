"""What became of the remarks of the run before: settled by the new roadmap, still there, new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewer.model.region import Name
from reviewer.model.review import MunicipalityReview
from reviewer.verdicts.changes import MunicipalityChanges

RESUBMISSION = "files"
"""The cause of a change that is the municipality's own doing."""


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A parameter that the municipality was asked to mend something in. `number`: of the parameter."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class RemarksView:
    """The remarks on one municipality whose roadmap was judged in both runs.

    Attributes:
        before: How many there were.
        settled: Those that the new roadmap answered.
        lifted: Those that went because of the rules, the classifier or a decision, not because of the roadmap.
        left: Those that stay, with those of which nothing can be said now.
        new: Those that were not there.
    """

    id: str
    name: Name
    resubmitted: bool
    before: int
    settled: tuple[RemarkView, ...]
    lifted: tuple[RemarkView, ...]
    left: tuple[RemarkView, ...]
    new: tuple[RemarkView, ...]


def view_remarks(
    changes: Sequence[MunicipalityChanges], names: Mapping[str, Name], parameters: Mapping[str, RemarkView]
) -> tuple[RemarksView, ...]:
    """`parameters`: those of both runs by their ids. Municipalities of which there was and is nothing to say are left out."""
    found = (_remarks(one, names[one.id], parameters) for one in changes if one.before.reviewed and one.after.reviewed)
    return tuple(one for one in found if one.before or one.new)


def _remarks(change: MunicipalityChanges, name: Name, parameters: Mapping[str, RemarkView]) -> RemarksView:
    had, has = _remarked(change.before), _remarked(change.after)
    answered = (shift.parameter for shift in change.verdicts if change.resubmitted and RESUBMISSION in shift.causes)
    own = set(answered)
    open_still = {key for key in had if key in has or _unknown(change.after, key)}
    gone = set(had) - open_still

    def views(keys: Iterator[str]) -> tuple[RemarkView, ...]:
        return tuple(sorted((parameters[key] for key in keys), key=lambda one: one.number))

    return RemarksView(
        id=change.id,
        name=name,
        resubmitted=change.resubmitted,
        before=len(had),
        settled=views(key for key in gone if key in own),
        lifted=views(key for key in gone if key not in own),
        left=views(iter(open_still)),
        new=views(key for key in has if key not in had),
    )


def _remarked(review: MunicipalityReview) -> list[str]:
    return [one.parameter for one in review.verdicts if one.remark and one.verdict in {"partly", "not_met"}]


def _unknown(review: MunicipalityReview, parameter: str) -> bool:
    verdict = review.verdict(parameter)
    return verdict is not None and verdict.verdict == "unknown"
