"""A page without its background, and the grids drawn on it.

The background is what a closing leaves: the lightest paper around each place. Divided by it, grey paper, shadows of a
fold and shaded header cells all become white.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reviewer.documents.pdf.lattice import Grid, find_grids, without_frames
from reviewer.documents.pdf.rulings import Ruling
from reviewer.documents.scan.pictures import POINTS_PER_INCH, WORKING_DPI
from reviewer.documents.scan.recogniser import Picture

POINTS_PER_PX = POINTS_PER_INCH / WORKING_DPI

_BACKGROUND_SCALE = 0.25
_BACKGROUND_PX = 15
_GRAIN_PX = 3
"""The grain of paper and sensor is smoothed over so many pixels: more would close the gaps between letters."""

_WHITE = 255
INK_BELOW = 190
"""Darker than this on white paper is ink."""

_RULE_PX = 80
"""No stroke of a letter is as long: 19 points."""

_PIECE_PX = {True: 40, False: 64}
"""Noise breaks a rule into pieces, of which those of this length are looked for. What letters have in a horizontal rule's
way is shorter (feet that touch), and in a vertical one's (a stem at 22 points).
"""

_GAP_PX = {True: 41, False: 21}
"""Wider than a break in a rule; above one another, stems of letters are further apart."""

_SEEN_SHARE = 0.7
_SHORT_PX = 300
_SHORT_SEEN_SHARE = 0.95
"""How much of a rule is seen at least; of a short horizontal one more, for the feet of bold letters nearly touch."""

_SHORT_WALL_PX = 28
_THICKEST_PX = 22
_LINE_SEAM_PX = 5
_AROUND_PX = 8


@dataclass(frozen=True, slots=True)
class Sheet:
    """`pixels`: the page with a white background and without the rules of its grids; `ink`: 255 where it is dark."""

    pixels: Picture
    ink: Picture
    grids: tuple[Grid, ...]

    @property
    def width_pt(self) -> float:
        return float(self.pixels.shape[1] * POINTS_PER_PX)

    @property
    def height_pt(self) -> float:
        return float(self.pixels.shape[0] * POINTS_PER_PX)

    def part(self, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice]:
        """The rows and columns of pixels of a box in points, with a rule's thickness around it."""
        x1, y1, x2, y2 = (round(edge / POINTS_PER_PX) for edge in (left, top, right, bottom))
        return slice(max(0, y1 - _AROUND_PX), y2 + _AROUND_PX), slice(max(0, x1 - _AROUND_PX), x2 + _AROUND_PX)

    def wipe(self, left: float, top: float, right: float, bottom: float) -> None:
        """Make a box, in points, white."""
        part = self.part(left, top, right, bottom)
        self.pixels[part] = _WHITE
        self.ink[part] = 0


def sheet_of(page: Picture) -> Sheet:
    """An upright, level page at the working resolution, its grids from the smallest to the largest."""
    pixels = _on_white(page)
    ink = np.where(pixels < INK_BELOW, np.uint8(_WHITE), np.uint8(0))
    rulings: list[Ruling] = []
    rules = np.zeros_like(ink)
    for horizontal in (True, False):
        found, mask = _rulings(ink, horizontal=horizontal)
        rulings += found
        cv2.bitwise_or(rules, mask, dst=rules)
    short, mask = _short_walls(ink, [ruling for ruling in rulings if ruling.horizontal])
    rulings += short
    cv2.bitwise_or(rules, mask, dst=rules)
    height, width = page.shape
    grids = without_frames(find_grids(rulings), height * width * POINTS_PER_PX**2)
    sheet = Sheet(pixels, ink, tuple(sorted(grids, key=_area)))
    rules = np.asarray(cv2.dilate(rules, np.ones((_LINE_SEAM_PX, _LINE_SEAM_PX), np.uint8)), dtype=np.uint8)
    for grid in grids:
        part = sheet.part(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
        pixels[part][rules[part] > 0] = _WHITE
        ink[part][rules[part] > 0] = 0
    return sheet


def _area(grid: Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])


def _on_white(page: Picture) -> Picture:
    page = np.asarray(cv2.GaussianBlur(page, (_GRAIN_PX, _GRAIN_PX), 0), dtype=np.uint8)
    small = cv2.resize(page, None, fx=_BACKGROUND_SCALE, fy=_BACKGROUND_SCALE, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_BACKGROUND_PX, _BACKGROUND_PX), np.uint8))
    paper = cv2.medianBlur(paper, _BACKGROUND_PX)
    height, width = page.shape
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(page, paper, scale=_WHITE), dtype=np.uint8)


def _rulings(ink: Picture, *, horizontal: bool) -> tuple[list[Ruling], Picture]:
    """The rules in one direction, in points, and their pixels."""
    pieces = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, _bar(_PIECE_PX[horizontal], horizontal=horizontal)))
    healed = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, _bar(_GAP_PX[horizontal], horizontal=horizontal))
    opened = cv2.morphologyEx(healed, cv2.MORPH_OPEN, _bar(_RULE_PX, horizontal=horizontal))
    mask = np.asarray(opened, dtype=np.uint8)
    found = []
    for left, top, width, height in _blobs(mask):
        blob = mask[top : top + height, left : left + width]
        start, length, at, depth = (left, width, top, height) if horizontal else (top, height, left, width)
        seen = pieces[top : top + height, left : left + width].any(axis=0 if horizontal else 1)
        least = _SHORT_SEEN_SHARE if horizontal and length < _SHORT_PX else _SEEN_SHARE
        if cv2.countNonZero(blob) > _THICKEST_PX * length or np.count_nonzero(seen) < least * length:
            blob[:] = 0
            continue
        found.append(
            Ruling(
                horizontal=horizontal,
                at=(at + depth / 2) * POINTS_PER_PX,
                start=start * POINTS_PER_PX,
                end=(start + length) * POINTS_PER_PX,
            )
        )
    return found, mask


def _short_walls(ink: Picture, across: list[Ruling]) -> tuple[list[Ruling], Picture]:
    """Upright strokes from one horizontal rule to the next: the walls of a low row between two rows without any. A letter
    of that height touches no rule.
    """
    opened = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, _bar(_SHORT_WALL_PX, horizontal=False)), dtype=np.uint8)
    boxes = np.array([box for box in _blobs(opened) if box[3] < _RULE_PX and box[2] <= _THICKEST_PX]).reshape(-1, 4)
    left, top, width, height = boxes.T
    middle = left + width / 2
    kept = np.ones(len(boxes), dtype=bool)
    for end in (top, top + height):
        touches = np.zeros(len(boxes), dtype=bool)
        for rule in across:
            at, start, stop = (value / POINTS_PER_PX for value in (rule.at, rule.start, rule.end))
            touches |= (np.abs(end - at) <= _AROUND_PX) & (start - _AROUND_PX <= middle) & (middle <= stop + _AROUND_PX)
        kept &= touches
    walls = np.zeros_like(opened)
    found = []
    for x, y, wide, high in boxes[kept].tolist():
        walls[y : y + high, x : x + wide] = _WHITE
        middle_pt, top_pt, high_pt = (value * POINTS_PER_PX for value in (x + wide / 2, y, high))
        found.append(Ruling(horizontal=False, at=middle_pt, start=top_pt, end=top_pt + high_pt))
    return found, walls


def _blobs(mask: Picture) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of each connected piece, in pixels."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return sorted((left, top, width, height) for left, top, width, height in map(cv2.boundingRect, contours))


def _bar(length: int, *, horizontal: bool) -> Picture:
    return np.ones((1, length) if horizontal else (length, 1), np.uint8)
