"""The pages of rules: read, changed in a draft, looked at on a campaign, put in force, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import new_campaign
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient
from working import cancel_jobs, do_next_job
from workplace import Team

from reviewer.jobs import claiming
from reviewer.jobs.queue import ask, jobs_of
from reviewer.jobs.requests import ReviewRequest
from reviewer.store.accounts import Role
from reviewer.store.rulesets import number_in_force
from reviewer.store.workspace import Workspace

PACK = "/rules/zaozerye/files/pack.yaml"
MORE = "  parents+: {title: Работа с семьями}\n"


def _text(client: TestClient, path: str = "pack.yaml") -> str:
    found: str = client.get(f"/api/v1/rules/zaozerye/file?path={path}").json()["text"]
    return found


def _typed(client: TestClient, text: str, revision: int = 0, action: str = "check", **headers: str) -> str:
    fields = {"text": text.replace("\n", "\r\n"), "revision": str(revision), "action": action}
    return client.post(PACK, data=fields, headers=headers).text


@pytest.fixture
def campaign(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """One that has a result, whose documents nobody asks for. There is no LibreOffice."""
    monkeypatch.setattr(claiming, "THEN_SECONDS", 3600)
    monkeypatch.setenv("PATH", "/nonexistent")
    identifier = new_campaign(workspace, tmp_path / "plans", 1)
    with workspace.writing() as connection:
        ask(connection, ReviewRequest(), "методист", identifier)
    do_next_job(workspace)
    return identifier


def test_what_rules_ask_is_told_in_words(client: TestClient) -> None:
    assert "Базовые правила" in client.get("/rules").text or "base" in client.get("/rules").text
    text = client.get("/rules/tambov").text
    assert "Параметры:" in text
    assert "/rules/base/files/parameters/themes.yaml#line-" in text
    found = client.get("/api/v1/rules/tambov").json()
    assert {one["spot"]["pack"] for one in found["parameters"]} == {"base", "tambov"}
    assert found["number"] == 0


def test_problems_are_named_with_their_line_and_the_nearest_key(client: TestClient) -> None:
    wrong = _text(client).replace("\nextends:", "\nexstends:")
    told = _typed(client, wrong)
    assert "Возможно, имелось в виду «extends»" in told
    assert "exstends: base" in told
    assert "<textarea" in told
    piece = _typed(client, wrong + "#\n", 1, **{"HX-Request": "true"})
    assert "Возможно, имелось в виду «extends»" in piece
    assert "<html" not in piece
    assert 'name="revision" id="revision" value="2"' in piece


def test_what_was_typed_is_kept_for_its_author_alone(team: Team) -> None:
    first, second = team.client(Role.METHODIST), team.client(Role.ADMINISTRATOR)
    changed = _text(first) + MORE
    _typed(first, changed)
    assert _text(first) == changed
    assert MORE not in _text(second)
    assert "У вас есть черновик" in first.get("/rules/zaozerye").text
    assert "У вас есть черновик" not in second.get("/rules/zaozerye").text
    _typed(first, "", 1, "undo")
    assert MORE not in _text(first)


def test_another_window_is_not_overwritten_unseen(client: TestClient) -> None:
    text = _text(client)
    _typed(client, text + "# одно\n")
    told = _typed(client, text + "# другое\n", 0)
    assert "В другом окне" in told
    assert "# другое" in told
    assert _text(client).endswith("# одно\n")
    _typed(client, text + "# другое\n", 0, "force")
    assert _text(client).endswith("# другое\n")


def test_typing_back_what_is_in_force_leaves_no_draft(client: TestClient) -> None:
    text = _text(client)
    _typed(client, text + "# одно\n")
    _typed(client, text, 1)
    assert client.get("/api/v1/rules/zaozerye").json()["draft"] is False


@pytest.mark.parametrize(
    "path", ["../base/pack.yaml", "..%2F..%2Fetc%2Fpasswd", "templates/x.docx", "signals/../x.yaml"]
)
def test_no_other_file_is_read_or_written(client: TestClient, path: str) -> None:
    address = f"/rules/zaozerye/files/{path.replace('..', '%2e%2e')}"
    assert client.get(address).status_code == 404
    assert client.post(address, data={"text": "x"}).status_code == 404
    assert client.put("/api/v1/rules/zaozerye/file", params={"path": path}, json={"text": "x"}).status_code == 404


def test_examples_are_tried(client: TestClient) -> None:
    bad = "  smena:\n    title: Смены\n    any: [{phrase: смена}]\n    tests: {match: [Родительское собрание]}\n"
    client.put("/api/v1/rules/zaozerye/file?path=signals/smena.yaml", json={"text": f"signals:\n{bad}"})
    told = client.get("/rules/zaozerye/files/signals/smena.yaml?tests=true").text
    assert "не проходит 1 пример" in told
    assert "признак должен подойти, но не подошёл" in told
    found = client.post("/api/v1/rules/zaozerye/check").json()
    assert [(one["path"], one["rule"]) for one in found["failures"]] == [("signals/smena.yaml", "signals.smena")]


def test_a_change_is_looked_at_then_applied_then_taken_back(
    client: TestClient, workspace: Workspace, campaign: int
) -> None:
    _typed(client, _text(client) + MORE)
    refused = client.post("/rules/zaozerye/apply", data={"note": "Так в приказе"})
    assert refused.status_code == 422
    assert "Сначала посмотрите" in refused.text
    before = client.get("/rules/zaozerye/impact").text
    assert 'action="/rules/zaozerye/apply"' not in before
    assert "Работа с семьями" in before
    client.post("/rules/zaozerye/impact", data={"campaign": str(campaign)})
    do_next_job(workspace)
    looked = client.get("/rules/zaozerye/impact").text
    assert "Проценты в справке" in looked
    job = re.search(r'name="job" value="(\d+)"', looked)
    assert job
    fields = {"note": "Так в приказе", "job": job[1], "campaigns": [str(campaign)]}
    assert "Действует версия 1" in client.post("/rules/zaozerye/apply", data=fields).text
    with workspace.reading() as connection:
        assert number_in_force(connection, "zaozerye") == 1
        assert jobs_of(connection, campaign, kind="review")[0].state == "queued"
    cancel_jobs(workspace, campaign, "documents")
    do_next_job(workspace)
    shown = client.get(f"/campaigns/{campaign}").text
    assert "Работа с семьями" in shown
    assert "правка 1" in shown
    assert "правка" not in client.get(f"/campaigns/{campaign}?run=1").text
    assert "Изменены правила" in client.get("/history").text
    back = client.post("/rules/zaozerye/versions", data={"number": "0", "seen": "1"}).text
    assert "Действует версия 2" in back
    assert MORE not in _text(client)
    stale = client.post("/rules/zaozerye/versions", data={"number": "1", "seen": "1"})
    assert "действующей стала версия 2" in stale.text


def test_a_draft_that_was_changed_after_the_look_is_not_applied(
    client: TestClient, workspace: Workspace, campaign: int
) -> None:
    text = _text(client)
    _typed(client, text + MORE)
    client.post("/api/v1/rules/zaozerye/impact", json={"campaign": campaign})
    do_next_job(workspace)
    found = client.get("/api/v1/rules/zaozerye/impact").json()
    assert (found["job"]["state"], found["current"]) == ("done", True)
    _typed(client, text + MORE + "# ещё\n", 1)
    assert client.get("/api/v1/rules/zaozerye/impact").json()["current"] is False
    asked = {"note": "x", "job": found["job"]["job"]}
    refused = client.post("/api/v1/rules/zaozerye/apply", json=asked)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert "Сравните ещё раз" in client.get("/rules/zaozerye/impact").text


def test_a_wrong_draft_is_not_applied(client: TestClient) -> None:
    _typed(client, _text(client) + "  parentss+: {title: Нет такого}\n")
    assert client.post("/api/v1/rules/zaozerye/apply", json={"note": "x"}).json()["code"] == "rules"
    assert "Исправьте их" in client.get("/rules/zaozerye/impact").text


def test_who_was_quicker_is_told_and_a_draft_moves_on(team: Team) -> None:
    first, second = team.client(Role.METHODIST), team.client(Role.ADMINISTRATOR)
    text = _text(first)
    _typed(second, text + "# второй\n")
    _typed(first, text + MORE)
    assert first.post("/api/v1/rules/zaozerye/apply", json={"note": "первый"}).json()["number"] == 1
    refused = second.post("/api/v1/rules/zaozerye/apply", json={"note": "второй"})
    assert (refused.status_code, "Человек methodist" in refused.text) == (409, True)
    assert "действующей стала версия 1" in second.get("/rules/zaozerye/impact").text
    assert "посмотрите" in second.post("/rules/zaozerye/draft/rebase").text.casefold()
    assert second.post("/api/v1/rules/zaozerye/apply", json={"note": "второй"}).json()["number"] == 2


def test_a_base_that_would_break_what_stands_on_it_is_refused(client: TestClient) -> None:
    text = client.get("/api/v1/rules/base/file?path=pack.yaml").json()["text"]
    client.put("/api/v1/rules/base/file?path=pack.yaml", json={"text": re.sub(r"version: \d+", "version: 9", text)})
    faults = client.post("/api/v1/rules/base/check").json()["faults"]
    assert {one["pack"] for one in faults} >= {"tambov", "zaozerye"}


def test_an_activity_is_explained(client: TestClient, campaign: int) -> None:
    told = client.get("/rules/zaozerye/explain", params={"activity": "Общешкольные родительские собрания"}).text
    assert "Работа с родителями" in told
    assert "<mark>" in told
    rows = client.get("/rules/zaozerye/explain", params={"campaign": campaign, "q": "совещание"}).text
    assert client.get("/rules/zaozerye/explain", params={"campaign": "9" * 19, "q": "я"}).status_code == 200
    found = re.search(r'href="(/rules/zaozerye/explain\?campaign=[^"]*row=\d+)"', rows)
    if found:
        assert "Совещание руководителей" in client.get(found[1].replace("&amp;", "&")).text
    answer = client.post("/api/v1/rules/zaozerye/explain", json={"activity": "Собрание", "signal": "parentss"})
    assert "Возможно, имелось в виду" in answer.text


def test_readers_read_only(team: Team) -> None:
    reader = team.client(Role.READER)
    page = reader.get(PACK).text
    assert "<textarea" not in page
    assert "extends: base" in page
    assert reader.post(PACK, data={"text": "x"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/rules",
        "/rules/tambov",
        PACK,
        "/rules/tambov/versions",
        "/rules/tambov/impact",
        "/rules/tambov/explain?activity=Семинар",
    ],
)
def test_pages_are_fit_for_everybody(browser_page: Page, axe: Callable[[Page], None], path: str) -> None:
    browser_page.goto(path)
    expect(browser_page.locator("h1")).to_be_visible()
    axe(browser_page)


def test_problems_come_while_one_types(browser_page: Page, axe: Callable[[Page], None]) -> None:
    browser_page.goto(PACK)
    area = browser_page.get_by_label("Текст файла")
    area.fill(area.input_value().replace("extends:", "exstends:"))
    fault = browser_page.get_by_text("Неизвестный ключ «exstends»")
    expect(fault).to_be_visible()
    axe(browser_page)
    browser_page.locator("a[data-line]").first.click()
    expect(area).to_be_focused()
    area.fill(area.input_value().replace("exstends:", "extends:") + "# готово\n")
    expect(browser_page.get_by_text("ошибок нет")).to_be_visible()
    browser_page.get_by_role("button", name="Проверить", exact=True).click()
    expect(browser_page.get_by_text("Готово. Черновик сохранён.")).to_be_visible()
    browser_page.goto("/rules/zaozerye/impact")
    expect(browser_page.get_by_text("# готово")).to_be_visible()
    axe(browser_page)


def test_everything_works_without_javascript(plain_page: Page) -> None:
    plain_page.goto(PACK)
    area = plain_page.get_by_label("Текст файла")
    area.fill(area.input_value() + "# готово\n")
    plain_page.get_by_role("button", name="Проверить", exact=True).click()
    expect(plain_page.get_by_text("ошибок нет")).to_be_visible()
    plain_page.goto("/rules/zaozerye/impact")
    plain_page.get_by_label("Что и почему изменено").fill("Проба")
    plain_page.get_by_role("button", name="Применить").click()
    expect(plain_page.get_by_text("Действует версия 1.")).to_be_visible()
