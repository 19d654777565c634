"""Parts of a table on several pages made one, without any PDF."""

from __future__ import annotations

from reviewer.documents.pdf.cell_text import PrintedLine
from reviewer.documents.pdf.continuation import GrowingTable
from reviewer.documents.pdf.tables import PageCell, PageTable
from reviewer.model.document import Box

XS = (50.0, 80.0, 300.0, 400.0, 550.0)
HEAD = ["№", "Мероприятие", "Срок", "Ответственный"]


def part(rows: list[list[str | None]], page: int, *, xs: tuple[float, ...] = XS) -> PageTable:
    """A part written as its rows: None goes on with the cell above, «<» with the cell to the left."""
    cells: dict[tuple[int, int], list[int]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            place = (r, c)
            if text is None:
                owner[place] = owner[r - 1, c]
                cells[owner[place]][0] = r - owner[place][0] + 1
            elif text == "<":
                owner[place] = owner[r, c - 1]
                cells[owner[place]][1] = c - owner[place][1] + 1
            else:
                owner[place] = place
                cells[place] = [1, 1]
    made = [
        PageCell(
            r,
            c,
            span[0],
            span[1],
            page,
            Box(xs[c], 10.0 * r, xs[c + span[1]], 10.0 * (r + span[0])),
            _lines(rows[r][c]),
        )
        for (r, c), span in sorted(cells.items())
    ]
    return PageTable(page, xs, len(rows), Box(xs[0], 0, xs[-1], 10.0 * len(rows)), tuple(made))


def _lines(text: str | None) -> tuple[PrintedLine, ...]:
    return tuple(PrintedLine(line, 11.0) for line in (text or "").split("|") if line)


def joined(*parts: PageTable) -> list[list[str]]:
    growing = GrowingTable(parts[0])
    for following in parts[1:]:
        assert growing.add(following)
    return shown(growing.whole())


def shown(table: PageTable) -> list[list[str]]:
    """Rows of texts; a square under a merged cell holds «^», one to the right of it «<»."""
    grid = [["?"] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = "^" if row > cell.row else "<"
        grid[cell.row][cell.column] = cell.text
    return grid


ONE = ["1.", "Совещание директоров школ", "март", "Управление"]
TWO = ["2.", "Семинар для учителей", "апрель", "Кабинет"]
THREE = ["3.", "Мониторинг посещаемости", "май", "Школы"]


def test_repeated_header_is_kept_once() -> None:
    assert joined(part([HEAD, ONE, TWO], 1), part([HEAD, THREE], 2)) == [HEAD, ONE, TWO, THREE]


def test_repeated_header_is_matched_loosely() -> None:
    again = ["№ ", "Мероприятия", "Срок", "Ответственный."]
    assert joined(part([HEAD, ONE, TWO], 1), part([again, THREE], 2)) == [HEAD, ONE, TWO, THREE]


def test_header_of_several_rows_is_kept_once() -> None:
    upper, lower = ["№", "Работа", "<", "Ответственный"], [None, "Что", "Когда", None]
    rows = joined(part([upper, lower, ONE, TWO], 1), part([upper, lower, THREE], 2))
    assert [row[0] for row in rows] == ["№", "^", "1.", "2.", "3."]


def test_only_the_row_that_numbers_the_columns_is_repeated() -> None:
    numbers = ["1", "2", "3", "4"]
    assert joined(part([HEAD, numbers, ONE, TWO], 1), part([numbers, THREE], 2)) == [HEAD, numbers, ONE, TWO, THREE]


def test_rows_that_differ_by_a_number_are_no_header() -> None:
    rows = [[f"Данные {n}", f"Итог {n}", "", ""] for n in range(4)]
    assert joined(part(rows[:2], 1), part(rows[2:], 2)) == rows


def test_a_broken_row_is_joined_cell_by_cell() -> None:
    upper = ["2.", "Семинар для учителей|русского", "апрель", "Методический"]
    rest = ["", "языка и литературы", "", "кабинет"]
    rows = joined(part([HEAD, ONE, upper], 1), part([rest, THREE], 2))
    assert rows[2] == ["2.", "Семинар для учителей русского языка и литературы", "апрель", "Методический кабинет"]
    assert len(rows) == 4


def test_a_remainder_in_capitals_is_told_by_the_missing_number() -> None:
    rows = joined(part([HEAD, ONE, TWO], 1), part([["", "", "", "Администрация"], THREE], 2))
    assert rows[2][3] == "Кабинет Администрация"


def test_a_word_cut_by_the_page_is_whole() -> None:
    upper = ["2.", "Повышение квали-", "апрель", "Кабинет"]
    rows = joined(part([HEAD, ONE, upper], 1), part([["", "фикации педагогов", "", ""], THREE], 2))
    assert rows[2][1] == "Повышение квалификации педагогов"


def test_sub_rows_under_a_merged_number_stay_rows() -> None:
    upper = [["1.", "Проверка работ:", "май", "Школы"], [None, "1.1. В первой группе", None, "Первая"]]
    lower = [["", "1.2. Во второй группе", "", "Вторая"], [None, "1.3. В третьей группе", None, "Третья"]]
    rows = joined(part([HEAD, *upper], 1), part([*lower, TWO, THREE], 2))
    assert [row[0] for row in rows] == ["№", "1.", "^", "^", "^", "2.", "3."]
    assert [row[2] for row in rows[:5]] == ["Срок", "май", "^", "^", "^"]
    assert rows[3][1] == "1.2. Во второй группе"


def test_a_broken_sub_row_is_joined_under_its_merged_number() -> None:
    upper = [["1.", "Проверка работ:", "май", "Школы"], [None, "- в школах с признаками", None, "Районные"]]
    rows = joined(part([HEAD, *upper], 1), part([["", "необъективности", "", "управления"], TWO, THREE], 2))
    assert rows[2] == ["^", "- в школах с признаками необъективности", "^", "Районные управления"]
    assert [row[0] for row in rows] == ["№", "1.", "^", "2.", "3."]


def test_a_list_that_goes_on_alone_belongs_to_its_row() -> None:
    upper = ["2.", "Семинары:|- для учителей;", "апрель", "Кабинет"]
    rows = joined(part([HEAD, ONE, upper], 1), part([["", "- для директоров.", "", ""], THREE], 2))
    assert len(rows) == 4
    assert rows[2][1].endswith("- для директоров.")


def test_a_section_at_the_top_of_a_page_is_no_remainder() -> None:
    section = ["Контроль и анализ", "<", "<", "<"]
    rows = joined(part([HEAD, ONE, TWO], 1), part([section, THREE], 2))
    assert rows[3] == section


def test_without_numbers_an_empty_main_column_tells_the_remainder() -> None:
    xs = XS[1:]
    body = [row[1:] for row in (HEAD, ONE, TWO)]
    rows = joined(part(body, 1, xs=xs), part([["", "", "Кабинет"], THREE[1:]], 2, xs=xs))
    assert rows[2][2] == "Кабинет Кабинет"
    assert len(rows) == 4


def test_margins_mirrored_for_binding_do_not_part_a_table() -> None:
    shifted = tuple(x + 20 for x in XS)
    assert joined(part([HEAD, ONE, TWO], 1), part([THREE], 2, xs=shifted)) == [HEAD, ONE, TWO, THREE]


def test_a_part_with_fewer_columns_keeps_the_real_ones() -> None:
    wide = part([["Итоги года", "Школы"]], 2, xs=(50.0, 400.0, 550.0))
    rows = joined(part([HEAD, ONE, TWO], 1), wide, part([THREE], 3))
    assert rows[3] == ["Итоги года", "<", "<", "Школы"]
    assert rows[4] == THREE


def test_a_part_with_more_columns_widens_the_table() -> None:
    narrow = part([["Управление образования", "Школы"]], 1, xs=(50.0, 400.0, 550.0))
    rows = joined(narrow, part([ONE, TWO], 2))
    assert rows[0] == ["Управление образования", "<", "<", "Школы"]
    assert rows[1:] == [ONE, TWO]


def test_other_columns_are_another_table() -> None:
    growing = GrowingTable(part([HEAD, ONE, TWO], 1))
    assert not growing.add(part([["Показатель", "Значение"]], 2, xs=(50.0, 200.0, 550.0)))
    assert not growing.add(part([["Показатель", "Значение"]], 2, xs=(50.0, 150.0, 300.0)))


def test_a_row_broken_over_three_pages_is_one() -> None:
    first = ["2.", "Семинар для учителей", "апрель", "Кабинет"]
    rows = joined(
        part([HEAD, ONE, first], 1),
        part([["", "русского языка, математики,", "", ""]], 2),
        part([["", "истории и географии", "", ""], THREE], 3),
    )
    assert rows[2][1] == "Семинар для учителей русского языка, математики, истории и географии"
    assert len(rows) == 4
