"""From a document that was read to a roadmap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.activities.drafts import Draft
from reviewer.activities.front import Outline, outline_of
from reviewer.activities.headings import heading_above
from reviewer.activities.lists import ListReader, first_list
from reviewer.activities.notices import notices_of
from reviewer.activities.passport import passport_of
from reviewer.activities.plan import PlanReader
from reviewer.activities.title import Title, find_title, title_of_slides
from reviewer.model.document import Document, Paragraph
from reviewer.model.roadmap import Roadmap

PAGE_FORMATS = frozenset({"pdf", "scan"})
"""Formats that know lines on a page, and paragraphs only by guess."""
SLIDE_FORMATS = frozenset({"pptx"})
"""Formats whose first page is a title page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the drafts, the lines before the first activity, and remarks among the rows."""

    drafts: Sequence[Draft]
    before: Sequence[Paragraph]
    remarks: Sequence[str] = ()


def assemble(document: Document) -> Roadmap:
    """The roadmap in a document: its plan tables, or its lists where no table is a plan, and what it says of itself.

    A document in which nothing is found gives a roadmap without activities and a notice that says so.
    """
    outline = outline_of(document)
    title = _title_of(document, outline)
    reading = _read_plans(document.file, outline, title) if outline.plans else _read_lists(document, outline, title)
    activities = tuple(found for draft in reading.drafts if (found := draft.finished()) is not None)
    return Roadmap(
        file=document.file,
        format=document.format,
        passport=passport_of(document.file, title, reading.before, activities),
        activities=activities,
        notices=document.notices + notices_of(outline, activities),
        front_text="\n".join([*(line.text for line in outline.lines), *reading.remarks]),
    )


def _title_of(document: Document, outline: Outline) -> Title | None:
    lines = outline.lines_before_plans
    found = find_title(lines)
    return title_of_slides(lines, found) if document.format in SLIDE_FORMATS else found


def _read_plans(file: str, outline: Outline, title: Title | None) -> Reading:
    reader = PlanReader(file)
    between: list[Paragraph] = []
    skipped = title.end if title else 0
    for part in outline.parts:
        if isinstance(part, Paragraph):
            between.append(part)
            continue
        heading = heading_above(between[skipped:])
        if heading is not None:
            reader.enter_section(heading)
        reader.read(part)
        between, skipped = [], 0
    return Reading(reader.drafts, outline.lines_before_plans, reader.remarks)


def _read_lists(document: Document, outline: Outline, title: Title | None) -> Reading:
    """The items of the lists, where the title calls the document a plan or any of them has a deadline."""
    reader = ListReader(document.file, lines_are_cut=document.format in PAGE_FORMATS)
    reader.read(outline.lines, start=first_list(outline.lines, before=title.end if title else 0))
    is_plan = (title is not None and title.names_plan) or any("deadline" in draft.texts for draft in reader.drafts)
    return Reading(reader.drafts, outline.lines[: reader.first]) if is_plan else Reading((), outline.lines)
