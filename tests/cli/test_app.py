"""The command line as people and programs call it."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from reviewer.cli.app import DONE, WRONG_CALL, call

HEAVY = {
    "docx",
    "docxtpl",
    "lxml",
    "openpyxl",
    "pdfplumber",
    "pydantic",
    "pymorphy3",
    "pypdfium2",
    "spacy",
    "yaml",
    "matplotlib",
}


def _stdin(monkeypatch: pytest.MonkeyPatch, *lines: object) -> None:
    text = "\n".join(json.dumps(line, ensure_ascii=False) if not isinstance(line, str) else line for line in lines)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def _printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_command_line_imports_nothing_heavy_until_it_must() -> None:
    code = f"import sys, reviewer.cli.app; print(sorted({HEAVY!r} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # typer itself may bring pydantic in some versions
    assert set(json.loads(found.stdout.replace("'", '"'))) <= {"pydantic"}


def test_help_is_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["--help"]) == DONE
    printed = capsys.readouterr().out
    assert printed.startswith("Вызов: reviewer")
    assert "Команды" in printed
    assert "Usage" not in printed
    assert "Show this message" not in printed


@pytest.mark.parametrize("command", ["extract", "deadline", "classify", "review", "version"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call([command, "--help"]) == DONE
    assert f"Вызов: reviewer {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["обзор"], "Нет такой команды"),
        (["review", "."], "Не указано обязательное значение --region"),
        (["review", ".", "--regoin", "base"], "Нет параметра --regoin"),
        (["review", ".", "--region", "base", "--out", "x", "--jobs", "много"], "Неверное значение --jobs"),
        (["review", "нет такой папки", "--region", "vladimir", "--out", "x"], "нет такой папки"),
    ],
)
def test_a_wrong_call_is_told_in_russian(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(arguments) == WRONG_CALL
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told


def test_an_unknown_profile_lists_the_known_ones(capsys: pytest.CaptureFixture[str], tmp_path) -> None:
    (tmp_path / "план.docx").write_bytes(b"x")
    assert call(["review", str(tmp_path), "--region", "атлантида", "--out", str(tmp_path / "out")]) == WRONG_CALL
    assert "vladimir" in capsys.readouterr().err


def test_deadlines_are_answered_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _stdin(
        monkeypatch,
        {"text": "до 14 марта", "context": ["2026-01-01", "2026-12-31"]},
        {"text": None},
        {"text": "1 раз в квартал", "context": None},
        {"text": "июнь", "context": 2026},
    )
    assert call(["deadline", "--json"]) == DONE
    assert _printed(capsys) == [
        {"kind": "date", "concrete": True, "intervals": [[None, "2026-03-14"]], "every": None, "times": None},
        {"kind": "missing", "concrete": False, "intervals": [], "every": None, "times": None},
        {"kind": "recurring", "concrete": True, "intervals": [], "every": "quarter", "times": 1},
        {"kind": "month", "concrete": True, "intervals": [["2026-06-01", "2026-06-30"]], "every": None, "times": None},
    ]


def test_a_line_that_is_no_json_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _stdin(monkeypatch, {"text": "март"}, '{"text": ')
    assert call(["deadline", "--json"]) == WRONG_CALL
    assert "стандартный ввод:2" in capsys.readouterr().err


def test_labels_come_with_their_reasons(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _stdin(monkeypatch, {"activity": "Общешкольное родительское собрание о подготовке девятиклассников к ОГЭ"})
    assert call(["classify", "--json"]) == DONE
    (answer,) = _printed(capsys)
    assert "parents" in answer["labels"]["themes"]
    assert any(why["label"] == "parents" and why["by"].startswith("rule:") and why["quote"] for why in answer["why"])


def test_texts_may_stand_in_the_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["deadline", "ежемесячно"]) == DONE
    assert "повторение" in capsys.readouterr().out


def test_a_missing_file_is_an_error_of_that_file(capsys: pytest.CaptureFixture[str], tmp_path) -> None:
    assert call(["extract", str(tmp_path / "нет.docx"), "--json"]) == 1
    (answer,) = _printed(capsys)
    assert answer["activities"] == []
    assert answer["error"]["code"] == "file-missing"
