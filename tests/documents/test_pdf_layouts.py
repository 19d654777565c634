"""Layouts that offices send in, made by LibreOffice: the table that was written must come back, row by row."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from reviewer.documents.pdf import read
from reviewer.model.document import Document, Table
from reviewer.model.errors import EncryptedFileError

HEAD = ["№ п/п", "Наименование мероприятия", "Срок исполнения", "Ответственные исполнители", "Ожидаемый результат"]
ACTIVITIES = (
    "Собеседование с руководителями школ по итогам первого полугодия",
    "Обучающий семинар-практикум для учителей математики «Дифференцированный подход на уроке»",
    "Изучение образовательных запросов родителей, анализ кадровых и материальных условий, подготовка предложений",
    "Выездные консультации",
    "Разработка научно-методических материалов для педагогов, работающих с обучающимися с учебными затруднениями",
    "Проведение диагностической работы по функциональной грамотности и обсуждение её результатов с учителями",
)
DEADLINES = ("Февраль 2025 года", "до 20.04.2025", "ежеквартально", "по отдельному графику", "сентябрь-октябрь")
BODIES = ("Управление образования", "Методический кабинет, руководители общеобразовательных организаций", "Школы", "")
OUTCOMES = ("Приказ", "Аналитическая справка", "Повышение профессиональной компетентности педагогов", "")
SECTIONS = {
    0: "1. Организационные меры",
    8: "2. Методическая поддержка педагогических коллективов школ, участвующих в муниципальном проекте",
    14: "Контроль",
}
TITLE = "ПЛАН поддержки школ округа на 2025 год"
WIDTHS = (1.2, 6.3, 3.0, 3.5, 3.0)

Rows = list[list[str]]


def rows_of(count: int, seed: int) -> Rows:
    pick = random.Random(seed)  # noqa: S311 - the same texts on every run
    columns = (ACTIVITIES, DEADLINES, BODIES, OUTCOMES)
    return [[f"{number}.", *(pick.choice(column) for column in columns)] for number in range(1, count + 1)]


class Sheet:
    """A Word document with one table."""

    def __init__(self, *, wide: bool = False, header: str = "", numbered: bool = False) -> None:
        self.document = docx.Document()
        self.document.styles["Normal"].font.name = "Liberation Serif"
        self.document.styles["Normal"].paragraph_format.space_after = Pt(0)
        section = self.document.sections[0]
        section.page_width, section.page_height = (Cm(29.7), Cm(21)) if wide else (Cm(21), Cm(29.7))
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
        if header:
            section.header.paragraphs[0].text = header
        if numbered:
            _number_pages(section.footer.paragraphs[0])
        title = self.document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run(TITLE).bold = True

    def table(
        self,
        body: Rows,
        *,
        head: list[str] = HEAD,
        widths: Iterable[float] = WIDTHS,
        ruled: bool = True,
        repeat: bool = False,
        centred: Iterable[int] = (),
        sections: dict[int, str] | None = None,
        size: int = 11,
    ) -> Any:
        table = self.document.add_table(rows=0, cols=len(head), style="Table Grid" if ruled else None)
        table.autofit = False
        grid = list(widths)
        for column, width in zip(table.columns, grid, strict=True):
            column.width = Cm(width)
        first = _add_row(table, head, grid, size, bold=True, centred=range(len(head)))
        if repeat:
            first._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for number, texts in enumerate(body):
            if sections and number in sections:
                cells = table.add_row().cells
                _write(cells[0].merge(cells[-1]), sections[number], size, bold=True, centred=True)
            _add_row(table, texts, grid, size, centred=centred)
        return table


def _add_row(
    table: Any, texts: list[str], widths: list[float], size: int, *, bold: bool = False, centred: Iterable[int] = ()
) -> Any:
    row = table.add_row()
    for index, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = Cm(widths[index])
        _write(cell, text, size, bold=bold, centred=index in centred)
    return row


def _write(cell: Any, text: str, size: int, *, bold: bool, centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)


def _number_pages(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()._r
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        run.append(element)


def _borders(table: Any, sides: Iterable[str]) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single")
        line.set(qn("w:sz"), "4")
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _shade(table: Any) -> None:
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), "D9E2F3" if number % 2 else "FFF2CC")
            cell._tc.get_or_add_tcPr().append(shade)


def with_sections(body: Rows) -> Rows:
    found: Rows = []
    for number, texts in enumerate(body):
        found += [[SECTIONS[number]]] if number in SECTIONS else []
        found.append(texts)
    return found


def _ruled_repeat() -> tuple[Sheet, Rows]:
    sheet, body = Sheet(numbered=True), rows_of(26, 1)
    sheet.table(body, repeat=True)
    return sheet, [HEAD, *body]


def _ruled_once() -> tuple[Sheet, Rows]:
    sheet, body = Sheet(), rows_of(26, 2)
    sheet.table(body)
    return sheet, [HEAD, *body]


def _ruled_without_numbers() -> tuple[Sheet, Rows]:
    sheet, body = (
        Sheet(wide=True, header="Управление образования округа", numbered=True),
        [row[1:] for row in rows_of(26, 3)],
    )
    sheet.table(body, head=HEAD[1:], widths=(9, 4, 6, 6), repeat=True)
    return sheet, [HEAD[1:], *body]


def _ruled_sections() -> tuple[Sheet, Rows]:
    sheet, body = Sheet(), rows_of(20, 4)
    sheet.table(body, repeat=True, sections=SECTIONS)
    return sheet, [HEAD, *with_sections(body)]


def _narrow() -> tuple[Sheet, Rows]:
    sheet, body = Sheet(), rows_of(16, 5)
    sheet.table(body, widths=(1, 4.5, 1.9, 2.1, 2.1), size=10)
    return sheet, [HEAD, *body]


def _without_frame() -> tuple[Sheet, Rows]:
    sheet, body = Sheet(), rows_of(20, 6)
    _borders(sheet.table(body, ruled=False), ("insideH", "insideV"))
    return sheet, [HEAD, *body]


def _only_horizontal_rules() -> tuple[Sheet, Rows]:
    sheet, body = Sheet(), rows_of(20, 7)
    _borders(sheet.table(body, ruled=False), ("top", "bottom", "insideH"))
    return sheet, [HEAD, *body]


def _shaded() -> tuple[Sheet, Rows]:
    sheet, body = Sheet(), rows_of(12, 8)
    _shade(sheet.table(body, ruled=False))
    return sheet, [HEAD, *body]


def _borderless() -> tuple[Sheet, Rows]:
    sheet, body = Sheet(), rows_of(24, 9)
    sheet.table(body, ruled=False)
    return sheet, [HEAD, *body]


def _borderless_centred() -> tuple[Sheet, Rows]:
    sheet, body = Sheet(wide=True), rows_of(24, 10)
    sheet.table(body, ruled=False, centred=(0, 2), repeat=True, widths=(1.5, 9, 4, 5.5, 5))
    return sheet, [HEAD, *body]


def _borderless_sections() -> tuple[Sheet, Rows]:
    sheet, body = Sheet(), rows_of(22, 11)
    sheet.table(body, ruled=False, sections=SECTIONS)
    return sheet, [HEAD, *with_sections(body)]


LAYOUTS: dict[str, Callable[[], tuple[Sheet, Rows]]] = {
    "header repeated on every page": _ruled_repeat,
    "header printed once": _ruled_once,
    "landscape without numbers, running head, page numbers": _ruled_without_numbers,
    "sections": _ruled_sections,
    "narrow columns that tear words": _narrow,
    "no outer frame": _without_frame,
    "horizontal rules only": _only_horizontal_rules,
    "shaded rows without rules": _shaded,
    "no rules": _borderless,
    "no rules, centred columns, landscape": _borderless_centred,
    "no rules, sections": _borderless_sections,
}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Rows]]:
    """The folder with a PDF of every layout, and the rows written into each."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed: the PDFs of these tests are made with it")
    folder = tmp_path_factory.mktemp("layouts")
    expected = {}
    for name, make in LAYOUTS.items():
        sheet, expected[name] = make()
        sheet.document.save(str(folder / f"{name}.docx"))
    _convert(folder, "pdf", sorted(folder.glob("*.docx")))
    return folder, expected


