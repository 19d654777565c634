"""The steps of reading a scan, each by itself and without Tesseract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from reviewer.documents.guard import LIMITS
from reviewer.documents.pdf.furniture import PageLayout
from reviewer.documents.pdf.lines import line_of
from reviewer.documents.scan import reader
from reviewer.documents.scan import tesseract as engines
from reviewer.documents.scan.cleaning import cleaned
from reviewer.documents.scan.crops import Crop
from reviewer.documents.scan.notices import doubtful_rows
from reviewer.documents.scan.page import ScannedPage
from reviewer.documents.scan.pictures import PagePicture
from reviewer.documents.scan.placing import placed_lines, words_of
from reviewer.documents.scan.quality import Quality, quality_of
from reviewer.documents.scan.reader import believed
from reviewer.documents.scan.recogniser import BLOCK, NUMBER, Mode, Picture, ReadLine, ReadWord, lines_of_tsv
from reviewer.documents.scan.second_look import with_second_look
from reviewer.documents.scan.sheet import sheet_of
from reviewer.documents.scan.straightening import level, slant_of
from reviewer.model.document import Box, Cell, Paragraph, Table
from reviewer.model.errors import LimitExceededError, UnreadableFileError, UnsupportedFormatError

TESSERACTS_TABLE = """\
level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
4\t1\t1\t1\t1\t0\t0\t0\t90\t20\t-1\t
5\t1\t1\t1\t1\t1\t0\t0\t40\t20\t96.5\tПлан
5\t1\t1\t1\t1\t2\t50\t0\t40\t20\t40\t"Школа
5\t1\t1\t1\t2\t1\t0\t30\t40\t20\t-1\tлет
5\t2\t1\t1\t1\t1\t0\t0\t40\t20\t90\tвторая
5\t2\t1\t1\t1\t2\t0\t0\t40\t20\t90\t\t
"""


class Scripted:
    """A recogniser that says what it was told to, by the mode's language."""

    languages = frozenset({"rus", "eng"})

    def __init__(self, **answers: ReadLine) -> None:
        self._answers = answers

    def lines(self, crops: Sequence[Picture], mode: Mode) -> list[list[ReadLine]]:
        answer = self._answers.get(mode.language.replace("+", "_"), ())
        return [[answer] if answer else [] for _ in crops]


def word(text: str, confidence: float = 0.95, *, left: int = 10, right: int = 110, top: int = 10) -> ReadWord:
    return ReadWord(text, confidence, left, top, right, top + 30)


def crop(width: int = 400, height: int = 60) -> Crop:
    return Crop(np.full((height, width), 255, np.uint8), 0, 0)


def texts(lines: Sequence[ReadLine]) -> list[str]:
    return [" ".join(word.text for word in line) for line in lines]


def ruled_page() -> Picture:
    """A grid of three columns and four rows, two cells of the first row merged, with bars in place of words."""
    page = np.full((1400, 1800), 245, np.uint8)
    xs, ys = (200, 700, 1100, 1600), (300, 500, 700, 900, 1100)
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), (60,), 3)
    for x in xs:
        cv2.line(page, (x, ys[1] if x == xs[1] else ys[0]), (x, ys[-1]), (60,), 3)
    for y in ys[:-1]:
        for x in xs[:-1]:
            for step in range(0, 200, 40):
                cv2.rectangle(page, (x + 40 + step, y + 60), (x + 62 + step, y + 90), (30,), -1)
    return page


@pytest.mark.parametrize("slant", [-1.5, 0.8])
def test_a_slanted_grid_is_found_whole(slant: float) -> None:
    turn = cv2.getRotationMatrix2D((900, 700), -slant, 1.0)
    page = np.asarray(cv2.warpAffine(ruled_page(), turn, (1800, 1400), borderValue=(245,)), dtype=np.uint8)
    assert slant_of(page) == pytest.approx(slant, abs=0.1)
    (grid,) = sheet_of(level(page)).grids
    assert [(region.row_span, region.column_span) for region in grid.regions] == [(1, 2), *[(1, 1)] * 10]


def test_rules_broken_by_noise_are_one() -> None:
    page = ruled_page()
    page[:, 400:412] = 245
    page[800:812] = 245
    (grid,) = sheet_of(page).grids
    assert len(grid.regions) == 11


def test_walls_of_a_low_row_between_rows_without_walls_are_found() -> None:
    page = np.full((900, 1800), 255, np.uint8)
    for y in (300, 350, 400, 700):
        cv2.line(page, (200, y), (1600, y), (40,), 3)
    for x in (200, 1600):
        cv2.line(page, (x, 300), (x, 700), (40,), 3)
    for x in (600, 1000):
        cv2.line(page, (x, 300), (x, 350), (40,), 3)
        cv2.line(page, (x + 20, 410), (x + 20, 445), (40,), 4)
    (grid,) = sheet_of(page).grids
    assert [(region.row, region.column_span) for region in grid.regions] == [(0, 1), (0, 1), (0, 1), (1, 3), (2, 3)]


