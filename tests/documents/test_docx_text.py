"""What of a paragraph is printed."""

from __future__ import annotations

import pytest


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        ("<w:r><w:t>Провести</w:t><w:tab/><w:t>семинар</w:t></w:r>", "Провести семинар"),
        ("<w:r><w:t>март</w:t><w:br/><w:t>апрель</w:t></w:r>", "март\nапрель"),
        ("<w:r><w:t>март</w:t><w:cr/><w:t> апрель</w:t></w:r>", "март\nапрель"),
        ("<w:r><w:t>учебно</w:t><w:noBreakHyphen/><w:t>методический</w:t></w:r>", "учебно-методический"),
        ("<w:r><w:t>мони</w:t><w:softHyphen/><w:t>торинг</w:t></w:r>", "мониторинг"),
        ("<w:r><w:t>мони</w:t><w:softHyphen/><w:br/><w:t>торинг</w:t></w:r>", "мониторинг"),
        ("<w:r><w:t>мони\u00adторинг</w:t></w:r>", "мониторинг"),
        ("<w:r><w:t>до 5\u00a0мая  2024\u202fг.</w:t></w:r>", "до 5 мая 2024 г."),
        ("<w:r><w:t>пол\u2011года</w:t></w:r>", "пол-года"),
        ("<w:r><w:t>шко\u200bлы \u202eрайона</w:t></w:r>", "школы района"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:t>школа</w:t><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "школа"),
        ('<w:r><w:t>школа</w:t><w:sym w:font="X" w:char="D800"/><w:sym w:font="X"/></w:r>', "школа"),
        ("<w:r><w:t>не менее </w:t></w:r><m:oMath><m:r><m:t>50%</m:t></m:r></m:oMath>", "не менее 50%"),
        (run("видно") + run(" тайно", "<w:vanish/>"), "видно"),
        (run("видно", '<w:vanish w:val="0"/>'), "видно"),
        ("<w:hyperlink><w:r><w:t>сайт</w:t></w:r></w:hyperlink>", "сайт"),
        ("<w:smartTag><w:r><w:t>Ясногорск</w:t></w:r></w:smartTag>", "Ясногорск"),
        ("<w:sdt><w:sdtContent><w:r><w:t>12.03.2024</w:t></w:r></w:sdtContent></w:sdt>", "12.03.2024"),
        ("<w:r><w:t>отчёт</w:t><w:footnoteReference w:id='2'/></w:r>", "отчёт"),
    ],
)
def test_inline_content(read_docx, inline, expected):
    assert texts(read_docx(f"<w:p>{inline}</w:p>")) == [expected]


def test_an_empty_content_control_shows_only_its_prompt(read_docx):
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Выберите дату</w:t></w:r></w:sdtContent></w:sdt>"
    assert texts(read_docx(f"<w:p>{run('Срок: ')}{control}</w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
                           f"<w:sdtContent><w:p>{run('Введите название')}</w:p></w:sdtContent></w:sdt>")) == ["Срок:"]  # fmt: skip


def test_insertions_are_kept_and_deletions_dropped(read_docx):
    document = read_docx(
        f"<w:p>{run('до ')}<w:del><w:r><w:delText>15</w:delText></w:r></w:del><w:ins>{run('20')}</w:ins>{run(' мая')}"
        f"<w:moveFrom>{run('ушло')}</w:moveFrom><w:moveTo>{run(' 2024')}</w:moveTo></w:p>"
    )
    assert texts(document) == ["до 20 мая 2024"]
    assert [notice.code for notice in document.notices] == ["tracked-changes"]


def test_a_paragraph_whose_mark_is_deleted_runs_on(read_docx):
    body = (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Провести')}</w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>ничего</w:delText></w:r></w:del></w:p>"
        f"<w:p>{run('совещание')}</w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Конец')}</w:p>"
    )
    assert texts(read_docx(body)) == ["Провести совещание", "Конец"]


