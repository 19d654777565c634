"""A workspace: a folder with the files, and the database beside them or elsewhere."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from reviewer.model.errors import UsageError
from reviewer.store import database
from reviewer.store.blobs import Blobs
from reviewer.store.migrating import migrate, schema_version
from reviewer.store.schema import NEWEST

VARIABLE = "REVIEWER_WORKSPACE"
_SETTINGS = "workspace.toml"
_DATABASE = "workspace.db"


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace. `url`: of its database."""

    folder: Path
    url: str
    engine: Engine
    blobs: Blobs

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the database from its beginning to its end."""
        return database.reading(self.engine)

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that is committed at the end; an exception takes all of it back."""
        return database.writing(self.engine)

    def close(self) -> None:
        self.engine.dispose()

    @property
    def place(self) -> str:
        """Where its database is, in words, without a password."""
        return make_url(self.url).render_as_string(hide_password=True)


def default_folder() -> Path:
    """That of the environment variable REVIEWER_WORKSPACE, else one in the user's own data."""
    given = os.environ.get(VARIABLE)
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_path  # noqa: PLC0415 - needed only where nobody said where

    return user_data_path("reviewer", appauthor=False)


def is_workspace(folder: Path) -> bool:
    return (folder / _SETTINGS).is_file()


def create_workspace(folder: Path, url: str | None = None, *, version: str = NEWEST) -> Workspace:
    """Make a new workspace.

    Args:
        url: Of an empty PostgreSQL database; by default SQLite in the folder.
        version: Of the schema, for a backup of an older one.

    Raises:
        UsageError: There is one already, the folder cannot be written to, or the database is not empty or not to be had.
    """
    if is_workspace(folder):
        raise UsageError(f"В папке «{folder}» уже есть рабочая папка программы.", code="workspace")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        workspace = _at(folder, url)
        with _told(workspace), workspace.writing() as connection:
            if url is not None and schema_version(connection) is not None:
                message = f"База данных {workspace.place} уже занята. Укажите пустую."
                raise UsageError(message, code="workspace")
            migrate(connection, version)
        _write_settings(folder, url)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return workspace


def open_workspace(folder: Path | None = None, *, make: bool = False) -> Workspace:
    """Open a workspace and bring its schema up to date.

    Args:
        folder: By default that of the user (`default_folder`).
        make: Make it where there is none.

    Raises:
        UsageError: There is none, it was made by a newer program, or its database is not to be had.
    """
    folder = folder or default_folder()
    if not is_workspace(folder):
        if make:
            return create_workspace(folder)
        message = f"В «{folder}» нет рабочей папки программы. Создайте её: reviewer workspace init «{folder}»."
        raise UsageError(message, code="workspace")
    workspace = _at(folder, _read_settings(folder))
    with _told(workspace):
        _bring_up_to_date(workspace)
    return workspace


def _bring_up_to_date(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        version = schema_version(connection)
    if version == NEWEST:
        return
    if workspace.engine.dialect.name == "sqlite" and version is not None:
        _keep_copy(workspace, version)
    with workspace.writing() as connection:
        migrate(connection)


def _keep_copy(workspace: Workspace, version: str) -> None:
    """The database as it was before it is changed, in case that the older program is to be used again."""
    copy = workspace.folder / f"workspace-{version}.db"
    if not copy.exists():
        with workspace.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))


def _at(folder: Path, url: str | None) -> Workspace:
    url = url or f"sqlite:///{(folder / _DATABASE).resolve()}"
    return Workspace(folder, url, database.open_engine(url), Blobs(folder / "files"))


def _write_settings(folder: Path, url: str | None) -> None:
    """Last of all: a folder that has it is whole. It may hold a password."""
    lines = ["# Рабочая папка программы reviewer: здесь хранятся документы, результаты и решения."]
    lines += [f'database = "{url}"'] if url else []
    unfinished = folder / f"{_SETTINGS}.{os.getpid()}"
    unfinished.touch(mode=0o600)
    unfinished.write_text("\n".join(lines) + "\n", encoding="utf-8")
    unfinished.replace(folder / _SETTINGS)


def _read_settings(folder: Path) -> str | None:
    try:
        url = tomllib.loads((folder / _SETTINGS).read_text(encoding="utf-8")).get("database")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"Файл «{folder / _SETTINGS}» испорчен. Восстановите рабочую папку из резервной копии."
        raise UsageError(message, code="workspace") from error
    return url if isinstance(url, str) else None


@contextmanager
def _told(workspace: Workspace) -> Iterator[None]:
    """What a database says becomes a message for a user."""
    try:
        yield
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__).strip().partition("\n")[0]
        advice = (
            "Проверьте, что сервер базы данных запущен, а место на диске не кончилось."
            if isinstance(error, OperationalError)
            else "Восстановите рабочую папку из резервной копии."
        )
        message = f"База данных {workspace.place} не открывается ({reason}). {advice}"
        raise UsageError(message, code="workspace") from error


def _unwritable(folder: Path, error: OSError) -> UsageError:
    message = f"Не удаётся создать рабочую папку «{folder}» ({error.strerror}). Укажите другую: --workspace ПАПКА."
    return UsageError(message, code="workspace")
