"""A compiled rule pack: what judges activities, and what grades and words the result."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reviewer.language.phrase_index import PhraseIndex
from reviewer.language.phrases import Span, lemmatize
from reviewer.model.facts import AUDIENCES, LEVELS, OUTCOME_KINDS, SCOPES, THEMES
from reviewer.model.review import DisabledRule, VerdictKind
from reviewer.rulebook.cases import ParameterCase, SignalCases
from reviewer.rulebook.conditions import Condition
from reviewer.rulebook.measures import Bucket, Measure
from reviewer.rulebook.regexes import find_patterns
from reviewer.rulebook.texts import Text

LabelKind = Literal["theme", "audience", "level", "scope", "outcome"]
LABELS: Mapping[LabelKind, tuple[str, ...]] = {
    "theme": THEMES,
    "audience": AUDIENCES,
    "level": LEVELS,
    "scope": SCOPES,
    "outcome": OUTCOME_KINDS,
}
GROUPS: tuple[LabelKind, ...] = ("level", "scope", "outcome")
"""The exclusive ones: an activity has exactly one value of each."""


@dataclass(frozen=True, slots=True)
class Label:
    kind: LabelKind
    value: str

    def __str__(self) -> str:
        """As in `Why.label`: «parents», «level:regional»."""
        return self.value if self.kind == "theme" else f"{self.kind}:{self.value}"


@dataclass(frozen=True, slots=True)
class Signal:
    """`origin`: «rule:base@1.0.0#signals.parents». `elsewhere`: origins of its conditions by their path, where several
    packs wrote it.
    """

    id: str
    title: str
    gives: Label | None
    condition: Condition
    origin: str
    note: str | None = None
    tests: SignalCases = field(default_factory=SignalCases)
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def origin_of(self, path: str) -> str:
        """«rule:base@1.0.0#signals.parents.any[1]» for the path «any[1]»: where that condition is written."""
        return self.elsewhere.get(path) or f"{self.origin}.{path}"

    @property
    def label(self) -> str:
        """What its whys speak for."""
        return str(self.gives) if self.gives else self.id


@dataclass(frozen=True, slots=True)
class LabelGroup:
    """Values of which an activity has one: the first in `order` whose signals hold, otherwise the default.

    `givers`: for each value in that order the ids of the signals that give it.
    """

    kind: LabelKind
    order: tuple[str, ...]
    default: str
    origin: str
    givers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldSearch:
    """The phrases and patterns that look into one field of an activity.

    `phrase_numbers`, `pattern_numbers`: their numbers in the rulebook, in the same order.
    """

    field: str
    phrases: PhraseIndex
    phrase_numbers: tuple[int, ...]
    patterns: tuple[str, ...]
    pattern_numbers: tuple[int, ...]

    def find(self, text: str) -> Iterator[tuple[int, Span]]:
        """The number of each phrase and pattern that is found in the text, and where."""
        for number, span in self.phrases.find(lemmatize(text)).items():
            yield self.phrase_numbers[number], span
        for number, span in find_patterns(self.patterns, text):
            yield self.pattern_numbers[number], span


@dataclass(frozen=True, slots=True)
class Plan:
    """In which order an activity is judged.

    Attributes:
        steps: Ids of signals, and of groups of labels as «labels.level», each after what it asks for.
        always: Numbers of the steps that may hold though nothing is found.
        by_hit: Numbers of the steps that a phrase or pattern may make hold, by its number.
    """

    steps: tuple[str, ...]
    always: tuple[int, ...]
    by_hit: Mapping[int, tuple[int, ...]]


_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "==": operator.eq,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation, given when the count or share of municipalities with a verdict or bucket compares so."""

    measure: Literal["count", "share"]
    of: str
    comparison: str
    number: float
    text: Text

    def holds(self, counts: Mapping[str, int], total: int) -> bool:
        """`counts`: municipalities by verdict and by bucket; `total`: all of them."""
        count = counts.get(self.of, 0)
        value = count if self.measure == "count" else count / total if total else 0.0
        return _COMPARISONS[self.comparison](value, self.number)


@dataclass(frozen=True, slots=True)
class Parameter:
    """`remark`: by bucket or verdict. `rule`: «base@1.0.0#parameters.parents»."""

    id: str
    title: str
    measure: Measure
    holds: tuple[VerdictKind, ...]
    buckets: tuple[Bucket, ...]
    rule: str
    finding: Text | None = None
    remark: Mapping[str, Text] = field(default_factory=dict)
    summary: Text | None = None
    advice: Advice | None = None
    note: str | None = None
    tests: tuple[ParameterCase, ...] = ()

    def bucket_of(self, value: float) -> Bucket:
        """The bucket of a measure: a count, a share 0..1, or 0 and 1. There is exactly one for each possible value."""
        return next(bucket for bucket in self.buckets if bucket.holds(value))

    def remark_for(self, bucket: Bucket) -> Text | None:
        """The remark on that bucket, else on its verdict."""
        return self.remark.get(bucket.id) or self.remark.get(bucket.verdict)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`signals` stand in the order of the files, `parameters` in that of the outputs. `disabled`: what is not judged."""

    name: str
    version: str
    sha256: str
    title: str
    signals: Mapping[str, Signal]
    parameters: tuple[Parameter, ...]
    labels: Mapping[str, LabelGroup]
    searches: tuple[FieldSearch, ...]
    plan: Plan
    disabled: tuple[DisabledRule, ...] = ()

    def parameter(self, identifier: str) -> Parameter | None:
        return next((parameter for parameter in self.parameters if parameter.id == identifier), None)
