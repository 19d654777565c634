"""The queue «Проверить»."""

from __future__ import annotations

import re

import pytest
from doubtful_campaign import DOUBTS, EVENT, doubtful_campaign
from reviewed_campaign import NOBODYS, OWNER, reviewed_campaign

from reviewer.jobs.queue import last_job
from reviewer.model.corrections import LabelDecision
from reviewer.store.accounts import Role
from reviewer.store.correction_entries import entries
from reviewer.web.views.doubts import Filter, doubts_of, queue_of
from reviewer.web.views.questions import label_question
from reviewer.web.views.reviews import show_campaign


@pytest.fixture
def campaign(workspace):
    return doubtful_campaign(workspace)


def _shown(campaign):
    return show_campaign(campaign.workspace, campaign.campaign)


def _path(campaign, query=""):
    return f"/campaigns/{campaign.campaign}/doubts{query}"


def _entries(campaign):
    with campaign.workspace.reading() as connection:
        return entries(connection, campaign.campaign)


def _label(campaign, label):
    return next(doubt for doubt in doubts_of(_shown(campaign)) if doubt.label == label)


def _answer(client, campaign, doubt, answer="yes", **more):
    fields = {"doubt": doubt.id, "answer": answer, "seen": str(doubt.seen), **more}
    return client.post(_path(campaign), data=fields, headers={"Origin": str(client.base_url)})


def test_files_come_first_then_the_rows_in_their_order(campaign):
    found = list(doubts_of(_shown(campaign)))
    assert [doubt.kind for doubt in found] == ["file", "label", "label", "event"]
    assert len(found) == DOUBTS
    assert found[0].subject == NOBODYS
    assert EVENT in found[3].subject


def test_the_next_one_follows_and_after_the_last_comes_the_first(campaign):
    shown = _shown(campaign)
    found = list(doubts_of(shown))
    assert queue_of(shown, None, Filter()).current == found[0]
    assert queue_of(shown, None, Filter(), after=found[1].id).current == found[2]
    assert queue_of(shown, None, Filter(), after=found[-1].id).current == found[0]
    assert queue_of(shown, None, Filter(), at=found[2].id).current == found[2]
    assert queue_of(shown, None, Filter(kind="event"), after=found[-1].id).current == found[3]
    assert queue_of(shown, None, Filter(municipality="kedrobor")).current is None


def test_an_answer_is_entered_and_the_next_question_comes_at_once(campaign, client):
    doubt = _label(campaign, "parents")
    page = _answer(client, campaign, doubt)
    assert page.status_code == 200
    assert "Это психологическая и социальная помощь?" in page.text
    assert "Только что решено вами" in page.text
    (entry,) = _entries(campaign)
    assert isinstance(entry.body, LabelDecision)
    assert (entry.body.holds, entry.body.label, entry.target) == (True, "parents", doubt.target)
    assert "parents" not in [one.label for one in doubts_of(_shown(campaign)) if one.open]
    with campaign.workspace.reading() as connection:
        job = last_job(connection, campaign.campaign)
    assert job
    assert job.state == "queued"


def test_htmx_gets_the_next_question_only(campaign, client):
    fields = {"doubt": _label(campaign, "parents").id, "answer": "no", "seen": "0"}
    piece = client.post(_path(campaign), data=fields, headers={"HX-Request": "true"})
    assert "<html" not in piece.text
    assert "Это психологическая и социальная помощь?" in piece.text
    assert piece.headers["HX-Replace-Url"].startswith(f"/campaigns/{campaign.campaign}/doubts?at=")


def test_the_answer_on_an_event_names_the_event(campaign, client):
    _answer(client, campaign, _label(campaign, "regional_event"), "no")
    (entry,) = _entries(campaign)
    assert entry.body.label_title == f"Участие в региональном мероприятии «{EVENT}»"


def test_a_file_is_given_to_its_municipality(campaign, client):
    doubt = next(doubts_of(_shown(campaign)))
    _answer(client, campaign, doubt, "kedrobor")
    (entry,) = _entries(campaign)
    assert (entry.kind, entry.body.municipality) == ("file", "kedrobor")


def test_it_says_why_the_program_doubts(campaign, client):
    page = client.get(_path(campaign, f"?at={_label(campaign, 'parents').id}"))
    assert "Это работа с родителями?" in page.text
    assert "Да, это работа с родителями" in page.text
    assert "классификатор, вероятность 62%" in page.text
    assert "<q>директорами</q>" in page.text
    assert "Вопрос 2 из 4" in page.text
    assert "Как проверяли правила" in page.text
    assert (
        "Как проверяли правила" not in client.get(_path(campaign, f"?at={_label(campaign, 'regional_event').id}")).text
    )


