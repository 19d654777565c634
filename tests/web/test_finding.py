"""A municipality, a finding with its source, and the decision of a person on it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from shown_campaign import OWNER, PLAN, shown_campaign
from workplace import Server, Team, TestClient

from reviewer.jobs.queue import jobs_of
from reviewer.store.accounts import Role
from reviewer.store.correction_entries import entries
from reviewer.store.workspace import Workspace
from reviewer.web.views.finding import view_finding
from reviewer.web.views.heads import head_of
from reviewer.web.views.municipality import view_municipality
from reviewer.web.views.reviews import show_campaign

DECISION = {"verdict": "not_met", "reason": "Собрание одно на весь год", "seen": "0"}


def test_a_municipality_is_shown_with_what_it_sent(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    shown = show_campaign(workspace, campaign.id)
    view = view_municipality(shown, head_of(shown), OWNER)
    assert view.activities == "3 мероприятия"
    assert [file.name for file in view.files] == [PLAN]
    assert view.conclusion == "заключения/г. Лугозёрск.docx"
    assert view.previous is None
    assert len(view.verdicts) == len(shown.review.statements)
    text = client.get(f"{campaign.path}/municipalities/{OWNER}").text
    assert PLAN in text
    assert f'href="{campaign.finding()}"' in text
    assert f'<a href="/own/{campaign.id}/{OWNER}">Так видит муниципалитет</a>' in text
    form = client.get(f"/api/v1{campaign.path}/municipalities/{OWNER}").json()
    assert form["files"] == [PLAN]


def test_a_municipality_that_sent_nothing(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    text = client.get(f"{campaign.path}/municipalities/kedrobor").text
    assert "не представлена" in text
    assert "Файлов этого муниципалитета нет" in text
    assert client.get(f"{campaign.path}/municipalities/nowhere").status_code == 404
    assert client.get(campaign.finding("parents", "kedrobor")).status_code == 200


def test_a_finding_tells_its_rule_and_its_rows(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    shown = show_campaign(workspace, campaign.id)
    view = view_finding(shown, head_of(shown), OWNER, "parents")
    assert [row.where for row in view.rows] == ["п. 1"]
    assert [row.place for row in view.others] == [2, 3]
    assert [word for _, _, word, holds in view.grades if holds] == ["соответствует"]
    text = client.get(campaign.finding()).text
    assert "тема: работа с родителями" in text
    assert "Почему строка засчитана" in text
    assert "rule:" not in text
    assert "#parameters" not in text.replace('/rules/zaozerye#parameters"', "")
    assert re.search(r"<mark>родительское</mark>|<mark>родительское собрание</mark>", text)


def test_a_row_that_was_not_counted_is_explained_too(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    text = client.get(f"{campaign.finding()}?row=2").text
    assert "Почему строка не засчитана" in text
    assert "&lt;b&gt;директоров&lt;/b&gt;" in text
    assert client.get(f"{campaign.finding()}?row=4").status_code == 404
    assert client.get(campaign.finding("nothing")).status_code == 404


def test_a_row_is_shown_in_its_document(client: TestClient, workspace: Workspace) -> None:
    """First by a piece of the page; what was shown is kept, and stands in the page from then on."""
    campaign = shown_campaign(workspace)
    page = client.get(campaign.finding()).text
    piece = re.search(r'hx-get="([^"]+)"[^>]*hx-trigger="load"', page)[1].replace("&amp;", "&")
    shown = client.get(piece, headers={"HX-Request": "true"})
    assert shown.status_code == 200
    assert "<html" not in shown.text
    assert 'class="source-asked"' in shown.text
    assert "<html" in client.get(piece).text
    again = client.get(campaign.finding()).text
    assert 'class="source-asked"' in again
    assert 'hx-trigger="load"' not in again


def test_a_picture_of_a_page_is_only_of_files_of_the_municipality(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    pages = f"{campaign.path}/municipalities/{OWNER}/pages"
    assert client.get(f"{pages}/1", params={"file": PLAN}).status_code == 404  # a Word file has no pages
    assert client.get(f"{pages}/1", params={"file": "../../workspace.db"}).status_code == 404
    foreign = f"{campaign.path}/municipalities/kedrobor/pages/1"
    assert client.get(foreign, params={"file": PLAN}).status_code == 404


def test_a_verdict_is_overturned_with_a_reason(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    refused = client.post(campaign.finding(), data={**DECISION, "reason": ""})
    assert refused.status_code == 422
    assert "Программа считает иначе" in refused.text
    assert 'value="not_met" required checked' in refused.text
    done = client.post(campaign.finding(), data=DECISION)
    assert "Решение записано: не соответствует" in done.text
    assert "Учтётся при пересчёте" in done.text
    with workspace.reading() as connection:
        (entry,) = entries(connection, campaign.id)
        (job,) = jobs_of(connection, campaign.id)
    assert (entry.reason, entry.body.verdict) == (DECISION["reason"], "not_met")
    assert job.kind == "review"
    campaign.review_again()
    text = client.get(campaign.finding()).text
    assert "Программа:</strong> соответствует" in text
    assert DECISION["reason"] in text


def test_to_agree_with_the_program_takes_no_reason(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    done = client.post(campaign.finding(), data={"verdict": "met", "reason": "", "seen": "0"})
    assert "Решение записано: соответствует" in done.text


def test_whoever_was_quicker_is_told_and_nothing_typed_is_lost(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    client.post(campaign.finding(), data=DECISION)
    mine = {"verdict": "partly", "reason": "Я вижу иначе", "seen": "0"}
    late = client.post(campaign.finding(), data=mine)
    assert late.status_code == 409
    assert "Пока вы решали" in late.text
    assert "Я вижу иначе" in late.text
    assert DECISION["reason"] in late.text
    seen = re.search(r'name="seen" value="(\d+)"', late.text)[1]
    again = client.post(campaign.finding(), data={**mine, "seen": seen})
    assert "Решение записано: соответствует частично" in again.text


def test_a_decision_is_taken_back_and_stays_in_the_list(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    client.post(campaign.finding(), data=DECISION)
    with workspace.reading() as connection:
        (entry,) = entries(connection, campaign.id)
    undone = client.post(f"{campaign.finding()}/undo", data={"number": str(entry.id), "seen": "1"})
    assert "Решение отменено" in undone.text
    assert "как решит программа" in undone.text
    late = client.post(f"{campaign.finding()}/undo", data={"number": str(entry.id), "seen": "1"})
    assert late.status_code == 409
    assert client.post(f"{campaign.finding()}/undo", data={"number": "99", "seen": "2"}).status_code == 404
    twice = client.post(f"{campaign.finding()}/undo", data={"number": str(entry.id), "seen": "2"})
    assert twice.status_code == 422
    assert "уже отменена" in twice.text


def test_decisions_on_the_same_parameter_elsewhere_are_told(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    client.post(campaign.finding("parents", "kedrobor"), data={**DECISION, "reason": "Прислали на бумаге"})
    text = client.get(campaign.finding()).text
    assert "По этому параметру у других" in text
    assert "Прислали на бумаге" in text


def test_the_same_by_the_api(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    address = f"/api/v1{campaign.finding()}"
    first = client.get(address).json()
    assert (first["verdict"], first["seen"], [row["place"] for row in first["rows"]]) == ("met", 0, [1])
    made = client.post(f"{address}/decision", json={"verdict": "not_met", "reason": "Мало", "seen": 0})
    assert made.json()["now"] == "не соответствует"
    assert client.post(f"{address}/decision", json={"verdict": "partly", "reason": "Да", "seen": 0}).status_code == 409
    undone = client.post(f"{address}/undo", json={"number": made.json()["number"], "seen": 1})
    assert undone.json()["now"] == "как решит программа"
    assert client.get(address).json()["seen"] == 2


def test_a_reader_reads_and_an_earlier_result_is_only_read(team: Team) -> None:
    campaign = shown_campaign(team.settings.workspace)
    reader, methodist = team.client(Role.READER), team.client(Role.METHODIST)
    assert "Записать решение" not in reader.get(campaign.finding()).text
    assert reader.post(campaign.finding(), data=DECISION).status_code == 403
    first = show_campaign(campaign.workspace, campaign.id).run.id
    campaign.review_again()
    former = methodist.get(f"{campaign.finding()}?run={first}").text
    assert "Прежний результат" in former
    assert "Записать решение" not in former
    assert "Записать решение" in methodist.get(campaign.finding()).text


def test_from_the_matrix_to_the_row_and_a_decision(
    server: Server, browser_page: Page, axe: Callable[[Page], None]
) -> None:
    campaign = shown_campaign(server.workspace)
    page = browser_page
    page.goto(campaign.path)
    page.locator(f'a[href="{campaign.finding()}"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Работа с родителями")
    expect(page.locator(".source-asked")).to_be_visible(timeout=60_000)
    axe(page)
    page.get_by_label("не соответствует").check()
    page.get_by_label("Почему").fill("Собрание одно на весь год")
    page.get_by_role("button", name="Записать решение").click()
    expect(page.get_by_role("status")).to_contain_text("Решение записано")
    axe(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Отменить решение").click()
    expect(page.get_by_role("status")).to_contain_text("Решение отменено")
    page.goto(f"{campaign.path}/municipalities/{OWNER}")
    axe(page)


def test_without_javascript_the_row_is_a_link_away(server: Server, plain_page: Page) -> None:
    campaign = shown_campaign(server.workspace)
    plain_page.goto(campaign.finding())
    plain_page.get_by_role("link", name="Показать строку в документе").click()
    expect(plain_page.locator(".source-asked")).to_be_visible(timeout=60_000)
    plain_page.goto(campaign.finding())
    expect(plain_page.locator(".source-asked")).to_be_visible()
