"""Corrections are learnt from where they make the classifier better on municipalities that it has not seen, and only there."""

from __future__ import annotations

import random
from itertools import product

import pytest
from labelled_texts import WORDS, labelled_activities

from reviewer.facts.classifier import LinearModel
from reviewer.learn.corpus import ACTIVITY_LABELS, Corpus
from reviewer.learn.corrected import CorrectedRow
from reviewer.learn.improvement import (
    FEWEST_MUNICIPALITIES,
    FEWEST_ROWS,
    LARGEST_LOSS,
    SURE,
    Measured,
    Trial,
    reason_to_refuse,
    try_corrections,
)
from reviewer.learn.recipes import Texts, held_parts
from reviewer.model.facts import THEMES, Labels

VOICES = ("север", "юг", "восток", "запад", "центр", "побережье")
KINDS = ("Семейный клуб", "Семейная гостиная", "Семейный праздник")
ABOUT = ("«Очаг»", "о чтении", "выходного дня", "по пятницам")
EXCLUSIVE = frozenset(label for label in ACTIVITY_LABELS if ":" in label and not label.startswith("audience:"))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(labelled_activities(VOICES), ())


def _rows(municipalities: int, lots: random.Random | None = None) -> list[CorrectedRow]:
    """Family clubs, which the corpora have not: always for parents, or as the lots fall."""
    rows = []
    for place in range(municipalities):
        for number, (kind, about) in enumerate(product(KINDS, ABOUT)):
            if number % municipalities != place:
                told = frozenset(theme for theme in WORDS if (lots.random() < 0.5 if lots else theme == "parents"))
                given = Labels("municipal", tuple(theme for theme in THEMES if theme in told))
                row = CorrectedRow(f"р.{place}", 1, f"{kind} {about}", None, None, given, frozenset(WORDS), EXCLUSIVE)
                rows.append(row)
    return rows


@pytest.fixture(scope="module")
def consistent(corpus: Corpus) -> Trial:
    return try_corrections(corpus, _rows(6))


def test_consistent_corrections_are_learnt(consistent: Trial) -> None:
    found = consistent.improvement
    assert found.reason is None
    assert (found.municipalities, found.rows, found.answers) == (6, 60, 120)
    assert found.new.rows > found.old.rows
    assert found.new.answers > found.old.answers
    assert found.gain == pytest.approx(found.new.rows - found.old.rows)
    assert 0 < found.low <= found.gain <= found.high
    assert isinstance(consistent.model, LinearModel)


def test_the_new_model_knows_what_it_was_told(consistent: Trial) -> None:
    told = consistent.model.probabilities({"activity": "Семейный клуб «Очаг»"})
    assert told["parents"] > told["objectivity"]


@pytest.mark.parametrize("seed", range(5))
def test_corrections_at_random_are_refused(corpus: Corpus, seed: int) -> None:
    found = try_corrections(corpus, _rows(6, random.Random(seed)))  # noqa: S311 - a test draws lots
    assert found.improvement.reason == "not_better"
    assert found.model is None


def test_what_is_learnt_already_makes_nothing_better(corpus: Corpus) -> None:
    rows = _rows(6)
    found = try_corrections(corpus, rows, learnt=rows)
    assert found.improvement.reason == "nothing_new"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (_rows(FEWEST_MUNICIPALITIES - 1), "few_municipalities"),
        (_rows(FEWEST_MUNICIPALITIES)[::2], "few_rows"),
        ([], "few_municipalities"),
    ],
)
def test_too_few_corrections_are_told(corpus: Corpus, rows: list[CorrectedRow], reason: str) -> None:
    assert len(rows) < FEWEST_ROWS or reason == "few_municipalities"
    found = try_corrections(corpus, rows)
    assert found.improvement.reason == reason
    assert (found.improvement.old, found.model) == (None, None)


def test_corrections_that_contradict_the_corpora_are_refused(corpus: Corpus) -> None:
    """People who call every check of works a meeting of parents agree with one another, but not with the corpora."""
    rows = [
        CorrectedRow(f"р.{place}", 1, f"{text} {voice}", None, None, Labels("school", ("parents",)), frozenset(WORDS))
        for place in range(8)
        for text in WORDS["objectivity"]
        for voice in VOICES[:3]
    ]
    assert try_corrections(corpus, rows).model is None


@pytest.mark.parametrize(
    ("corpora", "sure", "reason"),
    [
        (0.83, SURE, None),
        (0.83 - LARGEST_LOSS, 1.0, None),
        (0.83 - LARGEST_LOSS - 0.0001, 1.0, "worse_on_corpora"),
        (0.84, SURE - 0.001, "not_better"),
        (0.80, 0.0, "not_better"),
    ],
)
def test_a_new_classifier_must_surely_be_better_and_lose_little(
    corpora: float, sure: float, reason: str | None
) -> None:
    old, new = Measured(rows=0.8, answers=0.7, corpora=0.83), Measured(rows=0.85, answers=0.75, corpora=corpora)
    assert reason_to_refuse(old, new, sure) == reason


def test_every_row_is_held_out_once_with_its_municipality(corpus: Corpus) -> None:
    base, rows = Texts.of(corpus.activities), Texts.of(_rows(5))
    parts = held_parts(base, rows)
    assert sorted(number for part in parts for number in part.rows) == list(range(len(rows.rows)))
    assert sorted(number for part in parts for number in part.base) == list(range(len(base.rows)))
    for part in parts:
        assert not part.authors & {row.author for row in rows.without(part.authors).rows}
        assert {rows.rows[number].author for number in part.rows} <= part.authors


def test_the_same_corrections_give_the_same_answer(corpus: Corpus, consistent: Trial) -> None:
    again = try_corrections(corpus, _rows(6))
    assert again.improvement == consistent.improvement
    assert again.model.weights.tobytes() == consistent.model.weights.tobytes()
