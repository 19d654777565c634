"""A row of a plan among its neighbours: all that a heuristic may look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reviewer.activities.columns import Header
from reviewer.activities.grid import Grid
from reviewer.activities.numbering import normalized_number
from reviewer.activities.rows import Row
from reviewer.activities.wording import is_blank

RowKind = Literal["empty", "header", "remark", "section", "continued", "activity"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A row among its neighbours.

    Attributes:
        before: The last activity row above it, with the texts that it has now.
        after: The next row below it that has texts of its own.
        numbered: Whether most rows of the plan have a number in its column.
        has_fields: Whether any column of the plan holds another field than the activity.
    """

    grid: Grid
    header: Header
    row: Row
    before: Row | None
    after: Row | None
    numbered: bool
    has_fields: bool


def is_numbered(grid: Grid, header: Header) -> bool:
    """Whether at least half of a plan's rows have a number in the column of numbers."""
    columns = [index for index, column in enumerate(header.columns) if column.role == "number"]
    texts = [text for index in columns for text in grid.column_texts(index, header.last)]
    numbers = sum(normalized_number(text) is not None for text in texts if not is_blank(text))
    return bool(texts) and numbers * 2 >= len(texts)
