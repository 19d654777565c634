"""Files that cannot be read, and what the user is told."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from reviewer.documents.guard import LIMITS, check_pages
from reviewer.documents.pdf import opening, page, read, rulings
from reviewer.model.errors import LimitExceededError, UnreadableFileError

_OBJECTS = (
    "<</Type /Catalog /Pages 2 0 R>>",
    "<</Type /Pages /Kids [3 0 R] /Count 1>>",
    "<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
    "<</Length {length}>> stream\n{content}\nendstream",
    "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
)


def pdf_with(content: str, folder: Path) -> Path:
    """A page of this content stream, with Latin letters in `F1`."""
    text, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(_OBJECTS, start=1):
        offsets.append(len(text))
        filled = body.replace("{length}", str(len(content))).replace("{content}", content)
        text += f"{number} 0 obj {filled} endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(_OBJECTS) + 1
    text += f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer <</Size {count} /Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF"
    path = folder / "plan.pdf"
    path.write_bytes(text.encode("latin-1"))
    return path


def text_at(x: float, y: float, text: str) -> str:
    return f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET"


def blank(pages: int, folder: Path) -> Path:
    path = folder / "blank.pdf"
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(pages):
            document.new_page(595, 842)
        document.save(path)
    return path


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n1 0 obj", b"PK\x03\x04 not a PDF", b"\x00" * 500])
def test_a_damaged_file_is_told_as_such(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as caught:
        read(path, "план.pdf")
    assert caught.value.code == "unreadable"
    assert str(caught.value).startswith("план.pdf: ")


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        read(tmp_path / "none.pdf", "план.pdf")


@pytest.mark.usefixtures("tesseract")
def test_pages_without_text_are_a_scan(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(blank(2, tmp_path), "скан.pdf")
    assert caught.value.code == "scan-without-text"
    assert "пустые листы" in caught.value.message


@pytest.mark.usefixtures("tesseract")
def test_a_scan_with_a_printed_page_number_is_still_a_scan(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(pdf_with(text_at(140, 20, "- 1 -"), tmp_path), "скан.pdf")
    assert caught.value.code == "scan-without-text"


@pytest.mark.usefixtures("tesseract")
def test_a_text_layer_of_rubbish_is_not_believed(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(pdf_with(text_at(20, 100, "!@#$%%&*+=/<>?;:~^|{}[]" * 2), tmp_path), "скан.pdf")
    assert caught.value.code in {"poor-scan", "scan-without-text"}


def test_a_scanned_page_among_pages_of_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mixed.pdf"
    with pypdfium2.PdfDocument(pdf_with(text_at(20, 100, "Meeting of head teachers"), tmp_path)) as document:
        picture = pypdfium2.PdfImage.new(document)
        picture.set_bitmap(pypdfium2.PdfBitmap.new_native(8, 8, 4))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(500, 800))
        scanned = document.new_page(595, 842)
        scanned.insert_obj(picture)
        scanned.gen_content()
        document.new_page(595, 842)
        document.save(path)
    read_document = read(path, "план.pdf")
    assert [(notice.code, notice.page) for notice in read_document.notices] == [("scan-page", 2)]
    assert read_document.page_count == 3


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "check_pages", partial(check_pages, limits=replace(LIMITS, pages=2)))
    with pytest.raises(LimitExceededError) as caught:
        read(blank(3, tmp_path), "план.pdf")
    assert caught.value.code == "too-many-pages"


def test_too_large_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_FILE_BYTES", 100)
    with pytest.raises(LimitExceededError):
        read(blank(1, tmp_path), "план.pdf")


def test_too_much_text_on_a_page_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MAX_PAGE_CHARACTERS", 10)
    with pytest.raises(LimitExceededError) as caught:
        read(pdf_with(text_at(20, 100, "more than ten characters"), tmp_path), "план.pdf")
    assert caught.value.place.page == 1


@pytest.mark.parametrize("limit", ["MAX_PAGE_OBJECTS", "MAX_PATH_SEGMENTS"])
def test_too_many_drawn_objects_are_refused(limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulings, limit, 5)
    lines = "\n".join(f"0 {y} m 100 {y} l S" for y in range(0, 100, 10))
    with pytest.raises(LimitExceededError):
        read(pdf_with(f"{lines}\n{text_at(20, 150, 'a drawing with text')}", tmp_path), "чертёж.pdf")


def test_a_hand_written_page_is_read(tmp_path: Path) -> None:
    document = read(pdf_with(text_at(20, 100, "Meeting of head teachers"), tmp_path), "plan.pdf")
    assert [paragraph.text for paragraph in document.paragraphs] == ["Meeting of head teachers"]
    assert (document.format, document.page_count, document.file) == ("pdf", 1, "plan.pdf")


def test_spaces_that_are_not_printed_are_rebuilt_and_tight_letters_stay_together(tmp_path: Path) -> None:
    content = "BT /F1 10 Tf 20 100 Td [(Head) -300 (teach) -20 (ers) -280 (meeting)] TJ ET"
    assert read(pdf_with(content, tmp_path), "plan.pdf").paragraphs[0].text == "Head teachers meeting"


@pytest.mark.parametrize(
    "rule", ["20 {y} 200 0.7 re f", "20 {y} m 220 {y} l S", "q 200 0 0 0.5 20 {y} cm 0 0 1 1 re f Q"]
)
def test_rules_are_seen_however_they_are_drawn(rule: str, tmp_path: Path) -> None:
    across = [rule.format(y=y) for y in (60, 90, 120)]
    down = [f"{x} 60 0.7 60 re f" for x in (20, 80, 220)]
    texts = [
        text_at(x, y, text)
        for x, y, text in ((25, 100, "No"), (85, 100, "Activity"), (25, 70, "1."), (85, 70, "Meeting"))
    ]
    (table,) = read(pdf_with("\n".join([*across, *down, *texts]), tmp_path), "plan.pdf").tables
    assert [cell.text for cell in table.cells] == ["No", "Activity", "1.", "Meeting"]
