"""Blocks of a document out of its pages, without any PDF."""

from __future__ import annotations

from reviewer.documents.pdf.assembly import document_blocks
from reviewer.documents.pdf.cell_text import PrintedLine
from reviewer.documents.pdf.furniture import PageLayout
from reviewer.documents.pdf.lines import Line, line_of
from reviewer.documents.pdf.tables import PageCell, PageTable
from reviewer.documents.pdf.words import Word
from reviewer.model.document import Block, Box, Paragraph, Table


def line(text: str, baseline: float) -> Line:
    left, found = 60.0, []
    for place, token in enumerate(text.split()):
        starts = tuple(left + 5 * letter for letter in range(len(token)))
        right = left + 5.0 * len(token)
        found.append(
            Word(token, left, baseline - 9, right, baseline + 2.5, baseline, 0, spaced=True, index=place, starts=starts)
        )
        left = right + 3
    return line_of(found)


def table(
    rows: list[list[str]], page: int, *, left: float = 60, top: float = 100, width: float = 400, step: float = 50
) -> PageTable:
    columns = len(rows[0])
    xs = tuple(left + width * c / columns for c in range(columns + 1))
    cells = tuple(
        PageCell(
            r, c, 1, 1, page, Box(xs[c], top + step * r, xs[c + 1], top + step * (r + 1)), (PrintedLine(text, 11),)
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return PageTable(page, xs, len(rows), Box(xs[0], top, xs[-1], top + step * len(rows)), cells)


def page(number: int, *, lines: tuple[Line, ...] = (), tables: tuple[PageTable, ...] = ()) -> PageLayout:
    return PageLayout(number, 595, 842, lines, tables)


def outline(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text if isinstance(block, Paragraph) else f"{block.number}:{block.row_count}" for block in blocks]


ROWS = [["Мероприятие", "Срок"], ["Совещание", "Март"]]
MORE = [["Семинар", "Апрель"]]


def test_text_and_tables_stand_in_reading_order() -> None:
    blocks = document_blocks([page(1, lines=(line("План", 60), line("Подпись", 400)), tables=(table(ROWS, 1),))])
    assert outline(blocks) == ["План", "1:2", "Подпись"]


def test_a_table_goes_on_only_with_nothing_between() -> None:
    joined = document_blocks([page(1, tables=(table(ROWS, 1),)), page(2, tables=(table(MORE, 2),))])
    assert outline(joined) == ["1:3"]
    parted = document_blocks(
        [page(1, tables=(table(ROWS, 1),)), page(2, lines=(line("Раздел", 60),), tables=(table(MORE, 2),))]
    )
    assert outline(parted) == ["1:2", "Раздел", "2:1"]


def test_a_note_that_the_table_goes_on_is_no_text() -> None:
    note = line("Продолжение таблицы 1", 60)
    blocks = document_blocks([page(1, tables=(table(ROWS, 1),)), page(2, lines=(note,), tables=(table(MORE, 2),))])
    assert outline(blocks) == ["1:3"]


def test_a_table_in_a_cell_knows_its_parent_and_does_not_end_it() -> None:
    inner = table([["а", "б"], ["в", "г"]], 1, left=70, top=155, width=100, step=10)
    blocks = document_blocks([page(1, tables=(table(ROWS, 1), inner)), page(2, tables=(table(MORE, 2),))])
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [(found.number, found.row_count, found.parent) for found in tables] == [(1, 3, None), (2, 2, 1)]


def test_a_sentence_goes_on_over_the_page() -> None:
    blocks = document_blocks([page(1, lines=(line("Школы готовят", 700),)), page(2, lines=(line("предложения.", 60),))])
    assert outline(blocks) == ["Школы готовят предложения."]
