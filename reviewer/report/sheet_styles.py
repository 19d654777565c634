"""The looks of cells among the styles of a workbook."""

from __future__ import annotations

from datetime import date

from lxml import etree
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from reviewer.report.sheets import DATE_FORMAT, Look, Value

FORMULA_STARTS = ("=", "+", "-", "@")
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


class Styles:
    """The numbers of the styles of a workbook. Each is composed once: composing takes longer than writing a row."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._numbers: dict[tuple[Look, bool, bool], int] = {}

    def number(self, look: Look, value: Value) -> int:
        """The style of a cell with that value: a day has its format, a text that looks like a formula is marked as a text."""
        like_formula = isinstance(value, str) and value.startswith(FORMULA_STARTS)
        key = (look, isinstance(value, date), like_formula)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = _composed(self._sheet, *key)
        return number


def _composed(sheet: Worksheet, look: Look, is_date: bool, like_formula: bool) -> int:
    cell = Cell(sheet, 1, 1)  # it stands nowhere in the sheet
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
    return int(cell.style_id)


_FONT_PARTS = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""In the order of the schema (ISO/IEC 29500-1, 18.8.22). openpyxl has an order of its own."""


def with_ordered_fonts(styles: bytes) -> bytes:
    """The part `xl/styles.xml` with what makes up a font in the order of the schema."""
    root = etree.fromstring(styles)
    for font in root.iter("{*}font"):
        font[:] = sorted(font, key=lambda part: _FONT_PARTS.index(etree.QName(part).localname))
    return etree.tostring(root)
