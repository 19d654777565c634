"""The command that tells how far people agree with one another."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.cli.app import DONE, WRONG_CALL, call
from reviewer.model.corrections import Decision
from reviewer.store.campaigns import add_campaign
from reviewer.store.correction_entries import NewEntry, append
from reviewer.store.correction_targets import verdict_target
from reviewer.store.workspace import create_workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two people on two parameters of two municipalities."""
    folder = tmp_path / "workspace"
    with closing(create_workspace(folder)) as workspace, workspace.writing() as connection:
        campaign = add_campaign(connection, "Зима", "zaozerye", "методист").id
        for municipality, second in (("lug", "met"), ("bor", "not_met")):
            for seen, (author, verdict) in enumerate([("методист", "met"), ("эксперт", second)]):
                target = verdict_target(municipality, "parents")
                body = Decision(municipality, "parents", verdict)
                append(connection, campaign, NewEntry("verdict", municipality, target, body, author), seen=seen)
    return folder


def test_it_is_told_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["agreement", "--workspace", str(folder)]) == DONE
    told = " ".join(capsys.readouterr().out.split())
    assert "Работа с родителями" in told
    assert "0,50" in told
    assert "пар меньше 30" in told
    assert "Landis, Koch" in told
    assert "сравнить программу не с чем" in told


def test_it_is_told_to_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["agreement", "--workspace", str(folder), "--campaign", "Зима", "--json"]) == DONE
    found = json.loads(capsys.readouterr().out)
    assert found["rules"] == found["labels"] == []
    parents, together = found["verdicts"]
    assert (parents["question"], parents["pairs"], parents["same"], parents["share"]) == ("parents", 2, 1, 0.5)
    assert (parents["kappa"], parents["doubt"]) == (0.0, "few")
    assert together["question"] is None


def test_nobody_judged_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_workspace(tmp_path / "empty").close()
    assert call(["agreement", "--workspace", str(tmp_path / "empty")]) == DONE
    assert "не высказались двое" in capsys.readouterr().out


def test_an_unknown_campaign_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["agreement", "--workspace", str(folder), "--campaign", "Лето"]) == WRONG_CALL
    assert "«Лето»" in capsys.readouterr().err
