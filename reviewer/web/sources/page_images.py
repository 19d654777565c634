"""A page as a picture, the same way up and cut as when it was read, so that the boxes of its cells lie where they should."""

from __future__ import annotations

import io
import math
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from reviewer.documents.formats import PDF, detect_format
from reviewer.documents.guard import check_file_size
from reviewer.documents.pdf.frame import FULL_TURN
from reviewer.documents.pdf.opening import open_page, open_pdf
from reviewer.documents.scan.pictures import POINTS_PER_INCH, WORKING_DPI, picture_of_pdf_page
from reviewer.documents.scan.recogniser import Picture
from reviewer.documents.scan.straightening import level
from reviewer.model.errors import Place, UnsupportedFormatError, UsageError
from reviewer.web.sources.sheets import PICTURE_FORMATS, guarded, page_layer, pictures_with, upright_picture

MAX_PIXELS = 6_000_000
"""Of a picture that is handed out: A4 at 200 dots an inch has 3.9 million."""
MIN_SCALE, MAX_SCALE = 0.1, 4.0
"""Pixels a point."""
_GREYS = 16
"""A scan in so many shades is as legible, and a third of the bytes."""


def page_image(path: Path, page: int, scale: float, *, name: str | None = None) -> bytes:
    """A page as PNG.

    Args:
        page: 1-based.
        scale: Pixels a point, brought between `MIN_SCALE` and `MAX_SCALE`; less where there would be more than
            `MAX_PIXELS`.
        name: What the user calls the file, by default its own name.

    Raises: InputError; UsageError for a page that the file has not.
    """
    shown = path.name if name is None else name
    wanted = min(max(scale, MIN_SCALE), MAX_SCALE) if math.isfinite(scale) else 1.0
    with guarded(shown, page):
        check_file_size(path, shown)
        kind = detect_format(path)
        if kind == PDF:
            return _of_pdf(path, page, wanted, shown)
        if kind in PICTURE_FORMATS:
            return _of_picture_file(path, page, wanted, shown)
    raise UnsupportedFormatError(
        f"Страницы есть только у PDF и сканов, а это {kind.title}: смотрите таблицу, она показана на странице замечания.",
        code="no-page-image",
        place=Place(file=shown),
    )


def _of_pdf(path: Path, number: int, scale: float, name: str) -> bytes:
    with open_pdf(path, name) as document:
        if not 1 <= number <= len(document):
            raise _no_such_page(number, len(document), name)
        with open_page(document, number - 1, name) as page:
            layer = page_layer(page, number, name)
            if not layer.recognised:
                return _drawn(page, (layer.turn - page.get_rotation()) % FULL_TURN, scale)
            picture = picture_of_pdf_page(page, number, name)
        return _scanned(upright_picture(picture, name), scale)


def _of_picture_file(path: Path, number: int, scale: float, name: str) -> bytes:
    picture = next(iter(pictures_with(path, name, {number})), None) if number > 0 else None
    if picture is None:
        raise _no_such_page(number, None, name)
    return _scanned(upright_picture(picture, name), scale)


def _drawn(page: pypdfium2.PdfPage, rotation: int, scale: float) -> bytes:
    """`rotation`: degrees clockwise, besides the page's own."""
    width, height = page.get_size()
    bitmap = page.render(scale=_bounded(scale, width, height), rotation=rotation, rev_byteorder=True)
    try:
        image: Image.Image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    return _png(image)


def _scanned(pixels: Picture, scale: float) -> bytes:
    """A recognised page straightened, in shades of grey."""
    straight = level(pixels)
    height, width = (side * POINTS_PER_INCH / WORKING_DPI for side in straight.shape)
    resize = _bounded(scale, width, height) * POINTS_PER_INCH / WORKING_DPI
    if resize < 1:
        straight = np.asarray(cv2.resize(straight, None, fx=resize, fy=resize, interpolation=cv2.INTER_AREA), np.uint8)
    return _png(_in_few_greys(straight))


def _in_few_greys(pixels: Picture) -> Image.Image:
    step = 256 // _GREYS
    image = Image.fromarray(pixels // step, mode="P")
    top = _GREYS - 1
    image.putpalette([shade * 255 // top for shade in range(_GREYS) for _ in range(3)])
    return image


def _bounded(scale: float, width_pt: float, height_pt: float) -> float:
    return min(scale, math.sqrt(MAX_PIXELS / max(width_pt * height_pt, 1.0)))


def _png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=6)
    return stream.getvalue()


def _no_such_page(number: int, count: int | None, name: str) -> UsageError:
    known = f": в файле {count} стр." if count is not None else "."
    return UsageError(f"Страницы {number} в файле нет{known}", code="no-such-page", place=Place(file=name))
