"""Corrections: entered one by one, nothing overwritten unseen, undone by further entries."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from secrets import token_hex

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from reviewer.model.corrections import Decision, LabelDecision, RowEdit, RowReference
from reviewer.model.errors import ConflictError, UsageError
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.store.campaigns import add_campaign
from reviewer.store.correction_entries import (
    NewEntry,
    append,
    entries,
    seen_ordinal,
    standing,
    states,
    undo,
    undone,
)
from reviewer.store.correction_targets import field_target, file_target, label_target, verdict_target
from reviewer.store.corrections import corrections_in_force, keep_base
from reviewer.store.file_assignments import FileAssignment, assigned_files
from reviewer.store.history import deeds
from reviewer.store.runs import RunFile
from reviewer.store.schema import correction
from reviewer.store.workspace import open_workspace

ROW = RowReference("lug", "план.docx", "3.1", "Провести совещание директоров", table=1, row=7)


def _roadmap(*texts):
    rows = tuple(Activity(text, Source("план.docx", table=1, row=place)) for place, text in enumerate(texts, start=2))
    return Roadmap("план.docx", "docx", Passport("План"), rows)


@pytest.fixture
def campaign(workspace):
    with workspace.writing() as connection:
        return add_campaign(connection, "Зима", "zaozerye", "методист").id


def _verdict(verdict="met", parameter="parents", author="методист", base=None):
    body = Decision("lug", parameter, verdict, who=author, when=date(2026, 2, 3), parameter_title="Родители")
    return NewEntry("verdict", "lug", verdict_target("lug", parameter), body, author, "видно из приложения", base)


def _field(row, field, text, base=None):
    edit = RowEdit("field", "lug", (row,), ({field: text},))
    return NewEntry("row", "lug", field_target(row, field), edit, "методист", "", base)


def _label(row, holds=True, base=None):
    body = LabelDecision(row, "parents", holds)
    return NewEntry("label", "lug", label_target(row, "parents"), body, "методист", "", base)


def _enter(workspace, campaign, *new):
    with workspace.writing() as connection:
        known = entries(connection, campaign)
        return [append(connection, campaign, one, seen=seen_ordinal(known, one.target)) for one in new]


def _in_force(workspace, campaign):
    with workspace.reading() as connection:
        return corrections_in_force(connection, campaign, workspace.blobs)


def test_what_is_entered_is_in_force_after_the_workspace_is_opened_anew(workspace, campaign):
    with workspace.writing() as connection:
        base = keep_base(connection, workspace.blobs, _roadmap("Провести совещание"))
    file = FileAssignment("новый.docx", "f" * 64, "lug", who="методист")
    owner = NewEntry("file", "lug", file_target("f" * 64, "новый.docx"), file, "методист")
    entered = _enter(workspace, campaign, _verdict(base=base), _label(ROW, base=base), owner)
    with closing(open_workspace(workspace.folder)) as anew:
        found = _in_force(anew, campaign)
    (group,) = found.groups
    assert group.former == {"lug": _roadmap("Провести совещание")}
    assert [(one.id, one.verdict, one.place) for one in group.verdicts] == [
        (str(entered[0].id), "met", f"запись № {entered[0].id}")
    ]
    assert [(one.id, one.holds) for one in group.labels] == [(str(entered[1].id), True)]
    assert assigned_files(found.files, [RunFile("другое имя.docx", "f" * 64), RunFile("чужой.docx", "0" * 64)]) == {
        "другое имя.docx": "lug"
    }


def test_a_newer_entry_that_was_not_seen_is_not_overwritten(workspace, campaign):
    (first,) = _enter(workspace, campaign, _verdict("met", author="Соседова А. А."))
    with workspace.writing() as connection, pytest.raises(ConflictError) as refused:
        append(connection, campaign, _verdict("not_met"), seen=0)
    assert refused.value.code == "conflict"
    assert "Соседова А. А." in refused.value.message
    assert "«соответствует»" in refused.value.message
    assert f"№ {first.id}" in refused.value.message
    with workspace.reading() as connection:
        assert entries(connection, campaign) == [first]


def test_an_undoing_that_was_not_seen_is_told_too(workspace, campaign):
    (first,) = _enter(workspace, campaign, _verdict())
    with workspace.writing() as connection:
        undo(connection, campaign, first.id, author="Соседова А. А.", seen=1)
    with workspace.writing() as connection, pytest.raises(ConflictError, match=f"отменена запись № {first.id}"):
        append(connection, campaign, _verdict("not_met"), seen=1)


def test_undoing_an_undoing_brings_it_back(workspace, campaign):
    first, second = _enter(workspace, campaign, _verdict("met"), _verdict("met", "objectivity"))
    with workspace.writing() as connection:
        third = undo(connection, campaign, first.id, author="методист", reason="ошибка", seen=1)
        assert standing(entries(connection, campaign)) == [second]
        assert third.body is None
        with pytest.raises(UsageError, match=f"уже отменена.*отмените запись № {third.id}"):
            undo(connection, campaign, first.id, author="методист", seen=2)
        undo(connection, campaign, third.id, author="методист", seen=2)
        known = entries(connection, campaign)
    assert [entry.id for entry in standing(known)] == [first.id, second.id]
    assert [states(known)[entry.id] for entry in known] == ["in_force", "in_force", "undone", "undo"]


def test_an_unknown_entry_and_that_of_another_campaign_are_not_undone(workspace, campaign):
    (first,) = _enter(workspace, campaign, _verdict())
    with workspace.writing() as connection:
        other = add_campaign(connection, "Весна", "zaozerye", "методист").id
        for number in (first.id, first.id + 100):
            with pytest.raises(UsageError, match="в этой экспертизе нет"):
                undo(connection, other, number, author="методист", seen=0)


def test_the_database_itself_refuses_to_change_an_entry(workspace, campaign):
    _enter(workspace, campaign, _verdict())
    for statement in (correction.update().values(author="другой"), correction.delete()):
        with pytest.raises((DBAPIError, UsageError)), workspace.writing() as connection:
            connection.execute(statement)
    assert len(_in_force(workspace, campaign).groups[0].verdicts) == 1


def test_the_history_has_the_deed_and_no_text(workspace, campaign):
    (entry,) = _enter(workspace, campaign, _field(ROW, "deadline", "до 1 марта тайного года"))
    with workspace.writing() as connection:
        undo(connection, campaign, entry.id, author="Соседова", seen=1)
        told = deeds(connection, campaign)
    assert [(deed.kind, deed.author) for deed in told] == [
        ("undo", "Соседова"),
        ("correction", "методист"),
        ("campaign", "методист"),
    ]
    assert told[1].body["fields"] == ["deadline"]
    assert "тайного" not in repr(told)
    assert "совещание" not in repr(told)


def test_versions_of_a_roadmap_make_groups_the_oldest_first(workspace, campaign):
    with workspace.writing() as connection:
        one, two = (keep_base(connection, workspace.blobs, _roadmap(text)) for text in ("Старое", "Новое"))
    _enter(
        workspace,
        campaign,
        _field(ROW, "deadline", "до 1 марта", one),
        _field(ROW, "outcome", "протокол", two),
        _verdict(base=one),
        _verdict("not_met", "objectivity"),
    )
    groups = _in_force(workspace, campaign).groups
    assert [group.former.get("lug") for group in groups] == [_roadmap("Старое"), _roadmap("Новое"), None]
    assert [[dict(edit.into[0]) for edit in group.rows] for group in groups] == [
        [{"deadline": "до 1 марта"}],
        [{"outcome": "протокол"}],
        [],
    ]
    assert [len(group.verdicts) for group in groups] == [1, 0, 1]


def test_an_answer_follows_its_row_to_another_number_and_text(workspace, campaign):
    _enter(workspace, campaign, _label(ROW), _field(ROW, "number", "4.2"))
    renumbered = replace(ROW, number="4.2")
    assert [one.row for one in _in_force(workspace, campaign).groups[0].labels] == [renumbered]
    _enter(workspace, campaign, _field(renumbered, "activity", "Провести семинар"), _field(ROW, "activity", "О другой"))
    mended = replace(renumbered, text="Провести семинар")
    assert [one.row for one in _in_force(workspace, campaign).groups[0].labels] == [mended]
    (later,) = _enter(workspace, campaign, _label(mended, holds=False))
    assert [(one.id, one.holds) for one in _in_force(workspace, campaign).groups[0].labels] == [(str(later.id), False)]


def test_an_answer_given_after_a_row_had_its_number_does_not_go_back(workspace, campaign):
    other = replace(ROW, number="4.2")
    _enter(workspace, campaign, _field(ROW, "number", "4.2"), _field(other, "number", "3.1"), _label(ROW))
    assert [one.row for one in _in_force(workspace, campaign).groups[0].labels] == [ROW]


def test_rows_that_say_the_same_in_two_places_are_two(workspace, campaign):
    twin = replace(ROW, row=8)
    _enter(workspace, campaign, _field(ROW, "deadline", "март"), _field(twin, "deadline", "май"))
    assert [edit.into[0]["deadline"] for edit in _in_force(workspace, campaign).groups[0].rows] == ["март", "май"]


def test_the_digest_is_that_of_what_is_in_force(workspace, campaign):
    (first,) = _enter(workspace, campaign, _verdict())
    one = _in_force(workspace, campaign).digest
    (second,) = _enter(workspace, campaign, _verdict("partly"))
    assert _in_force(workspace, campaign).digest != one
    with workspace.writing() as connection:
        undo(connection, campaign, second.id, author="методист", seen=2)
    assert _in_force(workspace, campaign).digest == one
    assert first.id


class _Told:
    """What should be in force, thought out otherwise: each entry is told whether it was taken back when that happens."""

    def __init__(self):
        self.decided: dict[int, tuple[str, bool]] = {}
        self.undoes: dict[int, int] = {}

    def switch(self, number, *, on):
        if number in self.undoes:
            self.switch(self.undoes[number], on=not on)
        else:
            target, _ = self.decided[number]
            self.decided[number] = (target, on)

    @property
    def in_force(self):
        last = {target: number for number, (target, on) in sorted(self.decided.items()) if on}
        return sorted(last.values())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 7), st.sampled_from(["met", "partly", "not_met"])), max_size=14)
)
def test_any_sequence_of_entering_and_undoing_leaves_what_it_says(workspace, deeds_of):
    with workspace.writing() as connection:
        campaign = add_campaign(connection, f"Зима {token_hex(8)}", "zaozerye", "методист").id
        told = _Told()
        for enters, place, verdict in deeds_of:
            known = entries(connection, campaign)
            if enters or not known:
                new = _verdict(verdict, ("parents", "objectivity", "in_time")[place % 3])
                entry = append(connection, campaign, new, seen=seen_ordinal(known, new.target))
                told.decided[entry.id] = (new.target, True)
                continue
            chosen = known[place % len(known)]
            if chosen.id in undone(known):
                continue
            seen = seen_ordinal(known, chosen.target)
            entry = undo(connection, campaign, chosen.id, author="методист", seen=seen)
            told.undoes[entry.id] = chosen.id
            told.switch(chosen.id, on=False)
        known = entries(connection, campaign)
    assert [entry.id for entry in standing(known)] == told.in_force
    ordinals = {}
    for entry in known:
        ordinals.setdefault(entry.target, []).append(entry.ordinal)
    assert all(found == list(range(1, len(found) + 1)) for found in ordinals.values())
    with closing(open_workspace(workspace.folder)) as anew:
        reread = _in_force(anew, campaign)
    assert sorted(int(one.id) for group in reread.groups for one in group.verdicts) == told.in_force
