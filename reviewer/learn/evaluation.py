"""How good rules, classifiers and both together are, on documents that the classifiers have not seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reviewer.facts.finding import Background, find_facts
from reviewer.learn.corpus import ACTIVITY_LABELS, OUTCOME_LABELS, Corpus
from reviewer.learn.training import held_out_probabilities
from reviewer.model.facts import AUDIENCES, THEMES, ActivityFacts
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.rulebook import Rulebook

ALONE = 0.4
"""Probability from which a classifier that stands alone gives a label; chosen once, on the corpora."""
BINS = 10


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
        labels: Counts of each theme and audience.
        accuracy: Share of right answers of «level», «scope» and «outcome», 0..1.
        to_check: Share of theme and audience labels whose answer is «проверить», of all that were given or doubtful.
    """

    labels: Mapping[str, Counts]
    accuracy: Mapping[str, float]
    to_check: float = 0.0

    def micro_f1(self, labels: Iterable[str]) -> float:
        return sum((self.labels[label] for label in labels), Counts()).f1

    def macro_f1(self, labels: Sequence[str]) -> float:
        return sum(self.labels[label].f1 for label in labels) / len(labels)


_Key = tuple[str | None, str | None, str | None]


class HeldOut:
    """A classifier whose answer for each text comes from a model that has not seen the text's document."""

    hash = "held-out"

    def __init__(self, answers: Mapping[_Key, Mapping[str, float]]) -> None:
        self._answers = answers

    def probability(self, label: str, activity: Activity) -> float | None:
        key: _Key = (activity.activity, activity.responsible, activity.participants)
        if label.startswith("outcome:"):
            key = (activity.outcome, None, None)
        return self._answers.get(key, {}).get(label)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`calibration`: expected calibration error 0..1 over all labels (Naeini, Cooper and Hauskrecht 2015)."""

    activities: int
    outcomes: int
    rules: Scores
    classifier: Scores
    both: Scores
    calibration: float


def evaluate(corpus: Corpus, rulebook: Rulebook) -> Evaluation:
    """Measure on the corpus; every probability comes from a model that has not seen the document."""
    activities = held_out_probabilities(corpus.activities, ACTIVITY_LABELS)
    outcomes = held_out_probabilities(corpus.outcomes, OUTCOME_LABELS)
    answers: dict[_Key, dict[str, float]] = {
        (row.text, row.responsible, row.participants): dict(zip(ACTIVITY_LABELS, line, strict=True))
        for row, line in zip(corpus.activities, activities.tolist(), strict=True)
    }
    answers |= {
        (row.text, None, None): dict(zip(OUTCOME_LABELS, line, strict=True))
        for row, line in zip(corpus.outcomes, outcomes.tolist(), strict=True)
    }
    truth = [row.labels for row in corpus.activities]
    return Evaluation(
        activities=len(corpus.activities),
        outcomes=len(corpus.outcomes),
        rules=_decide(corpus, Background(rulebook)),
        classifier=_alone(corpus, activities, outcomes),
        both=_decide(corpus, Background(rulebook, classifier=HeldOut(answers))),
        calibration=expected_calibration_error(activities, _matrix(truth, ACTIVITY_LABELS)),
    )


def _decide(corpus: Corpus, background: Background) -> Scores:
    found = [
        find_facts(Activity(row.text, _NOWHERE, responsible=row.responsible, participants=row.participants), background)
        for row in corpus.activities
    ]
    kinds = [
        f"outcome:{find_facts(Activity('–', _NOWHERE, outcome=row.text), background).outcome_kind}"
        for row in corpus.outcomes
    ]
    given = [_labels(facts) for facts in found]
    doubts = sum(len(facts.doubtful) for facts in found)
    sure = sum(len(facts.labels.themes) + len(facts.labels.audiences) for facts in found)
    return _scores(corpus, given, kinds, doubts / max(1, doubts + sure))


def _alone(corpus: Corpus, activities: Any, outcomes: Any) -> Scores:  # noqa: ANN401 - NumPy matrices
    given = []
    for line in activities:
        chosen = dict(zip(ACTIVITY_LABELS, line.tolist(), strict=True))
        labels = {label for label in _MANY if chosen[label] >= ALONE}
        labels |= {
            max((label for label in ACTIVITY_LABELS if label.startswith(group)), key=chosen.__getitem__)
            for group in ("level:", "scope:")
        }
        given.append(frozenset(labels))
    return _scores(corpus, given, [OUTCOME_LABELS[column] for column in outcomes.argmax(axis=1)])


def _scores(corpus: Corpus, given: Sequence[frozenset[str]], kinds: Sequence[str], to_check: float = 0.0) -> Scores:
    truth = [row.labels for row in corpus.activities]
    accuracy = {
        group: sum(
            any(label.startswith(f"{group}:") for label in right & found)
            for right, found in zip(truth, given, strict=True)
        )
        / len(truth)
        for group in ("level", "scope")
    }
    right_kinds = sum(kind in row.labels for kind, row in zip(kinds, corpus.outcomes, strict=True))
    accuracy["outcome"] = right_kinds / max(1, len(corpus.outcomes))
    return Scores({label: _count(label, truth, given) for label in _MANY}, accuracy, to_check)


def _count(label: str, truth: Sequence[frozenset[str]], given: Sequence[frozenset[str]]) -> Counts:
    pairs = [(label in right, label in found) for right, found in zip(truth, given, strict=True)]
    return Counts(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))


def _labels(facts: ActivityFacts) -> frozenset[str]:
    labels = facts.labels
    audiences = (f"audience:{audience}" for audience in labels.audiences)
    return frozenset((*labels.themes, *audiences, f"level:{labels.level}", f"scope:{labels.scope}"))


def expected_calibration_error(probabilities: Any, truth: Any) -> float:  # noqa: ANN401 - NumPy matrices
    """The gap between probability and frequency, weighted over BINS equal bins, all labels together; 0..1."""
    flat, hits = probabilities.ravel(), truth.ravel()
    bins = np.minimum((flat * BINS).astype(int), BINS - 1)
    gaps = [
        abs(flat[bins == number].mean() - hits[bins == number].mean()) * (bins == number).mean()
        for number in range(BINS)
        if (bins == number).any()
    ]
    return float(sum(gaps))


def _matrix(truth: Sequence[frozenset[str]], labels: Sequence[str]) -> Any:  # noqa: ANN401
    return np.array([[label in row for label in labels] for row in truth])


THEME_LABELS: tuple[str, ...] = THEMES
AUDIENCE_LABELS = tuple(f"audience:{audience}" for audience in AUDIENCES)
_MANY = (*THEME_LABELS, *AUDIENCE_LABELS)
_NOWHERE = Source("корпус")
