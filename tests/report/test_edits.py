"""Corrections of what was read, and questions on regional events, in the workbook and in review.json."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from reviewer.model.corrections import (
    REGIONAL_EVENT,
    Conflict,
    Corrections,
    Decided,
    LabelDecision,
    RowChange,
    RowEdit,
)
from reviewer.model.facts import RegionalMatch, Why
from reviewer.model.review import EventCoverage, EventMember, EventRow, Evidence
from reviewer.model.roadmap import Activity, Source
from reviewer.report import pdf
from reviewer.report.decisions_reading import KnownTitles, read_decisions
from reviewer.report.doubts import view_doubts
from reviewer.report.writing import review_to_json, write_outputs
from reviewer.verdicts.row_edits import rows_after
from reviewer.verdicts.row_references import reference_to

DAY = date(2024, 2, 1)
NOTHING_KNOWN = KnownTitles()


@pytest.fixture
def written(region, tmp_path):
    """Writes a review and opens its workbook."""

    def write(review):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pdf, "find_libreoffice", lambda: None)
            write_outputs(review, region, tmp_path)
        return load_workbook(tmp_path / "матрица.xlsx")

    return write


def rows_of(sheet):
    titles, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def change(kind, before, *into, identifier="7"):
    edit = RowEdit(
        kind,
        "zaozerye",
        tuple(reference_to("zaozerye", row) for row in before),
        into,
        comment="Ячейка прочитана неверно",
        who="методист",
        when=DAY,
        id=identifier,
    )
    shown = () if kind == "added" else tuple(before)
    return RowChange(edit, shown, rows_after(edit, before, "План zaozerye 2024.docx") if into else ())


@pytest.fixture
def corrected(review):
    """The first municipality with a row of each kind of correction, and one correction that found no row."""
    first, *others = review.municipalities
    one, two, three, four = (facts.activity for facts in first.reviewed.facts[:4])
    changes = (
        change("field", [one], {"deadline": "до 1 марта 2024 года", "outcome": None}, identifier="1"),
        change("removed", [two], identifier="2"),
        change("added", [one], {"activity": "Неделя чтения", "deadline": "март"}, identifier="3"),
        change("split", [three], {"activity": "Проверка работ"}, {"activity": "Разбор работ"}, identifier="4"),
        change("merged", [three, four], {"activity": "Проверка и собрание"}, identifier="5"),
    )
    lost = replace(changes[1].edit, id="9", rows=(reference_to("zaozerye", Activity("Нет такой", Source("а.docx"))),))
    facts = (
        replace(first.reviewed.facts[0], activity=changes[0].after[0], corrected=("correction:1",)),
        replace(first.reviewed.facts[1], corrected=("correction:4", "correction:5")),
        *first.reviewed.facts[2:],
    )
    reviewed = replace(first.reviewed, facts=facts)
    decided = Decided(
        Corrections(rows=(*(item.edit for item in changes), lost)),
        (Conflict.of(lost, "Такой строки нет."),),
        row_changes=changes,
    )
    return replace(review, municipalities=(replace(first, reviewed=reviewed), *others), decided=decided)


def test_the_sheet_tells_what_was_and_what_is(written, corrected):
    rows = rows_of(written(corrected)["Исправления"])
    assert [row["Что сделано"] for row in rows] == [
        *("исправлено", "удалено", "добавлено", "разделено", "объединено", "удалено")
    ]
    field, removed, added, split, merged, lost = rows
    text = corrected.decided.row_changes[0].before[0].activity
    assert field["Было"] == f"Мероприятие: {text}\nСрок: до 15 марта 2024 года\nРезультат: Справка"
    assert field["Стало"] == f"Мероприятие: {text}\nСрок: до 1 марта 2024 года\nРезультат: пусто"
    assert (field["Кто исправил"], field["Дата"].date(), field["Почему"]) == (
        "методист",
        DAY,
        "Ячейка прочитана неверно",
    )
    assert (field["Что с исправлением"], field["Код исправления"], field["Строка"]) == ("учтено", "correction:1", 1)
    assert (bool(removed["Было"]), removed["Стало"], added["Было"]) == (True, None, None)
    assert added["Стало"] == "Раздел: Работа с педагогами\nМероприятие: Неделя чтения\nСрок: март"
    assert split["Стало"] == "1) Мероприятие: Проверка работ\n2) Мероприятие: Разбор работ"
    assert merged["Было"].startswith("1) Пункт:")
    assert (lost["Было"], lost["Что с исправлением"]) == ("Мероприятие: Нет такой", "не учтено: Такой строки нет.")


def test_a_corrected_row_says_so(written, corrected):
    rows = rows_of(written(corrected)["Мероприятия"])
    assert [row["Исправлено"] for row in rows[:3]] == [
        "исправлено: срок, результат (correction:1)",
        "часть разделённой строки (correction:4)\nобъединено строк: 2 (correction:5)",
        None,
    ]


def test_where_nothing_was_corrected_there_is_no_sheet(written, review):
    assert "Исправления" not in written(review).sheetnames


def test_the_sheet_is_for_reading_alone(written, corrected, tmp_path):
    written(corrected)
    found = read_decisions(tmp_path / "матрица.xlsx", NOTHING_KNOWN)
    assert (found.verdicts, found.labels, found.rows) == ((), (), ())


def test_json_tells_of_each_correction(corrected):
    decisions = json.loads(review_to_json(corrected))["decisions"]
    field, _, added, *_ = decisions["rows"]
    assert (field["by"], field["kind"], field["municipality"]) == ("correction:1", "field", "zaozerye")
    assert field["into"] == [{"deadline": "до 1 марта 2024 года", "outcome": None}]
    assert (field["was"][0]["deadline"], field["became"][0]["deadline"], field["became"][0]["row"]) == (
        "до 15 марта 2024 года",
        "до 1 марта 2024 года",
        1,
    )
    assert (field["comment"], field["who"], field["when"]) == ("Ячейка прочитана неверно", "методист", "2024-02-01")
    assert (added["was"], len(added["rows"])) == ([], 1)
    (conflict,) = decisions["conflicts"]
    assert (conflict["message"], conflict["by"], conflict["rows"][0]["activity"]) == (
        "Такой строки нет.",
        "correction:9",
        "Нет такой",
    )


MATCH = RegionalMatch("3", 0.42, "Слёт «Чистый берег»", certain=False)


def matched(review, match=MATCH, decided=None):
    """The second row of the first municipality matched with an event."""
    first, *others = review.municipalities
    why = Why(REGIONAL_EVENT, "regional-roadmap:3", "Слёт", start=0, probability=0.42, certain=False)
    one, two, *rest = first.reviewed.facts
    facts = (one, replace(two, regional=match, whys=(*two.whys, why)), *rest)
    reviewed = replace(first.reviewed, facts=facts)
    made = replace(review, municipalities=(replace(first, reviewed=reviewed), *others))
    return replace(made, decided=decided) if decided else made


def on_event(review, **other):
    activity = review.municipalities[0].reviewed.facts[1].activity
    return LabelDecision(reference_to("zaozerye", activity), REGIONAL_EVENT, **other)


def fill(book, path, *, without_id=False):
    sheet = book["Проверить"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        if row[columns["Код признака"] - 1].value == REGIONAL_EVENT:
            row[columns["Решение"] - 1].value = "нет"
            if without_id:
                row[columns["Код признака"] - 1].value = None
    book.save(path)


@pytest.mark.parametrize("without_id", [False, True])
def test_a_doubtful_event_is_asked_and_its_answer_read_back(written, review, tmp_path, without_id):
    book = written(matched(review))
    (asked,) = [row for row in rows_of(book["Проверить"]) if row["Код признака"] == REGIONAL_EVENT]
    assert asked["Что проверить"] == "Участие в региональном мероприятии «Слёт «Чистый берег»»"
    assert asked["Почему сомнение"] == "сходство 0,42; «Слёт»"
    fill(book, tmp_path / "заполнено.xlsx", without_id=without_id)
    (answer,) = read_decisions(tmp_path / "заполнено.xlsx", NOTHING_KNOWN).labels
    assert (answer.label, answer.holds, answer.row.number) == (REGIONAL_EVENT, False, "1.2")
    assert answer.label_title == asked["Что проверить"]


@pytest.mark.parametrize(("holds", "match"), [(True, replace(MATCH, certain=True)), (False, None)])
def test_an_answer_on_an_event_stays_on_the_sheet(written, review, holds, match):
    answer = on_event(review, holds=holds, label_title="Участие в региональном мероприятии «Слёт «Чистый берег»»")
    book = written(matched(review, match, Decided(Corrections(labels=(answer,)))))
    (kept,) = [row for row in rows_of(book["Проверить"]) if row["Код признака"] == REGIONAL_EVENT]
    assert (kept["Решение"], kept["Что с решением"]) == ("да" if holds else "нет", "учтено")
    assert kept["Что проверить"] == answer.label_title


def test_an_answer_on_another_event_leaves_the_question_open(written, review, tmp_path):
    answer = on_event(review, holds=True, label_title="Участие в региональном мероприятии «Смотр песни»")
    decided = Decided(Corrections(labels=(answer,)), (Conflict.of(answer, "Другое мероприятие."),))
    book = written(matched(review, MATCH, decided))
    asked, kept = [row for row in rows_of(book["Проверить"]) if row["Код признака"] == REGIONAL_EVENT]
    assert (asked["Решение"], kept["Решение"]) == (None, "да")
    assert kept["Что с решением"] == "не учтено: Другое мероприятие."
    fill(book, tmp_path / "заполнено.xlsx")
    assert len(read_decisions(tmp_path / "заполнено.xlsx", NOTHING_KNOWN).labels) == 2


def test_rows_in_one_place_are_asked_about_one_by_one(review, region):
    first, *others = review.municipalities
    one, *rest = first.reviewed.facts
    twin = replace(one, activity=replace(one.activity, activity="Другая часть той же строки"))
    reviewed = replace(first.reviewed, facts=(replace(one, doubtful=()), replace(twin, doubtful=()), *rest))
    source = twin.activity.source
    place = Evidence(source.file, twin.activity.activity, twin.activity.number, source.page, source.table, source.row)
    event = EventCoverage("3", "3", "Слёт", None, None, (EventMember("zaozerye", (), (EventRow(place, 0.4),)),))
    made = replace(review, municipalities=(replace(first, reviewed=reviewed), *others), regional_events=(event,))
    names = {municipality.id: municipality.short for municipality in region.municipalities}
    doubts = [doubt for doubt in view_doubts(made, names, ()) if "региональном мероприятии" in doubt.question]
    assert [doubt.quote for doubt in doubts] == ["Другая часть той же строки"]
