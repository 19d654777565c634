"""Pages that the lattice cannot be trusted with, and pdfplumber for these.

A painted table has no rules, only shaded rectangles; in a half-ruled one text is left over between the cells. pdfplumber
builds cells from every edge that it can find. It is many times slower, so it is only asked where the lattice declines,
and only believed where more of the text lies in its cells.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import pypdfium2

from reviewer.documents.pdf.lattice import Grid, grid_of_boxes
from reviewer.documents.pdf.rulings import Drawing, Shade
from reviewer.documents.pdf.tables import PageTable
from reviewer.documents.pdf.words import Word

_MIN_SHADES = 4
_LEFT_OVER_SHARE = 0.15
_MIN_COLUMNS = 2
_NEAR_PT = 3.0


class FallbackTables:
    """pdfplumber over one file, opened when it is first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: BinaryIO | None = None
        self._pdf: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pdf is not None:
            with suppress(Exception):  # closing reads the pages' boxes, and a damaged file breaks that too
                self._pdf.close()
        if self._stream is not None:
            self._stream.close()

    def grids(self, index: int, page: pypdfium2.PdfPage) -> list[Grid]:
        """The tables of the page with the 0-based index, in points of the upright page; none where pdfplumber fails."""
        import pdfplumber  # noqa: PLC0415 - a tenth of a second, for the few files that need it

        try:
            if self._stream is None:
                self._stream = self._path.open("rb")
                logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
                self._pdf = pdfplumber.open(self._stream)
            plumbed = self._pdf.pages[index]  # fails for each page where the file itself did not open
            try:
                boxes = [[cell for row in table.rows for cell in row.cells if cell] for table in plumbed.find_tables()]
            finally:
                plumbed.close()
        except Exception:  # noqa: BLE001 - a damaged file breaks pdfminer in many ways, and the lattice's answer stands
            return []
        media, crop = page.get_mediabox(), page.get_cropbox()
        dx, dy = media[0] - crop[0], crop[3] - media[3]
        moved = [[(x1 + dx, y1 + dy, x2 + dx, y2 + dy) for x1, y1, x2, y2 in table] for table in boxes]
        return [grid for table in moved if len((grid := grid_of_boxes(table)).xs) > _MIN_COLUMNS]


def declines(drawing: Drawing, grids: Sequence[Grid], outside: Sequence[Word]) -> bool:
    """Whether the lattice has reason to think that it missed cells."""
    return _is_painted(drawing.shades, grids, outside) or _leaves_text_over(grids, outside)


def finds_more(
    others: Sequence[PageTable], other_rest: Sequence[Word], tables: Sequence[PageTable], rest: Sequence[Word]
) -> bool:
    """Whether the other tables hold more of the page's text in at least as many cells."""
    cells = sum(1 for table in tables for cell in table.cells if cell.lines)
    other_cells = sum(1 for table in others for cell in table.cells if cell.lines)
    return len(other_rest) < len(rest) and other_cells > cells


def _is_painted(shades: Sequence[Shade], grids: Sequence[Grid], outside: Sequence[Word]) -> bool:
    """Several shaded rectangles side by side hold text that lies in no cell."""
    holding = [shade for shade in shades if not any(_covers(grid, shade) for grid in grids)]
    if len(holding) < _MIN_SHADES:
        return False
    holding = [shade for shade in holding if any(_holds(shade, word) for word in outside)]
    lefts = {round(shade.left / _NEAR_PT) for shade in holding}
    return len(holding) >= _MIN_SHADES and _MIN_COLUMNS <= len(lefts) <= len(holding) / 2


def _leaves_text_over(grids: Sequence[Grid], outside: Sequence[Word]) -> bool:
    """A good part of the text within the outline of a grid lies in none of its cells."""
    inside = sum(1 for word in outside if any(_is_within(grid, word) for grid in grids))
    return bool(outside) and inside > _LEFT_OVER_SHARE * len(outside)


def _covers(grid: Grid, shade: Shade) -> bool:
    return (
        grid.xs[0] - _NEAR_PT <= shade.left
        and shade.right <= grid.xs[-1] + _NEAR_PT
        and grid.ys[0] - _NEAR_PT <= shade.top
        and shade.bottom <= grid.ys[-1] + _NEAR_PT
    )


def _holds(shade: Shade, word: Word) -> bool:
    return (
        shade.left <= (word.left + word.right) / 2 <= shade.right
        and shade.top <= (word.top + word.bottom) / 2 <= shade.bottom
    )


def _is_within(grid: Grid, word: Word) -> bool:
    return grid.xs[0] < word.left and word.right < grid.xs[-1] and grid.ys[0] < word.top and word.bottom < grid.ys[-1]
