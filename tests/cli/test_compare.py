"""`reviewer compare` on real files, from the folder to the document."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from reviewer.cli.app import call
from reviewer.report import pdf

HEAD = ("№ п/п", "Мероприятие", "Срок", "Ответственные", "Результат")
FIRST = (
    ("Приказ о составе муниципальной проектной группы", "до 30.01.2026", "Управление образования", "Приказ"),
    ("Семинар учителей биологии «Лабораторная без страха»", "март 2026", "Методический центр", ""),
    ("Родительский лекторий для семей девятиклассников", "в течение года", "Методический центр", ""),
    ("Отчёт о выполнении плана за год", "до 20.12.2026", "Управление образования", "Отчёт"),
)
SECOND = (
    FIRST[0],
    ("Перекрёстная проверка работ по биологии муниципальной комиссией", "февраль 2026", "Управление образования", ""),
    ("Практикум учителей биологии «Лабораторная без страха»", "март 2026", "Методический центр", ""),
    ("Родительский лекторий для семей девятиклассников", "апрель 2026", "Методический центр", ""),
)
OTHER = (
    ("Совещание ЦОА с директорами школ по итогам диагностики", "май 2026", "Управление образования", "Протокол"),
    ("Консультации молодых учителей", "ежемесячно", "Методический центр", ""),
)
WHOSE = ("Лугозёрск", "Тихоструйского округа")


def plan(path: Path, whose: str, rows: tuple[tuple[str, ...], ...]) -> Path:
    document = Document()
    document.add_paragraph(f"План мероприятий («дорожная карта») {whose} по работе со школами на 2026 год")
    table = document.add_table(rows=1, cols=len(HEAD), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = text
    for number, row in enumerate(rows, start=1):
        for cell, text in zip(table.add_row().cells, (str(number), *row), strict=True):
            cell.text = text
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two municipalities hand in; one of them hands in again."""
    old, new = tmp_path / "было", tmp_path / "стало"
    plan(old / "план.docx", f"города {WHOSE[0]}", FIRST)
    plan(old / "другой план.docx", WHOSE[1], OTHER)
    plan(new / "план.docx", f"города {WHOSE[0]}", SECOND)
    return old, new


