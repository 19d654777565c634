"""`reviewer workspace`: made, looked through, backed up, restored and tidied from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.cli.app import call
from reviewer.store.campaigns import StoredFile, add_campaign, find_campaign, hand_in
from reviewer.store.workspace import Workspace, open_workspace

Captured = pytest.CaptureFixture[str]


def _hand_in(workspace: Workspace, content: bytes) -> str:
    sha256 = workspace.blobs.put(content)
    with workspace.writing() as connection:
        made = add_campaign(connection, "Зима", "zaozerye", "методист")
        hand_in(connection, made.id, [StoredFile("план.docx", sha256, len(content))], "методист", complete=True)
    return sha256


def _status(capsys: Captured, *options: str) -> tuple[int, dict[str, object]]:
    capsys.readouterr()
    status = call(["workspace", "status", "--json", *options])
    return status, json.loads(capsys.readouterr().out)


def test_one_is_made_where_the_user_has_it(own_workspace: Path, capsys: Captured) -> None:
    assert call(["workspace", "init"]) == 0
    assert str(own_workspace) in capsys.readouterr().out
    assert open_workspace(own_workspace).folder == own_workspace
    assert call(["workspace", "init"]) == 2
    assert "уже есть рабочая папка" in capsys.readouterr().err


def test_one_is_made_in_postgresql(tmp_path: Path, empty_database: Callable[[], str], capsys: Captured) -> None:
    assert call(["workspace", "init", str(tmp_path / "1"), "--database", empty_database()]) == 0
    assert "postgresql" in capsys.readouterr().out
    status, state = _status(capsys, "--workspace", str(tmp_path / "1"), "--check")
    assert (status, state["kind"], state["checked"]) == (0, "postgresql", True)


def test_there_is_none(tmp_path: Path, capsys: Captured) -> None:
    assert call(["workspace", "status", "--workspace", str(tmp_path)]) == 2
    assert f"reviewer workspace init {tmp_path}" in capsys.readouterr().err


def test_the_state_is_told(workspace: Workspace, capsys: Captured) -> None:
    where = ["--workspace", str(workspace.folder)]
    sha256 = _hand_in(workspace, b"plan")
    status, state = _status(capsys, *where)
    assert (status, state["files"], state["file_bytes"], state["missing"], state["damaged"]) == (0, 1, 4, [], [])
    assert state["rows"]["campaign"] == 1
    workspace.blobs.path(sha256).write_bytes(b"pla2")
    assert _status(capsys, *where)[0] == 0
    status, state = _status(capsys, *where, "--check")
    assert (status, state["damaged"]) == (1, [sha256])
    workspace.blobs.path(sha256).unlink()
    assert call(["workspace", "status", *where]) == 1
    told = capsys.readouterr().out
    assert f"Нет файлов (1): {sha256}." in told
    assert "Восстановите рабочую папку из резервной копии" in told


def test_a_broken_database_is_told(sqlite_workspace: Workspace, capsys: Captured) -> None:
    _hand_in(sqlite_workspace, b"plan")
    with sqlite_workspace.writing() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        connection.exec_driver_sql("DELETE FROM sqlite_schema WHERE name = 'ix_submission_campaign_id'")
    status, state = _status(capsys, "--workspace", str(sqlite_workspace.folder), "--check")
    assert (status, bool(state["broken"])) == (1, True)


def test_a_backup_is_made_and_restored(workspace: Workspace, tmp_path: Path, capsys: Captured) -> None:
    _hand_in(workspace, b"plan")
    copy, new = str(tmp_path / "копия.zip"), tmp_path / "новая"
    assert call(["workspace", "backup", copy, "--workspace", str(workspace.folder)]) == 0
    assert "1 файл, 0 решений" in capsys.readouterr().out
    assert call(["workspace", "restore", copy, str(new)]) == 0
    assert f"Рабочая папка восстановлена: {new}" in capsys.readouterr().out
    with open_workspace(new).reading() as connection:
        assert find_campaign(connection, "Зима") is not None
    assert call(["workspace", "restore", copy, str(new)]) == 2
    assert "не пустая" in capsys.readouterr().err
    assert call(["workspace", "restore", str(tmp_path / "нет.zip"), str(tmp_path / "2")]) == 2
    assert "Проверьте имя файла" in capsys.readouterr().err


def test_a_backup_without_a_lost_file_says_so(workspace: Workspace, tmp_path: Path, capsys: Captured) -> None:
    workspace.blobs.path(_hand_in(workspace, b"plan")).unlink()
    copy = str(tmp_path / "копия.zip")
    assert call(["workspace", "backup", copy, "--workspace", str(workspace.folder)]) == 1
    assert "испорчено или пропало: 1 файл" in capsys.readouterr().out
    assert call(["workspace", "restore", copy, str(tmp_path / "новая")]) == 1
    assert "В копии недостаёт: 1 файл" in capsys.readouterr().out


def test_it_is_tidied(workspace: Workspace, capsys: Captured) -> None:
    _hand_in(workspace, b"plan")
    assert call(["workspace", "tidy", "--workspace", str(workspace.folder), "--days", "0"]) == 0
    assert "Удалено: 0 промежуточных результатов, 0 файлов" in capsys.readouterr().out
