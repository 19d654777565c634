"""A table as rows of cells, each merged cell in every row that it covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.activities.wording import is_blank, one_line
from reviewer.model.document import Cell, Table


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns are counted from 0.

    Attributes:
        rows: The cells that cover each row, from left to right, begun in it or above.
    """

    table: Table
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, table: Table) -> Grid:
        rows: list[list[Cell]] = [[] for _ in range(table.row_count)]
        for cell in table.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, table.row_count)):
                rows[row].append(cell)
        return cls(table, tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in rows))

    @property
    def height(self) -> int:
        return self.table.row_count

    @property
    def width(self) -> int:
        return self.table.column_count

    def begun(self, row: int) -> tuple[Cell, ...]:
        """The cells with text that begin in a row."""
        return tuple(cell for cell in self.rows[row] if cell.row == row and not is_blank(cell.text))

    def at(self, row: int, column: int) -> Cell | None:
        return next((cell for cell in self.rows[row] if cell.column <= column < cell.column + cell.column_span), None)

    def next_filled(self) -> list[int | None]:
        """For each row the next one below it in which a cell with text begins."""
        following: list[int | None] = [None] * self.height
        for row in range(self.height - 2, -1, -1):
            following[row] = row + 1 if self.begun(row + 1) else following[row + 1]
        return following

    def only_text(self, row: int) -> str | None:
        """The text of a row that says one thing: in one cell, or repeated in each."""
        texts = {one_line(cell.text) for cell in self.begun(row)}
        return texts.pop() if len(texts) == 1 else None

    def share_covered(self, row: int) -> float:
        """Share (0..1) of the columns that the cells with text that begin in the row cover."""
        covered = sum(cell.column_span for cell in self.begun(row))
        return covered / self.width if self.width else 0.0

    def column_cells(self, column: int, first_row: int) -> Iterator[Cell]:
        """The cells that begin in a column from a row on, whole-width cells left out."""
        for row in range(first_row, self.height):
            cell = self.at(row, column)
            if cell is not None and cell.row == row and cell.column == column and cell.column_span < self.width:
                yield cell

    def column_texts(self, column: int, first_row: int) -> Iterator[str]:
        return (cell.text for cell in self.column_cells(column, first_row))

    def page(self, row: int) -> int | None:
        return next(
            (cell.page for cell in self.rows[row] if cell.row == row and cell.page is not None), self.table.page
        )
