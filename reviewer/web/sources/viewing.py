"""The view of a file for the rows that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reviewer.documents.reading import read_document
from reviewer.model.document import Document
from reviewer.model.errors import Place
from reviewer.web.sources.asked import Asked, Quote
from reviewer.web.sources.boxing import Boxed, row_boxes, text_boxes
from reviewer.web.sources.listing import Listing, listed
from reviewer.web.sources.locating import LinePlace, PlacedTable, RowPlace, SourceIndex
from reviewer.web.sources.marking import Mark, Stretch, marked_lines, stretches
from reviewer.web.sources.quoting import marks_above_table, marks_in_lines, marks_in_table
from reviewer.web.sources.redrawing import Drawing, redrawn
from reviewer.web.sources.sheets import Sheet, sheets_of
from reviewer.web.sources.view import FoundRow, Line, ListView, PageView, Run, SourceView, TableView

ROWS_AROUND = 3
"""Rows, or lines, in sight before and after an asked one."""
PAGE_FORMATS = frozenset({"pdf", "scan"})


@dataclass(frozen=True, slots=True)
class Answer:
    """An asked row with where it stands and what is marked there. `above`: marks in the running text before its table."""

    asked: Asked
    anchor: str
    place: RowPlace | LinePlace | None
    marks: tuple[Mark, ...] = ()
    above: tuple[Mark, ...] = ()
    missing: tuple[str, ...] = ()


def source_view(path: Path, name: str, rows: Sequence[Asked], *, document: Document | None = None) -> SourceView:
    """What to show of a file beside a finding.

    Args:
        name: What the user calls the file.
        rows: In the order in which they are shown.
        document: The file as it was read, where the caller has kept it; it is read again without.

    Raises: InputError.
    """
    known = read_document(path, name=name) if document is None else document
    index = SourceIndex(known)
    answers = _answers(index, rows)
    sheets = sheets_of(path, name, _pages_needed(answers)) if known.format in PAGE_FORMATS else {}
    return _shown(index, answers, sheets)


def document_view(document: Document, rows: Sequence[Asked]) -> SourceView:
    """The same without the pages' pictures: nothing is opened."""
    index = SourceIndex(document)
    return _shown(index, _answers(index, rows), {})


def _answers(index: SourceIndex, rows: Sequence[Asked]) -> list[Answer]:
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


def _pages_needed(answers: Iterable[Answer]) -> set[int]:
    """The pages of the rows, and the next ones: a row may go on there."""
    pages = {page for found in answers for page in _pages_of(found)}
    return pages | {page + 1 for page in pages}


def _pages_of(found: Answer) -> set[int]:
    place = found.place
    pages = set[int | None]()
    if isinstance(place, RowPlace):
        marked = {mark.key for mark in found.marks}
        cells = place.table.grid.rows[place.row]
        pages = {cell.page for cell in cells if cell.row == place.row or (cell.row, cell.column) in marked}
    return {page for page in pages if page is not None} or {page for page in (found.asked.source.page,) if page}


def _shown(index: SourceIndex, answers: Sequence[Answer], sheets: Mapping[int, Sheet]) -> SourceView:
    is_paged = index.document.format in PAGE_FORMATS
    boxes = [list(_boxes(found, sheets)) for found in answers]
    tables = _tables(index, answers, whole=not is_paged)
    return SourceView(
        index.document.file,
        index.document.format,
        tuple(_found_row(found, boxed=bool(boxed)) for found, boxed in zip(answers, boxes, strict=True)),
        tables,
        _lists(index, answers),
        tuple(_pages(answers, boxes, sheets)),
        index.document.page_count,
    )


def _boxes(found: Answer, sheets: Mapping[int, Sheet]) -> Iterator[Boxed]:
    if isinstance(found.place, RowPlace):
        yield from row_boxes(found.place, found.marks, sheets)
    elif isinstance(found.place, LinePlace):
        sheet = sheets.get(found.asked.source.page or 0)
        if sheet is not None:
            yield from text_boxes(found.asked.text, sheet)


