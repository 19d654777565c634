"""A PDF with a text layer as a document: pages taken apart, freed of their furniture, and put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from reviewer.documents.pdf.aligned import find_aligned
from reviewer.documents.pdf.continuation import GrowingTable
from reviewer.documents.pdf.fallback import FallbackTables
from reviewer.documents.pdf.furniture import PageLayout, without_furniture
from reviewer.documents.pdf.opening import encrypted, is_protected, open_page, open_pdf
from reviewer.documents.pdf.page import ReadPage, read_page
from reviewer.documents.pdf.running_text import continues_paragraph, paragraphs_of
from reviewer.documents.pdf.tables import PageTable
from reviewer.language.mending import join_lines
from reviewer.model.document import Block, Cell, Document, Notice, Paragraph, Table
from reviewer.model.errors import Place, UnsupportedFormatError

MIN_PAGE_LETTERS = 12
"""A page with fewer letters is taken for a picture: a scan may carry a printed number or a mark."""

MIN_READABLE_SHARE = 0.35
"""Below this share of letters and digits the text layer is rubbish: the fonts do not say which letters they draw."""

_CONTINUED = re.compile(r"(?:продолжение|окончание)(?:\s+таблицы.{0,20})?\W*", re.IGNORECASE)


def read(path: Path, name: str) -> Document:
    """Read a PDF with a text layer. `name` is what the user calls the file.

    Raises:
        EncryptedFileError: It needs a password.
        UnreadableFileError: It is damaged or no PDF.
        UnsupportedFormatError: It has no text layer (code `scan`).
        LimitExceededError: It has more pages or drawn objects than a document of text.
    """
    with open_pdf(path, name) as document, FallbackTables(path) as fallback:
        protected = is_protected(document)
        pages = []
        for index in range(len(document)):
            with open_page(document, index, name) as page:
                pages.append(read_page(page, index + 1, name, fallback))
    if sum(page.letters for page in pages) == 0 and protected:
        raise encrypted(name)
    if all(_is_picture(page) for page in pages):
        raise UnsupportedFormatError(
            "Файл — скан: в нём нет текста, который можно прочитать. Пришлите документ в формате docx или PDF, "
            "сохранённый из текстового редактора.",
            code="scan",
            place=Place(file=name),
        )
    layouts = _with_aligned_tables(without_furniture([page.layout for page in pages]))
    notices = tuple(
        Notice(
            "scan-page",
            "Страница не содержит текста: это рисунок или скан, её содержание не учтено.",
            page.layout.number,
        )
        for page in pages
        if _is_picture(page)
    )
    return Document(name, "pdf", tuple(_numbered(_blocks(layouts))), len(pages), notices)


def _is_picture(page: ReadPage) -> bool:
    return page.readable < MIN_PAGE_LETTERS or page.readable < MIN_READABLE_SHARE * page.letters


def _with_aligned_tables(layouts: Sequence[PageLayout]) -> list[PageLayout]:
    """The pages with the tables that are told only by the alignment of their text."""
    found: list[PageLayout] = []
    columns = None
    for layout in layouts:
        aligned = find_aligned(layout.lines, layout.bold, layout.number, columns)
        columns = aligned.open_columns
        tables = sorted((*layout.tables, *aligned.tables), key=lambda table: (table.box.top_pt, table.box.left_pt))
        found.append(replace(layout, lines=aligned.rest, tables=tuple(tables)))
    return found


def _blocks(layouts: Sequence[PageLayout]) -> list[Paragraph | GrowingTable]:
    """Paragraphs and tables in reading order, those broken over pages whole."""
    blocks: list[Paragraph | GrowingTable] = []
    areas = _text_areas(layouts)
    for layout in layouts:
        for index, block in enumerate(_page_blocks(layout, areas[layout.width])):
            before = blocks[-1] if blocks else None
            starts_page = index == 0
            if isinstance(block, PageTable):
                if not (starts_page and isinstance(before, GrowingTable) and before.add(block)):
                    blocks.append(GrowingTable(block))
            elif starts_page and isinstance(before, Paragraph) and continues_paragraph(before, block):
                blocks[-1] = replace(before, text=join_lines([before.text, block.text]))
            else:
                blocks.append(block)
    return blocks


def _text_areas(layouts: Sequence[PageLayout]) -> dict[float, tuple[float, float]]:
    """For each page width where text begins and ends from left to right, points. Ragged lines do not show the right margin,
    so it is taken to be no wider than the left one.
    """
    areas: dict[float, tuple[float, float]] = {}
    for layout in layouts:
        spans = [(line.left, line.right) for line in layout.lines]
        spans += [(table.box.left_pt, table.box.right_pt) for table in layout.tables]
        left, right = areas.get(layout.width, (layout.width, 0.0))
        left = min([left, *(span[0] for span in spans)])
        areas[layout.width] = left, max([right, layout.width - left, *(span[1] for span in spans)])
    return areas


def _page_blocks(layout: PageLayout, area: tuple[float, float]) -> list[Paragraph | PageTable]:
    """What stands on a page, from the top down, without a note that a table goes on."""
    placed: list[tuple[float, int, Paragraph | PageTable]] = [
        (found.top, 0, found.paragraph) for found in paragraphs_of(layout.lines, area, layout.bold, layout.number)
    ]
    placed += [(table.box.top_pt, 1, table) for table in layout.tables]
    ordered = [block for _, _, block in sorted(placed, key=lambda item: item[:2])]
    followed = [*ordered[1:], None]
    return [block for block, after in zip(ordered, followed, strict=True) if not _says_continued(block, after)]


def _says_continued(block: Paragraph | PageTable, after: Paragraph | PageTable | None) -> bool:
    return (
        isinstance(block, Paragraph) and isinstance(after, PageTable) and _CONTINUED.fullmatch(block.text) is not None
    )


def _numbered(blocks: Iterable[Paragraph | GrowingTable]) -> list[Block]:
    numbered: list[Block] = []
    number = 0
    for block in blocks:
        if isinstance(block, GrowingTable):
            number += 1
            numbered.append(_table(block.whole(), number))
        else:
            numbered.append(block)
    return numbered


def _table(table: PageTable, number: int) -> Table:
    cells = tuple(
        Cell(cell.row, cell.column, cell.text, cell.row_span, cell.column_span, cell.page, cell.box)
        for cell in table.cells
    )
    return Table(number, table.row_count, table.column_count, cells)
