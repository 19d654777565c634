"""Whether the first row of a page goes on with the last row of the page before.

An empty number alone does not tell: sub-rows under a merged number have none either. So each rule below answers or
abstains, and their order is the policy.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from reviewer.documents.pdf.cell_text import PrintedLine, had_room, is_list_item
from reviewer.documents.pdf.tables import PageCell, PageTable
from reviewer.language.morphology import part_of_speech

_NUMBER = re.compile(r"(?:№\s*)?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,5})\s*[.)]?")
_SENTENCE_END = (".", ";", ":", "!", "?")
_OPEN_END = (",", "-", "–", "—", "(", "/", "«")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_LINKING = frozenset(("PREP", "CONJ"))
_NUMBER_COLUMNS = 2
_MIN_NUMBERS = 2
_NUMBERED_SHARE = 0.5
_RARELY_UNNUMBERED = 0.25
_OFTEN_LOWER = 0.25


@dataclass(frozen=True, slots=True)
class Numbering:
    """The column of row numbers so far: its left edge in points, its cells, and how many of them are empty."""

    left: float
    cells: int
    empty: int


@dataclass(frozen=True)
class Seam:
    """The last row of one page over the first row of the next, on the same columns. `before`: what was seen of the row
    numbers above `first`.
    """

    first: PageTable
    second: PageTable
    before: Numbering | None = None

    @cached_property
    def tail(self) -> dict[int, PageCell]:
        """The cells that reach the last row, by each column that they cover."""
        last = self.first.row_count - 1
        reaching = [cell for cell in self.first.cells if cell.row + cell.row_span - 1 == last]
        return {c: cell for cell in reaching for c in range(cell.column, cell.column + cell.column_span)}

    @cached_property
    def head(self) -> list[PageCell]:
        return [cell for cell in self.second.cells if cell.row == 0]

    @cached_property
    def number_column(self) -> int | None:
        """The column of row numbers, where the table has one."""
        for column in range(min(_NUMBER_COLUMNS, self.first.column_count)):
            cells = [cell for table in (self.first, self.second) for cell in table.cells if _only_in(cell, column)]
            filled = [cell for cell in cells if cell.lines]
            numbers = [cell for cell in filled if _NUMBER.fullmatch("".join(line.text for line in cell.lines))]
            if len(numbers) >= _MIN_NUMBERS and len(numbers) >= _NUMBERED_SHARE * len(filled):
                return column
        if self.before is None:
            return None
        left = self.before.left
        return min(range(self.first.column_count), key=lambda column: abs(self.first.xs[column] - left))

    @cached_property
    def numbering(self) -> Numbering | None:
        """What is known of the row numbers down to the seam."""
        if self.number_column is None:
            return None
        cells = [cell for cell in self.first.cells if _only_in(cell, self.number_column)]
        known = self.before or Numbering(0, 0, 0)
        empty = sum(1 for cell in cells if not cell.lines)
        return Numbering(self.first.xs[self.number_column], known.cells + len(cells), known.empty + empty)

    @cached_property
    def head_number(self) -> PageCell | None:
        return next((cell for cell in self.head if cell.column == self.number_column), None)

    @property
    def filled_head(self) -> list[PageCell]:
        return [cell for cell in self.head if cell.lines]

    @cached_property
    def main_column(self) -> int | None:
        """The column that holds most of the text."""
        amount: dict[int, int] = {}
        for cell in self.first.cells:
            if cell.column_span == 1:
                amount[cell.column] = amount.get(cell.column, 0) + sum(len(line.text) for line in cell.lines)
        return max(amount, key=lambda column: (amount[column], -column), default=None)

    def pairs(self) -> list[Pair]:
        """The last printed line above and the first below, where both cells have text."""
        found = []
        for cell in self.filled_head:
            above = self.tail.get(cell.column)
            if above is not None and above.lines:
                found.append(Pair(cell.column, above.lines[-1], cell.lines[0]))
        return found

    def begins_in_lower_case(self, column: int) -> bool:
        """Whether cells of a column often begin in lower case, as deadlines do («по графику», «до 1 мая»)."""
        cells = [cell for cell in (*self.first.cells, *self.second.cells) if _only_in(cell, column) and cell.lines]
        whole = [cell for cell in cells if cell not in self.head]
        return sum(cell.lines[0].text[0].islower() for cell in whole) > _OFTEN_LOWER * len(whole)


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands above and below the seam in one column."""

    column: int
    above: PrintedLine
    below: PrintedLine

    @property
    def is_parted(self) -> bool:
        """Whether the line above ends a paragraph: what follows would have had room on it."""
        return had_room(self.above, self.below)


