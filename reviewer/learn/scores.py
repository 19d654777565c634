"""Right and wrong answers, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.learn.corpus import ACTIVITY_LABELS, OUTCOME_LABELS
from reviewer.learn.examples import Example
from reviewer.model.facts import AUDIENCES, THEMES

THEME_LABELS: tuple[str, ...] = THEMES
AUDIENCE_LABELS = tuple(f"audience:{audience}" for audience in AUDIENCES)
MANY = (*THEME_LABELS, *AUDIENCE_LABELS)
"""Labels of which an activity may have any number."""
GROUPS = ("level", "scope", "outcome")
"""Labels of which a text has exactly one."""
ALL_LABELS = (*ACTIVITY_LABELS, *OUTCOME_LABELS)


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, wrong and missed answers for one label, or summed over several."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True)
class Scores:
    """How one way of deciding does.

    Attributes:
        labels: Counts of each label.
        confusion: How often each (right value, given value) of «level», «scope» and «outcome» came.
        to_check: Share of theme and audience labels whose answer is «проверить», of all that were given or doubtful.
    """

    labels: Mapping[str, Counts]
    confusion: Mapping[tuple[str, str], int]
    to_check: float = 0.0

    def micro_f1(self, labels: Iterable[str]) -> float:
        return sum((self.labels[label] for label in labels), Counts()).f1

    def macro_f1(self, labels: Iterable[str]) -> float:
        """Mean over the labels that there is something to say of: borne by a text or given to one."""
        found = [counts for counts in map(self.labels.__getitem__, labels) if counts != Counts()]
        return sum(counts.f1 for counts in found) / max(1, len(found))

    def accuracy(self, group: str) -> float:
        """Share of right answers, 0..1."""
        pairs = {pair: times for pair, times in self.confusion.items() if pair[0].startswith(f"{group}:")}
        right = sum(times for (truth, given), times in pairs.items() if truth == given)
        return right / max(1, sum(pairs.values()))


def score(examples: Sequence[Example], given: Sequence[frozenset[str]], to_check: float = 0.0) -> Scores:
    """Compare the labels that were given with those that are right; only of what an example has labels for."""
    counts = {label: [0, 0, 0] for label in ALL_LABELS}
    confusion: Counter[tuple[str, str]] = Counter()
    for example, found in zip(examples, given, strict=True):
        asked = [group for group in GROUPS if example.has(f"{group}:")]
        for label in _asked(asked):
            right, said = label in example.labels, label in found
            if right or said:
                counts[label][0 if right and said else 1 if said else 2] += 1
        confusion.update((_value(group, example.labels), _value(group, found)) for group in asked)
    return Scores({label: Counts(*three) for label, three in counts.items()}, dict(confusion), to_check)


def _asked(groups: Sequence[str]) -> Iterable[str]:
    if "level" in groups:
        yield from MANY
    for label in ALL_LABELS:
        if label.partition(":")[0] in groups:
            yield label


def _value(group: str, labels: frozenset[str]) -> str:
    return next((label for label in labels if label.startswith(f"{group}:")), f"{group}:")
