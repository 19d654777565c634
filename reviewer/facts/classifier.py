"""The trained classifiers as the chain uses them: linear, calibrated, read from a file of plain arrays.

Needs NumPy only: training stands in `reviewer.learn`, which the chain never imports.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from reviewer.language.features import features
from reviewer.model.errors import Place, UsageError
from reviewer.model.roadmap import Activity
from reviewer.model.zip_damage import ZIP_DAMAGE
from reviewer.resources import shipped_model

FORMAT = 2
"""Version of the file's form."""
SEEN_FIELDS = ("activity", "responsible", "participants")
"""The fields of an activity that the classifiers of labels look at."""
OUTCOME = "outcome:"
"""Labels of the kind of an outcome are told from the text of the outcome instead."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features that are known.

    Attributes:
        columns: Column of each feature.
        idf: Inverse document frequency of each column.
        families: How much each family of features weighs against the others; one that is not named is not looked at.
    """

    columns: Mapping[str, int]
    idf: Any
    families: Mapping[str, float]

    def vector(self, found: Mapping[str, Counter[str]]) -> tuple[Any, Any]:
        """Columns and values of a text with these features: each family a TF-IDF vector of its own weight's length, so
        that the many character n-grams do not drown the few lemmas.
        """
        columns: list[Any] = []
        values: list[Any] = []
        for family, counts in found.items():
            known = [name for name in counts if name in self.columns] if family in self.families else []
            if known:
                numbers = np.fromiter(map(self.columns.__getitem__, known), np.int64, len(known))
                times = np.fromiter(map(counts.__getitem__, known), np.float64, len(known))
                weighted = (1.0 + np.log(times)) * self.idf[numbers]
                columns.append(numbers)
                values.append(weighted * (self.families[family] / np.sqrt(weighted @ weighted)))
        if not columns:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        return np.concatenate(columns), np.concatenate(values)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """One-against-rest linear classifiers over the same weighted features.

    Attributes:
        weights: Features × labels.
        intercepts, slopes, offsets: Of each label; the probability is the logistic of `slope * score + offset`
            (Platt 1999).
    """

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    weights: Any
    intercepts: Any
    slopes: Any
    offsets: Any

    def scores(self, found: Mapping[str, Counter[str]]) -> Any:  # noqa: ANN401 - a NumPy vector
        """The raw score of each label for a text with these features."""
        columns, values = self.vocabulary.vector(found)
        return values.astype(self.weights.dtype) @ self.weights[columns] + self.intercepts

    def probabilities(self, fields: Mapping[str, str | None]) -> dict[str, float]:
        """Calibrated probability 0..1 of each label."""
        logits = self.slopes * self.scores(features(fields)) + self.offsets
        return dict(zip(self.labels, logistic(logits).tolist(), strict=True))


def logistic(logits: Any) -> Any:  # noqa: ANN401 - a NumPy array
    """Probabilities 0..1 of log odds."""
    return 1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30)))


class TrainedClassifier:
    """Answers `Classifier.probability` of the rulebook. `hash`: of the file, as it stands in every `Why`."""

    def __init__(self, activities: LinearModel, outcomes: LinearModel, digest: str) -> None:
        self.hash = digest
        self._activities = _Remembered(activities)
        self._outcomes = _Remembered(outcomes)

    def probability(self, label: str, activity: Activity) -> float | None:
        """0..1, or None where the model does not know the label or there is no text to judge."""
        if label.startswith(OUTCOME):
            text = activity.outcome
            return self._outcomes.of((("activity", text),)).get(label) if text else None
        return self._activities.of(tuple((name, activity.field(name)) for name in SEEN_FIELDS)).get(label)


class _Remembered:
    """The answers for the last texts: every signal asks of the same activity."""

    def __init__(self, model: LinearModel) -> None:
        self.of = lru_cache(maxsize=1024)(lambda fields: model.probabilities(dict(fields)))


def shipped_classifier() -> TrainedClassifier | None:
    """The classifier that ships with the program; None in a checkout where it has not been trained."""
    path = shipped_model()
    return load_classifier(path) if path else None


def load_classifier(path: Path) -> TrainedClassifier:
    """Read a model file.

    Raises:
        UsageError: It is no model file, or one of another version of the program.
    """
    try:
        data = path.read_bytes()
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            head = json.loads(bytes(arrays["head"]).decode())
            if head["format"] != FORMAT:
                message = "Классификатор создан другой версией программы. Создайте его заново: reviewer learn train."
                raise UsageError(message, code="model", place=Place(file=path.name))
            models = [_model(arrays, name, head[name]) for name in ("activities", "outcomes")]
    except (OSError, ValueError, KeyError, *ZIP_DAMAGE) as error:
        message = "Файл классификатора не читается. Создайте его заново: reviewer learn train."
        raise UsageError(message, code="model", place=Place(file=path.name)) from error
    return TrainedClassifier(models[0], models[1], hashlib.sha256(data).hexdigest()[:12])


def _model(arrays: Mapping[str, Any], name: str, head: Mapping[str, Any]) -> LinearModel:
    words = bytes(arrays[f"{name}_vocabulary"]).decode().split("\n")
    columns = {word: column for column, word in enumerate(words)}
    return LinearModel(
        labels=tuple(head["labels"]),
        vocabulary=Vocabulary(columns, arrays[f"{name}_idf"].astype(np.float64), head["families"]),
        weights=arrays[f"{name}_weights"].astype(np.float32),
        intercepts=arrays[f"{name}_intercepts"],
        slopes=arrays[f"{name}_slopes"],
        offsets=arrays[f"{name}_offsets"],
    )


def save_models(path: Path, activities: LinearModel, outcomes: LinearModel) -> str:
    """Write a model file of plain arrays and return its hash. The same models give the same bytes."""
    head: dict[str, Any] = {"format": FORMAT}
    arrays: dict[str, Any] = {}
    for name, model in (("activities", activities), ("outcomes", outcomes)):
        head[name] = {"labels": list(model.labels), "families": dict(model.vocabulary.families)}
        arrays[f"{name}_vocabulary"] = _bytes("\n".join(model.vocabulary.columns))
        arrays[f"{name}_idf"] = model.vocabulary.idf.astype(np.float32)
        arrays[f"{name}_weights"] = model.weights.astype(np.float16)
        arrays[f"{name}_intercepts"] = model.intercepts
        arrays[f"{name}_slopes"] = model.slopes
        arrays[f"{name}_offsets"] = model.offsets
    buffer = BytesIO()
    np.savez_compressed(buffer, head=_bytes(json.dumps(head)), **arrays)
    path.write_bytes(buffer.getvalue())
    return hashlib.sha256(buffer.getvalue()).hexdigest()[:12]


def _bytes(text: str) -> Any:  # noqa: ANN401 - a NumPy vector
    return np.frombuffer(text.encode(), dtype=np.uint8)
