"""Rules are changed by forms: by somebody who knows neither how rule files are written nor English."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient
from workplace import Team

from reviewer.store.accounts import Role

CONTENT = "/rules/zaozerye/parameters/municipal_content"
PARENTS = "/rules/zaozerye/signals/parents"


def _file(client: TestClient, path: str, profile: str = "zaozerye") -> str:
    found: str = client.get(f"/api/v1/rules/{profile}/file", params={"path": path}).json()["text"]
    return found


def test_bounds_and_verdicts_are_written_into_the_draft(client: TestClient) -> None:
    before = _file(client, "pack.yaml")
    shown = client.get(CONTENT).text
    assert "Объём муниципального контента" in shown
    assert 'name="least_wide" value="13"' in shown
    told = client.post(CONTENT, data={"least_wide": "15", "verdict_single": "not_met"})
    assert "Записано в ваш черновик" in told.text
    assert 'name="least_wide" value="15"' in told.text
    made = _file(client, "pack.yaml")
    wanted = before.replace('when: "6..12"', 'when: "6..14"').replace('when: "> 12"', 'when: ">= 15"')
    wanted = wanted.replace('when: "1..2", verdict: partly', 'when: "1..2", verdict: "not_met"')
    assert made == wanted.replace("version: 2026.1.0", "version: 2026.2.0")
    client.post(CONTENT, data={"least_wide": "16"})
    assert "version: 2026.2.0" in _file(client, "pack.yaml"), "a draft raises the version once"
    assert "Ничего не изменено" in client.post(CONTENT, data={"least_wide": "16"}).text


def test_an_inherited_share_is_laid_over_in_percent(client: TestClient) -> None:
    page = "/rules/vladimir/parameters/concrete_deadlines"
    found = re.search(r'name="least_(\w+)" value="([\d,]+)"', client.get(page).text)
    assert found
    told = client.post(page, data={f"least_{found[1]}": "55,5 %"})
    assert "Записано в ваш черновик" in told.text
    assert f'name="least_{found[1]}" value="55,5"' in told.text
    assert "0.555" in _file(client, "parameters/tuning.yaml", "vladimir")
    assert client.post("/api/v1/rules/vladimir/check").json()["failures"] == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"least_wide": "много"}, "нужно целое число больше нуля"),
        ({"least_wide": "2,5"}, "нужно целое число больше нуля"),
        ({"least_wide": "4"}, "должна начинаться с большего числа"),
        ({"least_single": "0"}, "нужно целое число больше нуля"),
    ],
)
def test_wrong_bounds_are_told_and_not_kept(client: TestClient, fields: dict[str, str], told: str) -> None:
    answer = client.post(CONTENT, data=fields)
    assert (answer.status_code, told in answer.text) == (422, True)
    name, value = next(iter(fields.items()))
    assert f'name="{name}" value="{value}"' in answer.text
    assert client.get("/api/v1/rules/zaozerye").json()["draft"] is False


def test_phrases_come_and_go(client: TestClient) -> None:
    shown = client.get(PARENTS).text
    found = re.search(r'name="take_any" value="([^"]+)"', shown)
    assert found
    fields = {
        "add_any": "клуб  отец\r\n\r\nсемейный гостиная",
        "take_any": [found[1].replace("&lt;", "<").replace("&gt;", ">")],
    }
    told = client.post(PARENTS, data=fields)
    assert "Записано в ваш черновик" in told.text
    assert "Убраны этими правилами" in told.text
    explained = client.get("/rules/zaozerye/explain", params={"activity": "Заседание клуба отцов", "signal": "parents"})
    assert "клуба отцов" in re.sub(r"</?mark>", "", explained.text)
    client.post(PARENTS, data={"back_any": fields["take_any"], "take_any": ["клуб отец", "семейный гостиная"]})
    changed = {one["path"]: one["draft"] for one in client.get("/api/v1/rules/zaozerye").json()["files"]}
    assert "signals/tuning.yaml" not in changed, "what was taken back leaves nothing behind"


def test_a_phrase_that_cannot_be_read_is_told_and_not_kept(client: TestClient) -> None:
    answer = client.post(PARENTS, data={"add_any": "клуб <нет такого"})
    assert answer.status_code == 422
    assert "Так записать нельзя" in answer.text
    assert "клуб &lt;нет такого" in answer.text
    assert client.get("/api/v1/rules/zaozerye").json()["draft"] is False


def test_rules_are_switched_off_with_a_reason_and_on(client: TestClient) -> None:
    page, switch = ("/rules/tambov/parameters/", "/rules/tambov/switch/parameters/")
    name = "psychological_support"
    assert "Напишите, почему" in client.post(switch + name, data={"to": "off"}).text
    off = client.post(switch + name, data={"to": "off", "reason": "Не входит в приказ"})
    assert "Параметр отключён: Не входит в приказ" in off.text
    assert f'href="{page}{name}"' in client.get("/rules/tambov").text, "it can be found again"
    on = client.post(switch + name, data={"to": "on"})
    assert "Параметр отключён" not in on.text
    assert client.get(page + "no_such").status_code == 404
    assert client.get("/rules/tambov/signals/no_such").status_code == 404


def test_a_broken_draft_is_put_right_in_its_text_first(client: TestClient) -> None:
    text = _file(client, "pack.yaml").replace("\nextends:", "\nexstends:")
    client.put("/api/v1/rules/zaozerye/file?path=pack.yaml", json={"text": text})
    answer = client.get(CONTENT)
    assert (answer.status_code, "В правилах ошибка" in answer.text) == (422, True)


def test_readers_see_and_change_nothing(team: Team) -> None:
    reader = team.client(Role.READER)
    for path in (CONTENT, PARENTS):
        text = reader.get(path).text
        assert "Записать в черновик" not in text
        assert "Отключить" not in text
        assert reader.post(path, data={"least_wide": "15"}).status_code == 403


@pytest.mark.parametrize("path", [CONTENT, PARENTS, "/rules/tambov/parameters/submitted"])
def test_pages_are_fit_for_everybody(browser_page: Page, axe: Callable[[Page], None], path: str) -> None:
    browser_page.goto(path)
    expect(browser_page.locator("h1")).to_be_visible()
    axe(browser_page)


def test_a_bound_is_moved_and_put_in_force_in_a_browser(browser_page: Page) -> None:
    browser_page.goto("/rules/zaozerye")
    browser_page.get_by_role("link", name="Объём муниципального контента").click()
    browser_page.get_by_label("Ступень «широкий» начинается с").fill("15")
    browser_page.get_by_role("button", name="Записать в черновик").click()
    expect(browser_page.get_by_text("Записано в ваш черновик")).to_be_visible(timeout=60_000)
    browser_page.get_by_role("link", name="Что изменит черновик").click()
    expect(browser_page.get_by_text(">= 15")).to_be_visible()
    browser_page.get_by_label("Что и почему изменено").fill("Приказ")
    browser_page.get_by_role("button", name="Применить").click()
    expect(browser_page.get_by_text("Действует версия 1.")).to_be_visible(timeout=60_000)
