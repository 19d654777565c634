"""The list of campaigns and the matrix."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page
from shown_campaign import OWNER, shown_campaign
from workplace import Server, Team, TestClient

from reviewer.jobs.correcting import correct_verdict
from reviewer.jobs.correction_entering import Author
from reviewer.store.accounts import Role
from reviewer.store.campaigns import add_campaign
from reviewer.store.workspace import Workspace
from reviewer.web.views.heads import head_of
from reviewer.web.views.matrix import Filter, view_matrix
from reviewer.web.views.reviews import show_campaign

AUTHOR = Author("Методист", date(2026, 1, 19))


def test_an_empty_workplace_says_what_to_do_first(client: TestClient) -> None:
    text = client.get("/").text
    assert "Экспертиз ещё нет" in text
    assert 'href="/campaigns/new"' in text
    assert 'action="/campaigns/sample"' in text


def test_a_reader_is_not_offered_what_he_may_not(team: Team) -> None:
    text = team.client(Role.READER).get("/").text
    assert "Экспертиз ещё нет" in text
    assert "/campaigns/new" not in text


def test_campaigns_are_listed_with_their_last_result(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    with workspace.writing() as connection:
        waiting = add_campaign(connection, "<i>Осень</i>", "zaozerye", "методист").id
    text = client.get("/").text
    assert f'<a href="{campaign.path}">Зима 2026</a>' in text
    assert f'href="/campaigns/{waiting}/progress"' in text
    assert "&lt;i&gt;Осень&lt;/i&gt;" in text
    first, second = client.get("/api/v1/campaigns").json()
    assert (first["name"], first["run"]) == ("<i>Осень</i>", None)
    assert (second["reviewed"], second["municipalities"]) == (1, 10)


def test_the_matrix_has_totals_with_their_base(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    text = client.get(campaign.path).text
    assert "г. Лугозёрск" in text
    assert f'href="{campaign.finding()}"' in text
    form = client.get(f"/api/v1{campaign.path}/matrix").json()
    parents = next(one for one in form["parameters"] if one["id"] == "parents")
    assert (parents["count"], parents["total"], parents["percent"]) == (1, 10, 10.0)
    assert "<strong>10%</strong>" in text
    assert "1 из 10" in text
    marks = {one["id"]: {mark["parameter"]: mark["mark"] for mark in one["marks"]} for one in form["municipalities"]}
    assert marks[OWNER]["parents"] == "met"
    assert marks["kedrobor"]["parents"] == "none"
    assert marks["kedrobor"]["submitted"] == "not_met"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Filter(text="лугозЕрск"), [OWNER]),
        (Filter(status="reviewed"), [OWNER]),
        (Filter(verdict="met", parameter="parents"), [OWNER]),
        (Filter(verdict="not_met", parameter="parents"), []),
        (Filter(text="нет такого"), []),
    ],
    ids=str,
)
def test_the_matrix_is_narrowed(workspace: Workspace, asked: Filter, found: list[str]) -> None:
    shown = show_campaign(workspace, shown_campaign(workspace).id)
    matrix = view_matrix(shown, head_of(shown), asked)
    assert [row.id for row in matrix.rows] == found
    assert matrix.municipalities == 10
    assert matrix.columns[0].total == 10


def test_the_matrix_is_put_in_order(workspace: Workspace) -> None:
    shown = show_campaign(workspace, shown_campaign(workspace).id)
    head = head_of(shown)
    assert view_matrix(shown, head, Filter(order="worst")).rows[-1].id == OWNER
    names = [row.name for row in view_matrix(shown, head, Filter(order="name")).rows]
    assert names.index("Кедроборский район") < names.index("г. Лугозёрск") < names.index("г. о. Медноречье")
    assert names.index("Дальнебродский район") < names.index("ЗАТО г. Ельноград") < names.index("Кедроборский район")


def test_a_decision_stands_in_the_matrix_before_and_after_the_next_result(
    client: TestClient, workspace: Workspace
) -> None:
    campaign = shown_campaign(workspace)
    correct_verdict(
        workspace, campaign.id, AUTHOR, municipality=OWNER, parameter="parents", verdict="not_met", reason="Мало"
    )
    text = client.get(campaign.path).text
    assert "учтётся при пересчёте: не соответствует" in text
    campaign.review_again()
    text = client.get(campaign.path).text
    assert "учтётся при пересчёте: " not in text
    assert "не соответствует; решение методиста" in text


def test_without_a_result_the_progress_is_shown(client: TestClient, workspace: Workspace) -> None:
    with workspace.writing() as connection:
        made = add_campaign(connection, "Осень", "zaozerye", "методист").id
    response = client.get(f"/campaigns/{made}", follow_redirects=False)
    assert response.headers["location"] == f"/campaigns/{made}/progress"
    assert client.get(f"/api/v1/campaigns/{made}/matrix").status_code == 404


def test_campaigns_and_results_that_are_not_there(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    for path in ("/campaigns/77", f"/campaigns/{1 << 70}", f"{campaign.path}?run=77"):
        response = client.get(path)
        assert response.status_code == 404
        assert "Вернитесь к списку экспертиз" in response.text


def test_the_filters_work_with_and_without_javascript(
    server: Server, browser_page: Page, plain_page: Page, axe: Callable[[Page], None]
) -> None:
    campaign = shown_campaign(server.workspace)
    for page in (browser_page, plain_page):
        page.goto("/")
        page.get_by_role("link", name="Зима 2026").click()
        page.get_by_label("Муниципалитет", exact=True).fill("кедро")
        page.get_by_role("button", name="Показать").click()
        page.get_by_text("Показано: 1 из 10").wait_for()
        assert page.locator(".matrix tbody tr").count() == 1
        assert "q=" in page.url
    axe(browser_page)
    browser_page.goto(campaign.path)
    axe(browser_page)
    browser_page.goto("/")
    axe(browser_page)
