"""The pages of a scan as grey pictures at the working resolution, one at a time.

A picture can declare far more pixels than its file has bytes, so its size is read and judged before it is decoded.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps

from reviewer.documents.guard import LIMITS, Limits, check_pixels, too_many_pixels
from reviewer.documents.scan.recogniser import Picture
from reviewer.model.errors import Place, ReviewerError, UnreadableFileError

WORKING_DPI = 300
"""Letters of 9 to 14 points are at this resolution as large as Tesseract's models were trained for."""

POINTS_PER_INCH = 72
_SHEET_INCHES = 11.69
"""The long side of A4, taken for that of a picture that does not say its resolution."""

_PLAUSIBLE_INCHES = (5.5, 17.5)
_SAME_RESOLUTION = 1.1
_MAX_ENLARGEMENT = 4.0
_MAX_FORM_DEPTH = 8
FORMATS = ("JPEG", "PNG", "TIFF", "BMP")


@dataclass(frozen=True, slots=True)
class PagePicture:
    """`number`: 1-based page of the file."""

    number: int
    pixels: Picture


def picture_of_pdf_page(page: pypdfium2.PdfPage, number: int, name: str, limits: Limits = LIMITS) -> PagePicture:
    """An open page drawn at the working resolution, coarser where it would have more pixels than the limit.

    Raises: LimitExceededError for a page that holds a larger picture.
    """
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_MAX_FORM_DEPTH):
        across, down = item.get_px_size()
        check_pixels(across, down, name, number, limits)
    width, height = page.get_size()
    points = max(width * height, 1.0)
    scale = min(WORKING_DPI / POINTS_PER_INCH, math.sqrt(limits.page_pixels / points) * 0.99)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        pixels = np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)
    finally:
        bitmap.close()
    return PagePicture(number, pixels)


def count_pictures(path: Path, name: str, limits: Limits = LIMITS) -> int:
    """How many pages a picture file has, each of them judged by its declared size; nothing is decoded.

    Raises: UnreadableFileError, LimitExceededError.
    """
    with _opened(path, name) as picture, _quiet(name):
        count = int(getattr(picture, "n_frames", 1))
        for number in range(1, min(count, limits.scan_pages) + 1):
            picture.seek(number - 1)
            check_pixels(picture.width, picture.height, name, number, limits)
        return count


def pictures_of_file(path: Path, name: str, limits: Limits = LIMITS) -> Iterator[PagePicture]:
    """The pages of a picture file, turned as its camera says. Raises: UnreadableFileError, LimitExceededError."""
    with _opened(path, name) as opened:
        for number in range(1, int(getattr(opened, "n_frames", 1)) + 1):
            with _quiet(name):
                opened.seek(number - 1)
                check_pixels(opened.width, opened.height, name, number, limits)
                dpi = _resolution(opened)
                opened.draft("L", None)
                picture = PagePicture(number, _at_working_resolution(_grey(opened), dpi))
            yield picture


def _opened(path: Path, name: str) -> Image.Image:
    with _quiet(name):
        return Image.open(path, formats=FORMATS)


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Pillow without its warnings, and with an error of the file for whatever damaged bytes make it raise."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (ReviewerError, MemoryError):
            raise
        except Image.DecompressionBombError as error:
            raise too_many_pixels(name) from error
        except Exception as error:
            raise UnreadableFileError(
                "Изображение повреждено или загружено не полностью. Откройте его у себя, сохраните заново и пришлите снова.",
                code="damaged-picture",
                place=Place(file=name),
            ) from error


def _grey(frame: Image.Image) -> Picture:
    upright = ImageOps.exif_transpose(frame)
    if "A" in upright.mode or "transparency" in upright.info:
        coloured = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    elif upright.mode.startswith(("I", "F")):
        return _eight_bits(np.asarray(upright))
    return np.array(upright.convert("L"), dtype=np.uint8)


def _eight_bits(values: npt.NDArray[Any]) -> Picture:
    """Deep grey (16 bits, fractions) spread over 0..255."""
    low, high = float(values.min()), float(values.max())
    return ((values - low) * (255.0 / max(high - low, 1e-9))).astype(np.uint8)


def _resolution(frame: Image.Image) -> float:
    """Dots an inch: as declared where that gives a sheet of paper, else as if the long side were that of A4."""
    long_side = max(frame.size)
    declared = frame.info.get("dpi")
    dpi = float(declared[0]) if isinstance(declared, tuple) and declared[0] else 0.0
    smallest, largest = _PLAUSIBLE_INCHES
    if dpi > 0 and smallest <= long_side / dpi <= largest:
        return dpi
    return long_side / _SHEET_INCHES


def _at_working_resolution(pixels: Picture, dpi: float) -> Picture:
    scale = min(WORKING_DPI / dpi, _MAX_ENLARGEMENT)
    if 1 / _SAME_RESOLUTION < scale < _SAME_RESOLUTION:
        return pixels
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=method), dtype=np.uint8)
