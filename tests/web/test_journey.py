"""The way of a methodist through the workplace in a real browser, from a folder to a справка that says what she has decided.

Pages, queue, worker and readers together. The long way goes through the files of a real region, the short one through the
sample that ships with the program.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect
from workplace import Server, axe_violations, page_of, serving

from reviewer.jobs.supervising import supervised_workers
from reviewer.store.workspace import create_workspace
from reviewer.web.settings import Settings

MINUTES = 10 * 60_000
"""Milliseconds that a review may take on a busy machine."""
NOBODYS = "Дополнительно/план мероприятий.docx"
REASON = "Собрания проводят сами школы, город их не организует"
PERCENT = re.compile(r"\d+(?:,\d)?%")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """What `reviewer serve` starts, for all journeys of this module."""
    workspace = create_workspace(tmp_path_factory.mktemp("journey") / "workspace")
    with serving(Settings(workspace)) as url, supervised_workers(workspace.folder):
        yield Server(url, workspace)
    workspace.close()


@pytest.fixture
def page(browser: Browser, place: Server) -> Iterator[Page]:
    yield from _page(browser, place, javascript=True)


@pytest.fixture
def plain(browser: Browser, place: Server) -> Iterator[Page]:
    """A page without JavaScript."""
    yield from _page(browser, place, javascript=False)


def _page(browser: Browser, place: Server, *, javascript: bool) -> Iterator[Page]:
    """A form that comes back is no complaint; what is asked is answered with yes."""
    forgiven = "(Unprocessable Entity)"
    for made in page_of(browser, place, javascript=javascript, forgiven=forgiven):
        made.on("dialog", lambda dialog: dialog.accept())
        yield made


@pytest.fixture
def submitted(shared: Path, tmp_path: Path) -> Path:
    """The thirteen files of a real region, and below them one in which nobody is named."""
    folder = tmp_path / "Дорожные карты"
    shutil.copytree(shared / "cases" / "vladimir-2024" / "submitted", folder)
    made = Document()
    made.add_paragraph("План мероприятий на 2024 год")
    table = made.add_table(rows=1, cols=4)
    lines = (("№", "Мероприятие", "Срок", "Ответственный"), ("1", "Совещание завучей", "март 2024 г.", "методист"))
    for cell, text in zip(table.rows[0].cells, lines[0], strict=True):
        cell.text = text
    for cell, text in zip(table.add_row().cells, lines[1], strict=True):
        cell.text = text
    (folder / NOBODYS).parent.mkdir()
    made.save(folder / NOBODYS)
    return folder


@dataclass
class Journey:
    """The steps. `campaign`: the address of the review, known when it has begun; `scripts`: whether there is JavaScript."""

    page: Page
    campaign: str = ""
    scripts: bool = True

    def upload(self, folder: Path, files: int, name: str) -> None:
        page = self.page
        page.goto("/campaigns/new")
        page.get_by_label("Регион").select_option("vladimir")
        if self.scripts:
            self.check()
            expect(page.get_by_label("Название")).to_have_value("Владимирская область, 2024 год")
        page.get_by_label("Название").fill(name)
        page.get_by_label("Папка с файлами").set_input_files(folder)
        if self.scripts:
            expect(page.get_by_text(f"Выбрано: {files} файлов")).to_be_visible()
            self.check()
        page.get_by_role("button", name="Начать экспертизу").click()
        expect(page.get_by_role("status").first).to_contain_text(f"Принято: {files} файлов")
        self.campaign = re.sub(r"/progress.*", "", page.url)

    def watch(self) -> None:
        """The page of the progress says by itself when it is over."""
        expect(self.page.get_by_text("Проверка закончена")).to_be_visible(timeout=MINUTES)

    def wait(self) -> None:
        self.page.goto(f"{self.campaign}/progress")
        self.watch()

    def tab(self, title: str) -> None:
        self.page.get_by_role("navigation", name="Разделы экспертизы").get_by_role("link", name=title).click()
        heading = self.page.get_by_role("heading", level=1)
        expect(heading).to_have_text(re.compile(title))

    def settle(self, municipality: str) -> None:
        page = self.page
        self.tab("Файлы")
        expect(page.get_by_role("rowheader", name=NOBODYS)).to_be_visible()
        if self.scripts:
            self.check()
        expect(page.get_by_role("heading", name="Чьи это файлы? – 1 файл")).to_be_visible()
        page.get_by_role("link", name="Указать муниципалитет", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Чей это файл")
        page.get_by_role("combobox", name="Муниципалитет").select_option(label=municipality)
        page.get_by_label("Причина").fill("Файл прислан с почты округа")
        page.get_by_role("button", name="Сохранить").click()
        expect(page.get_by_text("Учтётся при пересчёте").first).to_be_visible()
        self.wait()
        self.tab("Файлы")
        expect(page.get_by_role("heading", name="Чьи это файлы?")).to_have_count(0)
        expect(page.get_by_text("указано:")).to_be_visible()

    def percent(self, parameter: str) -> str:
        """Of the municipalities that satisfy it, as the matrix totals it."""
        page = self.page
        page.goto(self.campaign)
        column = page.locator(f'tbody tr:first-child td a[href$="/findings/{parameter}"]').first
        place = column.evaluate("link => link.closest('td').cellIndex")
        return page.locator(f"tfoot tr > :nth-child({place + 1}) strong").inner_text()

    def cell(self, municipality: str, parameter: str):
        return self.page.locator(f'a[href$="/municipalities/{municipality}/findings/{parameter}"]')

    def open_finding(self, municipality: str, parameter: str) -> None:
        """From the matrix, by its cell."""
        self.page.goto(self.campaign)
        self.cell(municipality, parameter).click()
        expect(self.page.get_by_role("heading", name="Правило")).to_be_visible()

    def follow_to_the_row(self) -> None:
        """To the row in the document from which the finding follows."""
        page = self.page
        page.get_by_role("list", name="Засчитанные строки").get_by_role("link").first.click()
        row = page.locator("tr.source-asked")
        expect(row).to_be_visible()
        expect(row).to_have_attribute("aria-current", "true")
        assert row.locator("mark").count(), "the words that tell are marked"

    def overturn(self, verdict: str) -> None:
        page = self.page
        page.get_by_role("radio", name=verdict, exact=True).check()
        page.get_by_role("button", name="Записать решение").click()
        expect(page.get_by_text("Напишите, почему")).to_be_visible()
        page.get_by_label("Почему", exact=True).fill(REASON)
        page.get_by_role("button", name="Записать решение").click()
        expect(page.get_by_role("status").first).to_contain_text("Решение записано")
        self.wait()

    def report(self) -> list[str]:
        """The paragraphs of the справка and the cells of its tables, as it is downloaded."""
        page = self.page
        self.tab("Документы")
        line = page.get_by_role("row").filter(has_text="Справка").first
        with page.expect_download() as download:
            line.get_by_role("link", name=re.compile("Word")).click()
        document = Document(io.BytesIO(Path(download.value.path()).read_bytes()))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return [paragraph.text for paragraph in document.paragraphs] + cells

    def check(self) -> None:
        """Nothing on the page keeps anybody out."""
        assert not axe_violations(self.page)


def test_a_real_region(page: Page, submitted: Path, shared: Path) -> None:
    journey = Journey(page)
    journey.upload(submitted, 14, "Зима")
    page.evaluate("window.sameDocument = true")
    expect(page.get_by_text("Читается:")).to_be_visible()
    journey.check()
    journey.watch()
    expect(page.get_by_text("Прочитано 14 из 14 файлов")).to_be_visible()
    assert page.evaluate("window.sameDocument"), "the progress is followed without loading the page anew"
    journey.settle("округ Муром")
    before, first = journey.percent("parents"), journey.report()
    journey.open_finding("vladimir", "parents")
    journey.check()
    journey.follow_to_the_row()
    journey.overturn("не соответствует")
    after = journey.percent("parents")
    assert after != before
    _same_statement(first, journey.report(), before, after)
    _corrected(journey, shared / "cases" / "vladimir-2024-corrected" / "submitted" / "Меленки ДК доработано.docx")
    assert journey.percent("parents") == after, "the decision is in force still"
    _rules(journey)


def _same_statement(first: list[str], second: list[str], before: str, after: str) -> None:
    """The sentence with the old percentage says the new one, and nothing else has moved."""
    gone, come = set(first) - set(second), set(second) - set(first)
    assert any(before in text for text in gone), gone
    assert any(after in text for text in come), come
    told = {percent for text in come for percent in PERCENT.findall(text)}
    untold = {percent for text in gone for percent in PERCENT.findall(text)}
    assert told - untold <= {after}


def _corrected(journey: Journey, file: Path) -> None:
    """A corrected roadmap is uploaded; the comparison says what has moved and by which rows."""
    page = journey.page
    journey.tab("Файлы")
    page.get_by_label("Отдельные файлы или архив ZIP").set_input_files(file)
    page.get_by_role("button", name="Добавить и проверить").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ход проверки")
    journey.watch()
    journey.tab("Изменения")
    main = page.get_by_role("main")
    expect(main.get_by_text("Меленковский район").first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Сведения об изменениях"))).to_be_visible()
    journey.check()


def _rules(journey: Journey) -> None:
    """A threshold is changed in a draft, its impact looked at, the draft applied; the matrix follows."""
    page = journey.page
    page.goto(journey.campaign)
    column = page.locator('td.mark-partly a[href$="/findings/municipal_content"]')
    partly = column.count()
    page.get_by_role("link", name="Правила", exact=True).click()
    page.get_by_role("main").get_by_role("link", name=re.compile("Владимирской")).first.click()
    page.get_by_role("link", name="pack.yaml", exact=True).first.click()
    text = page.get_by_label("Текст файла")
    written = text.input_value()
    changed = re.sub(r"(title: более 15 мероприятий, when: \"> 15\", verdict: )met", r"\1partly", written)
    changed = re.sub(r"(?m)^version: (\d+)\.\d+\.\d+$", lambda old: f"version: {int(old[1]) + 1}.0.0", changed)
    assert changed != written
    text.fill(changed)
    expect(page.get_by_text("Черновик сохранён")).to_be_visible()
    expect(page.locator("#checked").get_by_text("ошибок нет")).to_be_visible()
    page.get_by_role("link", name=re.compile("что изменит черновик")).click()
    page.get_by_role("button", name="Посмотреть влияние").click()
    heading = page.get_by_role("heading", name=re.compile(r"Изменятся выводы: \d+"))
    expect(heading).to_be_visible(timeout=MINUTES)
    count = int(heading.inner_text().rpartition(" ")[2])
    assert count
    for untouched in ("Рекомендации", "Изменится текст"):  # what reads the same after as before is no change
        expect(page.get_by_text(untouched)).to_have_count(0)
    page.get_by_label("Что и почему изменено").fill("Больше пятнадцати мероприятий – слишком много")
    page.get_by_role("checkbox", name="Зима").check()
    page.get_by_role("button", name="Применить").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Версии"))
    journey.wait()
    page.goto(journey.campaign)
    expect(column).to_have_count(partly + count)


def test_the_same_without_javascript(plain: Page, submitted: Path) -> None:
    """The page of the progress loads itself anew; the files of the first journey are known by now."""
    journey = Journey(plain, scripts=False)
    journey.upload(submitted, 14, "Без сценариев")
    journey.watch()
    journey.settle("округ Муром")
    text = " ".join(journey.report())
    assert "Владимир" in text
    assert PERCENT.search(text)


@pytest.mark.parametrize(
    ("javascript", "municipality"), [(True, "lugozersk"), (False, "dalnebrod")], ids=["scripts", "plain"]
)
def test_the_sample(browser: Browser, place: Server, javascript: bool, municipality: str) -> None:
    """The short way: the sample, a finding, a decision against the program, and the справка that says so."""
    for page in _page(browser, place, javascript=javascript):
        journey = Journey(page, scripts=javascript)
        page.goto("/campaigns/new")
        page.get_by_role("button", name="Посмотреть образец").click()
        expect(page.get_by_role("navigation", name="Разделы экспертизы")).to_be_visible()
        journey.campaign = re.match(r".*/campaigns/\d+", page.url)[0]
        journey.wait()
        before, first = journey.percent("parents"), journey.report()
        journey.open_finding(municipality, "parents")
        if javascript:
            journey.follow_to_the_row()
        journey.overturn("не соответствует")
        after = journey.percent("parents")
        assert after != before
        _same_statement(first, journey.report(), before, after)
