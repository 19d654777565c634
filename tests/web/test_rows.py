"""One activity: its facts, and its corrections, which are shown before they are entered."""

from __future__ import annotations

import re
from datetime import date

import pytest
from doubtful_campaign import doubtful_campaign, store
from reviewed_campaign import OWNER
from shown_campaign import shown_campaign

from reviewer.jobs.campaign_state import state_of
from reviewer.jobs.correcting_rows import correct_field, remove_row
from reviewer.jobs.correction_entering import Author
from reviewer.model.corrections import REGIONAL_EVENT
from reviewer.store.accounts import Role
from reviewer.store.correction_entries import entries, standing
from reviewer.verdicts.row_references import reference_to
from reviewer.web.views.activity_rows import activities_of
from reviewer.web.views.reviews import show_campaign
from reviewer.web.views.row_state import row_state

OTHER = Author("Ветрова Б. Б.", date(2026, 2, 4))
MEETING, PARENTS, LESSONS = "Совещание", "собрания", "молодых"


@pytest.fixture
def campaign(workspace):
    return doubtful_campaign(workspace)


def _rows(campaign):
    """As they are by now."""
    with campaign.workspace.reading() as connection:
        return state_of(connection, campaign.workspace, campaign.campaign).edited(OWNER).roadmap.activities


def _row(campaign, text):
    return next(row for row in _rows(campaign) if text in row.activity)


def _key(campaign, text):
    rows = activities_of(show_campaign(campaign.workspace, campaign.campaign)).rows
    return next(row.key for row in rows if text in row.facts.activity.activity)


def _path(campaign, text, rest=""):
    return f"/campaigns/{campaign.campaign}/municipalities/{OWNER}/rows/{_key(campaign, text)}{rest}"


def _entries(campaign):
    with campaign.workspace.reading() as connection:
        return entries(connection, campaign.campaign)


def _fields(campaign, text, **changed):
    row = _row(campaign, text)
    names = ("number", "section", "activity", "deadline", "responsible", "participants", "outcome")
    seen = {f"seen_{name}": "0" for name in names}
    return {**{name: row.field(name) or "" for name in names}, **seen, "seen": "0", **changed}


def test_all_that_is_known_of_a_row_stands_on_its_page(campaign, client):
    page = client.get(_path(campaign, MEETING)).text
    for words in (
        "Совещание с директорами школ по итогам полугодия",
        "до 20.02.2026",
        "Как понято",
        "Работа с родителями",
        "проверить",
        "классификатор, вероятность 62%",
        "Как проверяли правила",
        "Вспомогательные признаки",
        "Исправить текст",
        "Ещё ничего.",
    ):
        assert words in page, words
    assert "rule:" not in page, "the names that rules have are for programs"
    assert "0123456789ab" not in page.replace(_key(campaign, MEETING), "")


def test_what_the_rules_asked_stands_folded_below_each_label(campaign, client):
    page = client.get(_path(campaign, MEETING)).text
    tree = page.partition('<summary>Как проверяли правила<span class="unseen">: Работа с администрациями')[2]
    tree = tree.partition("</details>")[0]
    assert "<mark>Совещание</mark>" in tree
    assert "не сработавших условий" in tree


def test_the_api_tells_the_same(campaign, client):
    told = client.get("/api/v1" + _path(campaign, MEETING)).json()
    assert told["fields"][2]["text"] == "Совещание с директорами школ по итогам полугодия"
    assert "parents" in [label["id"] for label in told["labels"] if label["answer"] == "проверить"]
    assert told["stands"]
    assert not told["pending"]


def test_rows_are_brought_back_where_people_removed_all_of_them(campaign, client):
    place = _path(campaign, MEETING)
    for row in _rows(campaign):
        remove_row(campaign.workspace, campaign.campaign, OTHER, row=reference_to(OWNER, row))
    campaign.review_again()
    municipality = client.get(place.partition("/rows/")[0]).text
    assert "все строки удалены по решению методиста" in municipality
    assert "не прочитан" not in municipality
    files = client.get(f"/campaigns/{campaign.campaign}/files").text
    assert "рассмотрен другой файл" not in files, "it was read, and nobody sent another one"
    assert "Замечаний нет: «дорожная карта» не рассмотрена." in municipality
    assert f"/corrections?municipality={OWNER}&amp;kind=row" in municipality.replace("&kind", "&amp;kind")
    assert "Строку удалили." in client.get(place).text
    client.post(f"/campaigns/{campaign.campaign}/corrections/1/undo", data={"seen": "1", "back": place})
    assert [row.activity for row in _rows(campaign)] == ["Совещание с директорами школ по итогам полугодия"]


