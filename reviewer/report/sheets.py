"""What a sheet of a workbook is: columns and their looks, what may stand in a cell, and how it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

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


def head_height(columns: Sequence[Column]) -> float:
    """In points."""
    return max(map(_title_height, columns))


def _title_height(column: Column) -> float:
    """An upright title takes two lines at most, side by side."""
    if column.upright:
        half = max(len(column.title) / 2, max(map(len, column.title.split()), default=0))
        return _LETTER_PT * (half + 5)
    return _LINE_PT * (ceil(len(column.title) / max(1, column.width - 2)) + 1)


def row_height(columns: Sequence[Column], row: Sequence[Value | Styled], printed: Print) -> float:
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
