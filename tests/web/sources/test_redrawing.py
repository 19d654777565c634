"""Tables drawn again round the rows that are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from shown_source import shown_source

from reviewer.activities.assembling import assemble
from reviewer.documents.reading import read_document
from reviewer.model.document import Cell, Document, Table
from reviewer.model.roadmap import Roadmap, Source
from reviewer.web.sources.asked import Asked, Quote, asked_of
from reviewer.web.sources.view import SourceView, TableView, ViewRow

Plan = Callable[..., Path]


def rows(count: int) -> list[list[str]]:
    return [
        [f"{n}.", f"Практикум {n} для школьных команд", "Март 2026 года", "Методический кабинет", f"Протокол {n}"]
        for n in range(1, count + 1)
    ]


def read(path: Path) -> tuple[Document, Roadmap]:
    document = read_document(path)
    return document, assemble(document)


def viewed(path: Path, number: int, *quotes: Quote) -> SourceView:
    """The view of an activity, by its place among those of the plan."""
    document, roadmap = read(path)
    return shown_source(document, [replace(asked_of(roadmap.activities[number]), quotes=quotes)])


def drawn(table: TableView) -> list[ViewRow]:
    return [row for group in table.groups for row in group.rows]


def text(row: ViewRow) -> list[str]:
    return ["\n".join("".join(run.text for run in line) for line in cell.lines) for cell in row.cells]


def marks(view: SourceView) -> list[str]:
    """What is marked, the asked row's last."""
    found = [(row.asked is not None, run.text) for table in view.tables for row in drawn(table) for cell in row.cells
             for line in cell.lines for run in line if run.marked]  # fmt: skip
    return [text for _, text in sorted(found, key=lambda item: item[0])]


def widths(table: TableView) -> list[int]:
    """How many columns the cells of each row cover, those merged from above included, as a browser lays them out."""
    found = []
    for group in table.groups:
        reaching: dict[int, int] = {}
        for at, row in enumerate(group.rows):
            from_above = sum(columns for end, columns in reaching.items() if end > at)
            found.append(from_above + sum(cell.column_span for cell in row.cells))
            for cell in row.cells:
                assert at + cell.row_span <= len(group.rows), "a merged cell leaves its group"
                if cell.row_span > 1:
                    end = at + cell.row_span
                    reaching[end] = reaching.get(end, 0) + cell.column_span
    return found


def test_the_rows_round_the_asked_one_are_in_sight(word_plan: Plan) -> None:
    view = viewed(word_plan(rows(20)), 9)
    (table,) = view.tables
    kinds = [(group.kind, [row.number for row in group.rows]) for group in table.groups]
    assert kinds == [
        ("header", [1]),
        ("far", list(range(2, 8))),
        ("near", list(range(8, 15))),
        ("far", list(range(15, 22))),
    ]
    assert [row.number for row in drawn(table) if row.asked] == [11]
    assert text(drawn(table)[10])[1] == "Практикум 10 для школьных команд"


def test_quoted_words_are_marked_in_the_cell_of_their_field(word_plan: Plan) -> None:
    quotes = (Quote("outcome", 0, "Протокол"), Quote("activity", 13, "школьных"), Quote("deadline", 5, "2026"))
    view = viewed(word_plan(rows(3)), 1, *quotes)
    assert sorted(marks(view)) == ["2026", "Протокол", "школьных"]
    assert view.rows[0].missing == ()


def test_a_merged_cell_is_drawn_in_each_group_that_it_reaches(word_plan: Plan) -> None:
    path = word_plan(rows(20), merge=[(2, 3, 18, 3)])
    view = viewed(path, 9, Quote("responsible", 0, "Методический"))
    (table,) = view.tables
    assert set(widths(table)) == {5}
    near = next(group for group in table.groups if group.kind == "near")
    repeated = [cell for cell in near.rows[0].cells if cell.goes_on]
    assert [cell.row_span for cell in repeated] == [7]
    assert "Методический" in marks(view)


def test_headings_that_a_quote_is_from_stay_in_sight(word_plan: Plan) -> None:
    plan = rows(12)
    plan.insert(0, ["1. Работа с педагогами в сентябре 2026 года", "", "", "", ""])
    path = word_plan(plan, merge=[(1, 0, 1, 4)])
    view = viewed(path, 10, Quote("section", 3, "Работа с педагогами"))
    near = [row.number for group in view.tables[0].groups if group.kind == "near" for row in group.rows]
    assert near[0] == 2
    assert marks(view) == ["Работа с педагогами"]


