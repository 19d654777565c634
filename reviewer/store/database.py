"""Opens the database of a workspace: SQLite in a file, or PostgreSQL by its URL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from reviewer.model.errors import UsageError

BUSY_SECONDS = 60
"""How long a writer waits for the one before it."""
_WRITES = "reviewer_writes"


def open_engine(url: str) -> Engine:
    """An engine whose transactions are begun by `reading` and `writing`.

    Raises:
        UsageError: The URL is of a database that is not supported.
    """
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError as error:
        raise UsageError(f"Адрес базы данных не разобран. {_KNOWN}", code="workspace") from error
    if backend == "sqlite":
        return _sqlite(url)
    if backend == "postgresql":
        return _postgresql(url)
    raise UsageError(f"База данных «{backend}» не поддерживается. {_KNOWN}", code="workspace")


_KNOWN = "Годятся SQLite (без адреса) и PostgreSQL: postgresql+psycopg://пользователь:пароль@сервер/база."


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database from its beginning to its end."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is committed at the end; an exception takes all of it back."""
    with engine.connect() as connection:
        connection.execution_options(**{_WRITES: True})
        with connection.begin():
            yield connection


def insert_missing(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with its key is there already. Returns whether it was inserted."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return bool(connection.execute(make(table).values(**values).on_conflict_do_nothing()).rowcount)


def _sqlite(url: str) -> Engine:
    """No connection is kept between transactions: child processes that are forked then inherit none."""
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """The driver's own transactions are switched off: it would begin none before a SELECT, and none that writes at once."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=20)
    os.register_at_fork(after_in_child=lambda: engine.dispose(close=False))
    return engine
