"""Decisions outlive a re-submission where the text is the same, and are told where it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.model.corrections import Corrections, Decision, LabelDecision, RowReference
from reviewer.model.facts import ActivityFacts, Deadline, Labels
from reviewer.model.review import Evidence, MunicipalityReview, Review, ReviewedRoadmap, RulesIdentity, Verdict
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.verdicts.identity_decisions import carry_decisions

ROWS = ("Диктант для родителей", "Практикум по чтению таблиц", "Собрание актива школ")


def review(file: str, *texts: str, counted: tuple[str, ...] = (), value: float = 1.0) -> Review:
    activities = tuple(
        Activity(text, Source(file, table=1, row=n + 1), number=str(n), deadline="май 2026")
        for n, text in enumerate(texts, start=1)
    )
    facts = tuple(
        ActivityFacts(one, Deadline("month", concrete=True), Labels("municipal"), "missing") for one in activities
    )
    evidence = tuple(
        Evidence(file, one.activity, one.number, table=1, row=one.source.row)
        for one in activities
        if one.activity in counted
    )
    municipality = MunicipalityReview(
        "bor",
        "Бор",
        "reviewed",
        (file,),
        ReviewedRoadmap(Roadmap(file, "docx", Passport("План"), activities), facts),
        (Verdict("parents", "not_met", value, evidence=evidence),),
    )
    return Review("Область", RulesIdentity("base", "1.0.0", "0" * 64), (municipality,), (), ())


def on_row(number: int, municipality: str = "bor") -> Corrections:
    row = RowReference(municipality, "бор.docx", str(number), ROWS[number - 1], table=1, row=number + 1)
    return Corrections(labels=(LabelDecision(row, "parents", holds=True),))


DECIDED = Corrections(verdicts=(Decision("bor", "parents", "met"),))
BEFORE = review("бор.docx", *ROWS, counted=ROWS[:1])


def test_an_answer_follows_its_row_to_another_number():
    after = review("бор 2.docx", "Новое дело", *ROWS)
    carried = carry_decisions(on_row(2), BEFORE, after)
    (label,) = carried.corrections.labels
    assert (label.row.file, label.row.number, label.row.row) == ("бор 2.docx", "3", 4)
    assert label.holds
    assert carried.conflicts == ()


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ((ROWS[0], "Практикум по чтению графиков и таблиц", ROWS[2]), "стало «Практикум по чтению графиков и таблиц»"),
        ((ROWS[0], ROWS[2]), "исключено"),
    ],
)
def test_an_answer_on_a_row_that_says_something_else_is_a_conflict(texts, told):
    carried = carry_decisions(on_row(2), BEFORE, review("бор 2.docx", *texts))
    assert carried.corrections.labels == ()
    assert told in carried.conflicts[0].message


def test_a_cell_that_was_filled_in_since_is_told_as_empty_before():
    after = review("бор 2.docx", *ROWS)
    (municipality,) = after.municipalities
    roadmap = municipality.reviewed.roadmap
    filled = tuple(replace(one, outcome="Справка") for one in roadmap.activities)
    reviewed = replace(municipality.reviewed, roadmap=replace(roadmap, activities=filled))
    renewed = replace(after, municipalities=(replace(municipality, reviewed=reviewed),))
    (conflict,) = carry_decisions(on_row(2), BEFORE, renewed).conflicts
    assert conflict.message == "Мероприятие изменено (результат): было пусто, стало «Справка». Решите заново."


def test_an_answer_on_others_is_left_alone():
    corrections = on_row(2, "yar")
    assert carry_decisions(corrections, BEFORE, review("бор 2.docx", *ROWS[1:])).corrections == corrections


def test_a_verdict_holds_where_it_rests_on_the_same_rows():
    after = review("бор 2.docx", "Новое дело", *ROWS, counted=ROWS[:1])
    carried = carry_decisions(DECIDED, BEFORE, after)
    assert (carried.corrections, carried.conflicts) == (DECIDED, ())


_MEASURED = "В новой версии «дорожной карты» параметр измерен иначе: теперь учтено 2 «Практикум по чтению таблиц». Решите заново."
_CHANGED = "Мероприятия, по которым принято решение, в новой версии изменены: 1 «Диктант для родителей»"


@pytest.mark.parametrize(
    ("after", "message"),
    [
        (review("бор 2.docx", *ROWS, counted=ROWS[:2], value=2.0), _MEASURED),
        (
            review(
                "бор 2.docx",
                "Диктант для учеников и родителей",
                *ROWS[1:],
                counted=("Диктант для учеников и родителей",),
            ),
            f"{_CHANGED}. Решите заново.",
        ),
        (
            review("бор 2.docx", *ROWS[1:], "Лекторий", "Ярмарка", counted=("Лекторий", "Ярмарка")),
            f"{_CHANGED}, 3 «Лекторий» и ещё 1. Решите заново.",
        ),
    ],
    ids=["measured otherwise", "a counted row reworded", "other rows counted"],
)
def test_a_verdict_on_other_grounds_is_a_conflict_that_names_them(after, message):
    carried = carry_decisions(DECIDED, BEFORE, after)
    assert carried.corrections.verdicts == ()
    assert carried.conflicts[0].message == message


def test_the_same_file_keeps_every_decision():
    both = replace(DECIDED, labels=on_row(1).labels)
    assert carry_decisions(both, BEFORE, BEFORE).corrections == both