def test_feet_of_bold_letters_that_touch_are_no_rule() -> None:
    page = ruled_page()
    for left in (250, 302, 354):
        cv2.rectangle(page, (left, 840), (left + 44, 844), (20,), -1)
        cv2.rectangle(page, (left + 10, 840), (left + 18, 898), (20,), -1)
    sheet = sheet_of(page)
    assert len(sheet.grids[0].regions) == 11
    assert sheet.ink[850:890, 262:266].all()


def test_letters_are_left_where_rules_are_taken_away() -> None:
    sheet = sheet_of(ruled_page())
    assert sheet.ink[360:390, 240:262].all()
    assert not sheet.ink[495:505, 220:680].any()


def test_grey_paper_and_a_shaded_header_become_white() -> None:
    page = (ruled_page() * 0.8).astype(np.uint8)
    page[300:500, 200:1600] = (page[300:500, 200:1600] * 0.85).astype(np.uint8)
    sheet = sheet_of(page)
    assert len(sheet.grids[0].regions) == 11
    assert sheet.pixels[420:480, 240:680].min() > 240


def test_lines_of_tesseracts_table() -> None:
    read = lines_of_tsv(TESSERACTS_TABLE)
    assert [texts(read[page]) for page in (1, 2)] == [['План "Школа', "лет"], ["вторая"]]
    assert [(word.confidence, word.right) for line in read[1] for word in line] == [(0.965, 40), (0.4, 90), (0.0, 40)]


def test_marks_at_the_edges_of_lines_are_no_text() -> None:
    line = (word("|", 0.9), word("_Мониторинг"), word("2О26", left=120), word("~", 0.3))
    assert texts(cleaned([line, (word("_|"),)], crop())) == ["Мониторинг 2026"]


def test_a_word_read_as_two_is_whole_again() -> None:
    split = (word("пр", left=10, right=40), word("едметники,", left=43, right=180))
    apart = (word("на", left=10, right=40), word("учный", left=60, right=180))
    assert texts(cleaned([split, apart], crop())) == ["предметники,", "на учный"]


def test_a_glued_preposition_is_parted_where_the_paper_is_white() -> None:
    picture = crop()
    picture.pixels[12:38, 12:28] = 0
    for left in range(42, 180, 20):
        picture.pixels[12:38, left : left + 17] = 0
    line = (word("атакже", left=10, right=180),)
    assert texts(cleaned([line], picture)) == ["а также"]
    assert texts(cleaned([line], crop())) == ["атакже"]
    assert texts(cleaned([(word("Ученики7,"), word("8и"), word("9"))], crop())) == ["Ученики 7, 8 и 9"]


def inked(text: str, *, height: int) -> tuple[ReadLine, Crop]:
    """One line of a word as high as this, in pixels."""
    picture = crop()
    picture.pixels[40 - height : 40, 10:110] = 0
    return (ReadWord(text, 0.9, 10, 40 - height, 110, 40),), picture


def test_the_case_of_a_lone_line_is_told_by_its_height() -> None:
    usual = [
        placed for _ in range(3) for placed in placed_lines([inked("Анализ", height=34)[0]], inked("а", height=34)[1])
    ]
    line, picture = inked("ШКОЛЫ", height=23)
    small = placed_lines([line], picture)
    line, picture = inked("мо", height=34)
    capitals = placed_lines([line], picture)
    found = [found.text for found in words_of([*usual, *small, *capitals])]
    assert found[-2:] == ["школы", "МО"]


def test_the_better_reading_of_a_doubtful_line_is_taken() -> None:
    doubtful = (word("заверитивттих", 0.5),)
    sure = (word("участников", 0.96),)
    better = Scripted(rus=(word("завершивших", 0.8),))
    assert texts(next(with_second_look([crop()], [[doubtful, sure]], better))) == ["завершивших", "участников"]
    worse = Scripted(rus=(word("[0.0]", 0.4),))
    assert texts(next(with_second_look([crop()], [[doubtful]], worse))) == ["заверитивттих"]


def test_latin_words_replace_only_what_was_doubtful() -> None:
    line = (
        word("на", 0.9, left=0, right=40),
        word("сайте", 0.4, left=50, right=120),
        word("Вир:/со", 0.2, left=130, right=300),
    )
    both = (
        word("AML", 0.9, left=0, right=40),
        word("cauTe", 0.3, left=50, right=120),
        word("http://co.ru", 0.8, left=130, right=300),
    )
    sure = (word("регионального центра"),)
    assert texts(next(with_second_look([crop()], [[line, sure]], Scripted(rus_eng=both))))[0] == "на сайте http://co.ru"


