"""Annexes of the справка: those with nothing in them are left out, and the others are numbered one after another."""

from __future__ import annotations

from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from reviewer.model.review import Grade
from reviewer.report.context import build_context
from reviewer.report.criteria import view_criteria
from reviewer.report.numbering import AnnexesView, number_annexes
from reviewer.report.writing import write_outputs

SOME = (Grade("not_met", "ни одного мероприятия", holds=False), Grade("met", "хотя бы одно мероприятие", holds=True))
CONTENT = (
    Grade("not_met", "ни одного мероприятия", holds=False),
    Grade("partly", "от одного до пяти мероприятий", holds=True),
    Grade("met", "не менее шести мероприятий", holds=True),
)


@pytest.fixture
def graded(review):
    statements = tuple(
        replace(one, grades=CONTENT if place == 1 else SOME) for place, one in enumerate(review.statements)
    )
    return replace(review, statements=statements)


def test_what_is_left_out_moves_the_rest_up():
    assert number_annexes(criteria=True, files=False, events=True, grounds=False, doubts=True) == AnnexesView(
        matrix=1, criteria=2, files=0, events=3, grounds=0, doubts=4
    )


def test_parameters_with_the_same_thresholds_stand_together(graded):
    first, second = view_criteria(graded.statements)
    assert (first.numbers, first.met, first.partly) == ((1, 3, 4, 5), "хотя бы одно мероприятие", "–")
    assert (second.numbers, second.partly, second.with_partly) == ((2,), "от одного до пяти мероприятий", True)


def test_a_reader_is_told_what_earns_a_mark(graded, region, tmp_path, no_libreoffice):  # noqa: ARG001
    write_outputs(graded, region, tmp_path)
    document = docx.Document(str(tmp_path / "справка.docx"))
    (table,) = [one for one in document.tables if "Не соответствует" in [cell.text for cell in one.rows[0].cells]]
    assert [row.cells[0].text for row in table.rows] == ["№", "1, 3–5", "2"]
    assert table.rows[2].cells[3].text == "от одного до пяти мероприятий (учитываются в доле в разделе 3)"
    text = "\n".join(one.text for one in document.paragraphs).replace("\u00a0", " ")
    assert "ставится каждая оценка, указано в приложении 2." in text
    assert "Таблица П2 – За что ставится оценка" in text
    assert "(сведения о файлах – в приложении 3)" in text


def test_a_clean_review_has_neither_empty_annexes_nor_words_of_them(graded, region, tmp_path, no_libreoffice):  # noqa: ARG001
    kept = tuple(one for one in graded.municipalities if one.id in {"zaozerye", "veshnyak"})
    sure = tuple(
        replace(
            one,
            verdicts=one.verdicts[:4],
            reviewed=replace(one.reviewed, facts=tuple(replace(item, doubtful=()) for item in one.reviewed.facts)),
        )
        for one in kept
    )
    clean = replace(
        graded,
        municipalities=sure,
        statements=graded.statements[:4],
        recommendations=(),
        problems=(),
        unmatched_files=(),
    )
    assert build_context(clean, region).annexes == AnnexesView(1, 2, 0, 0, 0, 0)
    write_outputs(clean, region, tmp_path)
    body = docx.Document(str(tmp_path / "справка.docx")).element.body
    text = "\n".join(item.text or "" for item in body.iter(qn("w:t"))).replace("\u00a0", " ")
    assert "Приложение 2" in text
    assert "Приложение 3" not in text
    assert "приложении 0" not in text
    assert "Все представленные файлы прочитаны" in text
    anchors = [item.get(qn("w:anchor")) for item in body.iter(qn("w:hyperlink"))]
    assert anchors == [item.get(qn("w:name")) for item in body.iter(qn("w:bookmarkStart"))]
