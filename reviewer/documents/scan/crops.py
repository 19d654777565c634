"""The parts of a sheet that are recognised by themselves, and the way back from a crop to the sheet."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reviewer.documents.scan.recogniser import Picture
from reviewer.documents.scan.sheet import POINTS_PER_PX, Sheet

_WALL_PX = 4
_MARGIN_PX = 14
_SPECK_AREA_PX = 12
_MIN_INK_PX = 25
_WHITE = 255

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""


@dataclass(frozen=True, slots=True)
class Crop:
    """`left` and `top`: where its first pixel lies on the sheet, in pixels; `turn`: quarter turns, counter-clockwise, that
    it was given.
    """

    pixels: Picture
    left: int
    top: int
    turn: int = 0

    @property
    def is_upright_strip(self) -> bool:
        """Whether it is so much taller than wide that its text may run upwards."""
        height, width = self.pixels.shape
        return bool(height > 2 * width)

    def turned(self, quarter_turns: int) -> Crop:
        return Crop(np.ascontiguousarray(np.rot90(self.pixels, quarter_turns)), self.left, self.top, quarter_turns)


def in_black_and_white(pixels: Picture) -> Picture:
    """Without the grain of the paper, which a lone figure or a short line is misread for (threshold by Otsu, 1979)."""
    smooth = cv2.GaussianBlur(pixels, (3, 3), 0)
    return np.asarray(cv2.threshold(smooth, 0, _WHITE, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1], dtype=np.uint8)


def crop_of(sheet: Sheet, box: Box) -> Crop | None:
    """What is printed within a box, with white around it; None where nothing is."""
    left, top, right, bottom = (round(edge / POINTS_PER_PX) for edge in box)
    left, top, right, bottom = left + _WALL_PX, top + _WALL_PX, right - _WALL_PX, bottom - _WALL_PX
    ink = sheet.ink[top:bottom, left:right]
    extent = _extent(ink)
    if extent is None:
        return None
    x1, y1, x2, y2 = extent
    pixels = sheet.pixels[top + y1 : top + y2, left + x1 : left + x2]
    bordered = cv2.copyMakeBorder(
        pixels, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX, cv2.BORDER_CONSTANT, value=(_WHITE,)
    )
    return Crop(np.asarray(bordered, dtype=np.uint8), left + x1 - _MARGIN_PX, top + y1 - _MARGIN_PX)


def _extent(ink: Picture) -> tuple[int, int, int, int] | None:
    """Where the ink without specks begins and ends: left, top, right, bottom in pixels."""
    if cv2.countNonZero(ink) < _MIN_INK_PX:
        return None
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    blobs = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= _SPECK_AREA_PX]
    if not len(blobs) or int(blobs[:, cv2.CC_STAT_AREA].sum()) < _MIN_INK_PX:
        return None
    lefts, tops = blobs[:, cv2.CC_STAT_LEFT], blobs[:, cv2.CC_STAT_TOP]
    rights, bottoms = lefts + blobs[:, cv2.CC_STAT_WIDTH], tops + blobs[:, cv2.CC_STAT_HEIGHT]
    return int(lefts.min()), int(tops.min()), int(rights.max()), int(bottoms.max())
