"""The way back from an activity to the row or the lines of the document that it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.activities.columns import Column, Header, Role, header_at
from reviewer.activities.front import outline_of
from reviewer.activities.grid import Grid
from reviewer.activities.numbering import normalized_number, split_lead
from reviewer.activities.plan import PlanTable
from reviewer.activities.tables import sort_tables
from reviewer.activities.wording import has_bullet, is_blank
from reviewer.model.document import Cell, Document, Paragraph
from reviewer.web.sources.asked import Asked
from reviewer.web.sources.marking import letters_of

MIN_TELLING_LETTERS = 12
"""A shorter text may stand in any row: it is not looked for elsewhere than where the source says."""
_HEADING_SHARE = 0.5
"""A row with one text that covers more of the columns is a heading."""
_HEAD_LETTERS = 24
_MIN_LINE_LETTERS = 4
_MAX_FIELD_LINES = 6
_MAX_ROWS_ON = 20
"""An activity that goes on over more rows is none: the plan numbers only some of its rows."""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with the head that it was read with, None where it was read as no plan."""

    grid: Grid
    header: Header | None

    @property
    def number(self) -> int:
        return self.grid.table.number

    def role(self, cell: Cell) -> Role | None:
        """The role of the column in which a cell begins."""
        return self._columns[cell.column].role if cell.column < len(self._columns) else None

    def says(self, row: int, letters: str) -> bool:
        """Whether a row holds a text, or a part of it where the text goes on in other rows."""
        return any(
            letters in own or (len(own) >= MIN_TELLING_LETTERS and own in letters)
            for own in (letters_of(cell.text) for cell in self.grid.rows[row])
        )

    def rows_of_activity(self, row: int) -> list[int]:
        """The row and those below it that may go on with its activity: they have no number of their own. A head that is
        repeated among them, on a new page, is passed over.
        """
        merged = max((cell.row + cell.row_span for cell in self._own_activity(row)), default=row + 1)
        rows = list(range(row, min(merged, self.grid.height)))
        column = next((at for at, found in enumerate(self._columns) if found.role == "number"), None)
        end = min(self.grid.height, rows[-1] + 1 + _MAX_ROWS_ON) if column is not None else 0
        for below in range(rows[-1] + 1, end):
            if self._goes_on(below, column or 0):
                rows.append(below)
            elif header_at(self.grid, below) is None:
                break
        return rows

    @property
    def _columns(self) -> tuple[Column, ...]:
        return self.header.columns if self.header else ()

    def _own_activity(self, row: int) -> Iterator[Cell]:
        return (cell for cell in self.grid.rows[row] if cell.row == row and self.role(cell) == "activity")

    def _goes_on(self, row: int, column: int) -> bool:
        """Whether a row has no number in that column and is no heading."""
        number = self.grid.at(row, column)
        is_heading = self.grid.share_covered(row) > _HEADING_SHARE and self.grid.only_text(row) is not None
        return (number is None or is_blank(number.text)) and not is_heading


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of a table, 0-based. `differs`: it stands where the source says, and says something else."""

    table: PlacedTable
    row: int
    differs: bool = False


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Lines of running text, 0-based: the item's own ones, and `end`, the first line that is of another item."""

    first: int
    last: int
    end: int


class SourceIndex:
    """A document opened up for finding rows in it. Made once for all rows that are asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        answers = sort_tables(document.tables)
        self.tables = {
            table.number: PlacedTable(Grid.of(table), answer.header if isinstance(answer, PlanTable) else None)
            for table, answer in zip(document.tables, answers, strict=True)
        }
        self.lines: tuple[Paragraph, ...] = outline_of(document).lines
        self._line_letters = [letters_of(line.text) for line in self.lines]

    def place_of(self, asked: Asked) -> RowPlace | LinePlace | None:
        """Where the row stands; None where it is nowhere."""
        letters = letters_of(asked.text)
        if asked.source.table is None:
            return self._line_with(asked, letters) or self._row_with(letters)
        stated = self._stated_row(asked)
        if stated is not None and stated.table.says(stated.row, letters):
            return stated
        found = self._row_with(letters)
        return found or (RowPlace(stated.table, stated.row, differs=True) if stated else None)

    def _stated_row(self, asked: Asked) -> RowPlace | None:
        table = self.tables.get(asked.source.table or 0)
        if table is None or asked.source.row is None:
            return None
        row = asked.source.row - table.grid.table.first_row
        return RowPlace(table, row) if 0 <= row < table.grid.height else None

    def _row_with(self, letters: str) -> RowPlace | None:
        if len(letters) < MIN_TELLING_LETTERS:
            return None
        for table in self.tables.values():
            for cell in table.grid.table.cells:
                if letters in letters_of(cell.text):
                    return RowPlace(table, cell.row)
        return None

    def _line_with(self, asked: Asked, letters: str) -> LinePlace | None:
        """The lines that have the text; of several, those on its page and with its number."""
        best: tuple[tuple[bool, bool, bool], LinePlace] | None = None
        for first in range(len(self.lines)):
            taken = self._taken(first, letters)
            if taken is None:
                continue
            last, whole = taken
            same_page = self.lines[first].page == asked.source.page
            rank = whole, same_page, asked.number is not None and asked.number in self._numbers(first)
            if best is None or rank > best[0]:
                best = rank, LinePlace(first, last, self._end_of(last))
        return best[1] if best else None

    def _taken(self, first: int, letters: str) -> tuple[int, bool] | None:
        """The last of the lines that hold a text which begins in the first, and whether they hold all of it."""
        own = self._line_letters[first]
        start = own.find(letters[:_HEAD_LETTERS])
        if start < 0:
            start = 0 if len(own) >= _MIN_LINE_LETTERS and letters.startswith(own) else -1
        if start < 0 or not letters:
            return None
        rest, last = _without(letters, own[start:]), first
        while rest and last + 1 < len(self.lines):
            shorter = _without(rest, self._line_letters[last + 1])
            if shorter == rest:
                break
            rest, last = shorter, last + 1
        return last, not rest

    def _numbers(self, place: int) -> set[str | None]:
        line = self.lines[place]
        before = self.lines[place - 1].text if place else ""
        return {normalized_number(line.label or ""), split_lead(line.text).number, normalized_number(before)}

    def _end_of(self, last: int) -> int:
        """The first line after an item that is not of its fields."""
        for place in range(last + 1, min(last + 1 + _MAX_FIELD_LINES, len(self.lines))):
            if _begins_item(self.lines[place]):
                return place
        return min(last + 1 + _MAX_FIELD_LINES, len(self.lines))

    def headings_above(self, place: LinePlace) -> Sequence[int]:
        """The lines above an item, the nearest first."""
        return range(place.first - 1, -1, -1)

    def paragraphs_above(self, table: PlacedTable) -> list[Paragraph]:
        """The running text before a table, the nearest first."""
        blocks = self.document.blocks
        place = next((at for at, block in enumerate(blocks) if block is table.grid.table), 0)
        return [block for block in reversed(blocks[:place]) if isinstance(block, Paragraph)]


def _without(rest: str, line: str) -> str:
    """What is left of a text after a line that it goes on with; the text itself where it does not."""
    if not line:
        return rest
    if rest.startswith(line):
        return rest[len(line) :]
    return "" if line.startswith(rest) else rest


def _begins_item(line: Paragraph) -> bool:
    numbered = line.label is not None or has_bullet(line.text) or split_lead(line.text).number is not None
    return numbered or line.heading_level > 0
