"""The HTML of a source, as text and in a browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from shown_source import shown_source
from workplace import AXE

import reviewer.web
from reviewer.activities.assembling import assemble
from reviewer.documents.reading import read_document
from reviewer.web.sources.asked import Quote, asked_of
from reviewer.web.sources.page_images import page_image
from reviewer.web.sources.view import SourceView
from reviewer.web.sources.viewing import source_view

STATIC = Path(reviewer.web.__file__).parent / "static"
Show = Callable[[SourceView], str]


def rows(count: int) -> list[list[str]]:
    return [[f"{n}.", f"Деловая игра {n} для завучей", "октябрь 2026", "ИМЦ", "Сценарий"] for n in range(1, count + 1)]


def view_of(path: Path, number: int, *quotes: Quote) -> SourceView:
    document = read_document(path)
    return shown_source(document, [replace(asked_of(assemble(document).activities[number]), quotes=quotes)])


def test_hostile_text_stays_text(word_plan: Callable[..., Path], show: Show) -> None:
    plan = rows(2)
    plan[0][1] = 'Семинар <script>alert(1)</script> "onload=x" для <img src=x onerror=y> завучей'
    plan[0][4] = "{{ 7 * 7 }}</mark><b>"
    view = view_of(word_plan(plan), 0, Quote("activity", 8, "<script>alert(1)"))
    html = show(replace(view, file='"><script>план.docx'))
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert '<mark class="source-mark">&lt;script&gt;alert(1)</mark>' in html
    assert "{{ 7 * 7 }}" in html


def test_the_html_needs_no_inline_style_or_script(word_plan: Callable[..., Path], show: Show) -> None:
    html = show(view_of(word_plan(rows(12)), 5, Quote("activity", 0, "Деловая игра")))
    assert "style=" not in html
    assert "<script" not in html
    assert 'scope="col"' in html
    assert 'scope="row"' in html


def test_what_was_not_found_is_said_in_words(word_plan: Callable[..., Path], show: Show) -> None:
    path = word_plan(rows(3))
    view = view_of(path, 0, Quote("activity", 0, "наставничество"))
    assert "Дословно в этой строке файла не найдено: «наставничество»." in show(view)
    lost = replace(view.rows[0], located=False)
    assert "Эта строка в файле не найдена" in show(replace(view, rows=(lost,), tables=()))
    changed = replace(view.rows[0], differs=True)
    assert "В файле эта строка записана иначе" in show(replace(view, rows=(changed,)))


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder under the policy that the workplace has."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder with the static files, and its address."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name in ("source.css", "source.js"):
        shutil.copy(STATIC / name, folder / name)
    (folder / "favicon.ico").write_bytes(b"")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def page_with(folder: Path, html: str) -> None:
    (folder / "index.html").write_text(
        '<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Замечание</title>'
        '<link rel="stylesheet" href="source.css"><script type="module" src="source.js"></script></head>'
        f"<body><main><h1>Замечание</h1><h2>Источник</h2>{html}</main></body></html>",
        encoding="utf-8",
    )


def test_the_table_is_folded_and_unfolded(
    served: tuple[Path, str], browser: Browser, word_plan: Callable[..., Path], show: Show
) -> None:
    folder, address = served
    page_with(folder, show(view_of(word_plan(rows(60)), 40, Quote("activity", 0, "Деловая"))))
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    button = page.get_by_role("button", name="Показать всю таблицу (ещё строк: 53)")
    button.focus()
    assert page.locator("tbody tr:visible").count() == 7
    page.keyboard.press("Enter")
    assert page.locator("tbody tr:visible").count() == 60
    asked, scroll = page.locator(".source-asked").bounding_box(), page.locator(".source-scroll").bounding_box()
    assert scroll["y"] <= asked["y"] <= asked["y"] + asked["height"] <= scroll["y"] + scroll["height"]
    page.get_by_role("button", name="Показать только соседние строки").click()
    assert page.locator("tbody tr:visible").count() == 7
    assert complaints == []
    page.close()


def test_without_script_everything_is_there(
    served: tuple[Path, str], browser: Browser, word_plan: Callable[..., Path], show: Show
) -> None:
    folder, address = served
    page_with(folder, show(view_of(word_plan(rows(30)), 20)))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("tbody tr:visible").count() == 30
    assert page.locator(".source-toggle:visible").count() == 0
    context.close()


def test_boxes_lie_over_the_picture(served: tuple[Path, str], browser: Browser, project: Path, show: Show) -> None:
    folder, address = served
    path = project / "corpora/samples/roadmaps/ДК Медноречье 2026.pdf"
    document = read_document(path)
    view = source_view(path, path.name, [asked_of(assemble(document).activities[3])], document=document)
    first = view.pages[0]
    for shown in view.pages:
        (folder / f"{shown.number}.png").write_bytes(page_image(path, shown.number, 1.5))
    page_with(folder, show(view))
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto(address, wait_until="networkidle")
    image = page.locator("img").first.bounding_box()
    drawn = page.locator("rect.source-box-row").first.bounding_box()
    box = next(box for box in first.boxes if box.kind == "row")
    assert abs(image["width"] / image["height"] - first.width_pt / first.height_pt) < 0.01
    assert abs(drawn["x"] - image["x"] - box.left_pt * image["width"] / first.width_pt) < 4
    assert abs(drawn["y"] - image["y"] - box.top_pt * image["height"] / first.height_pt) < 4
    page.close()


def table_view(project: Path, word_plan: Callable[..., Path]) -> SourceView:  # noqa: ARG001 - as `page_view` is called
    return view_of(word_plan(rows(30), merge=[(2, 3, 25, 3)]), 12, Quote("activity", 0, "Деловая игра"))


def page_view(project: Path, word_plan: Callable[..., Path]) -> SourceView:  # noqa: ARG001 - as `table_view` is called
    path = project / "corpora/samples/roadmaps/ДК Медноречье 2026.pdf"
    document = read_document(path)
    return source_view(path, path.name, [asked_of(assemble(document).activities[2])], document=document)


@pytest.fixture(params=[table_view, page_view])
def any_html(request: pytest.FixtureRequest, project: Path, word_plan: Callable[..., Path], show: Show) -> str:
    return show(request.param(project, word_plan))


def test_an_audit_of_accessibility_finds_nothing(served: tuple[Path, str], browser: Browser, any_html: str) -> None:
    folder, address = served
    page_with(folder, any_html)
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})")
    assert len(found["passes"]) > 10
    assert [(item["id"], [node["html"][:120] for node in item["nodes"]]) for item in found["violations"]] == []
    context.close()
