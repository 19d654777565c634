"""Boxes on pages: the cells of an asked row, the quoted words in them, and the rest of a row that a page break has cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reviewer.model.document import Box, Cell
from reviewer.web.sources.locating import RowPlace
from reviewer.web.sources.marking import MIN_JOINED_LETTERS, Mark, letters_of
from reviewer.web.sources.sheets import Sheet, SheetWord
from reviewer.web.sources.view import BoxKind, PageBox

_PADDING_PT = 1.5


@dataclass(frozen=True, slots=True)
class Boxed:
    """A box and its page. `follows`: whether it holds the rest of a cell that began on the page before."""

    page: int
    box: PageBox
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """Words in reading order and their letters."""

    words: tuple[SheetWord, ...]
    letters: str
    owners: tuple[int, ...]

    @classmethod
    def of(cls, words: Sequence[SheetWord]) -> Printed:
        letters, owners = [], []
        for place, word in enumerate(words):
            own = letters_of(word.text)
            letters.append(own)
            owners += [place] * len(own)
        return cls(tuple(words), "".join(letters), tuple(owners))

    def stretch(self, start: int, stop: int) -> list[SheetWord]:
        """The words that have some of these letters."""
        kept = dict.fromkeys(self.owners[start:stop])
        return [self.words[place] for place in kept]


def row_boxes(place: RowPlace, marks: Sequence[Mark], sheets: Mapping[int, Sheet]) -> Iterator[Boxed]:
    """The boxes of a row's cells that are known, of the words marked in them, and of what stands of them overleaf."""
    marked = {mark.key for mark in marks}
    for cell in place.table.grid.rows[place.row]:
        is_own = cell.row == place.row
        if cell.box is None or cell.page is None or not (is_own or (cell.row, cell.column) in marked):
            continue
        yield Boxed(cell.page, _boxed(cell.box, "row" if is_own else "shared"))
        sheet = sheets.get(cell.page)
        if sheet is not None and sheet.words:
            yield from _inside(cell, cell.box, [mark for mark in marks if mark.key == (cell.row, cell.column)], sheets)


def _inside(cell: Cell, box: Box, marks: Sequence[Mark], sheets: Mapping[int, Sheet]) -> Iterator[Boxed]:
    page = cell.page or 0
    printed = Printed.of(sheets[page].words_in(box))
    whole = letters_of(cell.text)
    for mark in marks:
        start = len(letters_of(cell.text[: mark.start]))
        stop = start + len(letters_of(cell.text[mark.start : mark.end]))
        if printed.letters[start:stop] == whole[start:stop]:
            yield from (Boxed(page, found) for found in boxes_of(printed.stretch(start, stop), "quote"))
    rest = whole.removeprefix(printed.letters)
    overleaf = sheets.get(page + 1)
    if overleaf is not None and printed.letters and len(rest) < len(whole) and len(rest) >= MIN_JOINED_LETTERS:
        column = Box(box.left_pt, 0.0, box.right_pt, overleaf.frame.height)
        words = _words_with(Printed.of(overleaf.words_in(column)), rest)
        if words:
            yield Boxed(page + 1, _boxed(_around([word.box for word in words]), "row"), follows=True)


def text_boxes(text: str, sheet: Sheet) -> list[Boxed]:
    """The lines of a text on a sheet, where it stands there word for word."""
    words = _words_with(Printed.of(sheet.words_in()), letters_of(text))
    return [Boxed(sheet.number, box) for box in boxes_of(words, "row")]


def _words_with(printed: Printed, letters: str) -> list[SheetWord]:
    start = printed.letters.find(letters) if len(letters) >= MIN_JOINED_LETTERS else -1
    return printed.stretch(start, start + len(letters)) if start >= 0 else []


def boxes_of(words: Sequence[SheetWord], kind: BoxKind) -> Iterator[PageBox]:
    """A box for each line of words."""
    for _, line in groupby(words, key=lambda word: word.line):
        yield _boxed(_around([word.box for word in line]), kind)


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left_pt for box in boxes) - _PADDING_PT,
        min(box.top_pt for box in boxes) - _PADDING_PT,
        max(box.right_pt for box in boxes) + _PADDING_PT,
        max(box.bottom_pt for box in boxes) + _PADDING_PT,
    )


def _boxed(box: Box, kind: BoxKind) -> PageBox:
    left, top = round(box.left_pt, 1), round(box.top_pt, 1)
    return PageBox(kind, left, top, round(box.right_pt - box.left_pt, 1), round(box.bottom_pt - box.top_pt, 1))
