"""The documents of a result: listed, taken along one by one and all together, printed on demand, and pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from docx import Document
from playwright.sync_api import Page
from resubmitted import PROFILE, decide, review
from starlette.testclient import TestClient
from working import cancel_jobs, do_next_job
from workplace import Team

from reviewer.documents.office.libreoffice import find_libreoffice
from reviewer.jobs.queue import jobs_of
from reviewer.jobs.rereview import Asked, review_campaign
from reviewer.report.heat_map import heat_map
from reviewer.resources import data_folder
from reviewer.store.accounts import Role
from reviewer.store.campaigns import add_campaign
from reviewer.store.runs import review_of, run_of
from reviewer.store.workspace import Workspace
from reviewer.web.archiving import zipped
from reviewer.web.views import documents as documents_view

CAMPAIGN, PATH = 1, "/campaigns/1/documents"


@pytest.fixture(scope="module")
def template_folder(resubmitted_folder: Path) -> Path:
    return resubmitted_folder


def file_path(name: str, run: int = 2) -> str:
    return f"{PATH}/file?run={run}&name={quote(name, safe='')}"


def test_every_document_is_listed_and_can_be_taken_along(client: TestClient, workspace: Workspace) -> None:
    text = client.get(PATH).text
    for told in ("Справка", "Письмо", "Матрица", "Сведения об изменениях", "Кедроборский район", "Скачать всё (ZIP)"):
        assert told in text
    assert "По результату № 2 от" in text
    with workspace.reading() as connection:
        run = run_of(connection, 2)
    assert run
    for output in run.outputs:
        assert f'href="{file_path(output.name)}"'.replace("&", "&amp;") in text
        answer = client.get(file_path(output.name))
        assert answer.content == workspace.blobs.get(output.sha256)
        named = answer.headers["content-disposition"]
        assert named.startswith("attachment; ")
        assert named.isascii()
        assert "результат 2, Зима 2026" in unquote(named)
        assert answer.headers["cache-control"] == "private, no-store"
    word = client.get(file_path("справка.docx"))
    assert word.headers["content-type"].endswith("wordprocessingml.document")
    assert Document(io.BytesIO(word.content)).tables


def test_documents_of_an_earlier_result_stay(client: TestClient) -> None:
    text = client.get(f"{PATH}?run=1").text
    assert "Прежний результат" in text
    assert "По результату № 1 от" in text
    assert "Сведения об изменениях" not in text.partition("<table")[2], "nothing came before the first"
    first, last = (client.get(file_path("справка.docx", run)).content for run in (1, 2))
    assert first != last


def test_all_documents_come_in_one_archive(client: TestClient, workspace: Workspace) -> None:
    answer = client.get(f"{PATH}/all")
    assert answer.headers["content-type"] == "application/zip"
    assert "Документы, результат 2, Зима 2026.zip" in unquote(answer.headers["content-disposition"])
    with workspace.reading() as connection:
        run = run_of(connection, 2)
    assert run
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(output.name for output in run.outputs)
        assert archive.read("письмо.docx") == client.get(file_path("письмо.docx")).content


def test_an_archive_leads_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"1" * 1_000_000)
    names = ["../../x.docx", "/etc/passwd", "a:b|c/con.pdf"]
    content = b"".join(zipped([(name, tmp_path / "one") for name in names]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["x.docx", "etc/passwd", "a b c/_con.pdf"]
        assert archive.read("x.docx") == b"1" * 1_000_000


def test_no_path_is_asked_for(client: TestClient) -> None:
    for name in ("../workspace.db", "/etc/passwd", "нет.docx"):
        assert client.get(file_path(name)).status_code == 404
    assert client.get(file_path("справка.docx", 77)).status_code == 404
    assert client.get(f"{PATH}/pictures/..%2fmatrix").status_code == 404
    assert client.get(f"{PATH}/pictures/content-99").status_code == 404
    assert client.get("/campaigns/77/documents").status_code == 404


def test_without_libreoffice_it_is_told_why_there_is_no_pdf(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents_view, "find_libreoffice", lambda: None)
    text = client.get(PATH).text
    assert "нужен LibreOffice" in text
    assert "Создать PDF" not in text
    assert client.post(f"{PATH}/pdf").status_code == 200
    form = client.get(f"/api/v1{PATH}").json()
    assert (form["can_print"], form["printing"]) == (False, None)


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_pdfs_are_made_when_somebody_asks_and_kept(client: TestClient, workspace: Workspace) -> None:
    asked = client.post(f"{PATH}/pdf").text
    assert "PDF создаются" in asked
    assert f'data-follow="{PATH}/events?run=2"' in asked
    client.post(f"{PATH}/pdf")
    with workspace.reading() as connection:
        assert len(jobs_of(connection, CAMPAIGN, kind="documents")) == 1
    _do_next(workspace)
    piece = client.get(f"{PATH}/status?run=2").text
    assert "data-over" in piece
    assert "PDF нет" not in piece
    printed = client.get(file_path("заключения/Кедроборский район.pdf"))
    assert printed.content.startswith(b"%PDF-")
    assert printed.headers["content-type"] == "application/pdf"
    assert "PDF нет" in client.get(f"{PATH}?run=1").text, "another result has its own"


def _do_next(workspace: Workspace) -> None:
    """Do the job that waits for documents."""
    cancel_jobs(workspace, CAMPAIGN, "review")
    done = do_next_job(workspace)
    assert done.state == "done", done.message


@pytest.fixture
def unwritten(workspace: Workspace, tmp_path: Path) -> str:
    """The result of a review that has written no documents, as the workplace makes them; the end of its addresses."""
    profile = data_folder("rules") / PROFILE
    asked = Asked(profile, author="методист", jobs=1, today=date(2026, 1, 19), written=False, printed=False)
    return f"run={review_campaign(workspace, CAMPAIGN, tmp_path / 'out', asked).run.id}"


def test_documents_are_written_when_somebody_asks(client: TestClient, workspace: Workspace, unwritten: str) -> None:
    text = client.get(f"{PATH}?{unwritten}").text
    assert "Документы этого результата ещё не составлены" in text
    assert "Скачать всё" not in text
    asked = client.post(f"{PATH}?{unwritten}").text
    assert "Документы составляются" in asked
    client.post(f"{PATH}?{unwritten}")
    with workspace.reading() as connection:
        assert len(jobs_of(connection, CAMPAIGN, kind="documents")) == 1
    _do_next(workspace)
    piece = client.get(f"{PATH}/status?{unwritten}").text
    assert "data-over" in piece
    assert "Скачать всё" in piece
    named = "name=" + quote("справка.docx")
    written = client.get(f"{PATH}/file?{unwritten}&{named}")
    assert written.content == client.get(f"{PATH}/file?run=2&{named}").content, "made from the same"


@pytest.mark.parametrize("address", [f"{PATH}/all?", f"{PATH}/file?name=review.json&", "/own/1/kedrobor/conclusion?"])
def test_whoever_takes_a_document_early_gets_it_in_a_moment(
    client: TestClient, workspace: Workspace, unwritten: str, address: str
) -> None:
    early = client.get(f"{address}{unwritten}")
    assert (early.status_code, early.headers["refresh"]) == (503, "2")
    assert "Документ составляется" in early.text
    told = client.get(f"/api/v1{address}{unwritten}")
    assert (told.status_code, told.json()["code"], told.headers["retry-after"]) == (503, "being-written", "2")
    _do_next(workspace)
    assert client.get(f"{address}{unwritten}").headers["content-disposition"].startswith("attachment; ")


def test_what_hinders_the_documents_is_told(client: TestClient, workspace: Workspace, unwritten: str) -> None:
    with workspace.reading() as connection:
        run = run_of(connection, int(unwritten.removeprefix("run=")))
    assert run
    workspace.blobs.path(run.manifest.profile).unlink()
    client.post(f"{PATH}?{unwritten}")
    failed = do_next_job(workspace)
    text = client.get(f"{PATH}?{unwritten}").text
    assert failed.message in text
    assert "Составить документы" in text


def test_a_file_that_is_gone_is_told(client: TestClient, workspace: Workspace) -> None:
    with workspace.reading() as connection:
        run = run_of(connection, 2)
    assert run
    workspace.blobs.path(next(one.sha256 for one in run.outputs if one.name == "письмо.docx")).unlink()
    assert "Файла нет в рабочей папке" in client.get(PATH).text
    assert client.get(file_path("письмо.docx")).status_code == 404
    assert client.get(f"{PATH}/all").status_code == 200
    assert client.get(f"/api/v1{PATH}").json()["lost"] == ["Письмо"]


def test_one_conclusion_may_be_looked_for(client: TestClient) -> None:
    text = client.get(f"{PATH}?municipality=kedrobor").text
    assert "Кедроборский район" in text
    assert "Лугозёрск" not in text
    assert "Справка" not in text.partition("<h1")[2]


def test_pictures_are_drawn_once_and_told_in_words(client: TestClient, workspace: Workspace) -> None:
    form = client.get(f"/api/v1{PATH}").json()
    keys = [one["key"] for one in form["pictures"]]
    assert keys[:2] == ["matrix", "content-1"]
    assert "Кедроборский район – " in form["pictures"][1]["description"]
    for key in keys:
        png = client.get(f"{PATH}/pictures/{key}")
        assert png.headers["content-type"] == "image/png"
        assert png.content.startswith(b"\x89PNG")
        assert client.get(f"/api/v1{PATH}/pictures/{key}").content == png.content
    with workspace.reading() as connection:
        run = run_of(connection, 2)
    assert run
    shown = review_of(workspace.blobs, run)
    signs = heat_map(shown).signs
    missing = next(place for place, one in enumerate(shown.municipalities) if one.status == "missing")
    assert {sign for sign, _ in signs[missing]} == {"–", "н/д"}, "«представлена» is judged, all else is not"
    assert "Карта выводов" in heat_map(replace(shown, municipalities=())).description


def test_before_a_result_it_is_told_what_to_wait_for(client: TestClient, workspace: Workspace) -> None:
    with workspace.writing() as connection:
        empty = add_campaign(connection, "Пустая", "zaozerye", "методист").id
    assert "Документов ещё нет" in client.get(f"/campaigns/{empty}/documents").text
    assert client.get(f"/campaigns/{empty}/documents/all").status_code == 404
    assert client.get(f"/api/v1/campaigns/{empty}/documents").status_code == 404


def test_what_is_decided_since_is_not_in_the_documents(
    client: TestClient, workspace: Workspace, tmp_path: Path
) -> None:
    decide(workspace, CAMPAIGN)
    assert "ещё нет решений" in client.get(PATH).text
    review(workspace, CAMPAIGN, tmp_path / "out")
    assert "ещё нет решений" not in client.get(PATH).text


def test_a_reader_takes_documents_along(team: Team) -> None:
    reader = team.client(Role.READER)
    assert reader.get(file_path("справка.docx")).status_code == 200
    assert team.client(Role.MUNICIPALITY).get(file_path("справка.docx")).status_code == 403


def test_the_page_in_a_browser(browser_page: Page, axe: Callable[[Page], None]) -> None:
    browser_page.goto(PATH)
    axe(browser_page)
    with browser_page.expect_download() as begun:
        browser_page.get_by_role("link", name="Справка, Word").click()
    assert begun.value.suggested_filename == "справка, результат 2, Зима 2026.docx"
    picture = browser_page.locator("img").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("async image => { await image.decode(); return image.naturalWidth; }") > 100
