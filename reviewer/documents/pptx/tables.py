"""Tables of slides. A table that does not fit one slide goes on in a table of the next, under the same head."""

from __future__ import annotations

from dataclasses import replace

from reviewer.documents.pptx.text import plain_text
from reviewer.documents.safe_xml import Element
from reviewer.model.document import Cell, Table

_TRUE = frozenset({"1", "true"})
_WIDEST_SPAN = 1_000


def squares_of(grid: Element) -> int:
    """Grid squares of an `a:tbl`."""
    rows = list(grid.iterchildren("{*}tr"))
    return len(rows) * max((sum(1 for _ in row.iterchildren("{*}tc")) for row in rows), default=0)


def table_of(grid: Element, number: int, page: int) -> Table | None:
    """The table of an `a:tbl`; None where it has no cell. `page`: of its slide."""
    rows = [list(row.iterchildren("{*}tc")) for row in grid.iterchildren("{*}tr")]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return None
    covered_below = [0] * width
    cells: list[Cell] = []
    for line, row in enumerate(rows):
        for column, element in enumerate(row):
            if _is_on(element, "hMerge") or _is_on(element, "vMerge") or covered_below[column] > line:
                continue
            end = min(width, column + _span(element, "gridSpan"))
            end = next((place for place in range(column, end) if covered_below[place] > line), end)
            below = min(len(rows), line + _span(element, "rowSpan"))
            covered_below[column:end] = [below] * (end - column)
            text = plain_text(element.find("{*}txBody"))
            cells.append(Cell(line, column, text, below - line, end - column, page))
    return Table(number, len(rows), width, tuple(cells))


def goes_on(table: Table, following: Table) -> bool:
    """Whether a table of the next slide repeats the head of this one."""
    head = _row(table, 0)
    return table.column_count == following.column_count and len(head) > 1 and head == _row(following, 0)


def joined(table: Table, following: Table) -> Table:
    """One table of two, the head of the second left out."""
    down = table.row_count - 1
    moved = [replace(cell, row=cell.row + down) for cell in following.cells if cell.row > 0]
    return replace(table, row_count=down + following.row_count, cells=(*table.cells, *moved))


def _row(table: Table, row: int) -> list[tuple[int, int, int, str]]:
    cells = (cell for cell in table.cells if cell.row == row)
    return [(cell.column, cell.column_span, cell.row_span, " ".join(cell.text.split())) for cell in cells]


def _is_on(element: Element, name: str) -> bool:
    return element.get(name) in _TRUE


def _span(element: Element, name: str) -> int:
    text = element.get(name, "1")
    return min(max(1, int(text)), _WIDEST_SPAN) if text.isdecimal() else 1
