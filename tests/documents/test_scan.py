"""Scans made on the spot out of a sample: its pages drawn as a scanner would draw them, and read again."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageDraw

from reviewer.documents.reading import read_document
from reviewer.documents.scan import page as scan_page
from reviewer.documents.scan import tesseract
from reviewer.model.document import Document, Table
from reviewer.model.errors import LimitExceededError, UnreadableFileError

SAMPLE = "ДК Медноречье 2026.pdf"
SIMILAR = 0.97


@pytest.fixture(scope="module")
def sample(project: Path) -> Path:
    return project / "corpora" / "samples" / "roadmaps" / SAMPLE


@pytest.fixture(scope="module")
def typed(sample: Path) -> Document:
    """The sample as its text layer gives it."""
    return read_document(sample)


def drawn(path: Path, *, dpi: int) -> list[Image.Image]:
    with pypdfium2.PdfDocument(path) as document:
        return [document[index].render(scale=dpi / 72, grayscale=True).to_pil() for index in range(len(document))]


def scanned(page: Image.Image, *, slant: float = 0.0, grain: float = 0.0, paper: int = 255) -> Image.Image:
    """A page laid askew on the glass, on grey paper with a grain."""
    turned = page.rotate(slant, Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(turned, dtype=np.float32) * (paper / 255)
    noise = np.random.default_rng(7).normal(0.0, grain, pixels.shape) if grain else 0.0
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def saved(pages: Sequence[Image.Image], path: Path, *, dpi: int, quality: int = 85) -> Path:
    first, *rest = pages
    extra = {"save_all": True, "append_images": rest} if rest else {}
    resolution = {"resolution": dpi} if path.suffix == ".pdf" else {"dpi": (dpi, dpi)}
    lossy = {"quality": quality} if path.suffix in {".jpg", ".pdf"} else {}
    first.save(path, **extra, **resolution, **lossy)
    return path


def rows(table: Table) -> list[list[str]]:
    grid = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text
    return grid


def share_of_equal_cells(read: Table, typed: Table) -> float:
    """The share of cells that say the same; a scan cannot tell where a paragraph of a cell ends from where a line does."""
    assert (read.row_count, read.column_count) == (typed.row_count, typed.column_count)
    pairs = [
        (re.sub(r"\s+", " ", a), re.sub(r"\s+", " ", b))
        for first, second in zip(rows(read), rows(typed), strict=True)
        for a, b in zip(first, second, strict=True)
        if a or b
    ]
    equal = [a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= SIMILAR for a, b in pairs]
    return sum(equal) / len(pairs)


@pytest.mark.usefixtures("tesseract")
def test_a_scanned_table_over_two_pages_is_read_like_the_typed_one(
    sample: Path, typed: Document, tmp_path: Path
) -> None:
    first, second = drawn(sample, dpi=200)
    pages = [scanned(first, slant=1.3, grain=8.0, paper=215), scanned(second, slant=-0.9, grain=8.0, paper=215)]
    read = read_document(saved(pages, tmp_path / "план.pdf", dpi=200, quality=60))
    assert (read.format, read.page_count) == ("scan", 2)
    table, _ = read.tables
    assert share_of_equal_cells(table, typed.tables[0]) >= 0.93
    titles = [paragraph.text for paragraph in read.paragraphs if paragraph.bold]
    assert any("дорожная карта" in title.lower() for title in titles)
    assert {cell.page for cell in table.cells} == {1, 2}


@pytest.mark.usefixtures("tesseract")
def test_a_scanned_page_goes_on_with_a_table_of_text(sample: Path, typed: Document, tmp_path: Path) -> None:
    picture = saved(drawn(sample, dpi=200)[1:], tmp_path / "лист.pdf", dpi=200)
    with pypdfium2.PdfDocument.new() as mixed:
        for path, pages in ((sample, [0]), (picture, [0])):
            with pypdfium2.PdfDocument(path) as source:
                mixed.import_pages(source, pages)
        mixed.save(tmp_path / "план.pdf")
    read = read_document(tmp_path / "план.pdf")
    assert read.format == "pdf"
    assert share_of_equal_cells(read.tables[0], typed.tables[0]) >= 0.95


def with_hidden_text(path: Path, line: str) -> None:
    """Lay invisible text over a scan, as the software of scanners does."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        font = pdfium.FPDFText_LoadStandardFont(document.raw, b"Helvetica")
        text = pdfium.FPDFPageObj_CreateTextObj(document.raw, font, 10.0)
        letters = ctypes.create_string_buffer(line.encode("utf-16-le") + b"\0\0")
        pdfium.FPDFText_SetText(text, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)))
        pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
        pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 60, 60)
        pdfium.FPDFPage_InsertObject(page.raw, text)
        page.gen_content()
        document.save(path.with_stem("с поиском"))


