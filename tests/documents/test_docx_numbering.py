"""Numbers that stand nowhere as text."""

from __future__ import annotations

import pytest

from reviewer.documents.docx.numerals import list_number


@pytest.mark.parametrize(
    ("number_format", "written"),
    [
        ("decimal", {1: "1", 12: "12", 0: "0"}),
        ("decimalZero", {1: "01", 10: "10", 100: "100"}),
        ("lowerRoman", {1: "i", 4: "iv", 9: "ix", 44: "xliv", 1990: "mcmxc", 0: "0", 5000: "5000"}),
        ("upperRoman", {3: "III", 40: "XL", 2024: "MMXXIV"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa"}),
        ("upperLetter", {2: "B", 28: "BB"}),
        ("russianLower", {1: "а", 6: "е", 7: "ж", 9: "и", 10: "к", 25: "щ", 26: "ы", 29: "я", 30: "аа", 31: "бб"}),
        ("russianUpper", {3: "В", 28: "Ю"}),
        ("ordinal", {2: "2-й"}),
        ("none", {7: ""}),
        ("ideographDigital", {7: "7"}),
    ],
)
def test_number_formats(number_format, written):
    assert {number: list_number(number, number_format) for number in written} == written


def test_no_number_grows_without_bound():
    for number_format in ("lowerLetter", "russianUpper", "upperRoman", "decimal"):
        assert len(list_number(999_999_999, number_format)) < 20


def level(index, text, number_format="decimal", start=1, more=""):
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(identifier, *levels, more=""):
    return f'<w:abstractNum w:abstractNumId="{identifier}">{more}{"".join(levels)}</w:abstractNum>'


def num(identifier, abstract_id, overrides=""):
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def item(text, num_id=1, ilvl=0, more=""):
    numbering = f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{numbering}{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def labels(document):
    return [paragraph.label for paragraph in document.paragraphs]


OUTLINE = abstract(0, level(0, "%1."), level(1, "%1.%2."), level(2, "%3)", "russianLower")) + num(1, 0)


def test_levels_count_and_restart(read_docx):
    order = [0, 1, 1, 2, 2, 0, 1, 2]
    document = read_docx("".join(item("пункт", ilvl=ilvl) for ilvl in order), numbering=OUTLINE)
    assert labels(document) == ["1.", "1.1.", "1.2.", "а)", "б)", "2.", "2.1.", "а)"]
    assert {paragraph.text for paragraph in document.paragraphs} == {"пункт"}


def test_a_skipped_level_counts_as_begun(read_docx):
    document = read_docx("".join(item("п", ilvl=ilvl) for ilvl in [1, 1, 0, 1]), numbering=OUTLINE)
    assert labels(document) == ["1.1.", "1.2.", "2.", "2.1."]


def test_a_start_other_than_one_and_one_that_is_not_stated(read_docx):
    unstated = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="№ %1"/></w:lvl>'
    numbering = abstract(0, level(0, "%1.", start=5)) + abstract(1, unstated) + num(1, 0) + num(2, 1)
    document = read_docx(item("а") + item("б") + item("в", 2), numbering=numbering)
    assert labels(document) == ["5.", "6.", "№ 0"]


def test_lists_of_one_definition_go_on_unless_they_start_anew(read_docx):
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, restart)
    document = read_docx("".join(item("п", num_id) for num_id in [1, 1, 2, 3, 3, 1]), numbering=numbering)
    assert labels(document) == ["1.", "2.", "3.", "1.", "2.", "3."]


def test_a_list_may_replace_a_level(read_docx):
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "upperRoman")}</w:lvlOverride>'
    document = read_docx(item("п", 2), numbering=abstract(0, level(0, "%1.")) + num(2, 0, override))
    assert labels(document) == ["I)"]


def test_a_level_that_restarts_only_after_the_first(read_docx):
    never, first_only = '<w:lvlRestart w:val="0"/>', '<w:lvlRestart w:val="1"/>'
    numbering = abstract(
        0, level(0, "%1."), level(1, "%2", more=never), level(2, "%3", more=first_only)
    ) + num(1, 0)  # fmt: skip
    document = read_docx("".join(item("п", ilvl=ilvl) for ilvl in [0, 1, 2, 1, 2, 0, 1, 2]), numbering=numbering)
    assert labels(document) == ["1.", "1", "1", "2", "2", "2.", "3", "1"]