def test_a_row_that_is_not_there_is_told(campaign, client):
    missing = f"/campaigns/{campaign.campaign}/municipalities/{OWNER}/rows/0123456789abcdef"
    assert client.get(missing).status_code == 404
    assert client.get(missing.replace(OWNER, "nowhere")).status_code == 404
    assert client.get(_path(campaign, MEETING, "/correct/nothing")).status_code == 404


def test_what_was_and_what_would_be_is_shown_before_it_is_entered(campaign, client):
    fields = _fields(campaign, MEETING, deadline="до 1 марта 2026 года", reason="видно на скане")
    shown = client.post(_path(campaign, MEETING, "/correct/fields"), data={**fields, "step": "show"}).text
    before, after = shown.split("<h2>Станет</h2>")
    assert "<dd>до 20.02.2026</dd>" in before
    assert "<dd>до 1 марта 2026 года</dd>" in after
    assert not _entries(campaign)
    again = client.post(_path(campaign, MEETING, "/correct/fields"), data={**fields, "step": "edit"}).text
    assert "до 1 марта 2026 года</textarea>" in again
    done = client.post(_path(campaign, MEETING, "/correct/fields"), data={**fields, "step": "write"})
    (entry,) = _entries(campaign)
    assert dict(entry.body.into[0]) == {"deadline": "до 1 марта 2026 года"}
    assert entry.reason == "видно на скане"
    assert "Учтётся при пересчёте" in done.text
    assert "прочитано: до 20.02.2026" in done.text
    assert "По прежнему тексту" in done.text
    assert f"запись № {entry.id}" in done.text


def test_several_fields_are_entered_one_after_another_with_the_number_and_the_text_last(campaign, client):
    fields = _fields(campaign, MEETING, deadline="март", number="1.7", activity="Совещание директоров")
    done = client.post(_path(campaign, MEETING, "/correct/fields"), data={**fields, "step": "write"})
    assert [next(iter(entry.body.into[0])) for entry in _entries(campaign)] == ["deadline", "number", "activity"]
    row = _row(campaign, "Совещание директоров")
    assert (row.number, row.deadline) == ("1.7", "март")
    assert "Строка исправлена и учтётся" in done.text
    assert "По прежнему тексту" not in done.text, "of a row with another number nothing is understood yet"
    old = client.get(_path(campaign, MEETING)).text
    assert "Этой строки больше нет: её исправили." in old
    assert "1.7 Совещание директоров" in old


@pytest.mark.parametrize("changed", [{}, {"activity": ""}])
def test_what_makes_no_sense_is_refused_with_what_was_typed(campaign, client, changed):
    fields = _fields(campaign, MEETING, reason="так вернее", **changed)
    page = client.post(_path(campaign, MEETING, "/correct/fields"), data={**fields, "step": "write"})
    assert page.status_code == 422
    assert "так вернее</textarea>" in page.text
    assert not _entries(campaign)


def test_whoever_was_quicker_is_named_and_what_was_typed_is_asked_again(campaign, client):
    fields = _fields(campaign, MEETING, deadline="до 1 марта")
    row = reference_to(OWNER, _row(campaign, MEETING))
    correct_field(campaign.workspace, campaign.campaign, OTHER, row=row, field="deadline", text="апрель")
    page = client.post(_path(campaign, MEETING, "/correct/fields"), data={**fields, "step": "write"})
    assert page.status_code == 409
    assert "Пока вы решали" in page.text
    assert "Ветрова Б. Б." in page.text
    before, after = page.text.split("<h2>Станет</h2>")
    assert "<dd>апрель</dd>" in before
    assert "<dd>до 1 марта</dd>" in after
    assert 'name="seen_deadline" value="1"' in page.text
    assert len(_entries(campaign)) == 1
    client.post(_path(campaign, MEETING, "/correct/fields"), data={**fields, "seen_deadline": "1", "step": "write"})
    assert _row(campaign, MEETING).deadline == "до 1 марта"


def test_a_row_that_somebody_renamed_takes_the_correction_under_its_new_name(campaign, client):
    fields = {"deadline": "до 1 марта", "seen_deadline": "0"}
    row = reference_to(OWNER, _row(campaign, MEETING))
    correct_field(campaign.workspace, campaign.campaign, OTHER, row=row, field="activity", text="Сбор директоров")
    page = client.post(_path(campaign, MEETING, "/correct/fields"), data={**fields, "step": "write"})
    assert page.status_code == 409
    assert "Пока вы решали, строку изменили: мероприятие: Сбор директоров (Ветрова Б. Б." in page.text
    assert "<dd>до 1 марта</dd>" in page.text
    assert _key(campaign, MEETING) not in page.text.split('method="post" action="')[1][:200]


