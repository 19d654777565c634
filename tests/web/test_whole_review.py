"""A whole review in the browser, from the folder to the settled doubt, with JavaScript and without: pages, queue and worker together."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from workplace import Server

from reviewer.jobs.supervising import supervised_workers

MINUTES = 10 * 60_000
"""Milliseconds that the thirteen files may take on a busy machine."""
NOBODYS = "дорожная карта (3).docx"


@pytest.fixture
def submitted(shared: Path, tmp_path: Path) -> Path:
    """The folder of a real region, and a file in it that does not say whose it is."""
    folder = tmp_path / "Дорожные карты"
    shutil.copytree(shared / "cases" / "vladimir-2024" / "submitted", folder)
    (folder / "Дополнительно").mkdir()
    (folder / "Дополнительно" / NOBODYS).write_bytes(_nobodys())
    return folder


@pytest.fixture
def workers(server: Server) -> Iterator[None]:
    """What `reviewer serve` starts beside the pages."""
    with supervised_workers(server.workspace.folder):
        yield


def _nobodys() -> bytes:
    made = Document()
    made.add_paragraph("План мероприятий на 2024 год")
    table = made.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ("№", "Мероприятие", "Срок", "Ответственный"), strict=True):
        cell.text = text
    texts = ("1", "Провести совещание руководителей школ", "март 2024 г.", "методист")
    for cell, text in zip(table.add_row().cells, texts, strict=True):
        cell.text = text
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def _settle(page: Page) -> None:
    """On the page of the files."""
    expect(page.get_by_role("heading", name="Чьи это файлы? – 1 файл")).to_be_visible()
    page.get_by_role("link", name="Указать муниципалитет", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Чей это файл")
    page.get_by_label("Муниципалитет").select_option(label="округ Муром")
    page.get_by_label("Причина").fill("Файл прислан с почты округа")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Файлы")
    expect(page.get_by_text("Учтётся при пересчёте").first).to_be_visible()


@pytest.mark.usefixtures("workers")
def test_a_folder_is_reviewed_and_a_doubt_settled(
    browser_page: Page, submitted: Path, axe: Callable[[Page], None]
) -> None:
    browser_page.goto("/campaigns/new")
    axe(browser_page)
    browser_page.get_by_label("Регион").select_option("vladimir")
    expect(browser_page.get_by_label("Название")).to_have_value("Владимирская область, 2024 год")
    browser_page.get_by_label("Папка с файлами").set_input_files(submitted)
    expect(browser_page.get_by_text("Выбрано: 14 файлов")).to_be_visible()
    axe(browser_page)
    browser_page.get_by_role("button", name="Начать экспертизу").click()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Ход проверки")
    expect(browser_page.get_by_role("status").first).to_contain_text("Принято: 14 файлов")
    expect(browser_page.get_by_text("Читается:")).to_be_visible(timeout=60_000)
    axe(browser_page)
    expect(browser_page.get_by_text("Проверка закончена")).to_be_visible(timeout=MINUTES)
    expect(browser_page.get_by_text("Прочитано 14 из 14 файлов")).to_be_visible()
    browser_page.get_by_role("link", name="Файлы", exact=True).last.click()
    expect(browser_page.get_by_role("rowheader", name="Дополнительно/" + NOBODYS)).to_be_visible()
    axe(browser_page)
    _settle(browser_page)
    browser_page.goto("/campaigns/1/progress")
    expect(browser_page.get_by_text("Проверка закончена")).to_be_visible(timeout=MINUTES)
    browser_page.goto("/campaigns/1/files")
    expect(browser_page.get_by_role("heading", name="Чьи это файлы?")).to_have_count(0)
    expect(browser_page.get_by_text("указано:")).to_be_visible()


@pytest.mark.usefixtures("workers")
def test_the_same_without_javascript(plain_page: Page, submitted: Path) -> None:
    plain_page.goto("/campaigns/new")
    plain_page.get_by_label("Регион").select_option("vladimir")
    plain_page.get_by_label("Папка с файлами").set_input_files(submitted)
    plain_page.get_by_role("button", name="Начать экспертизу").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Ход проверки")
    expect(plain_page.get_by_text("Проверка закончена")).to_be_visible(timeout=MINUTES)
    plain_page.get_by_role("link", name="Файлы", exact=True).last.click()
    expect(plain_page.get_by_role("rowheader", name="Дополнительно/" + NOBODYS)).to_be_visible()
    _settle(plain_page)
