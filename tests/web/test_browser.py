"""The pages in a real browser: what JavaScript adds, what works without it, and how they are read by a screen reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from workplace import PASSWORD, Server, Team, axe_violations, serving

from reviewer.store.accounts import Role
from reviewer.store.history import record
from reviewer.web.deeds import PAGE

Axe = Callable[[Page], None]


def _fill_history(server: Server) -> None:
    with server.workspace.writing() as connection:
        for number in range(PAGE + 5):
            record(connection, "методист", "submission", {"submission": number, "files": 13})


@pytest.mark.parametrize("path", ["/history", "/you", "/about", "/no-such-page"])
def test_pages_are_accessible(browser_page: Page, axe: Axe, server: Server, path: str) -> None:
    _fill_history(server)
    browser_page.goto(path)
    expect(browser_page.locator("h1")).to_have_count(1)
    axe(browser_page)


def test_pages_of_a_team_are_accessible(browser: Browser, team: Team) -> None:
    with serving(team.settings) as url:
        context = browser.new_context(base_url=url, viewport={"width": 1366, "height": 768})
        page = context.new_page()
        page.goto("/people")
        assert not axe_violations(page), "login"
        page.get_by_label("Имя для входа").fill("administrator")
        page.get_by_label("Пароль").fill(PASSWORD)
        page.get_by_role("button", name="Войти").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Люди")
        found = {"/people": axe_violations(page)}
        for path in ("/people/new", f"/people/{team.accounts[Role.READER].id}", "/password", "/you"):
            page.goto(path)
            found[path] = axe_violations(page)
        assert not {path: told for path, told in found.items() if told}
        page.goto("/people")
        page.get_by_role("button", name="Выйти").click()
        expect(page.get_by_role("status")).to_contain_text("Вы вышли")
        context.close()


def test_moving_on_gives_the_focus_to_the_heading(browser_page: Page) -> None:
    browser_page.goto("/you")
    browser_page.evaluate("window.sameDocument = true")
    browser_page.get_by_role("link", name="История").click()
    expect(browser_page).to_have_title("История — экспертиза дорожных карт")
    expect(browser_page.get_by_role("heading", level=1)).to_be_focused()
    assert browser_page.evaluate("window.sameDocument"), "htmx has moved, not the browser"
    browser_page.go_back()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Вы")


def test_more_of_the_history_comes_into_the_same_table(browser_page: Page, server: Server, axe: Axe) -> None:
    _fill_history(server)
    browser_page.goto("/history")
    expect(browser_page.locator("tbody th")).to_have_count(PAGE)
    browser_page.get_by_role("link", name="Показать ещё").click()
    expect(browser_page.locator("tbody th")).to_have_count(PAGE + 5)
    assert browser_page.url.endswith("/history")
    axe(browser_page)


def test_a_form_is_sent_and_its_errors_are_shown(browser_page: Page, axe: Axe) -> None:
    browser_page.goto("/you")
    field = browser_page.get_by_label("Как вас записывать")
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill("я" * 101)
    browser_page.get_by_role("button", name="Сохранить").click()
    expect(browser_page.locator(".error")).to_contain_text("не больше 100 знаков")
    expect(field).to_be_focused()
    axe(browser_page)
    field.fill("Отдел оценки")
    browser_page.get_by_role("button", name="Сохранить").click()
    expect(browser_page.get_by_role("status")).to_contain_text("Имя сохранено")
    expect(browser_page.locator("footer")).to_contain_text("Отдел оценки")


def test_everything_works_without_javascript(plain_page: Page, server: Server) -> None:
    _fill_history(server)
    plain_page.goto("/history")
    plain_page.get_by_label("Кто").select_option("методист")
    plain_page.get_by_role("button", name="Показать").click()
    expect(plain_page.locator("tbody th")).to_have_count(PAGE)
    plain_page.get_by_role("link", name="Показать ещё").click()
    expect(plain_page.locator("tbody th")).to_have_count(5)
    plain_page.get_by_role("link", name="Вы", exact=True).click()
    plain_page.get_by_label("Как вас записывать").fill("Отдел оценки")
    plain_page.get_by_role("button", name="Сохранить").click()
    expect(plain_page.get_by_role("status")).to_contain_text("Имя сохранено")


def test_the_keyboard_reaches_the_content_first(browser_page: Page) -> None:
    browser_page.goto("/you")
    browser_page.keyboard.press("Tab")
    expect(browser_page.locator(".skip")).to_be_focused()
    browser_page.keyboard.press("Enter")
    browser_page.keyboard.press("Tab")
    expect(browser_page.get_by_label("Как вас записывать")).to_be_focused()


@pytest.mark.parametrize("path", ["/history", "/you", "/about"])
def test_nothing_is_cut_at_125_percent(browser_page: Page, server: Server, path: str) -> None:
    """Zooming leaves 1366 / 1.25 pixels of width."""
    _fill_history(server)
    browser_page.set_viewport_size({"width": 1092, "height": 614})
    browser_page.goto(path)
    assert browser_page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_script_that_is_not_ours_does_not_run(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/you")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(
            "() => { const made = document.createElement('script'); made.textContent = 'window.ran = 1';"
            "document.body.append(made); }"
        )
    assert page.evaluate("window.ran") is None
    context.close()