def test_a_row_that_somebody_removed_is_told_with_what_was_typed(campaign, client):
    remove_row(campaign.workspace, campaign.campaign, OTHER, row=reference_to(OWNER, _row(campaign, MEETING)))
    page = client.post(_path(campaign, MEETING, "/correct/fields"), data={"deadline": "май", "step": "write"})
    assert page.status_code == 409
    assert "удалена строка" in page.text
    assert "<dd>май</dd>" in page.text
    assert "Строку удалили." in client.get(_path(campaign, MEETING)).text


def test_a_row_is_removed_and_brought_back(campaign, client):
    path = _path(campaign, "Срок уточняется")
    shown = client.post(path + "/correct/remove", data={"seen": "0", "step": "show"})
    assert "строки не будет" in shown.text
    client.post(path + "/correct/remove", data={"seen": "0", "step": "write", "reason": "примечание"})
    assert len(_rows(campaign)) == 4
    (entry,) = _entries(campaign)
    gone = client.get(path).text
    assert gone.count(f"/corrections/{entry.id}/undo") == 2, "at the top, where one is told of it, and in the history"
    assert "Вернуть строку" in gone
    back = client.post(f"/campaigns/{campaign.campaign}/corrections/{entry.id}/undo", data={"seen": "1", "back": path})
    assert "отменена" in back.text
    assert len(_rows(campaign)) == 5


def test_a_row_is_split_into_the_parts_that_were_asked_for(campaign, client):
    path = _path(campaign, PARENTS, "/correct/split")
    form = client.get(path).text
    assert form.count('name="part_activity"') == 2
    parts = {"part_activity": ["Собрания в 9 классах", "Собрания в 11 классах"], "seen": "0"}
    more = client.post(path, data={**parts, "step": "more"}).text
    assert more.count('name="part_activity"') == 3
    shown = client.post(path, data={**parts, "step": "show"}).text
    assert "Собрания в 11 классах</dd>" in shown
    client.post(path, data={**parts, "part_deadline": ["март", "апрель"], "step": "write"})
    made = [(row.activity, row.deadline) for row in _rows(campaign) if row.activity.startswith("Собрания в")]
    assert made == [("Собрания в 9 классах", "март"), ("Собрания в 11 классах", "апрель")]
    one = client.post(path, data={"part_activity": ["Собрания"], "step": "show"})
    assert one.status_code in {409, 422}


def test_rows_are_merged_in_the_order_of_the_roadmap(campaign, client):
    path, first = _path(campaign, "наставниками", "/correct/merge"), _key(campaign, LESSONS)
    assert f'value="{first}"' in client.get(path).text
    fields = {"rows": [first], "activity": "Посещение уроков", "seen": "0"}
    client.post(path, data={**fields, "step": "write"})
    row = _row(campaign, "Посещение уроков")
    assert (row.number, row.deadline, row.outcome) == ("2.1", "ежемесячно", "справка")
    assert len(_rows(campaign)) == 4
    alone = client.post(_path(campaign, MEETING, "/correct/merge"), data={"step": "show"})
    assert alone.status_code == 422
    assert "не меньше двух" in alone.text


def test_a_row_is_added_after_another(campaign, client):
    path = _path(campaign, PARENTS, "/correct/add")
    done = client.post(path, data={"activity": "Лекторий для родителей", "deadline": "май", "step": "write"})
    texts = [row.activity for row in _rows(campaign)]
    assert texts.index("Лекторий для родителей") == 2
    assert "Лекторий для родителей" in done.text
    assert "после строки: 1.2 Родительские собрания" in done.text
    assert "Появятся после пересчёта." in done.text


@pytest.mark.parametrize(("answer", "holds"), [("yes", True), ("no", False)])
def test_a_label_is_decided_with_what_was_before_one(campaign, client, answer, holds):
    path = _path(campaign, MEETING, "/label")
    asked = client.get(f"{path}?label=parents").text
    assert "проверить (программа)" in asked
    done = client.post(path, data={"label": "parents", "holds": answer, "seen": "0", "reason": "так"}).text
    (entry,) = _entries(campaign)
    assert (entry.body.holds, entry.body.comment) == (holds, "так")
    assert f"Решено: {'да' if holds else 'нет'}" in done
    slower = client.post(path, data={"label": "parents", "holds": "yes", "seen": "0", "reason": "иначе"})
    assert slower.status_code == 409
    assert "Пока вы решали" in slower.text
    assert "иначе</textarea>" in slower.text


