"""One page taken apart: its tables, and the lines outside them."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

from reviewer.documents.pdf.fallback import FallbackTables, declines, finds_more
from reviewer.documents.pdf.frame import Frame, page_frame
from reviewer.documents.pdf.furniture import PageLayout
from reviewer.documents.pdf.lattice import Grid, find_grids, without_frames
from reviewer.documents.pdf.lines import Line, lines_of
from reviewer.documents.pdf.opening import MAX_PAGE_CHARACTERS
from reviewer.documents.pdf.rulings import read_drawing
from reviewer.documents.pdf.stamps import without_stamps
from reviewer.documents.pdf.tables import PageTable, fill_grid
from reviewer.documents.pdf.words import PageText, Word
from reviewer.model.errors import LimitExceededError, Place

_MIN_FILLED = 2


@dataclass(frozen=True, slots=True)
class ReadPage:
    """`letters`: how many characters the page has; `readable`: how many of them are letters or digits; `image_share`: the
    share of the page that its largest picture covers; `searchable`: whether it is a scan under invisible text.
    """

    layout: PageLayout
    letters: int
    readable: int
    image_share: float
    searchable: bool = False


def read_page(page: pypdfium2.PdfPage, number: int, name: str, fallback: FallbackTables) -> ReadPage:
    place = Place(file=name, page=number)
    text = PageText(page)
    try:
        if text.length > MAX_PAGE_CHARACTERS:
            raise LimitExceededError(
                "На странице слишком много текста. Сохраните документ заново или пришлите его в формате docx.",
                place=place,
            )
        turn = text.dominant_turn() if text.length else page.get_rotation()
        frame = page_frame(page.get_cropbox(), turn)
        words, _ = without_stamps(text.words(frame, turn))
        drawing = read_drawing(page, frame, place)
        grids = without_frames(find_grids(drawing.rulings), frame.width * frame.height)
        tables, outside = _filled(grids, words, frame, number)
        if declines(drawing, grids, outside) and turn == page.get_rotation() == 0:
            other = without_frames(fallback.grids(number - 1, page), frame.width * frame.height)
            others, rest = _filled(other, words, frame, number)
            if finds_more(others, rest, tables, outside):
                tables, outside = others, rest
        lines = lines_of(outside)
        bold = frozenset(word.index for line in lines for word in _ends(line) if text.is_bold(word))
    finally:
        text.close()
    printed = "".join(word.text for word in words)
    layout = PageLayout(number, frame.width, frame.height, tuple(lines), tuple(tables), bold)
    image_share = drawing.image_area / max(frame.width * frame.height, 1.0)
    return ReadPage(layout, len(printed), sum(map(str.isalnum, printed)), min(image_share, 1.0))


def _ends(line: Line) -> tuple[Word, Word]:
    return line.words[0], line.words[-1]


def _filled(grids: list[Grid], words: list[Word], frame: Frame, number: int) -> tuple[list[PageTable], list[Word]]:
    """Tables with text, inner ones first served, and the words outside them. A grid with one filled cell is a box round
    text and no table.
    """
    tables, outside = [], words
    for grid in sorted(grids, key=_area):
        table, rest = fill_grid(grid, outside, frame, number)
        if sum(1 for cell in table.cells if cell.lines) >= _MIN_FILLED:
            tables.append(table)
            outside = rest
    return sorted(tables, key=lambda table: (table.box.top_pt, table.box.left_pt)), outside


def _area(grid: Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])
