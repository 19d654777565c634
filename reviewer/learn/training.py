"""Training: TF-IDF over the families of features, each feature weighted by how unevenly it stands in the texts with and
without a label (Wang and Manning 2012), one-against-rest logistic regression, Platt calibration on held-out texts.

Deterministic: features are ordered by name, the lots of the solver and the folds are fixed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from reviewer.facts.classifier import LinearModel, Vocabulary, logistic
from reviewer.language.features import CHARACTERS, LEMMAS, PAIRS, features

FOLDS = 6
"""Parts that texts are held out in; one a voice while there are no more of them."""
LEAST_TEXTS = 2
"""A feature must stand in so many texts."""
SMALLEST_WEIGHT = 0.02
"""Weights below it are dropped: they hardly move a score and make the file larger."""
_TOLERANCE = 0.01
"""Of the solver, which solves the dual (Yu, Huang and Lin 2011): a smaller one costs time and moves no answer."""
_MOST_ROUNDS = 2_000
"""Of the solver: texts that contradict one another take more of them than those of the corpora."""
_SMOOTHING = 0.05
_CERTAIN = 10.0
"""Score, as log odds, of a label that all texts bear or none."""

Found = Mapping[str, Counter[str]]
Grouping = Literal["document", "author"]
Part = tuple[list[int], list[int]]
"""The numbers of the rows to learn from, and of those held out."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Chosen on the corpora with whole authors held out.

    Attributes:
        families: Weight of each family of features.
        unevenness: 0..1, how far the weight of a feature follows its log-count ratio.
        inverse_regularisation: «C» of the logistic regression.
    """

    families: Mapping[str, float] = field(
        default_factory=lambda: {LEMMAS: 1.0, PAIRS: 0.7, CHARACTERS: 1.0, "responsible": 0.7, "participants": 0.7}
    )
    unevenness: float = 0.2
    inverse_regularisation: float = 5.0


CHOSEN = Settings()


class Labelled(Protocol):
    """A text to learn from. Texts of one document, or of one author, stay together when some are held out."""

    @property
    def fields(self) -> Mapping[str, str | None]: ...
    @property
    def labels(self) -> frozenset[str]: ...
    @property
    def document(self) -> str: ...
    @property
    def author(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Trained:
    """A model, and what it is worth.

    Attributes:
        held_out: Calibrated probabilities, rows × labels, from models that had not seen the row's author.
    """

    model: LinearModel
    held_out: Any


def train(rows: Sequence[Labelled], labels: Sequence[str], folds: int = FOLDS) -> Trained:
    """Train on all rows, calibrated on scores that each row got from a model which had not seen its author."""
    found = [features(row.fields) for row in rows]
    truth = truth_of(rows, labels)
    parts = split(rows, folds, "author")
    scores = held_out_scores(found, truth, parts)
    slopes, offsets = fit_calibration(scores, truth)
    model = replace(fit(found, truth, labels), slopes=slopes, offsets=offsets)
    return Trained(model, calibrated(scores, truth, parts))


def held_out_probabilities(
    rows: Sequence[Labelled], labels: Sequence[str], folds: int = FOLDS, by: Grouping = "document"
) -> Any:  # noqa: ANN401 - a NumPy matrix
    """Calibrated probabilities, rows × labels. Neither model nor calibration of a row was fitted to a text of its group."""
    truth = truth_of(rows, labels)
    parts = split(rows, folds, by)
    return calibrated(held_out_scores([features(row.fields) for row in rows], truth, parts), truth, parts)


def calibrated(scores: Any, truth: Any, parts: Sequence[Part]) -> Any:  # noqa: ANN401
    """Probabilities of held-out scores; those of each part are calibrated on the others."""
    probabilities = np.zeros(scores.shape)
    for inside, outside in parts:
        slopes, offsets = fit_calibration(scores[inside], truth[inside])
        probabilities[outside] = logistic(slopes * scores[outside] + offsets)
    return probabilities


def held_out_scores(
    found: Sequence[Found],
    truth: Any,  # noqa: ANN401 - NumPy matrices
    parts: Sequence[Part],
    settings: Settings = CHOSEN,
) -> Any:  # noqa: ANN401
    """Raw scores, rows × labels, of models that had not seen the row's part."""
    scores = np.zeros(truth.shape)
    names = [str(number) for number in range(truth.shape[1])]
    for inside, outside in parts:
        model = fit([found[index] for index in inside], truth[inside], names, settings)
        for index in outside:
            scores[index] = model.scores(found[index])
    return scores