def test_the_regional_event_is_asked_by_its_name(campaign, client):
    page = client.get(_path(campaign, LESSONS, f"/label?label={REGIONAL_EVENT}")).text
    assert "Региональная неделя наставников" in page
    assert client.get(_path(campaign, MEETING, f"/label?label={REGIONAL_EVENT}")).status_code == 422
    assert client.get(_path(campaign, MEETING, "/label?label=nothing")).status_code == 422


def test_a_program_decides_on_a_label(campaign, client):
    address = "/api/v1" + _path(campaign, MEETING, "/label")
    made = client.post(address, json={"label": "parents", "holds": False})
    assert (made.status_code, made.json()["was"], made.json()["now"]) == (201, "проверить (программа)", "нет")
    assert client.post(address, json={"label": "parents", "holds": True}).status_code == 409


def test_a_reader_is_offered_no_corrections(team):
    campaign = doubtful_campaign(team.settings.workspace)
    reader = team.client(Role.READER)
    page = reader.get(_path(campaign, MEETING))
    assert page.status_code == 200
    assert "Исправить текст" not in page.text
    assert reader.post(_path(campaign, MEETING, "/correct/remove"), data={"step": "write"}).status_code == 403


def test_an_earlier_result_is_only_read(campaign, client):
    shown = show_campaign(campaign.workspace, campaign.campaign)
    store(campaign.workspace, campaign.campaign, shown.review)
    page = client.get(_path(campaign, MEETING, f"?run={shown.run.id}")).text
    assert "Прежний результат" in page
    assert "Исправить текст" not in page


def test_the_way_of_a_row_through_corrections_is_known(campaign, client):
    fields = _fields(campaign, MEETING, number="9.9")
    client.post(_path(campaign, MEETING, "/correct/fields"), data={**fields, "step": "write"})
    shown = show_campaign(campaign.workspace, campaign.campaign)
    old = row_state(shown, campaign.workspace.blobs, OWNER, _key(campaign, MEETING))
    assert old.now is None
    (row,) = old.successors
    new = row_state(shown, campaign.workspace.blobs, OWNER, old.key_of(row))
    assert (new.place, new.now, new.changes) == (None, row, old.changes)
    assert len(standing(shown.entries)) == 1


def test_a_row_is_corrected_in_a_browser(browser_page, server, axe):
    campaign = doubtful_campaign(server.workspace)
    browser_page.goto(_path(campaign, MEETING))
    axe(browser_page)
    browser_page.get_by_role("link", name="Исправить текст").click()
    axe(browser_page)
    browser_page.get_by_label("Срок").fill("до 1 марта 2026 года")
    browser_page.get_by_role("button", name="Показать, что изменится").click()
    browser_page.get_by_role("heading", name="Станет").wait_for()
    axe(browser_page)
    browser_page.get_by_role("button", name="Записать исправление").click()
    browser_page.get_by_text("Исправление записано.").wait_for()
    browser_page.get_by_text("прочитано: до 20.02.2026").wait_for()
    assert _row(campaign, MEETING).deadline == "до 1 марта 2026 года"


def test_paper_has_what_was_found_without_what_is_clicked(browser_page, server):
    campaign = doubtful_campaign(server.workspace)
    browser_page.goto(_path(campaign, MEETING))
    folded = browser_page.get_by_text("Как проверяли правила").first
    decide = browser_page.get_by_role("link", name="Решить").first
    assert (folded.is_visible(), decide.is_visible()) == (True, True)
    browser_page.emulate_media(media="print")
    assert (folded.is_visible(), decide.is_visible()) == (False, False)
    assert browser_page.get_by_text("Работа с родителями").first.is_visible()


def test_the_source_stands_beside_the_row_with_the_words_marked(workspace, client):
    campaign = shown_campaign(workspace)
    rows = activities_of(show_campaign(workspace, campaign.id)).rows
    row = next(row for row in rows if "родительское собрание" in row.facts.activity.activity)
    path = f"{campaign.path}/municipalities/{OWNER}/rows/{row.key}"
    assert f'hx-get="{path}/source' in client.get(path).text
    piece = client.get(f"{path}/source?label=parents", headers={"HX-Request": "true"}).text
    assert "source-asked" in piece
    marked = re.findall(r"<mark[^>]*>([^<]+)", piece)
    assert set(marked) == {"родительское"}
    assert "<h1" in client.get(f"{path}/source").text
    assert "source-asked" in client.get(path).text
