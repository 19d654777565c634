"""Whether probabilities are what they say: of the answers given with 0.7, seven in ten should be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose probability lies in one tenth of 0..1. `probability`: their mean; `frequency`: share that was right."""

    answers: int
    probability: float
    frequency: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of all labels together.

    Attributes:
        bins: The reliability table; tenths without an answer are left out.
        error: Expected calibration error, 0..1 (Naeini, Cooper and Hauskrecht 2015).
        brier: Mean squared gap of probability and truth, 0..1 (Brier 1950).
    """

    bins: tuple[Bin, ...]
    error: float
    brier: float


def calibration(probabilities: Any, truth: Any) -> Calibration:  # noqa: ANN401 - NumPy matrices of one shape
    """Measure probabilities 0..1 against what is true."""
    flat, hits = np.ravel(probabilities), np.ravel(truth).astype(float)
    numbers = np.minimum((flat * BINS).astype(int), BINS - 1)
    bins = tuple(
        Bin(int(chosen.sum()), float(flat[chosen].mean()), float(hits[chosen].mean()))
        for chosen in (numbers == number for number in range(BINS))
        if chosen.any()
    )
    error = sum(abs(one.probability - one.frequency) * one.answers for one in bins) / max(1, flat.size)
    return Calibration(bins, error, float(((flat - hits) ** 2).mean()) if flat.size else 0.0)
