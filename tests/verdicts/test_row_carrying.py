"""Corrections of rows outlive a re-submission where the text is the same, and are told where it is not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from reviewer.model.corrections import RowEdit
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.verdicts.row_carrying import EditGroup, edit_roadmap
from reviewer.verdicts.row_references import reference_to

LECTURE = Activity("Лекторий для родителей первоклассников", Source("бор.docx", 1, 1, 2), "1", section="Семья")
DICTATION = Activity("Диктант и разбор ошибок", Source("бор.docx", 1, 1, 3), "2", section="Чтение", deadline="май")
TABLES = Activity("Практикум по чтению таблиц", Source("бор.docx", 1, 1, 4), "3", section="Чтение", deadline="июнь")
OLD = Roadmap("бор.docx", "docx", Passport("План"), (LECTURE, DICTATION, TABLES))
NEWS = Activity("Выпуск школьной газеты", Source("бор.docx", 1, 1, 1), section="Семья", deadline="март")


def resent(*activities, file="бор 2.docx"):
    rows = tuple(
        replace(activity, number=str(number), source=Source(file, 1, 1, number + 1))
        for number, activity in enumerate(activities, start=1)
    )
    return Roadmap(file, "docx", Passport("План"), rows)


SHIFTED = resent(NEWS, LECTURE, DICTATION, TABLES)


def edit(kind, rows, *into, identifier="7"):
    return RowEdit(kind, "bor", tuple(reference_to("bor", row) for row in rows), into, id=identifier)


def carried(edits, new, former=OLD):
    return edit_roadmap([EditGroup(former, tuple(edits))], new)


def texts(found):
    return [row.activity for row in found.roadmap.activities]


def test_a_corrected_field_follows_its_row():
    found = carried([edit("field", [DICTATION], {"deadline": "май 2025"})], SHIFTED)
    assert [row.deadline for row in found.roadmap.activities] == ["март", None, "май 2025", "июнь"]
    (told,) = found.edits
    assert (told.outdated, told.rows[0].file, told.rows[0].number, told.rows[0].row) == ("", "бор 2.docx", "3", 4)
    assert found.origins[2] == ("correction:7",)


def test_another_field_may_have_changed():
    new = resent(NEWS, LECTURE, replace(DICTATION, responsible="РМК"), TABLES)
    found = carried([edit("field", [DICTATION], {"deadline": "май 2025"})], new)
    assert found.roadmap.activities[2].deadline == "май 2025"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (replace(DICTATION, deadline="сентябрь"), "(срок): было «май», стало «сентябрь»"),
        (replace(DICTATION, activity="Диктант и разбор всех ошибок"), "стало «Диктант и разбор всех ошибок»"),
        (replace(DICTATION, deadline="май 2025"), "больше не нужно"),
    ],
)
def test_a_corrected_field_that_says_something_else_is_told(row, told):
    new = resent(LECTURE, row, TABLES)
    found = carried([edit("field", [DICTATION], {"deadline": "май 2025"})], new)
    assert found.roadmap == new
    assert told in found.edits[0].outdated


def test_of_two_fields_the_one_that_was_put_right_does_not_hinder_the_other():
    into = {"deadline": "май 2025", "outcome": "Справка"}
    found = carried([edit("field", [DICTATION], into)], resent(LECTURE, replace(DICTATION, deadline="май 2025")))
    assert found.roadmap.activities[1].outcome == "Справка"


REMOVED = edit("removed", [DICTATION])
SPLIT = edit("split", [DICTATION], {"activity": "Диктант"}, {"activity": "Разбор ошибок"})
MERGED = edit("merged", [DICTATION, TABLES], {"activity": "Диктант и практикум"})


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (REMOVED, [NEWS.activity, LECTURE.activity, TABLES.activity]),
        (SPLIT, [NEWS.activity, LECTURE.activity, "Диктант", "Разбор ошибок", TABLES.activity]),
        (MERGED, [NEWS.activity, LECTURE.activity, "Диктант и практикум"]),
    ],
    ids=["removed", "split", "merged"],
)
def test_rows_that_say_the_same_are_treated_the_same(made, expected):
    assert texts(carried([made], SHIFTED)) == expected


@pytest.mark.parametrize("made", [REMOVED, SPLIT, MERGED], ids=["removed", "split", "merged"])
def test_rows_that_say_something_else_are_left(made):
    new = resent(LECTURE, replace(DICTATION, responsible="Методист"), TABLES)
    found = carried([made], new)
    assert found.roadmap == new
    assert "(ответственные): было пусто, стало «Методист»" in found.edits[0].outdated


def test_what_the_new_version_says_by_itself_is_not_done_twice():
    new = resent(LECTURE, replace(DICTATION, activity="Диктант"), replace(DICTATION, activity="Разбор ошибок"), TABLES)
    found = carried([SPLIT], new)
    assert found.roadmap == new
    assert found.edits[0].outdated.endswith("исправление больше не нужно.")


def test_a_removed_row_that_is_gone_needs_no_correction():
    assert "больше не нужно" in carried([REMOVED], resent(LECTURE, TABLES)).edits[0].outdated


ADDED = edit("added", [LECTURE], {"activity": "Собрание отцов"})


def test_an_added_row_follows_its_neighbour():
    assert texts(carried([ADDED], SHIFTED))[1:3] == [LECTURE.activity, "Собрание отцов"]


def test_an_added_row_without_its_neighbour_stands_at_the_end_of_its_section():
    found = carried([ADDED], resent(NEWS, DICTATION, TABLES))
    assert texts(found)[:2] == [NEWS.activity, "Собрание отцов"]
    assert found.roadmap.activities[1].section == "Семья"


def test_an_added_row_that_was_sent_by_now_is_not_added_again():
    new = resent(LECTURE, replace(LECTURE, activity="Собрание отцов."), DICTATION, TABLES)
    found = carried([ADDED, edit("field", [_added()], {"deadline": "май"}, identifier="8")], new)
    first, second = found.edits
    assert "больше не нужно" in first.outdated
    assert len(found.roadmap.activities) == 4
    assert (second.outdated, found.roadmap.activities[1].deadline) == ("", "май")


def _added():
    return Activity("Собрание отцов", Source("бор.docx"), section="Семья")


def test_what_rests_on_a_correction_that_does_not_hold_falls_with_it():
    new = resent(LECTURE, replace(DICTATION, responsible="Методист"), TABLES)
    dated = edit("field", [replace(DICTATION, activity="Диктант")], {"deadline": "6 мая"}, identifier="8")
    found = carried([SPLIT, dated], new)
    assert found.roadmap == new
    assert "исправлением, которое больше не действует" in found.edits[1].outdated


def test_each_group_is_carried_from_its_own_version():
    first = EditGroup(OLD, (edit("field", [DICTATION], {"deadline": "май 2025"}, identifier="1"),))
    corrected = replace(SHIFTED.activities[2], deadline="май 2025")
    second = EditGroup(SHIFTED, (edit("field", [corrected], {"deadline": "15 мая 2025"}, identifier="2"),))
    newest = resent(LECTURE, DICTATION, NEWS, TABLES, file="бор 3.docx")
    found = edit_roadmap([first, second], newest)
    assert [row.deadline for row in found.roadmap.activities] == [None, "15 мая 2025", "март", "июнь"]
    assert found.origins[1] == ("correction:1", "correction:2")
    assert [seen.activities[place].deadline for seen, place in zip(found.seen, (1, 2), strict=True)] == [
        "май 2025",
        "15 мая 2025",
    ]


def test_a_version_that_comes_back_has_its_corrections_back():
    rewritten = resent(LECTURE, replace(DICTATION, deadline="сентябрь"), TABLES)
    groups = [EditGroup(OLD, (edit("field", [DICTATION], {"deadline": "май 2025"}),)), EditGroup(rewritten, (MERGED,))]
    found = edit_roadmap(groups, OLD)
    assert found.roadmap.activities[1].deadline == "май 2025"


def test_a_version_that_was_corrected_before_it_was_kept_is_not_corrected_twice():
    """As a workbook has it: its rows are those that the corrections have made."""
    group = EditGroup(OLD, (ADDED, SPLIT))
    seen = edit_roadmap([group], OLD).roadmap
    found = edit_roadmap([group, EditGroup(seen)], OLD)
    assert found.seen == (seen, seen)
    assert found.roadmap == seen


WORDS = ("Лекторий", "Диктант", "Практикум", "Сбор", "Выставка", "Олимпиада", "Поход", "Концерт", "Опрос", "Дебаты")


def _any_edit(chance, roadmap, number):
    """Some correction of rows of the roadmap as it is by now."""
    one, other = chance.sample(roadmap.activities, 2)
    row = one.activity
    match chance.choice(("field", "added", "removed", "split", "merged")):
        case "field":
            return edit("field", [one], {"deadline": f"{number} мая", "outcome": None}, identifier=str(number))
        case "added":
            return edit("added", [one], {"activity": f"Забытое дело {number}"}, identifier=str(number))
        case "removed":
            return edit("removed", [one], identifier=str(number))
        case "split":
            parts = {"activity": f"{row} утром"}, {"activity": f"{row} вечером {number}"}
            return edit("split", [one], *parts, identifier=str(number))
        case _:
            return edit("merged", [one, other], {"activity": f"{row} и ещё {number}"}, identifier=str(number))


@pytest.mark.parametrize("seed", range(12))
def test_any_chain_of_corrections_gives_the_same_rows_in_a_renumbered_version(seed):
    chance = random.Random(seed)  # noqa: S311 - the same rows in every run
    read = resent(
        *(
            Activity(f"{word} {place}", Source("бор.docx"), section=f"Раздел {place}", deadline="май", outcome="Отчёт")
            for place in range(3)
            for word in WORDS
        ),
        file="бор.docx",
    )
    now, edits = read, []
    for number in range(15):
        edits.append(_any_edit(chance, now, number))
        followed = carried(edits, read, former=read)
        assert not any(item.outdated for item in followed.edits)
        now = followed.roadmap
    found = carried(edits, resent(NEWS, *read.activities), former=read)
    assert not any(item.outdated for item in found.edits)
    assert texts(found) == [NEWS.activity, *(row.activity for row in now.activities)]
    assert [row.deadline for row in found.roadmap.activities[1:]] == [row.deadline for row in now.activities]
    assert found.roadmap.file == "бор 2.docx"
