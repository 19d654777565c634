"""What JavaScript adds to the form with files: dropped folders, the list of what is chosen, and files that outlive an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from workplace import Server

from reviewer.store.campaigns import add_campaign, campaigns, submissions

_DROP = """
async (place) => {
  const file = (name, size) => ({name, isFile: true, file: (done) => done(new File([new Uint8Array(size)], name))});
  const folder = (name, entries) => {
    const some = [entries.slice(0, 1), entries.slice(1), []];
    return {name, isFile: false, createReader: () => ({readEntries: (done) => done(some.shift())})};
  };
  const entries = [
    folder("Зима", [folder("Лугозёрск", [file("план.docx", 10)]), file("письмо.pdf", 2000), file("третий.odt", 30)]),
    file("архив.zip", 3),
  ];
  const event = new Event("drop", {bubbles: true, cancelable: true});
  event.dataTransfer = {items: entries.map((one) => ({webkitGetAsEntry: () => one})), files: []};
  place.dispatchEvent(event);
}
"""
"""As browsers give a dropped folder: by pieces, at whose end stands an empty one."""


def _stored(server: Server) -> list[str]:
    with server.workspace.reading() as connection:
        made = campaigns(connection)[0].id
        return sorted(file.name for one in submissions(connection, made) for file in one.files)


def _drop(page: Page) -> None:
    page.locator("[data-files]").evaluate(_DROP)
    expect(page.get_by_text("Выбрано: 4 файла, 2 КБ.")).to_be_visible()


def test_a_dropped_folder_is_listed_and_sent_with_its_paths(browser_page: Page, server: Server) -> None:
    browser_page.goto("/campaigns/new")
    browser_page.get_by_label("Регион").select_option("zaozerye")
    _drop(browser_page)
    browser_page.get_by_role("button", name="Убрать Зима/третий.odt").click()
    expect(browser_page.get_by_text("Выбрано: 3 файла")).to_be_visible()
    browser_page.get_by_role("button", name="Начать экспертизу").click()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Ход проверки")
    expect(browser_page.get_by_text("Обработчик не запущен")).to_be_visible()
    assert _stored(server) == ["Зима/Лугозёрск/план.docx", "Зима/письмо.pdf", "архив.zip"]
    browser_page.goto("/campaigns/new")
    expect(browser_page.locator("[data-chosen]")).to_be_hidden()


def test_what_was_chosen_outlives_an_error(browser_page: Page, server: Server) -> None:
    with server.workspace.writing() as connection:
        add_campaign(connection, "Зима", "zaozerye", "методист")
    browser_page.goto("/campaigns/new")
    _drop(browser_page)
    browser_page.get_by_label("Название").fill("Зима")
    browser_page.get_by_role("button", name="Начать экспертизу").click()
    expect(browser_page.get_by_text("Экспертиза «Зима» уже есть")).to_be_visible()
    expect(browser_page.get_by_label("Название")).to_be_focused()
    expect(browser_page.get_by_text("Выбрано: 4 файла")).to_be_visible()
    browser_page.get_by_label("Название").fill("Весна")
    browser_page.get_by_role("button", name="Начать экспертизу").click()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Ход проверки")
    assert len(_stored(server)) == 4


def test_the_name_follows_the_region_until_it_is_written(browser_page: Page) -> None:
    browser_page.goto("/campaigns/new")
    region, name = browser_page.get_by_label("Регион"), browser_page.get_by_label("Название")
    region.select_option("zaozerye")
    expect(name).to_have_value("Заозёрская область, 2026 год")
    region.select_option("vladimir")
    expect(name).to_have_value("Владимирская область, 2024 год")
    name.fill("Своё название")
    region.select_option("zaozerye")
    expect(name).to_have_value("Своё название")


@pytest.mark.parametrize("chosen", ["folder", "files"])
def test_without_javascript_it_is_an_ordinary_form(
    plain_page: Page, server: Server, tmp_path: Path, chosen: str
) -> None:
    (tmp_path / "Зима" / "Лугозёрск").mkdir(parents=True)
    (tmp_path / "Зима" / "Лугозёрск" / "план.docx").write_bytes(b"one")
    (tmp_path / "Зима" / "письмо.pdf").write_bytes(b"two")
    plain_page.goto("/campaigns/new")
    plain_page.get_by_label("Регион").select_option("zaozerye")
    files = tmp_path / "Зима"
    plain_page.locator(f"#{chosen}").set_input_files(files if chosen == "folder" else files / "письмо.pdf")
    plain_page.get_by_role("button", name="Начать экспертизу").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Ход проверки")
    assert _stored(server) == (["Лугозёрск/план.docx", "письмо.pdf"] if chosen == "folder" else ["письмо.pdf"])


def test_chosen_files_stand_in_one_place_only(browser_page: Page, plain_page: Page, tmp_path: Path) -> None:
    (tmp_path / "план.docx").write_bytes(b"0123456789")
    browser_page.goto("/campaigns/new")
    field = browser_page.get_by_label("Отдельные файлы или архив ZIP")
    field.set_input_files(tmp_path / "план.docx")
    expect(browser_page.get_by_text("Выбрано: 1 файл")).to_be_visible()
    assert field.evaluate("one => one.getBoundingClientRect().width") == 1, "its own «no file chosen» is not seen"
    field.focus()
    expect(field).to_be_focused()
    plain_page.goto("/campaigns/new")
    box = plain_page.get_by_label("Отдельные файлы или архив ZIP").bounding_box()
    assert box is not None
    assert box["width"] > 100, "without the script the browser tells what is chosen"
