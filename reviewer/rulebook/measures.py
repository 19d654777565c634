"""What a parameter measures, and the ranges that grade the measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from reviewer.model.facts import ActivityFacts
from reviewer.model.review import VerdictKind

MeasureKind = Literal["count", "share", "exists", "document"]

_FACETS: Mapping[str, Callable[[ActivityFacts], tuple[str, ...]]] = {
    "level": lambda facts: (facts.labels.level,),
    "scope": lambda facts: (facts.labels.scope,),
    "theme": lambda facts: facts.labels.themes,
    "audience": lambda facts: facts.labels.audiences,
    "outcome_kind": lambda facts: (facts.outcome_kind,),
    "signal": lambda facts: facts.signals,
    "deadline.kind": lambda facts: (facts.deadline.kind,),
    "deadline.concrete": lambda facts: (str(facts.deadline.concrete).lower(),),
}


@dataclass(frozen=True, slots=True)
class Where:
    """Which activities are counted: each facet has one of its values, and so on through `all`, `any` and `none`."""

    facets: tuple[tuple[str, frozenset[str]], ...] = ()
    all: tuple[Where, ...] = ()
    any: tuple[Where, ...] = ()
    none: tuple[Where, ...] = ()

    def holds(self, facts: ActivityFacts) -> bool:
        return (
            all(not values.isdisjoint(_FACETS[name](facts)) for name, values in self.facets)
            and all(where.holds(facts) for where in self.all)
            and (not self.any or any(where.holds(facts) for where in self.any))
            and not any(where.holds(facts) for where in self.none)
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """`document`: what is asked of the whole document, for that kind only. `labels`: labels of the whys (`Why.label`)
    that speak for an activity's being counted.
    """

    kind: MeasureKind
    where: Where = Where()
    document: str | None = None
    labels: frozenset[str] = frozenset()

    def counts(self, facts: ActivityFacts) -> bool:
        """Whether the activity is one of those asked for."""
        return self.where.holds(facts)


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from `low` to `high`; None is no bound, an open side leaves its bound out."""

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: float) -> bool:
        above = self.low is None or (value > self.low if self.low_open else value >= self.low)
        below = self.high is None or (value < self.high if self.high_open else value <= self.high)
        return above and below


@dataclass(frozen=True, slots=True)
class Bucket:
    """A grade of a measure. `when`: as written in the rule."""

    id: str
    title: str
    verdict: VerdictKind
    when: str
    range: Range

    def holds(self, value: float) -> bool:
        """`value`: a count, or a share 0..1."""
        return value in self.range
