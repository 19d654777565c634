"""Rows for every table of a schema, whatever its columns: for tests of what must hold for all tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, LargeBinary, MetaData, String, Table, func, select

ROWS = 3
"""In each table."""


def reflected(connection: Connection) -> Mapping[str, Table]:
    """The tables as the database has them, whoever refers to another after it."""
    metadata = MetaData()
    metadata.reflect(connection)
    return {table.name: table for table in metadata.sorted_tables if table.name != "alembic_version"}


def fill(connection: Connection) -> None:
    """Put rows into each table; a table of which rows are there already gets none."""
    for table in reflected(connection).values():
        if not connection.execute(select(func.count()).select_from(table)).scalar():
            for number in range(1, ROWS + 1):
                connection.execute(table.insert().values(_row(connection, table, number)))


def contents(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, in the order of their keys."""
    found = {}
    for name, table in reflected(connection).items():
        rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        found[name] = [dict(sorted(row.items())) for row in rows]
    return found


def _row(connection: Connection, table: Table, number: int) -> dict[str, object]:
    numbered = isinstance(next(iter(table.primary_key.columns)).type, Integer)
    filled = (column for column in table.columns if not (numbered and column.primary_key))
    return {column.name: _value(connection, column, number) for column in filled}


def _value(connection: Connection, column: Column[Any], number: int) -> object:
    for key in column.foreign_keys:
        if key.column.table is column.table:
            return None if number == 1 else number - 1
        return connection.execute(select(key.column).order_by(key.column).offset(number - 1).limit(1)).scalar_one()
    kind = column.type
    if isinstance(kind, Boolean):
        return number % 2 == 0
    if isinstance(kind, Integer):
        return number
    if isinstance(kind, LargeBinary):
        return bytes([0, 255, number])
    if isinstance(kind, String):
        return _text(column.name, number, kind.length)
    message = f"no value for {column.table.name}.{column.name} of type {kind}"
    raise TypeError(message)


def _text(name: str, number: int, length: int | None) -> str:
    if length == 64:
        return f"{number:x}" * 64
    if length == 27:
        return f"2026-01-19T08:30:00.00000{number}Z"
    if length is not None:
        return f"{name} {number}"[:length]
    return f'{{"{name}": "Строка №{number}\\u0007, «ёлочки»"}}'
