"""A table broken over pages, made one again.

The parts are added one by one. Only the last part is looked at when the next is added, so the time grows with the table
and not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from reviewer.documents.pdf.broken_rows import Numbering, Seam, continues
from reviewer.documents.pdf.columns import with_same_columns
from reviewer.documents.pdf.repeated_header import first_rows, without_repeated_header
from reviewer.documents.pdf.tables import PageCell, PageTable


class GrowingTable:
    """A table and the parts of it found so far.

    `_last` is the part on the last page, its rows counted from its own top: a cell that began on a page before has a
    negative row. `_above` rows lie before it, and the cells that end in them are done.
    """

    def __init__(self, first: PageTable) -> None:
        self.page = first.page
        self._header = first_rows(first)
        self._done: list[PageCell] = []
        self._above = 0
        self._last = first
        self._numbering: Numbering | None = None

    def add(self, part: PageTable) -> bool:
        """Take the next part, False where it is a table of its own. Nothing but page breaks may lie between them."""
        aligned = with_same_columns(self._last, part)
        if aligned is None:
            return False
        if aligned[0] is not self._last:
            self._widen(aligned[0])
        below = without_repeated_header(self._header, aligned[1])
        if below.row_count:
            seam = Seam(self._last, below, self._numbering)
            self._numbering = seam.numbering
            if continues(seam):
                self._join(seam, _rest_of_row(seam), shared_rows=1)
            else:
                self._join(seam, _rest_of_merges(seam), shared_rows=0)
        return True

    def whole(self) -> PageTable:
        cells = (*self._done, *_moved(self._last.cells, self._above))
        ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
        return replace(self._last, page=self.page, row_count=self._above + self._last.row_count, cells=ordered)

    def _widen(self, wider: PageTable) -> None:
        """Bring what was collected on the columns of a part that has more."""

        def on_wider(table: PageTable) -> PageTable:
            both = with_same_columns(replace(table, xs=self._last.xs), replace(wider, cells=()))
            return both[0] if both else table

        self._header = on_wider(self._header)
        self._done = list(on_wider(replace(self._last, cells=tuple(self._done))).cells)
        self._last = wider

    def _join(self, seam: Seam, rests: dict[tuple[int, int], PageCell], shared_rows: int) -> None:
        """Put the part below the seam under that above. `rests`: cells above, by row and column, with what is added."""
        step = seam.first.row_count - shared_rows
        reaching = [cell for cell in seam.first.cells if shared_rows and cell.row + cell.row_span > step]
        kept = {(cell.row, cell.column): cell for cell in reaching} | rests
        self._done += _moved((cell for cell in seam.first.cells if (cell.row, cell.column) not in kept), self._above)
        swallowed = {cell.column for cell in seam.head if _is_swallowed(cell, seam, rests)}
        below = [cell for cell in seam.second.cells if cell.row or cell.column not in swallowed]
        self._above += step
        self._last = replace(seam.second, cells=(*_moved(kept.values(), -step), *below))


def _is_swallowed(cell: PageCell, seam: Seam, rests: dict[tuple[int, int], PageCell]) -> bool:
    above = seam.tail.get(cell.column)
    return above is not None and (above.row, above.column) in rests


def _rest_of_row(seam: Seam) -> dict[tuple[int, int], PageCell]:
    """Every cell of the last row with the text of the cell below it."""
    return _extended(seam, lambda above, below: True, shared_rows=1)  # noqa: ARG005 - every pair is one cell


def _rest_of_merges(seam: Seam) -> dict[tuple[int, int], PageCell]:
    """The cells merged over rows on both sides of the seam, where the row below is no new numbered one."""
    anew = seam.head_number is not None and bool(seam.head_number.lines)
    return {} if anew or not seam.filled_head else _extended(seam, _goes_on_merged, shared_rows=0)


def _goes_on_merged(above: PageCell, below: PageCell) -> bool:
    same = (above.column, above.column_span) == (below.column, below.column_span)
    return same and not below.lines and (above.row_span > 1 or below.row_span > 1)


def _extended(
    seam: Seam, is_one: Callable[[PageCell, PageCell], bool], shared_rows: int
) -> dict[tuple[int, int], PageCell]:
    found: dict[tuple[int, int], PageCell] = {}
    for below in seam.head:
        above = seam.tail.get(below.column)
        if above is None or not is_one(above, below):
            continue
        key = (above.row, above.column)
        grown = found.get(key, above)
        rows = max(grown.row_span, above.row_span + below.row_span - shared_rows)
        found[key] = replace(grown, row_span=rows, lines=(*grown.lines, *below.lines))
    return found


def _moved(cells: Iterable[PageCell], rows: int) -> list[PageCell]:
    return [replace(cell, row=cell.row + rows) for cell in cells]
