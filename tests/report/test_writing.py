"""The folder as a whole: everything is there, the same twice, and harmless whatever a cell says."""

from __future__ import annotations

import json
import stat
import sys
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook

from reviewer.model.errors import UsageError
from reviewer.report import pdf
from reviewer.report.writing import write_outputs
from reviewer.verdicts.changes import Step, compare_runs

HOSTILE = (
    "{{ 7 * 7 }} {% for x in y %} {%tr endfor %} {# c #} {{p text }} ${x} "
    "<w:p><w:r><w:t>лишний</w:t></w:r></w:p> </w:tbl> &amp; & ]]> <script>alert(1)</script> "
    "=HYPERLINK(1) \x00\x07\x0b\x0c\u202eslx\u202c\u200f\ud83d %s \\"
)
SHOWN = HOSTILE.translate(dict.fromkeys([0, 7, 11, 12, 0x202E, 0x202C, 0x200F, 0xD83D]))


@pytest.mark.usefixtures("no_libreoffice")
def test_the_folder_is_filled(review, region, tmp_path):
    written = write_outputs(review, region, tmp_path / "new" / "out")
    made = sorted(
        path.relative_to(tmp_path / "new" / "out").as_posix() for path in (file.path for file in written.files)
    )
    assert [name for name in made if "/" not in name] == ["review.json", "матрица.xlsx", "письмо.docx", "справка.docx"]
    assert len([name for name in made if name.startswith("заключения/")]) == 9
    assert all(file.path.is_file() and file.title for file in written.files)
    assert written.notices == (
        "PDF не созданы: LibreOffice не найден. Установите его или сохраните документы как PDF в Word.",
    )


@pytest.mark.usefixtures("no_libreoffice")
def test_a_review_that_follows_another_tells_of_the_changes_too(review, region, tmp_path):
    changes = compare_runs(review, [Step("rules", review)])
    written = write_outputs(review, region, tmp_path, changes=changes)
    assert tmp_path / "Сведения-об-изменениях.docx" in [file.path for file in written.files]
    assert all(file.path.is_file() and file.title for file in written.files)


@pytest.mark.usefixtures("no_libreoffice")
def test_equal_reviews_give_equal_bytes(review, review_saying, region, tmp_path, monkeypatch):
    first = write_outputs(review, region, tmp_path / "1", today=date(2024, 1, 29))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    second = write_outputs(review_saying(None), region, tmp_path / "2", today=date(2024, 1, 29))
    for one, other in zip(first.files, second.files, strict=True):
        assert one.path.read_bytes() == other.path.read_bytes(), one.path.name


@pytest.mark.usefixtures("no_libreoffice")
@pytest.mark.parametrize("text", [HOSTILE, "Я" * 10_000, "=" + "1" * 40_000, "\u202e", "а\nб\tв\r\n"])
def test_hostile_text_passes_harmlessly(text, review_saying, region, tmp_path):
    hostile = review_saying(text)
    write_outputs(hostile, region, tmp_path)
    json.loads((tmp_path / "review.json").read_text(encoding="utf-8"))
    for path in (tmp_path / "справка.docx", *(tmp_path / "заключения").iterdir()):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(package.read(name))
    rows = load_workbook(tmp_path / "матрица.xlsx")["Мероприятия"].iter_rows(min_row=2)
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d"}


@pytest.mark.usefixtures("no_libreoffice")
def test_hostile_text_is_shown_as_it_stands(review, review_saying, region, tmp_path):
    write_outputs(review_saying(HOSTILE), region, tmp_path / "hostile")
    write_outputs(review, region, tmp_path / "tame")
    document = docx.Document(str(tmp_path / "hostile" / "справка.docx"))
    tame = docx.Document(str(tmp_path / "tame" / "справка.docx"))
    assert document.tables[0].rows[2].cells[1].text == SHOWN
    assert len(document.tables) == len(tame.tables)
    assert len(list(document.element.body.iter(qn("w:p")))) == len(list(tame.element.body.iter(qn("w:p"))))
    sheet = load_workbook(tmp_path / "hostile" / "матрица.xlsx")["Мероприятия"]
    assert sheet["D2"].value == SHOWN


@pytest.mark.usefixtures("no_libreoffice")
def test_a_folder_that_cannot_be_written_is_told(review, region, tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(UsageError, match="Не удаётся записать") as caught:
        write_outputs(review, region, tmp_path / "out")
    assert caught.value.code == "output"


@pytest.mark.skipif(pdf.find_libreoffice() is None, reason="LibreOffice is not installed")
def test_every_document_is_printed(review, region, tmp_path):
    written = write_outputs(review, region, tmp_path)
    assert written.notices == ()
    for word in tmp_path.rglob("*.docx"):
        assert word.with_suffix(".pdf").read_bytes().startswith(b"%PDF-"), word.name
    assert len(list(tmp_path.rglob("*.pdf"))) == 11
    lines = docx.Document(str(tmp_path / "справка.docx")).paragraphs
    entries = [line for line in lines if line.style.name == "toc 1" and line.text]
    pages = [int(line._p.xpath(".//w:t")[-1].text) for line in entries]
    assert len(pages) == 10
    assert pages == sorted(pages)
    assert pages[0] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")
@pytest.mark.parametrize("script", ["exit 3", "exit 0", "exec sleep 60"])
def test_a_failing_libreoffice_costs_the_pdf_only(script, review, region, tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: str(program))
    monkeypatch.setattr(pdf, "TIMEOUT_S", 0.5)
    out = tmp_path / "out"
    out.mkdir()
    (out / "справка.pdf").write_bytes(b"of an earlier run")
    written = write_outputs(review, region, out)
    assert written.notices == ("PDF не созданы: LibreOffice не справился. Сохраните документы как PDF в Word.",)
    assert not (out / "справка.pdf").exists()
    assert (out / "матрица.xlsx").is_file()
