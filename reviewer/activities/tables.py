"""Which tables of a document are plans, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from reviewer.activities.columns import find_header
from reviewer.activities.contents import as_continuation, guess_header, settle
from reviewer.activities.grid import Grid
from reviewer.activities.plan import PlanTable
from reviewer.activities.vocabulary import begins_with, mentions
from reviewer.activities.wording import is_blank, one_line
from reviewer.model.document import Table

MAX_APPROVAL_ROWS = 8
MAX_SIGNATURE_ROWS = 4
MAX_PASSPORT_COLUMNS = 3
MIN_PASSPORT_ROWS = 3
_BLANK_LINE = re.compile(r"_{3,}|\bподпись\b|М\.\s?П\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AsideTable:
    """A table that is no plan. `reason`: in Russian, or None where nobody would take it for one (approval, signature,
    a frame round a text), and its text counts as running text.
    """

    table: Table
    reason: str | None


Answer = PlanTable | AsideTable


@dataclass(frozen=True, slots=True)
class Candidate:
    grid: Grid
    previous: PlanTable | None


def sort_tables(tables: tuple[Table, ...]) -> tuple[Answer, ...]:
    """What each table is, in order; a table may go on with the plan before it."""
    answers: list[Answer] = []
    previous: PlanTable | None = None
    for table in tables:
        candidate = Candidate(Grid.of(table), previous)
        answer = next(answer for rule in RULES if (answer := rule(candidate)) is not None)
        if isinstance(answer, PlanTable):
            previous = answer
        answers.append(answer)
    return tuple(answers)


def _texts(grid: Grid) -> list[str]:
    return [cell.text for cell in grid.table.cells if not is_blank(cell.text)]


def _empty(candidate: Candidate) -> Answer | None:
    return None if _texts(candidate.grid) else AsideTable(candidate.grid.table, None)


def _headed_plan(candidate: Candidate) -> Answer | None:
    """A table with a head of a plan; but schools, each with a deadline and a body, are no activities."""
    grid = candidate.grid
    found = find_header(grid)
    if found is None:
        return None
    header = settle(grid, found)
    titles = [column.title for column in header.columns if column.role == "activity"]
    if "activity" not in found.roles and any(mentions("blocks", "schools", title) for title in titles):
        return None
    return PlanTable(grid, header) if titles else None


def _approval(candidate: Candidate) -> Answer | None:
    grid = candidate.grid
    approves = any(begins_with("blocks", "approval", text) for text in _texts(grid))
    return AsideTable(grid.table, None) if approves and grid.height <= MAX_APPROVAL_ROWS else None


def _signature(candidate: Candidate) -> Answer | None:
    grid = candidate.grid
    signed = any(_BLANK_LINE.search(text) for text in _texts(grid))
    return AsideTable(grid.table, None) if signed and grid.height <= MAX_SIGNATURE_ROWS else None


def _frame(candidate: Candidate) -> Answer | None:
    """A single cell, or a single row, lays out a text."""
    grid = candidate.grid
    alone = len(_texts(grid)) == 1
    return AsideTable(grid.table, None) if alone or (grid.height == 1 and candidate.previous is None) else None


def _passport(candidate: Candidate) -> Answer | None:
    """«Наименование программы | …», «Цель | …», «Сроки реализации | …»: a text laid out in two columns."""
    grid = candidate.grid
    if grid.width > MAX_PASSPORT_COLUMNS:
        return None
    named = [
        any(begins_with("blocks", "passport", cell.text) for cell in grid.begun(row)[:2]) for row in range(grid.height)
    ]
    return AsideTable(grid.table, None) if sum(named) >= MIN_PASSPORT_ROWS and sum(named) * 2 >= len(named) else None


def _continuation(candidate: Candidate) -> Answer | None:
    if candidate.previous is None:
        return None
    header = as_continuation(candidate.grid, candidate.previous.header)
    return PlanTable(candidate.grid, header, continues=True) if header else None


def _guessed_plan(candidate: Candidate) -> Answer | None:
    header = guess_header(candidate.grid)
    return PlanTable(candidate.grid, header, guessed=header.last == 0) if header else None


def _titled(group: str, reason: str) -> Callable[[Candidate], Answer | None]:
    """A table set aside because its first row speaks of something else."""

    def rule(candidate: Candidate) -> Answer | None:
        titles = [cell.text for cell in candidate.grid.begun(0)]
        found = any(mentions("blocks", group, one_line(title)) for title in titles)
        return AsideTable(candidate.grid.table, reason) if found else None

    return rule


def _unknown(candidate: Candidate) -> Answer | None:
    return AsideTable(candidate.grid.table, "в ней нет столбца с мероприятиями")


RULES: tuple[Callable[[Candidate], Answer | None], ...] = (
    _empty,
    _headed_plan,
    _approval,
    _signature,
    _frame,
    _passport,
    _continuation,
    _guessed_plan,
    _titled("glossary", "похожа на список сокращений или терминов"),
    _titled("schools", "похожа на список образовательных организаций"),
    _titled("figures", "похожа на таблицу показателей без мероприятий"),
    _unknown,
)