def _convert(folder: Path, target: str, sources: list[Path]) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def folded(rows: Iterable[Iterable[str]]) -> Rows:
    return [["".join(text.split()) for text in row] for row in rows]


def rows_of_table(table: Table) -> Rows:
    grid = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text
    whole = {cell.row for cell in table.cells if cell.column_span == table.column_count}
    return [row[:1] if number in whole else row for number, row in enumerate(grid)]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_row_comes_back_from_one_table(made: tuple[Path, dict[str, Rows]], name: str) -> None:
    folder, expected = made
    document = read(folder / f"{name}.pdf", f"{name}.pdf")
    assert len(document.tables) == 1
    assert document.page_count is not None
    assert document.page_count > 1 or name == "shaded rows without rules"
    assert folded(rows_of_table(document.tables[0])) == folded(expected[name])
    assert [paragraph.text for paragraph in document.paragraphs] == [TITLE]
    assert document.paragraphs[0].bold
    assert document.paragraphs[0].centered


def test_words_torn_by_a_narrow_column_come_back_whole(made: tuple[Path, dict[str, Rows]]) -> None:
    folder, expected = made
    name = "narrow columns that tear words"
    table = read(folder / f"{name}.pdf", name).tables[0]
    found = [" ".join(cell.text.split()) for cell in table.cells]
    written = [text for row in expected[name] for text in row]
    missed = [text for text in written if text not in found]
    assert len(missed) <= len(written) // 50, missed


