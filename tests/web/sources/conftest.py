"""Documents that are written for these tests, and the page that shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import reviewer.web
from reviewer.web.sources.view import SourceView

HEAD = ("№", "Мероприятие", "Срок", "Ответственные", "Результат")
WEB = Path(reviewer.web.__file__).parent


def plan_rows(count: int) -> list[tuple[str, ...]]:
    """Rows that all say something of their own."""
    return [
        (
            f"{n}",
            f"Семинар номер {n} для учителей начальных классов",
            f"{n % 28 + 1:02}.03.2026",
            "Отдел образования",
            "План",
        )
        for n in range(1, count + 1)
    ]


@pytest.fixture
def word_plan(tmp_path: Path) -> Callable[..., Path]:
    """Write a Word file with one table; `merge` joins cells: (row, column, last row, last column), 0-based."""

    def make(
        rows: Sequence[Sequence[str]], *, merge: Sequence[tuple[int, int, int, int]] = (), head: Sequence[str] = HEAD
    ) -> Path:
        document = docx.Document()
        document.add_paragraph("План мероприятий («дорожная карта») по поддержке школ на 2026 год")
        table = document.add_table(len(rows) + 1, len(head))
        for row, texts in enumerate([head, *rows]):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        for top, left, bottom, right in merge:
            text = table.cell(top, left).text
            table.cell(top, left).merge(table.cell(bottom, right)).text = text
        path = tmp_path / "план.docx"
        document.save(str(path))
        return path

    return make


@pytest.fixture
def sheet_plan(tmp_path: Path) -> Path:
    """A workbook whose table begins in row 4."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"] = "Дорожная карта на 2026 год"
    for row, texts in enumerate([HEAD, *plan_rows(12)], start=4):
        for column, text in enumerate(texts, start=2):
            sheet.cell(row, column, text)
    path = tmp_path / "план.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="session")
def show() -> Callable[[SourceView], str]:
    """The HTML of a view, as a page includes it."""
    pages = Environment(loader=FileSystemLoader(WEB / "templates"), autoescape=True, undefined=StrictUndefined)

    def render(view: SourceView) -> str:
        return pages.get_template("source/view.html").render(source=view, page_address=lambda page: f"{page}.png")

    return render
