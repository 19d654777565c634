"""`reviewer serve` and `reviewer people`: the workplace started as people start it."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from reviewer.cli.app import DONE, WRONG_CALL, call
from reviewer.cli.serving import PORT, listen
from reviewer.jobs.liveness import anybody_works
from reviewer.model.errors import UsageError
from reviewer.store.workspace import open_workspace

PASSWORD = "сорок семь стульев"  # noqa: S105 - of nobody


def _add(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = PASSWORD) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    return call(["people", "add", *arguments])


def test_nobody_is_served_beyond_this_computer_without_accounts(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["serve", "--host", "192.0.2.1", "--no-browser"]) == WRONG_CALL
    assert "только этому компьютеру" in capsys.readouterr().err


def test_a_team_needs_an_administrator(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["serve", "--team", "--no-browser"]) == WRONG_CALL
    assert "reviewer people add" in capsys.readouterr().err
    assert _add(monkeypatch, "Чтец", "--role", "reader") == DONE
    assert call(["serve", "--team", "--no-browser"]) == WRONG_CALL


def test_people_are_added_listed_and_blocked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _add(monkeypatch, "Главная", "--role", "administrator", "--name", "Отдел оценки") == DONE
    assert "Добавлен: Отдел оценки, администратор" in capsys.readouterr().out
    municipality = ("Кедробор", "--role", "municipality", "--municipality")
    assert _add(monkeypatch, *municipality, "zaozerye/kedrobor") == DONE
    assert call(["people", "block", "кедробор"]) == DONE
    capsys.readouterr()
    assert call(["people", "list", "--json"]) == DONE
    listed = json.loads(capsys.readouterr().out)
    assert [(one["login"], one["municipality"], one["blocked"]) for one in listed] == [
        ("кедробор", "kedrobor", True),
        ("главная", None, False),
    ]


@pytest.mark.parametrize(
    ("arguments", "password", "told"),
    [
        (("а", "--role", "director"), PASSWORD, "Роли «director» нет"),
        (("а", "--role", "reader"), "короткий", "Пароль короче"),
        (("а", "--role", "municipality", "--municipality", "zaozerye/nowhere"), PASSWORD, "Выберите муниципалитет"),
    ],
)
def test_wrong_calls_are_explained(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    password: str,
    told: str,
) -> None:
    assert _add(monkeypatch, *arguments, password=password) == WRONG_CALL
    assert told in capsys.readouterr().err


def test_who_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _add(monkeypatch, "Чтец", "--role", "reader") == DONE
    assert call(["people", "password", "чтица"]) == WRONG_CALL
    assert "Могут войти: чтец" in capsys.readouterr().err


def test_a_port_that_is_taken_is_passed_over_or_told() -> None:
    with listen("127.0.0.1", None) as first:
        taken = first.getsockname()[1]
        assert taken >= PORT
        with pytest.raises(UsageError, match=f"Порт {taken} на адресе 127.0.0.1 не открыть"):
            listen("127.0.0.1", taken)
        with listen("127.0.0.1", None) as second:
            assert second.getsockname()[1] > taken


def _somebody_works(folder: Path) -> bool:
    """Now or soon."""
    workspace, until = open_workspace(folder), time.monotonic() + 300
    found = False
    while not found and time.monotonic() < until:
        time.sleep(0.2)
        with workspace.reading() as connection:
            found = anybody_works(connection)
    workspace.close()
    return found


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_from_start_to_interruption(own_workspace: Path, ended_by: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = "from reviewer.cli.app import main; main()"
    command = [sys.executable, "-c", code, "serve", "--no-browser", "--port", str(port)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as served:
        try:
            assert served.stdout is not None
            told = [served.stdout.readline() for _ in range(3)]
            assert f"http://127.0.0.1:{port}" in told[0]
            assert str(own_workspace) in told[1]
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(f"http://127.0.0.1:{port}/you", timeout=300) as answer:
                assert "Как вас записывать" in answer.read().decode()
            assert _somebody_works(own_workspace), "a worker is started beside the pages"
        finally:
            served.send_signal(ended_by)
        rest = served.stdout.read()
    assert "Всё сохранено" in rest
    workspace = open_workspace(own_workspace)
    with workspace.reading() as connection:
        assert not anybody_works(connection), "and ended with them"
    workspace.close()
    assert "GET /you 200" in (own_workspace / "reviewer.log").read_text(encoding="utf-8")
