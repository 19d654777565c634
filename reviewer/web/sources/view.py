"""What is shown of a source. Small, picklable records that know no page and no file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BoxKind = Literal["row", "shared", "quote"]
GroupKind = Literal["header", "near", "far"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that is marked as quoted, or not."""

    text: str
    marked: bool = False


Line = tuple[Run, ...]
"""A paragraph of a cell, or a line of running text."""


@dataclass(frozen=True, slots=True)
class ViewCell:
    """A cell as HTML has it. `goes_on`: whether it began in a group of rows above and is drawn again here."""

    lines: tuple[Line, ...]
    row_span: int = 1
    column_span: int = 1
    goes_on: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(run.text for line in self.lines for run in line)


@dataclass(frozen=True, slots=True)
class ViewRow:
    """`number`: the row's number in the file, 1-based, None for a head taken from the table before. `asked`: the anchor of
    the asked row that it is.
    """

    number: int | None
    cells: tuple[ViewCell, ...]
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that are shown or hidden together; no merged cell leaves them. `omitted`: rows left out before them."""

    kind: GroupKind
    rows: tuple[ViewRow, ...]
    omitted: int = 0


@dataclass(frozen=True, slots=True)
class TableView:
    """A table redrawn.

    Attributes:
        number: Of the table in its file, 1-based.
        above: Lines of running text above it that a quote is from.
        column_count: Without the column of row numbers.
        omitted: Rows left out after the last group.
    """

    number: int
    column_count: int
    groups: tuple[RowGroup, ...]
    page: int | None = None
    above: tuple[Line, ...] = ()
    omitted: int = 0

    @property
    def far_rows(self) -> int:
        """How many rows stand far from the asked ones."""
        return sum(len(group.rows) for group in self.groups if group.kind == "far")


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A line of running text. `asked`: the anchor of the asked row that begins in it; `inside`: whether it is part of one."""

    line: Line
    label: str | None = None
    is_heading: bool = False
    asked: str | None = None
    inside: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ListView:
    """Lines of a document without tables, round the asked ones. `omitted`: whether lines of the document stand before."""

    lines: tuple[ViewLine, ...]
    omitted: bool = False


@dataclass(frozen=True, slots=True)
class PageBox:
    """A rectangle on a page, in points from its top left corner: a cell that begins in an asked row, one merged over rows
    that it shares, or quoted words.
    """

    kind: BoxKind
    left_pt: float
    top_pt: float
    width_pt: float
    height_pt: float


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of the file, 1-based, and what is boxed on it. `rows`: the numbers of the asked rows that it shows; `follows`:
    whether it is only here because a row goes on from the page before.
    """

    number: int
    width_pt: float
    height_pt: float
    boxes: tuple[PageBox, ...] = ()
    rows: tuple[int, ...] = ()
    follows: bool = False


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What came of an asked row.

    Attributes:
        anchor: The id of its element in the page.
        place: «стр. 3, таблица 1, строка 14»; empty where nothing is known.
        text: The asked text, its quotes marked where they are its own.
        located: Whether the row was found in the file.
        differs: Whether the row stands at its place but says something else.
        boxed: Whether it has boxes on a page.
        missing: The quotes that were not found in it.
    """

    anchor: str
    number: str | None
    place: str
    text: Line
    located: bool
    differs: bool = False
    boxed: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceView:
    """Everything to show of a file for the asked rows, in their order."""

    file: str
    format: str
    rows: tuple[FoundRow, ...]
    tables: tuple[TableView, ...] = ()
    lists: tuple[ListView, ...] = ()
    pages: tuple[PageView, ...] = ()
    page_count: int | None = None
