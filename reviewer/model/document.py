"""What a reader makes of a file: blocks in reading order, with no idea of what they mean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a methodist should know about a file that was read. `page`, `table`, `row`: 1-based."""

    code: str
    message: str
    page: int | None = None
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the page's top left corner."""

    left_pt: float
    top_pt: float
    right_pt: float
    bottom_pt: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, once, however many grid squares it covers.

    Attributes:
        row: First grid row that it covers, 0-based.
        column: First grid column that it covers, 0-based.
        text: Paragraphs, line breaks and list items on lines of their own, separated by a line feed. Automatic
            numbers and bullets are written out («1. », «- »). Soft hyphens are gone, words that were hyphenated over
            lines are whole, non-breaking spaces are plain, deleted text of tracked changes is left out.
        page: 1-based page where it begins, where the format has pages.
        box: Its place on that page, where the format has one.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is printed: a table broken over pages is one table, its repeated header rows are kept once.

    Attributes:
        number: 1-based number in reading order of the document (nested tables are numbered after their parents).
        cells: Ordered by row, then column. Every grid square belongs to at most one cell.
        header_rows: Rows that the format itself marks as header (docx `tblHeader`), 0 where it says nothing.
        parent: Number of the table in one of whose cells it is nested.
        first_row: The 1-based number that its first row has for a reader of the file: a table in a sheet may begin
            anywhere, and its rows bear the sheet's numbers.
    """

    number: int
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    parent: int | None = None
    first_row: int = 1

    @property
    def page(self) -> int | None:
        return self.cells[0].page if self.cells else None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text outside tables.

    Attributes:
        text: One line; a line break inside the paragraph is a line feed.
        label: The automatic number or bullet of a list item, as printed («1.», «-»), not part of `text`.
        heading_level: 1-based level of a heading style, 0 for body text.
        bold: Whether all of its text is bold.
        centered: Whether it is centred on the page.
    """

    text: str
    page: int | None = None
    label: str | None = None
    heading_level: int = 0
    bold: bool = False
    centered: bool = False


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. `file` is the name that the user gave, `format` a word of the command line's contract."""

    file: str
    format: str
    blocks: tuple[Block, ...]
    page_count: int | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
