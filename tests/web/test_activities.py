"""The activities of a campaign: search, filters, tables to take along, speed."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from reviewed_campaign import OWNER, reviewed_campaign, roadmap

from reviewer.web.views.activities import Asked, find_activities, view_activities
from reviewer.web.views.activity_rows import KEPT, ListShelf, activities_of
from reviewer.web.views.activity_sheets import csv_of, workbook_of
from reviewer.web.views.heads import head_of
from reviewer.web.views.reviews import show_campaign


@pytest.fixture
def campaign(workspace):
    return reviewed_campaign(workspace)


def _shown(campaign):
    return show_campaign(campaign.workspace, campaign.campaign)


def _texts(campaign, **asked):
    rows, _ = find_activities(_shown(campaign), Asked(**asked))
    return [row.facts.activity.activity for row in rows]


def test_words_are_found_in_any_form_over_all_municipalities(campaign):
    assert _texts(campaign, text="уроки") == [
        "Посещение уроков молодых учителей",
        "Посещение уроков наставниками",
    ]
    assert _texts(campaign, text="урок наставник") == ["Посещение уроков наставниками"]
    assert _texts(campaign, text="снегоход") == []


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("level", lambda facts: facts.labels.level),
        ("scope", lambda facts: facts.labels.scope),
        ("deadline", lambda facts: facts.deadline.kind),
        ("outcome", lambda facts: facts.outcome_kind),
        ("theme", lambda facts: next(iter(facts.labels.themes), "")),
        ("audience", lambda facts: next(iter(facts.labels.audiences), "")),
    ],
)
def test_each_filter_parts_the_activities(campaign, name, of):
    rows = activities_of(_shown(campaign)).rows
    for value in {of(row.facts) for row in rows} - {""}:
        found = _texts(campaign, **{name: value})
        assert found
        assert all(row.facts.activity.activity in found for row in rows if of(row.facts) == value)
    assert _texts(campaign, **{name: "nothing-of-the-kind"}) == []


@pytest.mark.parametrize("name", ["concrete", "corrected", "doubtful"])
def test_yes_and_no_together_are_all(campaign, name):
    yes, no = _texts(campaign, **{name: "yes"}), _texts(campaign, **{name: "no"})
    assert sorted(yes + no) == sorted(_texts(campaign))


def test_an_activity_is_in_the_list_of_its_municipality_only(campaign):
    assert len(_texts(campaign, municipality=OWNER)) == len(_texts(campaign)) == 5
    assert _texts(campaign, municipality="kedrobor") == []


def test_the_page_marks_what_was_found_and_names_the_page_of_the_row(campaign, client):
    page = client.get(f"/campaigns/{campaign.campaign}/activities?q=родитель")
    assert "<mark>Родительские</mark>" in page.text or "Ничего не найдено" in page.text
    page = client.get(f"/campaigns/{campaign.campaign}/activities?q=собрания")
    assert "<mark>собрания</mark>" in page.text
    assert "Найдено: 1 из 5 мероприятий" in page.text
    assert f"/municipalities/{OWNER}/rows/" in page.text


def test_htmx_gets_the_list_only(campaign, client):
    piece = client.get(f"/campaigns/{campaign.campaign}/activities", headers={"HX-Request": "true"})
    assert "<html" not in piece.text
    assert "Совещание с директорами" in piece.text


def test_nothing_found_says_what_to_do(campaign, client):
    page = client.get(f"/campaigns/{campaign.campaign}/activities?q=снегоход")
    assert "Ничего не найдено" in page.text
    assert client.get(f"/campaigns/{campaign.campaign}/activities?concrete=maybe").status_code == 422


def _hostile(campaign):
    texts = ["=HYPERLINK(1)", "+7 912", "-2+3", "@sum(1)", "\t=1", "Обычный текст; с «точкой»"]
    read = roadmap()
    rows = [
        replace(row, activity=text) for row, text in zip((*read.activities, read.activities[0]), texts, strict=True)
    ]
    campaign.review_again(replace(read, activities=tuple(rows)))
    return find_activities(_shown(campaign), Asked())[0]


def test_nothing_in_the_csv_is_a_formula(campaign):
    rows = _hostile(campaign)
    read = list(csv.reader(StringIO(csv_of(rows, {}).decode("utf-8-sig")), delimiter=";"))
    cells = [cell for row in read[1:] for cell in row]
    assert len(read) == len(rows) + 1
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "Обычный текст; с «точкой»" in cells


def test_nothing_in_the_workbook_is_a_formula(campaign):
    sheet = load_workbook(BytesIO(workbook_of(_hostile(campaign), {}))).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.value for cell in cells if cell.value == "=HYPERLINK(1)"]


@pytest.mark.parametrize(("kind", "start"), [("xlsx", b"PK"), ("csv", "\ufeffМуниципалитет".encode())])
def test_what_is_taken_along_is_what_was_found(campaign, client, kind, start):
    path = f"/campaigns/{campaign.campaign}/activities/table?kind={kind}&q=собрание"
    answer = client.get(path)
    assert client.get(f"/api/v1{path}").content.startswith(start)
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer.headers["content-disposition"].startswith("attachment")
    if kind == "csv":
        assert answer.text.count("\r\n") == 2


def test_the_api_says_the_same(campaign, client):
    answer = client.get(f"/api/v1/campaigns/{campaign.campaign}/activities?q=уроки").json()
    assert (answer["found"], answer["all"], answer["page"]) == (2, 5, 1)
    assert answer["activities"][0]["activity"] == "Посещение уроков молодых учителей"
    assert answer["activities"][0]["matched"] == ["уроков"]


def test_a_page_beyond_the_last_is_the_last(campaign):
    shown = _shown(campaign)
    view = view_activities(shown, head_of(shown), Asked(), 99)
    assert (view.number, view.pages, len(view.lines)) == (1, 1, 5)


def test_few_lists_are_kept(campaign):
    shelf, shown = ListShelf(), _shown(campaign)
    for number in range(KEPT + 3):
        shelf.activities(replace(shown, run=replace(shown.run, review=str(number))))
    assert len(shelf) == KEPT
    assert shelf.activities(shown) is shelf.activities(shown)


def test_the_page_can_be_used_by_everybody(browser_page, server, axe):
    made = reviewed_campaign(server.workspace)
    browser_page.goto(f"/campaigns/{made.campaign}/activities")
    axe(browser_page)
    browser_page.get_by_label("Слова").fill("урок")
    browser_page.get_by_role("button", name="Найти").click()
    browser_page.get_by_text("Найдено: 2 из 5").wait_for()
    assert browser_page.locator("mark").count() == 2
