"""Pages as pictures, and the boxes that are laid over them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from reviewer.activities.assembling import assemble
from reviewer.documents.reading import read_document
from reviewer.model.document import Document
from reviewer.model.errors import InputError, UnreadableFileError, UnsupportedFormatError, UsageError
from reviewer.web.sources.asked import Quote, asked_of
from reviewer.web.sources.page_images import MAX_PIXELS, page_image
from reviewer.web.sources.view import PageBox, PageView, SourceView
from reviewer.web.sources.viewing import source_view

SCALE = 2.0


@pytest.fixture(scope="session")
def plan(project: Path) -> Path:
    """A ruled plan of the project's own samples, in which rows are broken over pages."""
    return project / "corpora/samples/roadmaps/Тихоструйск дорожная карта 2026.pdf"


@pytest.fixture(scope="session")
def document(plan: Path) -> Document:
    return read_document(plan)


def viewed(path: Path, document: Document, number: int, *quotes: Quote) -> SourceView:
    activity = assemble(document).activities[number]
    return source_view(path, "план.pdf", [replace(asked_of(activity), quotes=quotes)], document=document)


def picture(path: Path, page: PageView) -> Image.Image:
    return Image.open(io.BytesIO(page_image(path, page.number, SCALE)))


def darkness(grey: np.ndarray, box: PageBox, scale: tuple[float, float]) -> float:
    """Share of the outline of a box that lies on something dark, its rulings within two pixels."""
    across, down = scale
    left, right = round(box.left_pt * across), round((box.left_pt + box.width_pt) * across)
    top, bottom = round(box.top_pt * down), round((box.top_pt + box.height_pt) * down)
    sides = [
        grey[max(top - 2, 0) : top + 3, left:right].min(axis=0),
        grey[bottom - 2 : bottom + 3, left:right].min(axis=0),
        grey[top:bottom, max(left - 2, 0) : left + 3].min(axis=1),
        grey[top:bottom, right - 2 : right + 3].min(axis=1),
    ]
    return float((np.concatenate(sides) < 140).mean())


def assert_boxed_along_rulings(path: Path, view: SourceView) -> None:
    page = view.pages[0]
    image = picture(path, page).convert("L")
    scale = image.width / page.width_pt, image.height / page.height_pt
    grey = np.asarray(image)
    cells = [box for box in page.boxes if box.kind == "row"]
    assert len(cells) >= 3
    assert all(darkness(grey, box, scale) > 0.95 for box in cells)
    moved = [replace(box, left_pt=box.left_pt + 9, top_pt=box.top_pt + 6) for box in cells]
    assert all(darkness(grey, box, scale) < 0.7 for box in moved), "the check must tell a box that lies elsewhere"


def test_boxes_lie_along_the_rules_of_the_row(plan: Path, document: Document) -> None:
    assert_boxed_along_rulings(plan, viewed(plan, document, 1))


def turned(source: Path, target: Path, *, rotation: int = 0, crop: tuple[float, float] = (0, 0)) -> Path:
    with pypdfium2.PdfDocument(source) as opened:
        for page in opened:
            left, bottom, right, top = page.get_mediabox()
            page.set_rotation(rotation)
            if any(crop):
                page.set_cropbox(left + crop[0], bottom + crop[1], right, top - 10)
        opened.save(target)
    return target


@pytest.mark.parametrize(
    ("rotation", "crop"), [(90, (0, 0)), (180, (0, 0)), (270, (0, 0)), (0, (21, 17)), (90, (20, 30))]
)
def test_boxes_follow_a_page_that_is_turned_or_cut(
    plan: Path, tmp_path: Path, rotation: int, crop: tuple[float, float]
) -> None:
    path = turned(plan, tmp_path / "повёрнутый.pdf", rotation=rotation, crop=crop)
    read = read_document(path)
    assert_boxed_along_rulings(path, viewed(path, read, 1))


def words_under(path: Path, page: PageView) -> str:
    """What stands under the boxes of quotes, by PDFium itself."""
    with pypdfium2.PdfDocument(path) as opened:
        text = opened[page.number - 1].get_textpage()
        return " ".join(
            text.get_text_bounded(
                box.left_pt,
                page.height_pt - box.top_pt - box.height_pt,
                box.left_pt + box.width_pt,
                page.height_pt - box.top_pt,
            ).strip()
            for box in page.boxes
            if box.kind == "quote"
        )


def test_quoted_words_are_boxed_on_the_page(plan: Path, document: Document) -> None:
    activity = assemble(document).activities[0]
    words = " ".join(activity.activity.split()[3:5])
    view = viewed(plan, document, 0, Quote("activity", activity.activity.index(words), words))
    assert words in words_under(plan, view.pages[0])


