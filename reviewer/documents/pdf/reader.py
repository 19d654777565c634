"""A PDF with a text layer as a document: pages taken apart, freed of their furniture, and put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2

from reviewer.documents.pdf.aligned import find_aligned
from reviewer.documents.pdf.assembly import document_blocks
from reviewer.documents.pdf.fallback import FallbackTables
from reviewer.documents.pdf.furniture import PageLayout, without_furniture
from reviewer.documents.pdf.hidden_text import has_only_hidden_text
from reviewer.documents.pdf.opening import encrypted, is_protected, open_page, open_pdf
from reviewer.documents.pdf.page import ReadPage, read_page
from reviewer.model.document import Block, Document

MIN_PAGE_LETTERS = 12
"""A page with fewer letters is taken for a picture: a scan may carry a printed number or a mark."""

MIN_IMAGE_SHARE = 0.3
"""A page without text is a scan and not an empty one where a picture covers this share of it."""

MIN_SHEET_SHARE = 0.8
"""A picture that covers this share of a page is a scan of a sheet."""

MIN_READABLE_SHARE = 0.35
"""Below this share of letters and digits the text layer is rubbish: the fonts do not say which letters they draw."""


def read(path: Path, name: str) -> Document:
    """Read a PDF, the pages without a text layer by recognising them. `name` is what the user calls the file.

    Raises:
        EncryptedFileError: It needs a password.
        UnreadableFileError: It is damaged or no PDF, or a scan that cannot be recognised.
        UnsupportedFormatError: It is a scan, and the program that recognises scans is missing.
        LimitExceededError: It has more pages or drawn objects than a document of text, or is too large a scan.
    """
    with open_pdf(path, name) as document, FallbackTables(path) as fallback:
        pages = [_read_page(document, index, name, fallback) for index in range(len(document))]
        if not any(page.letters or page.image_share >= MIN_IMAGE_SHARE for page in pages) and is_protected(document):
            raise encrypted(name)
        layouts = [page.layout for page in pages]
        is_scan = all(_is_picture(page) for page in pages)
        pictures = [page.layout.number for page in pages if _is_picture(page) and (is_scan or _holds_text(page))]
        if not pictures:
            return Document(name, "pdf", blocks_of(layouts), len(pages))
        # OpenCV and Tesseract are loaded for scans only.
        from reviewer.documents.scan.of_pdf import with_recognised_pages  # noqa: PLC0415

        has_text = any(_is_legible(page) for page in pages)
        recognised = with_recognised_pages(document, layouts, pictures, name, has_text=has_text)
    blocks = blocks_of(recognised.layouts)
    return Document(name, "scan" if is_scan else "pdf", blocks, len(pages), recognised.notices(blocks))


def _read_page(document: pypdfium2.PdfDocument, index: int, name: str, fallback: FallbackTables) -> ReadPage:
    with open_page(document, index, name) as page:
        read = read_page(page, index + 1, name, fallback)
        is_sheet = read.image_share >= MIN_SHEET_SHARE
        return replace(read, searchable=is_sheet and has_only_hidden_text(page))


def blocks_of(layouts: Sequence[PageLayout]) -> tuple[Block, ...]:
    """The blocks of a document out of its pages, in reading order."""
    return document_blocks(_with_aligned_tables(without_furniture(layouts)))


def _is_picture(page: ReadPage) -> bool:
    return page.searchable or not _is_legible(page)


def _is_legible(page: ReadPage) -> bool:
    return page.readable >= MIN_PAGE_LETTERS and page.readable >= MIN_READABLE_SHARE * page.letters


def _holds_text(page: ReadPage) -> bool:
    """Whether a page without a text layer that can be read is no empty one."""
    return page.image_share >= MIN_IMAGE_SHARE or page.readable >= MIN_PAGE_LETTERS


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
