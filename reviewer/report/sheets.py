"""Sheets of a workbook: a head that stays in sight, filters, typed cells, and no text that could become a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

LONGEST_TEXT = 32_000
"""Excel holds 32,767 characters in a cell."""
_FORMULA_STARTS = ("=", "+", "-", "@")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would read as the code of a character (ISO/IEC 29500-1, 22.9.2.19)."""

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; readable without colours too, since each look has its own word and weight."""

    fill: str | None = None
    bold: bool = False
    italic: bool = False
    centered: bool = False
    number_format: str | None = None
    upright: bool = False
    hatched: bool = False


DATE_FORMAT = "DD.MM.YYYY"


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what may be filled into it.

    Attributes:
        width: In characters.
        upright: Whether its title runs upwards.
        hidden: Whether it is for the program alone.
        choices: The words that a person may choose from.
        hint: What is shown to whoever stands in such a cell.
    """

    title: str
    width: int
    look: Look = Look()
    upright: bool = False
    hidden: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Styled:
    """A value that looks otherwise than its column."""

    value: Value
    look: Look


@dataclass(frozen=True, slots=True)
class Print:
    """How a sheet is printed.

    Attributes:
        columns: How many of its columns are printed, from the first; None for all.
        pages_wide: Over how many pages side by side they are spread.
    """

    columns: int | None = None
    pages_wide: int = 1


_LINE_PT = 14
_MOST_LINES = 28
"""A row higher than 409 points is refused by Excel; whatever is longer is read in the cell."""
_MOST_UNPRINTED_LINES = 3
_LETTER_PT = 5.8
"""Width of a letter of the head."""
_HEAD = Look(fill="D9D9D9", bold=True, centered=True)
_UPRIGHT_HEAD = Look(fill="D9D9D9", bold=True, centered=True, upright=True)
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MARGIN_INCHES = 0.4
_PRINTED_WHOLE = Print()


def fill_sheet(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value | Styled]],
    frozen_columns: int = 1,
    *,
    notes: Iterable[Sequence[Value | Styled]] = (),
    printed: Print = _PRINTED_WHOLE,
) -> None:
    """Write a head and rows. Dates and numbers keep their type; every text is a text.

    `notes`: rows below the table, apart from it, which filters leave in sight.
    """
    painter = _Painter()
    for index, column in enumerate(columns, start=1):
        painter.put(sheet.cell(1, index), column.title, _UPRIGHT_HEAD if column.upright else _HEAD)
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
    sheet.row_dimensions[1].height = max(map(_head_height, columns))
    last = 1
    for last, row in enumerate(rows, start=2):
        for index, (column, item) in enumerate(zip(columns, row, strict=True), start=1):
            value, look = (item.value, item.look) if isinstance(item, Styled) else (item, column.look)
            painter.put(sheet.cell(last, index), value, look)
        sheet.row_dimensions[last].height = _row_height(columns, row, printed)
    for line, note in enumerate(notes, start=last + 2):
        for index, item in enumerate(note, start=1):
            if isinstance(item, Styled):
                painter.put(sheet.cell(line, index), item.value, item.look)
    sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    _offer_choices(sheet, columns, last)
    _page(sheet, columns, frozen_columns, printed)


def _head_height(column: Column) -> float:
    """In points. An upright title takes two lines at most, side by side."""
    if column.upright:
        half = max(len(column.title) / 2, max(map(len, column.title.split()), default=0))
        return _LETTER_PT * (half + 5)
    return _LINE_PT * (ceil(len(column.title) / max(1, column.width - 2)) + 1)


def _row_height(columns: Sequence[Column], row: Sequence[Value | Styled], printed: Print) -> float:
    """In points, stated: not every program finds out by itself how high a row must be."""
    lines = 1
    for index, (column, item) in enumerate(zip(columns, row, strict=True)):
        value = item.value if isinstance(item, Styled) else item
        if isinstance(value, str) and not column.hidden:
            most = _MOST_LINES if printed.columns is None or index < printed.columns else _MOST_UNPRINTED_LINES
            lines = max(lines, min(most, _lines(value, column.width)))
    return _LINE_PT * lines + _LINE_PT / 4


def _lines(text: str, width: int) -> int:
    if len(text) < width and "\n" not in text:
        return 1
    return sum(ceil(len(line) / (width - 1)) or 1 for line in text.split("\n"))


def _offer_choices(sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    for index, column in enumerate(columns, start=1):
        if not column.choices or last == 1:
            continue
        validation = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        validation.errorTitle, validation.error = "Нет такого ответа", f"Выберите: {', '.join(column.choices)}."
        validation.promptTitle, validation.prompt = column.title, column.hint
        validation.showErrorMessage, validation.showInputMessage = True, bool(column.hint)
        letter = get_column_letter(index)
        validation.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(validation)


class _Painter:
    """Puts values into cells. A style is composed once: composing it for each cell takes most of the time."""

    def __init__(self) -> None:
        self._styles: dict[tuple[Look, bool, bool], StyleArray] = {}

    def put(self, cell: Cell | MergedCell, value: Value, look: Look) -> None:
        like_formula = isinstance(value, str) and value.startswith(_FORMULA_STARTS)
        if not isinstance(value, str):
            if value is not None:
                cell.value = value
        elif value:
            # openpyxl would look once more for what a cell may not hold, and for formulas: texts are clean, and are texts
            cell._value = _LIKE_ESCAPE.sub("_x005F_", value[:LONGEST_TEXT])  # type: ignore[union-attr]  # noqa: SLF001
            cell.data_type = "s"
        key = (look, isinstance(value, date), like_formula)
        if key not in self._styles:
            _paint(cell, *key)
            # openpyxl has no public way to reuse a composed style
            self._styles[key] = cell._style  # type: ignore[union-attr]  # noqa: SLF001
        else:
            cell._style = self._styles[key]  # type: ignore[union-attr]  # noqa: SLF001


def _paint(cell: Cell | MergedCell, look: Look, is_date: bool, like_formula: bool) -> None:
    cell.number_format = look.number_format or (DATE_FORMAT if is_date else "General")
    cell.quotePrefix = like_formula
    cell.font = Font(name="Times New Roman", size=11, bold=look.bold, italic=look.italic)
    cell.alignment = Alignment(
        horizontal="center" if look.centered else "left",
        vertical="center" if look.bold and look.centered else "top",
        wrap_text=True,
        text_rotation=90 if look.upright else 0,
    )
    cell.border = _BORDER
    if look.hatched:
        cell.fill = PatternFill("lightUp", start_color="A6A6A6", end_color="FFFFFF")
    elif look.fill:
        cell.fill = PatternFill("solid", start_color=look.fill)


def _page(sheet: Worksheet, columns: Sequence[Column], frozen_columns: int, printed: Print) -> None:
    """Printed on landscape sheets of A4, the head on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = printed.pages_wide
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    if printed.pages_wide > 1:
        sheet.print_title_cols = f"A:{get_column_letter(frozen_columns)}"
    if printed.columns is not None and printed.columns < len(columns):
        sheet.print_area = f"A1:{get_column_letter(printed.columns)}{sheet.max_row}"
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN_INCHES
    margins.bottom, margins.footer = 2 * _MARGIN_INCHES, _MARGIN_INCHES
    sheet.oddFooter.left.text = "&A"  # type: ignore[union-attr] # openpyxl makes it with the sheet
    sheet.oddFooter.right.text = "Стр. &P из &N"  # type: ignore[union-attr] # the same
