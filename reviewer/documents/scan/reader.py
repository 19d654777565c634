"""A picture file as a document: its pages recognised one by one, then put together like those of a PDF with text."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reviewer.documents.guard import LIMITS, check_scan_pages
from reviewer.documents.pdf.furniture import PageLayout
from reviewer.documents.pdf.reader import blocks_of
from reviewer.documents.scan.notices import doubtful_rows, poor_page, too_poor, without_text
from reviewer.documents.scan.page import ScannedPage, read_picture
from reviewer.documents.scan.pictures import PagePicture, count_pictures, pictures_of_file
from reviewer.documents.scan.tesseract import recogniser
from reviewer.model.document import Document, Notice
from reviewer.model.errors import LimitExceededError, Place

MIN_LETTERS = 12
"""A scan with fewer is a photograph or an empty sheet: a stain is read as some letter."""


def read(path: Path, name: str) -> Document:
    """Read a picture file of one page or several. `name` is what the user calls the file.

    Raises:
        UnreadableFileError: It is damaged, has no text, or too poor a one.
        UnsupportedFormatError: Tesseract or its Russian model is missing.
        LimitExceededError: It has more pages or pixels than the limits, or takes longer.
    """
    count = count_pictures(path, name)
    check_scan_pages(count, name)
    pages = list(recognised(pictures_of_file(path, name), name))
    layouts, notices = believed(pages, name)
    blocks = blocks_of(layouts)
    return Document(name, "scan", blocks, count, (*notices, *doubtful_rows(pages, blocks)))


def believed(pages: Sequence[ScannedPage], name: str) -> tuple[list[PageLayout], list[Notice]]:
    """The layouts of the pages, empty where a page was read too poorly, and a notice for each of those.

    Raises: UnreadableFileError where no page has text that can be believed.
    """
    if sum(page.quality.letters for page in pages) < MIN_LETTERS:
        raise without_text(name)
    printed = [page for page in pages if page.quality.letters]
    poor = [page.layout.number for page in printed if page.quality.is_poor]
    if len(poor) == len(printed):
        raise too_poor(name)
    layouts = [
        replace(page.layout, lines=(), tables=()) if page.layout.number in poor else page.layout for page in pages
    ]
    return layouts, [poor_page(number) for number in poor]


def recognised(pictures: Iterable[PagePicture], name: str) -> Iterator[ScannedPage]:
    """Pages one after another, so that only one picture is held.

    Raises: UnsupportedFormatError without Tesseract, LimitExceededError where it takes too long.
    """
    until = time.monotonic() + LIMITS.scan_seconds
    turn = 0
    engine = recogniser(name)
    for picture in pictures:
        page = read_picture(picture, engine, turn)
        turn = page.turn
        yield page
        if time.monotonic() > until:
            raise LimitExceededError(
                f"Скан распознавался дольше {LIMITS.scan_seconds // 60} мин. и был оставлен. "
                "Пришлите только «дорожную карту», без приложений, или документ Word.",
                code="scan-time",
                place=Place(file=name, page=picture.number),
            )
