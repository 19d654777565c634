"""`reviewer review --decisions` where the roadmap was corrected since the workbook was filled in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from reviewer.cli.app import DONE, call
from reviewer.report import pdf

ORDER = ("Приказ о составе муниципальной проектной группы", "до 30.01.2026", "Управление образования", "Приказ")
MEETING = ("Встреча с директорами школ по итогам полугодия", "февраль 2026", "Управление образования", "Протокол")
LECTURES = ("Родительский лекторий для семей девятиклассников", "март 2026", "Методический центр", "")
NEW = ("Перекрёстная проверка работ муниципальной комиссией", "январь 2026", "Управление образования", "Справка")
SIGNAL = "parents"


def submit(folder: Path, *rows: tuple[str, ...], name: str = "план.docx") -> Path:
    document = Document()
    document.add_paragraph("План мероприятий («дорожная карта») города Лугозёрск по работе со школами на 2026 год")
    table = document.add_table(rows=1, cols=5, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("№", "Мероприятие", "Срок", "Ответственные", "Результат"), strict=True):
        cell.text = text
    for number, row in enumerate(rows, start=1):
        for cell, text in zip(table.add_row().cells, (str(number), *row), strict=True):
            cell.text = text
    folder.mkdir()
    document.save(str(folder / name))
    return folder


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Reviews a folder; answers the review and the workbook."""
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    runs = iter(range(9))

    def review(folder: Path, decisions: Path | None = None) -> tuple[dict[str, object], Path]:
        out = tmp_path / f"out {next(runs)}"
        options = ["--decisions", str(decisions)] if decisions else []
        profile = ["--region", "zaozerye", "--out", str(out), "--jobs", "1"]
        assert call(["review", str(folder), *profile, *options]) == DONE
        return json.loads((out / "review.json").read_bytes()), out / "матрица.xlsx"

    return review


@pytest.fixture
def asked(run, tmp_path):
    """A workbook in which the second row was answered: it is about parents."""
    _, path = run(submit(tmp_path / "было", ORDER, MEETING, LECTURES))
    return answered(path, MEETING[0], "2", row=3)


def answered(path: Path, text: str, number: str, row: int) -> Path:
    book = load_workbook(path)
    sheet = book["Проверить"]
    values = {
        "Муниципальное образование": "Лугозёрск",
        "Код муниципалитета": "lugozersk",
        "Пункт": number,
        "Мероприятие": text,
        "Что проверить": "работа с родителями",
        "Код признака": SIGNAL,
        "Решение": "да",
        "Файл": "план.docx",
        "Таблица": 1,
        "Строка": row,
    }
    sheet.append([values.get(cell.value) for cell in sheet[1]])
    book.save(path)
    return path


def rows_of(path: Path, title: str) -> list[dict[str, object]]:
    head, *rows = load_workbook(path)[title].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def counted(form, parameter: str) -> list[str]:
    (mine,) = [one for one in form["municipalities"] if one["status"] == "reviewed"]
    return [row["quote"] for row in mine["parameters"][parameter]["evidence"]]


def test_an_answer_follows_its_row_to_a_new_number_and_file(run, asked, tmp_path, capsys) -> None:
    form, path = run(submit(tmp_path / "стало", NEW, ORDER, LECTURES, MEETING, name="план 2.docx"), asked)
    assert "Решения методиста: учтено 1 из 1." in capsys.readouterr().err
    assert form["decisions"]["conflicts"] == []
    (label,) = form["decisions"]["labels"]
    assert (label["file"], label["number"], label["holds"]) == ("план 2.docx", "4", True)
    assert MEETING[0] in counted(form, SIGNAL)
    (row,) = [row for row in rows_of(path, "Проверить") if row["Решение"]]
    assert (row["Пункт"], row["Строка"], row["Что с решением"]) == ("4", 5, "учтено")


