"""The rows of any schema's tables as lines of JSON, and back: the same whatever the database."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, LargeBinary, MetaData, Table, inspect, select, text

_BATCH = 500
"""Rows that are in memory at once."""


class WrongRowError(ValueError):
    """A line is no row of its table."""


def tables(connection: Connection) -> list[Table]:
    """Those that the database has, whichever version it is of; a table stands after those that it refers to."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """Its rows in the order of their keys, a line for each."""
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_BATCH)
    encode = msgspec.json.Encoder().encode
    for row in connection.execute(query).mappings():
        yield encode(dict(row)) + b"\n"


def insert_lines(connection: Connection, table: Table, lines: Iterable[bytes]) -> int:
    """Put rows into an empty table. Returns how many.

    Raises: WrongRowError, sqlalchemy.exc.IntegrityError and DataError where the rows cannot be its rows.
    """
    rows = (_row(table, line) for line in lines)
    count = 0
    while batch := list(islice(rows, _BATCH)):
        connection.execute(table.insert(), batch)
        count += len(batch)
    return count


def last_numbers(connection: Connection) -> dict[str, int]:
    """The last number that each table gave to a row, which may be gone."""
    if connection.dialect.name == "sqlite":
        return {row.name: row.seq for row in connection.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    found = {
        table: connection.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()  # noqa: S608 - a name that the server gave, quoted
        for table, sequence in _sequences(connection).items()
    }
    return {table: row.last_value for table, row in found.items() if row.is_called}


def set_last_numbers(connection: Connection, numbers: Mapping[str, int]) -> None:
    """The next row of a table gets the number after this. Raises: WrongRowError for a table that numbers nothing."""
    sqlite = connection.dialect.name == "sqlite"
    sequences = {name: name for name in inspect(connection).get_table_names()} if sqlite else _sequences(connection)
    for table, number in numbers.items():
        if table not in sequences or number < 1:
            raise WrongRowError(table)
        if sqlite:
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
            connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :seq)"), {"name": table, "seq": number})
        else:
            connection.execute(text("SELECT setval(:name, :seq)"), {"name": sequences[table], "seq": number})


def _sequences(connection: Connection) -> dict[str, str]:
    """Of PostgreSQL: the sequence of each table that numbers its rows."""
    query = text("SELECT pg_get_serial_sequence(quote_ident(:name), 'id')")
    numbered = [name for name in inspect(connection).get_table_names() if _has_id(connection, name)]
    found = {name: connection.execute(query, {"name": name}).scalar() for name in numbered}
    return {name: sequence for name, sequence in found.items() if sequence}


def _has_id(connection: Connection, table: str) -> bool:
    return any(column["name"] == "id" for column in inspect(connection).get_columns(table))


def _row(table: Table, line: bytes) -> dict[str, Any]:
    try:
        row = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WrongRowError(table.name) from error
    if row.keys() != set(table.columns.keys()):
        raise WrongRowError(table.name)
    return {name: _value(table.columns[name], value) for name, value in row.items()}


def _value(column: Column[Any], value: object) -> object:
    if value is None:
        return None
    if isinstance(column.type, LargeBinary) and isinstance(value, str):
        return b64decode(value)
    if type(value) is not column.type.python_type:
        raise WrongRowError(f"{column.table.name}.{column.name}")
    return value
