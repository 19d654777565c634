"""Agreement of people with one another and of the rules with people."""

from __future__ import annotations

import random

import pytest
from sklearn.metrics import cohen_kappa_score

from reviewer.verdicts.agreement import (
    FEWEST_PAIRS,
    Opinion,
    accuracies,
    agreements,
    cohen_kappa,
    kappa_word,
)

VERDICTS = ("met", "partly", "not_met")


@pytest.mark.parametrize("seed", range(20))
def test_kappa_is_that_of_the_reference(seed: int) -> None:
    lots = random.Random(seed)  # noqa: S311 - a test draws lots
    first = [lots.choice(VERDICTS[: 2 + seed % 2]) for _ in range(5 + 7 * seed)]
    second = [answer if lots.random() < seed / 20 else lots.choice(VERDICTS) for answer in first]
    assert cohen_kappa(list(zip(first, second, strict=True))) == pytest.approx(cohen_kappa_score(first, second))


def test_kappa_of_one_answer_alone_is_not_defined() -> None:
    assert cohen_kappa([("met", "met")] * 40) is None
    assert cohen_kappa([]) is None


def test_kappa_of_two_who_never_agree_is_below_zero() -> None:
    assert cohen_kappa([("met", "not_met"), ("not_met", "met")]) == -1.0


@pytest.mark.parametrize(
    ("kappa", "word"),
    [
        (-0.1, "хуже случайного"),
        (0.0, "незначительное"),
        (0.2, "незначительное"),
        (0.204, "незначительное"),
        (0.21, "слабое"),
        (0.4, "слабое"),
        (0.41, "умеренное"),
        (0.61, "существенное"),
        (0.81, "почти полное"),
        (1.0, "почти полное"),
    ],
)
def test_kappa_has_the_word_of_landis_and_koch(kappa: float, word: str) -> None:
    assert kappa_word(kappa) == word


def _opinions(question: str, *answers: tuple[str, str]) -> list[Opinion]:
    return [
        Opinion(f"{question}-{number}", question, person, answer)
        for number, pair in enumerate(answers)
        for person, answer in zip(("методист", "эксперт"), pair, strict=True)
    ]


def test_each_question_is_told_and_all_together() -> None:
    found = agreements(
        [
            *_opinions("parents", ("met", "met"), ("not_met", "not_met"), ("met", "not_met")),
            *_opinions("mentoring", ("met", "met"), ("met", "met")),
        ]
    )
    assert [(one.question, one.pairs, one.same) for one in found] == [
        ("mentoring", 2, 2),
        ("parents", 3, 2),
        (None, 5, 4),
    ]
    mentoring, parents, together = found
    assert (mentoring.kappa, mentoring.doubt, mentoring.word) == (None, "one_category", None)
    assert parents.kappa == pytest.approx(cohen_kappa_score(["met", "not_met", "met"], ["met", "not_met", "not_met"]))
    assert (parents.doubt, parents.share) == ("few", pytest.approx(2 / 3))
    assert together.kappa is not None


def test_enough_pairs_leave_no_doubt() -> None:
    half = FEWEST_PAIRS // 2
    found = agreements(_opinions("parents", *[("met", "met")] * half, *[("not_met", "not_met")] * half))
    assert [(one.kappa, one.doubt, one.word) for one in found] == [(1.0, None, "почти полное")] * 2


def test_who_could_not_tell_neither_agrees_nor_contradicts() -> None:
    found = agreements(_opinions("parents", ("unknown", "met"), ("unknown", "unknown"), ("met", "met")))[0]
    assert (found.pairs, found.same, found.unknown) == (1, 1, 2)
    none = agreements(_opinions("parents", ("unknown", "met")))[0]
    assert (none.pairs, none.share, none.kappa, none.doubt) == (0, None, None, "none")


def test_the_last_word_of_a_person_counts_and_nobody_is_none_of_two() -> None:
    found = agreements(
        [
            Opinion("ковров", "parents", "методист", "not_met"),
            Opinion("ковров", "parents", "эксперт", "met"),
            Opinion("ковров", "parents", "методист", "met"),
            Opinion("ковров", "parents", "", "partly"),
        ]
    )
    assert (found[0].pairs, found[0].same) == (1, 1)


def test_each_two_of_three_are_a_pair() -> None:
    found = agreements([Opinion("ковров", "parents", str(number), "met") for number in range(3)])
    assert found[0].pairs == 3


def test_one_person_agrees_with_nobody() -> None:
    assert agreements([Opinion("ковров", "parents", "методист", "met")] * 2) == ()


def test_the_rules_are_measured_against_people() -> None:
    parents, together = accuracies(
        [
            ("parents", "met", "met"),
            ("parents", "not_met", "met"),
            ("parents", "partly", "unknown"),
            ("parents", "unknown", "met"),
        ]
    )
    assert (parents.judged, parents.right, parents.abstained, parents.share) == (2, 1, 1, 0.5)
    assert parents.confusion["not_met", "met"] == 1
    assert (together.question, together.confusion) == (None, parents.confusion)
    assert accuracies([]) == ()


def test_accuracy_over_nothing_but_abstentions_is_not_defined() -> None:
    assert accuracies([("parents", "met", "unknown")])[0].share is None
