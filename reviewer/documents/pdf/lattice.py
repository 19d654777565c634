"""Cells out of ruling lines.

Rules that touch are one drawing. Their positions, snapped, make a grid; a wall stands where a rule covers the middle of
the side of a grid square; squares without a wall between them are one cell. A region that is open to the outside, or is
not a rectangle (a frame round a page), is no cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.documents.pdf.closing import close_open_sides
from reviewer.documents.pdf.drawings import SNAP_PT, drawings_of
from reviewer.documents.pdf.rulings import Ruling

MAX_GRID_SQUARES = 60_000
"""A drawing with more squares is a plan or a chart, no table."""

FRAME_SHARE = 0.4
"""A region that holds another grid and covers more of the page than this is a frame round it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a grid: its first row and column, 0-based, and how many it covers."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`xs` and `ys`: positions of the grid's lines from left and top, in points; `regions` by row, then column."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    def box(self, region: Region) -> tuple[float, float, float, float]:
        return (
            self.xs[region.column],
            self.ys[region.row],
            self.xs[region.column + region.column_span],
            self.ys[region.row + region.row_span],
        )


def find_grids(rulings: Iterable[Ruling]) -> list[Grid]:
    """All grids of at least two cells that the rules of a page draw, from the top down."""
    grids = [grid for drawing in drawings_of(rulings) for grid in _grids_of(close_open_sides(drawing))]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def grid_of_boxes(boxes: Sequence[tuple[float, float, float, float]]) -> Grid:
    """A grid whose cells are given as boxes (left, top, right, bottom)."""
    xs = _clusters([x for box in boxes for x in (box[0], box[2])])
    ys = _clusters([y for box in boxes for y in (box[1], box[3])])
    regions = []
    for left, top, right, bottom in boxes:
        column, row = _nearest(xs, left), _nearest(ys, top)
        regions.append(Region(row, column, _nearest(ys, bottom) - row, _nearest(xs, right) - column))
    kept = sorted({region for region in regions if region.row_span > 0 and region.column_span > 0}, key=_place)
    return Grid(tuple(xs), tuple(ys), tuple(kept))


def without_frames(grids: Sequence[Grid], page_area: float) -> list[Grid]:
    """The grids without the regions that are frames: large parts of the page that hold another grid."""
    kept: list[Grid] = []
    for grid in grids:
        others = [other for other in grids if other is not grid]
        regions = [region for region in grid.regions if not _is_frame(grid.box(region), others, page_area)]
        if len(regions) == len(grid.regions):
            kept.append(grid)
        else:
            kept.extend(_compact(grid.xs, grid.ys, group) for group in _adjoining(regions) if len(group) > 1)
    return kept


def _is_frame(box: tuple[float, float, float, float], others: Sequence[Grid], page_area: float) -> bool:
    left, top, right, bottom = box
    if (right - left) * (bottom - top) < FRAME_SHARE * page_area:
        return False
    return any(
        left < other.xs[0] and other.xs[-1] < right and top < other.ys[0] and other.ys[-1] < bottom for other in others
    )


def _place(region: Region) -> tuple[int, int, int, int]:
    return region.row, region.column, region.row_span, region.column_span


def _grids_of(drawing: list[Ruling]) -> list[Grid]:
    xs = _clusters([r.at for r in drawing if not r.horizontal])
    ys = _clusters([r.at for r in drawing if r.horizontal])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_GRID_SQUARES:  # noqa: PLR2004 - two sides
        return []
    walls = _Walls(xs, ys, drawing)
    regions = [region for squares in _flood(walls) if (region := _rectangle(squares)) is not None]
    return [_compact(xs, ys, group) for group in _adjoining(regions) if len(group) > 1]