def field(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_a_field_gives_its_result_and_not_its_code(read_docx):
    code = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
    inner = field("begin") + code + field("separate") + run("внутри кода") + field("end")
    assert texts(
        read_docx(
            f"<w:p>{field('begin')}{code}{inner}{field('separate')}{run('ссылка')}{field('end')}{run(' после')}</w:p>"
            f"<w:p><w:fldSimple w:instr='PAGE'>{run('7')}</w:fldSimple></w:p>"
        )
    ) == ["ссылка после", "7"]


def test_a_field_that_is_broken_loses_no_later_paragraph(read_docx):
    body = f"<w:p>{run('до')}{field('begin')}</w:p><w:p>{field('end')}{run('после')}</w:p>"
    assert texts(read_docx(body)) == ["до", "после"]


def box(text):
    return f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"


def test_a_text_box_is_read_once_and_before_its_anchor(read_docx):
    choice = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box('УТВЕРЖДАЮ')}</wps:txbx></w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box('УТВЕРЖДАЮ')}</v:textbox></w:pict></mc:Fallback>"
    alternate = f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"
    assert texts(read_docx(f"<w:p>{run('План')}<w:r>{alternate}</w:r></w:p>")) == ["УТВЕРЖДАЮ", "План"]
    old = f"<w:r><w:pict><v:textbox>{box('Согласовано')}</v:textbox></w:pict></w:r>"
    assert texts(read_docx(f"<w:p>{old}</w:p>")) == ["Согласовано"]


def test_alternatives_of_whole_paragraphs_are_read_once(read_docx):
    body = (
        f"<mc:AlternateContent><mc:Choice Requires='x'><w:p>{run('новое')}</w:p></mc:Choice>"
        f"<mc:Fallback><w:p>{run('старое')}</w:p></mc:Fallback></mc:AlternateContent>"
    )
    assert texts(read_docx(body)) == ["новое"]


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Раздел"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="plain"><w:name w:val="Мой"/><w:basedOn w:val="1"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="pool"/></w:style>
<w:style w:type="paragraph" w:styleId="pool"><w:name w:val="y"/><w:basedOn w:val="loop"/></w:style>
<w:style w:type="character" w:styleId="strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("properties", "content", "expected"),
    [
        ("", run("текст"), (0, False, False)),
        ('<w:pStyle w:val="1"/>', run("текст"), (1, True, True)),
        ('<w:pStyle w:val="own"/>', run("текст"), (1, True, True)),
        ('<w:pStyle w:val="plain"/>', run("текст"), (0, False, True)),
        ('<w:pStyle w:val="loop"/>', run("текст"), (0, False, False)),
        ('<w:pStyle w:val="absent"/>', run("текст"), (0, False, False)),
        ('<w:outlineLvl w:val="2"/><w:jc w:val="center"/>', run("текст", "<w:b/>"), (3, True, True)),
        ('<w:pStyle w:val="1"/><w:jc w:val="left"/>', run("текст", '<w:b w:val="0"/>'), (1, False, False)),
        ("", run("жирно", '<w:rStyle w:val="strong"/>') + run(" ") + run("вот", "<w:b/>"), (0, True, False)),
        ("", run("жирно", "<w:b/>") + run(" нет"), (0, False, False)),
    ],
)
def test_headings_bold_and_centred(read_docx, properties, content, expected):
    document = read_docx(f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>", styles=STYLES)
    (paragraph,) = document.paragraphs
    assert (paragraph.heading_level, paragraph.bold, paragraph.centered) == expected


def test_hidden_text_is_told_of(read_docx):
    document = read_docx(f"<w:p>{run('видно')}{run('нет', '<w:rStyle w:val=`secret`/>'.replace('`', chr(34)))}</w:p>", styles=STYLES)  # fmt: skip
    assert texts(document) == ["видно"]
    assert [notice.code for notice in document.notices] == ["hidden-text"]


def test_pages_are_those_of_words_last_layout(read_docx):
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    authored = '<w:r><w:br w:type="page"/></w:r>'
    document = read_docx(
        f"<w:p>{run('первая')}</w:p><w:p>{rendered}{run('вторая')}</w:p><w:p>{authored}</w:p>"
        f"<w:p>{rendered}{run('третья')}</w:p>"
    )
    assert [paragraph.page for paragraph in document.paragraphs] == [1, 2, 3]
    assert document.page_count == 3


def test_breaks_of_the_author_alone_number_no_page(read_docx):
    document = read_docx(f'<w:p>{run("раз")}</w:p><w:p><w:r><w:br w:type="page"/><w:t>два</w:t></w:r></w:p>')
    assert [paragraph.page for paragraph in document.paragraphs] == [None, None]
    assert document.page_count is None


def test_strict_open_xml_is_read(read_docx):
    namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{namespace}"><w:body><w:p>{run("План")}</w:p></w:body></w:document>'
    assert texts(read_docx("", entries={"word/document.xml": body})) == ["План"]


def test_the_main_part_is_found_through_relationships(read_docx):
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/Main.xml"/>'
        "</Relationships>"
    )
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{namespace}"><w:body><w:p>{run("Иначе")}</w:p></w:body></w:document>'
    assert texts(read_docx("", entries={"_rels/.rels": relationships, "word\\main.xml": body})) == ["Иначе"]