def compared(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, object]:
    assert call(["compare", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_new_version_is_recognised_and_the_others_stay(folders, capsys) -> None:
    answer = compared(capsys, *folders, "--region", "zaozerye")
    (municipality,) = answer["municipalities"]
    assert (municipality["id"], municipality["resubmitted"]) == ("lugozersk", True)
    activities = municipality["activities"]
    assert [(one["kind"], one["new"]["number"]) for one in activities["changed"]] == [
        ("reworded", "3"),
        ("redated", "4"),
    ]
    assert [one["number"] for one in activities["added"]] == ["2"]
    assert [one["number"] for one in activities["dropped"]] == ["4"]
    assert activities["same"] == 1
    moved = {fact["facet"]: (fact["old"], fact["new"]) for fact in municipality["facts"]}
    assert moved["concrete"] == (["no"], ["yes"])
    assert all(shift["causes"] == ["files"] for shift in municipality["verdicts"])


def test_a_complete_folder_misses_those_who_are_not_in_it(folders, capsys) -> None:
    answer = compared(capsys, *folders, "--region", "zaozerye", "--complete")
    statuses = {one["id"]: (one["status"]["old"], one["status"]["new"]) for one in answer["municipalities"]}
    assert statuses == {"lugozersk": ("reviewed", "reviewed"), "tikhostruysk": ("reviewed", "missing")}


def test_without_a_region_versions_are_found_by_what_they_say(folders, capsys) -> None:
    old, new = folders
    shutil.copy(old / "другой план.docx", new / "переименован.docx")
    answer = compared(capsys, old, new)
    (renamed,) = [one for one in answer["municipalities"] if one["files"]["new"] == ["переименован.docx"]]
    assert renamed["files"]["old"] == ["другой план.docx"]
    assert (renamed["activities"]["changed"], renamed["facts"], renamed["verdicts"]) == ([], [], [])
    (changed,) = [one for one in answer["municipalities"] if one is not renamed]
    assert len(changed["activities"]["added"]) == 1


def test_two_files_may_be_compared(folders, capsys) -> None:
    old, new = folders
    answer = compared(capsys, old / "план.docx", new / "план.docx")
    assert len(answer["municipalities"]) == 1


def test_the_same_folder_twice_shows_nothing(folders, capsys) -> None:
    old, _ = folders
    assert call(["compare", str(old), str(old), "--region", "zaozerye"]) == 0
    assert "Ничего не изменилось." in capsys.readouterr().out


def test_other_rules_are_the_cause_where_the_files_are_the_same(folders, capsys) -> None:
    old, _ = folders
    answer = compared(capsys, old, old, "--region", "zaozerye", "--old-rules", "base")
    facts = [fact for one in answer["municipalities"] for fact in one["facts"]]
    assert ("level", ["municipal"], ["regional"]) in [(fact["facet"], fact["old"], fact["new"]) for fact in facts]
    shifts = [shift for one in answer["municipalities"] for shift in one["verdicts"]]
    assert {cause for change in (*facts, *shifts) for cause in change["causes"]} == {"rules"}
    assert all(not one["resubmitted"] for one in answer["municipalities"])


def test_the_terminal_marks_words_and_the_document_is_written(folders, capsys, tmp_path) -> None:
    out = tmp_path / "сведения"
    assert call(["compare", *map(str, folders), "--region", "zaozerye", "--out", str(out)]) == 0
    printed = capsys.readouterr()
    assert "[−Семинар−] {+Практикум+} учителей биологии" in printed.out
    assert "[−в течение года−] {+апрель 2026+}" in printed.out
    assert (out / "Сведения-об-изменениях.docx").is_file()
    assert str(out) in printed.err


def test_a_file_that_cannot_be_read_is_told_and_the_old_version_stays(folders, capsys) -> None:
    old, new = folders
    (new / "план.docx").unlink()
    (new / "Лугозёрск.docx").write_bytes(b"PK\x03\x04 no archive")
    assert call(["compare", str(old), str(new), "--region", "zaozerye", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [problem["file"] for problem in answer["new"]["unread"]] == ["Лугозёрск.docx"]
    assert all(one["status"]["new"] == "reviewed" for one in answer["municipalities"])


def decided(workbook: Path, answers: dict[tuple[str, str], str]) -> Path:
    """The workbook of a run with these verdicts given, by municipality and parameter."""
    book = load_workbook(workbook)
    sheet = book["Решения"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        key = tuple(sheet.cell(row, columns[name]).value for name in ("Код муниципалитета", "Код параметра"))
        if key in answers:
            sheet.cell(row, columns["Решение"]).value = answers.pop(key)
    assert not answers
    book.save(workbook)
    return workbook


def test_decisions_on_the_old_version_hold_where_nothing_changed(folders, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    out = tmp_path / "out"
    assert call(["review", str(folders[0]), "--region", "zaozerye", "--out", str(out)]) == 0
    capsys.readouterr()
    answers = {
        ("lugozersk", "psychological_support"): "соответствует",
        ("lugozersk", "concrete_deadlines"): "не соответствует",
        ("tikhostruysk", "concrete_deadlines"): "не соответствует",
    }
    workbook = decided(out / "матрица.xlsx", answers)
    answer = compared(capsys, *folders, "--region", "zaozerye", "--old-decisions", workbook)
    (municipality,) = answer["municipalities"]
    assert "psychological_support" not in {shift["parameter"] for shift in municipality["verdicts"]}
    (conflict,) = answer["conflicts"]
    assert (conflict["municipality"], conflict["parameter"]) == ("lugozersk", "concrete_deadlines")
    late = compared(capsys, *folders, "--region", "zaozerye", "--decisions", workbook)
    assert [(one["municipality"], one["parameter"]) for one in late["conflicts"]] == [
        ("lugozersk", "concrete_deadlines")
    ]


def test_a_decision_on_the_new_version_is_a_cause(folders, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    out = tmp_path / "out"
    assert call(["review", str(folders[1]), "--region", "zaozerye", "--out", str(out)]) == 0
    capsys.readouterr()
    answers = {
        ("lugozersk", "concrete_deadlines"): "не соответствует",
        ("tikhostruysk", "concrete_deadlines"): "не соответствует",
    }
    workbook = decided(out / "матрица.xlsx", answers)
    later = compared(capsys, *folders, "--region", "zaozerye", "--decisions", workbook)
    assert later["conflicts"] == []
    causes = {
        (one["id"], shift["parameter"]): shift["causes"] for one in later["municipalities"] for shift in one["verdicts"]
    }
    assert causes["tikhostruysk", "concrete_deadlines"] == ["decisions"]
    assert causes["lugozersk", "concrete_deadlines"] == ["files", "decisions"]


def test_a_file_of_nobody_is_told(folders, capsys) -> None:
    old, new = folders
    plan(new / "ещё один.docx", "города Нигдеград", OTHER)
    call(["compare", str(old), str(new), "--region", "zaozerye"])
    assert "ещё один.docx: файл не сравнивался" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["нет", "тоже нет"], "не найдена"),
        ([".", ".", "--region", "атлантида"], "атлантида"),
        ([".", ".", "--old-model", "нет.npz"], "Файл классификатора не читается"),
    ],
)
def test_a_wrong_call_is_told(arguments, words, capsys) -> None:
    assert call(["compare", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_the_corrected_roadmaps_of_a_real_region(shared, capsys) -> None:
    """Four municipalities handed in again: every change that the gold files show is found, and nothing else."""
    cases = shared / "cases"
    old, new = (cases / name / "submitted" for name in ("vladimir-2024", "vladimir-2024-corrected"))
    answer = compared(capsys, old, new, "--region", "vladimir")
    found = {
        one["files"]["new"][0]: (
            [change["kind"] for change in one["activities"]["changed"]],
            [activity["activity"] for activity in one["activities"]["added"]],
            [activity["activity"] for activity in one["activities"]["dropped"]],
        )
        for one in answer["municipalities"]
    }
    assert len(found) == len(answer["municipalities"]) == 4
    for file, (kinds, added, dropped) in found.items():
        later = json.loads(
            (cases / "vladimir-2024-corrected" / "gold" / f"{Path(file).stem}.gold.json").read_text("utf-8")
        )
        golds = (json.loads(path.read_text("utf-8")) for path in (cases / "vladimir-2024" / "gold").iterdir())
        earlier = next(gold for gold in golds if gold["territory"] == later["territory"])
        before, after = ({one["activity"]: one for one in gold["activities"]} for gold in (earlier, later))
        reworded = kinds.count("reworded")
        assert len([text for text in after if text not in before]) == len(added) + reworded
        assert len([text for text in before if text not in after]) == len(dropped) + reworded
        common = [(before[text], after[text]) for text in before if text in after]
        redated = [1 for one, other in common if one["deadline"] != other["deadline"]]
        amended = [1 for one, other in common if one["outcome"] != other["outcome"]]
        assert (kinds.count("redated"), kinds.count("amended")) == (len(redated), len(amended))
