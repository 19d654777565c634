"""The straight ruling lines of a page: what a table is drawn with.

A writer of PDF draws a rule as a stroked line, as a side of a stroked rectangle, or as a filled rectangle as thin as a
line. Filled rectangles that are no rules are shades; they tell where a table is painted and not ruled.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from reviewer.documents.pdf.frame import Frame
from reviewer.model.errors import LimitExceededError, Place

MAX_PAGE_OBJECTS = 200_000
MAX_PATH_SEGMENTS = 400_000
MAX_FORM_DEPTH = 8
THIN_PT = 3.0
"""A filled rectangle not wider than this is a rule, in points."""

_MIN_SHADE_PT = 6.0
_SLOPE_PT = 0.6
_WHITE = 250

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line parallel to an axis: `at` is its y where it is horizontal, else its x; `start` < `end` along it. Points."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Shade:
    """A filled rectangle, in points."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """`image_area`: of the largest picture, in square points."""

    rulings: tuple[Ruling, ...]
    shades: tuple[Shade, ...]
    image_area: float = 0.0


def read_drawing(page: pypdfium2.PdfPage, frame: Frame, place: Place) -> Drawing:
    """The rules and shades of an open page.

    Raises:
        LimitExceededError: More objects or path segments than a page of text can have.
    """
    collector = _Collector(frame, place)
    count = pdfium.FPDFPage_CountObjects(page.raw)
    collector.visit((pdfium.FPDFPage_GetObject(page.raw, index) for index in range(count)), _IDENTITY, 0)
    return Drawing(tuple(collector.rulings), tuple(collector.shades), collector.image_area)


class _Collector:
    def __init__(self, frame: Frame, place: Place) -> None:
        self.rulings: list[Ruling] = []
        self.shades: list[Shade] = []
        self.image_area = 0.0
        self._frame = frame
        self._place = place
        self._objects = 0
        self._segments = 0

    def visit(self, objects: Iterator[object], outer: Matrix, depth: int) -> None:
        for item in objects:
            self._objects += 1
            self._check(self._objects <= MAX_PAGE_OBJECTS)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, _after(_matrix(item), outer))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                a, b, c, d, _, _ = _after(_matrix(item), outer)
                self.image_area = max(self.image_area, abs(a * d - b * c))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                count = pdfium.FPDFFormObj_CountObjects(item)
                inner = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(count))
                self.visit(inner, _after(_matrix(item), outer), depth + 1)

    def _path(self, path: object, matrix: Matrix) -> None:
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
        if not filled.value and not stroked.value:
            return
        count = pdfium.FPDFPath_CountSegments(path)
        self._segments += count
        self._check(self._segments <= MAX_PATH_SEGMENTS)
        for points, straight in _subpaths(path, count):
            placed = [None if point is None else self._frame.place(*_apply(matrix, *point)) for point in points]
            if stroked.value:
                self._stroke(placed)
            elif straight:
                self._fill([point for point in placed if point], painted=_is_painted(path))

    def _stroke(self, points: list[Point | None]) -> None:
        for first, second in pairwise(points):
            if first is None or second is None:
                continue
            (x1, y1), (x2, y2) = first, second
            if abs(y1 - y2) <= _SLOPE_PT and abs(x1 - x2) > _SLOPE_PT:
                self.rulings.append(Ruling(horizontal=True, at=(y1 + y2) / 2, start=min(x1, x2), end=max(x1, x2)))
            elif abs(x1 - x2) <= _SLOPE_PT and abs(y1 - y2) > _SLOPE_PT:
                self.rulings.append(Ruling(horizontal=False, at=(x1 + x2) / 2, start=min(y1, y2), end=max(y1, y2)))

    def _fill(self, points: list[Point], *, painted: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        width, height = right - left, bottom - top
        if height <= THIN_PT and width > height:
            self.rulings.append(Ruling(horizontal=True, at=(top + bottom) / 2, start=left, end=right))
        elif width <= THIN_PT and height > width:
            self.rulings.append(Ruling(horizontal=False, at=(left + right) / 2, start=top, end=bottom))
        elif painted and min(width, height) >= _MIN_SHADE_PT and _is_rectangle(points, left, top, right, bottom):
            self.shades.append(Shade(left, top, right, bottom))

    def _check(self, fits: bool) -> None:
        if not fits:
            raise LimitExceededError(
                "На странице слишком много графических объектов. Сохраните документ заново без чертежей и рисунков "
                "или пришлите его в формате docx.",
                place=self._place,
            )


def _subpaths(path: object, count: int) -> Iterator[tuple[list[Point | None], bool]]:
    """The corner points of each subpath, None where a curve breaks the line, and whether it has no curve."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point | None] = []
    straight = True
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, straight
            points, straight = [], True
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            straight = False
            points.append(None)
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points, straight


def _is_rectangle(points: list[Point], left: float, top: float, right: float, bottom: float) -> bool:
    corners = ((left, top), (right, top), (left, bottom), (right, bottom))
    return all(any(abs(x - cx) + abs(y - cy) <= THIN_PT for cx, cy in corners) for x, y in points)


def _is_painted(path: object) -> bool:
    """Whether the fill is seen on white paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha):
        return False
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _matrix(item: object) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _after(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
