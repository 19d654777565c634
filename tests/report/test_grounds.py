"""What a recommendation rests on, and what a person is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.model.review import EventCoverage, EventMember, EventRow, Evidence, MunicipalityReview, Recommendation
from reviewer.report.context import build_context
from reviewer.report.municipal import view_municipality
from reviewer.report.places import MOST_PLACES, rows_text, several_tables


def place(number: str | None, row: int | None = None, table: int | None = 1) -> Evidence:
    return Evidence("план.docx", "…", number, None, table, row)


@pytest.mark.parametrize(
    ("rows", "tables", "text"),
    [
        ([], False, ""),
        ([place("1."), place("2.1")], False, "п. 1, 2.1"),
        ([place(None, 4)], False, "строка 4"),
        ([place("1"), place(None, 4), place(None, 7)], False, "п. 1; строки 4, 7"),
        ([place("1"), place("1", table=2)], True, "таблица 1: п. 1; таблица 2: п. 1"),
        ([place(None), place("3")], False, "п. 3"),
        ([place("1", table=None)], True, "п. 1"),
        ([place(str(number)) for number in range(1, 60)], False, "п. 1–59"),
        (
            [place(number) for number in ("1.9", "1.10", "1.11", "2", "3", "а", "9" * 5000)],
            False,
            f"п. 1.9–1.11, 2, 3, а, {'9' * 5000}",
        ),
    ],
)
def test_rows_are_told_shortly(rows: list[Evidence], tables: bool, text: str) -> None:
    assert rows_text(rows, tables=tables) == text


def test_of_very_many_rows_the_rest_is_counted() -> None:
    text = rows_text([place(f"{number}.1") for number in range(1, MOST_PLACES + 6)], tables=False)
    assert text.endswith(f", {MOST_PLACES}.1 и ещё 5")


def test_tables_are_named_where_their_numbers_meet(review):
    member = review.municipalities[0]
    assert not several_tables(member)
    assert not several_tables(moved(member, number=99))
    assert several_tables(moved(member, number=0))


def moved(member: MunicipalityReview, number: int) -> MunicipalityReview:
    """The last row in a second table, with the number of another row where there is such a one."""
    reviewed = member.reviewed
    assert reviewed is not None
    facts = reviewed.facts
    point = facts[number].activity.number if number < len(facts) else "99"
    last = replace(facts[-1].activity, number=point, source=replace(facts[-1].activity.source, table=2))
    return replace(member, reviewed=replace(reviewed, facts=(*facts[:-1], replace(facts[-1], activity=last))))


@pytest.fixture(scope="module")
def grounds(review, region):
    first, second = review.recommendations
    deadlines = Recommendation("dates", "Уточнить сроки.", ("concrete_deadlines",), ("kamensk", "sosnovy"))
    asked = replace(review, recommendations=(first, deadlines, second))
    return build_context(asked, region).grounds


def test_counted_rows_stand_beside_the_municipality(grounds):
    told = [(ground.finding, ground.whom) for ground in grounds if ground.number == 1]
    assert told == [
        ("В «дорожной карте» 1 муниципальное мероприятие.", "Каменский р-н (п. 1.1)"),
        ("В «дорожной карте» 4 муниципальных мероприятия.", "ЗАТО г. Сосновый (п. 1.1–1.4)"),
        ("В «дорожной карте» 0 муниципальных мероприятий.", "Верх-Полянский район"),
    ]


def test_of_a_share_the_rows_that_fall_short_are_named(grounds):
    told = {ground.finding: ground.whom for ground in grounds if ground.number == 2}
    assert told["Конкретные сроки указаны у 2 мероприятий из 4."] == "Каменский р-н (п. 1.3, 1.4)"


def test_municipalities_with_the_same_finding_stand_together(review, region):
    same = tuple(
        replace(
            item, verdicts=tuple(replace(verdict, finding="Не отражено.", evidence=()) for verdict in item.verdicts)
        )
        for item in review.municipalities
    )
    (ground, *_) = build_context(replace(review, municipalities=same), region).grounds
    assert ground.finding == "Не отражено."
    assert ground.whom == "ЗАТО г. Сосновый, Каменский и Верх-Полянский районы"


def test_what_a_share_lacks_is_told_in_the_conclusion(review, region):
    context = build_context(review, region)
    view = view_municipality(review.municipalities[2], region, context.parameters, "municipal_content")
    marks = {mark.parameter.id: mark for mark in view.marks}
    assert marks["concrete_deadlines"].lacking == "п. 1.3, 1.4"
    assert not marks["municipal_content"].lacking
    assert marks["municipal_content"].colour != marks["submitted"].colour


def test_doubtful_rows_are_asked_about_with_their_quotes(review, region):
    doubts = build_context(review, region).doubts
    first = doubts[0]
    assert str(first.name) == "г. Заозерье"
    assert first.quote.startswith("Семинар для учителей-предметников")
    assert first.place == "п. 1.1, стр. 1, таблица 1, строка 1"
    assert first.question == "Относится ли мероприятие к признаку «объективность оценочных процедур»?"
    whole = [doubt for doubt in doubts if not doubt.quote]
    assert (
        whole[0].question
        == "Соответствует ли «дорожная карта» параметру «Школы-кураторы» (просмотрено 19 мероприятий)?"
    )
    assert len(whole) == 7


def test_doubtful_participation_is_asked_about_in_the_same_row(review, region):
    facts = review.municipalities[0].reviewed.facts[0]
    source = facts.activity.source
    row = Evidence(source.file, facts.activity.activity, facts.activity.number, source.page, source.table, source.row)
    event = EventCoverage(
        "7", "7", "Слёт наставников", None, None, (EventMember("zaozerye", (), (EventRow(row, 0.5),)),)
    )
    doubts = build_context(replace(review, regional_events=(event,)), region).doubts
    assert doubts[0].question.endswith("? Это участие в региональном мероприятии 7 «Слёт наставников»?")
