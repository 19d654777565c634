"""`reviewer review --decisions`: from the folder to every output and back."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook

from reviewer.cli.app import DONE, WRONG_CALL, call
from reviewer.report import pdf


@pytest.fixture(scope="module")
def run(project, tmp_path_factory):
    """Reviews one sample and answers the exit status and the folder of the outputs."""
    folder = tmp_path_factory.mktemp("plans")
    (plan,) = (project / "corpora/samples/roadmaps").glob("*Лугозёрск*.docx")
    shutil.copy(plan, folder)

    def review(out, *options):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pdf, "find_libreoffice", lambda: None)
            profile = str(project / "rules/zaozerye")
            return call(["review", str(folder), "--region", profile, "--out", str(out), "--jobs", "1", *options])

    return review


@pytest.fixture(scope="module")
def first(run, tmp_path_factory):
    out = tmp_path_factory.mktemp("first")
    assert run(out) == DONE
    return out


def _form(out):
    return json.loads((out / "review.json").read_bytes())


def _municipality(form):
    return next(item for item in form["municipalities"] if item["status"] == "reviewed")


def _fill(out, path, *answers):
    """Puts answers into «Решения»: parameter, then the values of further columns by title."""
    book = load_workbook(out / "матрица.xlsx")
    sheet = book["Решения"]
    columns = {cell.value: cell.column - 1 for cell in sheet[1]}
    mine = _municipality(_form(out))["id"]
    for parameter, values in answers:
        for row in sheet.iter_rows(min_row=2):
            asked = row[columns["Код муниципалитета"]].value, row[columns["Код параметра"]].value
            if asked == (mine, parameter):
                for title, value in values.items():
                    row[columns[title]].value = value
    book.save(path)
    return path


def _opposite(verdict):
    return ("not_met", "не соответствует") if verdict == "met" else ("met", "соответствует")


def test_a_decision_reaches_every_output_and_the_next_run(run, first, tmp_path, capsys):
    before = _form(first)
    mine = _municipality(before)
    said = mine["parameters"]["parents"]["verdict"]
    verdict, word = _opposite(said)
    answer = {
        "Решение": word,
        "Комментарий": "Проверено по приложению 2",
        "Кто решил": "методист",
        "Дата": date(2026, 2, 3),
    }
    path = _fill(first, tmp_path / "решения.xlsx", ("parents", answer))

    out = tmp_path / "out"
    assert run(out, "--decisions", str(path)) == DONE
    assert "Решения методиста: учтено 1 из 1." in capsys.readouterr().err
    after = _form(out)
    found = _municipality(after)["parameters"]["parents"]
    assert (found["verdict"], found["program"]) == (verdict, said)
    assert found["decision"] == {
        "verdict": verdict,
        "comment": "Проверено по приложению 2",
        "who": "методист",
        "when": "2026-02-03",
    }
    assert found["evidence"] == mine["parameters"]["parents"]["evidence"]
    held = {item["id"]: mine["id"] in item["municipalities"] for item in after["statements"]}
    assert held["parents"] is (verdict == "met")
    (conclusion,) = (path for path in (out / "заключения").iterdir() if "Лугозёрск" in path.name)
    text = "\n".join(paragraph.text for paragraph in _paragraphs(Document(conclusion)))
    assert f"Решение методиста: «{word}»; программа: «" in text
    assert "Проверено по приложению 2." in text

    assert run(out, "--decisions", str(out / "матрица.xlsx")) == DONE
    assert not list(out.glob("*прежние решения*"))
    again = _form(out)
    assert _municipality(again) == _municipality(after)
    assert again["statements"] == after["statements"]


def test_a_decision_is_kept_for_reviews_without_the_workbook(run, first, tmp_path, capsys):
    path = _fill(first, tmp_path / "решения.xlsx", ("parents", {"Решение": "уточнить", "Комментарий": "Позвонить"}))
    out = tmp_path / "out"
    assert run(out, "--decisions", str(path)) == DONE
    decided = _form(out)
    assert _municipality(decided)["parameters"]["parents"]["decision"]["comment"] == "Позвонить"
    path.unlink()
    capsys.readouterr()
    assert run(out) == DONE
    assert "Решения методиста: учтено 1 из 1." in capsys.readouterr().err
    assert _form(out) == decided


def _paragraphs(document):
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def test_wrong_cells_stop_everything(run, first, tmp_path, capsys):
    path = _fill(first, tmp_path / "решения.xlsx", ("parents", {"Решение": "да"}), ("submitted", {"Дата": "потом"}))
    out = tmp_path / "out"
    assert run(out, "--decisions", str(path)) == WRONG_CALL
    told = capsys.readouterr().err
    assert "Решения!G" in told
    assert "Решения!J" in told
    assert not out.exists()


def test_a_decision_on_what_is_gone_is_told_and_kept(run, first, tmp_path, capsys):
    path = _fill(first, tmp_path / "решения.xlsx", ("parents", {"Решение": "уточнить", "Код муниципалитета": "бывший"}))
    out = tmp_path / "out"
    assert run(out, "--decisions", str(path)) == DONE
    told = capsys.readouterr().err
    assert "учтено 0 из 1" in told
    assert "решение не учтено. Муниципального образования" in told
    (conflict,) = _form(out)["decisions"]["conflicts"]
    assert (conflict["municipality"], conflict["verdict"]) == ("бывший", "unknown")
    last = list(load_workbook(out / "матрица.xlsx")["Решения"].iter_rows(values_only=True))[-1]
    assert "уточнить" in last
    assert "бывший" in last


def test_a_filled_workbook_is_not_written_over_unread(run, first, tmp_path, capsys):
    out = tmp_path / "out"
    shutil.copytree(first, out)
    assert run(out) == DONE
    assert not list(out.glob("*прежние решения*"))

    _fill(first, out / "матрица.xlsx", ("parents", {"Решение": "уточнить"}))
    filled = (out / "матрица.xlsx").read_bytes()
    assert run(out) == DONE
    assert "Прежняя книга с решениями" in capsys.readouterr().err
    assert (out / "матрица – прежние решения.xlsx").read_bytes() == filled

    _fill(first, out / "матрица.xlsx", ("parents", {"Решение": "наверное"}))
    assert run(out) == DONE
    assert (out / "матрица – прежние решения 2.xlsx").is_file()


def test_without_decisions_the_form_says_nothing_of_them(first):
    form = _form(first)
    assert "decisions" not in form
    assert "decision" not in _municipality(form)["parameters"]["parents"]


def test_a_missing_workbook_is_a_wrong_call(run, tmp_path, capsys):
    assert run(tmp_path / "out", "--decisions", str(tmp_path / "нет.xlsx")) == WRONG_CALL
    assert "--decisions" in capsys.readouterr().err
