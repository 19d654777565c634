"""Workspaces are made, found and opened, and say in Russian why they cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from any_rows import ROWS, contents, fill
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from reviewer.model.errors import UsageError
from reviewer.store.campaigns import add_campaign, find_campaign
from reviewer.store.schema import APPEND_ONLY, metadata
from reviewer.store.workspace import Workspace, create_workspace, open_workspace

LOST = text("INSERT INTO submission (campaign_id, complete, received_at, author, note) VALUES (7, true, '', '', '')")
"""A row that refers to nothing."""


@pytest.mark.parametrize("change", ["UPDATE", "DELETE"])
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_decided_is_never_changed(workspace: Workspace, table: str, change: str) -> None:
    with workspace.writing() as connection:
        fill(connection)
        before = contents(connection)
    rows = metadata.tables[table]
    changed = rows.delete() if change == "DELETE" else rows.update().values(author="другой")
    with pytest.raises(IntegrityError, match=f"{table} is append-only"), workspace.writing() as connection:
        connection.execute(changed)
    with workspace.reading() as connection:
        assert len(before[table]) == ROWS
        assert contents(connection) == before


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_nor_emptied_at_once(table: str, postgresql_workspace: Workspace) -> None:
    workspace = postgresql_workspace
    with pytest.raises(IntegrityError, match=f"{table} is append-only"), workspace.writing() as connection:
        connection.execute(text(f"TRUNCATE {table} CASCADE"))


def test_a_reader_sees_one_state_and_changes_nothing(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        assert find_campaign(connection, "Зима") is None
        with workspace.writing() as other:
            add_campaign(other, "Зима", "zaozerye", "методист")
        assert find_campaign(connection, "Зима") is None
    with workspace.reading() as connection:
        assert find_campaign(connection, "Зима") is not None
    with pytest.raises((DatabaseError, UsageError)), workspace.reading() as connection:
        add_campaign(connection, "Весна", "zaozerye", "методист")
    with workspace.reading() as connection:
        assert find_campaign(connection, "Весна") is None


def test_a_row_never_refers_to_nothing(workspace: Workspace) -> None:
    with pytest.raises(IntegrityError), workspace.writing() as connection:
        connection.execute(LOST)


def test_a_rebuilt_table_refers_to_nothing_neither(sqlite_workspace: Workspace) -> None:
    with pytest.raises(IntegrityError), sqlite_workspace.writing(rebuilds=True) as connection:
        connection.execute(LOST)
    with sqlite_workspace.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM submission")).scalar() == 0


def test_a_workspace_is_found_again(tmp_path: Path) -> None:
    folder = tmp_path / "Экспертиза? 100% «зима» #1"
    made = create_workspace(folder)
    with made.writing() as connection:
        add_campaign(connection, "Зима", "zaozerye", "методист")
    opened = open_workspace(folder)
    assert opened.place == str(folder / "workspace.db")
    assert Path(opened.place).is_file()
    with opened.reading() as connection:
        assert find_campaign(connection, "Зима") is not None


def test_a_workspace_in_postgresql_is_found_again(tmp_path: Path, empty_database: Callable[[], str]) -> None:
    url = empty_database()
    create_workspace(tmp_path / "1", url).close()
    opened = open_workspace(tmp_path / "1")
    assert opened.engine.dialect.name == "postgresql"
    assert not (tmp_path / "1" / "workspace.db").exists()
    opened.close()
    assert (tmp_path / "1" / "workspace.toml").stat().st_mode & 0o077 == 0
    with pytest.raises(UsageError, match="уже занята"):
        create_workspace(tmp_path / "2", url)


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    url = "postgresql://user:secret@127.0.0.1:1/base"
    with pytest.raises(UsageError, match="не отвечает") as told:
        create_workspace(tmp_path / "workspace", url)
    assert "secret" not in str(told.value)
    assert "Проверьте, что сервер базы данных запущен" in str(told.value)


@pytest.mark.parametrize("url", ["mysql://server/base", "база.db", "postgresql+psycopg//x"])
def test_an_unknown_database_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError, match="Годятся SQLite"):
        create_workspace(tmp_path / "workspace", url)


def test_others_of_the_machine_do_not_see_into_it(tmp_path: Path) -> None:
    made = create_workspace(tmp_path / "новая")
    assert made.folder.stat().st_mode & 0o077 == 0
    kept = made.blobs.path(made.blobs.put(b"plan"))
    assert kept.stat().st_mode & 0o077 == 0


def test_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="reviewer workspace init"):
        open_workspace(tmp_path)
    create_workspace(tmp_path)
    with pytest.raises(UsageError, match="уже есть рабочая папка"):
        create_workspace(tmp_path)


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="Не удаётся создать рабочую папку"):
        create_workspace(tmp_path / "file")


@pytest.mark.parametrize("settings", [b"\xff\xfe", b"database = "])
def test_damaged_settings_are_told(tmp_path: Path, settings: bytes) -> None:
    create_workspace(tmp_path)
    (tmp_path / "workspace.toml").write_bytes(settings)
    with pytest.raises(UsageError, match="испорчен"):
        open_workspace(tmp_path)


@pytest.mark.parametrize(
    ("content", "told"), [(b"not a database" * 1000, "не отвечает"), (b"", "пуста")], ids=["damaged", "empty"]
)
def test_a_damaged_database_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    create_workspace(tmp_path)
    for path in tmp_path.glob("workspace.db*"):
        path.unlink()
    (tmp_path / "workspace.db").write_bytes(content)
    with pytest.raises(UsageError, match=told) as error:
        open_workspace(tmp_path)
    assert "из резервной копии" in str(error.value)


OPEN = """
import sys
from pathlib import Path
from reviewer.store.campaigns import add_campaign
from reviewer.store.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]), make=True)
with workspace.writing() as connection:
    add_campaign(connection, sys.argv[2], "zaozerye", "методист")
"""


def test_several_make_it_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    names = [f"Экспертиза {number}" for number in range(4)]
    started = [subprocess.Popen([sys.executable, "-c", OPEN, str(folder), name]) for name in names]
    assert [process.wait(120) for process in started] == [0] * len(names)
    with open_workspace(folder).reading() as connection:
        assert all(find_campaign(connection, name) for name in names)


def test_a_child_of_a_fork_opens_its_own_connection(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        add_campaign(connection, "Зима", "zaozerye", "методист")
    child = os.fork()
    if not child:
        try:
            with workspace.writing() as connection:
                add_campaign(connection, "Весна", "zaozerye", "методист")
            os._exit(0)
        except BaseException:  # noqa: BLE001 - the child must never go on with the tests
            os._exit(1)
    with workspace.writing() as connection:
        add_campaign(connection, "Лето", "zaozerye", "методист")
    assert os.waitpid(child, 0)[1] == 0
    with workspace.reading() as connection:
        assert all(find_campaign(connection, name) for name in ("Зима", "Весна", "Лето"))
