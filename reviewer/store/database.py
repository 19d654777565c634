"""Opens the database of a workspace: SQLite in a file, or PostgreSQL by its URL."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.exc import ArgumentError, IntegrityError
from sqlalchemy.pool import NullPool

from reviewer.model.errors import UsageError

BUSY_SECONDS = 60
"""How long a writer waits for the one before it."""
CONNECT_SECONDS = 10
"""How long a server may take to answer."""
_PAUSE_SECONDS = 0.01
_FORM = "reviewer_form"
_READS, _WRITES, _REBUILDS = "reads", "writes", "rebuilds"
_WRITERS = 0x7265766965776572
"""The lock of a PostgreSQL database that its writers take one after another («reviewer»)."""


def open_engine(url: str) -> Engine:
    """An engine whose transactions are begun by `reading` and `writing`.

    Raises:
        UsageError: The URL is of a database that is not supported.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UsageError(f"Адрес базы данных не разобран. {_KNOWN}", code="workspace") from error
    backend = parsed.drivername.partition("+")[0]
    if backend == "sqlite":
        return _sqlite(parsed)
    if backend in {"postgresql", "postgres"}:
        return _postgresql(parsed.set(drivername="postgresql+psycopg"))
    raise UsageError(f"База данных «{backend}» не поддерживается. {_KNOWN}", code="workspace")


_KNOWN = "Годятся SQLite (без адреса) и PostgreSQL: postgresql+psycopg://пользователь:пароль@сервер/база."


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database from its beginning to its end, and cannot write."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, *, rebuilds: bool = False) -> Iterator[Connection]:
    """A transaction that is committed at the end; an exception takes all of it back.

    There is one at a time: what it has read stays true until it is committed.

    Args:
        rebuilds: Tables are made anew, so SQLite asks for foreign keys at the end only.
    """
    with engine.connect() as connection:
        connection.execution_options(**{_FORM: _REBUILDS if rebuilds else _WRITES})
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
            yield connection
            if rebuilds and engine.dialect.name == "sqlite":
                _check_foreign_keys(connection)


def insert_missing(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with its key is there already. Returns whether it was inserted."""
    if connection.dialect.name == "sqlite":
        return bool(connection.execute(insert_sqlite(table).values(**values).on_conflict_do_nothing()).rowcount)
    from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 - a tenth of the start, for those who have SQLite

    return bool(connection.execute(insert(table).values(**values).on_conflict_do_nothing()).rowcount)


def _sqlite(url: URL) -> Engine:
    """No connection is kept between transactions: child processes that are forked then inherit none."""
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """The driver's own transactions are switched off: it would begin none before a SELECT, and none that writes at once."""
    connection.isolation_level = None
    _to_wal(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _to_wal(connection: sqlite3.Connection) -> None:
    """Who changes the mode of a new file while another does is refused at once, whatever the time-out."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _begin(connection: Connection) -> None:
    form = connection.get_execution_options().get(_FORM, _READS)
    if form == _READS:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    if form == _REBUILDS:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("BEGIN" if form == _READS else "BEGIN IMMEDIATE")


def _check_foreign_keys(connection: Connection) -> None:
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise IntegrityError(f"a row of {broken[0]} refers to nothing", None, ValueError(str(tuple(broken))))


def _postgresql(url: URL) -> Engine:
    waits = {"connect_timeout": CONNECT_SECONDS}
    engine = create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=20, connect_args=waits)
    _pooled.add(engine)
    return engine


_pooled: WeakSet[Engine] = WeakSet()
"""Engines that keep connections. They belong to the process that opened them: a fork's child opens its own."""


def _leave_to_parent() -> None:
    for engine in _pooled:
        engine.dispose(close=False)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_to_parent)
