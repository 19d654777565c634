"""A workbook of sheets with a head that stays in sight, filters, typed cells, and no text that could become a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reviewer.report.packaging import repack
from reviewer.report.sheet_rows import SheetRows
from reviewer.report.sheet_styles import Styles, with_ordered_fonts
from reviewer.report.sheets import Column, Look, Print, Styled, Value, head_height, row_height

Row = Sequence[Value | Styled]

_HEAD = Look(fill="D9D9D9", bold=True, centered=True)
_UPRIGHT_HEAD = Look(fill="D9D9D9", bold=True, centered=True, upright=True)
_MARGIN_INCHES = 0.4
_PRINTED_WHOLE = Print()
_STYLES = "xl/styles.xml"
_HOLLOW = re.compile(rb'<dimension ref="[^"]*"/>(.*?)<sheetData(?:/>|></sheetData>)', re.DOTALL)
"""Where a sheet that openpyxl has written without rows takes them in."""
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Book:
    """A workbook to be written. openpyxl writes all of it but the rows."""

    def __init__(self) -> None:
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._book.properties.creator = ""
        self._rows: list[tuple[Worksheet, SheetRows]] = []

    def add_sheet(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Iterable[Row],
        frozen_columns: int = 1,
        *,
        notes: Iterable[Sequence[Styled]] = (),
        printed: Print = _PRINTED_WHOLE,
    ) -> None:
        """A sheet with a head and rows. `notes`: rows below the table, apart from it, which filters leave in sight."""
        sheet = self._book.create_sheet(title)
        written = SheetRows(len(columns), Styles(sheet))
        written.add(_head(columns), head_height(columns))
        for row in rows:
            written.add(_cells(columns, row), row_height(columns, row, printed))
        last = written.last
        for place, note in enumerate(notes):
            written.add(((item.value, item.look) for item in note), below=1 if place else 2)
        _set_columns(sheet, columns, frozen_columns, last)
        _offer_choices(sheet, columns, last)
        _set_page(sheet, columns, frozen_columns, printed, written.last)
        self._rows.append((sheet, written))

    def saved(self, today: date | None = None) -> bytes:
        """The file; its bytes depend on what it holds and on `today`."""
        hollow, filled = io.BytesIO(), io.BytesIO()
        with zipfile.ZipFile(hollow, "w") as parts:
            ExcelWriter(self._book, parts).save()
        rows = {sheet.path.removeprefix("/"): written for sheet, written in self._rows}
        with zipfile.ZipFile(hollow) as old, zipfile.ZipFile(filled, "w") as new:  # `repack` compresses them
            for name in old.namelist():
                part = old.read(name)
                if name in rows:
                    part = _filled(part, rows[name])
                new.writestr(name, with_ordered_fonts(part) if name == _STYLES else part)
        return repack(filled.getvalue(), today)


def _head(columns: Sequence[Column]) -> Iterator[tuple[Value, Look]]:
    return ((column.title, _UPRIGHT_HEAD if column.upright else _HEAD) for column in columns)


def _cells(columns: Sequence[Column], row: Row) -> Iterator[tuple[Value, Look]]:
    for column, item in zip(columns, row, strict=True):
        yield (item.value, item.look) if isinstance(item, Styled) else (item, column.look)


def _filled(part: bytes, rows: SheetRows) -> bytes:
    """Raises: ValueError, where there is no room for rows in the part."""
    room = _HOLLOW.search(part)
    if room is None:
        raise ValueError("openpyxl has written a sheet in another form than it used to")
    before, after = part[: room.start()], part[room.end() :]
    dimension = f'<dimension ref="{rows.dimension}"/>'.encode()
    return b"".join((_DECLARATION, before, dimension, room[1], rows.data.encode(), after))


def _set_columns(sheet: Worksheet, columns: Sequence[Column], frozen_columns: int, last: int) -> None:
    for index, column in enumerate(columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
    sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


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


def _set_page(sheet: Worksheet, columns: Sequence[Column], frozen_columns: int, printed: Print, last: int) -> None:
    """Printed on landscape sheets of A4, the head on each. `last`: the last row, with the notes."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = printed.pages_wide
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    if printed.pages_wide > 1:
        sheet.print_title_cols = f"A:{get_column_letter(frozen_columns)}"
    if printed.columns is not None and printed.columns < len(columns):
        sheet.print_area = f"A1:{get_column_letter(printed.columns)}{last}"
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN_INCHES
    margins.bottom, margins.footer = 2 * _MARGIN_INCHES, _MARGIN_INCHES
    sheet.oddFooter.left.text = "&A"  # type: ignore[union-attr] # openpyxl makes it with the sheet
    sheet.oddFooter.right.text = "Стр. &P из &N"  # type: ignore[union-attr] # the same
