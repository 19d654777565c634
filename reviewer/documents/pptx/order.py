"""The order of reading: rows from the top, in a row from the left, and columns under headings of their own whole.

A recursive cut along the gaps between boxes (the X-Y cut of Nagy and Seth, 1984).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reviewer.documents.pptx.placing import Place
from reviewer.documents.pptx.shapes import Item, TextItem

MAX_CUT_ITEMS = 500
"""Of more the places of their upper left corners must tell: the time for cutting grows with the square of their number."""
SLACK = 0.02
"""Share of the extent of all items by which boxes may overlap and still stand one after the other."""


def in_order(items: Sequence[Item]) -> list[Item]:
    """The items as they are read. A title stands right before what it heads: what stands beside it comes first."""
    rows = _cut(items, _down) if 1 < len(items) <= MAX_CUT_ITEMS else []
    if len(rows) < 2:  # noqa: PLR2004 - nothing to cut
        return _row_in_order(items)
    found: list[Item] = []
    first = 0
    while first < len(rows):
        last = _end_of_columns(rows, first)
        block = [item for row in rows[first:last] for item in row]
        found += _row_in_order(block)
        first = last
    return found


def _end_of_columns(rows: Sequence[Sequence[Item]], first: int) -> int:
    """The end of the rows that together are columns under headings of their own; the next row where there are none."""
    block = list(rows[first])
    last, end = first + 1, first + 1
    while len(columns := _cut(block, _across)) > 1:
        if last - first > 1 and all(_has_heading(column) for column in columns):
            end = last
        if last == len(rows):
            break
        block += rows[last]
        last += 1
    return end


def _row_in_order(items: Sequence[Item]) -> list[Item]:
    """Items between which no line can be drawn across the slide, or columns under headings of their own."""
    columns = _cut(items, _across) if 1 < len(items) <= MAX_CUT_ITEMS else []
    if len(columns) < 2:  # noqa: PLR2004 - nothing to cut
        return sorted(items, key=lambda item: (item.place.top, item.place.left))
    heads = [column for column in columns if _is_title(column)]
    beside = [column for column in columns if not _is_title(column) and _says_little(column)]
    if len(heads) == 1 and len(beside) == len(columns) - 1:
        columns = [*beside, *heads]
    return [item for column in columns for item in in_order(column)]


def _down(place: Place) -> tuple[float, float]:
    return place.top, place.bottom


def _across(place: Place) -> tuple[float, float]:
    return place.left, place.right


def _cut(items: Sequence[Item], span: Callable[[Place], tuple[float, float]]) -> list[list[Item]]:
    """The items in groups between which nothing stands, in order."""
    ordered = sorted(items, key=lambda item: span(item.place))
    begin, end = span(ordered[0].place)[0], max(span(item.place)[1] for item in items)
    slack = (end - begin) * SLACK
    groups: list[list[Item]] = []
    reached = begin
    for item in ordered:
        first, last = span(item.place)
        if not groups or first < reached - slack:
            groups = groups or [[]]
            groups[-1].append(item)
        else:
            groups.append([item])
        reached = max(reached, last)
    return groups


def _has_heading(items: Sequence[Item]) -> bool:
    """Whether a column of several items begins with a title, or a bold text."""
    top = min(items, key=lambda item: item.place.top)
    return len(items) > 1 and isinstance(top, TextItem) and (top.is_title or all(text.bold for text in top.texts))


def _is_title(items: Sequence[Item]) -> bool:
    return all(isinstance(item, TextItem) and item.is_title for item in items)


def _says_little(items: Sequence[Item]) -> bool:
    """Texts without bullets or numbers."""
    return all(isinstance(item, TextItem) and all(text.label is None for text in item.texts) for item in items)
