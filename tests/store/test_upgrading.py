"""A workspace of the first schema is brought to the newest with all that is in it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from any_rows import contents, fill
from first_workspace import PLAN, PLAN_SHA256, TABLES, VERSION, first_workspace
from sqlalchemy import text

from reviewer.model.errors import UsageError
from reviewer.store import migrating, migrations
from reviewer.store.campaigns import campaigns, find_campaign, hand_in, in_force, submissions
from reviewer.store.correction_entries import entries, standing
from reviewer.store.history import deeds
from reviewer.store.migrating import schema_version
from reviewer.store.runs import runs_of
from reviewer.store.schema import NEWEST
from reviewer.store.workspace import Workspace, create_workspace, open_workspace

Old = Callable[[], Workspace]


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Old:
    url = request.getfixturevalue("empty_database")() if request.param == "postgresql" else None
    return lambda: first_workspace(tmp_path / "old", url)


def test_every_row_is_still_there(old: Old) -> None:
    made = old()
    with made.reading() as connection:
        assert schema_version(connection) == VERSION
        before = contents(connection)
    made.close()
    assert set(before) == set(TABLES)
    assert all(before.values())
    opened = open_workspace(made.folder)
    with opened.reading() as connection:
        assert schema_version(connection) == NEWEST
        after = contents(connection)
    opened.close()
    for table, rows in before.items():
        columns = rows[0].keys()
        assert [{name: row[name] for name in columns} for row in after[table]] == rows


def _versions() -> list[str]:
    return [one.revision for one in ScriptDirectory(str(Path(migrations.__path__[0]))).walk_revisions()]


@pytest.mark.parametrize("version", _versions())
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_version_is_brought_to_the_newest(
    version: str, database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = request.getfixturevalue("empty_database")() if database == "postgresql" else None
    made = create_workspace(tmp_path, url, version=version, fill=lambda _, connection: fill(connection))
    with made.reading() as connection:
        before = contents(connection)
    made.close()
    opened = open_workspace(tmp_path)
    with opened.reading() as connection:
        assert schema_version(connection) == NEWEST
        after = contents(connection)
    opened.close()
    for table, rows in before.items():
        assert [{name: row[name] for name in rows[0]} for row in after[table]] == rows


def test_it_reads_as_before(old: Old) -> None:
    made = old()
    made.close()
    opened = open_workspace(made.folder)
    with opened.writing() as connection:
        found = find_campaign(connection, "Зима 2026")
        assert found is not None
        assert [one.name for one in campaigns(connection)] == ["Папка", "Зима 2026"]
        kept = in_force(submissions(connection, found.id))
        names = [[file.name for file in one.files] for one in kept]
        assert names == [["Берёзовский район/план.docx"], ["план 2.docx"]]
        assert [deed.kind for deed in deeds(connection)] == ["backup", "campaign"]
        (run,) = runs_of(connection, found.id)
        assert (run.summary.region, run.outputs[0].name) == ("Заозёрье", "справка.docx")
        assert [(entry.ordinal, entry.undoes) for entry in entries(connection, found.id)] == [(1, None), (2, 1)]
        assert standing(entries(connection, found.id)) == []
        assert hand_in(connection, found.id, kept[0].files, "методист", complete=True).id == 3
    assert opened.blobs.get(PLAN_SHA256) == PLAN
    opened.close()


def test_the_database_before_it_is_kept(tmp_path: Path) -> None:
    with first_workspace(tmp_path).reading() as connection:
        before = contents(connection)
    open_workspace(tmp_path)
    copy = tmp_path / f"workspace-{VERSION}.db"
    assert [path.name for path in tmp_path.glob("*.unfinished")] == []
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(VERSION,)]
        for table, rows in before.items():
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(rows),)  # noqa: S608 - ours


def test_a_failed_upgrade_changes_nothing(old: Old, monkeypatch: pytest.MonkeyPatch) -> None:
    made = old()
    with made.reading() as connection:
        before = contents(connection)
    migrate = migrating.migrate

    def fail(connection: object) -> None:
        migrate(connection)  # type: ignore[arg-type]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reviewer.store.workspace.migrate", fail)
    with pytest.raises(OSError, match="No space"):
        open_workspace(made.folder)
    with made.reading() as connection:
        assert schema_version(connection) == VERSION
        assert contents(connection) == before
    made.close()


def test_two_upgrade_at_once(old: Old) -> None:
    made = old()
    made.close()
    code = "import sys, pathlib; from reviewer.store.workspace import open_workspace as o; o(pathlib.Path(sys.argv[1]))"
    started = [subprocess.Popen([sys.executable, "-c", code, str(made.folder)]) for _ in range(3)]
    assert [process.wait(120) for process in started] == [0, 0, 0]
    opened = open_workspace(made.folder)
    with opened.reading() as connection:
        assert schema_version(connection) == NEWEST
        assert len(campaigns(connection)) == 2
    opened.close()


def test_a_newer_workspace_is_refused(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UsageError, match="более новой версией программы"):
        open_workspace(workspace.folder)
    assert not (workspace.folder / "workspace-9999.db").exists()
