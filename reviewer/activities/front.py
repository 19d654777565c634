"""The running text round the plans: lines before, between and after them, and the headings among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewer.activities.numbering import is_roman, split_lead
from reviewer.activities.plan import PlanTable
from reviewer.activities.tables import AsideTable, sort_tables
from reviewer.activities.vocabulary import begins_with
from reviewer.activities.wording import is_blank, one_line
from reviewer.model.document import Document, Paragraph

MAX_HEADING_CHARS = 250
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


def heading_above(lines: list[Paragraph]) -> str | None:
    """The heading of a section among the lines between a title, or a plan, and the next plan: the last of them that
    reads as one, with the bare «Раздел II» above it.
    """
    for place in range(len(lines) - 1, -1, -1):
        if is_heading(lines[place]) and not _is_list_item(lines, place):
            above = lines[place - 1] if place else None
            bare = above is not None and is_heading(above) and _is_bare_label(above)
            return f"{printed(above)} {printed(lines[place])}" if above and bare else printed(lines[place])
    return None


def printed(line: Paragraph) -> str:
    """A line with its automatic number."""
    return one_line(f"{line.label} {line.text}" if line.label else line.text)


def is_heading(line: Paragraph) -> bool:
    text = printed(line)
    if len(text) > MAX_HEADING_CHARS or "___" in text or begins_with("blocks", "annex", text):
        return False
    if begins_with("blocks", "approval", text) or (begins_with("title", "stops", text) and text.endswith(".")):
        return False
    if line.heading_level or _is_numbered_section(text):
        return True
    styled = (line.bold or line.centered) and not text.endswith((".", ";", ":"))
    return styled or (split_lead(text).number is not None and not text.endswith((".", ";", ":")))


def _is_numbered_section(text: str) -> bool:
    return is_roman(text) or (begins_with("rows", "section", text) and any(sign.isdigit() for sign in text[:15]))


def _is_bare_label(line: Paragraph) -> bool:
    return _is_numbered_section(printed(line)) and len(line.text.split()) <= 2  # noqa: PLR2004 - «Раздел II»


def _is_list_item(lines: list[Paragraph], place: int) -> bool:
    """One of several numbered lines, or a numbered line with text after it: tasks and goals, not a heading."""
    line = lines[place]
    if line.heading_level or line.bold or line.centered or _is_numbered_section(printed(line)):
        return False
    beside = lines[place - 1 : place] + lines[place + 1 : place + 2]
    return place + 1 < len(lines) or any(split_lead(printed(other)).number for other in beside)
