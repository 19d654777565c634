"""`reviewer correct` and `reviewer history`: from the folder to corrected outputs and back."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook
from reviewed_campaign import OWNER, reviewed_campaign

from reviewer.cli.app import DONE, SOME_UNREAD, WRONG_CALL, call
from reviewer.cli.correct import correct
from reviewer.cli.correct_rows import row as row_commands
from reviewer.report import pdf
from reviewer.store.workspace import default_folder, open_workspace

_ROWS = (
    ("1", "Совещание с директорами школ по итогам полугодия", "до 20.02.2026", "Управление образования", "протокол"),
    ("2", "Родительские собрания в выпускных классах", "март 2026 года", "Школы", "5 собраний"),
    ("3", "Посещение уроков молодых учителей", "ежемесячно", "Методический кабинет", "справка"),
    ("4", "Посещение уроков наставниками", "апрель 2026 года", "Методический кабинет", "справка"),
)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    monkeypatch.setenv("REVIEWER_AUTHOR", "Соседова А. А.")


@pytest.fixture
def stored(own_workspace):
    """A result in the workspace that the command line uses by default."""
    workspace = open_workspace(own_workspace, make=True)
    yield reviewed_campaign(workspace)
    workspace.close()


@pytest.fixture
def run(capsys):
    """Calls a command and answers its exit status, what it printed and what it complained about."""

    def command(*arguments):
        status = call([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def _plan(folder: Path) -> Path:
    folder.mkdir()
    document = docx.Document()
    document.add_paragraph("План мероприятий («дорожная карта») города Лугозёрск на 2026 год")
    table = document.add_table(0, 5)
    for row in (("№", "Мероприятие", "Срок", "Ответственный", "Результат"), *_ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(folder / "Лугозёрск.docx"))
    return folder


def test_a_correction_reaches_the_outputs_and_undone_all_is_as_before(run, project, tmp_path):
    folder = _plan(tmp_path / "планы")
    asked = ("review", folder, "--region", project / "rules/zaozerye", "--jobs", "1", "--out")

    def review(out):
        assert run(*asked, tmp_path / out)[0] == DONE
        return (tmp_path / out / "review.json").read_bytes()

    before = review("1")
    said = _parents(before)["verdict"]
    verdict = "не соответствует" if said == "met" else "соответствует"
    assert run("correct", "verdict", "Лугозёрск", "родител", verdict, "--reason", "по приложению")[0] == DONE
    status, out, _ = run("correct", "field", "Лугозёрск", "3", "срок", "до 1 марта 2026 года")
    assert (status, "было:  срок: ежемесячно" in out, "стало: срок: до 1 марта 2026 года" in out) == (DONE, True, True)
    after = review("2")
    found = _parents(after)
    assert (found["verdict"] != said, found["program"]) == (True, said)
    assert found["decision"]["who"] == "Соседова А. А."
    assert "до 1 марта 2026 года" in _deadlines(tmp_path / "2")
    listed = json.loads(run("correct", "list", "--json")[1])
    for entry in reversed(listed):
        assert run("correct", "undo", entry["entry"])[0] == DONE
    assert review("3") == before
    assert "ежемесячно" in _deadlines(tmp_path / "3")
    assert run("correct", "list")[1] == "Действующих исправлений нет.\n"


def _parents(review):
    municipality = next(one for one in json.loads(review)["municipalities"] if one["id"] == OWNER)
    return municipality["parameters"]["parents"]


def _deadlines(out):
    sheet = load_workbook(out / "матрица.xlsx")["Мероприятия"]
    (column,) = [cell.column for cell in sheet[1] if cell.value == "Срок"]
    return [row[column - 1].value for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("verdict", "Лугозерс", "parents", "met"), ""),
        (("verdict", "г. Лугозёрсг", "parents", "met"), "Возможно, имелось в виду: «г. Лугозёрск»"),
        (("verdict", "район", "parents", "met"), "подходит несколько"),
        (("verdict", OWNER, "родителями и детьми", "met"), "Возможно, имелось в виду: «Работа с родителями»"),
        (("verdict", OWNER, "parents", "прекрасно"), "Вывода «прекрасно» нет. Есть: соответствует"),
        (("field", OWNER, "2.1", "цвет", "х"), "Поля «цвет» нет"),
        (("field", OWNER, "Посещение уроков", "срок", "х"), "1:5  2.1 Посещение уроков молодых учителей"),
        (("field", OWNER, "1:99", "срок", "х"), "строки «1:99» нет"),
        (("field", "Кедроборский район", "1", "срок", "х"), "«дорожная карта» не рассмотрена"),
        (("label", OWNER, "1:3", "parents", "может быть"), "Напишите: да или нет"),
        (("label", OWNER, "1:3", "такого признака", "да"), "Признака «такого признака» нет"),
        (("row", "split", OWNER, "1.1", "одна часть"), "не меньше двух"),
        (("row", "merge", OWNER, "1.1"), "не меньше двух"),
        (("file", "нет.docx", OWNER), "Файла «нет.docx»"),
        (("undo", "7"), "Записи № 7"),
        (("verdict", OWNER, "parents", "met", "--campaign", "Лето"), "Экспертизы «Лето» нет. Есть: Зима"),
    ],
)
def test_what_is_named_loosely_is_found_and_what_is_not_clear_is_asked(run, stored, arguments, told):
    status, out, err = run("correct", *arguments)
    assert (status, told in err) == (WRONG_CALL if told else DONE, True), (out, err)
    assert len(stored.in_force().groups) == (0 if told else 1)


def test_a_number_within_a_text_is_no_number_of_a_row(run, stored):
    assert run("correct", "row", "add", OWNER, "Практикум в 9 классах", "--after", "1.2")[0] == DONE
    status, _, err = run("correct", "field", OWNER, "9", "срок", "май")
    assert (status, "строки «9» нет" in err) == (WRONG_CALL, True), err
    assert run("correct", "field", OWNER, "9 классах", "срок", "май")[0] == DONE
    assert len(stored.in_force().groups[0].rows) == 2


def test_rows_are_corrected_by_number_place_and_part_of_the_text(run, stored):
    for arguments in (
        ("field", OWNER, "1.1.", "Ответственные", "Управление образования"),
        ("row", "remove", OWNER, "1:7"),
        ("row", "split", OWNER, "выпускных", "Собрания в 9 классах", "Собрания в 11 классах", "--reason", "две строки"),
        ("row", "merge", OWNER, "2.1", "наставниками", "--activity", "Посещение уроков"),
        ("row", "add", OWNER, "Лекторий для родителей", "--after", "11 классах", "--deadline", "май 2026 года"),
        ("file", "план.docx", "kedrobor", "--author", "Ветрова Б. Б."),
    ):
        status, out, err = run("correct", *arguments)
        assert status == DONE, err
        assert "При следующей экспертизе" in out
    rows = stored.review_again().municipalities[0].reviewed.roadmap.activities
    assert [row.activity for row in rows] == [
        "Совещание с директорами школ по итогам полугодия",
        "Собрания в 9 классах",
        "Собрания в 11 классах",
        "Лекторий для родителей",
        "Посещение уроков",
    ]
    listed = json.loads(run("correct", "list", "--json")[1])
    assert [entry["kind"] for entry in listed] == ["row"] * 5 + ["file"]
    assert listed[-1]["author"] == "Ветрова Б. Б."
    assert listed[2]["reason"] == "две строки"


def test_the_list_tells_what_became_of_each_entry(run, stored):
    run("correct", "verdict", OWNER, "parents", "?", "--reason", "спросить")
    run("correct", "verdict", OWNER, "parents", "±", "--reason", "спросили")
    entered = json.loads(run("correct", "undo", 2, "--json")[1])
    assert (entered["undoes"], entered["was"].partition(" (")[0]) == (2, "соответствует частично")
    assert entered["now"].startswith("уточнить")
    everything = json.loads(run("correct", "list", "--all", "--json")[1])
    assert [entry["state"] for entry in everything] == ["in_force", "undone", "undo"]
    shown = run("correct", "list", "--all")[1]
    assert all(word in shown for word in ("действует", "отменено", "отмена записи № 2", "спросить"))
    nothing = run("correct", "undo", 3)[1]
    assert "стало: соответствует частично" in nothing
    assert stored.campaign == entered["campaign"]


@pytest.mark.usefixtures("stored")
def test_an_undoing_that_changes_nothing_says_so(run):
    run("correct", "verdict", OWNER, "parents", "?", "--reason", "спросить")
    run("correct", "verdict", OWNER, "parents", "±", "--reason", "спросили")
    status, out, _ = run("correct", "undo", 1)
    assert (status, "Ничего не меняется" in out) == (DONE, True)


@pytest.mark.usefixtures("stored")
def test_the_history_tells_the_newest_deed_first(run):
    run("correct", "field", OWNER, "1.1", "результат", "тайный отчёт")
    run("correct", "undo", 1, "--author", "Ветрова Б. Б.")
    told = json.loads(run("history", "--json", "--campaign", "Зима")[1])
    assert [deed["kind"] for deed in told] == ["undo", "correction", "run", "submission", "campaign"]
    assert told[0]["author"] == "Ветрова Б. Б."
    shown = run("history", "--most", 2)[1]
    assert "отменена запись № 1 (исправление строки): запись № 2" in shown
    assert "создана экспертиза" not in shown
    assert "тайный" not in shown


@pytest.mark.usefixtures("stored")
def test_a_workbook_is_taken_over_and_what_is_not_is_told(run, tmp_path):
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Решения"
    sheet.append(("Муниципальное образование", "Параметр", "Решение", "Комментарий"))
    sheet.append(("г. Лугозёрск", "Работа с родителями", "уточнить", "спросить"))
    sheet.append(("г. Лугозёрск", "Чего нет", "уточнить", None))
    workbook.save(tmp_path / "решения.xlsx")
    status, out, err = run("correct", "import", tmp_path / "решения.xlsx")
    assert (status, "Внесено: 1 решение" in out, "Решения!C3" in err) == (SOME_UNREAD, True, True)
    again = json.loads(run("correct", "import", tmp_path / "решения.xlsx", "--json")[1])
    assert (again["entered"], again["known"], len(again["refused"])) == ([], 1, 1)


def test_without_a_workspace_or_a_result_the_next_step_is_told(run, tmp_path):
    assert run("correct", "list")[0] == WRONG_CALL
    assert "нет рабочей папки" in run("history", "--workspace", tmp_path / "нет")[2]
    open_workspace(default_folder(), make=True).close()
    assert "Сначала проведите её: reviewer review" in run("correct", "list")[2]
    assert run("history")[1] == "Записей нет.\n"


def test_the_guide_is_right_to_the_letter(run, stored, project, tmp_path, monkeypatch):
    """Every command of docs/corrections.md, one after another, and none is left out of it."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Решения"
    sheet.append(("Муниципальное образование", "Параметр", "Решение", "Комментарий"))
    sheet.append(("г. Лугозёрск", "Показатели реализации", "уточнить", "спросить"))
    workbook.save(tmp_path / "решения.xlsx")
    monkeypatch.chdir(tmp_path)
    guide = (project / "docs/corrections.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    commands = [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]
    for command in commands:
        status, _, err = run(*command)
        assert status == DONE, (command, err)
    told = {word for command in commands for word in command[1:3]}
    named = {
        command.name or command.callback.__name__
        for command in (*correct.registered_commands, *row_commands.registered_commands)
    }
    assert named <= told
    assert stored.in_force().groups
