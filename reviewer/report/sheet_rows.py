"""Rows of a sheet as they stand in its part (ISO/IEC 29500-1, 18.3.1.73), written as text: openpyxl would make an object of
each cell, and a matrix of sixty municipalities has fifty thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from reviewer.report.sheet_styles import Styles
from reviewer.report.sheets import Look, Value

LONGEST_TEXT = 32_000
"""Excel holds 32,767 characters in a cell."""
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would read as the code of a character (ISO/IEC 29500-1, 22.9.2.19)."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class SheetRows:
    """The rows of a sheet of so many columns. Numbers and days keep their type; every text is a text."""

    def __init__(self, columns: int, styles: Styles) -> None:
        self._letters = [get_column_letter(number) for number in range(1, columns + 1)]
        self._styles = styles
        self._rows: list[str] = []
        self.last = 0

    def add(self, cells: Iterable[tuple[Value, Look]], height: float | None = None, *, below: int = 1) -> None:
        """A row, from the first column on. `height`: in points; `below`: how far below the last one."""
        self.last += below
        number = str(self.last)
        size = "" if height is None else f' ht="{height:.6g}" customHeight="1"'
        style = self._styles.number
        written = [
            f'<c r="{letter}{number}" s="{style(look, value)}"{_content(value)}'
            for letter, (value, look) in zip(self._letters, cells, strict=False)
        ]
        self._rows.append(f'<row r="{number}"{size}>{"".join(written)}</row>')

    @property
    def dimension(self) -> str:
        return f"A1:{self._letters[-1]}{self.last}"

    @property
    def data(self) -> str:
        """The element `sheetData`; one character that XML cannot hold would spoil the whole workbook, so it is left out."""
        return f"<sheetData>{_NOT_IN_XML.sub('', ''.join(self._rows))}</sheetData>"


def _content(value: Value) -> str:
    """The rest of a cell's element after the number of its style."""
    if isinstance(value, str):
        return f' t="inlineStr"><is>{_text(value)}</is></c>' if value else "/>"
    if value is None:
        return "/>"
    number: float = to_excel(value) if isinstance(value, date) else value  # type: ignore[no-untyped-call] # openpyxl's
    return f"><v>{number:.16g}</v></c>"


def _text(text: str) -> str:
    kept = text[:LONGEST_TEXT]
    spaces = ' xml:space="preserve"' if kept[0].isspace() or kept[-1].isspace() else ""
    if "_x" in kept:
        kept = _LIKE_ESCAPE.sub("_x005F_", kept)
    return f"<t{spaces}>{kept.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</t>"
