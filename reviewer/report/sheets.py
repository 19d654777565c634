"""Sheets of a workbook: a head that stays in sight, filters, typed cells, and no text that could become a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from math import ceil

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

LONGEST_TEXT = 32_000
"""Excel holds 32,767 characters in a cell."""
_FORMULA_STARTS = ("=", "+", "-", "@")

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; readable without colours too, since each look has its own word and weight."""

    fill: str | None = None
    bold: bool = False
    italic: bool = False
    centered: bool = False
    number_format: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """`width`: in characters."""

    title: str
    width: int
    look: Look = Look()


@dataclass(frozen=True, slots=True)
class Styled:
    """A value that looks otherwise than its column."""

    value: Value
    look: Look


_LINE_PT = 14
_HEAD = Look(fill="D9D9D9", bold=True, centered=True)
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def fill_sheet(
    sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Value | Styled]], frozen_columns: int = 1
) -> None:
    """Write a head and rows. Dates and numbers keep their type; every text is a text."""
    painter = _Painter()
    for index, column in enumerate(columns, start=1):
        painter.put(sheet.cell(1, index), column.title, _HEAD)
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.row_dimensions[1].height = _LINE_PT * max(ceil(len(item.title) / (item.width - 2)) + 1 for item in columns)
    last = 1
    for last, row in enumerate(rows, start=2):
        for index, (column, item) in enumerate(zip(columns, row, strict=True), start=1):
            value, look = (item.value, item.look) if isinstance(item, Styled) else (item, column.look)
            painter.put(sheet.cell(last, index), value, look)
    sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    _page(sheet)


class _Painter:
    """Puts values into cells. A style is composed once: composing it for each cell takes most of the time."""

    def __init__(self) -> None:
        self._styles: dict[tuple[Look, bool, bool], StyleArray] = {}

    def put(self, cell: Cell | MergedCell, value: Value, look: Look) -> None:
        like_formula = isinstance(value, str) and value.startswith(_FORMULA_STARTS)
        if not isinstance(value, str):
            cell.value = value
        elif value:
            cell.value = value[:LONGEST_TEXT]
            cell.data_type = "s"
        key = (look, isinstance(value, date), like_formula)
        if key not in self._styles:
            _paint(cell, *key)
            # openpyxl has no public way to reuse a composed style
            self._styles[key] = cell._style  # type: ignore[union-attr]  # noqa: SLF001
        else:
            cell._style = copy(self._styles[key])  # type: ignore[union-attr]  # noqa: SLF001


def _paint(cell: Cell | MergedCell, look: Look, is_date: bool, like_formula: bool) -> None:
    cell.number_format = look.number_format or ("DD.MM.YYYY" if is_date else "General")
    cell.quotePrefix = like_formula
    cell.font = Font(name="Times New Roman", size=11, bold=look.bold, italic=look.italic)
    cell.alignment = Alignment(
        horizontal="center" if look.centered else "left", vertical="center" if look.bold else "top", wrap_text=True
    )
    cell.border = _BORDER
    if look.fill:
        cell.fill = PatternFill("solid", start_color=look.fill)


def _page(sheet: Worksheet) -> None:
    """Printed on landscape sheets as wide as the table, the head on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
