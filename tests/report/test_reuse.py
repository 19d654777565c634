"""Documents that say what they said before are taken from the memory."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import docx
import pytest

from reviewer.report.context import build_context
from reviewer.report.pictures import Chart, bars
from reviewer.report.reuse import Filler
from reviewer.report.writer import Order


@dataclass
class Memory:
    kept: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def recall(self, kind: str, key: str) -> bytes | None:
        return self.kept.get((kind, key))

    def keep(self, kind: str, key: str, content: bytes) -> None:
        self.kept[kind, key] = content


@pytest.fixture
def order(review, region, tmp_path: Path) -> Order:
    context = build_context(review, region)
    return Order(review, review, region, context, tmp_path, (tmp_path,), memory=Memory())


def written(order: Order, text: str, **shared: object) -> bytes:
    path = order.out / "заключение.docx"
    if not path.exists():
        document = docx.Document()
        document.add_paragraph(text)
        document.save(str(path))
    own = {"municipality": replace(order.context.municipalities[0], activity_count=3)}
    return Filler(order, path, {"activity_count": 1, "reviewed": 1, **shared}).fill(own)


@pytest.mark.parametrize(
    "text",
    [
        "{{ municipality.activity_count }}",
        "{% if municipality.status == 'reviewed' %}да{% endif %}",
        "{% if municipality.status == “reviewed” %}да{% endif %}",
    ],
)
def test_a_document_stays_where_another_variable_of_the_same_name_changes(order, text):
    assert written(order, text) == written(order, text, activity_count=2, reviewed=2)
    assert len(order.memory.kept) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{{ activity_count }}",
        "{{activity_count}}",
        "{{ municipality.activity_count + activity_count }}",
        "{{ '1'~activity_count~'1' }}",
        '"{{activity_count}}"',
        "{{ '' if activity_count == 1 else 'activity_count' }}",
        "{% if 1<activity_count %}да{% endif %}",
        "Всего.{{activity_count}}",
        "{{ (activity_count)|string }}",
    ],
)
def test_a_document_is_made_anew_where_a_variable_that_it_names_changes(order, text):
    assert written(order, text) != written(order, text, activity_count=2)
    assert len(order.memory.kept) == 2


def test_a_picture_is_drawn_once_whatever_is_said_of_it(order, monkeypatch):
    (chart,) = bars(["Лесной район"], [3], 160, "Три мероприятия.")
    first = written(order, "{{ chart }}", chart=chart)
    drawn = chart.draw()
    monkeypatch.setattr(Chart, "draw", lambda _: pytest.fail("drawn again"))
    again = written(order, "{{ chart }}", chart=replace(chart, description="Три."))
    assert first != again
    for package, said in ((first, "Три мероприятия."), (again, "Три.")):
        with zipfile.ZipFile(io.BytesIO(package)) as parts:
            assert parts.read("word/media/image1.png") == drawn.png
            assert f'descr="{said}"' in parts.read("word/document.xml").decode()


def test_another_picture_is_drawn(order):
    (chart,) = bars(["Лесной район"], [3], 160, "")
    assert written(order, "{{ chart }}", chart=chart) != written(
        order, "{{ chart }}", chart=replace(chart, counts=((2,),))
    )
