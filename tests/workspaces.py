"""Fixtures that give a workspace in either database. A folder of tests has them by `from workspaces import *` in its conftest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from postgresql import Server, start

from reviewer.store.workspace import Workspace, create_workspace, open_workspace

__all__ = [
    "any_workspace",
    "empty_database",
    "postgresql",
    "postgresql_workspace",
    "sqlite_workspace",
    "template_database",
    "template_folder",
    "workspace",
]

MakeWorkspace = Callable[[Path], Workspace]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server for the session (each process of pytest-xdist has its own)."""
    running = start()
    yield running.server
    running.stop()


@pytest.fixture(scope="session")
def template_database(postgresql: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the newest schema and no rows; a copy of it is made faster than the schema."""
    name = postgresql.create()
    create_workspace(tmp_path_factory.mktemp("template"), postgresql.url(name)).close()
    return name


@pytest.fixture
def empty_database(postgresql: Server) -> Iterator[Callable[[], str]]:
    """Gives the URL of a new PostgreSQL database without a schema at each call."""
    made: list[str] = []

    def make() -> str:
        made.append(postgresql.create())
        return postgresql.url(made[-1])

    yield make
    for name in made:
        postgresql.drop(name)


@pytest.fixture(scope="session")
def template_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the newest schema and no rows; a copy of it is made faster than the schema."""
    folder = tmp_path_factory.mktemp("template")
    create_workspace(folder).close()
    return folder


@pytest.fixture
def sqlite_workspace(tmp_path: Path, template_folder: Path) -> Iterator[Workspace]:
    made = open_workspace(copytree(template_folder, tmp_path / "workspace"))
    yield made
    made.close()


@pytest.fixture
def postgresql_workspace(tmp_path: Path, empty_database: Callable[[], str]) -> Iterator[Workspace]:
    made = create_workspace(tmp_path / "workspace", empty_database())
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_workspace(request: pytest.FixtureRequest) -> Iterator[MakeWorkspace]:
    """Makes new workspaces in one of the databases, as many as a test needs; each test is run with both."""
    server = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    template = request.getfixturevalue("template_database" if server else "template_folder")
    made: list[tuple[Workspace, str]] = []

    def make(folder: Path) -> Workspace:
        name = server.create(template) if server else ""
        if server:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "workspace.toml").write_text(f'database = "{server.url(name)}"\n', encoding="utf-8")
        else:
            copytree(template, folder)
        made.append((open_workspace(folder), name))
        return made[-1][0]

    yield make
    for one, name in made:
        one.close()
        if server:
            server.drop(name)


@pytest.fixture
def workspace(any_workspace: MakeWorkspace, tmp_path: Path) -> Workspace:
    """A new workspace; each test is run with SQLite and with PostgreSQL."""
    return any_workspace(tmp_path / "workspace")
