"""Tables become grids: each printed cell once."""

from __future__ import annotations

import pytest

from reviewer.documents.docx import read
from reviewer.documents.guard import Limits
from reviewer.model.errors import LimitExceededError


def paragraph(text):
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(text="", *, span=1, merge=None, more=""):
    vertical = {None: "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    content = text if text.startswith("<") else paragraph(text)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{vertical}{more}</w:tcPr>{content}</w:tc>'


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows, widths=()):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def drawn(read_table):
    """A cell as «row,column[ rows×columns] text»."""
    return [
        f"{cell.row},{cell.column}"
        + (f" {cell.row_span}×{cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else "")
        + f" {cell.text}".rstrip()
        for cell in read_table.cells
    ]


def test_spans(read_docx):
    (read_table,) = read_docx(
        table(
            row(cell("№"), cell("Мероприятие"), cell("Срок")),
            row(cell("Раздел", span=3)),
            row(cell("1", merge="restart"), cell("а"), cell("май", merge="restart")),
            row(cell("", merge="continue"), cell("б"), cell("скрыто", merge="continue")),
            row(cell("2"), cell("в", span=2)),
        )
    ).tables
    assert drawn(read_table) == [
        "0,0 №", "0,1 Мероприятие", "0,2 Срок", "1,0 1×3 Раздел",
        "2,0 2×1 1", "2,1 а", "2,2 2×1 май", "3,1 б", "4,0 2", "4,1 1×2 в",
    ]  # fmt: skip
    assert (read_table.row_count, read_table.column_count) == (5, 3)


def test_a_merged_block_of_several_columns_and_a_new_merge_below_it(read_docx):
    (read_table,) = read_docx(
        table(
            row(cell("А", span=2, merge="restart"), cell("1")),
            row(cell("", span=2, merge="continue"), cell("2")),
            row(cell("Б", span=2, merge="restart"), cell("3")),
            row(cell("", span=2, merge="continue"), cell("4")),
        )
    ).tables
    assert drawn(read_table) == ["0,0 2×2 А", "0,2 1", "1,2 2", "2,0 2×2 Б", "2,2 3", "3,2 4"]


def test_a_continuation_without_a_beginning_stands_for_itself(read_docx):
    (read_table,) = read_docx(
        table(
            row(cell("а"), cell("б")),
            row(cell("в", merge="continue"), cell("г")),
            row(cell("", merge="continue"), cell("д")),
        )
    ).tables
    assert drawn(read_table) == ["0,0 а", "0,1 б", "1,0 2×1 в", "1,1 г", "2,1 д"]


def test_the_old_horizontal_merge(read_docx):
    first, rest = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    (read_table,) = read_docx(
        table(row(cell("Раздел", more=first), cell(more=rest), cell(more=rest)), row(cell("1"), cell("2"), cell("3")))
    ).tables
    assert drawn(read_table)[0] == "0,0 1×3 Раздел"


def test_rows_that_begin_late_or_end_early(read_docx):
    (read_table,) = read_docx(
        table(
            row(cell("а"), cell("б"), cell("в")),
            row(cell("г"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
    ).tables
    assert drawn(read_table)[3:] == ["1,1 г"]
    assert read_table.column_count == 3


def test_edges_a_hair_apart_are_one_edge(read_docx):
    (read_table,) = read_docx(
        table(
            row(cell("№"), cell("Мероприятие", span=2), cell("Срок")),
            row(cell("1", span=2), cell("Семинар"), cell("май")),
            widths=(600, 12, 5000, 1500),
        )
    ).tables
    assert drawn(read_table) == ["0,0 №", "0,1 Мероприятие", "0,2 Срок", "1,0 1", "1,1 Семинар", "1,2 май"]


def test_a_narrow_column_with_text_is_kept(read_docx):
    (read_table,) = read_docx(table(row(cell("а"), cell("!"), cell("б")), widths=(600, 100, 5000))).tables
    assert drawn(read_table) == ["0,0 а", "0,1 !", "0,2 б"]


def test_a_grid_that_states_no_widths_keeps_all_its_columns(read_docx):
    (read_table,) = read_docx(table(row(cell("а"), cell(""), cell("б")), widths=(0, 0, 0))).tables
    assert drawn(read_table) == ["0,0 а", "0,1", "0,2 б"]


def test_rows_and_cells_inside_content_controls(read_docx):
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    (read_table,) = read_docx(
        table(
            control.format(row(cell("1"), cell("Семинар"))),
            row(control.format(cell("2")), prompt.format(cell("Выберите дату"))),
            row(cell("3"), cell(control.format(paragraph("май")))),
        )
    ).tables
    assert drawn(read_table) == ["0,0 1", "0,1 Семинар", "1,0 2", "1,1", "2,0 3", "2,1 май"]


def test_deleted_rows_are_dropped_and_inserted_ones_kept(read_docx):
    document = read_docx(
        table(
            row(cell("прежнее"), properties="<w:del/>"),
            row(cell("новое"), properties="<w:ins/>"),
            row(cell("тайное"), properties="<w:hidden/>"),
            row(cell("целое"), cell("убрано", more="<w:cellDel/>")),
        )
    )
    assert drawn(document.tables[0]) == ["0,0 новое", "1,0 целое"]
    assert [notice.code for notice in document.notices] == ["tracked-changes", "hidden-text"]


def test_header_rows_are_those_at_the_top(read_docx):
    head = "<w:tblHeader/>"
    (read_table,) = read_docx(
        table(
            row(cell("а"), properties=head),
            row(cell("1"), properties=head),
            row(cell("б")),
            row(cell("в"), properties=head),
        )
    ).tables
    assert read_table.header_rows == 2


def test_lines_of_a_cell(read_docx):
    content = paragraph("Провести:") + "<w:p/>" + paragraph(" семинар;  ") + paragraph("совещание")
    (read_table,) = read_docx(table(row(cell(content)))).tables
    assert read_table.cells[0].text == "Провести:\nсеминар;\nсовещание"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Проведение мони-", "торинга школ"], "Проведение мониторинга школ"),
        (["Учебно-", "методический семинар"], "Учебно-методический семинар"),
        (["январь-", "Февраль"], "январь-\nФевраль"),
        (["2023-", "2024"], "2023-\n2024"),
        (["- семинар;", "- совещание"], "- семинар;\n- совещание"),
    ],
)
def test_words_that_were_pasted_with_hyphens_are_whole(read_docx, lines, expected):
    broken = "<w:p><w:r>" + "<w:br/>".join(f"<w:t>{line}</w:t>" for line in lines) + "</w:r></w:p>"
    (read_table,) = read_docx(table(row(cell("".join(map(paragraph, lines))), cell(broken)))).tables
    assert [cell.text for cell in read_table.cells] == [expected, expected]


def test_a_small_table_in_an_entry_is_told_in_its_cell_and_apart(read_docx):
    inner = table(row(cell("школа № 1"), cell("май")), row(cell("школа № 2"), cell("июнь")))
    document = read_docx(
        table(row(cell("1"), cell(paragraph("Проверки:") + inner + "<w:p/>"))) + table(row(cell("далее")))
    )
    outer, nested, following = document.tables
    assert drawn(outer) == ["0,0 1", "0,1 Проверки:\nшкола № 1 май\nшкола № 2 июнь"]
    assert drawn(nested) == ["0,0 школа № 1", "0,1 май", "1,0 школа № 2", "1,1 июнь"]
    assert [(read_table.number, read_table.parent) for read_table in document.tables] == [(1, None), (2, 1), (3, None)]
    assert drawn(following) == ["0,0 далее"]


def test_a_layout_table_does_not_repeat_the_plan_that_it_holds(read_docx):
    plan = table(row(cell("№"), cell("Мероприятие")), row(cell("1"), cell("Семинар")))
    document = read_docx(table(row(cell(paragraph("План на год") + plan + "<w:p/>"), cell(""))))
    outer, nested = document.tables
    assert drawn(outer) == ["0,0 План на год", "0,1"]
    assert drawn(nested) == ["0,0 №", "0,1 Мероприятие", "1,0 1", "1,1 Семинар"]


def test_tables_nested_to_any_depth(read_docx):
    nested = paragraph("дно")
    for _ in range(40):
        nested = table(row(cell(nested + "<w:p/>")))
    document = read_docx(nested)
    assert [read_table.parent for read_table in document.tables] == [None, *range(1, 40)]
    assert document.tables[-1].cells[0].text == "дно"


def test_a_cell_has_the_page_on_which_its_row_begins(read_docx):
    broken = "<w:r><w:lastRenderedPageBreak/></w:r>"

    def over_two_pages(text):
        return f"<w:p><w:r><w:t>{text}</w:t></w:r>{broken}<w:r><w:t> далее</w:t></w:r></w:p>"

    def on_a_new_page(text):
        return f"<w:p>{broken}<w:r><w:t>{text}</w:t></w:r></w:p>"

    document = read_docx(
        table(
            row(cell("1"), cell("а")),
            row(cell(over_two_pages("2")), cell(over_two_pages("б"))),
            row(cell("3"), cell("в")),
            row(cell(on_a_new_page("4")), cell("г")),
        )
    )
    pages = [cell.page for cell in document.tables[0].cells]
    assert pages == [1, 1, 1, 1, 2, 2, 3, 3]
    assert document.page_count == 3


def test_a_table_without_cells_is_no_table(read_docx):
    assert read_docx("<w:tbl/><w:tbl><w:tr/></w:tbl><w:p><w:r><w:t>текст</w:t></w:r></w:p>").tables == ()


def test_blocks_stand_in_the_order_of_the_text(read_docx):
    document = read_docx(paragraph("до") + table(row(cell("внутри"))) + paragraph("после"))
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]


@pytest.mark.parametrize("spans", [[999_999], [63] * 40])
def test_too_many_squares(make_docx, spans):
    path = make_docx(table(row(*(cell("", span=span) for span in spans))))
    with pytest.raises(LimitExceededError) as raised:
        read(path, path.name, Limits(cells=900))
    assert raised.value.code == "too-many-cells"
