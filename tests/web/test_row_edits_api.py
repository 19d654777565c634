"""Corrections of rows by a program: the same as the forms of a row's page do."""

from __future__ import annotations

from datetime import date

import pytest
from doubtful_campaign import doubtful_campaign
from reviewed_campaign import OWNER

from reviewer.jobs.campaign_state import state_of
from reviewer.jobs.correcting_rows import correct_field, remove_row
from reviewer.jobs.correction_entering import Author
from reviewer.jobs.queue import jobs_of
from reviewer.store.accounts import Role
from reviewer.store.correction_entries import entries
from reviewer.store.correction_targets import row_digest
from reviewer.verdicts.row_references import reference_to

OTHER = Author("Ветрова Б. Б.", date(2026, 2, 4))
MEETING, PARENTS, LESSONS = "Совещание", "собрания", "наставниками"


@pytest.fixture
def campaign(workspace):
    return doubtful_campaign(workspace)


def _rows(campaign):
    with campaign.workspace.reading() as connection:
        return state_of(connection, campaign.workspace, campaign.campaign).edited(OWNER).roadmap.activities


def _texts(campaign):
    return [row.activity for row in _rows(campaign)]


def _reference(campaign, text):
    return reference_to(OWNER, next(row for row in _rows(campaign) if text in row.activity))


def _path(campaign, text, rest=""):
    key = row_digest(_reference(campaign, text))
    return f"/api/v1/campaigns/{campaign.campaign}/municipalities/{OWNER}/rows/{key}{rest}"


def _entries(campaign):
    with campaign.workspace.reading() as connection:
        return entries(connection, campaign.campaign)


def test_fields_are_corrected_and_the_row_is_found_by_its_new_key(campaign, client):
    deed = {"fields": {"deadline": "март", "outcome": "", "activity": "Совещание завучей"}, "reason": "видно на скане"}
    done = client.post(_path(campaign, MEETING, "/fields"), json=deed)
    assert done.status_code == 201
    told = done.json()
    assert told["corrections"] == [entry.id for entry in _entries(campaign)]
    assert told["before"][0]["срок"] == "до 20.02.2026"
    assert told["after"][0]["результат"] == "пусто"
    assert told["rows"] == [row_digest(_reference(campaign, "завучей"))]
    row = next(row for row in _rows(campaign) if "завучей" in row.activity)
    assert (row.deadline, row.outcome, row.number) == ("март", None, "1.1")
    with campaign.workspace.reading() as connection:
        assert [job.id for job in jobs_of(connection, campaign.campaign, kind="review")] == [told["job"]]


def test_what_would_become_of_it_is_told_without_entering_it(campaign, client):
    deed = {"fields": {"deadline": "март"}, "preview": True}
    told = client.post(_path(campaign, MEETING, "/fields"), json=deed)
    assert told.status_code == 200
    assert told.json()["after"] == [{"срок": "март"}]
    assert (told.json()["corrections"], told.json()["job"]) == ([], None)
    assert not _entries(campaign)


def test_a_removed_row_is_brought_back_by_undoing_its_entry(campaign, client):
    path = _path(campaign, MEETING)
    (entry,) = client.post(f"{path}/remove", json={"reason": "это заголовок"}).json()["corrections"]
    assert not any(MEETING in text for text in _texts(campaign))
    told = client.get(path).json()
    assert not told["stands"]
    (line,) = told["history"]
    assert line["number"] == entry
    undo = f"/api/v1/campaigns/{campaign.campaign}/corrections/{entry}/undo"
    assert client.post(undo, json={"seen": line["seen"]}).status_code == 201
    assert any(MEETING in text for text in _texts(campaign))


def test_a_row_is_split_and_parts_have_what_was_not_said_of_them(campaign, client):
    parts = [{"activity": "Собрания в 9 классах"}, {"activity": "Собрания в 11 классах", "deadline": "май"}]
    told = client.post(_path(campaign, PARENTS, "/split"), json={"parts": parts}).json()
    made = [row for row in _rows(campaign) if "классах" in row.activity and "Собрания в" in row.activity]
    assert [row.deadline for row in made] == ["март 2026 года", "май"]
    assert told["rows"] == [row_digest(reference_to(OWNER, row)) for row in made]


def test_rows_are_merged(campaign, client):
    other = row_digest(_reference(campaign, LESSONS))
    path = _path(campaign, "молодых", "/merge")
    assert client.post(path, json={"rows": ["0123456789abcdef"]}).status_code == 422
    deed = {"rows": [other], "fields": {"activity": "Посещение уроков", "deadline": ""}}
    (key,) = client.post(path, json=deed).json()["rows"]
    assert key == row_digest(_reference(campaign, "Посещение уроков"))
    (row,) = [row for row in _rows(campaign) if "Посещение уроков" in row.activity]
    assert (row.deadline, row.outcome) == ("ежемесячно", "справка")


def test_a_row_is_added_after_another(campaign, client):
    deed = {"fields": {"activity": "Лекторий для родителей", "deadline": "май 2026 года"}}
    assert client.post(_path(campaign, PARENTS, "/add"), json=deed).status_code == 201
    place = _texts(campaign).index("Лекторий для родителей")
    assert PARENTS in _texts(campaign)[place - 1]


def test_whoever_did_not_see_what_others_decided_is_refused(campaign, client):
    path = _path(campaign, MEETING)
    row = _reference(campaign, MEETING)
    correct_field(campaign.workspace, campaign.campaign, OTHER, row=row, field="deadline", text="апрель")
    refused = client.post(f"{path}/fields", json={"fields": {"deadline": "март"}})
    assert refused.status_code == 409
    assert OTHER.name in refused.text
    deed = {"fields": {"deadline": "март"}, "seen": client.get(path).json()["seen"]}
    assert client.post(f"{path}/fields", json=deed).status_code == 201
    remove_row(campaign.workspace, campaign.campaign, OTHER, row=row)
    gone = client.post(f"{path}/split", json={"parts": [{"activity": "а"}, {"activity": "б"}]})
    assert (gone.status_code, OTHER.name in gone.text) == (409, True)


@pytest.mark.parametrize(
    ("rest", "deed"),
    [
        ("/fields", {"fields": {}}),
        ("/fields", {"fields": {"activity": " "}}),
        ("/fields", {"fields": {"theme": "parents"}}),
        ("/split", {"parts": [{"activity": "одна"}]}),
        ("/merge", {"rows": []}),
        ("/add", {"fields": {"deadline": "май"}}),
    ],
)
def test_what_makes_no_sense_is_refused(campaign, client, rest, deed):
    assert client.post(_path(campaign, MEETING, rest), json=deed).status_code == 422
    assert not _entries(campaign)


def test_a_reader_corrects_nothing(team):
    campaign = doubtful_campaign(team.settings.workspace)
    refused = team.client(Role.READER).post(_path(campaign, MEETING, "/remove"), json={})
    assert refused.status_code == 403
    assert not _entries(campaign)
