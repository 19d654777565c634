"""Conditions of a signal, compiled: each answers yes, to be checked, or no of one activity. Here those that ask the
activity itself; how they are put together stands in `composition`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from reviewer.language.phrases import Span
from reviewer.model.facts import Deadline, Known, RegionalMatch
from reviewer.model.roadmap import Activity


class Answer(IntEnum):
    NO = 0
    CHECK = 1
    YES = 2


class Classifier(Protocol):
    """A trained model that says how likely a label is. `hash` names the model in every reason."""

    @property
    def hash(self) -> str: ...

    def probability(self, label: str, activity: Activity) -> float | None:
        """0..1, or None where the model does not know the label."""


def mask_of(numbers: Iterable[int]) -> int:
    """A set of small numbers as bits."""
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask


@dataclass(frozen=True, slots=True)
class Ground:
    """What made a condition hold: its path in the signal («any[1]») and the words. `model`: hash of the model that said so."""

    path: str
    quote: str = ""
    field: str = "activity"
    start: int = -1
    probability: float | None = None
    certain: bool = True
    model: str = ""


@dataclass(slots=True)
class Examination:
    """One activity under examination.

    Attributes:
        hits: Where each phrase and pattern that matches was found, by its number.
        answers: Answers of the signals that were asked so far; a signal that is not there answers no.
        groups: What each exclusive group of labels may come to: the value that holds, and those to be checked.
        grounds: What made those signals hold.
        known: What is known besides, by the name of the fact.
        mask: The numbers of `hits` as bits, so that a hundred triggers are asked at once.
    """

    activity: Activity
    deadline: Deadline
    regional: RegionalMatch | None = None
    classifier: Classifier | None = None
    hits: dict[int, Span] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    grounds: dict[str, tuple[Ground, ...]] = field(default_factory=dict)
    known: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    mask: int = field(init=False)

    def __post_init__(self) -> None:
        self.mask = mask_of(self.hits)

    def quote(self, path: str, name: str, start: int, end: int) -> Ground:
        text = self.activity.field(name) or ""
        return Ground(path, text[start:end], name, start)


class Condition(Protocol):
    """`path`: where it stands in its signal. `triggers`: numbers of phrases and patterns of which at least one must be
    found for any other answer than no; None where it may hold without.
    """

    @property
    def path(self) -> str: ...

    @property
    def triggers(self) -> frozenset[int] | None: ...

    def answer(self, examined: Examination) -> Answer: ...

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        """What made it hold; asked only where the answer is not no."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase or a pattern was found. `numbers`: its number in the rulebook for each of its fields, with the field."""

    path: str
    numbers: tuple[tuple[int, str], ...]

    @property
    def triggers(self) -> frozenset[int] | None:
        return frozenset(number for number, _ in self.numbers)

    def answer(self, examined: Examination) -> Answer:
        for number, _ in self.numbers:
            if number in examined.hits:
                return Answer.YES
        return Answer.NO

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        for number, name in self.numbers:
            if number in examined.hits:
                span = examined.hits[number]
                return (examined.quote(self.path, name, span.start, span.end),)
        return ()


@dataclass(frozen=True, slots=True)
class DeadlineIs:
    """`attribute`: kind or concrete."""

    path: str
    attribute: str
    values: frozenset[str]
    triggers: frozenset[int] | None = None

    def answer(self, examined: Examination) -> Answer:
        deadline = examined.deadline
        value = deadline.kind if self.attribute == "kind" else str(deadline.concrete).lower()
        return Answer.YES if value in self.values else Answer.NO

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        text = examined.activity.deadline
        return (examined.quote(self.path, "deadline", 0, len(text)) if text else Ground(self.path, field="deadline"),)


@dataclass(frozen=True, slots=True)
class KnownIs:
    """Something known of the activity has one of the values. `fact`: its name in the rules («responsible.level»)."""

    path: str
    fact: str
    values: frozenset[str]
    triggers: frozenset[int] | None = None

    def answer(self, examined: Examination) -> Answer:
        return Answer.YES if self._known(examined) else Answer.NO

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        return tuple(Ground(self.path, known.quote, known.field, known.start) for known in self._known(examined)[:1])

    def _known(self, examined: Examination) -> tuple[Known, ...]:
        return tuple(known for known in examined.known.get(self.fact, ()) if known.value in self.values)


@dataclass(frozen=True, slots=True)
class GroupIs:
    """An exclusive group of labels has come to one of the values."""

    path: str
    group: str
    values: frozenset[str]
    triggers: frozenset[int] | None = None

    def answer(self, examined: Examination) -> Answer:
        possible = examined.groups[self.group]
        if possible <= self.values:
            return Answer.YES
        return Answer.CHECK if possible & self.values else Answer.NO

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        return (Ground(self.path, certain=self.answer(examined) is Answer.YES),)


@dataclass(frozen=True, slots=True)
class SignalHolds:
    path: str
    signal: str
    triggers: frozenset[int] | None = None

    def answer(self, examined: Examination) -> Answer:
        return examined.answers.get(self.signal, Answer.NO)

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        return tuple(
            Ground(self.path, ground.quote, ground.field, ground.start, ground.probability, ground.certain)
            for ground in examined.grounds.get(self.signal, ())
        )


@dataclass(frozen=True, slots=True)
class ClassifierSays:
    path: str
    label: str
    least: float
    check: float
    triggers: frozenset[int] | None = None

    def answer(self, examined: Examination) -> Answer:
        probability = _probability(self.label, examined)
        return Answer.NO if probability is None else _graded(probability, self.least, self.check)

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        certain = self.answer(examined) is Answer.YES
        return (_said_by_model(self.path, _probability(self.label, examined), examined, certain=certain),)


@dataclass(frozen=True, slots=True)
class ClassifierDenies:
    """Holds where the model finds the label less likely than `below`; for a `none`."""

    path: str
    label: str
    below: float
    triggers: frozenset[int] | None = None

    def answer(self, examined: Examination) -> Answer:
        probability = _probability(self.label, examined)
        return Answer.YES if probability is not None and probability < self.below else Answer.NO

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        return (_said_by_model(self.path, _probability(self.label, examined), examined),)


def _probability(label: str, examined: Examination) -> float | None:
    classifier = examined.classifier
    return None if classifier is None else classifier.probability(label, examined.activity)


def _said_by_model(path: str, probability: float | None, examined: Examination, *, certain: bool = True) -> Ground:
    model = examined.classifier.hash if examined.classifier else ""
    return Ground(path, probability=probability, certain=certain, model=model)


@dataclass(frozen=True, slots=True)
class RegionalEvent:
    path: str
    least: float
    check: float
    triggers: frozenset[int] | None = None

    def answer(self, examined: Examination) -> Answer:
        return Answer.NO if examined.regional is None else _graded(examined.regional.similarity, self.least, self.check)

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        similarity = examined.regional.similarity if examined.regional else None
        whole = examined.quote(self.path, "activity", 0, len(examined.activity.activity))
        certain = self.answer(examined) is Answer.YES
        return (Ground(self.path, whole.quote, start=0, probability=similarity, certain=certain),)


def _graded(value: float, least: float, check: float) -> Answer:
    if value >= least:
        return Answer.YES
    return Answer.CHECK if value >= check else Answer.NO
