# ruff: noqa: INP001 - a script beside the pages that it pictures, no package
"""Pictures of the workplace for workplace.md: `python docs/web_pages.py [--zoom] [OUT]`.

Starts the workplace on a new workspace, has the sample and sixty invented roadmaps reviewed, decides a few things as a
person would, and pictures every page at 1366×768 (`--zoom`: at 1093×614, which is what a screen of that size shows at
125 %) into docs/images/web or OUT. Needs Chromium; LibreOffice makes the PDF files of the sixty.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "benchmarks"))

from sixty import write_region  # noqa: E402 - found by the line above
from web_server import PASSWORD, Server, add_people, new_workspace  # noqa: E402

from reviewer.jobs.samples import SAMPLE_NAME  # noqa: E402
from reviewer.store.accounts import Belonging, Role  # noqa: E402
from reviewer.store.campaigns import add_campaign  # noqa: E402
from reviewer.store.workspace import open_workspace  # noqa: E402

OUT = PROJECT / "docs" / "images" / "web"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--lang=ru",
]
SIZE, ZOOMED = {"width": 1366, "height": 768}, {"width": 1093, "height": 614}
COLOURS = 64
MINUTES = 15 * 60_000
SAMPLES = PROJECT / "corpora" / "samples" / "roadmaps"


@dataclass
class Pictures:
    page: Page
    out: Path

    def take(self, name: str, path: str = "", anchor: str = "") -> None:
        """Of a page, or of the one that is open; `anchor`: a selector of what is to stand at the top."""
        if path:
            self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        if anchor:
            self.page.locator(anchor).first.evaluate("place => place.scrollIntoView({behavior: 'instant'})")
        picture = Image.open(io.BytesIO(self.page.screenshot()))
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(self.out / f"{name}.png", optimize=True)

    def wait(self, campaign: str) -> None:
        self.page.goto(f"{campaign}/progress")
        self.page.get_by_text("Проверка закончена").wait_for(timeout=MINUTES)


def begin(pictures: Pictures) -> str:
    """The address of the sample's review."""
    page = pictures.page
    pictures.take("empty", "/")
    page.goto("/campaigns/new")
    page.get_by_label("Регион").select_option("zaozerye")
    page.get_by_label("Папка с файлами").set_input_files(SAMPLES)
    pictures.take("new")
    page.get_by_label("Название").fill(SAMPLE_NAME)
    page.get_by_role("button", name="Начать экспертизу").click()
    page.wait_for_url("**/progress*", timeout=60_000)
    found = campaign_of(page)
    pictures.wait(found)
    return found


def campaign_of(page: Page) -> str:
    return page.url.partition("/progress")[0]


def look(pictures: Pictures, campaign: str) -> None:
    page = pictures.page
    pictures.take("matrix", campaign)
    pictures.take("municipality", f"{campaign}/municipalities/ryabinopolye")
    pictures.take("finding", f"{campaign}/municipalities/lugozersk/findings/parents")
    page.locator("tr.source-asked").wait_for(timeout=60_000)
    pictures.take("finding-source", anchor="#row")
    page.goto(f"{campaign}/municipalities/mednorechye/findings/parents")
    page.locator(".source-page img").first.wait_for(timeout=60_000)
    page.locator(".source-page").first.scroll_into_view_if_needed()  # it is loaded when it comes into sight
    expect(page.locator(".source-page img").first).to_have_js_property("complete", value=True, timeout=60_000)
    pictures.take("finding-page", anchor=".source-page")
    pictures.take("doubts", f"{campaign}/doubts")
    pictures.take("activities", f"{campaign}/activities?q=семинар")
    page.locator('main a[href*="/rows/"]').first.click()
    page.locator(".source").wait_for(timeout=60_000)
    row = page.url.partition("?")[0]
    pictures.take("row", anchor="header")
    pictures.take("row-correct", f"{row}/correct/fields")
    pictures.take("files", f"{campaign}/files")
    page.goto(f"{campaign}/documents")
    page.get_by_text("Скачать всё").wait_for(timeout=60_000)
    pictures.take("documents")


