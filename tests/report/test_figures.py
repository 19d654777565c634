"""The pictures of the справка: counted right, told to those who do not see them, in parts where there are many rows."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from reviewer.report.context import build_context
from reviewer.report.pictures import MOST_ROWS, bars, squares
from reviewer.report.writing import write_outputs


@pytest.fixture(scope="module")
def figures(review, region):
    return build_context(review, region).figures


def test_bars_show_what_table_1_lists(figures, review, region):
    (content,) = figures.content
    context = build_context(review, region)
    assert content.image.names == tuple(str(view.name) for view in context.reviewed)
    assert content.image.counts == tuple((len(view.municipal),) for view in context.reviewed)
    assert "г. Заозерье – 16; Лесногорский район – 8" in content.image.description


def test_the_calendar_counts_and_tells_how(figures):
    (calendar,) = figures.calendar
    assert calendar.number == 2
    assert calendar.image.heads[2:4] == ("мар", "апр")
    assert calendar.image.counts[0] == (0, 0, 5, 5, 0, 0, 0, 0, 0, 0, 0, 0)
    assert figures.calendar_note.startswith("В календарь вошло 35 мероприятий из 65.")
    assert figures.calendar_note.endswith("вне планового периода: 30.")


def test_without_a_plan_period_there_is_no_calendar(review, region):
    figures = build_context(review, replace(region, plan_period=None)).figures
    assert figures.content
    assert (figures.calendar, figures.calendar_note) == ((), "")


def test_without_roadmaps_nothing_is_drawn(review, region):
    silent = tuple(item for item in review.municipalities if item.status != "reviewed")
    assert not build_context(replace(review, municipalities=silent), region).figures.content


def test_a_long_list_is_shared_out_over_several_pictures():
    charts = bars([f"Район {number}" for number in range(61)], range(61), 165, "")
    assert [len(chart.names) for chart in charts] == [21, 21, 19]
    assert all(len(chart.names) <= MOST_ROWS for chart in charts)
    assert {chart.most for chart in charts} == {60}
    assert sum((chart.counts for chart in charts), ()) == tuple((number,) for number in range(61))


def test_the_darker_the_more_and_the_same_bytes_each_time():
    (chart,) = squares(["А", "Б"], ["янв"], [[1], [9]], 100, "")
    picture = chart.draw()
    assert picture == chart.draw()
    grey = Image.open(io.BytesIO(picture.png)).convert("L")
    width, height = grey.size
    column = int(width * 0.75)
    few, many = grey.getpixel((column, int(height * 0.45))), grey.getpixel((column, int(height * 0.8)))
    assert few > many + 80


@pytest.mark.usefixtures("no_libreoffice")
def test_pictures_stand_in_the_document_with_their_text(review, region, tmp_path):
    write_outputs(review, region, tmp_path)
    document = docx.Document(str(tmp_path / "справка.docx"))
    properties = list(document.element.body.iter(qn("wp:docPr")))
    assert [item.get("descr", "")[:10] for item in properties] == ["Столбчатая", "Таблица из"]
    assert len({item.get("id") for item in properties}) == 2
    captions = [item.text for item in document.paragraphs if item.style.name == "Figure Caption"]
    assert captions == [
        "Рисунок\u00a01 – Количество муниципальных мероприятий",
        "Рисунок\u00a02 – Календарь запланированных мероприятий",
    ]
    fields = [item.text for item in document.element.body.iter(qn("w:instrText"))]
    assert sum("SEQ Рисунок" in field for field in fields) == 2