def _tables(index: SourceIndex, answers: Sequence[Answer], *, whole: bool) -> tuple[TableView, ...]:
    """Each table that has an asked row, in the order of the document."""
    by_table: dict[int, list[Answer]] = {}
    for found in answers:
        if isinstance(found.place, RowPlace):
            by_table.setdefault(found.place.table.number, []).append(found)
    around = ROWS_AROUND if whole else 0
    return tuple(
        redrawn(_drawing(index, index.tables[number], by_table[number]), around=around, whole=whole)
        for number in sorted(by_table)
    )


def _drawing(index: SourceIndex, table: PlacedTable, answers: Sequence[Answer]) -> Drawing:
    marks: dict[tuple[int, int], list[Stretch]] = {}
    for mark in (mark for found in answers for mark in found.marks):
        marks.setdefault(mark.key, []).append((mark.start, mark.end))
    anchors: dict[int, str] = {}
    for found in answers:
        if isinstance(found.place, RowPlace):
            anchors.setdefault(found.place.row, found.anchor)
    above = _lines_above(index, table, [mark for found in answers for mark in found.above])
    return Drawing(table, anchors, marks, frozenset(row for row, _ in marks), above)


def _lines_above(index: SourceIndex, table: PlacedTable, marks: Sequence[Mark]) -> tuple[Line, ...]:
    paragraphs = index.paragraphs_above(table) if marks else []
    by_place: dict[int, list[Stretch]] = {}
    for mark in marks:
        by_place.setdefault(mark.key[0], []).append((mark.start, mark.end))
    return tuple(
        line for away in sorted(by_place, reverse=True) for line in marked_lines(paragraphs[away].text, by_place[away])
    )


def _lists(index: SourceIndex, answers: Sequence[Answer]) -> tuple[ListView, ...]:
    listings = [
        Listing(found.place, found.anchor, found.marks) for found in answers if isinstance(found.place, LinePlace)
    ]
    return tuple(listed(index.lines, listings, around=ROWS_AROUND))


def _pages(
    answers: Sequence[Answer], boxes: Sequence[Sequence[Boxed]], sheets: Mapping[int, Sheet]
) -> Iterator[PageView]:
    """The pages of the rows, and those on which one of them goes on."""
    views: dict[int, PageView] = {}
    for number, (found, boxed) in enumerate(zip(answers, boxes, strict=True), start=1):
        for page in sorted(_pages_of(found) | {item.page for item in boxed}):
            sheet = sheets.get(page)
            if sheet is None:
                continue
            view = views.get(page) or PageView(
                page, round(sheet.frame.width, 1), round(sheet.frame.height, 1), follows=True
            )
            here = [item for item in boxed if item.page == page]
            views[page] = replace(
                view,
                boxes=tuple(dict.fromkeys((*view.boxes, *(item.box for item in here)))),
                rows=(*view.rows, number),
                follows=view.follows and bool(here) and all(item.follows for item in here),
            )
    return (views[page] for page in sorted(views))


def _found_row(found: Answer, *, boxed: bool) -> FoundRow:
    asked, source = found.asked, found.asked.source
    return FoundRow(
        anchor=found.anchor,
        number=asked.number,
        place=str(Place(page=source.page, table=source.table, row=source.row)),
        text=_own_text(asked),
        located=found.place is not None,
        differs=isinstance(found.place, RowPlace) and found.place.differs,
        boxed=boxed,
        missing=found.missing,
    )


def _own_text(asked: Asked) -> tuple[Run, ...]:
    """The asked text with the quotes of the activity itself marked."""
    marked: list[Stretch] = []
    for quote in asked.quotes:
        if quote.field == "activity":
            end = quote.start + len(quote.quote)
            stands = quote.start >= 0 and asked.text[quote.start : end] == quote.quote
            marked += [(quote.start, end)] if stands else stretches(asked.text, quote.quote)[:1]
    return tuple(run for line in marked_lines(asked.text.replace("\n", " "), marked) for run in line)
