"""Reads the sheets of a workbook that a person filled in as grids of texts, within the limits of every file.

Our own reader of workbooks and not openpyxl: it is bounded, and it reads what any program saves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter

from reviewer.documents.guard import LIMITS, Limits, check_sheet_cells
from reviewer.documents.package import Package, damage_named, open_package
from reviewer.documents.xlsx.sheet import Book, read_sheet
from reviewer.documents.xlsx.workbook import EXCEL, SheetEntry, book_of, sheets_of
from reviewer.model.errors import InputError, UsageError
from reviewer.model.os_reasons import reason_of

_SAVE_AS = "Укажите книгу Excel (.xlsx), которую записала программа: «матрица.xlsx»."


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet. `rows`: texts by row and column, both 1-based; empty cells are left out. `blind`: some formula shows nothing."""

    title: str
    rows: Mapping[int, Mapping[int, str]]
    blind: bool = False

    def place(self, row: int, column: int) -> str:
        """«Решения!H7»."""
        return f"{self.title}!{get_column_letter(column)}{row}"


def read_grids(path: Path, limits: Limits = LIMITS) -> tuple[Grid, ...]:
    """Every sheet with anything in it, hidden ones too.

    Raises:
        UsageError: The file is missing, is no workbook, or is larger than the limits.
    """
    try:
        with open_package(path, path.name, EXCEL, limits) as package, damage_named(path.name, EXCEL):
            root, sheets = sheets_of(package, path.name)
            reader = _Reader(package, book_of(package, root), path.name, limits)
            grids = [reader.grid(sheet) for sheet in sheets if sheet.part in package.entries]
    except InputError as error:
        raise UsageError(f"--decisions: {error.message} {_SAVE_AS}", code="decisions", place=error.place) from error
    except OSError as error:
        raise UsageError(
            f"--decisions: файл «{path}» не открывается ({reason_of(error)}). {_SAVE_AS}", code="decisions"
        ) from error
    except (ValueError, LookupError, ArithmeticError) as error:
        # A sheet that was not written by any office program may hold anything where a number is expected.
        raise UsageError(f"--decisions: книга «{path.name}» повреждена. {_SAVE_AS}", code="decisions") from error
    return tuple(grid for grid in grids if grid.rows)


class _Reader:
    def __init__(self, package: Package, book: Book, name: str, limits: Limits) -> None:
        self._package = package
        self._book = book
        self._name = name
        self._limits = limits
        self._visited = 0

    def grid(self, entry: SheetEntry) -> Grid:
        with self._package.open(entry.part) as stream:
            sheet = read_sheet(stream, self._book, self._count_cell)
        rows = {row.index + 1: {cell.column + 1: cell.text.strip() for cell in row.cells} for row in sheet.rows}
        return Grid(entry.title, rows, not sheet.remarks.isdisjoint({"formula-without-value", "formula-error"}))

    def _count_cell(self) -> None:
        self._visited += 1
        check_sheet_cells(self._visited, self._name, self._limits)
