"""The shipped Word templates: what they look like, and that their script makes them."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reviewer.report import word
from reviewer.report.context import build_context
from reviewer.report.pictures import Chart
from reviewer.report.word import variables_of

NAMES = ("справка.docx", "заключение.docx", "письмо.docx")


@pytest.fixture(params=NAMES)
def template(request, project):
    return docx.Document(str(project / "templates" / request.param))


def test_pages_have_the_margins_of_the_standard(template):
    section = template.sections[0]
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [20, 10, 20, 20]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_pages_are_numbered_in_the_middle_from_the_second_on(template):
    section = template.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.header.paragraphs[0].style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert not section.first_page_header.paragraphs[0].text


def test_body_text_is_times_14_with_a_first_line(template):
    style = template.styles["Body Text"]
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(14))
    assert abs(style.paragraph_format.first_line_indent - Mm(12.5)) < Mm(0.1)
    assert style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY


def test_nothing_is_formatted_by_hand(template):
    body = template.element.body
    direct = [node for node in body.iter(qn("w:rPr")) if {child.tag for child in node} - {qn("w:rStyle")}]
    assert direct == []
    allowed = {qn("w:pStyle"), qn("w:sectPr")}
    assert all({child.tag for child in node} <= allowed for node in body.iter(qn("w:pPr")))


def test_the_script_makes_the_shipped_templates(project, tmp_path):
    script = project / "templates" / "build.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, cwd=project)
    for name in NAMES:
        shipped = zipfile.ZipFile(project / "templates" / name)
        made = zipfile.ZipFile(tmp_path / name)
        with shipped, made:
            assert shipped.namelist() == made.namelist()
            for member in shipped.namelist():
                assert shipped.read(member) == made.read(member), f"{name}: {member}"


def test_every_field_is_described_for_methodists(project, review, region):
    text = (project / "templates" / "README.md").read_text(encoding="utf-8")
    context = build_context(review, region)
    described = set(re.findall(r"`([a-z_]+)[.`]", text))
    records = (context.statements[0], context.recommendations[0], context.municipalities[0], context.parameters[0])
    hidden = {"id"}
    for record in (context, *records, context.municipalities[0].marks[0], context.municipalities[0].municipal[0]):
        assert set(variables_of(record)) - hidden - described <= {"verdict"}, type(record).__name__


def test_a_part_that_many_documents_have_is_translated_once_and_draws_for_each():
    chart, part = Chart((), (), (), 0, 100, "Сроки"), "<w:t>{{ chart }} {{ 'г. ' ~ name }}</w:t>"
    before = word._translated.cache_info().misses
    environments = [word.template_environment(lambda chart, n=n: f"{chart.description} {n}") for n in (1, 2)]
    texts = [one.from_string(part).render(chart=chart, name="Бор <р>") for one in environments]
    assert texts == [f"<w:t>Сроки {n} г.\u00a0Бор &lt;р&gt;</w:t>" for n in (1, 2)]
    assert word._translated.cache_info().misses == before + 1
