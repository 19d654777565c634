"""How good rules, classifiers and both together are, on texts that the classifiers have not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reviewer.facts.classifier import OUTCOME, SEEN_FIELDS
from reviewer.facts.finding import Background, find_facts
from reviewer.learn.calibration import Calibration, calibration
from reviewer.learn.corpus import ACTIVITY_LABELS, OUTCOME_LABELS, Corpus
from reviewer.learn.examples import Example, corpus_examples
from reviewer.learn.scores import GROUPS, MANY, Scores, score
from reviewer.learn.training import Trained, held_out_probabilities, train
from reviewer.model.facts import ActivityFacts
from reviewer.model.roadmap import Activity
from reviewer.rulebook.rulebook import Rulebook

ALONE = 0.4
"""Probability from which a classifier that stands alone gives a label; chosen once, on the corpora."""

Answers = Mapping[Activity, Mapping[str, float]]
"""Probability 0..1 of each label, by text."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Three ways of deciding on the same texts.

    Attributes:
        texts: «documents»: the corpus, whole documents held out; «authors»: the corpus, whole voices held out; «gold»: real
            documents, which no classifier was trained on.
        activities, outcomes: How many there are.
        calibration: Of the classifier, all labels together.
    """

    texts: str
    activities: int
    outcomes: int
    rules: Scores
    classifier: Scores
    both: Scores
    calibration: Calibration

    @property
    def ways(self) -> tuple[tuple[str, Scores], ...]:
        return (("rules", self.rules), ("classifier", self.classifier), ("both", self.both))


class HeldOut:
    """A classifier whose answer for each text comes from a model that has not seen it."""

    hash = "held-out"

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def probability(self, label: str, activity: Activity) -> float | None:
        return self._answers.get(activity, {}).get(label)


@dataclass(frozen=True, slots=True)
class Models:
    """The two classifiers of a corpus: of activities and of outcomes."""

    corpus: Corpus
    activities: Trained
    outcomes: Trained

    @property
    def held_out(self) -> Answers:
        """The probabilities of the corpus's own texts, whole authors held out."""
        return _named(self.corpus, self.activities.held_out, self.outcomes.held_out)

    def answer(self, activity: Activity) -> dict[str, float]:
        """The probabilities of any text. Those of an outcome only where one is there."""
        found = self.activities.model.probabilities({name: activity.field(name) for name in SEEN_FIELDS})
        if not activity.outcome:
            return found
        return found | self.outcomes.model.probabilities({"activity": activity.outcome})


def train_models(corpus: Corpus) -> Models:
    return Models(corpus, train(corpus.activities, ACTIVITY_LABELS), train(corpus.outcomes, OUTCOME_LABELS))


def evaluate(corpus: Corpus, rulebook: Rulebook, gold: Sequence[Example] = ()) -> tuple[Comparison, ...]:
    """Measure on the corpus, with documents and with authors held out, and on real texts where there are some."""
    models = train_models(corpus)
    examples = [example for kind in corpus_examples(corpus) for example in kind]
    found = [
        compare("documents", examples, _documents_held_out(corpus), rulebook),
        compare("authors", examples, models.held_out, rulebook),
    ]
    if gold:
        answers = {example.activity: models.answer(example.activity) for example in gold}
        found.append(compare("gold", gold, answers, rulebook))
    return tuple(found)


def _documents_held_out(corpus: Corpus) -> Answers:
    return _named(
        corpus,
        held_out_probabilities(corpus.activities, ACTIVITY_LABELS),
        held_out_probabilities(corpus.outcomes, OUTCOME_LABELS),
    )


def _named(corpus: Corpus, of_activities: Any, of_outcomes: Any) -> Answers:  # noqa: ANN401 - NumPy matrices
    activities, outcomes = corpus_examples(corpus)
    return {
        example.activity: dict(zip(labels, line, strict=True))
        for examples, labels, matrix in (
            (activities, ACTIVITY_LABELS, of_activities),
            (outcomes, OUTCOME_LABELS, of_outcomes),
        )
        for example, line in zip(examples, matrix.tolist(), strict=True)
    }


def compare(texts: str, examples: Sequence[Example], answers: Answers, rulebook: Rulebook) -> Comparison:
    """Rules, classifier and both on the same texts."""
    return Comparison(
        texts=texts,
        activities=sum(example.has("level:") for example in examples),
        outcomes=sum(example.activity.outcome is not None for example in examples),
        rules=_decided(examples, Background(rulebook)),
        classifier=decided_alone(examples, answers),
        both=_decided(examples, Background(rulebook, classifier=HeldOut(answers))),
        calibration=calibration_of(examples, answers),
    )


def decided_alone(examples: Sequence[Example], answers: Answers) -> Scores:
    """What the classifiers say by themselves."""
    return score(examples, [_alone(answers[example.activity]) for example in examples])


def _decided(examples: Sequence[Example], background: Background) -> Scores:
    found = [find_facts(example.activity, background) for example in examples]
    among = [facts for example, facts in zip(examples, found, strict=True) if example.has("level:")]
    doubts = sum(len(facts.doubtful) for facts in among)
    sure = sum(len(facts.labels.themes) + len(facts.labels.audiences) for facts in among)
    return score(examples, [_labels(facts) for facts in found], doubts / max(1, doubts + sure))


def _alone(chosen: Mapping[str, float]) -> frozenset[str]:
    best = [[label for label in chosen if label.startswith(f"{group}:")] for group in GROUPS]
    exclusive = [max(labels, key=chosen.__getitem__) for labels in best if labels]
    if not any(label.startswith(OUTCOME) for label in exclusive):
        exclusive.append(f"{OUTCOME}missing")  # no text, no outcome
    return frozenset((*exclusive, *(label for label in MANY if chosen.get(label, 0.0) >= ALONE)))


def calibration_of(examples: Sequence[Example], answers: Answers) -> Calibration:
    """How far the probabilities can be believed, all labels together."""
    pairs = [
        (probability, label in example.labels)
        for example in examples
        for label, probability in answers[example.activity].items()
    ]
    return calibration(np.array([one for one, _ in pairs]), np.array([right for _, right in pairs]))


def _labels(facts: ActivityFacts) -> frozenset[str]:
    labels = facts.labels
    audiences = (f"audience:{audience}" for audience in labels.audiences)
    exclusive = (f"level:{labels.level}", f"scope:{labels.scope}", f"{OUTCOME}{facts.outcome_kind}")
    return frozenset((*labels.themes, *audiences, *exclusive))
