"""The table of contents: real fields for Word, counted by LibreOffice on the way to PDF."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from reviewer.report.contents import number_pages, with_live_numbers
from reviewer.report.writing import write_outputs


@pytest.fixture
def package(review, region, tmp_path, no_libreoffice):  # noqa: ARG001 - for its effect
    write_outputs(review, region, tmp_path)
    return (tmp_path / "справка.docx").read_bytes()


def body(package):
    return docx.Document(io.BytesIO(package)).element.body


def instructions(package):
    return [(item.text or "").split()[0] for item in body(package).iter(qn("w:instrText"))]


def marks(package, kind):
    return sum(item.get(qn("w:fldCharType")) == kind for item in body(package).iter(qn("w:fldChar")))


def test_every_entry_leads_to_a_heading(package):
    anchors = [item.get(qn("w:anchor")) for item in body(package).iter(qn("w:hyperlink"))]
    bookmarks = [item.get(qn("w:name")) for item in body(package).iter(qn("w:bookmarkStart"))]
    assert anchors == bookmarks
    assert len(set(anchors)) == 10
    assert instructions(package)[0] == "TOC"


def test_fields_stay_balanced_when_the_contents_are_opened(package):
    opened = with_live_numbers(package)
    assert "TOC" not in instructions(opened)
    assert instructions(opened) == instructions(package)[1:]
    for kind in ("begin", "separate", "end"):
        assert marks(opened, kind) == marks(package, kind) - 1
    assert [item.text for item in body(opened).iter(qn("w:t"))] == [item.text for item in body(package).iter(qn("w:t"))]


def test_pages_are_written_where_they_are_known(package):
    numbered = docx.Document(
        io.BytesIO(number_pages(package, {"1общиесведения": 2, "приложение3основаниярекомендаций": 31}))
    )
    lines = [item.text for item in numbered.paragraphs if item.style.name == "toc 1"]
    assert lines[0] == "1. Общие сведения\t2"
    assert lines[1] == "2. Параметры экспертизы\t "
    assert lines[8] == "Приложение 3. Основания рекомендаций\t31"


def test_a_document_without_contents_is_left_as_it_is():
    saved = io.BytesIO()
    docx.Document().save(saved)
    assert with_live_numbers(saved.getvalue()) == saved.getvalue()
