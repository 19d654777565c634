"""One row of a plan: its texts by role, and which of them are its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewer.activities.columns import Column, Header, Role
from reviewer.activities.grid import Grid
from reviewer.activities.numbering import normalized_number
from reviewer.activities.timing import is_deadline, split_deadline
from reviewer.activities.vocabulary import entries, mentions
from reviewer.activities.wording import is_blank, joined, one_line
from reviewer.model.document import Cell

FIELDS: tuple[Role, ...] = ("deadline", "responsible", "participants", "outcome")
"""The fields that a heading row leaves empty."""


@dataclass(frozen=True, slots=True)
class Row:
    """A grid row, 0-based.

    Attributes:
        texts: The text of each role as it is printed, with the lines of its cells; cells merged over several rows give
            theirs to each.
        own: Roles of the cells with text that begin in this row.
        number: The number in the column of numbers, normalised.
        number_is_shared: Whether the cell of the number began in a row above.
        number_of_section: Whether the number is merged over several rows together with a cell of the section's column.
        single: The one text of a row that says nothing else.
        share_covered: Share (0..1) of the columns that the row's own cells with text cover.
    """

    index: int
    texts: Mapping[Role, str]
    own: frozenset[Role]
    number: str | None
    number_is_shared: bool
    number_of_section: bool
    single: str | None
    share_covered: float

    def text(self, role: Role) -> str:
        return self.texts.get(role, "")

    @property
    def own_fields(self) -> frozenset[Role]:
        return self.own & frozenset(FIELDS)

    @property
    def shared_fields(self) -> frozenset[Role]:
        return frozenset(role for role in FIELDS if role in self.texts) - self.own


def read_row(grid: Grid, header: Header, index: int) -> Row:
    placed = [(cell, role, _columns_of(header, cell)) for cell in grid.rows[index] for role in [_role(header, cell)]]
    filled = [(cell, role, columns) for cell, role, columns in placed if columns and not is_blank(cell.text)]
    texts: dict[Role, str] = {}
    for wanted in dict.fromkeys(role for _, role, _ in filled):
        texts[wanted] = _joined(wanted, [(cell, columns) for cell, role, columns in filled if role == wanted])
    _part_two_roles(texts, header)
    _read_marks(texts, [(cell, columns) for cell, role, columns in filled if role == "mark"])
    own = {role for cell, role, _ in filled if cell.row == index}
    numbers = [cell for cell, role, _ in filled if role == "number"]
    return Row(
        index=index,
        texts=texts,
        own=frozenset(("deadline" if role == "mark" else role) for role in own) | _own_second_roles(header, own, texts),
        number=normalized_number(texts.get("number", "")),
        number_is_shared=bool(numbers) and numbers[0].row < index,
        number_of_section=any(
            _same_rows(number, cell) for number in numbers for cell, role, _ in filled if role == "section"
        ),
        single=grid.only_text(index),
        share_covered=grid.share_covered(index),
    )


def _same_rows(number: Cell, section: Cell) -> bool:
    return number.row_span > 1 and (number.row, number.row_span) == (section.row, section.row_span)


def _columns_of(header: Header, cell: Cell) -> tuple[Column, ...]:
    return header.columns[cell.column : cell.column + cell.column_span]


def _role(header: Header, cell: Cell) -> Role:
    """The role of the columns that a cell covers; of several the one that its text fits."""
    roles = list(dict.fromkeys(column.role for column in _columns_of(header, cell)))
    if len(roles) == 1 or not roles:
        return roles[0] if roles else "unknown"
    if "activity" in roles:
        return "activity"
    if "deadline" in roles and not is_deadline(cell.text):
        roles.remove("deadline")
    return next((role for role in roles if role in FIELDS), roles[0])


def _joined(role: Role, cells: list[tuple[Cell, tuple[Column, ...]]]) -> str:
    """Cells under one title hold parts of one text. Under several: a beginning and an end are joined by a dash, other
    fields, such as «Показатель» and «Результат», by a semicolon, so that nothing is lost; of «Направление» and
    «Задача» the first names the section, and of two numbers the last is the activity's.
    """
    by_head: dict[int, list[str]] = {}
    for cell, columns in cells:
        by_head.setdefault(columns[0].head, []).append(cell.text)
    parts = [" ".join(texts) for texts in by_head.values()]
    if role in {"section", "number"}:
        return parts[0 if role == "section" else -1]
    if role == "deadline" and _is_range(columns[0].title for _, columns in cells):
        return joined(parts, " – ")
    return joined(parts, " " if role == "activity" else "; ")


def _is_range(titles: Iterable[str]) -> bool:
    return any(mentions("deadline_range", "ends", title) for title in titles)


def _part_two_roles(texts: dict[Role, str], header: Header) -> None:
    """Part «март 2024 г., методист» where one column is titled as deadline and responsible."""
    for column in header.columns:
        text = texts.get(column.role)
        if column.also is None or text is None:
            continue
        deadline, rest = split_deadline(text)
        parts: dict[Role, str] = {"deadline": deadline, "responsible": rest}
        for role in (column.role, column.also):
            texts.pop(role, None)
            if parts[role]:
                texts[role] = parts[role]
        return


def _own_second_roles(header: Header, own: set[Role], texts: Mapping[Role, str]) -> frozenset[Role]:
    pairs = ((column.role, column.also) for column in header.columns if column.also)
    return frozenset(also for role, also in pairs if role in own and also in texts)


def _read_marks(texts: dict[Role, str], cells: list[tuple[Cell, tuple[Column, ...]]]) -> None:
    """Turn signs in columns of months or quarters into a deadline: the titles as printed, joined by commas."""
    texts.pop("mark", None)
    titles: list[str] = []
    for cell, columns in cells:
        marked = [column.title for column in columns if column.role == "mark"]
        titles += _marked_deadline(one_line(cell.text), marked)
    if titles and "deadline" not in texts:
        texts["deadline"] = ", ".join(dict.fromkeys(titles))


def _marked_deadline(text: str, titles: list[str]) -> list[str]:
    """A sign stands for the titles; a date for itself; «март» under «2025», or «15» under «март», wants both."""
    if text.lower() in entries("marks", "signs"):
        return titles
    if is_deadline(text) and any(sign.isdigit() for sign in text):
        return [text]
    return [f"{text} {', '.join(titles)}"]
