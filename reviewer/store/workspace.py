"""A workspace: a folder with the files, and the database beside them or elsewhere."""

from __future__ import annotations

import json
import os
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, make_url
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    IntegrityError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
)

from reviewer.model.errors import UsageError
from reviewer.model.os_reasons import reason_of
from reviewer.store import database
from reviewer.store.blobs import Blobs
from reviewer.store.migrating import check_known, migrate, schema_version
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

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database from its beginning to its end, and cannot write.

        Raises: UsageError where the database is not to be had.
        """
        with self._told(), database.reading(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self, *, rebuilds: bool = False) -> Iterator[Connection]:
        """A transaction that is committed at the end; an exception takes all of it back. There is one at a time.

        Raises: UsageError where the database is not to be had, or another writer does not come to an end.
        """
        with self._told(), database.writing(self.engine, rebuilds=rebuilds) as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()

    @property
    def place(self) -> str:
        """Where its database is, in words, without a password."""
        url = make_url(self.url)
        return str(url.database) if self.engine.dialect.name == "sqlite" else url.render_as_string(hide_password=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What a database says of itself becomes a message for a user; what it says of our rows is a defect."""
        try:
            yield
        except DatabaseError as error:
            if isinstance(error, IntegrityError | DataError | ProgrammingError | NotSupportedError):
                raise
            raise _not_to_be_had(self.place, error) from error


Fill = Callable[[Workspace, Connection], None]


def default_folder() -> Path:
    """That of the environment variable REVIEWER_WORKSPACE, else one in the user's own data."""
    given = os.environ.get(VARIABLE)
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_path  # noqa: PLC0415 - needed only where nobody said where

    return user_data_path("reviewer", appauthor=False)


def is_workspace(folder: Path) -> bool:
    return (folder / _SETTINGS).is_file()


def create_workspace(
    folder: Path, url: str | None = None, *, version: str = NEWEST, fill: Fill | None = None
) -> Workspace:
    """Make a new workspace.

    Args:
        url: Of an empty PostgreSQL database; by default SQLite in the folder.
        version: Of the schema, for a backup of an older one.
        fill: Puts rows into the new tables; where it fails, there is no workspace.

    Raises:
        UsageError: There is one already, the folder cannot be written to, or the database is not empty or not to be had.
    """
    if is_workspace(folder):
        raise UsageError(f"В папке «{folder}» уже есть рабочая папка программы.", code="workspace")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _opened(folder, url) as workspace:
            with workspace.writing(rebuilds=True) as connection:
                _check_free(workspace, connection)
                migrate(connection, version)
                if fill:
                    fill(workspace, connection)
            _write_settings(folder, url)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return workspace


def _check_free(workspace: Workspace, connection: Connection) -> None:
    """Two who make the same folder's SQLite at once have the same one."""
    if workspace.engine.dialect.name != "sqlite" and inspect(connection).get_table_names():
        raise UsageError(f"База данных {workspace.place} уже занята. Укажите пустую.", code="workspace")


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
        message = f"В «{folder}» нет рабочей папки программы. Создайте её: reviewer workspace init {folder}."
        raise UsageError(message, code="workspace")
    with _opened(folder, _read_settings(folder)) as workspace:
        _bring_up_to_date(workspace)
    return workspace


def _bring_up_to_date(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        version = schema_version(connection)
    if version == NEWEST:
        return
    if version is None:
        message = f"База данных {workspace.place} пуста. Восстановите рабочую папку из резервной копии."
        raise UsageError(message, code="workspace")
    check_known(version)
    with workspace.writing(rebuilds=True) as connection:
        if workspace.engine.dialect.name == "sqlite" and schema_version(connection) == version:
            _keep_copy(workspace.folder, version)
        migrate(connection)


def _keep_copy(folder: Path, version: str) -> None:
    """The database as it was before it is changed, in case that the older program is to be used again."""
    unfinished = folder / f"workspace-{version}.db.unfinished"
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(folder / _DATABASE)) as source:
        source.execute("VACUUM INTO ?", (str(unfinished),))
    unfinished.replace(folder / f"workspace-{version}.db")


@contextmanager
def _opened(folder: Path, url: str | None) -> Iterator[Workspace]:
    """It stays open unless what is done with it fails."""
    own = URL.create("sqlite", database=str((folder / _DATABASE).resolve())).render_as_string()
    workspace = Workspace(folder, url or own, database.open_engine(url or own), Blobs(folder / "files"))
    try:
        yield workspace
    except BaseException:
        workspace.close()
        raise


def _write_settings(folder: Path, url: str | None) -> None:
    """Last of all: a folder that has it is whole. It may hold a password."""
    lines = ["# Рабочая папка программы reviewer: здесь хранятся документы, результаты и решения."]
    lines += [f"database = {json.dumps(url, ensure_ascii=False)}"] if url else []
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


def _not_to_be_had(place: str, error: DatabaseError) -> UsageError:
    reason = str(error.orig or type(error).__name__).strip().partition("\n")[0]
    advice = (
        "Проверьте, что сервер базы данных запущен, а место на диске не кончилось."
        if isinstance(error, OperationalError)
        else "Восстановите рабочую папку из резервной копии."
    )
    return UsageError(f"База данных {place} не отвечает ({reason}). {advice}", code="workspace")


def _unwritable(folder: Path, error: OSError) -> UsageError:
    message = f"Не удаётся создать рабочую папку «{folder}» ({reason_of(error)}). Укажите другую: --workspace ПАПКА."
    return UsageError(message, code="workspace")
