"""The view of a file for the rows that are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reviewer.activities.assembling import PAGE_FORMATS, SLIDE_FORMATS
from reviewer.documents.reading import read_document
from reviewer.model.document import Document
from reviewer.model.errors import InputError, Place
from reviewer.model.roadmap import Source
from reviewer.web.sources.answering import Answer, answers_of, own_stretches
from reviewer.web.sources.asked import Asked
from reviewer.web.sources.boxing import Boxed, row_boxes, text_boxes
from reviewer.web.sources.listing import Listing, listed
from reviewer.web.sources.locating import LinePlace, PlacedTable, RowPlace, SourceIndex
from reviewer.web.sources.marking import Mark, Stretch, marked_lines
from reviewer.web.sources.redrawing import Drawing, redrawn
from reviewer.web.sources.sheets import Sheet, sheets_of
from reviewer.web.sources.view import FoundRow, Line, ListView, PageView, Run, SourceView, TableView

ROWS_AROUND = 3
"""Rows, or lines, in sight before and after an asked one."""


def source_view(path: Path, name: str, rows: Sequence[Asked], *, document: Document | None = None) -> SourceView:
    """What to show of a file beside a finding.

    Args:
        name: What the user calls the file.
        rows: In the order in which they are shown.
        document: The file as it was read, where the caller has kept it; it is read again without.

    Raises: InputError where the file must be read and cannot be.
    """
    known = read_document(path, name=name) if document is None else document
    index = SourceIndex(known)
    answers = answers_of(index, rows)
    pages = {page for found in answers for page in found.pages()} if known.format in PAGE_FORMATS else set[int]()
    return _shown(index, answers, _sheets(path, name, pages))


def _sheets(path: Path, name: str, pages: set[int]) -> Mapping[int, Sheet]:
    """None where the file cannot be opened any more: its rows as they were read are shown all the same."""
    try:
        return sheets_of(path, name, pages, printed={page + 1 for page in pages}) if pages else {}
    except InputError:
        return {}


def _shown(index: SourceIndex, answers: Sequence[Answer], sheets: Mapping[int, Sheet]) -> SourceView:
    is_paged = index.document.format in PAGE_FORMATS
    boxes = [list(_boxes(found, sheets)) for found in answers]
    tables = _tables(index, answers, whole=not is_paged)
    return SourceView(
        index.document.file,
        index.document.format,
        tuple(
            _found_row(found, boxed=bool(boxed), slides=index.document.format in SLIDE_FORMATS)
            for found, boxed in zip(answers, boxes, strict=True)
        ),
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
            yield from text_boxes(found.asked.text, own_stretches(found.asked), sheet)


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
    drawn_anyway = {(cell.row, cell.column) for row in anchors for cell in table.grid.rows[row]}
    return Drawing(table, anchors, marks, frozenset(row for row, _ in marks.keys() - drawn_anyway), above)


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
        for page in sorted(found.pages() | {item.page for item in boxed}):
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


def _place_in_words(source: Source, *, slides: bool) -> str:
    if slides:
        slide = [f"слайд {source.page}"] if source.page is not None else []
        return ", ".join([*slide, *filter(None, [str(Place(table=source.table, row=source.row))])])
    return str(Place(page=source.page, table=source.table, row=source.row))


def _found_row(found: Answer, *, boxed: bool, slides: bool) -> FoundRow:
    asked, source = found.asked, found.asked.source
    return FoundRow(
        anchor=found.anchor,
        number=asked.number,
        place=_place_in_words(source, slides=slides),
        text=_own_text(asked),
        located=found.place is not None,
        differs=isinstance(found.place, RowPlace) and found.place.differs,
        boxed=boxed,
        missing=found.missing,
    )


def _own_text(asked: Asked) -> tuple[Run, ...]:
    lines = marked_lines(asked.text.replace("\n", " "), own_stretches(asked))
    return tuple(run for line in lines for run in line)