def test_whoever_was_slower_is_told_and_nothing_is_overwritten(campaign, client):
    doubt = _label(campaign, "parents")
    _answer(client, campaign, doubt, "no")
    slower = _answer(client, campaign, doubt, "yes")
    assert slower.status_code == 409
    assert "Пока вы решали" in slower.text
    assert len(_entries(campaign)) == 1


def test_what_was_just_decided_is_taken_back_and_asked_again(campaign, client):
    doubt = _label(campaign, "parents")
    page = _answer(client, campaign, doubt)
    address = re.search(r'action="(/campaigns/\d+/corrections/\d+/undo)"', page.text)[1]
    seen, back = (
        re.search(rf'name="{name}" value="([^"]*)"><(?:input|button)', page.text[page.text.index(address) :])[1]
        for name in ("seen", "back")
    )
    again = client.post(address, data={"seen": seen, "back": back.replace("&amp;", "&")})
    assert "Это работа с родителями?" in again.text
    assert "отменена" in again.text


def test_an_answer_that_is_none_is_refused(campaign, client):
    assert _answer(client, campaign, _label(campaign, "parents"), "maybe").status_code == 422
    assert client.post(_path(campaign), data={"doubt": "x"}).status_code == 422
    assert _answer(client, campaign, next(doubts_of(_shown(campaign))), "nowhere").status_code == 422
    assert not _entries(campaign)


def test_an_empty_queue_says_what_to_do(workspace, client):
    campaign = reviewed_campaign(workspace)
    page = client.get(_path(campaign, "?municipality=kedrobor"))
    assert page.status_code == 200
    assert "вопросов нет" in page.text or "Проверять нечего" in page.text


def test_a_reader_reads_and_decides_nothing(team):
    campaign = doubtful_campaign(team.settings.workspace)
    reader = team.client(Role.READER)
    page = reader.get(_path(campaign, f"?at={_label(campaign, 'parents').id}"))
    assert "Решают методист и администратор." in page.text
    assert 'name="answer"' not in page.text
    assert _answer(reader, campaign, _label(campaign, "parents")).status_code == 403


def test_a_program_asks_and_answers(campaign, client):
    address = f"/api/v1/campaigns/{campaign.campaign}/doubts"
    found = client.get(address).json()
    assert (found["left"], len(found["doubts"])) == (DOUBTS, DOUBTS)
    first = next(one for one in found["doubts"] if one["kind"] == "label")
    made = client.post(address, json={"doubt": first["id"], "answer": "no", "seen": first["seen"]})
    assert (made.status_code, made.json()["now"]) == (201, "нет")
    again = client.post(address, json={"doubt": first["id"], "answer": "yes", "seen": first["seen"]})
    assert again.status_code == 409


def test_questions_and_answers_are_whole_words():
    assert label_question("parents", "Работа с родителями", None).yes == "Да, это работа с родителями"
    assert label_question("rehearsal", "Репетиционный экзамен", None).text == "Верно ли: репетиционный экзамен?"


def test_keys_answer_but_never_while_somebody_types(browser_page, server, axe):
    campaign = doubtful_campaign(server.workspace)
    browser_page.goto(_path(campaign, f"?at={_label(campaign, 'parents').id}"))
    axe(browser_page)
    question = browser_page.locator("[data-question]")
    browser_page.locator("#municipality").focus()
    browser_page.keyboard.press("1")
    assert question.inner_text() == "Это работа с родителями?"
    assert not _entries(campaign)
    question.focus()
    browser_page.keyboard.press("1")
    browser_page.get_by_text("Это психологическая и социальная помощь?").wait_for()
    assert len(_entries(campaign)) == 1
    browser_page.keyboard.press("3")
    browser_page.get_by_text(f"Это участие в региональном мероприятии «{EVENT}»?").wait_for()
    browser_page.get_by_role("button", name="Отключить клавиши").click()
    browser_page.keyboard.press("1")
    browser_page.wait_for_timeout(300)
    assert len(_entries(campaign)) == 1


def test_without_javascript_the_buttons_do_the_same(plain_page, server):
    campaign = doubtful_campaign(server.workspace)
    plain_page.goto(_path(campaign, f"?at={_label(campaign, 'parents').id}"))
    plain_page.get_by_role("button", name="Да, это работа с родителями").click()
    plain_page.get_by_role("heading", name="Это психологическая и социальная помощь?").wait_for()
    assert [entry.municipality for entry in _entries(campaign)] == [OWNER]
