"""Whether two parts of a table on neighbouring pages have the same columns, and one set of columns for both.

The tolerances follow dedoc's (ISP RAS, Apache-2.0) for tables over pages: the whole table within a few per cent, its
columns likewise. A page may be shifted as a whole: margins are mirrored for binding.
"""

from __future__ import annotations

from dataclasses import replace

from reviewer.documents.pdf.tables import PageCell, PageTable

_WIDTH_SHARE = 0.03
_SHIFT_SHARE = 0.12
_EDGE_SHARE = 0.013
_EDGE_PT = 4.0


def with_same_columns(first: PageTable, second: PageTable) -> tuple[PageTable, PageTable] | None:
    """Both parts on the columns of the one that has more of them, None where their columns differ."""
    width, other_width = first.xs[-1] - first.xs[0], second.xs[-1] - second.xs[0]
    shift = second.xs[0] - first.xs[0]
    if abs(width - other_width) > _WIDTH_SHARE * width or abs(shift) > _SHIFT_SHARE * width:
        return None
    scale = width / other_width
    placed = tuple(first.xs[0] + (x - second.xs[0]) * scale for x in second.xs)
    tolerance = max(_EDGE_PT, _EDGE_SHARE * width)
    if len(first.xs) >= len(placed):
        edges = _edge_map(placed, first.xs, tolerance)
        return None if edges is None else (first, _on_columns(second, first.xs, edges))
    edges = _edge_map(first.xs, placed, tolerance)
    return None if edges is None else (_on_columns(first, placed, edges), replace(second, xs=placed))


def _edge_map(edges: tuple[float, ...], wider: tuple[float, ...], tolerance: float) -> list[int] | None:
    """For each edge the number of the equal one among `wider`, None where one has no equal."""
    found = [min(range(len(wider)), key=lambda index: abs(wider[index] - edge)) for edge in edges]
    matched = all(abs(wider[index] - edge) <= tolerance for index, edge in zip(found, edges, strict=True))
    return found if matched and len(set(found)) == len(found) else None


def _on_columns(table: PageTable, xs: tuple[float, ...], edges: list[int]) -> PageTable:
    def moved(cell: PageCell) -> PageCell:
        start, end = edges[cell.column], edges[cell.column + cell.column_span]
        return replace(cell, column=start, column_span=end - start)

    return replace(table, xs=xs, cells=tuple(moved(cell) for cell in table.cells))
