"""The migrations lead to the tables that the program knows, in both databases."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from reviewer.store import migrations
from reviewer.store.schema import NEWEST, metadata
from reviewer.store.workspace import Workspace


def test_migrations_and_tables_agree(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        found = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(found, metadata) == []


def test_the_newest_is_the_head() -> None:
    known = ScriptDirectory(str(Path(migrations.__path__[0])))
    assert known.get_heads() == [NEWEST]
    assert len(known.get_bases()) == 1
