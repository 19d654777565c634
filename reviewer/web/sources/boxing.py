"""Boxes on pages: the cells of an asked row, the quoted words in them, and the rest of a row that a page break has cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from reviewer.model.document import Box, Cell
from reviewer.web.sources.locating import RowPlace
from reviewer.web.sources.marking import Mark, letters_of
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
    for cell in place.table.grid.rows[place.row]:
        own_marks = [mark for mark in marks if mark.key == (cell.row, cell.column)]
        is_own = cell.row == place.row
        if cell.box is None or cell.page is None or not (is_own or own_marks):
            continue
        yield Boxed(cell.page, _boxed(cell.box, "row" if is_own else "shared"))
        sheet = sheets.get(cell.page)
        if sheet is not None and sheet.words:
            here = sheet.words_in(cell.box)
            rest = _overleaf(cell, cell.box, here, sheets.get(cell.page + 1))
            if rest:
                yield Boxed(cell.page + 1, _boxed(_around(rest), "row" if is_own else "shared"), follows=True)
            yield from _quoted(cell, Printed.of([*here, *rest]), own_marks)


def _quoted(cell: Cell, printed: Printed, marks: Sequence[Mark]) -> Iterator[Boxed]:
    """The boxes of the words of a cell that are marked, where the page has the cell's text letter for letter."""
    whole = letters_of(cell.text)
    for mark in marks:
        start = len(letters_of(cell.text[: mark.start]))
        stop = start + len(letters_of(cell.text[mark.start : mark.end]))
        if printed.letters[start:stop] == whole[start:stop]:
            yield from boxes_of(printed.stretch(start, stop), "quote")


def _overleaf(cell: Cell, box: Box, here: Sequence[SheetWord], sheet: Sheet | None) -> list[SheetWord]:
    """The words of a cell that stand on the next page, in the same column."""
    printed, whole = Printed.of(here).letters, letters_of(cell.text)
    if sheet is None or not printed or printed == whole or not whole.startswith(printed):
        return []
    column = Box(box.left_pt, 0.0, box.right_pt, sheet.frame.height)
    return _words_with(sheet.words_in(column), whole.removeprefix(printed))


def text_boxes(text: str, sheet: Sheet) -> list[Boxed]:
    """The lines of a text on a sheet, where it stands there word for word."""
    return list(boxes_of(_words_with(sheet.words_in(), letters_of(text)), "row"))


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
