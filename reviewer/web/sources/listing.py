"""Lines of running text round an asked item, for documents that are lists and no tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.model.document import Paragraph
from reviewer.web.sources.locating import LinePlace
from reviewer.web.sources.marking import Mark, Stretch, marked_lines
from reviewer.web.sources.view import ListView, ViewLine


@dataclass(frozen=True, slots=True)
class Listing:
    """An asked item. `marks`: keyed by the place of the line."""

    place: LinePlace
    anchor: str
    marks: tuple[Mark, ...]


def listed(lines: Sequence[Paragraph], listings: Sequence[Listing], *, around: int) -> Iterator[ListView]:
    """The lines round the items, in order; neighbours stand in one view. Headings that a quote is from stand with them."""
    anchors: dict[int, str] = {}
    for item in listings:
        anchors.setdefault(item.place.first, item.anchor)
    inside = {line for item in listings for line in range(item.place.first, item.place.last + 1)}
    marks: dict[int, list[Stretch]] = {}
    for mark in (mark for item in listings for mark in item.marks):
        marks.setdefault(mark.key[0], []).append((mark.start, mark.end))
    shown = {line + step for line in inside for step in range(-around, around + 1)} | set(marks)
    for run in _runs(sorted(line for line in shown if 0 <= line < len(lines))):
        views = tuple(
            ViewLine(
                tuple(piece for line in marked_lines(lines[place].text, marks.get(place, ())) for piece in line),
                lines[place].label,
                lines[place].heading_level > 0 or lines[place].bold,
                anchors.get(place),
                place in inside,
                lines[place].page,
            )
            for place in run
        )
        yield ListView(views, omitted=run[0] > 0)


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Places that follow one another."""
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run