def test_cells_know_their_page_and_place(made: tuple[Path, dict[str, Rows]]) -> None:
    folder, _ = made
    table = read(folder / "header printed once.pdf", "план").tables[0]
    pages = [cell.page for cell in table.cells]
    assert pages == sorted(pages)
    assert pages[0] == 1
    assert pages[-1] > 1
    for cell in table.cells:
        assert cell.box is not None
        assert 0 <= cell.box.left_pt < cell.box.right_pt <= 596
        assert 0 <= cell.box.top_pt < cell.box.bottom_pt <= 843


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_turned_in_its_content_reads_upright(
    made: tuple[Path, dict[str, Rows]], turn: int, tmp_path: Path
) -> None:
    folder, expected = made
    name = "header repeated on every page"
    turned = tmp_path / "turned.pdf"
    _turn_content(folder / f"{name}.pdf", turned, turn)
    document = read(turned, "turned.pdf")
    assert len(document.tables) == 1
    assert folded(rows_of_table(document.tables[0])) == folded(expected[name])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_shown_turned_reads_the_same(made: tuple[Path, dict[str, Rows]], turn: int, tmp_path: Path) -> None:
    folder, expected = made
    name = "sections"
    turned = tmp_path / "turned.pdf"
    with pypdfium2.PdfDocument(folder / f"{name}.pdf") as document:
        for page in document:
            page.set_rotation(turn)
        document.save(turned)
    assert folded(rows_of_table(read(turned, "turned.pdf").tables[0])) == folded(expected[name])


def _turn_content(source: Path, target: Path, turn: int) -> None:
    """Turn what is drawn on each page, and the page's box with it, without saying so in `/Rotate`."""
    matrices = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
    with pypdfium2.PdfDocument(source) as document:
        for page in document:
            width, height = page.get_size()
            a, b, c, d = matrices[turn]
            left = min(0, a * width, c * height, a * width + c * height)
            bottom = min(0, b * width, d * height, b * width + d * height)
            new_width, new_height = (height, width) if turn in {90, 270} else (width, height)
            box = (0, 0, new_width, new_height)
            page.set_mediabox(*box)
            page.set_cropbox(*box)
            pdfium.FPDFPage_TransFormWithClip(page.raw, pdfium.FS_MATRIX(a, b, c, d, -left, -bottom), None)
            page.gen_content()
        document.save(target)


def test_a_file_with_a_password_is_told_as_such(made: tuple[Path, dict[str, Rows]], tmp_path: Path) -> None:
    folder, _ = made
    source = tmp_path / "closed.docx"
    shutil.copy(folder / "sections.docx", source)
    options = (
        '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"тайна"}}'
    )
    _convert(tmp_path, f"pdf:writer_pdf_Export:{options}", [source])
    with pytest.raises(EncryptedFileError) as caught:
        read(tmp_path / "closed.pdf", "closed.pdf")
    assert caught.value.code == "encrypted"


def test_reading_twice_gives_the_same(made: tuple[Path, dict[str, Rows]]) -> None:
    folder, _ = made
    path = folder / "no rules, sections.pdf"
    first: Document = read(path, "план.pdf")
    assert first == read(path, "план.pdf")