def test_each_number_has_the_format_of_its_own_level(read_docx):
    mixed = abstract(0, level(0, "%1", "upperRoman"), level(1, "%1.%2"), level(2, "%1.%2", more="<w:isLgl/>"))
    document = read_docx("".join(item("п", ilvl=ilvl) for ilvl in [0, 1, 2]), numbering=mixed + num(1, 0))
    assert labels(document) == ["I", "I.1", "1.1"]


def test_a_bullet_is_a_dash_and_prints_no_number_below(read_docx):
    numbering = abstract(0, level(0, "\uf0b7", "bullet"), level(1, "%1%2)"), level(2, "", "none")) + num(1, 0)
    document = read_docx("".join(item("п", ilvl=ilvl) for ilvl in [0, 1, 2]), numbering=numbering)
    assert labels(document) == ["-", "1)", None]


STYLES = """
<w:style w:type="paragraph" w:styleId="base"><w:name w:val="База"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="second"><w:name w:val="Второй"/><w:basedOn w:val="base"/></w:style>
<w:style w:type="paragraph" w:styleId="third"><w:name w:val="Третий"/><w:basedOn w:val="base"/>
  <w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="none"><w:name w:val="Без"/><w:basedOn w:val="base"/>
  <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="list"><w:name w:val="Список"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


def styled(style):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>п</w:t></w:r></w:p>'


def test_numbering_comes_from_styles(read_docx):
    linked = abstract(
        0, level(0, "%1."), level(1, "%1.%2.", more='<w:pStyle w:val="second"/>'), level(2, "%3)")
    ) + num(1, 0)  # fmt: skip
    document = read_docx(
        "".join(map(styled, ["base", "second", "third", "none", "base"])), styles=STYLES, numbering=linked
    )
    assert labels(document) == ["1.", "1.1.", "1)", None, "2."]


def test_numbering_of_a_style_is_turned_off_in_the_paragraph(read_docx):
    off = '<w:p><w:pPr><w:pStyle w:val="base"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>п</w:t></w:r></w:p>'
    assert labels(read_docx(off, styles=STYLES, numbering=OUTLINE)) == [None]


def test_a_definition_that_names_a_numbering_style(read_docx):
    numbering = OUTLINE.replace("<w:num ", abstract(7, more='<w:numStyleLink w:val="list"/>') + "<w:num ", 1) + num(
        2, 7
    )
    assert labels(read_docx(item("п", 2) + item("п", 1), styles=STYLES, numbering=numbering)) == ["1.", "2."]


def test_what_is_not_printed_is_not_counted(read_docx):
    deleted = item("", more="<w:rPr><w:del/></w:rPr>")
    hidden = item("", more="<w:rPr><w:vanish/></w:rPr>")
    document = read_docx(item("раз") + deleted + hidden + item("два"), numbering=OUTLINE)
    assert labels(document) == ["1.", "2."]


def test_an_empty_numbered_paragraph_counts_and_gives_no_block(read_docx):
    document = read_docx(item("раз") + item("") + item("три"), numbering=OUTLINE)
    assert labels(document) == ["1.", "3."]


def test_a_list_that_is_not_defined_prints_nothing(read_docx):
    assert labels(read_docx(item("п", 99) + item("п", 1, ilvl=7), numbering=OUTLINE)) == [None, None]


def row(*cells):
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_the_number_column_is_written_out(read_docx):
    table = "<w:tbl>" + "".join(row(item(""), item(text, 2)) for text in ["Семинар", "Мастер-класс"]) + "</w:tbl>"
    numbering = OUTLINE + abstract(5, level(0, "\uf0b7", "bullet")) + num(2, 5)
    (read,) = read_docx(table, numbering=numbering).tables
    assert [cell.text for cell in read.cells] == ["1.", "- Семинар", "2.", "- Мастер-класс"]


def test_numbers_in_a_merged_cell_and_in_a_deleted_row(read_docx):
    merged = "<w:tcPr><w:vMerge{}/></w:tcPr>"
    rows = [
        row(merged.format(' w:val="restart"') + item(""), "<w:p/>"),
        row(merged.format("") + item(""), "<w:p/>"),
        row(item(""), "<w:p/>").replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>"),
        row(item(""), "<w:p/>"),
    ]
    (read,) = read_docx(f"<w:tbl>{''.join(rows)}</w:tbl>", numbering=OUTLINE).tables
    assert [cell.text for cell in read.cells if cell.column == 0] == ["1.", "3."]
