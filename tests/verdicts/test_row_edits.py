"""Which corrections of rows make sense, and what they make of a roadmap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from reviewer.model.corrections import Corrections, Decision, LabelDecision, RowEdit, RowReference
from reviewer.model.errors import UsageError
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.verdicts.row_carrying import EditGroup, edit_roadmap
from reviewer.verdicts.row_edits import check_row_edit
from reviewer.verdicts.row_references import reference_to

FILE = "бор.docx"
LECTURE = Activity("Лекторий для родителей", Source(FILE, 1, 1, 2), "1", section="Семья", deadline="май 2025")
DICTATION = Activity("Диктант и разбор ошибок", Source(FILE, 1, 1, 3), "2", section="Чтение", responsible="РМК")
TABLES = Activity("Практикум по таблицам", Source(FILE, 1, 1, 4), "3", section="Чтение", outcome="Справка")
ROADMAP = Roadmap(FILE, "docx", Passport("План"), (LECTURE, DICTATION, TABLES))


def edit(kind, rows, *into, **other):
    return RowEdit(kind, "bor", tuple(reference_to("bor", row) for row in rows), into, id=other.pop("id", "7"), **other)


def edited(*edits, roadmap=ROADMAP):
    return edit_roadmap([EditGroup(roadmap, edits)], roadmap)


def test_a_field_is_corrected_and_the_place_stays():
    found = edited(edit("field", [LECTURE], {"deadline": " апрель \n 2025 ", "number": None}))
    first, *others = found.roadmap.activities
    assert first == replace(LECTURE, deadline="апрель 2025", number=None)
    assert others == [DICTATION, TABLES]
    assert found.origins == (("correction:7",), (), ())
    (change,) = found.changes
    assert (change.before, change.after) == ((LECTURE,), (first,))


@pytest.mark.parametrize("empty", ["", "  ", "–", None])
def test_an_emptied_cell_is_none(empty):
    found = edited(edit("field", [TABLES], {"outcome": empty}))
    assert found.roadmap.activities[2].outcome is None


def test_a_row_is_removed():
    found = edited(edit("removed", [DICTATION]))
    assert found.roadmap.activities == (LECTURE, TABLES)
    assert (found.changes[0].before, found.changes[0].after) == ((DICTATION,), ())


def test_a_row_is_added_after_its_neighbour_under_its_heading():
    found = edited(edit("added", [LECTURE], {"activity": "Собрание отцов", "number": "1.1"}))
    assert found.roadmap.activities[1] == Activity("Собрание отцов", Source(FILE), "1.1", section="Семья")
    assert len(found.roadmap.activities) == 4
    assert found.changes[0].before == ()


@pytest.mark.parametrize(("section", "place"), [("Семья", 1), ("Чтение", 3), ("Досуг", 3), (None, 3)])
def test_a_row_without_a_neighbour_stands_at_the_end_of_its_section(section, place):
    found = edited(edit("added", [], {"activity": "Собрание отцов", "section": section}))
    assert [row.activity for row in found.roadmap.activities].index("Собрание отцов") == place


def test_a_row_may_be_added_where_none_was_read():
    bare = replace(ROADMAP, activities=())
    found = edited(edit("added", [], {"activity": "Собрание отцов"}), roadmap=bare)
    assert [row.activity for row in found.roadmap.activities] == ["Собрание отцов"]


def test_a_row_is_split_and_its_parts_inherit():
    found = edited(edit("split", [DICTATION], {"activity": "Диктант"}, {"activity": "Разбор", "responsible": ""}))
    parts = found.roadmap.activities[1:3]
    assert parts == (replace(DICTATION, activity="Диктант"), replace(DICTATION, activity="Разбор", responsible=None))
    assert [len(origins) for origins in found.origins] == [0, 1, 1, 0]


def test_rows_are_merged_into_the_first():
    found = edited(edit("merged", [DICTATION, TABLES], {"activity": "Диктант и практикум"}))
    assert found.roadmap.activities[1] == replace(DICTATION, activity="Диктант и практикум", outcome="Справка")
    assert len(found.roadmap.activities) == 2


def test_each_correction_speaks_of_the_rows_as_those_before_left_them():
    part = replace(DICTATION, activity="Диктант")
    renamed = replace(part, number="2.1")
    found = edited(
        edit("split", [DICTATION], {"activity": "Диктант"}, {"activity": "Разбор"}, id="1"),
        edit("field", [part], {"number": "2.1"}, id="2"),
        edit("removed", [replace(DICTATION, activity="Разбор")], id="3"),
        edit("added", [renamed], {"activity": "Собрание отцов"}, id="4"),
    )
    assert [row.activity for row in found.roadmap.activities][1:3] == ["Диктант", "Собрание отцов"]
    assert found.origins[1:3] == (("correction:1", "correction:2"), ("correction:4",))
    assert not any(item.outdated for item in found.edits)


def test_the_order_of_rows_at_one_place_is_kept():
    found = edited(edit("added", [LECTURE], {"activity": "Второе"}), edit("added", [LECTURE], {"activity": "Первое"}))
    assert [row.activity for row in found.roadmap.activities][:3] == [LECTURE.activity, "Первое", "Второе"]


def test_a_row_that_is_not_there_is_told():
    found = edited(edit("removed", [replace(LECTURE, number="9")]), edit("removed", [DICTATION]))
    assert "Такой строки" in found.edits[0].outdated
    assert found.roadmap.activities == (LECTURE, TABLES)


def test_of_equal_rows_the_one_in_its_place_is_meant():
    twin = replace(LECTURE, source=Source(FILE, 1, 1, 9), deadline="июнь 2025")
    found = edited(edit("removed", [twin]), roadmap=replace(ROADMAP, activities=(LECTURE, DICTATION, twin)))
    assert found.roadmap.activities == (LECTURE, DICTATION)
    elsewhere = replace(twin, source=Source(FILE, 1, 1, 7))
    lost = edited(edit("removed", [elsewhere]), roadmap=replace(ROADMAP, activities=(LECTURE, DICTATION, twin)))
    assert "несколько" in lost.edits[0].outdated


def test_what_was_outdated_before_is_not_followed():
    found = edited(edit("removed", [LECTURE], outdated="Не нужно."))
    assert found.roadmap == ROADMAP
    assert found.edits[0].outdated == "Не нужно."


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (edit("field", [LECTURE], {"activity": " – "}), "не может быть пустым"),
        (edit("field", [LECTURE], {"activity": None}), "не может быть пустым"),
        (edit("field", [LECTURE], {"theme": "parents"}), "Поля «theme» у мероприятия нет"),
        (edit("field", [LECTURE], {}), "хотя бы одно поле"),
        (edit("field", [], {"number": "1"}), "Укажите одну строку"),
        (edit("added", [LECTURE], {"number": "5"}), "не может быть пустым"),
        (edit("removed", [LECTURE], {"number": "5"}), "Укажите одну строку"),
        (edit("merged", [LECTURE], {}), "не меньше двух"),
        (edit("merged", [LECTURE, LECTURE], {}), "дважды"),
        (edit("split", [LECTURE], {"activity": "А"}), "не меньше двух"),
        (edit("split", [LECTURE], {"activity": "А"}, {"activity": "А"}), "одинаковы"),
        (replace(edit("removed", [LECTURE]), municipality="yar"), "нескольких муниципальных"),
        (replace(edit("removed", [LECTURE]), kind="moved"), "«moved» нет"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong, told):
    with pytest.raises(UsageError) as caught:
        check_row_edit(wrong)
    assert told in caught.value.message
    assert caught.value.code == "row-edit"
    assert edited(wrong).edits[0].outdated == caught.value.message


def test_corrections_travel_as_json():
    row = RowReference("bor", FILE, "1", "Лекторий", 1, 1, 2)
    corrections = Corrections(
        verdicts=(Decision("bor", "parents", "met", id="a"),),
        labels=(LabelDecision(row, "parents", holds=True, when=date(2025, 2, 1), id="b"),),
        former={"bor": ROADMAP},
        rows=(edit("split", [LECTURE], {"activity": "А", "deadline": None}, {"activity": "Б"}),),
    )
    assert msgspec.json.decode(msgspec.json.encode(corrections), type=Corrections) == corrections