def decide(pictures: Pictures, campaign: str) -> None:
    page = pictures.page
    page.goto(f"{campaign}/municipalities/lugozersk/findings/parents")
    page.get_by_role("radio", name="не соответствует", exact=True).check()
    page.get_by_label("Почему", exact=True).fill("Собрание проводит школа, город его не организует")
    page.get_by_role("button", name="Записать решение").click()
    page.get_by_text("Решение записано").first.wait_for()
    pictures.take("decided")
    pictures.wait(campaign)
    page.goto(f"{campaign}/changes")
    page.get_by_role("link", name=re.compile("Сведения об изменениях")).wait_for(timeout=60_000)
    pictures.take("changes")
    pictures.take("corrections", f"{campaign}/corrections")


def keep_rules(pictures: Pictures) -> None:
    page = pictures.page
    pictures.take("rules", "/rules")
    pictures.take("rules-one", "/rules/zaozerye")
    pictures.take("rules-parameter", "/rules/zaozerye/parameters/parents")
    pictures.take("region-facts", "/regions/zaozerye/facts")
    page.goto("/rules/base/files/parameters/content.yaml")
    text = page.get_by_label("Текст файла")
    written = text.input_value()
    text.fill(written.replace("verdict: partly", "verdict: not_met", 1))
    page.get_by_text("Черновик сохранён").wait_for(timeout=60_000)
    pictures.take("rules-file", anchor="header")
    page.goto("/rules/base/impact")
    page.get_by_label("На какой экспертизе посмотреть").select_option(label=SAMPLE_NAME)
    page.get_by_role("button", name="Посмотреть влияние").click()
    page.get_by_text("Было: ").first.wait_for(timeout=MINUTES)
    pictures.take("rules-impact", anchor="#impact")
    pictures.take("rules-explain", "/rules/zaozerye/explain")
    pictures.take("regions", "/regions/zaozerye")
    pictures.take("history", "/history")
    pictures.take("about", "/about")


def sixty(pictures: Pictures, folder: Path, profile: Path) -> None:
    page = pictures.page
    page.goto("/campaigns/new")
    page.get_by_label("Регион").select_option(str(profile))
    page.get_by_label("Название").fill("Шестьдесят муниципалитетов")
    page.get_by_label("Папка с файлами").set_input_files(folder)
    page.get_by_role("button", name="Начать экспертизу").click()
    page.get_by_text("Читается:").wait_for(timeout=60_000)
    pictures.take("progress")
    found = campaign_of(page)
    pictures.wait(found)
    pictures.take("matrix-sixty", found)
    pictures.take("campaigns", "/")


def team(pictures: Pictures) -> None:
    """As an administrator, then as a municipality."""
    page = pictures.page
    pictures.take("login", "/people")
    for login, taken in (("administrator1", [("people", "/people")]), ("municipality4", [("own", "/own")])):
        page.goto("/login")
        page.get_by_label("Имя для входа").fill(login)
        page.get_by_label("Пароль").fill(PASSWORD)
        page.get_by_role("button", name="Войти").click()
        page.get_by_role("button", name="Выйти").wait_for()
        for name, path in taken:
            pictures.take(name, path)
        if name == "own":
            page.locator("main a").first.click()
            pictures.take("own-one")
        page.get_by_role("button", name="Выйти").click()
        page.get_by_label("Имя для входа").wait_for()


def main(base: Path, out: Path, size: dict[str, int]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    place = base / "own" / "workspace"
    new_workspace(place).close()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for mode, steps in (("single", alone), ("team", together)):
            server = Server(place, team=mode == "team")
            server.start()
            try:
                context = browser.new_context(base_url=server.url, viewport=size, locale="ru-RU")
                steps(Pictures(context.new_page(), out), base)
                context.close()
            finally:
                server.stop()
        browser.close()


def alone(pictures: Pictures, base: Path) -> None:
    pictures.page.on("dialog", lambda dialog: dialog.accept())
    campaign = begin(pictures)
    look(pictures, campaign)
    decide(pictures, campaign)
    keep_rules(pictures)
    region = write_region(base / "region")
    workspace = open_workspace(base / "own" / "workspace")
    with workspace.writing() as connection:
        add_campaign(connection, "Прошлый год", str(region.profile), "методист")
    roles = [Role.ADMINISTRATOR, Role.METHODIST, Role.READER, Role.MUNICIPALITY]
    add_people(workspace, roles, Belonging("zaozerye", "lugozersk"))
    workspace.close()
    sixty(pictures, region.submitted, region.profile)


def together(pictures: Pictures, _: Path) -> None:
    team(pictures)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    parser.add_argument("--zoom", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        main(Path(temporary), arguments.out, ZOOMED if arguments.zoom else SIZE)
