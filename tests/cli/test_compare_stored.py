"""`reviewer compare 1 2`: two results that a workspace keeps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from resubmitted import resubmit

from reviewer.cli.app import call
from reviewer.cli.compare_stored import stored_numbers


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return resubmit(tmp_path_factory.mktemp("stored"), decided=True)


def test_two_results_are_shown_with_the_causes_of_what_differs(workspace, tmp_path, capsys):
    assert call(["compare", "1", "3", "--workspace", str(workspace), "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr()
    assert "Новые версии «дорожных карт»: Кедроборский район." in told.out
    assert "Совещание директоров {+и завучей+} школ района" in told.out
    assert "(новый файл" in told.out
    assert "(решение методиста" in told.out
    assert "Сведения-об-изменениях.docx" in told.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["Сведения-об-изменениях.docx"]


def test_programs_get_the_same_as_json(workspace, capsys):
    assert call(["compare", "№1", "2", "--workspace", str(workspace), "--json"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert form["told_apart"]
    assert {one["id"] for one in form["municipalities"]} == {"lugozersk"}


@pytest.mark.parametrize(
    ("sides", "told"), [(("1", "99"), "Результата № 99"), (("1", "нет такой"), "Папка «1» не найдена")]
)
def test_what_is_not_there_is_told(workspace, capsys, sides, told):
    assert call(["compare", *sides, "--workspace", str(workspace)]) == 2
    assert told in capsys.readouterr().err


def test_a_folder_that_is_called_by_a_number_is_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2025").mkdir()
    assert stored_numbers(Path("2025"), Path("2026")) is None
    assert stored_numbers(Path("3"), Path("№ 4")) == (3, 4)
