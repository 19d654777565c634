"""Grids filled with words: the tables of one page, before those broken over pages are joined."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.documents.pdf.cell_text import PrintedLine, cell_text, printed_lines
from reviewer.documents.pdf.frame import Frame
from reviewer.documents.pdf.lattice import Grid, Region
from reviewer.documents.pdf.lines import Line, lines_of
from reviewer.documents.pdf.words import Word
from reviewer.model.document import Box

_MAX_PADDING_PT = 8.0


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell with its lines as printed. `row` and `column` 0-based in the table that it belongs to."""

    row: int
    column: int
    row_span: int
    column_span: int
    page: int
    box: Box
    lines: tuple[PrintedLine, ...]

    @property
    def text(self) -> str:
        return cell_text(self.lines)


@dataclass(frozen=True, slots=True)
class PageTable:
    """`xs`: the columns' edges in points, one more than there are columns. `box`: its place on its (first) page."""

    page: int
    xs: tuple[float, ...]
    row_count: int
    box: Box
    cells: tuple[PageCell, ...]

    @property
    def column_count(self) -> int:
        return len(self.xs) - 1


def display_box(word: Word, frame: Frame) -> Box:
    """Where a word lies on the page as it is read, whatever the direction of its own text."""
    if word.turn == 90:  # noqa: PLR2004 - a quarter turn
        return Box(word.top, frame.height - word.right, word.bottom, frame.height - word.left)
    if word.turn == 180:  # noqa: PLR2004 - half a turn
        return Box(
            frame.width - word.right, frame.height - word.bottom, frame.width - word.left, frame.height - word.top
        )
    if word.turn == 270:  # noqa: PLR2004 - three quarters
        return Box(frame.width - word.bottom, word.left, frame.width - word.top, word.right)
    return Box(word.left, word.top, word.right, word.bottom)


def fill_grid(grid: Grid, words: Sequence[Word], frame: Frame, page: int) -> tuple[PageTable, list[Word]]:
    """The grid as a table with the words that lie in its cells, and the other words."""
    owners = {
        (row, column): index
        for index, region in enumerate(grid.regions)
        for row in range(region.row, region.row + region.row_span)
        for column in range(region.column, region.column + region.column_span)
    }
    inside: dict[int, list[Word]] = defaultdict(list)
    outside: list[Word] = []
    for word in words:
        for piece in _cut_at_walls(word, grid, owners, frame):
            owner = _owner(piece, grid, owners, frame)
            (outside if owner is None else inside[owner]).append(piece)
    lines = {index: lines_of(found) for index, found in inside.items()}
    return _table(grid, lines, page), outside


def _owner(word: Word, grid: Grid, owners: dict[tuple[int, int], int], frame: Frame) -> int | None:
    box = display_box(word, frame)
    row = bisect_right(grid.ys, (box.top_pt + box.bottom_pt) / 2) - 1
    column = bisect_right(grid.xs, (box.left_pt + box.right_pt) / 2) - 1
    return owners.get((row, column))


def _cut_at_walls(word: Word, grid: Grid, owners: dict[tuple[int, int], int], frame: Frame) -> list[Word]:
    """A word whose letters run through a wall, as text of two neighbouring cells without a gap."""
    if word.turn or not grid.ys[0] < (word.top + word.bottom) / 2 < grid.ys[-1]:
        return [word]
    pieces = [word]
    for edge in grid.xs[bisect_right(grid.xs, word.left) : bisect_right(grid.xs, word.right)]:
        parts = pieces[-1].cut(edge)
        if parts and _owner(parts[0], grid, owners, frame) != _owner(parts[1], grid, owners, frame):
            pieces[-1:] = parts
    return pieces


def _table(grid: Grid, lines: dict[int, list[Line]], page: int) -> PageTable:
    padding = _padding(grid, lines)
    cells = tuple(_cell(grid, region, lines.get(index, []), page, padding) for index, region in enumerate(grid.regions))
    box = Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
    return PageTable(page, grid.xs, len(grid.ys) - 1, box, cells)


def _cell(grid: Grid, region: Region, lines: list[Line], page: int, padding: float) -> PageCell:
    left, top, right, bottom = grid.box(region)
    printed = printed_lines(lines, left + padding, right - padding)
    return PageCell(
        region.row, region.column, region.row_span, region.column_span, page, Box(left, top, right, bottom), printed
    )


def _padding(grid: Grid, lines: dict[int, list[Line]]) -> float:
    """How far the table keeps its text from its walls, in points: the least that is seen at a left side."""
    seen = [
        line.left - grid.xs[grid.regions[index].column]
        for index, found in lines.items()
        for line in found
        if not line.turn
    ]
    return min(max(min(seen, default=0.0), 0.0), _MAX_PADDING_PT)
