"""One page recognised: its tables cell by cell, then what stands outside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.documents.pdf.frame import Frame
from reviewer.documents.pdf.furniture import PageLayout
from reviewer.documents.pdf.lattice import Grid
from reviewer.documents.pdf.lines import lines_of
from reviewer.documents.pdf.stamps import without_stamps
from reviewer.documents.pdf.tables import PageTable, fill_grid
from reviewer.documents.pdf.words import Word
from reviewer.documents.scan.cells import ReadCell, read_cells
from reviewer.documents.scan.cleaning import cleaned
from reviewer.documents.scan.crops import Box, crop_of
from reviewer.documents.scan.pictures import PagePicture
from reviewer.documents.scan.placing import PlacedLine, bold_words, placed_lines, words_of
from reviewer.documents.scan.quality import Quality, quality_of
from reviewer.documents.scan.recogniser import PAGE, ReadLine, Recogniser, confidence_of
from reviewer.documents.scan.second_look import with_second_look
from reviewer.documents.scan.sheet import Sheet, sheet_of
from reviewer.documents.scan.straightening import level, upright

_MIN_FILLED = 2
_MIN_LINE_CONFIDENCE = 0.4
"""Lines outside tables below it are signatures, seals and stains."""

_DOUBTFUL = 0.6


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """`turn`: the quarter turns that set it upright; `doubtful`: boxes of the cells that were read without confidence."""

    layout: PageLayout
    quality: Quality
    turn: int
    doubtful: tuple[Box, ...]


def read_picture(picture: PagePicture, recogniser: Recogniser, turn: int = 0) -> ScannedPage:
    """`turn`: that of the page before."""
    pixels, turn = upright(picture.pixels, recogniser, turn=turn)
    sheet = sheet_of(level(pixels))
    frame = Frame(1, 0, 0, 0, 1, 0, sheet.width_pt, sheet.height_pt)
    read = [(grid, _read_grid(sheet, grid, recogniser)) for grid in sheet.grids]
    outside = _read_outside(sheet, recogniser)
    cell_lines = {
        id(cell): placed_lines(cleaned(cell.lines, cell.crop), cell.crop)
        for _, cells in read
        for cell in cells
        if cell.crop
    }
    every = [*(line for lines in cell_lines.values() for line in lines), *outside]
    words = _Words(every)
    tables, loose = [], [words.of(outside)]
    for grid, cells in read:
        inside = words.of([line for cell in cells if cell.crop for line in cell_lines[id(cell)]])
        table, _ = fill_grid(grid, inside, frame, picture.number)
        if sum(1 for cell in table.cells if cell.lines) >= _MIN_FILLED:
            tables.append(table)
        else:
            loose.append(inside)
    lines = lines_of(without_stamps([word for found in loose for word in found])[0])
    layout = PageLayout(picture.number, frame.width, frame.height, tuple(lines), _in_order(tables), bold_words(every))
    quality = quality_of(line.words for line in every)
    return ScannedPage(layout, quality, turn, tuple(_doubtful(read)))


class _Words:
    """The words of placed lines, all of them seen at once so that the usual size of type is that of the page."""

    def __init__(self, lines: Sequence[PlacedLine]) -> None:
        words = iter(words_of(lines))
        self._of = {id(line): [next(words) for _ in line.words] for line in lines}

    def of(self, lines: Iterable[PlacedLine]) -> list[Word]:
        return [word for line in lines for word in self._of[id(line)]]


def _read_grid(sheet: Sheet, grid: Grid, recogniser: Recogniser) -> list[ReadCell]:
    """The cells of a grid, which is then wiped off the sheet: a grid in a cell of another is read once."""
    cells = read_cells(sheet, grid, recogniser)
    sheet.wipe(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
    return cells


def _read_outside(sheet: Sheet, recogniser: Recogniser) -> list[PlacedLine]:
    crop = crop_of(sheet, (0.0, 0.0, sheet.width_pt, sheet.height_pt))
    if crop is None:
        return []
    found = next(with_second_look([crop], recogniser.lines([crop.pixels], PAGE), recogniser))
    sure: list[ReadLine] = [line for line in found if confidence_of([line]) >= _MIN_LINE_CONFIDENCE]
    return placed_lines(cleaned(sure, crop), crop)


def _doubtful(read: Iterable[tuple[Grid, list[ReadCell]]]) -> Iterable[Box]:
    for grid, cells in read:
        for cell in cells:
            if cell.lines and confidence_of(cell.lines) < _DOUBTFUL:
                yield grid.box(cell.region)


def _in_order(tables: list[PageTable]) -> tuple[PageTable, ...]:
    return tuple(sorted(tables, key=lambda table: (table.box.top_pt, table.box.left_pt)))
