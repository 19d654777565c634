"""Training: TF-IDF over the features, one-against-rest logistic regression, Platt calibration on held-out documents.

Deterministic: features are ordered by name, the solver has no random part, the folds are fixed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from reviewer.facts.classifier import LinearModel
from reviewer.language.features import features

LEAST_DOCUMENTS = 2
"""A feature must stand in so many texts."""
INVERSE_REGULARISATION = 10.0
FOLDS = 5
SMALLEST_WEIGHT = 0.02
"""Weights below it are dropped: they hardly move a score and make the file larger."""


class Labelled(Protocol):
    """A text to learn from. Texts of one document stay together when some are held out."""

    @property
    def fields(self) -> Mapping[str, str | None]: ...
    @property
    def labels(self) -> frozenset[str]: ...
    @property
    def document(self) -> str: ...


def train(rows: Sequence[Labelled], labels: Sequence[str], folds: int = FOLDS) -> LinearModel:
    """Train on all rows, calibrated on scores that each row got from a model which had not seen its document."""
    counts = [features(row.fields) for row in rows]
    truth = _truth(rows, labels)
    scores = _held_out(counts, truth, split(rows, folds))
    calibration = [_platt(scores[:, column], truth[:, column]) for column in range(len(labels))]
    model = _fit(counts, truth, labels)
    slopes, offsets = zip(*calibration, strict=True)
    return replace(model, slopes=np.array(slopes), offsets=np.array(offsets))


def held_out_probabilities(rows: Sequence[Labelled], labels: Sequence[str], folds: int = FOLDS) -> Any:  # noqa: ANN401
    """Calibrated probabilities, rows × labels. Neither model nor calibration of a row has seen its document."""
    counts = [features(row.fields) for row in rows]
    truth = _truth(rows, labels)
    parts = split(rows, folds)
    scores = _held_out(counts, truth, parts)
    probabilities = np.zeros(scores.shape)
    for inside, outside in parts:
        for column in range(len(labels)):
            slope, offset = _platt(scores[inside, column], truth[inside, column])
            probabilities[outside, column] = 1.0 / (
                1.0 + np.exp(-np.clip(slope * scores[outside, column] + offset, -30, 30))
            )
    return probabilities


def _held_out(counts: Sequence[Counter[str]], truth: Any, parts: Sequence[tuple[list[int], list[int]]]) -> Any:  # noqa: ANN401
    """Raw scores, rows × labels, of models that had not seen the row's document."""
    scores = np.zeros(truth.shape)
    for inside, outside in parts:
        model = _fit([counts[index] for index in inside], truth[inside], range(truth.shape[1]))
        for index in outside:
            scores[index] = model.scores(counts[index])
    return scores


def split(rows: Sequence[Labelled], folds: int) -> list[tuple[list[int], list[int]]]:
    """Folds by document."""
    groups = [row.document for row in rows]
    chosen = GroupKFold(min(folds, len(set(groups)))).split(rows, groups=groups)
    return [(inside.tolist(), outside.tolist()) for inside, outside in chosen]


def _fit(counts: Sequence[Counter[str]], truth: Any, labels: Iterable[object]) -> LinearModel:  # noqa: ANN401
    named = tuple(str(label) for label in labels)
    frequency = Counter(name for count in counts for name in count)
    names = sorted(name for name, times in frequency.items() if times >= LEAST_DOCUMENTS)
    vocabulary = {name: column for column, name in enumerate(names)}
    idf = np.array([np.log((1 + len(counts)) / (1 + frequency[name])) + 1 for name in names])
    matrix = _matrix(counts, vocabulary, idf)
    weights = np.zeros((len(named), len(names)))
    intercepts = np.full(len(named), -10.0)
    for column in range(len(named)):
        target = truth[:, column]
        if 0 < target.sum() < len(counts):
            fitted = LogisticRegression(C=INVERSE_REGULARISATION, class_weight="balanced", solver="liblinear").fit(
                matrix, target
            )
            weights[column] = fitted.coef_[0]
            intercepts[column] = fitted.intercept_[0]
    weights[np.abs(weights) < SMALLEST_WEIGHT] = 0.0
    return LinearModel(named, vocabulary, idf, weights, intercepts, np.ones(len(named)), np.zeros(len(named)))


def _matrix(counts: Sequence[Counter[str]], vocabulary: Mapping[str, int], idf: Any) -> Any:  # noqa: ANN401
    """Rows × features, each row of length one."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, count in enumerate(counts):
        known = [(vocabulary[name], times) for name, times in count.items() if name in vocabulary]
        weighted = [(1.0 + np.log(times)) * idf[column] for column, times in known]
        norm = np.sqrt(sum(weight * weight for weight in weighted)) or 1.0
        rows.extend([row] * len(known))
        columns.extend(column for column, _ in known)
        values.extend(weight / norm for weight in weighted)
    return csr_matrix((values, (rows, columns)), shape=(len(counts), len(vocabulary)))


def _truth(rows: Sequence[Labelled], labels: Sequence[str]) -> Any:  # noqa: ANN401
    return np.array([[label in row.labels for label in labels] for row in rows])


def _platt(scores: Any, truth: Any) -> tuple[float, float]:  # noqa: ANN401
    """Slope and offset of the logistic that turns held-out scores into probabilities."""
    if truth.all() or not truth.any():
        return 1.0, 0.0
    fitted = LogisticRegression(C=1e6, solver="lbfgs").fit(scores.reshape(-1, 1), truth)
    return float(fitted.coef_[0][0]), float(fitted.intercept_[0])
