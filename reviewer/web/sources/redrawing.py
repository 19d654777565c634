"""A table drawn again: its head, the rows round the asked ones in sight, the others in groups that can be hidden.

A merged cell that reaches from one group into the next is drawn in both, so that any group may be hidden and the rest
still stands in its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewer.model.document import Cell
from reviewer.web.sources.locating import PlacedTable
from reviewer.web.sources.marking import Stretch, marked_lines
from reviewer.web.sources.view import GroupKind, Line, RowGroup, Run, TableView, ViewCell, ViewRow

MAX_FAR_ROWS = 150
"""Rows that are kept at each end of a gap between the rows in sight."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is asked of one table.

    Attributes:
        anchors: The asked rows, 0-based, with the id of each in the page.
        marks: What to mark, by the row and column in which its cell begins.
        in_sight: Further rows that must be shown: headings and rows that a quote is from.
        above: Lines of running text above the table that a quote is from.
    """

    table: PlacedTable
    anchors: Mapping[int, str]
    marks: Mapping[tuple[int, int], Sequence[Stretch]]
    in_sight: frozenset[int] = frozenset()
    above: tuple[Line, ...] = ()


def redrawn(drawing: Drawing, *, around: int, whole: bool) -> TableView:
    """`around`: rows in sight before and after each asked one; `whole`: whether the others are drawn too, to be hidden."""
    grid = drawing.table.grid
    near = _near_rows(drawing, around)
    groups = [*_borrowed_head(drawing.table)]
    omitted = 0
    for kind, start, stop in _runs_of(drawing.table, near):
        for part in _kept(kind, start, stop, whole=whole, height=grid.height):
            if isinstance(part, int):
                omitted += part
                continue
            groups.append(RowGroup(kind, tuple(_rows(drawing, part)), omitted))
            omitted = 0
    return TableView(grid.table.number, grid.width, tuple(groups), grid.table.page, drawing.above, omitted)


def _near_rows(drawing: Drawing, around: int) -> frozenset[int]:
    height = drawing.table.grid.height
    wanted = {row for asked in drawing.anchors for row in range(asked - around, asked + around + 1)}
    return frozenset(row for row in wanted | drawing.in_sight if 0 <= row < height)


def _runs_of(table: PlacedTable, near: frozenset[int]) -> Iterator[tuple[GroupKind, int, int]]:
    """Stretches of rows of one kind, in order."""
    start = 0
    kinds = [_kind(table, row, near) for row in range(table.grid.height)]
    for row in range(1, len(kinds) + 1):
        if row == len(kinds) or kinds[row] != kinds[start]:
            yield kinds[start], start, row
            start = row


def _kind(table: PlacedTable, row: int, near: frozenset[int]) -> GroupKind:
    header = table.header
    first, last = (header.first, header.last) if header else (0, table.grid.table.header_rows)
    if first <= row < last:
        return "header"
    return "near" if row in near else "far"


def _kept(kind: GroupKind, start: int, stop: int, *, whole: bool, height: int) -> list[range | int]:
    """The rows of a stretch that are drawn, and how many are left out between them: the far ends of a long table."""
    if kind != "far":
        return [range(start, stop)]
    if not whole:
        return [stop - start]
    below, above = (0 if start == 0 else MAX_FAR_ROWS), (0 if stop == height else MAX_FAR_ROWS)
    if stop - start <= below + above:
        return [range(start, stop)]
    kept: list[range | int] = [range(start, start + below), stop - start - below - above, range(stop - above, stop)]
    return [part for part in kept if isinstance(part, int) or len(part)]


def _rows(drawing: Drawing, rows: range) -> Iterator[ViewRow]:
    table = drawing.table.grid.table
    for row in rows:
        cells = tuple(_cells(drawing, row, rows))
        yield ViewRow(table.first_row + row, cells, drawing.anchors.get(row))


def _cells(drawing: Drawing, row: int, group: range) -> Iterator[ViewCell]:
    """The cells to draw in a row: those that begin in it or, in the first row of a group, reach into it; gaps are filled."""
    grid = drawing.table.grid
    column = 0
    for cell in grid.rows[row]:
        if cell.column > column:
            yield ViewCell((), column_span=cell.column - column)
        column = max(column, cell.column + cell.column_span)
        if row in {cell.row, group.start}:
            yield _cell(drawing, cell, row, group)
    if column < grid.width:
        yield ViewCell((), column_span=grid.width - column)


def _cell(drawing: Drawing, cell: Cell, row: int, group: range) -> ViewCell:
    end = min(cell.row + cell.row_span, group.stop)
    marked = drawing.marks.get((cell.row, cell.column), ())
    lines = marked_lines(cell.text, marked)
    return ViewCell(lines, end - row, cell.column_span, goes_on=cell.row < row)


def _borrowed_head(table: PlacedTable) -> Iterator[RowGroup]:
    """The titles of the table before, for one that goes on with it and has no head of its own."""
    header = table.header
    if header is None or header.last > 0 or not any(column.title for column in header.columns):
        return
    cells: list[ViewCell] = []
    heads: list[int] = []
    for column in header.columns:
        if heads and heads[-1] == column.head and column.head >= 0:
            cells[-1] = ViewCell(cells[-1].lines, column_span=cells[-1].column_span + 1)
        else:
            cells.append(ViewCell(((Run(column.title),),)))
        heads.append(column.head)
    yield RowGroup("header", (ViewRow(None, tuple(cells)),))
