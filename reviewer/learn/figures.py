"""What was measured, in the form that programs read, the model's card keeps and the page shows."""

from __future__ import annotations

from reviewer.learn.calibration import Calibration
from reviewer.learn.evaluation import Comparison
from reviewer.learn.scores import ALL_LABELS, AUDIENCE_LABELS, GROUPS, THEME_LABELS, Scores

_DIGITS = 4


def comparison_form(found: Comparison) -> dict[str, object]:
    """Everything that was measured on one set of texts."""
    return {
        "texts": found.texts,
        "activities": found.activities,
        "outcomes": found.outcomes,
        **{name: {**figures(scores), "confusion": _confusion(scores)} for name, scores in found.ways},
        "labels": {label: {name: _label(scores, label) for name, scores in found.ways} for label in ALL_LABELS},
        "calibration": calibration_form(found.calibration),
    }


def figures(scores: Scores) -> dict[str, float]:
    """The main figures of one way of deciding, all 0..1."""
    found = {
        "theme_micro_f1": scores.micro_f1(THEME_LABELS),
        "theme_macro_f1": scores.macro_f1(THEME_LABELS),
        "audience_f1": scores.micro_f1(AUDIENCE_LABELS),
        **{group: scores.accuracy(group) for group in GROUPS},
        "to_check": scores.to_check,
    }
    return {name: round(value, _DIGITS) for name, value in found.items()}


def calibration_form(found: Calibration) -> dict[str, object]:
    return {
        "error": round(found.error, _DIGITS),
        "brier": round(found.brier, _DIGITS),
        "bins": [
            {"answers": one.answers, "probability": round(one.probability, 3), "frequency": round(one.frequency, 3)}
            for one in found.bins
        ],
    }


def _label(scores: Scores, label: str) -> dict[str, float]:
    counts = scores.labels[label]
    return {
        "precision": round(counts.precision, _DIGITS),
        "recall": round(counts.recall, _DIGITS),
        "f1": round(counts.f1, _DIGITS),
    }


def _confusion(scores: Scores) -> dict[str, dict[str, int]]:
    """Right level, then given level, then how often."""
    table: dict[str, dict[str, int]] = {}
    for (truth, given), times in sorted(scores.confusion.items()):
        if truth.startswith("level:"):
            table.setdefault(truth.removeprefix("level:"), {})[given.removeprefix("level:")] = times
    return table
