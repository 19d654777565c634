"""Corrections as people make them: each checked against the last result and what was decided since."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from secrets import token_hex

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewed_campaign import NOBODYS, OWNER, PLAN, reviewed_campaign, roadmap

from reviewer.jobs.campaign_state import state_of
from reviewer.jobs.correcting import assign_file, correct_label, correct_verdict, undo
from reviewer.jobs.correcting_rows import add_row, correct_field, merge_rows, remove_row, split_row
from reviewer.jobs.correction_entering import Author
from reviewer.model.corrections import EDITED_FIELDS, RowReference
from reviewer.model.errors import ConflictError, UsageError
from reviewer.model.review import FileProblem
from reviewer.store.campaigns import add_campaign
from reviewer.store.correction_entries import entries, states
from reviewer.store.history import deeds
from reviewer.verdicts.row_references import reference_to

ME = Author("Соседова А. А.", date(2026, 2, 3))
OTHER = Author("Ветрова Б. Б.", date(2026, 2, 4))


@pytest.fixture
def campaign(workspace):
    return reviewed_campaign(workspace)


def _state(campaign):
    with campaign.workspace.reading() as connection:
        return state_of(connection, campaign.workspace, campaign.campaign)


def _rows(campaign):
    return _state(campaign).edited(OWNER).roadmap.activities


def _row(campaign, text):
    (found,) = [row for row in _rows(campaign) if text in row.activity]
    return reference_to(OWNER, found)


def _call(campaign, correct, **options):
    return correct(campaign.workspace, campaign.campaign, options.pop("author", ME), **options)


def _verdict(campaign, verdict="not_met", **options):
    options = {"municipality": OWNER, "parameter": "parents", "reason": "собраний недостаточно", **options}
    return _call(campaign, correct_verdict, verdict=verdict, **options)


def _field(campaign, text, field, value, **options):
    return _call(campaign, correct_field, row=_row(campaign, text), field=field, text=value, **options)


def _by_rules(campaign, parameter="parents"):
    return _state(campaign).municipality(OWNER).verdict(parameter).by_rules


def _opposite(verdict):
    return "not_met" if verdict == "met" else "met"


def test_a_verdict_stands_above_the_rules_until_it_is_undone(campaign):
    before = campaign.review_again()
    said = _by_rules(campaign)
    entered = _verdict(campaign, _opposite(said), reason="Проверено\x00 по  приложению")
    assert entered.was.endswith("(программа)")
    review = campaign.review_again()
    verdict = next(one for one in review.municipalities if one.id == OWNER).verdict("parents")
    assert (verdict.verdict, verdict.program) == (_opposite(said), said)
    assert (verdict.decision.who, verdict.decision.when) == ("Соседова А. А.", date(2026, 2, 3))
    assert verdict.decision.comment == "Проверено по приложению"
    assert verdict.decision.id == str(entered.entry.id)
    undone = _call(campaign, undo, number=entered.entry.id)
    assert undone.now == "как решит программа"
    assert campaign.review_again() == before


def test_overturning_a_verdict_needs_a_reason_and_confirming_it_none(campaign):
    said = _by_rules(campaign)
    with pytest.raises(UsageError, match="Укажите причину"):
        _verdict(campaign, _opposite(said), reason=" \t ")
    assert _verdict(campaign, said, reason="").entry.ordinal == 1


def test_what_is_decided_so_already_is_not_entered_twice(campaign):
    first = _verdict(campaign)
    with pytest.raises(UsageError, match=f"Так уже решено.*№ {first.entry.id}"):
        _verdict(campaign, author=OTHER)
    with pytest.raises(UsageError, match="Так уже решено"):
        _verdict(campaign, author=OTHER, seen=1)


def test_what_somebody_else_has_decided_meanwhile_is_told(campaign):
    _verdict(campaign, "partly", author=OTHER, seen=0)
    with pytest.raises(ConflictError, match="Ветрова"):
        _verdict(campaign, "not_met", seen=0)
    with pytest.raises(ConflictError):
        _verdict(campaign, "partly", seen=0)
    assert _verdict(campaign, "not_met", seen=1).replaced.author == "Ветрова Б. Б."


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"municipality": "нигде"}, "Муниципального образования «нигде»"),
        ({"parameter": "ничто"}, "Параметра «ничто»"),
        ({"verdict": "хорошо"}, "Вывода «хорошо» нет"),
        ({"reason": "а" * 4_001}, "Причина: 4001 знаков"),
        ({"comment": "а" * 4_001}, "Комментарий: 4001 знаков"),
        ({"author": Author("\u202e ", ME.day)}, "кто исправляет"),
        ({"author": Author("а" * 201, ME.day)}, "Имя: 201 знаков"),
    ],
)
def test_a_wrong_verdict_is_refused_and_leaves_nothing(campaign, options, message):
    with pytest.raises(UsageError, match=message):
        _verdict(campaign, **options)
    assert _state(campaign).known == ()


def test_without_a_result_there_is_nothing_to_correct(workspace):
    with workspace.writing() as connection:
        empty = add_campaign(connection, "Весна", "zaozerye", "методист").id
    for campaign, message in ((empty, "ещё нет результата"), (empty + 1, "Такой экспертизы")):
        with pytest.raises(UsageError, match=message):
            correct_verdict(workspace, campaign, ME, municipality=OWNER, parameter="parents", verdict="met")


def test_a_label_of_a_row_is_followed(campaign):
    row = _row(campaign, "Совещание с директорами")
    entered = _call(campaign, correct_label, row=row, label="parents", holds=True, reason="речь о родителях")
    assert entered.was == "нет (программа)"
    review = campaign.review_again()
    facts = next(one for one in review.municipalities if one.id == OWNER).reviewed.facts[0]
    assert "parents" in facts.signals
    assert f"correction:{entered.entry.id}" in {why.by for why in facts.whys}
    assert not review.decided.conflicts


def test_an_answer_stays_in_force_when_the_text_of_its_row_is_put_right(campaign):
    text = _rows(campaign)[0].activity
    label, title = next(iter(_state(campaign).review.decided.signals.items()))
    _call(campaign, correct_label, row=_row(campaign, text), label=label, holds=True)
    mended = _field(campaign, text, "activity", f"{text} и их родителей")
    decided = campaign.review_again().decided
    assert (decided.conflicts, title in {one.label_title for one in decided.corrections.labels}) == ((), True)
    assert decided.corrections.labels[0].row.text == f"{text} и их родителей"
    _call(campaign, undo, number=mended.entry.id)
    assert campaign.review_again().decided.conflicts == ()


def test_a_label_or_row_that_is_not_there_is_refused(campaign):
    row = _row(campaign, "Совещание с директорами")
    for options, message in (
        ({"label": "ничто"}, "Признака «ничто»"),
        ({"label": "regional_event"}, "не похожа ни на одно мероприятие региональной"),
        ({"row": replace(row, text="Иное")}, "не найдена. Она уже исправлена или удалена"),
        ({"row": replace(row, municipality="kedrobor")}, "не рассмотрена"),
    ):
        with pytest.raises(UsageError, match=message):
            _call(campaign, correct_label, **{"row": row, "label": "parents", "holds": True, **options})


def test_a_field_is_corrected_and_corrected_again(campaign):
    first = _field(campaign, "Посещение уроков молодых", "deadline", " до 1\u00a0марта\n2026 года ")
    assert (first.was, first.now) == ("срок: ежемесячно", "срок: до 1 марта 2026 года")
    with pytest.raises(UsageError, match="и так говорит это"):
        _field(campaign, "Посещение уроков молодых", "deadline", "до 1 марта 2026 года")
    _field(campaign, "Посещение уроков молодых", "activity", "Посещение уроков учителей до 35 лет")
    last = _field(campaign, "до 35 лет", "deadline", "—")
    assert last.now == "срок: пусто"
    row = campaign.review_again().municipalities[0].reviewed.roadmap.activities[2]
    assert (row.activity, row.deadline) == ("Посещение уроков учителей до 35 лет", None)
    _call(campaign, undo, number=last.entry.id)
    assert _rows(campaign)[2].deadline == "до 1 марта 2026 года"


def test_a_correction_on_the_corrected_result_stands_on_the_file_itself(campaign):
    _field(campaign, "Посещение уроков молодых", "activity", "Посещение уроков")
    campaign.review_again()
    entered = _call(campaign, correct_field, row=_row_3(campaign), field="outcome", text="карта урока")
    assert campaign.workspace.blobs.get(entered.entry.base)
    (group,) = campaign.in_force().groups
    assert group.former == {OWNER: roadmap()}
    row = campaign.review_again().municipalities[0].reviewed.roadmap.activities[2]
    assert (row.activity, row.outcome) == ("Посещение уроков", "карта урока")


def _row_3(campaign):
    return reference_to(OWNER, _rows(campaign)[2])


def test_rows_are_added_to_a_roadmap_that_names_no_activity_and_not_to_one_that_was_not_read(campaign):
    campaign.review_again(replace(roadmap(), activities=()))
    entered = _call(campaign, add_row, municipality=OWNER, after=None, fields={"activity": "Семинар наставников"})
    assert entered.was == "строки нет"
    state = _state(campaign)
    unread = FileProblem(PLAN, "damaged", "Файл повреждён.")
    unread_state = replace(state, review=replace(state.review, problems=(unread,)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reviewer.jobs.correcting_rows.state_of", lambda *_: unread_state)
        with pytest.raises(UsageError, match="не прочитана, добавлять строки не к чему"):
            _call(campaign, add_row, municipality=OWNER, after=None, fields={"activity": "Лекторий"})


def test_where_a_row_is_as_it_was_read_again_that_is_told(campaign):
    entered = _field(campaign, "Родительские", "deadline", "до 1 марта")
    undone = _call(campaign, undo, number=entered.entry.id)
    assert (undone.was.split(" (")[0], undone.now) == ("срок: до 1 марта", "как в файле")


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("activity", " – ", "не может быть пустым"),
        ("цвет", "красный", "Поля «цвет»"),
        ("outcome", "а" * 20_001, "20001 знаков"),
    ],
)
def test_a_wrong_field_is_refused(campaign, field, text, message):
    with pytest.raises(UsageError, match=message):
        _field(campaign, "молодых", field, text)


def test_rows_are_added_removed_split_and_merged(campaign):
    after = _row(campaign, "Родительские собрания")
    fields = {"activity": "Лекторий для родителей", "deadline": "май 2026 года", "number": "1.3"}
    _call(campaign, add_row, municipality=OWNER, after=after, fields=fields)
    _call(campaign, remove_row, row=_row(campaign, "Срок уточняется"))
    _call(
        campaign,
        split_row,
        row=_row(campaign, "Совещание с директорами"),
        parts=[{"activity": "Совещание"}, {"activity": "Итоги полугодия", "number": "1.1а"}],
    )
    merged = [_row(campaign, "молодых"), _row(campaign, "наставниками")]
    _call(campaign, merge_rows, rows=merged, fields={"activity": "Посещение уроков"})
    expected = [
        ("1.1", "Совещание", "до 20.02.2026"),
        ("1.1а", "Итоги полугодия", "до 20.02.2026"),
        ("1.2", "Родительские собрания в выпускных классах", "март 2026 года"),
        ("1.3", "Лекторий для родителей", "май 2026 года"),
        ("2.1", "Посещение уроков", "ежемесячно"),
    ]
    review = campaign.review_again()
    found = review.municipalities[0].reviewed.roadmap.activities
    assert [(row.number, row.activity, row.deadline) for row in found] == expected
    assert found[4].outcome == "справка"
    assert not review.decided.conflicts


def test_a_row_that_was_taken_away_meanwhile_is_not_corrected(campaign):
    row = _row(campaign, "молодых")
    _call(campaign, remove_row, row=row, author=OTHER)
    with pytest.raises(UsageError, match="не найдена"):
        _call(campaign, correct_field, row=row, field="deadline", text="май", seen=0)
    with pytest.raises(UsageError, match="не найдена"):
        _call(campaign, merge_rows, rows=[row, _row(campaign, "наставниками")], fields={})


def test_what_later_corrections_rest_on_is_not_taken_from_under_them(campaign):
    first = _field(campaign, "молодых", "activity", "Посещение уроков учителей до 35 лет")
    second = _field(campaign, "до 35 лет", "deadline", "май")
    with pytest.raises(UsageError, match=f"записи № {second.entry.id}. Сначала отмените их"):
        _call(campaign, undo, number=first.entry.id)
    assert len(_state(campaign).known) == 2
    _call(campaign, undo, number=second.entry.id)
    _call(campaign, undo, number=first.entry.id)
    assert _rows(campaign) == roadmap().activities


def test_bringing_a_removal_back_does_not_drop_what_was_corrected_since(campaign):
    row = _row(campaign, "молодых")
    first = _call(campaign, remove_row, row=row)
    back = _call(campaign, undo, number=first.entry.id)
    _call(campaign, correct_field, row=row, field="deadline", text="май")
    with pytest.raises(UsageError, match="Сначала отмените их"):
        _call(campaign, undo, number=back.entry.id)


def test_a_file_is_given_to_its_owner_and_back(campaign):
    entered = _call(campaign, assign_file, file=NOBODYS, municipality="kedrobor")
    assert entered.was == "не определён (программа)"
    review = campaign.review_again()
    assert next(one for one in review.municipalities if one.id == "kedrobor").files == (NOBODYS,)
    with pytest.raises(UsageError, match="Так уже решено"):
        _call(campaign, assign_file, file=NOBODYS, municipality="kedrobor")
    _call(campaign, undo, number=entered.entry.id)
    assert campaign.review_again().unmatched_files == (NOBODYS,)


@pytest.mark.parametrize(
    ("file", "municipality", "message"),
    [
        ("чужой.docx", "kedrobor", "Файла «чужой.docx»"),
        (PLAN, OWNER, "и так отнесён"),
        (PLAN, "нигде", "Муниципального образования «нигде»"),
    ],
)
def test_a_wrong_owner_is_refused(campaign, file, municipality, message):
    with pytest.raises(UsageError, match=message):
        _call(campaign, assign_file, file=file, municipality=municipality)


def test_a_correction_holds_of_a_version_that_says_the_same_and_is_told_where_not(campaign):
    _field(campaign, "молодых", "deadline", "до 1 марта 2026 года")
    _field(campaign, "наставниками", "deadline", "до 5 мая 2026 года")
    plan = roadmap("Дорожная карта Лугозёрск (испр.).docx")
    plan = replace(
        plan,
        passport=roadmap().passport,
        activities=(*plan.activities[:3], replace(plan.activities[3], deadline="сентябрь 2026 года")),
    )
    review = campaign.review_again(plan)
    rows = review.municipalities[0].reviewed.roadmap.activities
    assert [row.deadline for row in rows[2:]] == ["до 1 марта 2026 года", "сентябрь 2026 года"]
    (conflict,) = review.decided.conflicts
    assert "сентябрь 2026 года" in conflict.message
    later = _field(campaign, "наставниками", "outcome", "отчёт")
    assert [sorted(group.former) for group in campaign.in_force().groups] == [[OWNER], [OWNER]]
    assert campaign.review_again(plan).municipalities[0].reviewed.roadmap.activities[3].outcome == "отчёт"
    assert later.entry.base != _state(campaign).known[0].base


def test_the_deed_stands_in_the_history_with_its_author_and_without_texts(campaign):
    _field(campaign, "молодых", "outcome", "тайный результат", author=OTHER)
    with campaign.workspace.reading() as connection:
        deed = deeds(connection, campaign.campaign)[0]
    assert (deed.kind, deed.author) == ("correction", "Ветрова Б. Б.")
    assert "тайный" not in repr(deed)


_DEEDS = st.tuples(
    st.sampled_from(["field", "remove", "split", "merge", "add", "undo"]),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(EDITED_FIELDS),
    st.sampled_from(["до 5 мая", "Круглый стол", "7.7", "—", "Раздел 2"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_DEEDS, min_size=1, max_size=8))
def test_whatever_is_corrected_and_undone_every_correction_in_force_is_followed(workspace, wanted):
    campaign = reviewed_campaign(workspace, f"Зима {token_hex(8)}")
    for deed in wanted:
        with suppress(UsageError):
            _do(campaign, deed)
    state = _state(campaign)
    edited = state.edited(OWNER)
    assert [edit.outdated for edit in edited.edits] == [""] * len(edited.edits)
    became = states(state.known)
    in_force = {str(entry.id) for entry in state.known if became[entry.id] == "in_force"}
    assert {edit.id for edit in edited.edits} == in_force
    review = campaign.review_again()
    reviewed = review.municipalities[0].reviewed
    assert (reviewed.roadmap.activities if reviewed else ()) == edited.roadmap.activities
    assert not review.decided.conflicts


def _do(campaign, deed):
    kind, first, second, field, text = deed
    rows = [reference_to(OWNER, row) for row in _rows(campaign)]
    one: RowReference = rows[first % len(rows)]
    if kind == "undo":
        with campaign.workspace.reading() as connection:
            known = entries(connection, campaign.campaign)
        _call(campaign, undo, number=known[first % len(known)].id if known else 1)
    elif kind == "field":
        _call(campaign, correct_field, row=one, field=field, text=text)
    elif kind == "remove" and len(rows) > 1:
        _call(campaign, remove_row, row=one)
    elif kind == "split":
        _call(campaign, split_row, row=one, parts=[{"activity": f"{one.text} – {part}"} for part in ("а", "б")])
    elif kind == "merge":
        _call(campaign, merge_rows, rows=[one, rows[second % len(rows)]], fields={})
    elif kind == "add":
        _call(campaign, add_row, municipality=OWNER, after=one, fields={"activity": f"Новое {second}"})
