"""What was understood of an activity otherwise than in an earlier run, and because of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from reviewer.facts.identity import Matching
from reviewer.model.facts import ActivityFacts
from reviewer.model.review import MunicipalityReview

Cause = TypeVar("Cause", bound=str)
FACETS = ("deadline", "concrete", "level", "theme", "audience", "scope", "outcome", "event")


@dataclass(frozen=True, slots=True)
class FactChange(Generic[Cause]):
    """A fact of an activity that both runs have.

    Attributes:
        before_place, after_place: Of the activity in each run's roadmap, from 0.
        facet: One of FACETS; `event` is the regional event that it takes part in.
        before, after: Of the facets with several values only those that went and came. A deadline is in Russian words, all
            else identifiers.
        causes: Those of the steps between the runs that moved it.
        why: The rules and models that speak for what came, and spoke for what went.
    """

    before_place: int
    after_place: int
    facet: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    causes: tuple[Cause, ...]
    why: tuple[str, ...] = ()


def changed_facts(
    runs: Sequence[MunicipalityReview], causes: Sequence[Cause], matching: Matching | None
) -> tuple[FactChange[Cause], ...]:
    """The facts of the activities that the first and the last run have in common; `causes` stand between the runs.

    `matching`: of the first roadmap with the last; None where they are the same.
    """
    first, last = runs[0].reviewed, runs[-1].reviewed
    if first is None or last is None:
        return ()
    if matching is None and len(first.facts) != len(last.facts):
        return ()
    places = (
        [(pair.before, pair.after) for pair in matching.pairs] if matching else [(n, n) for n in range(len(last.facts))]
    )
    reviewed = [run.reviewed for run in runs]
    return tuple(
        change
        for old, new in places
        for change in _changed(
            old,
            new,
            [run.facts[new if run.roadmap == last.roadmap else old] for run in reviewed if run],
            causes,
        )
    )


def _changed(
    old: int, new: int, history: Sequence[ActivityFacts], causes: Sequence[Cause]
) -> Iterator[FactChange[Cause]]:
    for facet in FACETS:
        states = [_state(facts, facet) for facts in history]
        if states[0] == states[-1]:
            continue
        before, after = _values(history[0], facet), _values(history[-1], facet)
        gone = tuple(value for value in before if value not in after)
        come = tuple(value for value in after if value not in before)
        moved = tuple(cause for cause, (one, other) in zip(causes, pairwise(states), strict=False) if one != other)
        why = (*_origins(history[0], facet, gone), *_origins(history[-1], facet, come))
        if facet == "deadline":
            gone, come = before, after
        yield FactChange(old, new, facet, gone, come, moved, tuple(dict.fromkeys(why)))


def _state(facts: ActivityFacts, facet: str) -> object:
    """What is compared: of a deadline the days, not the words."""
    deadline = facts.deadline
    if facet == "deadline":
        return deadline.kind, deadline.intervals, deadline.every, deadline.times
    return frozenset(_values(facts, facet))


def _values(facts: ActivityFacts, facet: str) -> tuple[str, ...]:
    labels, match = facts.labels, facts.regional
    return {
        "deadline": (facts.deadline.understood,),
        "concrete": ("yes" if facts.deadline.concrete else "no",),
        "level": (labels.level,),
        "theme": labels.themes,
        "audience": labels.audiences,
        "scope": (labels.scope,),
        "outcome": (facts.outcome_kind,),
        "event": (match.title or match.event,) if match and match.certain else (),
    }[facet]


def _origins(facts: ActivityFacts, facet: str, values: Sequence[str]) -> tuple[str, ...]:
    asked = {value if facet == "theme" else f"{facet}:{value}" for value in values}
    return tuple(why.by for why in facts.whys if why.label in asked and why.certain)
