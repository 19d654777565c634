"""A PDF with a text layer as a document: pages taken apart, freed of their furniture, and put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reviewer.documents.pdf.aligned import find_aligned
from reviewer.documents.pdf.assembly import document_blocks
from reviewer.documents.pdf.fallback import FallbackTables
from reviewer.documents.pdf.furniture import PageLayout, without_furniture
from reviewer.documents.pdf.opening import encrypted, is_protected, open_page, open_pdf
from reviewer.documents.pdf.page import ReadPage, read_page
from reviewer.model.document import Document, Notice
from reviewer.model.errors import Place, UnsupportedFormatError

MIN_PAGE_LETTERS = 12
"""A page with fewer letters is taken for a picture: a scan may carry a printed number or a mark."""

MIN_IMAGE_SHARE = 0.3
"""A page without text is a scan and not an empty one where a picture covers this share of it."""

MIN_READABLE_SHARE = 0.35
"""Below this share of letters and digits the text layer is rubbish: the fonts do not say which letters they draw."""


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
            "Страница — рисунок или скан без текста, её содержание не учтено. Пришлите её текстом.",
            page.layout.number,
        )
        for page in pages
        if _is_picture(page) and page.image_share >= MIN_IMAGE_SHARE
    )
    return Document(name, "pdf", document_blocks(layouts), len(pages), notices)


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