def continues(seam: Seam) -> bool:
    """Whether the first row below the seam is the rest of the last row above it."""
    for rule in _POLICY:
        answer = rule(seam)
        if answer is not None:
            return answer
    return False


def _only_in(cell: PageCell, column: int) -> bool:
    return cell.column == column and cell.column_span == 1


def _heading_row(seam: Seam) -> bool | None:
    """A row of one cell over the whole table is a section of its own."""
    columns = seam.first.column_count
    whole = [*seam.tail.values(), *seam.head]
    return False if columns > 1 and any(cell.column_span == columns for cell in whole) else None


def _numbered_anew(seam: Seam) -> bool | None:
    return False if seam.head_number is not None and seam.head_number.lines else None


def _subject_begins_anew(seam: Seam) -> bool | None:
    """The column with most of the text begins a sentence below, and there was room above."""
    for pair in seam.pairs():
        if pair.column == seam.main_column and pair.is_parted and not pair.below.text[0].islower():
            return False
    return None


def _goes_on_mid_sentence(seam: Seam) -> bool | None:
    for pair in seam.pairs():
        above, below = pair.above.text, pair.below.text
        if pair.is_parted or not below[0].islower() or is_list_item(below) or above.endswith(_SENTENCE_END):
            continue
        if not seam.begins_in_lower_case(pair.column):
            return True
    return None


def _left_open(seam: Seam) -> bool | None:
    """A cell above ends with a comma, a hyphen or a preposition."""
    for pair in seam.pairs():
        above, below = pair.above.text, pair.below.text
        if is_list_item(below) and not above.endswith("-"):
            continue
        last = _LAST_WORD.search(above)
        if above.endswith(_OPEN_END) or (last and last.group().islower() and part_of_speech(last.group()) in _LINKING):
            return True
    return None


def _under_merged_number(seam: Seam) -> bool | None:
    """Below a number that is merged over several rows, a row without a number is a sub-row."""
    number = seam.head_number
    if number is None or seam.number_column is None:
        return None
    above = seam.tail.get(seam.number_column)
    merged = number.row_span > 1 or (above is not None and above.row_span > 1)
    return False if merged else None


def _only_more_of_a_list(seam: Seam) -> bool | None:
    """One filled cell that goes on with list items, the rest of the row empty."""
    if seam.number_column is None or len(seam.filled_head) != 1:
        return None
    return True if is_list_item(seam.filled_head[0].lines[0].text) else None


def _new_list_row(seam: Seam) -> bool | None:
    """A row that begins with a list item and fills other cells as well is a row of its own."""
    first = seam.filled_head[0] if seam.filled_head else None
    return False if first is not None and is_list_item(first.lines[0].text) else None


def _lacks_its_number(seam: Seam) -> bool | None:
    """Where nearly every row has a number, one without is a remainder."""
    numbering = seam.numbering
    if numbering is None or seam.head_number is None:
        return None
    return True if numbering.empty <= _RARELY_UNNUMBERED * numbering.cells else None


def _lacks_its_subject(seam: Seam) -> bool | None:
    """Without numbers: the column that holds most of the table's text is empty."""
    if seam.number_column is not None or not seam.filled_head:
        return None
    is_empty = any(cell.column == seam.main_column and not cell.lines for cell in seam.head)
    return True if is_empty else None


_POLICY: tuple[Callable[[Seam], bool | None], ...] = (
    _heading_row,
    _numbered_anew,
    _subject_begins_anew,
    _goes_on_mid_sentence,
    _left_open,
    _under_merged_number,
    _only_more_of_a_list,
    _new_list_row,
    _lacks_its_number,
    _lacks_its_subject,
)
