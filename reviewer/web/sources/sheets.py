"""The pages of a PDF or of a picture file as they were read: their size in points and, where it is printed, their text.

The boxes of cells are measured on the page as a reader holds it: cut to its CropBox and turned until its text reads from
left to right; a scanned one straightened. So must be the picture that they are laid over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pypdfium2

from reviewer.documents.formats import BMP, JPEG, PDF, PNG, TIFF, FileFormat, detect_format
from reviewer.documents.guard import LIMITS, check_file_size, too_much_memory
from reviewer.documents.pdf.frame import Frame, page_frame
from reviewer.documents.pdf.hidden_text import has_only_hidden_text
from reviewer.documents.pdf.lines import lines_of
from reviewer.documents.pdf.opening import MAX_PAGE_CHARACTERS, damaged, open_page, open_pdf
from reviewer.documents.pdf.reader import MIN_PAGE_LETTERS, MIN_READABLE_SHARE, MIN_SHEET_SHARE
from reviewer.documents.pdf.rulings import read_drawing
from reviewer.documents.pdf.stamps import without_stamps
from reviewer.documents.pdf.tables import display_box
from reviewer.documents.pdf.words import PageText, Word
from reviewer.documents.scan.pictures import (
    POINTS_PER_INCH,
    WORKING_DPI,
    PagePicture,
    count_pictures,
    picture_of_pdf_page,
    pictures_of_file,
)
from reviewer.documents.scan.recogniser import Picture
from reviewer.documents.scan.straightening import upright
from reviewer.documents.scan.tesseract import recogniser
from reviewer.model.document import Box
from reviewer.model.errors import Place, ReviewerError

PICTURE_FORMATS = frozenset({JPEG, PNG, TIFF, BMP})
PAGED_FORMATS = frozenset({PDF}) | PICTURE_FORMATS
"""Those whose pages can be shown as pictures."""


@dataclass(frozen=True, slots=True)
class SheetWord:
    """A printed word and where it stands. `page`: 1-based; `line`: number of its line among those that were asked for."""

    text: str
    box: Box
    page: int
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, 1-based, the way up in which it was read. `words`: none where it was recognised from a picture."""

    number: int
    frame: Frame
    words: tuple[Word, ...] = ()

    def words_in(self, area: Box | None = None) -> list[SheetWord]:
        """The words whose middle lies in an area, or all, in reading order."""
        inside = [word for word in self.words if area is None or _is_inside(display_box(word, self.frame), area)]
        return [
            SheetWord(word.text, display_box(word, self.frame), self.number, line_number)
            for line_number, line in enumerate(lines_of(inside))
            for word in line.words
        ]


def _is_inside(box: Box, area: Box) -> bool:
    across, down = (box.left_pt + box.right_pt) / 2, (box.top_pt + box.bottom_pt) / 2
    return area.left_pt <= across <= area.right_pt and area.top_pt <= down <= area.bottom_pt


@dataclass(frozen=True, slots=True)
class PageLayer:
    """What a page of a PDF is. `turn`: quarter turn, in degrees counter-clockwise, at which its text reads; `recognised`:
    whether it is read from its picture.
    """

    turn: int
    frame: Frame
    words: tuple[Word, ...]
    recognised: bool


def page_layer(page: pypdfium2.PdfPage, number: int, name: str) -> PageLayer:
    """An open page told apart as the reader of PDF does. Raises: LimitExceededError."""
    text = PageText(page)
    try:
        known = 0 < text.length <= MAX_PAGE_CHARACTERS
        turn = text.dominant_turn() if known else page.get_rotation()
        frame = page_frame(page.get_cropbox(), turn)
        words = tuple(without_stamps(text.words(frame, turn))[0]) if known else ()
    finally:
        text.close()
    printed = "".join(word.text for word in words)
    readable = sum(map(str.isalnum, printed))
    legible = readable >= MIN_PAGE_LETTERS and readable >= MIN_READABLE_SHARE * len(printed)
    return PageLayer(turn, frame, words, not legible or _is_searchable_scan(page, frame, Place(name, number)))


def _is_searchable_scan(page: pypdfium2.PdfPage, frame: Frame, place: Place) -> bool:
    if not has_only_hidden_text(page):
        return False
    drawn = read_drawing(page, frame, place).image_area
    return drawn >= MIN_SHEET_SHARE * max(frame.width * frame.height, 1.0)


def sheets_of(
    path: Path, name: str, numbers: Collection[int], *, printed: Collection[int] = frozenset()
) -> dict[int, Sheet]:
    """The sheets with these 1-based numbers, those left out that the file has not; none for a file without pages.

    `printed`: further ones that are only wanted if their text is printed.

    Raises: InputError.
    """
    with guarded(name):
        check_file_size(path, name)
        kind = detect_format(path)
        return _sheets(path, name, kind, numbers, printed) if numbers and kind in PAGED_FORMATS else {}


@contextmanager
def guarded(name: str, page: int | None = None) -> Iterator[None]:
    """Turn whatever a library raises over a file into an error of that file: it is not trusted. Raises: ReviewerError."""
    try:
        yield
    except ReviewerError:
        raise
    except MemoryError as error:
        raise too_much_memory(name) from error
    except Exception as error:
        raise damaged(name, page) from error


def _sheets(
    path: Path, name: str, kind: FileFormat, numbers: Collection[int], printed: Collection[int]
) -> dict[int, Sheet]:
    if kind in PICTURE_FORMATS:
        pictures = pictures_with(path, name, numbers)
        return {picture.number: _sheet_of(upright_picture(picture, name), picture.number) for picture in pictures}
    with open_pdf(path, name) as document:
        known = sorted(number for number in {*numbers, *printed} if 1 <= number <= len(document))
        sheets = [_sheet_of_page(document, number, name, is_wanted=number in numbers) for number in known]
    return {sheet.number: sheet for sheet in sheets if sheet is not None}


def _sheet_of_page(document: pypdfium2.PdfDocument, number: int, name: str, *, is_wanted: bool) -> Sheet | None:
    """`is_wanted`: even if its text is not printed."""
    with open_page(document, number - 1, name) as page:
        layer = page_layer(page, number, name)
        if not layer.recognised:
            return Sheet(number, layer.frame, layer.words)
        if not is_wanted:
            return None
        picture = picture_of_pdf_page(page, number, name)
    return _sheet_of(upright_picture(picture, name), number)


def pictures_with(path: Path, name: str, numbers: Collection[int]) -> Iterable[PagePicture]:
    """The pages of a picture file with these numbers. Raises: UnreadableFileError, LimitExceededError."""
    count = min(count_pictures(path, name), LIMITS.scan_pages)
    last = min(max(numbers), count)
    return (picture for picture in islice(pictures_of_file(path, name), last) if picture.number in numbers)


def upright_picture(picture: PagePicture, name: str) -> Picture:
    """The right way up. Raises: UnsupportedFormatError without Tesseract."""
    return upright(picture.pixels, recogniser(name))[0]


def _sheet_of(pixels: Picture, number: int) -> Sheet:
    height, width = (side * POINTS_PER_INCH / WORKING_DPI for side in pixels.shape)
    return Sheet(number, page_frame((0.0, 0.0, width, height), 0))
