"""Workbooks: what a clerk sees on the sheets, as lines and tables."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime, time

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side

from reviewer.activities.assembling import assemble
from reviewer.documents.guard import Limits
from reviewer.documents.reading import read_document
from reviewer.documents.xlsx import read
from reviewer.documents.xlsx.number_formats import GENERAL, code_of, shown_number
from reviewer.model.document import Paragraph, Table
from reviewer.model.errors import InputError, LimitExceededError, UnreadableFileError, UnsupportedFormatError

LINES = Border(*(Side("thin") for _ in range(4)))
HEAD = ("№", "Мероприятие", "Срок", "Ответственный")
PLAN = (
    HEAD,
    (1, "Совещание директоров школ", "март", "Отдел образования"),
    (2, "Мониторинг посещаемости", "май", "Методист"),
)


class Book:
    """A workbook in the making. `put` writes rows from a cell on, with lines round them where asked."""

    def __init__(self, folder):
        self.path = folder / "план.xlsx"
        self.book = openpyxl.Workbook()
        self.sheet = self.book.active

    def put(self, rows, *, row=1, column=1, ruled=False, bold=False):
        for down, texts in enumerate(rows):
            for right, text in enumerate(texts):
                cell = self.sheet.cell(row + down, column + right)
                cell.value = text
                cell.font = Font(bold=bold)
                if ruled:
                    cell.border = LINES
        return self

    def read(self, **limits):
        self.book.save(self.path)
        return read(self.path, self.path.name, Limits(**limits))


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


def texts(table):
    return {(cell.row, cell.column): cell.text for cell in table.cells}


def lines(document):
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1.0, "General", "1"),
        (2.5, "General", "2,5"),
        (0.1 + 0.2, "General", "0,3"),
        (12.0, "0", "12"),
        (2.5, "0", "3"),
        (3.14159, "0.00", "3,14"),
        (2.5, "0.##", "2,5"),
        (2.0, "0.##", "2"),
        (1234567.0, "#,##0", "1 234 567"),
        (7.0, "000", "007"),
        (0.75, "0%", "75%"),
        (0.125, "0.0%", "12,5%"),
        (-3.0, "0", "-3"),
        (-3.0, '0;"минус "0', "минус 3"),
        (0.0, '0;-0;"нет"', "нет"),
        (12.0, '"не менее "0" чел."', "не менее 12 чел."),
        (3.0, "[Red]0", "3"),
        (5.0, "@", "5"),
        (1500.0, "#,##0\\ [$₽-419]", "1 500 ₽"),
        (45310.0, "dd.mm.yyyy", "19.01.2024"),
        (45310.0, "dd/mm/yy", "19.01.24"),
        (45310.0, "yyyy-mm-dd h:mm:ss", "19.01.2024"),
        (45310.4375, "dd.mm.yyyy h:mm", "19.01.2024 10:30"),
        (45310.0, "mm/dd/yyyy", "19.01.2024"),
        (45310.0, "d mmmm yyyy", "19 января 2024"),
        (45310.0, '[$-FC19]dd mmmm yyyy" г."', "19 января 2024 г."),
        (45310.0, "[$-F800]dddd, mmmm dd, yyyy", "19 января 2024 г."),
        (45310.0, "dddd, dd.mm.yyyy", "19.01.2024"),
        (45310.0, '"до "dd.mm.yyyy', "до 19.01.2024"),
        (45310.0, "dd.mm.yyyy;@", "19.01.2024"),
        (45310.0, "mmm-yy", "янв.24"),
        (45310.0, "[$-419]mmmm yyyy;@", "Январь 2024"),
        (45310.0, "mmmm", "Январь"),
        (45310.0, "mm.yyyy", "01.2024"),
        (45310.0, "dd.mm", "19.01"),
        (45310.0, "yyyy", "2024"),
        (0.4375, "h:mm", "10:30"),
        (59.0, "dd.mm.yyyy", "28.02.1900"),
        (9e9, "dd.mm.yyyy", "9000000000"),
    ],
)
def test_numbers_as_a_russian_excel_shows_them(value, code, shown):
    assert shown_number(value, code) == shown


def test_a_format_longer_than_excel_takes_is_none():
    assert code_of(200, {200: "0" * 256}) == GENERAL
    assert shown_number(7.0, code_of(200, {200: "0" * 255})) == "7".zfill(255)


def test_the_calendar_of_old_macintosh_workbooks():
    assert shown_number(43848.0, "dd.mm.yyyy", since_1904=True) == "19.01.2024"


def test_a_plan_under_its_title(book):
    book.put([["Дорожная карта Озёрного района на 2024 год"]], bold=True).put(PLAN, row=3)
    book.sheet.merge_cells("A1:D1")
    document = book.read()
    title, table = document.blocks
    assert title == Paragraph("Дорожная карта Озёрного района на 2024 год", bold=True, centered=True)
    assert (table.row_count, table.column_count, table.first_row) == (3, 4, 3)
    assert texts(table)[1, 0] == "1"
    assert (document.format, document.page_count, document.notices) == ("xlsx", None, ())


def test_rows_are_counted_as_the_sheet_counts_them(book):
    book.put([["План мероприятий Озёрного района на 2024 год"]]).put(PLAN, row=6, ruled=True)
    roadmap = assemble(book.read())
    assert [activity.source.row for activity in roadmap.activities] == [7, 8]
    assert roadmap.passport.title == "План мероприятий Озёрного района на 2024 год"


def test_two_approvals_side_by_side_are_read_one_after_the_other(book):
    left, right = ("СОГЛАСОВАНО", "Директор центра", "10.01.2024"), ("УТВЕРЖДАЮ", "Начальник отдела", "18.01.2024")
    book.put([[first, None, second] for first, second in zip(left, right, strict=True)])
    book.put([["План работы на 2024 год"]], row=5).put(PLAN, row=7)
    assert lines(book.read()) == [*left, *right, "План работы на 2024 год"]


def test_lines_round_the_cells_tell_where_a_table_ends(book):
    book.put(PLAN, row=2, ruled=True).put([[None, "Начальник отдела ________", None, "подпись"]], row=6)
    document = book.read()
    (table,) = document.tables
    assert table.row_count == 3
    assert lines(document) == ["Начальник отдела ________", "подпись"]


def test_a_section_without_lines_stays_inside_its_table(book):
    book.put(PLAN, ruled=True).put([["Работа с педагогами"]], row=4).put(
        [(3, "Семинар", "июнь", "Центр")], row=5, ruled=True
    )
    (table,) = book.read().tables
    assert texts(table)[3, 0] == "Работа с педагогами"
    assert table.row_count == 5


def test_two_tables_of_a_sheet_are_parted_by_empty_rows(book):
    schools = [("Школа", "Директор", "Телефон"), ("№ 1", "—", "5-55"), ("№ 2", "—", "6-66")]
    book.put(schools, ruled=True).put([["План на 2024 год"]], row=5).put(PLAN, row=6, ruled=True)
    kinds = [type(block) for block in book.read().blocks]
    assert kinds == [Table, Paragraph, Table]


def test_a_sheet_without_lines_keeps_its_last_thin_rows(book):
    book.put([*PLAN, (3, "Итоговое совещание")]).put([["Примечание: даты уточняются"]], row=7)
    document = book.read()
    assert document.tables[0].row_count == 4
    assert lines(document) == ["Примечание: даты уточняются"]


def test_a_list_in_one_column_is_text(book):
    book.put([["План на 2024 год"], ["1. Совещание"], ["2. Семинар"]])
    document = book.read()
    assert document.tables == ()
    assert lines(document) == ["План на 2024 год", "1. Совещание", "2. Семинар"]


def test_merged_cells_become_spans_and_what_they_hide_is_left_out(book):
    book.put([*PLAN, (None, "Семинар", "июнь", "Методист")], ruled=True)
    book.sheet["D4"].value = None
    book.sheet.merge_cells("D3:D4")
    book.book.save(book.path)
    (table,) = read(book.path, "план.xlsx").tables
    (merged,) = [cell for cell in table.cells if cell.row_span > 1]
    assert (merged.row, merged.column, merged.row_span, merged.column_span, merged.text) == (2, 3, 2, 1, "Методист")


def raw(path, sheet, **parts):
    """A workbook of one sheet from the XML inside its root."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = {"w1": ("worksheet", "worksheets/sheet1.xml"), "w2": ("sharedStrings", "sharedStrings.xml")}
    relations = "".join(
        f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{target}"/>' for key, (kind, target) in kinds.items()
    )
    entries = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{office}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{relations}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="План" sheetId="1" r:id="w1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{parts.pop("strings", "")}</sst>',
        **parts,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def rows_of(*rows):
    """Rows of inline strings."""
    cells = ("".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) for row in rows)
    return "<sheetData>" + "".join(f"<row>{row}</row>" for row in cells) + "</sheetData>"


