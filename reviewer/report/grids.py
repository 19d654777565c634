"""What docxtpl leaves undone in tables: the grid of repeated columns, by which LibreOffice goes, and the place of shadings."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element


def fit_grid(table: _Element) -> None:
    """Make the grid of a `w:tbl` that of its fullest row, narrowed in proportion where the page is too narrow.

    A table whose cells state no widths is left as it is.
    """
    rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
    fullest = max(rows, key=len, default=[])
    widths = [_width(cell) for cell in fullest]
    grid = table.find(qn("w:tblGrid"))
    if grid is None or not widths or not all(widths):
        return
    room = _room(table)
    scale = min(1.0, room / sum(widths)) if room else 1.0
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(int(width * scale)))
        grid.append(column)
    if scale < 1.0:
        for cell in (cell for row in rows for cell in row):
            _set_width(cell, int(_width(cell) * scale))


def settle_shading(table: _Element) -> None:
    """Put the shading of each cell where the schema has it: docxtpl's `cellbg` writes it before the width."""
    for layout in table.iter(qn("w:tcPr")):
        shading = layout.find(qn("w:shd"))
        if shading is not None:
            layout.remove(shading)
            layout.insert(sum(child.tag in _BEFORE_SHADING for child in layout), shading)


_BEFORE_SHADING = frozenset(
    qn(f"w:{name}") for name in ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders")
)
"""ECMA-376, part 1, CT_TcPrBase."""


def _width(cell: _Element) -> int:
    """In twentieths of a point; 0 where the cell states none."""
    stated = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    return int(stated.get(qn("w:w"), "0")) if stated is not None and stated.get(qn("w:type")) == "dxa" else 0


def _set_width(cell: _Element, width: int) -> None:
    stated = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    if stated is not None:
        stated.set(qn("w:w"), str(width))


def _room(table: _Element) -> int:
    """The width between the margins of the section that the table is in, in twentieths of a point; 0 if unknown."""
    sections = (section for block in table.itersiblings() for section in block.iter(qn("w:sectPr")))
    section = next(sections, None)
    if section is None:
        return 0
    page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if page is None or margins is None:
        return 0
    sides = int(margins.get(qn("w:left"), "0")) + int(margins.get(qn("w:right"), "0"))
    return int(page.get(qn("w:w"), "0")) - sides
