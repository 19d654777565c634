"""The workbook."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from itertools import pairwise

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from reviewer.report import pdf
from reviewer.report.decisions_workbook import read_grids
from reviewer.report.sheets import Column, Look, Styled
from reviewer.report.workbook import Book
from reviewer.report.writing import write_outputs


@pytest.fixture(scope="module")
def book(review, region, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "find_libreoffice", lambda: None)
        write_outputs(review, region, out)
    return load_workbook(out / "матрица.xlsx")


def test_the_matrix_says_in_signs_who_meets_what(book):
    sheet = book["Матрица"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:5] == (
        "Муниципальное образование",
        "«Дорожная карта»",
        "Мероприятий, всего",
        "Муниципальных мероприятий",
        "Представление «дорожной карты»",
    )
    assert rows[1] == ("г. Заозерье", "рассмотрена", 19, 16, *"++++?")
    assert rows[7][5] == "–"
    assert rows[9] == (
        "Озёрный муниципальный округ",
        "не представлена",
        None,
        None,
        "–",
        *["н/д"] * 4,
    )


def test_below_the_matrix_stand_the_totals_and_what_the_signs_mean(book):
    rows = [row for row in book["Матрица"].iter_rows(min_row=11, values_only=True) if row[0]]
    assert rows[0] == ("Соответствует, из 9", None, 65, 44, 8, 4, 5, 7, 0)
    assert [row[0] for row in rows[1:]] == [
        "+  соответствует",
        "±  соответствует частично",
        "–  не соответствует",
        "?  уточнить",
        "н/д  нет данных",
    ]
    assert book["Матрица"].auto_filter.ref == "A1:I10"


def test_verdicts_are_told_apart_without_colours(book):
    sheet = book["Матрица"]
    assert sheet["F8"].font.bold
    assert not sheet["F2"].font.bold
    cells = [sheet[cell] for cell in ("F2", "F4", "F8", "I2", "F9")]
    assert len({cell.value for cell in cells}) == 5
    assert len({(cell.fill.patternType, _lightness(cell)) for cell in cells}) == 5
    shades = sorted(_lightness(cell) for cell in cells if cell.fill.patternType == "solid")
    assert all(light - dark > 20 for dark, light in pairwise(shades))


def _lightness(cell):
    """0 black, 255 white, as a black and white printer sees it."""
    red, green, blue = (int(cell.fill.start_color.rgb[place : place + 2], 16) for place in (2, 4, 6))
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


def test_every_sheet_has_a_frozen_head_a_filter_and_is_set_up_for_printing(book):
    assert book.sheetnames == [
        "Матрица",
        "Мероприятия",
        "Решения",
        "Проверить",
        "Заключения",
        "Итоги",
        "Дорожные карты",
    ]
    for sheet in book:
        assert sheet.freeze_panes in {"B2", "C2"}
        assert sheet.auto_filter.ref.startswith("A1:")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$1:$1"


def test_all_rows_of_a_sheet_are_filtered(book):
    for sheet in book.worksheets[1:]:
        assert sheet.auto_filter.ref == sheet.dimensions


def test_every_activity_stands_with_its_source(book, review):
    sheet = book["Мероприятия"]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) - 1 == sum(len(item.reviewed.facts) for item in review.municipalities if item.reviewed)
    found = dict(zip(rows[0], rows[2], strict=True))
    assert found["Мероприятие"] == "Собеседование с директорами школ по итогам первого полугодия"
    assert (found["Начало"], found["Окончание"]) == (datetime(2024, 4, 1), datetime(2024, 4, 30))  # noqa: DTZ001
    assert (found["Файл"], found["Страница"], found["Таблица"], found["Строка"]) == ("План zaozerye 2024.docx", 1, 1, 2)
    assert found["Темы"] == "методическая поддержка педагогов; работа с родителями"
    assert found["Пункт"] == "1.2"
    assert found["Основания"] == (
        "методическая поддержка педагогов: «Семинар для учителей» (rule:base@1.0.0#signals.methodical_support.any[0])"
    )


def test_what_is_to_be_checked_is_said_in_words(book):
    rows = list(book["Мероприятия"].iter_rows(values_only=True))
    assert dict(zip(rows[0], rows[1], strict=True))["Проверить"] == "объективность оценочных процедур"
    assert dict(zip(rows[0], rows[2], strict=True))["Проверить"] is None


def test_totals_are_numbers(book):
    rows = list(book["Итоги"].iter_rows(min_row=2))
    assert [cell.value for cell in rows[1][1:4]] == [4, 9, 0.444]
    assert rows[1][3].number_format == "0.0%"


def test_findings_lead_to_every_counted_row(book):
    found = [row for row in book["Заключения"].iter_rows(min_row=2, values_only=True) if row[0] == "г. Заозерье"]
    assert len(found) == 5
    assert len(found[1][7].split("\n")) == 16
    assert "п. 1.1, стр. 1, таблица 1, строка 1" in found[1][7]


@pytest.mark.parametrize("text", ["=1+1", "+7 900", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "=" * 40_000])
def test_no_text_becomes_a_formula(text, tmp_path):
    save([Column("A", 10)], [[text]], tmp_path / "a.xlsx")
    cell = load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("s", text[:32_000])
    assert cell.quotePrefix


def test_a_text_like_the_code_of_a_character_stays_as_it_is(tmp_path):
    save([Column("A", 10)], [["план_x0041_2024"]], tmp_path / "a.xlsx")
    (grid,) = read_grids(tmp_path / "a.xlsx")
    assert grid.rows[2][1] == "план_x0041_2024"


VALUES = [
    *("слово", "две\nстроки", " пробелы по краям ", "\n", "A & B < C > D", "«кавычки» \"и\" 'другие'", "]]>", "𝟏 é 中"),
    *(0, -7, 12.5, 0.1 + 0.2, 1e-7, 1 / 3, date(2024, 2, 29), date(1900, 2, 1), None),
]


def test_values_are_read_as_if_openpyxl_had_written_them(tmp_path):
    plain = Workbook()
    for place, value in enumerate(VALUES, start=2):
        plain.worksheets[0].cell(place, 1, value)
    plain.save(tmp_path / "plain.xlsx")
    save([Column("A", 40)], [[value] for value in VALUES], tmp_path / "a.xlsx")
    expected, found = (load_workbook(tmp_path / name).worksheets[0] for name in ("plain.xlsx", "a.xlsx"))
    for place in range(2, len(VALUES) + 2):
        assert found.cell(place, 1).value == expected.cell(place, 1).value
        assert found.cell(place, 1).data_type == expected.cell(place, 1).data_type
    assert found.dimensions == f"A1:A{len(VALUES) + 1}"


def test_what_xml_cannot_hold_spoils_no_workbook(tmp_path):
    save([Column("A", 40)], [["план\x07 на\ud800 год\ufffe"]], tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"].value == "план на год"


def test_a_cell_looks_like_its_column_unless_it_says_otherwise(tmp_path):
    columns = [Column("A", 12), Column("B", 12, Look(bold=True, centered=True))]
    rows = [["а", "б"], [Styled(0.5, Look(fill="AABBCC", italic=True, number_format="0.0%")), date(2024, 3, 1)]]
    save(columns, rows, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [[cell.font.b for cell in row] for row in sheet.iter_rows(min_row=2)] == [[False, True], [False, True]]
    assert (sheet["A3"].fill.start_color.rgb, sheet["A3"].number_format) == ("00AABBCC", "0.0%")
    assert (sheet["B3"].number_format, sheet["B3"].alignment.horizontal) == ("DD.MM.YYYY", "center")
    assert all(
        cell.border.left.style == "thin" and cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row
    )


def test_fonts_are_written_in_the_order_of_the_schema(tmp_path):
    save([Column("A", 12)], [[Styled("а", Look(bold=True, italic=True))]], tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        fonts = re.findall(r"<font>.*?</font>", package.read("xl/styles.xml").decode())
    parts = [re.findall(r"<(\w+) ", font) for font in fonts]
    assert ["b", "i", "sz", "name"] in parts
    assert ["sz", "color", "name", "family", "scheme"] in parts
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"].font == Font(
        name="Times New Roman", sz=11, b=True, i=True
    )


def test_a_sheet_without_rows_has_its_head(tmp_path):
    save([Column("A", 12, choices=("да", "нет")), Column("B", 12)], [], tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (sheet.dimensions, sheet.auto_filter.ref) == ("A1:B1", "A1:B1")
    assert not sheet.data_validations.dataValidation


def save(columns, rows, path):
    book = Book()
    book.add_sheet("Лист", columns, rows)
    path.write_bytes(book.saved())