def broken_rows(document: Document) -> Iterator[int]:
    """Activities whose row begins on another page than the next row, as far as the table tells."""
    activities = assemble(document).activities
    for number, (activity, after) in enumerate(pairwise(activities)):
        if activity.source.page != after.source.page:
            yield number


def test_a_row_broken_over_pages_is_boxed_on_both(plan: Path, document: Document) -> None:
    views = [viewed(plan, document, number) for number in broken_rows(document)]
    both = [view for view in views if len(view.pages) == 2]
    assert both
    for view in both:
        first, second = view.pages
        assert (first.follows, second.follows) == (False, True)
        assert second.number == first.number + 1
        assert all(box.top_pt < second.height_pt / 2 for box in second.boxes)


def test_words_overleaf_are_boxed_there(plan: Path, document: Document) -> None:
    activities = assemble(document).activities
    for number in broken_rows(document):
        words = " ".join(activities[number].activity.split()[-2:])
        view = viewed(plan, document, number, Quote("activity", activities[number].activity.rindex(words), words))
        if len(view.pages) == 2 and any(box.kind == "quote" for box in view.pages[1].boxes):
            assert words_under(plan, view.pages[1]).split()[-1] in words.split()[-1]
            return
    pytest.fail("no row of the sample ends overleaf")


def test_the_row_is_redrawn_alone_beside_its_page(plan: Path, document: Document) -> None:
    (table,) = viewed(plan, document, 2).tables
    assert [group.kind for group in table.groups] == ["header", "near"]
    assert len(table.groups[1].rows) == 1


def test_a_document_that_is_gone_still_shows_its_rows(document: Document, tmp_path: Path) -> None:
    view = viewed(tmp_path / "удалён.pdf", document, 2)
    assert view.pages == ()
    assert view.tables


def test_a_page_is_bounded_in_size(plan: Path) -> None:
    with Image.open(io.BytesIO(page_image(plan, 1, 1000.0))) as image:
        assert MAX_PIXELS * 0.5 < image.width * image.height <= MAX_PIXELS * 1.01


def test_a_page_has_the_size_that_is_asked_for(plan: Path) -> None:
    with Image.open(io.BytesIO(page_image(plan, 1, 1.0))) as image:
        assert abs(image.width - 842) <= 1


@pytest.mark.parametrize("page", [0, -1, 99])
def test_a_page_that_is_not_there_is_told(plan: Path, page: int) -> None:
    with pytest.raises(UsageError, match="в файле нет") as told:
        page_image(plan, page, 1.0)
    assert told.value.code == "no-such-page"


def test_a_word_file_has_no_pages(word_plan: Callable[..., Path]) -> None:
    with pytest.raises(UnsupportedFormatError) as told:
        page_image(word_plan([["1", "Семинар", "май", "отдел", "план"]]), 1, 1.0)
    assert told.value.code == "no-page-image"


@pytest.mark.parametrize("content", [b"%PDF-1.7\nrubbish", b"\x89PNG\r\n\x1a\nrubbish", b"\xff\xd8\xff\xe0rubbish"])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "файл.pdf"
    path.write_bytes(content)
    with pytest.raises(InputError) as told:
        page_image(path, 1, 1.0)
    assert isinstance(told.value, UnreadableFileError)


def scan(source: Path, target: Path, *, quarter_turns: int, slant: float) -> Path:
    """The first page as a picture of a sheet laid askew."""
    with pypdfium2.PdfDocument(source) as opened:
        page = opened[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    page.rotate(slant, expand=False, fillcolor=255, resample=Image.Resampling.BICUBIC).rotate(
        90 * quarter_turns, expand=True
    ).save(target, dpi=(200, 200))
    return target


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize(("suffix", "quarter_turns", "slant"), [("png", 0, 0.0), ("jpg", 1, 1.2), ("tif", 2, -0.8)])
def test_boxes_lie_on_a_scan_as_it_was_straightened(
    plan: Path, tmp_path: Path, suffix: str, quarter_turns: int, slant: float
) -> None:
    path = scan(plan, tmp_path / f"скан.{suffix}", quarter_turns=quarter_turns, slant=slant)
    read = read_document(path)
    assert read.format == "scan"
    assert_boxed_along_rulings(path, viewed(path, read, 1))


@pytest.mark.usefixtures("tesseract")
def test_a_scan_in_a_pdf_is_straightened_too(plan: Path, tmp_path: Path) -> None:
    picture_path = scan(plan, tmp_path / "скан.png", quarter_turns=1, slant=0.7)
    path = tmp_path / "скан.pdf"
    Image.open(picture_path).save(path, resolution=200)
    read = read_document(path)
    assert read.format == "scan"
    assert_boxed_along_rulings(path, viewed(path, read, 1))