def test_an_answer_on_a_reworded_row_waits_for_a_person(run, asked, tmp_path, capsys) -> None:
    reworded = ("Встреча с завучами школ по итогам полугодия", *MEETING[1:])
    folder = submit(tmp_path / "стало", ORDER, reworded, LECTURES)
    form, path = run(folder, asked)
    told = capsys.readouterr().err
    assert "учтено 0 из 1" in told
    assert "Мероприятие изменено (мероприятие): было «Встреча с директорами школ" in told
    assert reworded[0] not in counted(form, SIGNAL)
    (row,) = [row for row in rows_of(path, "Проверить") if row["Решение"]]
    assert (row["Мероприятие"], row["Пункт"]) == (reworded[0], "2")
    assert row["Что с решением"].startswith("устарело: Мероприятие изменено")

    again, path = run(folder, path)
    assert [one["message"] for one in again["decisions"]["conflicts"]] == [
        one["message"] for one in form["decisions"]["conflicts"]
    ]
    confirmed, _ = run(folder, confirm(path, "Проверить"))
    assert confirmed["decisions"]["conflicts"] == []
    assert reworded[0] in counted(confirmed, SIGNAL)


def test_an_answer_on_a_row_that_is_gone_is_told(run, asked, tmp_path) -> None:
    form, _ = run(submit(tmp_path / "стало", ORDER, LECTURES), asked)
    (conflict,) = form["decisions"]["conflicts"]
    assert "исключено" in conflict["message"]


def test_a_verdict_waits_where_it_rests_on_other_rows_and_holds_elsewhere(run, tmp_path) -> None:
    _, path = run(submit(tmp_path / "было", ORDER, MEETING, LECTURES))
    decide(path, "parents", "уточнить")
    decide(path, "administration_work", "уточнить")
    decide(path, "in_time", "уточнить")
    folder = submit(tmp_path / "стало", ORDER, MEETING)
    form, path = run(folder, path)
    assert [one["parameter"] for one in form["decisions"]["conflicts"]] == ["parents"]
    (mine,) = [one for one in form["municipalities"] if one["status"] == "reviewed"]
    verdicts = {name: one["verdict"] for name, one in mine["parameters"].items()}
    assert (verdicts["administration_work"], verdicts["in_time"]) == ("unknown", "unknown")
    assert verdicts["parents"] != "unknown"

    decide(path, "parents", "соответствует")
    anew, _ = run(folder, path)
    assert anew["decisions"]["conflicts"] == []
    (mine,) = [one for one in anew["municipalities"] if one["status"] == "reviewed"]
    assert mine["parameters"]["parents"]["decision"]["verdict"] == "met"


def test_a_workbook_of_an_early_version_is_read_as_well(run, asked, tmp_path) -> None:
    book = load_workbook(asked)
    del book["Дорожные карты"]
    sheet = book["Мероприятия"]
    for title in ("Порядок", "Входит в пункт", "Код муниципалитета"):
        sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == title))
    book.save(asked)
    form, _ = run(submit(tmp_path / "стало", NEW, ORDER, MEETING, LECTURES), asked)
    assert [label["number"] for label in form["decisions"]["labels"]] == ["3"]


def test_rows_removed_from_the_workbook_are_not_taken_for_excluded(run, asked, tmp_path) -> None:
    book = load_workbook(asked)
    book["Мероприятия"].delete_rows(3)
    book.save(asked)
    form, _ = run(submit(tmp_path / "стало", ORDER, MEETING, LECTURES, NEW), asked)
    assert [label["number"] for label in form["decisions"]["labels"]] == ["2"]


def decide(path: Path, parameter: str, word: str) -> None:
    book = load_workbook(path)
    sheet = book["Решения"]
    columns = {cell.value: cell.column - 1 for cell in sheet[1]}
    row = next(
        row
        for row in sheet.iter_rows(min_row=2)
        if (row[columns["Код муниципалитета"]].value, row[columns["Код параметра"]].value) == ("lugozersk", parameter)
    )
    row[columns["Решение"]].value = word
    book.save(path)


def confirm(path: Path, title: str) -> Path:
    """Wipes the mark that a decision is outdated, as a person does who still thinks so."""
    book = load_workbook(path)
    sheet = book[title]
    column = next(cell.column for cell in sheet[1] if cell.value == "Что с решением")
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, column).value = None
    book.save(path)
    return path
