"""The rows of a form that a person filled in: columns known by their titles, cells checked one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from reviewer.facts.deadlines import parse_deadline
from reviewer.report import decisions_form as form
from reviewer.report.cleaning import shorten
from reviewer.report.decisions_workbook import Grid

Kind = TypeVar("Kind")
Key = tuple[str, ...]
"""Titles of columns of which one is enough."""

_FILLED_IN = (form.ANSWER, form.COMMENT, form.WHO, form.WHEN)
_LAST_HEAD_ROW = 20
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong in the cells of a workbook, in Russian, in the order of finding."""

    messages: list[str] = field(default_factory=list)

    def add(self, place: str, message: str) -> None:
        self.messages.append(f"{place}: {message}")


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row that a person filled something into. `columns`: by title in small letters."""

    grid: Grid
    number: int
    columns: Mapping[str, int]

    def text(self, title: str) -> str:
        column = self.columns.get(plain(title))
        return self.grid.rows[self.number].get(column, "") if column else ""

    def place(self, title: str) -> str:
        return self.grid.place(self.number, self.columns.get(plain(title), 1))

    def identifier(self, key: Key, ids: Mapping[str, str]) -> str:
        """The id in the row; where it was removed, that of the title. `ids`: by title in small letters."""
        written = self.text(key[0])
        title = self.text(key[-1])
        return written or ids.get(plain(title), title)

    def count(self, title: str) -> int | None:
        text = self.text(title)
        return int(text) if text.isdecimal() else None


def plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def form_rows(grids: Sequence[Grid], title: str, keys: Sequence[Key], faults: Faults) -> Iterator[FormRow] | None:
    """The rows with something filled in of all sheets that are such a form; None where there is none."""
    found = [(grid, head) for grid in grids if (head := _head(grid, keys))]
    named = [grid for grid in grids if plain(grid.title) == plain(title)]
    for grid in named:
        if not any(grid is other for other, _ in found):
            needed = ", ".join(" или ".join(f"«{name}»" for name in key) for key in (*keys, (form.ANSWER,)))
            faults.add(f"лист «{grid.title}»", f"не найдена строка заголовков. Нужны столбцы: {needed}.")
    return _rows(found, faults) if found else None


def _rows(found: Sequence[tuple[Grid, int]], faults: Faults) -> Iterator[FormRow]:
    for grid, head in found:
        if grid.blind:
            message = "есть формулы без значения или с ошибкой. Замените их значениями."
            faults.add(f"лист «{grid.title}»", message)
        columns = _columns(grid, head, faults)
        for number in grid.rows:
            row = FormRow(grid, number, columns)
            if number > head and any(row.text(name) for name in _FILLED_IN):
                yield row


def _head(grid: Grid, keys: Sequence[Key]) -> int | None:
    """The number of the row with the titles."""
    for number, cells in grid.rows.items():
        if number > _LAST_HEAD_ROW:
            return None
        titles = {plain(text) for text in cells.values()}
        if plain(form.ANSWER) in titles and all(any(plain(name) in titles for name in key) for key in keys):
            return number
    return None


def _columns(grid: Grid, head: int, faults: Faults) -> Mapping[str, int]:
    columns: dict[str, int] = {}
    for column, text in grid.rows[head].items():
        title = plain(text)
        if title in columns and title in map(plain, _FILLED_IN):
            message = f"второй столбец «{text}», первый – {grid.place(head, columns[title])}. Оставьте один."
            faults.add(grid.place(head, column), message)
        columns.setdefault(title, column)
    return columns


def answer_of(row: FormRow, answers: Mapping[str, Kind], signs: Mapping[str, Kind], faults: Faults) -> Kind | None:
    """What was chosen; None for an empty cell and for one that holds no answer, which is a fault."""
    text = row.text(form.ANSWER)
    wanted = plain(text).strip(" .!«»\"'")
    if not text or wanted in answers or text in signs:
        return answers.get(wanted, signs.get(text))
    near = get_close_matches(wanted, answers, n=1)
    hint = f" Возможно, имелось в виду «{near[0]}»." if near else ""
    faults.add(
        row.place(form.ANSWER),
        f"«{shorten(text, _LONGEST_QUOTE)}» – такого решения нет. Выберите: {', '.join(answers)}.{hint}",
    )
    return None


def date_of(row: FormRow, faults: Faults) -> date | None:
    """A date in any form that a deadline may have: «10.02.2024», «10 февраля 2024 года»."""
    text = row.text(form.WHEN)
    if not text:
        return None
    read = parse_deadline(text)
    (start, end), *further = read.intervals or ((None, None),)
    if read.kind == "date" and end is not None and not further and start in {None, end}:
        return end
    faults.add(row.place(form.WHEN), f"«{shorten(text, _LONGEST_QUOTE)}» – не дата. Напишите так: 10.02.2024.")
    return None