def test_hidden_values_under_a_merge_and_merges_that_cross(tmp_path):
    sheet = rows_of(("а", "б", "в"), ("г", "д", "е"), ("ж", "з", "и"))
    merges = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/><mergeCell ref="C2:XFD1048576"/></mergeCells>'
    (table,) = read(raw(tmp_path / "а.xlsx", sheet + merges), "а.xlsx").tables
    found = [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]
    assert found == [("а", 0, 0, 2, 2), ("в", 0, 2, 1, 1), ("е", 1, 2, 2, 1), ("ж", 2, 0, 1, 1), ("з", 2, 1, 1, 1)]


def test_places_that_are_not_stated_are_counted(tmp_path):
    sheet = (
        '<sheetData><row r="3"><c t="inlineStr"><is><t>№</t></is></c><c r="D3" t="inlineStr"><is><t>Срок</t></is></c>'
        '<c t="inlineStr"><is><t>Итог</t></is></c></row></sheetData>'
    )
    (table,) = read(raw(tmp_path / "а.xlsx", sheet), "а.xlsx").tables
    assert texts(table) == {(0, 0): "№", (0, 3): "Срок", (0, 4): "Итог"}
    assert table.first_row == 3


def test_strings_in_runs_and_with_written_out_characters(tmp_path):
    strings = (
        "<si><r><rPr><b/></rPr><t>Со</t></r><r><t xml:space='preserve'>вещание _x000D_&#10;директоров</t></r>"
        "<rPh sb='0' eb='1'><t>звук</t></rPh></si><si><t>обуче-&#10;ние педагогов\u00a0школ</t></si>"
    )
    sheet = '<sheetData><row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row><row><c t="s"><v>7</v></c></row></sheetData>'
    assert lines(read(raw(tmp_path / "а.xlsx", sheet, strings=strings), "а.xlsx")) == [
        "Совещание\nдиректоров",
        "обучение педагогов школ",
    ]


