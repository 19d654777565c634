"""The pages of a PDF that are pictures, recognised and put back among those with a text layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2

from reviewer.documents.guard import check_scan_pages
from reviewer.documents.pdf.furniture import PageLayout
from reviewer.documents.pdf.opening import open_page
from reviewer.documents.scan.notices import doubtful_rows, unread_page
from reviewer.documents.scan.page import ScannedPage
from reviewer.documents.scan.pictures import PagePicture, picture_of_pdf_page
from reviewer.documents.scan.reader import believed, recognised
from reviewer.model.document import Block, Notice
from reviewer.model.errors import UnreadableFileError, UnsupportedFormatError


@dataclass(frozen=True, slots=True)
class RecognisedPages:
    """`layouts`: those of all pages of the file; `remarks`: on the pages that were recognised or could not be."""

    layouts: tuple[PageLayout, ...]
    pages: tuple[ScannedPage, ...]
    remarks: tuple[Notice, ...]

    def notices(self, blocks: Sequence[Block]) -> tuple[Notice, ...]:
        """`blocks`: what was made of the layouts."""
        return (*self.remarks, *doubtful_rows(self.pages, blocks))


def with_recognised_pages(
    document: pypdfium2.PdfDocument,
    layouts: Sequence[PageLayout],
    numbers: Sequence[int],
    name: str,
    *,
    has_text: bool,
) -> RecognisedPages:
    """The layouts with those of the 1-based page `numbers` recognised. Where the file has text besides (`has_text`), a
    page that cannot be recognised is only remarked on.

    Raises: as the reader of picture files.
    """
    check_scan_pages(len(numbers), name)
    pages: list[ScannedPage] = []
    try:
        pages.extend(recognised(_drawn(document, numbers, name), name))
        found, remarks = believed(pages, name)
    except (UnsupportedFormatError, UnreadableFileError):
        if not has_text:
            raise
        return RecognisedPages(tuple(layouts), (), tuple(unread_page(number) for number in numbers))
    by_number = {layout.number: layout for layout in found}
    merged = tuple(by_number.get(layout.number, layout) for layout in layouts)
    return RecognisedPages(merged, tuple(pages), tuple(remarks))


def _drawn(document: pypdfium2.PdfDocument, numbers: Iterable[int], name: str) -> Iterator[PagePicture]:
    for number in numbers:
        with open_page(document, number - 1, name) as page:
            picture = picture_of_pdf_page(page, number, name)
        yield picture
