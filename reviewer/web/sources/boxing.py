"""Boxes on pages: the cells of an asked row, the quoted words in them, and the rest of a row that a page break has cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from reviewer.model.document import Box, Cell
from reviewer.web.sources.locating import RowPlace
from reviewer.web.sources.marking import Mark, Stretch, letters_of
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
    table = place.table
    below = [cell for row in table.rows_of_activity(place.row)[1:] for cell in table.grid.rows[row] if cell.row == row]
    for cell in (*table.grid.rows[place.row], *below):
        own_marks = [mark for mark in marks if mark.key == (cell.row, cell.column)]
        if cell.box is not None and cell.page is not None and (cell.row == place.row or own_marks):
            kind: BoxKind = "shared" if cell.row < place.row else "row"
            whole = Boxed(cell.page, _boxed(cell.box, kind), follows=cell.row > place.row)
            yield whole
            yield from _inside(cell, cell.box, whole, own_marks, sheets)


def _inside(cell: Cell, box: Box, whole: Boxed, marks: Sequence[Mark], sheets: Mapping[int, Sheet]) -> Iterator[Boxed]:
    """The rest of a cell on the next page, and the marked words, where the pages have its text letter for letter."""
    page = whole.page
    if page not in sheets or not sheets[page].words:
        return
    here = sheets[page].words_in(box)
    rest = _overleaf(cell, box, here, sheets.get(page + 1))
    if rest:
        yield Boxed(page + 1, _boxed(_around(rest), whole.box.kind), follows=True)
    stretches = [(mark.start, mark.end) for mark in marks]
    for found in _quoted(cell.text, stretches, [*here, *rest]):
        yield replace(found, follows=found.page > page)


def _quoted(text: str, marked: Sequence[Stretch], words: Sequence[SheetWord]) -> Iterator[Boxed]:
    """The words that print the marked stretches of a text. `words`: those that print it, from its beginning."""
    printed, whole = Printed.of(words), letters_of(text)
    for first, last in marked:
        start = len(letters_of(text[:first]))
        stop = start + len(letters_of(text[first:last]))
        if printed.letters[start:stop] == whole[start:stop]:
            yield from boxes_of(printed.stretch(start, stop), "quote")


def _overleaf(cell: Cell, box: Box, here: Sequence[SheetWord], sheet: Sheet | None) -> list[SheetWord]:
    """The words of a cell that stand on the next page, in the same column."""
    printed, whole = Printed.of(here).letters, letters_of(cell.text)
    if sheet is None or not printed or printed == whole or not whole.startswith(printed):
        return []
    column = Box(box.left_pt, 0.0, box.right_pt, sheet.frame.height)
    return _words_with(sheet.words_in(column), whole.removeprefix(printed))


def text_boxes(text: str, marked: Sequence[Stretch], sheet: Sheet) -> Iterator[Boxed]:
    """A text on a sheet, and the marked stretches of it, where it stands there word for word."""
    words = _words_with(sheet.words_in(), letters_of(text))
    if words:
        yield Boxed(sheet.number, _boxed(_around(words), "row"))
        yield from _quoted(text, marked, words)


def _words_with(words: Sequence[SheetWord], letters: str) -> list[SheetWord]:
    """The first words that spell a text, none where none do."""
    printed = [(word, letters_of(word.text)) for word in words]
    starts = (place for place, (_, own) in enumerate(printed) if own and letters.startswith(own))
    return next(filter(None, (_spelled(islice(printed, start, None), letters) for start in starts)), [])


def _spelled(printed: Iterable[tuple[SheetWord, str]], letters: str) -> list[SheetWord]:
    """The words from the first on, where they spell a text. A number beside its lines may stand between them."""
    words: list[SheetWord] = []
    for word, own in printed:
        if letters.startswith(own):
            words.append(word)
            letters = letters.removeprefix(own)
        elif own.startswith(letters):
            return [*words, word]
        elif not own.isdigit():
            return []
        if not letters:
            return words
    return []


def boxes_of(words: Sequence[SheetWord], kind: BoxKind) -> Iterator[Boxed]:
    """A box for each line of words."""
    for (page, _), line in groupby(words, key=lambda word: (word.page, word.line)):
        yield Boxed(page, _boxed(_around(list(line)), kind))


def _around(words: Sequence[SheetWord]) -> Box:
    boxes = [word.box for word in words]
    return Box(
        min(box.left_pt for box in boxes) - _PADDING_PT,
        min(box.top_pt for box in boxes) - _PADDING_PT,
        max(box.right_pt for box in boxes) + _PADDING_PT,
        max(box.bottom_pt for box in boxes) + _PADDING_PT,
    )


def _boxed(box: Box, kind: BoxKind) -> PageBox:
    left, top = round(box.left_pt, 1), round(box.top_pt, 1)
    return PageBox(kind, left, top, round(box.right_pt - box.left_pt, 1), round(box.bottom_pt - box.top_pt, 1))