def test_bold_text_is_known_by_the_cell_and_by_its_runs(book):
    book.put([["План на 2024 год"]], bold=True)
    book.sheet["A3"] = CellRichText(TextBlock(InlineFont(b=True), "Раздел "), TextBlock(InlineFont(b=True), "первый"))
    book.sheet["A5"] = CellRichText(TextBlock(InlineFont(b=True), "Срок: "), TextBlock(InlineFont(), "май"))
    assert [paragraph.bold for paragraph in book.read().paragraphs] == [True, True, False]


def test_text_centred_in_its_cell(book):
    book.put([["План на 2024 год"]])
    book.sheet["A1"].alignment = Alignment(horizontal="centerContinuous")
    assert book.read().paragraphs[0].centered


def test_dates_in_cells(book):
    book.put([HEAD, (1, "Семинар", datetime(2024, 2, 14), "Центр"), (2, "Звонок", time(9, 30), "Школа")])  # noqa: DTZ001
    book.sheet["C2"].number_format = "DD.MM.YYYY"
    (table,) = book.read().tables
    assert (texts(table)[1, 2], texts(table)[2, 2]) == ("14.02.2024", "9:30:00")


def test_formulas_show_what_was_saved_with_them(tmp_path):
    sheet = (
        "<sheetData><row><c t='str'><f>A1</f><v>План</v></c></row><row><c><f>1+1</f><v>2</v></c></row>"
        "<row><c><f>NOW()</f></c></row><row><c t='e'><f>1/0</f><v>#DIV/0!</v></c></row>"
        "<row><c t='b'><v>1</v></c></row><row><c t='d'><v>2024-01-19</v></c></row></sheetData>"
    )
    document = read(raw(tmp_path / "а.xlsx", sheet), "а.xlsx")
    assert lines(document) == ["План", "2", "ИСТИНА", "19.01.2024"]
    assert [notice.code for notice in document.notices] == ["formula-without-value", "formula-error"]


def test_sheets_follow_one_another_and_hidden_ones_are_left_out(book):
    book.put([["План на 2024 год"]]).put(PLAN, row=3)
    second = Book.__new__(Book)
    second.sheet = book.book.create_sheet("Работа с родителями")
    second.put(PLAN)
    book.book.create_sheet("Пустой")
    secret = book.book.create_sheet("Черновик")
    secret["A1"], secret.sheet_state = "тайна", "veryHidden"
    document = book.read()
    assert [block.number if isinstance(block, Table) else block.text for block in document.blocks] == [
        "План на 2024 год",
        1,
        "Работа с родителями",
        2,
    ]
    assert [(notice.code, notice.message) for notice in document.notices] == [
        ("empty-sheet", "Лист «Пустой» пустой."),
        ("hidden-sheet", "Лист «Черновик» скрыт, он не учтён."),
    ]


