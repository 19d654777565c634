"""What each column of a table holds, by the words of its head."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from reviewer.activities.grid import Grid
from reviewer.activities.numbering import normalized_number
from reviewer.activities.timing import is_deadline, is_period_title
from reviewer.activities.vocabulary import Words, first_place, names, words_of
from reviewer.activities.wording import is_blank, one_line
from reviewer.model.document import Cell

Role = Literal[
    "number", "section", "activity", "deadline", "responsible", "participants", "outcome", "mark", "other", "unknown"
]
_ROLES: dict[str, Role] = {
    "activity": "activity",
    "deadline": "deadline",
    "participants": "participants",
    "responsible": "responsible",
    "outcome": "outcome",
    "section": "section",
    "other": "other",
}

MAX_TITLE_CHARS = 220
"""A longer cell is no column title."""
MAX_HEAD_WORD = 3
"""The word that tells the role is among so many first words of the title, 0-based."""
MAX_HEADER_ROWS = 3
_CACHE_TITLES = 4096

_NUMBER_TITLE = re.compile(
    r"(?:№|N[o°]?(?![^\W\d_])).{0,12}|(?:№\s*)?п\s*[./\\]?\s*п\.?|номер(?: п/п)?|код|пункт", re.IGNORECASE
)
_JOIN = re.compile(r"[,;/\n(]\s*$|\sи\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A grid column.

    Attributes:
        title: What stands above it, from the lowest row of the head.
        also: A second role: «Срок, ответственный» in one column.
        head: Number of the head cell that it stands under; columns under one cell hold parts of one text.
    """

    title: str
    role: Role
    also: Role | None = None
    head: int = -1


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a plan. `first`, `last`: its grid rows, 0-based; `last` is the first row below it."""

    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def roles(self) -> frozenset[Role]:
        also = {column.also for column in self.columns if column.also}
        return frozenset({column.role for column in self.columns} | also)

    def with_roles(self, roles: dict[int, Role]) -> Header:
        columns = tuple(replace(c, role=roles.get(i, c.role)) for i, c in enumerate(self.columns))
        return replace(self, columns=columns)


@lru_cache(maxsize=_CACHE_TITLES)
def role_of(title: str) -> tuple[Role, Role | None]:
    """The role that a title tells, and a second one where it names two things («Срок и ответственный»).

    The word that stands first decides («Срок проведения мероприятия» is a deadline); of two that begin together the
    longer. A title broken inside a word («Ответственн|ый») is read again with its lines put together.
    """
    line = one_line(title)
    if not line or len(line) > MAX_TITLE_CHARS:
        return "unknown", None
    if _NUMBER_TITLE.fullmatch(line):
        return "number", None
    found = _roles_in(words_of(line)) or _roles_in(words_of(title.replace("\n", "")))
    if not found:
        return ("mark" if is_period_title(line) else "unknown"), None
    role = found[0][1]
    if role in {"deadline", "outcome"} and is_period_title(line):
        return "mark", None
    return role, _second_role(line, role)


def _roles_in(words: Words) -> list[tuple[tuple[int, int], Role]]:
    found: list[tuple[tuple[int, int], Role]] = []
    for name in names("columns"):
        place = first_place("columns", name, words)
        if place is not None and place[0] <= MAX_HEAD_WORD:
            found.append(((place[0], -place[1]), _ROLES[name]))
    return sorted(found, key=lambda item: item[0])


def _second_role(line: str, first: Role) -> Role | None:
    pair: set[Role] = {"deadline", "responsible"}
    if first not in pair:
        return None
    other: Role = "responsible" if first == "deadline" else "deadline"
    for match in re.finditer(r"[^\W\d]+", line):
        if first_place("columns", other, words_of(match.group())) == (0, 1) and _JOIN.search(line[: match.start()]):
            return other
    return None


def find_header(grid: Grid, *, from_row: int = 0) -> Header | None:
    """The first rows of a table, from a row on, that read as the head of a plan."""
    for row in range(from_row, grid.height):
        header = header_at(grid, row)
        if header is not None:
            return header
    return None


def header_at(grid: Grid, row: int) -> Header | None:
    """The head that begins in a row, where one does."""
    header = titles_at(grid, row)
    return header if header.last > row and _is_head_of_plan(header) else None


def titles_at(grid: Grid, row: int) -> Header:
    """The titles that begin in a row, whatever they tell; no rows and no titles where its cells are data."""
    cells = grid.begun(row)
    if len(cells) < 2 or any(_is_data(cell) for cell in cells):  # noqa: PLR2004 - a head has two titles
        return untitled(grid, row)
    last = row + _depth(grid, row, cells)
    return Header(row, last, tuple(_column(grid, row, last, index) for index in range(grid.width)))


def untitled(grid: Grid, row: int) -> Header:
    """A head of no rows, its columns without titles and roles."""
    return Header(row, row, tuple(Column("", "unknown", head=index) for index in range(grid.width)))


def _is_data(cell: Cell) -> bool:
    """A text too long for a title, a number, or a deadline that is no title of a column of marks."""
    line = one_line(cell.text)
    if len(line) > MAX_TITLE_CHARS or normalized_number(line) is not None:
        return True
    return is_deadline(line) and role_of(cell.text)[0] == "unknown"


def _depth(grid: Grid, row: int, cells: tuple[Cell, ...]) -> int:
    """How many rows the head takes: as many as its tallest cell, or two where a group has titles below it."""
    tallest = max(cell.row_span for cell in cells)
    if 1 < tallest <= MAX_HEADER_ROWS and row + tallest < grid.height:
        return tallest
    groups = [cell for cell in cells if 1 < cell.column_span < grid.width]
    if not groups or row + 1 >= grid.height:
        return 1
    below = grid.begun(row + 1)
    titled = [cell for cell in below if role_of(cell.text)[0] != "unknown"]
    under_groups = all(any(_covers(group, cell.column) for group in groups) for cell in below)
    return 2 if below and under_groups and len(titled) * 2 >= len(below) else 1


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.column_span


def _column(grid: Grid, first: int, last: int, index: int) -> Column:
    """The lowest title that tells a role decides; where none does, the one above it."""
    titles = [cell for row in range(last - 1, first - 1, -1) if (cell := grid.at(row, index)) is not None]
    written = [cell for cell in titles if not is_blank(cell.text)]
    if not written:
        return Column("", "unknown")
    group_role = role_of(written[-1].text)[0]
    for cell in written:
        role, also = role_of(cell.text)
        if role == "mark" and group_role == "outcome":
            role = "outcome"
        if role != "unknown":
            return Column(one_line(cell.text), role, also, cell.row * grid.width + cell.column)
    return Column(one_line(written[0].text), "unknown", None, written[0].row * grid.width + written[0].column)


def _is_head_of_plan(header: Header) -> bool:
    """An activity with any other field; or a deadline and a body, with a column left over that may be the activity."""
    roles = header.roles
    if sum(column.role == "mark" for column in header.columns) == 1:
        roles -= {"mark"}
    if "activity" in roles:
        return bool(roles - {"activity", "other", "unknown"})
    return {"deadline", "responsible"} <= roles and bool(roles & {"section", "unknown"})
