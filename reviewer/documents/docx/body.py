"""Reads docx straight from its XML, as a stream: paragraph by paragraph, row by row.

Read otherwise, a table costs quadratic time, merged cells come repeated, text that tracked changes inserted is lost, and
the numbers of lists are nowhere to be had.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from reviewer.documents.docx.names import (
    BODY,
    CONTENT_CONTROL,
    FALLBACK,
    PARAGRAPH,
    ROW,
    TABLE,
    is_placeholder,
    w,
)
from reviewer.documents.docx.notices import notices_of
from reviewer.documents.docx.numbering import read_numbering
from reviewer.documents.docx.package import damage_named, open_package
from reviewer.documents.docx.paragraph import ParagraphReader, PrintedParagraph
from reviewer.documents.docx.story import Story, StoryReader, grid_widths
from reviewer.documents.docx.styles import Styles
from reviewer.documents.docx.table import RowTable, numbered_tables
from reviewer.documents.guard import LIMITS, Limits, check_cells
from reviewer.documents.safe_xml import Element, open_xml
from reviewer.model.document import Block, Document, Paragraph
from reviewer.model.errors import Place, UnreadableFileError

_IMPORTED_FILE = w("altChunk")
_READ_AS_STREAM = (BODY, TABLE, ROW, PARAGRAPH, _IMPORTED_FILE)


def read(path: Path, name: str, limits: Limits = LIMITS) -> Document:
    """Read a docx. Pages are known where Word has laid the document out, else they are None.

    Raises: UnreadableFileError, EncryptedFileError, LimitExceededError.
    """
    with open_package(path, name, limits) as package, damage_named(name):
        styles = Styles(package.part("styles"))
        paragraphs = ParagraphReader(styles, read_numbering(package.part("numbering"), styles.numbering_of))
        body = _Body(paragraphs, _SquareCount(name, limits))
        with package.open_main() as stream:
            body.read(stream, name)
    pages = paragraphs.pages
    blocks = tuple(_blocks(body.story, laid_out=pages.laid_out))
    return Document(
        file=name,
        format="docx",
        blocks=blocks,
        page_count=pages.current if pages.laid_out else None,
        notices=notices_of(paragraphs.remarks, blocks, name),
    )


class _SquareCount:
    """Counts the grid squares of all tables, nested ones too. Raises: LimitExceededError."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._squares = 0

    def add(self, squares: int) -> None:
        self._squares += squares
        check_cells(self._squares, self._name, self._limits)


class _Body:
    """Follows the body as it is parsed; a paragraph or row is read when it is complete and forgotten at once."""

    def __init__(self, paragraphs: ParagraphReader, squares: _SquareCount) -> None:
        self.story = Story()
        self._remarks = paragraphs.remarks
        self._reader = StoryReader(paragraphs, squares.add)
        self._table: RowTable | None = None

    def read(self, stream: IO[bytes], name: str) -> None:
        has_body = False
        inside = 0
        for event, element in open_xml(stream, _READ_AS_STREAM):
            tag = element.tag
            if tag == BODY:
                has_body = True
            elif tag == _IMPORTED_FILE:
                self._remarks.add("imported-file")
            elif tag == TABLE:
                if not inside:
                    self._turn_table(event, element)
            else:
                inside += 1 if event == "start" else -1
                if not inside:
                    self._take(element)
                    element.clear()
        if not has_body:
            raise UnreadableFileError(
                "В файле нет текста документа Word: он повреждён или это не документ. Запросите файл ещё раз.",
                code="damaged-file",
                place=Place(file=name),
            )
        self._reader.end(self.story)

    def _turn_table(self, event: str, element: Element) -> None:
        if event == "start":
            self._reader.end(self.story)
            self._table = RowTable()
        elif self._table is not None:
            self._table.widths_twips = grid_widths(element)
            self.story.items.append(self._table)
            self._table = None

    def _take(self, element: Element) -> None:
        if _is_unprinted(element):
            return
        if element.tag == PARAGRAPH:
            self._reader.add_paragraph(self.story, element)
        elif self._table is not None:
            self._reader.add_row(self._table, element)


def _is_unprinted(element: Element) -> bool:
    """Whether it stands in the fallback of an alternative, or is the prompt of an empty content control."""
    return any(
        ancestor.tag == FALLBACK or (ancestor.tag == CONTENT_CONTROL and is_placeholder(ancestor))
        for ancestor in element.iterancestors(FALLBACK, CONTENT_CONTROL)
    )


def _blocks(story: Story, *, laid_out: bool) -> Iterator[Block]:
    """The blocks of the document; without a layout the pages that were counted say nothing."""
    number = 1
    for item in story.items:
        if isinstance(item, RowTable):
            tables = numbered_tables(item, number, laid_out=laid_out)
            number += len(tables)
            yield from tables
        elif item.text:
            yield _paragraph(item, page=item.page if laid_out else None)


def _paragraph(printed: PrintedParagraph, page: int | None) -> Paragraph:
    return Paragraph(
        text=printed.text,
        page=page,
        label=printed.label,
        heading_level=printed.heading_level,
        bold=printed.bold,
        centered=printed.centered,
    )
