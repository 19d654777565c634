"""From rows of cells with spans to a grid: merged cells once, and columns that differ by a hair's breadth made one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from reviewer.model.document import Cell, Table

_SAME_EDGE_TWIPS = 115
"""Edges up to 2 mm apart are one edge: Word gives each row its own where an author has drawn them by hand."""


@dataclass(slots=True)
class PlacedCell:
    """A cell as its row states it. `start` and `end`: grid columns, 0-based, half-open; `page`: 1-based.

    Attributes:
        merged: It belongs to a vertical merge; `continues`: and is not its first.
    """

    start: int
    end: int
    text: str
    page: int
    merged: bool = False
    continues: bool = False


@dataclass(slots=True)
class RowTable:
    """A table while it is read. `widths_twips`: of the grid columns, as far as they are stated."""

    rows: list[list[PlacedCell]] = field(default_factory=list)
    header_rows: int = 0
    widths_twips: Sequence[int] = ()
    nested: list[RowTable] = field(default_factory=list)

    @property
    def column_count(self) -> int:
        return max((cell.end for row in self.rows for cell in row), default=0)


def numbered_tables(table: RowTable, first_number: int, *, laid_out: bool) -> list[Table]:
    """The table and then those nested in it, numbered from `first_number`; a table without a cell is left out.

    `laid_out`: whether the pages that were counted are those of a layout; else they are left out.
    """
    found: list[Table] = []
    waiting: list[tuple[RowTable, int | None]] = [(table, None)]
    while waiting:
        following, parent = waiting.pop()
        if following.column_count:
            number = first_number + len(found)
            found.append(_grid(following, number, parent, laid_out=laid_out))
            waiting.extend((nested, number) for nested in reversed(following.nested))
    return found


def _grid(table: RowTable, number: int, parent: int | None, *, laid_out: bool) -> Table:
    _fold_slivers(table)
    merged = _merge_down(table.rows)
    cells = tuple(
        Cell(index, cell.start, cell.text, row_span, cell.end - cell.start, cell.page if laid_out else None)
        for index, cell, row_span in merged
    )
    return Table(number, len(table.rows), table.column_count, cells, table.header_rows, parent)


def _merge_down(rows: Sequence[Sequence[PlacedCell]]) -> list[tuple[int, PlacedCell, int]]:
    """Row, cell and row span of each printed cell. A continuation with nothing of its width above stands for itself."""
    printed: list[tuple[int, PlacedCell]] = []
    spans: list[int] = []
    above: dict[tuple[int, int], int] = {}
    for index, row in enumerate(rows):
        here: dict[tuple[int, int], int] = {}
        for cell in row:
            edges = (cell.start, cell.end)
            anchor = above.get(edges) if cell.continues else None
            if anchor is None:
                anchor = len(printed)
                printed.append((index, cell))
                spans.append(0)
            spans[anchor] += 1
            if cell.merged:
                here[edges] = anchor
        above = here
    return [(index, cell, span) for (index, cell), span in zip(printed, spans, strict=True)]


def _fold_slivers(table: RowTable) -> None:
    """Drop grid columns too narrow to hold text, and the empty cells that have no other column."""
    narrow = _narrow_columns(table.widths_twips)
    if not narrow:
        return
    for row in table.rows:
        for cell in row:
            if cell.text and narrow.issuperset(range(cell.start, cell.end)):
                narrow.discard(cell.start)
    width = max(table.column_count, len(table.widths_twips))
    places = [0, *accumulate(0 if column in narrow else 1 for column in range(width))]
    for row in table.rows:
        for cell in row:
            cell.start, cell.end = places[cell.start], places[cell.end]
        row[:] = [cell for cell in row if cell.end > cell.start]


def _narrow_columns(widths_twips: Sequence[int]) -> set[int]:
    """Columns that lie, with the narrow ones just before them, within the tolerance."""
    narrow: set[int] = set()
    run = 0
    for column, width in enumerate(widths_twips):
        run = run + width if column - 1 in narrow else width
        if 0 <= run <= _SAME_EDGE_TWIPS:
            narrow.add(column)
    return narrow if len(narrow) < len(widths_twips) else set()
