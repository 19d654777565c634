"""Presentations: slides in the order in which a clerk would type them."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from reviewer.activities.assembling import assemble
from reviewer.documents.guard import Limits
from reviewer.documents.pptx import read
from reviewer.documents.reading import read_document
from reviewer.model.document import Table
from reviewer.model.errors import InputError, LimitExceededError, UnreadableFileError

TITLE_SLIDE, TITLE_AND_BODY, TWO_BODIES, TITLE_ONLY, BLANK = 0, 1, 3, 5, 6


class Deck:
    """A presentation in the making, and the slide that was begun last."""

    def __init__(self, path):
        self.path = path
        self.deck = Presentation()
        self.page = None

    def slide(self, layout=BLANK, *texts):
        """Begin a slide; the texts fill its placeholders, a list as paragraphs."""
        self.page = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        for placeholder, text in zip(self.page.placeholders, texts, strict=False):
            placeholder.text = "\n".join(text) if isinstance(text, list) else text
        return self

    def text(self, left, top, width, height, *lines, size=18, bold=False, into=None):
        """A text box; places in centimetres."""
        box = (into or self.page).shapes.add_textbox(Cm(left), Cm(top), Cm(width), Cm(height))
        for number, line in enumerate(lines):
            frame = box.text_frame
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = line, Pt(size), bold
        return box

    def table(self, rows):
        frame = self.page.shapes.add_table(len(rows), len(rows[0]), Cm(1), Cm(4), Cm(20), Cm(8))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                frame.table.cell(row, column).text = text
        return frame.table

    def save(self):
        self.deck.save(self.path)
        return self.path

    def read(self, **limits):
        return read(self.save(), self.path.name, Limits(**limits))


@pytest.fixture
def deck(tmp_path):
    return Deck(tmp_path / "план.pptx")


def marked(box, *, kind="buChar", **attributes):
    """Put a bullet of its own before each paragraph of a text box."""
    for paragraph in box.text_frame.paragraphs:
        mark = paragraph._p.get_or_add_pPr().makeelement(qn(f"a:{kind}"), attributes)
        paragraph._p.get_or_add_pPr().append(mark)
    return box


def lines(document):
    return [(paragraph.label, paragraph.text) for paragraph in document.paragraphs]


def words(document):
    return [paragraph.text for paragraph in document.paragraphs]


def test_titles_are_headings_and_bodies_inherit_their_bullets(deck):
    deck.slide(TITLE_SLIDE, "Дорожная карта Озёрного района", "на 2024 год")
    deck.slide(TITLE_AND_BODY, "Работа с педагогами", ["Семинар для учителей", "Открытые уроки"])
    document = deck.read()
    assert [(item.page, item.heading_level, item.label, item.text) for item in document.paragraphs] == [
        (1, 1, None, "Дорожная карта Озёрного района"),
        (1, 0, None, "на 2024 год"),
        (2, 1, None, "Работа с педагогами"),
        (2, 0, "•", "Семинар для учителей"),
        (2, 0, "•", "Открытые уроки"),
    ]
    assert (document.format, document.page_count) == ("pptx", 2)


def test_the_lines_of_a_title_are_broken_to_fit_the_slide(deck):
    deck.slide(TITLE_ONLY, "Мероприятия\vпо сопровождению\nшкол")
    assert words(deck.read()) == ["Мероприятия по сопровождению школ"]


def test_bullets_that_a_paragraph_states_itself(deck):
    deck.slide(TITLE_AND_BODY, "Задачи", ["Первая", "Вторая", "Третья"])
    first, second, _ = deck.page.placeholders[1].text_frame.paragraphs
    first._p.get_or_add_pPr().append(first._p.makeelement(qn("a:buNone"), {}))
    second._p.get_or_add_pPr().append(second._p.makeelement(qn("a:buChar"), {"char": "–"}))
    assert lines(deck.read())[1:] == [(None, "Первая"), ("-", "Вторая"), ("•", "Третья")]


@pytest.mark.parametrize(
    ("scheme", "start", "labels"),
    [
        ("arabicPeriod", "1", ["1.", "2.", "3."]),
        ("arabicParenR", "5", ["5)", "6)", "7)"]),
        ("romanUcPeriod", "1", ["I.", "II.", "III."]),
        ("alphaLcParenBoth", "1", ["(a)", "(b)", "(c)"]),
        ("arabicPlain", "1", ["1", "2", "3"]),
    ],
)
def test_automatic_numbers(deck, scheme, start, labels):
    deck.slide()
    marked(deck.text(1, 1, 20, 8, "Семинар", "Опрос", "Итоги"), kind="buAutoNum", type=scheme, startAt=start)
    assert [label for label, _ in lines(deck.read())] == labels


def test_numbers_go_on_after_deeper_levels_and_begin_anew_after_text(deck):
    deck.slide()
    box = marked(deck.text(1, 1, 20, 12, *"абвгде"), kind="buAutoNum", type="arabicPeriod")
    second, fourth = box.text_frame.paragraphs[1], box.text_frame.paragraphs[3]
    second.level = 1
    fourth._p.pPr.remove(fourth._p.pPr[0])
    assert [label for label, _ in lines(deck.read())] == ["1.", "1.", "2.", None, "1.", "2."]


def test_a_slide_without_a_title_is_headed_by_its_largest_text(deck):
    deck.slide()
    deck.text(1, 1, 20, 2, "Диагностика", size=28)
    marked(deck.text(1, 4, 20, 3, "Опрос учителей", "Опрос родителей", size=16), char="•")
    deck.text(1, 8, 20, 2, "Итоги", size=28)
    marked(deck.text(1, 11, 20, 3, "Отчёт", size=16), char="•")
    found = [(paragraph.heading_level, paragraph.text) for paragraph in deck.read().paragraphs]
    assert found == [(1, "Диагностика"), (0, "Опрос учителей"), (0, "Опрос родителей"), (1, "Итоги"), (0, "Отчёт")]


def test_texts_of_one_size_head_nothing(deck):
    deck.slide()
    deck.text(1, 1, 20, 2, "Приказ об утверждении плана")
    deck.text(1, 4, 20, 2, "В целях повышения качества")
    assert [paragraph.heading_level for paragraph in deck.read().paragraphs] == [0, 0]


def test_a_text_beside_the_title_is_read_before_it(deck):
    deck.slide()
    deck.text(1, 1, 12, 2, "Диагностика", size=28)
    deck.text(15, 1, 8, 2, "Модель 1", size=14, bold=True)
    marked(deck.text(1, 4, 20, 3, "Опрос учителей", size=16), char="•")
    assert words(deck.read()) == ["Модель 1", "Диагностика", "Опрос учителей"]


def test_numbers_in_shapes_of_their_own_belong_to_the_texts_beside_them(deck):
    deck.slide()
    deck.text(1, 1, 20, 2, "Мероприятия", size=28)
    for number, text in ((2, "Открытые уроки"), (1, "Семинар для учителей"), (3, "Итоговое совещание")):
        deck.text(3, 1 + 3 * number, 18, 2, text, size=16)
        deck.text(1, 1.3 + 3 * number, 1.4, 1.4, f"0{number}", size=30)
    assert lines(deck.read()) == [
        (None, "Мероприятия"),
        ("1.", "Семинар для учителей"),
        ("2.", "Открытые уроки"),
        ("3.", "Итоговое совещание"),
    ]


def test_numbers_above_their_cards(deck):
    deck.slide()
    for column, (number, text) in enumerate((("1", "Семинар"), ("2", "Опрос"), ("3", "Итоги"))):
        deck.text(1 + 8 * column, 2, 2, 1.5, number)
        deck.text(1 + 8 * column, 4, 7, 3, text)
    assert lines(deck.read()) == [("1.", "Семинар"), ("2.", "Опрос"), ("3.", "Итоги")]


def test_a_number_beside_nothing_stays_a_text(deck):
    deck.slide()
    deck.text(20, 16, 2, 1, "7")
    deck.text(1, 1, 10, 2, "Контакты")
    assert lines(deck.read()) == [(None, "Контакты"), (None, "7")]


def test_columns_under_headings_of_their_own_are_read_whole(deck):
    deck.slide(TITLE_ONLY, "План работы")
    for left, head, items in ((13, "Ученики", ["Консультации"]), (1, "Учителя", ["Семинар", "Опрос"])):
        deck.text(left, 5, 10, 1.5, head, bold=True)
        marked(deck.text(left, 7, 10, 6, *items), char="•")
    assert words(deck.read()) == ["План работы", "Учителя", "Семинар", "Опрос", "Ученики", "Консультации"]


def test_cards_are_read_row_by_row(deck):
    deck.slide()
    for top, left, text in ((8, 13, "Четвёртое"), (2, 13, "Второе"), (8, 1, "Третье"), (2, 1, "Первое")):
        deck.text(left, top, 10, 4, text)
    assert words(deck.read()) == ["Первое", "Второе", "Третье", "Четвёртое"]


def test_shapes_in_groups_stand_where_the_group_is_drawn(deck):
    deck.slide()
    deck.text(1, 8, 20, 2, "Второе")
    group = deck.page.shapes.add_group_shape()
    deck.text(1, 30, 20, 2, "Третье", into=group)
    deck.text(1, 1, 20, 2, "Первое", into=group)
    transform = group._element.grpSpPr.get_or_add_xfrm()
    assert words(deck.read()) == ["Первое", "Второе", "Третье"]
    transform.off_y, transform.ext.cy = Cm(12), Cm(5)
    transform.find(qn("a:off")).set("y", str(Cm(12)))
    transform.find(qn("a:ext")).set("cy", str(Cm(5)))
    assert words(deck.read()) == ["Второе", "Первое", "Третье"]


def test_what_is_not_shown_is_not_read(deck):
    deck.slide(TITLE_ONLY, "План")
    deck.page.notes_slide.notes_text_frame.text = "заметка докладчика"
    deck.text(1, 5, 10, 2, "скрытая фигура")._element.nvSpPr.cNvPr.set("hidden", "1")
    number = deck.text(20, 17, 3, 1, "1")
    number._element.nvSpPr.nvPr.append(number._element.makeelement(qn("p:ph"), {"type": "sldNum", "idx": "12"}))
    deck.slide(TITLE_ONLY, "Черновик")
    deck.page._element.set("show", "0")
    deck.slide(TITLE_ONLY, "Итоги")
    document = deck.read()
    assert [(paragraph.page, paragraph.text) for paragraph in document.paragraphs] == [(1, "План"), (3, "Итоги")]
    assert [(notice.code, notice.page) for notice in document.notices] == [("hidden-slide", 2)]


def test_a_table_with_merged_cells(deck):
    deck.slide()
    grid = deck.table([["№", "Мероприятие", "Срок"], ["1", "Семинар", "март"], ["2", "Опрос", ""]])
    grid.cell(1, 2).merge(grid.cell(2, 2))
    grid.cell(0, 0).merge(grid.cell(0, 1))
    (table,) = deck.read().tables
    found = [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]
    assert found == [
        (0, 0, 1, 2, "№\nМероприятие"),
        (0, 2, 1, 1, "Срок"),
        (1, 0, 1, 1, "1"),
        (1, 1, 1, 1, "Семинар"),
        (1, 2, 2, 1, "март"),
        (2, 0, 1, 1, "2"),
        (2, 1, 1, 1, "Опрос"),
    ]


HEAD = ["№", "Мероприятие", "Срок"]


def test_a_table_over_several_slides_is_one_table(deck):
    for page, row in enumerate((["1", "Семинар", "март"], ["2", "Опрос", "май"], ["3", "Отчёт", "июнь"])):
        deck.slide(TITLE_ONLY, "План работы" if page == 0 else f"План работы (продолжение {page})")
        deck.table([HEAD, row])
    document = deck.read()
    (table,) = document.tables
    assert [cell.text for cell in table.cells] == [
        *HEAD,
        "1",
        "Семинар",
        "март",
        "2",
        "Опрос",
        "май",
        "3",
        "Отчёт",
        "июнь",
    ]
    assert [cell.page for cell in table.cells] == [1] * 6 + [2] * 3 + [3] * 3
    assert words(document) == ["План работы"]
    assert [activity.source.page for activity in assemble(document).activities] == [1, 2, 3]


def test_tables_under_titles_of_their_own_stay_apart(deck):
    for title in ("Работа с педагогами", "Работа с родителями"):
        deck.slide(TITLE_ONLY, title)
        deck.table([HEAD, ["1", "Семинар", "март"]])
    document = deck.read()
    assert [table.number for table in document.tables] == [1, 2]
    assert [activity.section for activity in assemble(document).activities][1] == "Работа с родителями"


def test_tables_of_schools_are_no_activities_and_bullets_are(deck):
    deck.slide(TITLE_SLIDE, "Дорожная карта Озёрного района", "на 2024 год")
    deck.slide(TITLE_ONLY, "Участники проекта")
    deck.table([["Муниципалитет", "Наименование ОО"], ["Озёрный район", "Школа № 1"], ["Озёрный район", "Школа № 2"]])
    deck.slide(TITLE_AND_BODY, "Цели проекта", ["Повышение качества образования", "Поддержка школ"])
    deck.slide(TITLE_AND_BODY, "Методическая поддержка", ["Семинар для учителей (март)", "Открытые уроки"])
    deck.slide(TITLE_AND_BODY, "Контакты", ["8 (000) 000-00-00"])
    roadmap = assemble(deck.read())
    assert [(found.section, found.activity, found.deadline) for found in roadmap.activities] == [
        ("Методическая поддержка", "Семинар для учителей", "март"),
        ("Методическая поддержка", "Открытые уроки", None),
    ]
    assert roadmap.passport.title == "Дорожная карта Озёрного района на 2024 год"


DIAGRAM = (
    '<p:graphicFrame xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<p:nvGraphicFramePr><p:cNvPr id="9" name="d"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
    '<p:xfrm><a:off x="0" y="3600000"/><a:ext cx="1" cy="1"/></p:xfrm><a:graphic><a:graphicData uri="d">'
    '<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="d1"/>'
    "</a:graphicData></a:graphic></p:graphicFrame></p:spTree>"
)
BODY = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"


@pytest.mark.parametrize("drawn", [True, False])
def test_the_texts_of_diagrams(deck, tmp_path, drawn):
    deck.slide(TITLE_ONLY, "Этапы")
    source = deck.save()
    target = tmp_path / "б.pptx"
    points = "".join(f"<dgm:pt><dgm:t>{BODY.format(text)}</dgm:t></dgm:pt>" for text in ("Анализ", "План"))
    mark = '<dsp:dataModelExt xmlns:dsp="d" relId="d2"/>' if drawn else ""
    data = f'<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><dgm:ptLst>{points}</dgm:ptLst>{mark}</dgm:dataModel>'
    shapes = "".join(
        f'<d:sp><d:spPr><a:xfrm><a:off x="0" y="{top}"/><a:ext cx="9" cy="9"/></a:xfrm></d:spPr>'
        f"<d:txBody>{BODY.format(text)}</d:txBody></d:sp>"
        for top, text in ((900, "Второй этап"), (100, "Первый этап"))
    )
    drawing = f'<d:drawing xmlns:d="d" xmlns:a="a"><d:spTree>{shapes}</d:spTree></d:drawing>'
    related = "".join(f'<Relationship Id="{key}" Type="x/{key}" Target="../{key}.xml"/>' for key in ("d1", "d2"))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            if entry == "ppt/slides/slide1.xml":
                content = content.replace(b"</p:spTree>", DIAGRAM.encode())
            elif entry == "ppt/slides/_rels/slide1.xml.rels":
                content = content.replace(b"</Relationships>", related.encode() + b"</Relationships>")
            new.writestr(entry, content)
        new.writestr("ppt/d1.xml", data)
        new.writestr("ppt/d2.xml", drawing)
    expected = ["Первый этап", "Второй этап"] if drawn else ["Анализ", "План"]
    assert words(read(target, "б.pptx")) == ["Этапы", *expected]


def test_words_are_whole_and_spaces_plain(deck):
    deck.slide()
    deck.text(1, 1, 20, 3, "Обу\u00adчение\u00a0педагогов", "и \u200bшкол").text_frame.paragraphs[
        0
    ].alignment = PP_ALIGN.CENTER
    first, second = deck.read().paragraphs
    assert (first.text, first.centered, second.text) == ("Обучение педагогов", True, "и школ")


def test_a_presentation_without_a_word(deck, tmp_path):
    deck.slide()
    assert [notice.code for notice in deck.read().notices] == ["no-text"]
    path = Path(shutil.copy(deck.path, tmp_path / "рисунки.pptx"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("ppt/media/image1.png", b"\x89PNG")
    with pytest.raises(UnreadableFileError) as raised:
        read_document(path)
    assert raised.value.code == "pictures-only"


@pytest.mark.parametrize(
    ("limits", "code"),
    [({"pages": 1}, "too-many-pages"), ({"cells": 5}, "too-many-cells"), ({"characters": 5}, "too-much-text")],
)
def test_limits(deck, limits, code):
    deck.slide(TITLE_ONLY, "План работы")
    deck.slide()
    deck.table([HEAD, HEAD])
    with pytest.raises(LimitExceededError) as raised:
        deck.read(**limits)
    assert raised.value.code == code


def test_a_dtd_is_refused(deck):
    deck.slide(TITLE_ONLY, "План")
    path = deck.save()
    with zipfile.ZipFile(path) as old:
        entries = {entry: old.read(entry) for entry in old.namelist()}
    slide = entries["ppt/slides/slide1.xml"]
    entries["ppt/slides/slide1.xml"] = slide.replace(b"<p:sld ", b'<!DOCTYPE p:sld [<!ENTITY a "b">]><p:sld ', 1)
    with zipfile.ZipFile(path, "w") as new:
        for entry, content in entries.items():
            new.writestr(entry, content)
    with pytest.raises(UnreadableFileError) as raised:
        read(path, "план.pptx")
    assert raised.value.code == "forbidden-xml"
    assert "PowerPoint" in raised.value.message


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_presentation_is_refused(deck, share):
    deck.slide(TITLE_ONLY, "План")
    content = deck.save().read_bytes()
    deck.path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(InputError):
        read_document(deck.path)


FIELDS = ("number", "section", "activity")


def test_every_annotated_value_of_real_slides_is_found(shared):
    files = sorted((shared / "cases").glob("*/source.pptx"))
    assert files
    for path in files:
        gold = json.loads(path.with_name("gold.json").read_text(encoding="utf-8"))
        document = read_document(path)
        assert any(isinstance(block, Table) for block in document.blocks)
        roadmap = assemble(document)
        assert [[getattr(activity, field) for field in FIELDS] for activity in roadmap.activities] == [
            [activity[field] for field in FIELDS] for activity in gold["activities"]
        ]
        assert roadmap.passport.title == gold["title"]
        assert str(roadmap.passport.period.start) == gold["period"]["start"]
