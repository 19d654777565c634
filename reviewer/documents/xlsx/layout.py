"""Which rows of a sheet are a table, and which are lines of text above, between and below.

A sheet is a grid from end to end, and says nowhere what of it is a table. Where lines are drawn round most of the full
rows they tell; else fullness does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.documents.xlsx.sheet import SheetCell, SheetRow
from reviewer.model.document import Cell, Paragraph, Table

MIN_TABLE_CELLS = 2
UNRULED_GAP = 2
"""Empty rows that part two tables of a sheet without lines; one may stand between sections."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that are a table, or else lines of text."""

    rows: Sequence[SheetRow]
    is_table: bool


def blocks_of(rows: Sequence[SheetRow]) -> list[Block]:
    """The rows in order, as tables and lines between them."""
    cut = _cut(rows)
    blocks: list[Block] = []
    done = 0
    for first, last in cut:
        while first < last and len(rows[first].cells) < MIN_TABLE_CELLS:
            first += 1  # noqa: PLW2901 - a title over the whole table is no row of it
        if done < first:
            blocks.append(Block(rows[done:first], is_table=False))
        blocks.append(Block(rows[first : last + 1], is_table=True))
        done = last + 1
    if done < len(rows):
        blocks.append(Block(rows[done:], is_table=False))
    return blocks


def _cut(rows: Sequence[SheetRow]) -> list[tuple[int, int]]:
    """First and last place of the rows of each table."""
    fullest = max((len(row.cells) for row in rows), default=0)
    if fullest < MIN_TABLE_CELLS:
        return []
    enough = max(MIN_TABLE_CELLS, fullest // 2 + 1)
    full = [place for place, row in enumerate(rows) if len(row.cells) >= enough]
    ruled = sum(rows[place].ruled for place in full) * 2 >= len(full)
    core = [place for place, row in enumerate(rows) if row.ruled] if ruled else full
    spans: list[tuple[int, int]] = []
    for place in core:
        if spans and _adjoin(rows, spans[-1][1], place, ruled=ruled):
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((place, place))
    if not ruled:
        spans = [(first, _with_thin_rows(rows, last)) for first, last in spans]
    return [(first, last) for first, last in spans if any(len(row.cells) > 1 for row in rows[first : last + 1])]


def _adjoin(rows: Sequence[SheetRow], above: int, below: int, *, ruled: bool) -> bool:
    """Whether two rows of tables belong to one: no gap between them, or in a sheet without lines a small one."""
    widest = max(row.gap for row in rows[above + 1 : below + 1])
    return widest < (1 if ruled else UNRULED_GAP)


def _with_thin_rows(rows: Sequence[SheetRow], last: int) -> int:
    """The rows right below a table without lines belong to it, however few of their cells are filled."""
    while last + 1 < len(rows) and not rows[last + 1].gap:
        last += 1
    return last


def lines_of(rows: Iterable[SheetRow], width: int) -> Iterator[Paragraph]:
    """Each cell a line, row by row; but blocks that stand side by side (two approvals) are read one after the other.

    `width`: columns of the sheet with text; a cell over more than half of them is centred on the page.
    """
    for group in _side_by_side(rows):
        for cell in group:
            centered = cell.style.centered or cell.column_span > max(1, width // 2)
            yield Paragraph(cell.text, bold=cell.bold, centered=centered)


def _side_by_side(rows: Iterable[SheetRow]) -> Iterator[list[SheetCell]]:
    group: list[SheetCell] = []
    columns: set[int] = set()
    for row in rows:
        here = {cell.column for cell in row.cells}
        if group and (row.gap or not here <= columns):
            yield sorted(group, key=lambda cell: (cell.column, cell.row))
            group, columns = [], set()
        group.extend(row.cells)
        columns |= here
    yield sorted(group, key=lambda cell: (cell.column, cell.row))


def table_size(rows: Sequence[SheetRow]) -> tuple[int, int, int]:
    """Rows, columns and the first column (0-based) of a table."""
    first = min(cell.column for row in rows for cell in row.cells)
    last = max(cell.column for row in rows for cell in row.cells)
    return rows[-1].index - rows[0].index + 1, last - first + 1, first


def table_of(rows: Sequence[SheetRow], number: int) -> Table:
    """The table of these rows. What merged cells hide is left out, and a merge ends where the table does."""
    height, width, first_column = table_size(rows)
    top = rows[0].index
    covered_below = [0] * width
    cells: list[Cell] = []
    for row in rows:
        for cell in row.cells:
            line, column = row.index - top, cell.column - first_column
            if covered_below[column] > line:
                continue
            end = min(column + cell.column_span, width)
            end = next((place for place in range(column, end) if covered_below[place] > line), end)
            below = min(line + cell.row_span, height)
            covered_below[column:end] = [below] * (end - column)
            cells.append(Cell(line, column, cell.text, below - line, end - column))
    return Table(number, height, width, tuple(cells), first_row=top + 1)