def test_a_heading_above_the_table_is_shown_where_a_quote_is_from_it(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Дорожная карта помощи школам на 2026 год")
    document.add_heading("Раздел 2. Наставничество", level=2)
    table = document.add_table(2, 3)
    for column, (head, cell) in enumerate(
        [("Мероприятие", "Встреча наставников с молодыми учителями"), ("Срок", "Май 2026"), ("Ответственный", "Школы")]
    ):
        table.cell(0, column).text, table.cell(1, column).text = head, cell
    path = tmp_path / "план.docx"
    document.save(str(path))
    view = viewed(path, 0, Quote("section", 10, "Наставничество"))
    assert [run.text for line in view.tables[0].above for run in line if run.marked] == ["Наставничество"]


def test_paragraphs_of_a_cell_are_kept(word_plan: Plan) -> None:
    plan = rows(3)
    plan[1][1] = "Семинары:\nдля директоров;\nдля учителей физики"
    view = viewed(word_plan(plan), 1, Quote("activity", 10, "для директоров; для"))
    cell = next(row for row in drawn(view.tables[0]) if row.asked).cells[1]
    assert len(cell.lines) == 3
    assert marks(view) == ["для директоров;", "для"]


def test_rows_of_a_sheet_bear_the_numbers_of_the_sheet(sheet_plan: Path) -> None:
    document, roadmap = read(sheet_plan)
    asked = asked_of(roadmap.activities[4])
    view = shown_source(document, [asked])
    row = next(row for row in drawn(view.tables[0]) if row.asked)
    assert row.number == asked.source.row == 9
    assert roadmap.activities[4].activity in text(row)


def test_a_word_that_is_not_in_the_row_is_told(word_plan: Plan) -> None:
    view = viewed(word_plan(rows(3)), 0, Quote("activity", 0, "наставники"))
    assert view.rows[0].located
    assert view.rows[0].missing == ("наставники",)


def test_a_row_that_was_corrected_is_shown_at_its_place(word_plan: Plan) -> None:
    document, roadmap = read(word_plan(rows(5)))
    activity = replace(roadmap.activities[2], activity="Совсем другое мероприятие, как его исправили")
    (row,) = shown_source(document, [asked_of(activity)]).rows
    assert (row.located, row.differs) == (True, True)


def test_a_row_that_has_moved_is_found_by_its_text(word_plan: Plan) -> None:
    document, roadmap = read(word_plan(rows(8)))
    moved = replace(asked_of(roadmap.activities[6]), source=Source(document.file, table=1, row=3))
    view = shown_source(document, [moved])
    assert [row.number for row in drawn(view.tables[0]) if row.asked] == [8]
    assert not view.rows[0].differs


def test_a_row_that_is_nowhere_is_told(word_plan: Plan) -> None:
    document, _ = read(word_plan(rows(3)))
    asked = Asked(
        Source(document.file), None, "Строка, которую добавили при проверке", (Quote("activity", 0, "Строка"),)
    )
    view = shown_source(document, [asked])
    assert not view.rows[0].located
    assert view.tables == view.lists == ()
    assert [run.text for run in view.rows[0].text if run.marked] == ["Строка"]


def test_items_of_one_cell_share_their_row(word_plan: Plan) -> None:
    plan = rows(2)
    plan[1][1] = "Работа с родителями:\n2.1. Лекторий для родителей\n2.2. Консультации для родителей"
    document, roadmap = read(word_plan(plan))
    asked = [asked_of(activity) for activity in roadmap.activities if activity.source.row == 3]
    assert len(asked) == 3
    view = shown_source(document, asked)
    assert len({row.anchor for row in view.rows}) == 1
    assert sum(row.asked is not None for row in drawn(view.tables[0])) == 1


def test_words_of_a_later_item_are_marked_in_that_item(word_plan: Plan) -> None:
    plan = rows(2)
    plan[1][1] = "Работа с родителями:\n2.1. Лекторий для родителей\n2.2. Консультации для родителей"
    document, roadmap = read(word_plan(plan))
    last = roadmap.activities[-1]
    quote = Quote("activity", last.activity.index("для"), "для родителей")
    view = shown_source(document, [replace(asked_of(last), quotes=(quote,))])
    cell = next(row for row in drawn(view.tables[0]) if row.asked).cells[1]
    assert [any(run.marked for run in line) for line in cell.lines] == [False, False, True]


def test_the_middle_of_a_long_table_is_left_out_and_counted() -> None:
    cells = tuple(
        Cell(row, column, value)
        for row, values in enumerate([["№", "Мероприятие", "Срок"], *([f"{n}", f"Практикум {n} для команд", "март"] for n in range(1, 1001))])
        for column, value in enumerate(values)
    )  # fmt: skip
    document = Document("план.docx", "docx", (Table(1, 1001, 3, cells),))
    activities = assemble(document).activities
    (table,) = shown_source(document, [asked_of(activities[5]), asked_of(activities[900])]).tables
    omitted = sum(group.omitted for group in table.groups) + table.omitted
    assert omitted > 0
    assert len(drawn(table)) + omitted == 1001


def test_a_table_that_goes_on_borrows_the_titles_above_it() -> None:
    head = ("№", "Мероприятие", "Срок", "Ответственный")
    parts = []
    for number, first in enumerate((1, 4), start=1):
        lines = [[f"{n}.", f"Мастер-класс {n} для учителей", "10.04.2026", "Школа"] for n in range(first, first + 3)]
        grid = [list(head), *lines] if number == 1 else lines
        cells = tuple(Cell(r, c, value) for r, values in enumerate(grid) for c, value in enumerate(values))
        parts.append(Table(number, len(grid), 4, cells))
    document = Document("план.docx", "docx", tuple(parts))
    activity = assemble(document).activities[4]
    (table,) = shown_source(document, [asked_of(activity)]).tables
    assert table.number == 2
    assert text(table.groups[0].rows[0]) == list(head)
    assert table.groups[0].rows[0].number is None


@pytest.mark.parametrize("column", [0, 2, 4])
def test_gaps_in_the_grid_are_filled(column: int) -> None:
    head = ("№", "Мероприятие", "Срок", "Ответственный", "Итог")
    grid = [head, *(tuple(row) for row in rows(4))]
    cells = tuple(
        Cell(r, c, value) for r, values in enumerate(grid) for c, value in enumerate(values) if (r, c) != (2, column)
    )
    document = Document("план.docx", "docx", (Table(1, 5, 5, cells),))
    asked = asked_of(assemble(document).activities[2])
    (table,) = shown_source(document, [asked]).tables
    assert set(widths(table)) == {5}