def test_the_tab_of_a_sheet_heads_its_activities(book):
    book.sheet.title = "Организационные мероприятия"
    book.put(PLAN)
    second = Book.__new__(Book)
    second.sheet = book.book.create_sheet("Работа с родителями")
    second.put(PLAN)
    sections = [activity.section for activity in assemble(book.read()).activities]
    assert sections[2:] == ["Работа с родителями"] * 2


def test_what_is_hidden_on_a_sheet_is_read_and_told(book):
    book.put(PLAN)
    book.sheet.row_dimensions[3].hidden = True
    book.sheet.column_dimensions["D"].hidden = True
    book.sheet["B2"].comment = Comment("уточнить", "автор")
    document = book.read()
    assert texts(document.tables[0])[2, 1] == "Мониторинг посещаемости"
    notices = {notice.code: notice for notice in document.notices}
    assert set(notices) == {"hidden-rows", "hidden-columns", "comments"}
    assert notices["hidden-rows"].row == 3
    assert "1 скрытая строка с текстом (первая – 3)" in notices["hidden-rows"].message


def test_a_book_without_a_word(book):
    assert [notice.code for notice in book.read().notices] == ["empty-sheet", "no-text"]


def test_a_book_of_pictures_is_refused(tmp_path):
    path = raw(tmp_path / "а.xlsx", "<sheetData/>", **{"xl/media/image1.png": b"\x89PNG"})
    with pytest.raises(UnreadableFileError) as raised:
        read(path, "а.xlsx")
    assert raised.value.code == "pictures-only"


def test_a_stray_text_at_the_end_of_the_sheet_costs_nothing(book):
    book.put(PLAN)
    book.sheet.cell(1_048_576, 2).value = "конец"
    document = book.read()
    assert document.tables[0].row_count == 3
    assert lines(document) == ["конец"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [({"cells": 11}, "too-many-cells"), ({"sheet_cells": 11}, "too-many-cells"), ({"characters": 20}, "too-much-text")],
)
def test_limits(book, limits, code):
    with pytest.raises(LimitExceededError) as raised:
        book.put(PLAN).read(**limits)
    assert raised.value.code == code


def test_one_string_in_every_cell_is_counted_each_time(tmp_path):
    strings = f"<si><t>{'слово ' * 5000}</t></si>"
    sheet = "<sheetData>" + "<row>" + "<c t='s'><v>0</v></c>" * 5000 + "</row></sheetData>"
    with pytest.raises(LimitExceededError) as raised:
        read(raw(tmp_path / "а.xlsx", sheet, strings=strings), "а.xlsx")
    assert raised.value.code == "too-much-text"


def test_a_dtd_is_refused(tmp_path):
    path = raw(
        tmp_path / "а.xlsx", "", **{"xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "в">]><a><row>&b;</row></a>'}
    )
    with pytest.raises(UnreadableFileError) as raised:
        read(path, "а.xlsx")
    assert raised.value.code == "forbidden-xml"
    assert "Excel" in raised.value.message


def test_a_binary_workbook_is_told_apart(tmp_path):
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    main = f'<Relationships xmlns="{package}"><Relationship Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>'
    path = raw(tmp_path / "а.xlsb", "", **{"_rels/.rels": main, "xl/workbook.bin": b"\x83\x01"})
    with pytest.raises(UnsupportedFormatError) as raised:
        read_document(path)
    assert raised.value.code == "unsupported-xlsb"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_workbook_is_refused(book, share):
    book.put(PLAN)
    book.book.save(book.path)
    content = book.path.read_bytes()
    book.path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(InputError):
        read_document(book.path)


def test_a_strict_workbook_is_read(tmp_path):
    path = raw(tmp_path / "а.xlsx", rows_of(("План", "Срок")))
    strict = tmp_path / "б.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(strict, "w") as target:
        for entry in source.namelist():
            text = source.read(entry).decode()
            text = text.replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006", "http://purl.oclc.org/ooxml/spreadsheetml"
            )
            text = text.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"
            )
            target.writestr(entry, text)
    assert texts(read(strict, "б.xlsx").tables[0]) == {(0, 0): "План", (0, 1): "Срок"}


FIELDS = ("number", "section", "activity", "deadline", "responsible", "participants", "outcome")


def test_every_annotated_value_of_real_workbooks_is_found(shared):
    files = sorted((shared / "cases").rglob("submitted/*.xlsx"))
    assert files
    for path in files:
        gold = json.loads((path.parent.parent / "gold" / f"{path.stem}.gold.json").read_text(encoding="utf-8"))
        found = assemble(read_document(path)).activities
        assert [[getattr(activity, field) for field in FIELDS] for activity in found] == [
            [activity[field] for field in FIELDS] for activity in gold["activities"]
        ]
