"""One sheet, read as a stream: its rows of cells, and the merged ranges that stand after them in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO

from reviewer.documents.safe_xml import Element, open_xml
from reviewer.documents.xlsx.dates import iso_date_text
from reviewer.documents.xlsx.number_formats import shown_number
from reviewer.documents.xlsx.strings import Text, forget, printed, text_of
from reviewer.documents.xlsx.styles import PLAIN, Style, is_set

_ROW, _CELL, _MERGE, _COLUMN = "row", "c", "mergeCell", "col"
_READ_AS_STREAM = tuple(f"{{*}}{name}" for name in (_ROW, _CELL, _MERGE, _COLUMN))
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_LETTERS = 26
_FIRST_LETTER = ord("A") - 1
_LAST_COLUMN = 16_383
_LAST_ROW = 1_048_575
_TRUTH = {"1": "ИСТИНА", "0": "ЛОЖЬ"}


@dataclass(slots=True)
class SheetCell:
    """A cell with text. `row`, `column`: 0-based."""

    row: int
    column: int
    text: str
    bold: bool
    style: Style
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class SheetRow:
    """A row with text.

    Attributes:
        index: 0-based.
        ruled: Whether lines are drawn round most of its cells with text.
        gap: Rows between it and the one with text above it that have neither text nor lines.
    """

    index: int
    cells: list[SheetCell]
    ruled: bool = False
    gap: int = 0


@dataclass(slots=True)
class Sheet:
    """What a sheet holds. `remarks`: what a methodist must be told; the hidden rows count from 1."""

    rows: list[SheetRow] = field(default_factory=list)
    remarks: set[str] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of all sheets refer to."""

    strings: Sequence[Text]
    styles: Sequence[Style]
    since_1904: bool

    def style(self, place: str | None) -> Style:
        return self.styles[int(place)] if place and place.isdecimal() and int(place) < len(self.styles) else PLAIN

    def string(self, place: str) -> Text:
        return self.strings[int(place)] if place.isdecimal() and int(place) < len(self.strings) else Text("")


def read_sheet(stream: IO[bytes], book: Book, count_cell: Callable[[], None]) -> Sheet:
    """Read a sheet's part. `count_cell`: called for each cell, empty ones too; what it raises ends the reading.

    Raises: what `open_xml` raises.
    """
    reader = _SheetReader(book)
    for event, element in open_xml(stream, _READ_AS_STREAM):
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if name == _ROW:
                reader.begin_row(element)
            continue
        if name == _CELL:
            count_cell()
            reader.take_cell(element)
        elif name == _ROW:
            reader.end_row()
        elif name == _MERGE:
            reader.take_merge(element.get("ref", ""))
        else:
            reader.take_columns(element)
        forget(element)
    return reader.finished()


class _SheetReader:
    """Keeps cells with text only: a sheet may have a million empty ones that somebody has drawn lines round."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sheet = Sheet()
        self._anchors: dict[tuple[int, int], SheetCell] = {}
        self._hidden_columns: list[range] = []
        self._row = SheetRow(-1, [])
        self._column = -1
        self._last_filled = -1
        self._ruled_cells = 0
        self._ruled_rows_between = 0
        self._is_hidden = False

    def begin_row(self, element: Element) -> None:
        stated = element.get("r", "")
        index = int(stated) - 1 if stated.isdecimal() else self._row.index + 1
        self._row = SheetRow(max(index, self._row.index + 1), [])
        self._column, self._ruled_cells = -1, 0
        self._is_hidden = is_set(element.get("hidden"))

    def end_row(self) -> None:
        row = self._row
        if not row.cells or row.index > _LAST_ROW:
            self._ruled_rows_between += self._ruled_cells > 1
            return
        row.ruled = sum(cell.style.ruled for cell in row.cells) * 2 > len(row.cells)
        row.gap = max(0, row.index - self._last_filled - 1 - self._ruled_rows_between)
        self._last_filled, self._ruled_rows_between = row.index, 0
        self._sheet.rows.append(row)
        if self._is_hidden:
            self._sheet.hidden_rows.append(row.index + 1)

    def take_cell(self, element: Element) -> None:
        place = _place(element.get("r", ""))
        column = max(place[1] if place else 0, self._column + 1)
        self._column = column
        style = self._book.style(element.get("s"))
        self._ruled_cells += style.ruled
        found = self._text(element, style)
        if not found.text or column > _LAST_COLUMN:
            return
        cell = SheetCell(self._row.index, column, found.text, style.bold if found.bold is None else found.bold, style)
        self._row.cells.append(cell)
        self._anchors[cell.row, column] = cell

    def take_columns(self, element: Element) -> None:
        first, last = element.get("min", ""), element.get("max", "")
        if is_set(element.get("hidden")) and first.isdecimal() and last.isdecimal():
            self._hidden_columns.append(range(int(first) - 1, int(last)))

    def take_merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        begin, end = _place(first), _place(last)
        cell = self._anchors.get(begin) if begin else None
        if cell is None or end is None:
            return
        cell.row_span = max(1, min(end[0], _LAST_ROW) - cell.row + 1)
        cell.column_span = max(1, min(end[1], _LAST_COLUMN) - cell.column + 1)

    def finished(self) -> Sheet:
        columns = {column for _, column in self._anchors} if self._hidden_columns else set()
        if any(column in hidden for hidden in self._hidden_columns for column in columns):
            self._sheet.remarks.add("hidden-columns")
        if self._sheet.hidden_rows:
            self._sheet.remarks.add("hidden-rows")
        return self._sheet

    def _text(self, element: Element, style: Style) -> Text:
        """What the cell shows; a formula shows the value that it had when the file was saved."""
        kind = element.get("t", "n")
        if kind == "inlineStr":
            item = element.find("{*}is")
            return Text("") if item is None else text_of(item)
        content = element.find("{*}v")
        value = (content.text or "").strip() if content is not None and kind != "str" else ""
        if content is None or not (content.text or "").strip():
            if element.find("{*}f") is not None and kind != "str":
                self._sheet.remarks.add("formula-without-value")
            return Text("")
        if kind == "s":
            return self._book.string(value)
        if kind == "e":
            self._sheet.remarks.add("formula-error")
            return Text("")
        if kind == "str":
            return Text(printed(content.text or ""))
        if kind == "d":
            return Text(iso_date_text(value))
        return Text(_TRUTH.get(value, value) if kind == "b" else self._number(value, style))

    def _number(self, value: str, style: Style) -> str:
        try:
            number = float(value)
        except ValueError:
            return printed(value)
        if number - number != 0:  # neither infinite nor undefined numbers have a text
            return ""
        return printed(shown_number(number, style.number_format, since_1904=self._book.since_1904))


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of «B7», 0-based."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * _LETTERS + ord(letter) - _FIRST_LETTER
    return max(0, int(match[2]) - 1), column - 1