@pytest.mark.parametrize("recognisable", [True, False])
@pytest.mark.usefixtures("tesseract")
def test_a_scan_made_searchable_is_read_from_its_picture(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, recognisable: bool
) -> None:
    with_hidden_text(saved(drawn(sample, dpi=200)[1:], tmp_path / "скан.pdf", dpi=200), "text of a scanner's software")
    if not recognisable:
        monkeypatch.setattr(tesseract, "_found", lambda: None)
    read = read_document(tmp_path / "с поиском.pdf")
    assert [table.column_count for table in read.tables] == ([7, 2] if recognisable else [])
    assert [notice.code for notice in read.notices] == ([] if recognisable else ["scan-page"])
    assert any("software" in paragraph.text for paragraph in read.paragraphs) is not recognisable


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("quarter_turns", [1, 2])
def test_a_sheet_laid_on_its_side_or_head_is_set_upright(sample: Path, tmp_path: Path, quarter_turns: int) -> None:
    page = drawn(sample, dpi=200)[0]
    upper = page.crop((0, 0, page.width, page.height * 32 // 100)).rotate(90 * quarter_turns, expand=True)
    read = read_document(saved([upper], tmp_path / "лист.png", dpi=200))
    text = " ".join(paragraph.text for paragraph in read.paragraphs)
    assert "дорожная карта" in text.lower()


@pytest.mark.usefixtures("tesseract")
def test_a_picture_turned_by_the_camera_is_read_as_it_was_held(sample: Path, tmp_path: Path) -> None:
    page = drawn(sample, dpi=200)[0]
    held = page.crop((0, 0, page.width, page.height * 32 // 100))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned clockwise to be looked at
    held.rotate(90, expand=True).save(tmp_path / "фото.jpg", exif=exif, dpi=(200, 200))
    read = read_document(tmp_path / "фото.jpg")
    assert (read.format, read.tables) == ("scan", ())
    assert "дорожная карта" in " ".join(paragraph.text for paragraph in read.paragraphs).lower()


@pytest.mark.usefixtures("tesseract")
def test_an_empty_sheet_is_told_from_a_poor_one(sample: Path, tmp_path: Path) -> None:
    saved([Image.new("L", (1240, 1754), 250)], tmp_path / "пусто.png", dpi=150)
    with pytest.raises(UnreadableFileError) as empty:
        read_document(tmp_path / "пусто.png")
    assert empty.value.code == "scan-without-text"
    page = drawn(sample, dpi=40)[0]
    page = page.crop((0, page.height // 3, page.width, page.height // 2))
    saved([page.resize((page.width * 4, page.height * 4))], tmp_path / "мутно.bmp", dpi=160)
    with pytest.raises(UnreadableFileError) as poor:
        read_document(tmp_path / "мутно.bmp")
    assert poor.value.code == "poor-scan"
    assert "300 точек" in poor.value.message


def test_a_picture_that_declares_too_many_pixels_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "бомба.png"
    Image.new("1", (9000, 9000)).save(path)
    assert path.stat().st_size < 20_000
    with pytest.raises(LimitExceededError) as caught:
        read_document(path)
    assert (caught.value.code, caught.value.place.page) == ("picture-too-large", 1)


def test_a_bomb_on_a_later_page_is_found_before_the_first_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_page, "upright", lambda *_, **__: pytest.fail("a page was read"))
    small, large = Image.new("1", (100, 100)), Image.new("1", (9000, 9000))
    small.save(tmp_path / "скан.tif", save_all=True, append_images=[large], compression="group4")
    with pytest.raises(LimitExceededError) as caught:
        read_document(tmp_path / "скан.tif")
    assert caught.value.place.page == 2


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".bmp"])
def test_a_picture_that_is_cut_off_is_told_as_damaged(tmp_path: Path, suffix: str) -> None:
    picture = Image.new("L", (600, 400), 255)
    ImageDraw.Draw(picture).rectangle((50, 50, 500, 300), fill=0)
    whole = saved([picture], tmp_path / f"лист{suffix}", dpi=100)
    data = whole.read_bytes()
    whole.write_bytes(data[: len(data) // 2])
    with pytest.raises(UnreadableFileError) as caught:
        read_document(whole)
    assert caught.value.code == "damaged-picture"


@pytest.mark.usefixtures("tesseract")
def test_merged_cells_of_a_scanned_header(shared: Path) -> None:
    read = read_document(shared / "odd" / "example_with_table_horizontal_union.jpg")
    (table,) = read.tables
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in table.cells}
    assert [spans[0, 0], spans[0, 1], spans[0, 2]] == [(2, 1), (2, 1), (1, 2)]
    assert rows(table)[0][1:3] == ["Наименование позиции", "Начальная (максимальная) цена за единицу продукции"]
    assert rows(table)[1][2:] == ["рублей, включая НДС (20%)", "рублей, без учета НДС (20%)"]