def test_quality_counts_words_and_not_their_pieces() -> None:
    good = quality_of([(word("Проведение семинаров", 0.9), word("ППМС-центр"), word("образова-"))])
    assert (good.words, good.known, good.is_poor) == (1, 1, False)
    assert quality_of([(word("Проведение", 0.3),)]).is_poor
    assert quality_of([tuple(word(text) for text in ("рпвао", "лдвоа", "ырвла", "цгшук") * 2)]).is_poor


def recognised_page(number: int, *, letters: int, confidence: float) -> ScannedPage:
    line = line_of(list(words_of(placed_lines([(word("План"),)], crop()))))
    layout = PageLayout(number, 595, 842, (line,), ())
    return ScannedPage(layout, Quality(letters, confidence, 0, 0), 0, ())


def test_a_poor_page_is_left_out_and_told() -> None:
    pages = [recognised_page(1, letters=90, confidence=0.9), recognised_page(2, letters=90, confidence=0.4)]
    layouts, notices = believed([*pages, recognised_page(3, letters=0, confidence=0.0)], "скан.pdf")
    assert [len(layout.lines) for layout in layouts] == [1, 0, 1]
    assert [(notice.code, notice.page) for notice in notices] == [("poor-scan-page", 2)]
    with pytest.raises(UnreadableFileError) as poor:
        believed(pages[1:], "скан.pdf")
    assert poor.value.code == "poor-scan"


def test_rows_read_without_confidence_are_named() -> None:
    cells = tuple(Cell(row, 0, "текст", page=2, box=Box(50, 100 + 40 * row, 300, 140 + 40 * row)) for row in range(3))
    page = replace(recognised_page(2, letters=90, confidence=0.9), doubtful=((50, 140, 300, 180), (50, 700, 300, 740)))
    found = doubtful_rows([page], [Paragraph("План"), Table(1, 3, 1, cells)])
    assert [(notice.page, notice.table, notice.row) for notice in found] == [(2, 1, 2)]


def test_a_scan_that_takes_too_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LIMITS", replace(LIMITS, scan_seconds=0))
    monkeypatch.setattr(reader, "recogniser", lambda _: Scripted())
    monkeypatch.setattr(reader, "read_picture", lambda *_: recognised_page(1, letters=90, confidence=0.9))
    pages = reader.recognised([PagePicture(1, np.zeros((9, 9), np.uint8))] * 2, "скан.pdf")
    with pytest.raises(LimitExceededError) as caught:
        list(pages)
    assert caught.value.code == "scan-time"


def test_a_missing_program_or_language_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_found", lambda: None)
    with pytest.raises(UnsupportedFormatError) as missing:
        engines.recogniser("скан.jpg")
    assert (missing.value.code, missing.value.place.file) == ("tesseract-missing", "скан.jpg")
    assert "tesseract-ocr-rus" in missing.value.message

    class English(Scripted):
        languages = frozenset({"eng"})

    monkeypatch.setattr(engines, "_found", English)
    with pytest.raises(UnsupportedFormatError) as without:
        engines.recogniser("скан.jpg")
    assert without.value.code == "tesseract-language-missing"
    assert "rus.traineddata" in without.value.message


def test_the_models_are_looked_for_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tessdata"
    folder.mkdir()
    (folder / "rus.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert engines.data_folder() == folder


@pytest.mark.usefixtures("tesseract")
def test_the_program_reads_what_the_library_reads(project: Path) -> None:
    program = engines.shutil.which("tesseract")
    if program is None:
        pytest.skip("the program tesseract is not installed")
    pages = project / "corpora/samples/roadmaps/Усть-Калиновка 2025-2026 уч. год.pdf"
    strip = _top_of(pages)
    digits = np.full((90, 200), 255, np.uint8)
    cv2.putText(digits, "12", (50, 65), cv2.FONT_HERSHEY_COMPLEX, 1.6, (0,), 3)
    started = engines.TesseractProgram(program, engines.data_folder())
    loaded = engines.recogniser("")
    assert started.languages >= {"rus"}
    assert started.lines([], BLOCK) == []
    (text,), (number,) = started.lines([strip], BLOCK), started.lines([digits], NUMBER)
    assert texts(text)[0] == texts(loaded.lines([strip], BLOCK)[0])[0]
    assert any("дорожная карта" in line.lower() for line in texts(text))
    assert texts(number) == ["12"]


def _top_of(path: Path) -> Picture:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[0].render(scale=300 / 72, grayscale=True).to_numpy().squeeze()
    return np.ascontiguousarray(page[: page.shape[0] // 4])