def split(rows: Sequence[Labelled], folds: int, by: Grouping = "document") -> list[Part]:
    """Folds of whole documents or of whole authors: the numbers of the rows to learn from and of those held out."""
    groups = [row.document if by == "document" else row.author for row in rows]
    chosen = GroupKFold(min(folds, len(set(groups)))).split(rows, groups=groups)
    return [(inside.tolist(), outside.tolist()) for inside, outside in chosen]


def truth_of(rows: Sequence[Labelled], labels: Sequence[str]) -> Any:  # noqa: ANN401 - a NumPy matrix
    """Rows × labels, true where the row bears the label."""
    return np.array([[label in row.labels for label in labels] for row in rows])


def fit(
    found: Sequence[Found],
    truth: Any,  # noqa: ANN401 - NumPy matrices
    labels: Sequence[str],
    settings: Settings = CHOSEN,
    weights: Any = None,  # noqa: ANN401
) -> LinearModel:
    """A model without calibration. `weights`: rows × labels, how much it counts that a text bears the label or not; 0 where nobody
    knows. By default everything counts 1.
    """
    vocabulary = _vocabulary(found, settings)
    matrix = _matrix(found, vocabulary)
    learnt = np.zeros((matrix.shape[1], len(labels)))
    weights = np.ones(truth.shape) if weights is None else weights
    intercepts = np.where((truth | (weights == 0)).all(axis=0), _CERTAIN, -_CERTAIN)
    for column in range(len(labels)):
        told = weights[:, column] > 0
        target, texts = truth[told, column], matrix if told.all() else matrix[told]
        if vocabulary.columns and target.any() and not target.all():
            ratio = _unevenness(texts, target, settings.unevenness)
            fitted = LogisticRegression(
                C=settings.inverse_regularisation,
                class_weight="balanced",
                solver="liblinear",
                dual=True,
                tol=_TOLERANCE,
                max_iter=_MOST_ROUNDS,
                random_state=0,
            ).fit(texts @ diags(ratio), target, sample_weight=weights[told, column])
            learnt[:, column] = fitted.coef_[0] * ratio
            intercepts[column] = fitted.intercept_[0]
    learnt[np.abs(learnt) < SMALLEST_WEIGHT] = 0.0
    return LinearModel(tuple(labels), vocabulary, learnt, intercepts, np.ones(len(labels)), np.zeros(len(labels)))


def _vocabulary(found: Sequence[Found], settings: Settings) -> Vocabulary:
    texts = Counter(
        name
        for families in found
        for family, counts in families.items()
        if family in settings.families
        for name in counts
    )
    names = sorted(name for name, times in texts.items() if times >= LEAST_TEXTS)
    idf = np.array([np.log((1 + len(found)) / (1 + texts[name])) + 1 for name in names])
    return Vocabulary({name: column for column, name in enumerate(names)}, idf, settings.families)


def _matrix(found: Sequence[Found], vocabulary: Vocabulary) -> Any:  # noqa: ANN401 - a SciPy matrix
    """Rows × features."""
    vectors = [vocabulary.vector(families) for families in found]
    ends = np.cumsum([0, *(len(columns) for columns, _ in vectors)])
    columns = np.concatenate([columns for columns, _ in vectors])
    values = np.concatenate([values for _, values in vectors])
    return csr_matrix((values, columns, ends), shape=(len(found), len(vocabulary.columns)))


def _unevenness(matrix: Any, target: Any, share: float) -> Any:  # noqa: ANN401 - NumPy vectors
    """Weight of each feature, 1 on average: the more, the more unevenly it stands on both sides of the label."""
    inside = np.asarray(matrix[target].sum(axis=0)).ravel() + _SMOOTHING
    outside = np.asarray(matrix[~target].sum(axis=0)).ravel() + _SMOOTHING
    ratio = np.abs(np.log((inside / inside.sum()) / (outside / outside.sum())))
    return (1.0 - share) + share * ratio / max(float(ratio.mean()), _SMOOTHING)


def fit_calibration(scores: Any, truth: Any) -> tuple[Any, Any]:  # noqa: ANN401 - NumPy matrices
    """Slopes and offsets of the logistics that turn held-out scores into probabilities."""
    fitted = [_platt(scores[:, column], truth[:, column]) for column in range(truth.shape[1])]
    slopes, offsets = zip(*fitted, strict=True)
    return np.array(slopes), np.array(offsets)


def _platt(scores: Any, truth: Any) -> tuple[float, float]:  # noqa: ANN401 - NumPy vectors
    if truth.all() or not truth.any():
        return 1.0, 0.0
    fitted = LogisticRegression(C=1e6, solver="lbfgs").fit(scores.reshape(-1, 1), truth)
    return float(fitted.coef_[0][0]), float(fitted.intercept_[0])
