"""Whether corrections of people make the classifier better where it has not seen them: on municipalities held out.

Two recipes are compared on the same texts: the corpora with the corrections that the classifier in use has learnt from (none, for the one
that ships), and the corpora with all corrections. Either is trained without the municipalities, and without the authors of the corpora,
that it is asked of. «Better» is decided by a paired bootstrap over municipalities (Efron and Tibshirani 1993, chapter 16; Koehn 2004).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from reviewer.facts.classifier import LinearModel
from reviewer.learn.corpus import ACTIVITY_LABELS, Corpus
from reviewer.learn.corrected import CorrectedRow
from reviewer.learn.evaluation import ALONE
from reviewer.learn.recipes import HeldOut, Texts, held_out_with, held_parts, train_with
from reviewer.learn.scores import MANY
from reviewer.learn.training import fit_calibration

FEWEST_MUNICIPALITIES = 5
"""With fewer of them, what is better on those held out is a matter of luck."""
FEWEST_ROWS = 30
LARGEST_LOSS = 0.003
"""Micro-F1 of themes and audiences on the corpora that a classifier may lose, 0..1: no more than they vary by chance."""
SURE = 0.95
"""Share of the resamples in which the new classifier must be the better one, 0..1."""
RESAMPLES = 10_000

Reason = Literal["nothing_new", "few_municipalities", "few_rows", "not_better", "worse_on_corpora"]
_MANY = [ACTIVITY_LABELS.index(label) for label in MANY]


@dataclass(frozen=True, slots=True)
class Measured:
    """One recipe on texts that its model had not seen.

    Attributes:
        rows: Micro-F1 of themes and audiences on the rows that people looked at, 0..1.
        answers: Share of people's answers that the classifier gives too, 0..1.
        corpora: Micro-F1 of themes and audiences on the corpora, whole authors held out, 0..1.
    """

    rows: float
    answers: float
    corpora: float


@dataclass(frozen=True, slots=True)
class Improvement:
    """What corrections bring.

    Attributes:
        municipalities, rows, answers: How many there are.
        gain: Of micro-F1 on the rows that people looked at; `low`, `high`: the middle nine tenths of the resamples.
        sure: Share of the resamples in which both that F1 and the share of people's answers rise, 0..1. By F1 alone a classifier would
            be better that has only learnt to say yes more often.
        reason: Why the classifier in use is kept; None where the new one is better.
    """

    municipalities: int
    rows: int
    answers: int
    old: Measured | None = None
    new: Measured | None = None
    gain: float = 0.0
    low: float = 0.0
    high: float = 0.0
    sure: float = 0.0
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """`model`: the one trained on everything, where it is to be taken; else None."""

    improvement: Improvement
    model: LinearModel | None = None


def try_corrections(corpus: Corpus, rows: Sequence[CorrectedRow], learnt: Sequence[CorrectedRow] = ()) -> Trial:
    """Train with the corrections and compare on municipalities that were held out.

    Args:
        corpus: The texts that every classifier learns from.
        rows: All corrected rows, each once.
        learnt: Those that the classifier in use has learnt from, as they were then.
    """
    found = Improvement(
        municipalities=len({row.author for row in rows}),
        rows=len(rows),
        answers=sum(len(row.decided & set(MANY)) for row in rows),
    )
    if learnt and _told(rows) == _told(learnt):
        return Trial(replace(found, reason="nothing_new"))
    if found.municipalities < FEWEST_MUNICIPALITIES:
        return Trial(replace(found, reason="few_municipalities"))
    if found.rows < FEWEST_ROWS:
        return Trial(replace(found, reason="few_rows"))
    base, looked_at = Texts.of(corpus.activities), Texts.of(rows)
    parts = held_parts(base, looked_at)
    before = held_out_with(base, Texts.of(learnt), looked_at, parts)
    after = held_out_with(base, looked_at, looked_at, parts)
    found = _compared(found, base, looked_at, before, after)
    if found.reason is not None:
        return Trial(found)
    slopes, offsets = fit_calibration(after.base_scores, base.truth)
    return Trial(found, replace(train_with(base, looked_at), slopes=slopes, offsets=offsets))


def _told(rows: Sequence[CorrectedRow]) -> frozenset[tuple[object, ...]]:
    return frozenset(
        (row.municipality, row.text, row.responsible, row.participants, row.decided, row.decided & row.labels)
        for row in rows
    )


def _compared(found: Improvement, base: Texts, rows: Texts, before: HeldOut, after: HeldOut) -> Improvement:
    old, new = (_counts(rows, held.rows) for held in (before, after))
    first, second = (
        Measured(float(_f1(counts)), float(_agreeing(counts)), float(_f1(_counts(base, held.base).sum(axis=0))))
        for counts, held in ((old.sum(axis=0), before), (new.sum(axis=0), after))
    )
    resampled = [_resampled(rows, counts) for counts in (old, new)]
    gains = _f1(resampled[1]) - _f1(resampled[0])
    both = (gains > 0) & (_agreeing(resampled[1]) > _agreeing(resampled[0]))
    low, high = np.quantile(gains, [0.05, 0.95]).tolist()
    sure = float(both.mean())
    return replace(
        found,
        old=first,
        new=second,
        gain=second.rows - first.rows,
        low=low,
        high=high,
        sure=sure,
        reason=reason_to_refuse(first, second, sure),
    )


def reason_to_refuse(old: Measured, new: Measured, sure: float) -> Reason | None:
    """Why the classifier in use is kept; None where the new one is taken. `sure`: as `Improvement.sure`."""
    if sure < SURE:
        return "not_better"
    return "worse_on_corpora" if new.corpora < old.corpora - LARGEST_LOSS else None


def _counts(texts: Texts, probabilities: Any) -> Any:  # noqa: ANN401 - NumPy matrices
    """For each row: right, wrong and missed themes and audiences; people's answers, and those that the classifier gives too."""
    given, truth, known, decided = (
        matrix[:, _MANY] for matrix in (probabilities >= ALONE, texts.truth, texts.weights > 0, texts.decided)
    )
    counted = (
        known & given & truth,
        known & given & ~truth,
        known & ~given & truth,
        decided,
        decided & (given == truth),
    )
    return np.stack([one.sum(axis=1) for one in counted], axis=1)


def _f1(counts: Any) -> Any:  # noqa: ANN401 - NumPy: the last axis as `_counts` has it
    right, wrong, missed = counts[..., 0], counts[..., 1], counts[..., 2]
    return 2 * right / np.maximum(1, 2 * right + wrong + missed)


def _agreeing(counts: Any) -> Any:  # noqa: ANN401 - the same
    return counts[..., 4] / np.maximum(1, counts[..., 3])


def _resampled(texts: Texts, counts: Any) -> Any:  # noqa: ANN401 - NumPy matrices
    """The sums of each resample of the municipalities; the same lots at every call."""
    authors = sorted({row.author for row in texts.rows})
    whose = np.array([authors.index(row.author) for row in texts.rows])
    each = np.array([counts[whose == one].sum(axis=0) for one in range(len(authors))])
    lots = np.random.default_rng(0).integers(0, len(authors), (RESAMPLES, len(authors)))
    return each[lots].sum(axis=1)
