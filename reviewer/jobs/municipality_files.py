"""The municipalities of a new region out of a file: the table of a workbook or a document, or lines with separators."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from reviewer.documents.reading import read_document
from reviewer.model.document import Document, Table
from reviewer.model.errors import UsageError

MOST_BYTES = 10 << 20
KINDS = (".xlsx", ".csv", ".docx", ".xls", ".ods", ".doc", ".odt", ".pdf", ".txt", ".tsv")
_PLAIN = (".csv", ".txt", ".tsv")
_SEPARATORS = ("\t", ";", ",")


def table_of(path: Path, name: str) -> str:
    """The rows of the file as lines with tabs, ready to be looked through by a person; lines in a cell are told apart by «|».

    Args:
        name: What the user calls the file: its ending tells plain text from documents.

    Raises:
        UsageError: There is no table in it, or the ending is none of `KINDS`.
        InputError: It cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise UsageError("Файл слишком велик для списка муниципалитетов: больше 10 МБ.", code="municipalities")
    suffix = Path(name).suffix.lower()
    if suffix not in KINDS:
        message = f"Такой файл не подходит. Подойдут: {', '.join(KINDS)}; или вставьте таблицу в поле."
        raise UsageError(message, code="municipalities")
    rows = _plain_rows(path) if suffix in _PLAIN else _rows(read_document(path, name=name))
    lines = ["\t".join(row).rstrip() for row in rows if any(row)]
    if not lines:
        raise UsageError("В файле не нашлось таблицы с муниципалитетами. Вставьте её в поле.", code="municipalities")
    return "\n".join(lines)


def _plain_rows(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((one for one in _SEPARATORS if one in first), "\t")
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    except csv.Error:
        return []
    return [[_joined(cell) for cell in row] for row in rows]


def _rows(document: Document) -> list[list[str]]:
    """Of the table with most rows: what stands beside it is a heading or a signature."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if not tables:
        return []
    largest = max(tables, key=lambda table: table.row_count)
    return list(_grid(largest))


def _grid(table: Table) -> Iterator[list[str]]:
    texts = {(cell.row, cell.column): _joined(cell.text) for cell in table.cells}
    for row in range(table.row_count):
        yield [texts.get((row, column), "") for column in range(table.column_count)]


def _joined(text: str) -> str:
    return " | ".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
