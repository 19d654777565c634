"""Where the asked rows stand in a document, and what is marked there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.web.sources.asked import Asked, Quote
from reviewer.web.sources.locating import LinePlace, RowPlace, SourceIndex
from reviewer.web.sources.marking import Mark, Stretch, stretches
from reviewer.web.sources.quoting import marks_above_table, marks_in_lines, marks_in_table


@dataclass(frozen=True, slots=True)
class Answer:
    """An asked row with where it stands and what is marked there. `above`: marks in the running text before its table."""

    asked: Asked
    anchor: str
    place: RowPlace | LinePlace | None
    marks: tuple[Mark, ...] = ()
    above: tuple[Mark, ...] = ()
    missing: tuple[str, ...] = ()

    def pages(self) -> set[int]:
        """The pages of the row, and those of marked cells in which it goes on."""
        place = self.place
        known = {self.asked.source.page}
        if isinstance(place, RowPlace):
            rows, marked = place.table.grid.rows, {mark.key for mark in self.marks}
            cells = [cell for row in place.table.rows_of_activity(place.row) for cell in rows[row]]
            shown = [cell for cell in cells if cell.row == place.row or (cell.row, cell.column) in marked]
            known = {cell.page for cell in shown if cell.page is not None} or known
        return {page for page in known if page is not None}


def answers_of(index: SourceIndex, rows: Sequence[Asked]) -> list[Answer]:
    """Rows that stand in one place, as the items of one cell do, have one anchor."""
    anchors: dict[object, str] = {}
    answers = []
    for number, asked in enumerate(rows, start=1):
        place = index.place_of(asked)
        spot = (place.table.number, place.row) if isinstance(place, RowPlace) else place
        anchor = f"row-{number}" if place is None else anchors.setdefault(spot, f"row-{number}")
        answers.append(_answer(index, asked, anchor, place))
    return answers


def _answer(index: SourceIndex, asked: Asked, anchor: str, place: RowPlace | LinePlace | None) -> Answer:
    if place is None:
        return Answer(asked, anchor, None, missing=tuple(quote.quote for quote in asked.quotes))
    marks: list[Mark] = []
    above: list[Mark] = []
    missing: list[str] = []
    for quote in asked.quotes:
        found, before = _marks(index, asked, place, quote)
        marks += found
        above += before
        if not found and not before:
            missing.append(quote.quote)
    return Answer(asked, anchor, place, tuple(marks), tuple(above), tuple(dict.fromkeys(missing)))


def _marks(
    index: SourceIndex, asked: Asked, place: RowPlace | LinePlace, quote: Quote
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    if isinstance(place, LinePlace):
        return marks_in_lines(index, asked, place, quote), ()
    found = marks_in_table(asked, place, quote)
    return found, () if found else marks_above_table(index.paragraphs_above(place.table), quote)


def own_stretches(asked: Asked) -> list[Stretch]:
    """Where the quotes of the activity itself stand in its text."""
    marked: list[Stretch] = []
    for quote in asked.quotes:
        if quote.field == "activity":
            end = quote.start + len(quote.quote)
            stands = quote.start >= 0 and asked.text[quote.start : end] == quote.quote
            marked += [(quote.start, end)] if stands else stretches(asked.text, quote.quote)[:1]
    return marked
