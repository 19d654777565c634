"""The header rows that a table repeats at the top of each page."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from difflib import SequenceMatcher

from reviewer.documents.pdf.tables import PageCell, PageTable

_SIMILAR = 0.8
_MAX_COMPARED = 300
_MAX_HEADER_ROWS = 6
_DIGITS = re.compile(r"\d+")
_NOT_LETTERS = re.compile(r"[\W_]+")


def without_repeated_header(first: PageTable, second: PageTable) -> PageTable:
    """The second part without the rows at its top that repeat the header of the first. Both have the same columns.

    The header may be repeated whole, or only its last row that numbers the columns.
    """
    return drop_rows(second, _repeated_rows(_rows(first), _rows(second)))


def first_rows(table: PageTable) -> PageTable:
    """The rows of a table among which its header is looked for."""
    return replace(table, cells=tuple(cell for cell in table.cells if cell.row < _MAX_HEADER_ROWS))


def drop_rows(table: PageTable, count: int) -> PageTable:
    """The table without its first rows; a count that would cut a cell in two is lowered."""
    while count and any(cell.row < count < cell.row + cell.row_span for cell in table.cells):
        count -= 1
    if not count:
        return table
    kept = tuple(replace(cell, row=cell.row - count) for cell in table.cells if cell.row >= count)
    return replace(table, row_count=table.row_count - count, cells=kept)


def _rows(table: PageTable) -> list[list[PageCell]]:
    rows: dict[int, list[PageCell]] = defaultdict(list)
    for cell in table.cells:
        if cell.row < _MAX_HEADER_ROWS:
            rows[cell.row].append(cell)
    return [rows[row] for row in range(min(table.row_count, _MAX_HEADER_ROWS))]


def _repeated_rows(header: list[list[PageCell]], rows: list[list[PageCell]]) -> int:
    for offset in range(min(_MAX_HEADER_ROWS, len(header))):
        if offset and not (rows and _numbers_columns(rows[0])):
            continue
        count = 0
        for above, row in zip(header[offset : offset + _MAX_HEADER_ROWS], rows, strict=False):
            if not _same_row(above, row):
                break
            count += 1
        if count:
            return count
    return 0


def _same_row(first: list[PageCell], second: list[PageCell]) -> bool:
    places = [(cell.column, cell.column_span, cell.row_span) for cell in first]
    if not first or places != [(cell.column, cell.column_span, cell.row_span) for cell in second]:
        return False
    texts = [(_folded(a), _folded(b)) for a, b in zip(first, second, strict=True)]
    return any(a for a, _ in texts) and all(_similar(a, b) for a, b in texts)


def _numbers_columns(row: list[PageCell]) -> bool:
    """Whether a row counts the columns: 1, 2, 3 …"""
    texts = [cell.text.strip(" .") for cell in row]
    return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _folded(cell: PageCell) -> str:
    return _NOT_LETTERS.sub("", cell.text.lower())


def _similar(first: str, second: str) -> bool:
    if first == second:
        return True
    if not first or not second or max(len(first), len(second)) > _MAX_COMPARED:
        return False
    if _DIGITS.findall(first) != _DIGITS.findall(second):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _SIMILAR
