"""Texts of corpora and of people's corrections, learnt from together, and asked of models that have not seen them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np

from reviewer.facts.classifier import LinearModel, logistic
from reviewer.language.features import features
from reviewer.learn.corpus import ACTIVITY_LABELS
from reviewer.learn.corrected import CorrectedRow
from reviewer.learn.training import FOLDS, Found, Labelled, Part, fit, fit_calibration, split

ANSWER_WEIGHT = 1.0
"""How many texts of the corpora an answer counts as. Five taught no more of answers that follow the corpora, and of others cost the
corpora more than `LARGEST_LOSS` (benchmarks/corrections.py).
"""


def _is_decided(row: Labelled, label: str) -> bool:
    return isinstance(row, CorrectedRow) and label in row.decided


def _weight(row: Labelled, label: str) -> float:
    if not isinstance(row, CorrectedRow):
        return 1.0
    if label in row.decided:
        return ANSWER_WEIGHT
    return 0.0 if label in row.unknown else 1.0


def _matrix(rows: Sequence[Labelled], value: Callable[[Labelled, str], float]) -> Any:  # noqa: ANN401 - a NumPy matrix
    found = np.array([[value(row, label) for label in ACTIVITY_LABELS] for row in rows], dtype=float)
    return found.reshape(len(rows), len(ACTIVITY_LABELS))


@dataclass(frozen=True, slots=True)
class Texts:
    """Rows × labels: `truth`; `weights`, 0 for what nobody knows; `decided`, true for what people answered."""

    rows: Sequence[Labelled]
    found: Sequence[Found]
    truth: Any
    weights: Any
    decided: Any

    @classmethod
    def of(cls, rows: Sequence[Labelled]) -> Texts:
        return cls(
            rows,
            [features(row.fields) for row in rows],
            _matrix(rows, lambda row, label: label in row.labels).astype(bool),
            _matrix(rows, _weight),
            _matrix(rows, _is_decided).astype(bool),
        )

    def taken(self, numbers: Sequence[int]) -> Texts:
        chosen = list(numbers)
        rows, found = [self.rows[number] for number in chosen], [self.found[number] for number in chosen]
        return Texts(rows, found, self.truth[chosen], self.weights[chosen], self.decided[chosen])

    def without(self, authors: frozenset[str]) -> Texts:
        return self.taken([number for number, row in enumerate(self.rows) if row.author not in authors])


@dataclass(frozen=True, slots=True)
class HeldPart:
    """The numbers of the rows that are held out together, and whose they are."""

    base: list[int]
    rows: list[int]
    authors: frozenset[str]


def held_parts(base: Texts, looked_at: Texts) -> list[HeldPart]:
    nobody: Part = ([], [])
    pairs = zip_longest(split(base.rows, FOLDS, "author"), split(looked_at.rows, FOLDS, "author"), fillvalue=nobody)
    return [
        HeldPart(
            of_base,
            of_rows,
            frozenset(
                texts.rows[number].author
                for texts, numbers in ((base, of_base), (looked_at, of_rows))
                for number in numbers
            ),
        )
        for (_, of_base), (_, of_rows) in pairs
    ]


def train_with(base: Texts, extra: Texts) -> LinearModel:
    found = [*base.found, *extra.found]
    truth = np.concatenate([base.truth, extra.truth])
    return fit(found, truth, ACTIVITY_LABELS, weights=np.concatenate([base.weights, extra.weights]))


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Raw scores, and probabilities of each part calibrated on the corpora's other parts.

    The calibration keeps to the corpora: rows that people looked at are the doubtful ones, and no fair sample.
    """

    base_scores: Any
    base: Any
    rows: Any


def held_out_with(base: Texts, extra: Texts, tested: Texts, parts: Sequence[HeldPart]) -> HeldOut:
    """The answers of models that learnt from `base` and `extra`, but for the part that is asked."""
    base_scores, scores = np.zeros(base.truth.shape), np.zeros(tested.truth.shape)
    for part in parts:
        model = train_with(base.without(part.authors), extra.without(part.authors))
        for texts, numbers, matrix in ((base, part.base, base_scores), (tested, part.rows, scores)):
            for number in numbers:
                matrix[number] = model.scores(texts.found[number])
    probabilities = np.zeros(base.truth.shape), np.zeros(tested.truth.shape)
    for part in parts:
        inside = np.setdiff1d(np.arange(len(base.rows)), part.base)
        slopes, offsets = fit_calibration(base_scores[inside], base.truth[inside])
        probabilities[0][part.base] = logistic(slopes * base_scores[part.base] + offsets)
        probabilities[1][part.rows] = logistic(slopes * scores[part.rows] + offsets)
    return HeldOut(base_scores, *probabilities)