def _clusters(values: Iterable[float]) -> list[float]:
    """Positions nearer than the snap distance become their mean."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= SNAP_PT and value - groups[-1][0] <= 2 * SNAP_PT:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(positions: Sequence[float], value: float) -> int:
    after = bisect_left(positions, value)
    nearby = [index for index in (after - 1, after) if 0 <= index < len(positions)]
    return min(nearby, key=lambda index: abs(positions[index] - value))


class _Walls:
    """Which sides of the grid's squares are ruled. `below[i][j]`: the lower side of row i - 1, `beside` likewise."""

    def __init__(self, xs: list[float], ys: list[float], drawing: list[Ruling]) -> None:
        self.rows, self.columns = len(ys) - 1, len(xs) - 1
        self.above = [[False] * self.columns for _ in ys]
        self.left_of = [[False] * len(xs) for _ in range(self.rows)]
        middles_x = [(a + b) / 2 for a, b in pairwise(xs)]
        middles_y = [(a + b) / 2 for a, b in pairwise(ys)]
        for r in drawing:
            if r.horizontal:
                line = self.above[_nearest(ys, r.at)]
                for column in range(bisect_left(middles_x, r.start), bisect_right(middles_x, r.end)):
                    line[column] = True
            else:
                index = _nearest(xs, r.at)
                for row in range(bisect_left(middles_y, r.start), bisect_right(middles_y, r.end)):
                    self.left_of[row][index] = True

    def open_neighbours(self, row: int, column: int) -> list[tuple[int, int]]:
        """Squares reached without crossing a wall; one outside the grid among them."""
        found = []
        if not self.above[row][column]:
            found.append((row - 1, column))
        if not self.above[row + 1][column]:
            found.append((row + 1, column))
        if not self.left_of[row][column]:
            found.append((row, column - 1))
        if not self.left_of[row][column + 1]:
            found.append((row, column + 1))
        return found

    def holds(self, square: tuple[int, int]) -> bool:
        return 0 <= square[0] < self.rows and 0 <= square[1] < self.columns


def _flood(walls: _Walls) -> list[list[tuple[int, int]]]:
    """Squares grouped into regions that are closed to the outside."""
    seen: set[tuple[int, int]] = set()
    regions = []
    for start in ((row, column) for row in range(walls.rows) for column in range(walls.columns)):
        if start in seen:
            continue
        seen.add(start)
        squares, closed = [start], True
        for square in squares:
            for neighbour in walls.open_neighbours(*square):
                if not walls.holds(neighbour):
                    closed = False
                elif neighbour not in seen:
                    seen.add(neighbour)
                    squares.append(neighbour)
        if closed:
            regions.append(squares)
    return regions


def _rectangle(squares: list[tuple[int, int]]) -> Region | None:
    rows, columns = [row for row, _ in squares], [column for _, column in squares]
    row, column = min(rows), min(columns)
    height, width = max(rows) - row + 1, max(columns) - column + 1
    return Region(row, column, height, width) if height * width == len(squares) else None


def _adjoining(regions: list[Region]) -> list[list[Region]]:
    """Regions that share a corner are cells of one table."""
    parent = list(range(len(regions)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    at_corner: dict[tuple[int, int], int] = {}
    for index, region in enumerate(regions):
        for row in (region.row, region.row + region.row_span):
            for column in (region.column, region.column + region.column_span):
                parent[root(index)] = root(at_corner.setdefault((row, column), index))
    groups: dict[int, list[Region]] = defaultdict(list)
    for index, region in enumerate(regions):
        groups[root(index)].append(region)
    return list(groups.values())


def _compact(xs: Sequence[float], ys: Sequence[float], regions: list[Region]) -> Grid:
    """The grid with only the lines at which one of its cells begins or ends."""
    columns = sorted({c for r in regions for c in (r.column, r.column + r.column_span)})
    rows = sorted({c for r in regions for c in (r.row, r.row + r.row_span)})
    new_column = {old: new for new, old in enumerate(columns)}
    new_row = {old: new for new, old in enumerate(rows)}
    moved = [
        Region(
            new_row[r.row],
            new_column[r.column],
            new_row[r.row + r.row_span] - new_row[r.row],
            new_column[r.column + r.column_span] - new_column[r.column],
        )
        for r in regions
    ]
    return Grid(tuple(xs[c] for c in columns), tuple(ys[r] for r in rows), tuple(sorted(moved, key=_place)))
