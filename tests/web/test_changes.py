"""The comparison of two results: chosen, shown row by row, traced to its causes, taken along as a document."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from docx import Document
from playwright.sync_api import Page
from resubmitted import OTHER, OWN, resubmit
from starlette.testclient import TestClient
from working import cancel_jobs, do_next_job

from reviewer.jobs.queue import NO_WORKER, jobs_of
from reviewer.jobs.requests import ComparisonRequest
from reviewer.store.campaigns import add_campaign
from reviewer.store.runs import runs_of
from reviewer.store.workspace import Workspace
from reviewer.web.downloads import disposition, kept_name
from reviewer.web.views.changes import pair_of

CAMPAIGN, PATH = 1, "/campaigns/1/changes"


@pytest.fixture(scope="module")
def template_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three results: of the first files, with a decision, and of a corrected file."""
    return resubmit(tmp_path_factory.mktemp("resubmitted"), decided=True)


def do_comparison(workspace: Workspace) -> None:
    """What a worker would do."""
    cancel_jobs(workspace, CAMPAIGN, "review")
    done = do_next_job(workspace)
    assert done.state == "done", done.message


def test_by_default_the_last_result_is_set_against_the_submission_before(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        runs = runs_of(connection, CAMPAIGN)
    assert [run.id for run in pair_of(runs, None, None) or ()] == [2, 3]
    assert [run.id for run in pair_of(runs, None, 2) or ()] == [1, 2]
    assert [run.id for run in pair_of(runs, 3, 1) or ()] == [1, 3], "the earlier one comes first"
    assert [run.id for run in pair_of(runs, 1, None) or ()] == [1, 3]
    assert pair_of(runs, 2, 2) is None
    assert pair_of(runs, 1, 77) is None
    assert pair_of(runs[-1:], None, None) is None


def test_rows_are_told_word_by_word(client: TestClient) -> None:
    text = client.get(PATH).text
    assert "Совещание директоров <ins>и завучей</ins> школ района" in text
    assert "<del>март</del> <ins>май</ins> 2026 г." in text
    assert "Родительские собрания в школах" in text
    assert "Диагностика профессиональных дефицитов педагогов" in text
    assert "<strong>Исправленные:</strong> Кедроборский район" in text
    assert "Проценты справки" in text
    assert "новый файл" in text
    assert "№ 3 от" in text
    assert "представление № 2" in text


def test_a_decision_is_the_cause_where_it_is(client: TestClient) -> None:
    text = client.get(f"{PATH}?old=1&new=2").text
    assert "решение методиста" in text
    assert "новая карта" not in text
    assert f'id="changed-{OTHER}"' in text
    assert f'id="changed-{OWN}"' not in text
    assert "Кто представил" not in text
    assert "Новых «дорожных карт» в этом результате нет." in text


def test_one_municipality_may_be_looked_at_alone(client: TestClient) -> None:
    text = client.get(f"{PATH}?old=1&new=3&municipality={OTHER}").text
    assert f'id="changed-{OTHER}"' in text
    assert f'id="changed-{OWN}"' not in text
    assert "ещё 1 муниципалитет" in text
    assert "ничего не изменилось" in client.get(f"{PATH}?municipality=vetloyar").text


def test_several_causes_are_told_apart_when_asked_for(client: TestClient, workspace: Workspace) -> None:
    pair = "?old=1&new=3"
    text = client.get(PATH + pair).text
    assert "ещё не разобрано" in text
    assert "не разобрано</td>" in text
    assert "changes/document" not in text
    assert client.get(f"{PATH}/document{pair}").status_code == 422
    asked = client.post(PATH, data={"old": "1", "new": "3"})
    assert "Причины разбираются" in asked.text
    assert NO_WORKER in asked.text
    assert f'data-follow="{PATH}/events?old=1&amp;new=3"' in asked.text
    assert 'http-equiv="refresh"' in asked.text
    with workspace.reading() as connection:
        (job,) = jobs_of(connection, CAMPAIGN, kind="comparison")
    assert job.request == ComparisonRequest(1, 3)
    do_comparison(workspace)
    piece = client.get(f"{PATH}/status{pair}").text
    assert "data-over" in piece
    assert "не разобрано" not in piece
    assert "решение методиста" in piece
    assert "новый файл" in piece
    assert "changes/document" in client.get(PATH + pair).text


def test_the_document_is_of_any_two_results(client: TestClient) -> None:
    stored = client.get(PATH).text
    assert "/documents/file?run=3" in stored, "the last result has it among its own"
    answer = client.get(f"{PATH}/document?old=1&new=2")
    said = "\n".join(cell.text for table in Document(io.BytesIO(answer.content)).tables for cell in table._cells)
    said += "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert "Лугозёрск" in said
    named = answer.headers["content-disposition"]
    assert named.startswith("attachment; ")
    assert "Сведения-об-изменениях, результаты 1 и 2.docx" in unquote(named)


def test_names_of_downloads_are_harmless() -> None:
    assert kept_name("../../x.docx") == "x.docx"
    assert kept_name("справка.docx", 'Зима "2026"/1') == "справка, Зима 2026 1.docx"
    assert kept_name("con.docx") == "_con.docx"
    header = disposition('а"б\r\nSet-Cookie: x.pdf')["Content-Disposition"]
    assert "\r" not in header
    assert "Set-Cookie:" not in header
    assert header.isascii()


def test_what_is_not_there_is_told(client: TestClient, workspace: Workspace) -> None:
    with workspace.writing() as connection:
        empty = add_campaign(connection, "Пустая", "zaozerye", "методист").id
    assert "Сравнивать пока не с чем" in client.get(f"/campaigns/{empty}/changes").text
    assert "один и тот же" in client.get(f"{PATH}?old=2&new=2").text
    assert "Таких результатов" in client.get(f"{PATH}?old=77").text
    assert client.get("/campaigns/77/changes").status_code == 404
    assert client.post(PATH, data={"old": "1", "new": "77"}).status_code == 404
    assert client.get(f"/campaigns/{empty}/changes/document").status_code == 404


def test_programs_get_the_same(client: TestClient, workspace: Workspace) -> None:
    runs = client.get("/api/v1/campaigns/1/runs").json()
    assert [(one["id"], one["submission"], one["because"]) for one in runs] == [
        (3, 2, "другие файлы"),
        (2, 1, "решения людей"),
        (1, 1, ""),
    ]
    form = client.get(f"/api/v1{PATH}").json()
    assert (form["old"], form["new"], form["told_apart"], form["differs"]) == (2, 3, True, ["другие файлы"])
    (one,) = form["changes"]["municipalities"]
    assert (one["id"], len(one["activities"]["added"]), len(one["activities"]["dropped"])) == (OWN, 1, 1)
    answer = client.post(f"/api/v1{PATH}?old=1&new=3")
    assert (answer.status_code, answer.json()["state"]) == (202, "ждёт очереди")
    do_comparison(workspace)
    assert client.get(f"/api/v1{PATH}?old=1&new=3").json()["told_apart"] is True
    document = client.get(f"/api/v1{PATH}/document?old=1&new=3")
    assert "Кедроборский район" in "\n".join(one.text for one in Document(io.BytesIO(document.content)).paragraphs)


def test_the_page_in_a_browser(browser_page: Page, axe: Callable[[Page], None]) -> None:
    browser_page.goto(PATH)
    axe(browser_page)
    browser_page.get_by_label("Было", exact=True).select_option("1")
    browser_page.get_by_role("button", name="Сравнить").click()
    browser_page.get_by_text("ещё не разобрано").wait_for()
    with browser_page.expect_response("**/changes/status*") as shown:
        browser_page.get_by_role("button", name="Разобрать причины").click()
    shown.value.finished()
    browser_page.get_by_text("Причины разбираются").wait_for()
    browser_page.locator(".htmx-request").first.wait_for(state="detached")
    axe(browser_page)


def test_the_page_shows_the_end_of_the_work_by_itself(browser_page: Page, workspace: Workspace) -> None:
    browser_page.goto(f"{PATH}?old=1&new=3")
    browser_page.get_by_role("button", name="Разобрать причины").click()
    browser_page.get_by_text("Причины разбираются").wait_for()
    do_comparison(workspace)
    browser_page.get_by_text("решение методиста").first.wait_for()
