"""The running text round the plans: lines before, between and after them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewer.activities.plan import PlanTable
from reviewer.activities.tables import AsideTable, sort_tables
from reviewer.activities.wording import is_blank, one_line
from reviewer.model.document import Document, Paragraph

Part = Paragraph | PlanTable
"""A line of running text, or a plan."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A document as lines and plans in reading order, and the tables that are neither."""

    parts: tuple[Part, ...]
    aside: tuple[AsideTable, ...]

    @property
    def lines(self) -> tuple[Paragraph, ...]:
        return tuple(part for part in self.parts if isinstance(part, Paragraph))

    @property
    def plans(self) -> tuple[PlanTable, ...]:
        return tuple(part for part in self.parts if isinstance(part, PlanTable))

    @property
    def lines_before_plans(self) -> tuple[Paragraph, ...]:
        first = next((place for place, part in enumerate(self.parts) if isinstance(part, PlanTable)), len(self.parts))
        return tuple(part for part in self.parts[:first] if isinstance(part, Paragraph))


def outline_of(document: Document) -> Outline:
    """Lines are paragraphs cut at their line breaks. Rows above a plan's head count as lines, and so do the cells of an
    approval, a signature or a frame.
    """
    answers = {id(answer_table(answer)): answer for answer in sort_tables(document.tables)}
    parts: list[Part] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            parts += _lines(block)
        elif isinstance(answer := answers[id(block)], AsideTable):
            parts += _texts_of(answer) if answer.reason is None else []
        else:
            parts += [*_above_head(answer), answer]
    aside = tuple(answer for answer in answers.values() if isinstance(answer, AsideTable) and answer.reason)
    return Outline(tuple(parts), aside)


def answer_table(answer: PlanTable | AsideTable) -> object:
    return answer.table if isinstance(answer, AsideTable) else answer.grid.table


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    label = paragraph.label
    for text in paragraph.text.splitlines() or [""]:
        if not is_blank(text):
            yield replace(paragraph, text=one_line(text), label=label)
            label = None


def _texts_of(aside: AsideTable) -> list[Paragraph]:
    return [line for cell in aside.table.cells for line in _lines(Paragraph(cell.text, cell.page))]


def _above_head(plan: PlanTable) -> list[Paragraph]:
    rows = range(plan.header.first)
    cells = [cell for row in rows for cell in plan.grid.begun(row)]
    wide = plan.grid.width / 2
    return [
        line for cell in cells for line in _lines(Paragraph(cell.text, cell.page, centered=cell.column_span > wide))
    ]
