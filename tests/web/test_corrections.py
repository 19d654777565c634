"""The page «Решения»: everything that people decided, undo, conflicts, agreement, the workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from doubtful_campaign import doubtful_campaign, store
from openpyxl import Workbook
from reviewed_campaign import OWNER

from reviewer.jobs.campaign_state import state_of
from reviewer.jobs.correcting import correct_label, correct_verdict
from reviewer.jobs.correction_entering import Author
from reviewer.model.corrections import Conflict, Corrections
from reviewer.store.accounts import Role
from reviewer.store.correction_entries import entries, states
from reviewer.verdicts.row_references import reference_to
from reviewer.web.views.corrections import PAGE, Filter, accuracy_lines, view_corrections
from reviewer.web.views.heads import head_of
from reviewer.web.views.reviews import show_campaign

ME = Author("Соседова А. А.", date(2026, 2, 3))
OTHER = Author("Ветрова Б. Б.", date(2026, 2, 4))


@pytest.fixture
def campaign(workspace):
    return doubtful_campaign(workspace)


def _path(campaign, rest=""):
    return f"/campaigns/{campaign.campaign}/corrections{rest}"


def _entries(campaign):
    with campaign.workspace.reading() as connection:
        return entries(connection, campaign.campaign)


def _verdict(campaign, author=ME, verdict="partly", reason="собраний мало"):
    on = campaign.workspace, campaign.campaign, author
    entered = correct_verdict(*on, municipality=OWNER, parameter="parents", verdict=verdict, reason=reason)
    return entered.entry


def _label(campaign, author=ME, *, holds=True):
    with campaign.workspace.reading() as connection:
        state = state_of(connection, campaign.workspace, campaign.campaign)
    row = reference_to(OWNER, state.edited(OWNER).roadmap.activities[0])
    return correct_label(campaign.workspace, campaign.campaign, author, row=row, label="parents", holds=holds).entry


def _view(campaign, **asked):
    shown = show_campaign(campaign.workspace, campaign.campaign)
    return view_corrections(shown, head_of(shown), Filter(**asked))


def test_before_anything_is_decided_it_says_where_to_begin(campaign, client):
    page = client.get(_path(campaign)).text
    assert "Решений ещё нет" in page
    assert "/doubts" in page


def test_everything_is_listed_the_newest_first_with_its_state(campaign, client):
    _verdict(campaign)
    _verdict(campaign, OTHER, "not_met", "собраний нет")
    _label(campaign)
    assert [(line.number, line.state) for line in _view(campaign).lines] == [
        (3, "in_force"),
        (2, "in_force"),
        (1, "replaced"),
    ]
    page = client.get(_path(campaign)).text
    for words in ("Соседова А. А.", "Ветрова Б. Б.", "собраний нет", "заменено более поздним", "учтётся при пересчёте"):
        assert words in page, words


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"author": "Ветрова Б. Б."}, [2]),
        ({"municipality": OWNER}, [3, 2, 1]),
        ({"municipality": "kedrobor"}, []),
        ({"kind": "label"}, [3]),
        ({"state": "in_force"}, [3, 2]),
        ({"state": "gone"}, [1]),
        ({"state": "new"}, [3, 2, 1]),
        ({"kind": "nothing"}, []),
    ],
)
def test_filters(campaign, asked, found):
    _verdict(campaign)
    _verdict(campaign, OTHER, "not_met", "собраний нет")
    _label(campaign)
    assert [line.number for line in _view(campaign, **asked).lines] == found


def test_a_decision_is_taken_back_and_brought_back(campaign, client):
    _verdict(campaign)
    client.post(_path(campaign, "/1/undo"), data={"seen": "1"})
    assert states(_entries(campaign)) == {1: "undone", 2: "undo"}
    page = client.get(_path(campaign)).text
    assert "Вернуть решение" in page
    client.post(_path(campaign, "/2/undo"), data={"seen": "2"})
    assert states(_entries(campaign))[1] == "in_force"


def test_an_undoing_of_something_that_was_decided_anew_is_refused(campaign, client):
    _verdict(campaign)
    _verdict(campaign, OTHER, "not_met", "собраний нет")
    page = client.post(_path(campaign, "/1/undo"), data={"seen": "1"}).text
    assert "Пока вы решали" in page
    assert "Ветрова Б. Б." in page
    assert len(_entries(campaign)) == 2
    assert client.post(_path(campaign, "/99/undo"), data={"seen": "1"}).status_code == 404


def test_after_an_undoing_one_never_leaves_the_workplace(campaign, client):
    _verdict(campaign)
    data = {"seen": "1", "back": "https://elsewhere.example/"}
    answer = client.post(_path(campaign, "/1/undo"), data=data, follow_redirects=False)
    assert answer.headers["location"] == _path(campaign)


def test_a_conflict_is_told_with_what_to_do_until_somebody_settles_it(campaign, client):
    entry = _verdict(campaign)
    shown = show_campaign(campaign.workspace, campaign.campaign)
    conflict = Conflict.of(entry.body, "Параметра больше нет в правилах.")
    decided = replace(shown.review.decided, conflicts=(conflict,), corrections=Corrections(verdicts=(entry.body,)))
    store(campaign.workspace, campaign.campaign, replace(shown.review, decided=decided), last_correction=entry.id)
    page = client.get(_path(campaign)).text
    for words in ("Не учтены: 1", "Параметра больше нет в правилах.", "Откройте вывод и решите заново"):
        assert words in page, words
    client.post(_path(campaign, "/1/undo"), data={"seen": "1"})
    assert "Не учтены" not in client.get(_path(campaign)).text


def test_agreement_is_told_for_each_parameter(campaign, client):
    _verdict(campaign)
    _verdict(campaign, OTHER, "not_met", "собраний нет")
    page = client.get(_path(campaign)).text
    assert "Согласие людей: выводы" in page
    assert "каппе верить рано" in page
    told = client.get("/api/v1" + _path(campaign)).json()
    assert [(line["pairs"], line["same"], line["kappa"]) for line in told["verdicts"]] == [(1, 0, "0,00")] * 2


def test_shares_are_told_in_percent(campaign, client):
    _verdict(campaign)
    _verdict(campaign, OTHER, "met", "собрание есть")
    assert [line["share"] for line in client.get("/api/v1" + _path(campaign)).json()["verdicts"]] == ["0%", "0%"]
    review = campaign.review_again()
    assert [line.share for line in accuracy_lines(review)] == ["100%", "100%"]
    assert '<td class="number">100%</td>' in client.get(_path(campaign)).text


def test_long_lists_have_pages(campaign):
    for number in range(PAGE + 1):
        _verdict(campaign, verdict="partly" if number % 2 else "not_met")
    assert (_view(campaign).pages, len(_view(campaign).lines)) == (2, PAGE)


def _workbook(*rows):
    book, stream = Workbook(), BytesIO()
    book.active.title = "Решения"
    for row in (("Код муниципалитета", "Код параметра", "Решение", "Комментарий", "Кто решил", "Дата"), *rows):
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def test_the_workbook_is_read_back(campaign, client):
    content = _workbook((OWNER, "parents", "не соответствует", "собраний нет", "Ветрова Б. Б.", date(2026, 2, 4)))
    page = client.post(_path(campaign, "/import"), files={"workbook": ("решения методиста.xlsx", content)})
    assert page.status_code == 200
    assert "Внесено: 1 решение" in page.text
    (entry,) = _entries(campaign)
    assert (entry.body.verdict, entry.body.who) == ("not_met", "Ветрова Б. Б.")
    again = client.post("/api/v1" + _path(campaign, "/import"), files={"workbook": ("решения.xlsx", content)})
    assert again.json() == {"entered": 0, "known": 1, "refused": []}


def test_what_was_not_entered_is_told_with_its_cell(campaign, client):
    _verdict(campaign)
    content = _workbook((OWNER, "parents", "не соответствует", "собраний нет", "Ветрова Б. Б.", date(2020, 2, 4)))
    page = client.post(_path(campaign, "/import"), files={"workbook": ("решения.xlsx", content)})
    assert "Внесено: 0 решений" in page.text
    assert "Решения!" in page.text
    assert "Позже решено иначе" in page.text


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused_at_its_field(campaign, client, content):
    page = client.post(_path(campaign, "/import"), files={"workbook": ("отчёт <b>.xlsx", content)})
    assert page.status_code == 422
    assert 'id="workbook-error"' in page.text
    assert "<b>.xlsx" not in page.text
    assert client.post(_path(campaign, "/import"), files={"other": ("x", b"")}).status_code == 422


def test_a_reader_reads_only(team):
    campaign = doubtful_campaign(team.settings.workspace)
    _verdict(campaign)
    reader = team.client(Role.READER)
    page = reader.get(_path(campaign)).text
    assert "собраний мало" in page
    assert "/undo" not in page
    assert 'type="file"' not in page
    assert reader.post(_path(campaign, "/1/undo"), data={"seen": "1"}).status_code == 403


def test_a_program_takes_back(campaign, client):
    _verdict(campaign)
    address = "/api/v1" + _path(campaign, "/1/undo")
    made = client.post(address, json={"seen": 1})
    assert (made.status_code, made.json()["state"]) == (201, "undo")
    assert client.post(address, json={"seen": 1}).status_code == 409


def test_the_page_can_be_used_by_everybody(browser_page, server, axe):
    campaign = doubtful_campaign(server.workspace)
    _verdict(campaign)
    _verdict(campaign, OTHER, "not_met", "собраний нет")
    browser_page.goto(_path(campaign))
    axe(browser_page)
    browser_page.once("dialog", lambda dialog: dialog.accept())
    browser_page.get_by_role("button", name="Отменить").first.click()
    browser_page.get_by_text("Запись № 2 отменена").wait_for()
    assert states(_entries(campaign))[2] == "undone"
