"""The pages of regions: read, begun from a table, given a regional roadmap."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from batches import write_plan
from openpyxl import Workbook
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

TABLE = "Ручьёвский муниципальный район\tРучьёвский район\nгород Родники\tг. Родники"


def test_municipalities_stand_with_their_names_in_all_cases(client: TestClient) -> None:
    assert "Заозёрская область" in client.get("/regions").text
    text = client.get("/regions/zaozerye").text
    assert "Кедроборского района" in text
    assert "Не указано" in text or "<dt>Приказ</dt>" in text
    found = client.get("/api/v1/regions/zaozerye").json()
    kedrobor = next(one for one in found["municipalities"] if one["id"] == "kedrobor")
    assert {"title": "дательный", "form": "Кедроборскому району", "given": False} in kedrobor["cases"]
    assert client.get("/regions/base").status_code == 404


def test_a_region_is_begun_from_a_table(client: TestClient) -> None:
    made = client.post("/regions/new", data={"name": "Родниковая область", "table": TABLE})
    assert made.url.path == "/regions/rodnikovaya-oblast"
    assert "Ручьёвского района" in made.text
    assert 'value="rodnikovaya-oblast"' in client.get("/campaigns/new").text
    versions = client.get("/rules/rodnikovaya-oblast/versions").text
    assert "Родниковая область</a></li>" in versions, "people call it so"
    for link in re.findall(r'href="(/rules/[^"#]+)', versions):
        assert client.get(unescape(link)).status_code == 200, link
    again = client.post("/regions/new", data={"name": "Родниковая область", "table": TABLE})
    assert (again.status_code, "уже есть" in again.text) == (422, True)
    assert "Ручьёвский муниципальный район" in again.text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "Родниковая область", "table": "Муниципалитет"}, "ни одного муниципалитета"),
        ({"name": "Родниковая область", "table": "А\nА"}, "уже есть у муниципалитета"),
        ({"name": "?!", "table": TABLE}, "не получается имя"),
        ({"name": "", "table": ""}, "Заполните это поле"),
    ],
)
def test_what_is_wrong_with_a_new_region_is_told(client: TestClient, fields: dict[str, str], told: str) -> None:
    answer = client.post("/regions/new", data=fields)
    assert answer.status_code == 422
    assert told in answer.text


def test_the_regional_roadmap_comes_into_the_draft(client: TestClient, tmp_path: Path) -> None:
    write_plan(tmp_path / "план.docx", 1)
    files = {"files": ("Региональная карта.docx", (tmp_path / "план.docx").read_bytes())}
    put = client.post("/regions/tambov/roadmap", files=files)
    assert put.url.path == "/rules/tambov/impact"
    assert "regional_roadmap: regional-roadmap.docx" in put.text
    assert client.get("/api/v1/regions/tambov").json()["roadmap"] == "regional-roadmap.docx"


@pytest.mark.parametrize("name", ["карта.exe", "карта.docx"])
def test_a_roadmap_that_cannot_be_read_is_refused(client: TestClient, name: str) -> None:
    answer = client.post("/regions/tambov/roadmap", files={"files": (name, b"nothing")})
    assert answer.status_code == 422
    assert client.get("/api/v1/rules/tambov").json()["draft"] is False


@pytest.mark.parametrize("path", ["/regions", "/regions/zaozerye", "/regions/new", "/regions/zaozerye/facts"])
def test_pages_are_fit_for_everybody(browser_page: Page, axe: Callable[[Page], None], path: str) -> None:
    browser_page.goto(path)
    expect(browser_page.locator("h1")).to_be_visible()
    axe(browser_page)


def _sheet(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [
        ["Список муниципальных образований"],
        ["№ п/п", "Наименование", "Кратко", "Иначе", "Школы"],
        [1, "Ручьёвский муниципальный\nрайон", "Ручьёвский район", "Ручьи\nг. Ручьи", "СОШ № 1\nСОШ № 2"],
        [2, "город Родники", "г. Родники"],
    ]:
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_municipalities_come_out_of_a_file(client: TestClient, tmp_path: Path, kind: str) -> None:
    path = _sheet(tmp_path / "список.xlsx")
    if kind == "csv":
        path = tmp_path / "список.csv"
        text = 'Наименование;Кратко;Иначе;Школы\r\nРучьёвский муниципальный район;Ручьёвский район;"Ручьи|г. Ручьи";"СОШ № 1|СОШ № 2"\r\n'
        path.write_bytes(f"{text}город Родники;г. Родники\r\n".encode("cp1251"))
    fields = {"name": "Родниковая область", "action": "read"}
    read = client.post("/regions/new", data=fields, files={"files": (path.name, path.read_bytes())})
    assert read.status_code == 200
    assert "Из файла прочитано: 2 муниципалитета." in read.text
    assert client.get("/regions/rodnikovaya-oblast").status_code == 404, "it is only looked at"
    table = re.search(r'<textarea id="table"[^>]*>(.*?)</textarea>', read.text, re.DOTALL)
    assert table
    fields = {"name": "Родниковая область", "table": unescape(table[1]), "action": "begin"}
    client.post("/regions/new", data=fields, files={"files": ("", b"")})
    found = client.get("/api/v1/regions/rodnikovaya-oblast").json()["municipalities"]
    assert [(one["official"], one["short"], one["aliases"], one["schools"]) for one in found] == [
        ("Ручьёвский муниципальный район", "Ручьёвский район", ["Ручьи", "г. Ручьи"], 2),
        ("город Родники", "г. Родники", [], 0),
    ]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("список.exe", b"MZ", "Такой файл не подходит"),
        ("список.xlsx", b"nothing", "files-error"),
        ("список.csv", b"\r\n", "не нашлось таблицы"),
    ],
)
def test_a_file_without_municipalities_is_told(client: TestClient, name: str, content: bytes, told: str) -> None:
    fields = {"name": "Родниковая область", "table": "что набрано", "action": "read"}
    answer = client.post("/regions/new", data=fields, files={"files": (name, content)})
    assert answer.status_code == 422
    assert told in answer.text
    assert "что набрано" in answer.text


def test_no_file_is_told_unless_the_form_is_filled_in(client: TestClient) -> None:
    fields = {"name": "Родниковая область", "action": "read"}
    answer = client.post("/regions/new", data=fields, files={"files": ("", b"")})
    assert (answer.status_code, "Файл не выбран" in answer.text) == (422, True)
    made = client.post("/regions/new", data={**fields, "table": TABLE}, files={"files": ("", b"")})
    assert made.url.path == "/regions/rodnikovaya-oblast", "Enter in a field presses the first button"


def _region_text(client: TestClient, name: str) -> str:
    text: str = client.get(f"/api/v1/rules/{name}/file?path=region.yaml").json()["text"]
    return text


def test_what_the_report_states_is_filled_in_by_a_form(client: TestClient) -> None:
    client.post("/regions/new", data={"name": "Родниковая область", "table": TABLE})
    page = "/regions/rodnikovaya-oblast/facts"
    before = _region_text(client, "rodnikovaya-oblast")
    fields = {
        "centre": "ГБУ «Центр: оценка»",
        "basis.number": "12/3",
        "plan_period.start": "2026-01-01",
        "plan_period.end": "2026-12-31",
        "plans_due": "2026-01-30",
        "executor": "",
    }
    told = client.post(page, data=fields)
    assert told.url.path == "/regions/rodnikovaya-oblast"
    assert "Записано в ваш черновик" in told.text
    assert "01.01.2026 – 31.12.2026" in told.text
    assert "№ 12/3" in told.text
    after = _region_text(client, "rodnikovaya-oblast")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == [], "notes and all else stay"
    assert after.index("centre:") < after.index("municipalities:")
    assert 'value="2026-01-30"' in client.get(page).text
    assert "Ничего не изменено" in client.post(page, data=fields).text
    client.post(page, data=dict.fromkeys(fields, ""))
    assert _region_text(client, "rodnikovaya-oblast") == before


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"plan_period.start": "2026-01-01", "plan_period.end": ""}, "Укажите оба дня"),
        ({"plan_period.start": "2026-02-01", "plan_period.end": "2026-01-01"}, "конец периода раньше начала"),
        ({"plans_due": "31 января"}, "день пишется так"),
        ({"centre": "я" * 1001}, "не больше 1000 знаков"),
        ({"centre": "нет\x07"}, "непечатаемые"),
    ],
)
def test_wrong_facts_are_told_and_not_kept(client: TestClient, fields: dict[str, str], told: str) -> None:
    answer = client.post("/regions/tambov/facts", data=fields)
    assert answer.status_code == 422
    assert told.casefold() in answer.text.casefold()
    assert client.get("/api/v1/rules/tambov").json()["draft"] is False


def test_facts_of_the_shipped_regions_can_be_changed(client: TestClient) -> None:
    before = _region_text(client, "zaozerye")
    client.post("/regions/zaozerye/facts", data={"basis.number": "7", "plans_due": "", "signer_position": "Директор"})
    after = _region_text(client, "zaozerye")
    wanted = before.replace("number: 214-п", 'number: "7"').replace("plans_due: 2026-01-30\n", "")
    assert after == wanted.replace("signer_position: Директор ГБУ ЗО «ЦОА»", 'signer_position: "Директор"')
