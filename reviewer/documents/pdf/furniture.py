"""What stands on a page and is no part of the document's text: page numbers, running heads and feet, a drawing's frame."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.documents.pdf.lines import Line, segments_of
from reviewer.documents.pdf.tables import PageTable

_PAGE_NUMBER = re.compile(r"\W*(?:стр(?:аница|\.)?|с\.|лист)?\s*\d{1,3}(?:\s*(?:из|/)\s*\d{1,3})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MARGIN_SHARE = 0.15
"""Page numbers and running heads stand in this share of the page's height at its top or bottom."""

_SAME_PLACE_PT = 4.0
_REPEATED_SHARE = 0.5
_MIN_REPEATS = 3
_TABULAR_SEGMENTS = 3


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page taken apart. `lines`: what lies outside tables, from the top down. `bold`: indexes of bold words among them
    that begin or end a line. Points.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[PageTable, ...]
    bold: frozenset[int] = frozenset()


def without_furniture(pages: Sequence[PageLayout]) -> list[PageLayout]:
    repeated_lines = _repeated_lines(pages)
    repeated_tables = _repeated_tables(pages)
    return [
        replace(
            page,
            lines=tuple(
                line
                for line in page.lines
                if not _is_page_number(line, page) and (page.number, _line_key(line, page)) not in repeated_lines
            ),
            tables=tuple(table for table in page.tables if _table_key(table) not in repeated_tables),
        )
        for page in pages
    ]


def _in_margin(line: Line, page: PageLayout) -> bool:
    margin = _MARGIN_SHARE * page.height
    return line.turn == 0 and (line.bottom < margin or line.top > page.height - margin)


def _is_page_number(line: Line, page: PageLayout) -> bool:
    """A number alone in the margin with nothing between it and the page's edge."""
    if not _in_margin(line, page) or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    tops = [*(other.top for other in page.lines), *(table.box.top_pt for table in page.tables)]
    bottoms = [*(other.bottom for other in page.lines), *(table.box.bottom_pt for table in page.tables)]
    return line.top <= min(tops) + 1 or line.bottom >= max(bottoms) - 1


def _line_key(line: Line, page: PageLayout) -> str:
    if not _in_margin(line, page):
        return ""
    side = "top" if line.top < page.height / 2 else "bottom"
    return f"{side} {_DIGITS.sub('#', line.text.lower())}"


def _repeated_lines(pages: Sequence[PageLayout]) -> set[tuple[int, str]]:
    """Page and key of the lines in the margins that stand at one height on half of the pages, or on several in a row."""
    places: dict[str, list[tuple[float, int]]] = defaultdict(list)
    tabular: set[int] = set()
    for page in pages:
        for line in page.lines:
            if key := _line_key(line, page):
                places[key].append(
                    (line.baseline if key.startswith("top") else page.height - line.baseline, page.number)
                )
                if len(segments_of(line, line.height)) >= _TABULAR_SEGMENTS:
                    tabular.add(page.number)
    found: set[tuple[int, str]] = set()
    for key, spots in places.items():
        spots.sort()
        middle = spots[len(spots) // 2][0]
        near = sorted({number for at, number in spots if abs(at - middle) <= _SAME_PLACE_PT})
        if _is_often(len(near), len(pages)) or _longest_run(near) >= _MIN_REPEATS:
            # The head of a table without rules is repeated like a running head: it is kept where it stands first.
            found.update((number, key) for number in near if number != near[0] or number not in tabular)
    return found


def _longest_run(numbers: Sequence[int]) -> int:
    """How many of the ascending numbers follow one another."""
    longest = run = 0
    for before, number in zip((None, *numbers), numbers, strict=False):
        run = run + 1 if before is not None and number == before + 1 else 1
        longest = max(longest, run)
    return longest


def _table_key(table: PageTable) -> tuple[object, ...]:
    """A table's place and text, digits aside: a title block or a stamp is the same on every page."""
    texts = tuple(_DIGITS.sub("#", line.text) for cell in table.cells for line in cell.lines)
    return round(table.box.left_pt), round(table.box.top_pt), table.row_count, texts


def _repeated_tables(pages: Sequence[PageLayout]) -> set[tuple[object, ...]]:
    seen: dict[tuple[object, ...], int] = defaultdict(int)
    for page in pages:
        for key in {_table_key(table) for table in page.tables}:
            seen[key] += 1
    return {key for key, count in seen.items() if _is_often(count, len(pages))}


def _is_often(count: int, pages: int) -> bool:
    """Whether what stands at one place on so many pages is furniture; two equal rows of a long document are not."""
    return count >= min(pages, _MIN_REPEATS) and count >= _REPEATED_SHARE * pages and pages > 1
