"""The matrix: municipalities × parameters, with totals, and what is asked to be seen of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.language.numerals import count_of, percent_text
from reviewer.model.corrections import Decision, VerdictKind
from reviewer.model.review import MunicipalityReview, Review, Statement, Status, Verdict
from reviewer.report.wording import NO_ROADMAP, NO_ROADMAP_SIGN, SIGNS, STATUSES, VERDICTS
from reviewer.store.correction_entries import standing
from reviewer.web.views.heads import Head
from reviewer.web.views.reviews import Shown

Mark = Literal["met", "partly", "not_met", "unknown", "none"]
"""A verdict, or none where there is no roadmap."""
Order = Literal["profile", "name", "worst"]
ORDERS: Mapping[Order, str] = {
    "profile": "как в профиле региона",
    "name": "по алфавиту",
    "worst": "сначала те, где соответствий меньше",
}
SHORT_WORDS: Mapping[Mark, str] = {
    "met": "да",
    "partly": "частично",
    "not_met": "нет",
    "unknown": "уточнить",
    "none": "нет карты",
}
"""What fits into a cell; the whole word is in its title and read aloud."""


_KIND = re.compile(r"^(?:(?:\w+\.|[А-ЯЁ]{2,})\s*)+(?=\w)")
"""What stands before a name: «г. о.», «ЗАТО г.»."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A verdict in the matrix.

    Attributes:
        path: Of its finding.
        words: All of it: «соответствует частично; решение методиста».
        decided: Whether a person has given it. `pending`: a sign of what was decided since; empty where nothing was.
    """

    parameter: str
    mark: Mark
    sign: str
    short: str
    words: str
    path: str
    decided: bool = False
    pending: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A parameter with its total. `words`: «9 из 10»."""

    number: int
    id: str
    title: str
    count: int
    total: int
    percent: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """`about`: «27 мероприятий», or why there are none; `met`: how many parameters are met."""

    id: str
    name: str
    path: str
    status: Status
    about: str
    met: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; empty: all. `verdict`: rows with such a mark, in the column `parameter` or in any."""

    text: str = ""
    status: str = ""
    parameter: str = ""
    verdict: str = ""
    order: Order = "profile"

    @property
    def narrows(self) -> bool:
        return bool(self.text or self.status or self.verdict)

    def holds(self, row: Row) -> bool:
        if _folded(self.text) not in _folded(row.name) or (self.status and row.status != self.status):
            return False
        asked = [cell for cell in row.cells if not self.parameter or cell.parameter == self.parameter]
        return not self.verdict or any(cell.mark == self.verdict for cell in asked)


@dataclass(frozen=True, slots=True)
class Matrix:
    """`rows`: those that were asked for, of `municipalities`; the totals are of all. `statuses`: those that occur."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    municipalities: int
    statuses: tuple[tuple[Status, str], ...]
    decided: int
    pending: int

    @property
    def shown(self) -> str:
        """«12 из 60 муниципалитетов»."""
        return f"{len(self.rows)} из {count_of(self.municipalities, 'муниципалитет', 'gent')}"


def view_matrix(shown: Shown, head: Head, asked: Filter | None = None) -> Matrix:
    review, asked = shown.review, asked or Filter()
    waiting = pending_verdicts(shown)
    rows = [_row(one, head, waiting) for one in review.municipalities]
    cells = [cell for row in rows for cell in row.cells]
    found = {one.status for one in review.municipalities}
    return Matrix(
        columns=tuple(_column(number, one) for number, one in enumerate(review.statements, start=1)),
        rows=tuple(_ordered([row for row in rows if asked.holds(row)], asked.order)),
        municipalities=len(rows),
        statuses=tuple((status, words) for status, words in STATUSES.items() if status in found),
        decided=sum(cell.decided for cell in cells),
        pending=sum(bool(cell.pending) for cell in cells),
    )


def pending_verdicts(shown: Shown) -> Mapping[tuple[str, str], VerdictKind | None]:
    """What was decided of verdicts since the result, by municipality and parameter; None: as the program will judge."""
    if not shown.is_newest:
        return {}
    in_force = {entry.target: entry.body for entry in standing(shown.entries)}
    found: dict[tuple[str, str], VerdictKind | None] = {}
    for entry in shown.pending:
        if entry.kind == "verdict":
            body = in_force.get(entry.target)
            _, municipality, parameter = entry.target.split("/", 2)
            found[municipality, parameter] = body.verdict if isinstance(body, Decision) else None
    return found


def titles_of(review: Review) -> Mapping[str, str]:
    """Titles of the parameters by id, in their order."""
    return {one.id: one.title for one in review.statements}


def mark_of(verdict: Verdict, status: Status) -> Mark:
    return "none" if verdict.verdict == "unknown" and status != "reviewed" else verdict.verdict


def _row(municipality: MunicipalityReview, head: Head, waiting: Mapping[tuple[str, str], VerdictKind | None]) -> Row:
    reviewed = municipality.reviewed
    about = count_of(len(reviewed.facts), "мероприятие") if reviewed else STATUSES[municipality.status]
    return Row(
        id=municipality.id,
        name=municipality.name,
        path=head.municipality(municipality.id),
        status=municipality.status,
        about=about,
        met=sum(verdict.verdict == "met" for verdict in municipality.verdicts),
        cells=tuple(_cell(verdict, municipality, head, waiting) for verdict in municipality.verdicts),
    )


def _cell(
    verdict: Verdict,
    municipality: MunicipalityReview,
    head: Head,
    waiting: Mapping[tuple[str, str], VerdictKind | None],
) -> Cell:
    mark = mark_of(verdict, municipality.status)
    key = municipality.id, verdict.parameter
    decided = verdict.decision is not None and verdict.decision.verdict is not None
    words = [NO_ROADMAP if mark == "none" else VERDICTS[verdict.verdict]]
    words += ["решение методиста"] if decided else []
    pending = ""
    if key in waiting:
        decision = waiting[key]
        pending = SIGNS[decision] if decision else SIGNS[verdict.by_rules]
        words.append(f"учтётся при пересчёте: {VERDICTS[decision] if decision else 'как решит программа'}")
    return Cell(
        verdict.parameter,
        mark,
        NO_ROADMAP_SIGN if mark == "none" else SIGNS[verdict.verdict],
        SHORT_WORDS[mark],
        "; ".join(words),
        head.finding(municipality.id, verdict.parameter),
        decided,
        pending,
    )


def _column(number: int, statement: Statement) -> Column:
    return Column(
        number,
        statement.id,
        statement.title,
        statement.count,
        statement.total,
        percent_text(statement.percent),
        f"{statement.count} из {statement.total}",
    )


def _ordered(rows: Sequence[Row], order: Order) -> Sequence[Row]:
    if order == "name":
        return sorted(rows, key=lambda row: _folded(_KIND.sub("", row.name)))
    return sorted(rows, key=lambda row: row.met) if order == "worst" else rows


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е").strip()
