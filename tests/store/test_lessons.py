"""What the corrections of a workspace have to teach."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.model.corrections import LabelDecision, RowEdit, RowReference
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.store.campaigns import add_campaign
from reviewer.store.correction_entries import NewEntry, append, undo
from reviewer.store.correction_targets import field_target, label_target
from reviewer.store.corrections import keep_base
from reviewer.store.lessons import Lessons, read_lessons
from reviewer.store.workspace import Workspace

PROFILE = """\
id: zarechye
name: {nominative: Заречная область}
municipalities:
  - {id: lug, official_name: Луговой район, short: Луговой район}
  - {id: bor, official_name: Боровой район, short: Боровой район}
"""
PACK = "pack: zarechye\nversion: 1.0.0\ntitle: Правила Заречной области\nextends: base@^1.0\n"
TEXTS = ("Семейный клуб «Очаг»", "Семинар для учителей математики")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "zarechye"
    folder.mkdir()
    (folder / "region.yaml").write_text(PROFILE, encoding="utf-8")
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    return folder


def _roadmap(*texts: str) -> Roadmap:
    rows = (
        Activity(text, Source("план.docx", table=1, row=place), number=str(place))
        for place, text in enumerate(texts, start=1)
    )
    return Roadmap("план.docx", "docx", Passport("План"), tuple(rows))


def _reference(municipality: str, place: int, text: str) -> RowReference:
    return RowReference(municipality, "план.docx", str(place), text, table=1, row=place)


def _answer(workspace, campaign, row, label, *, holds, base) -> int:
    body = LabelDecision(row, label, holds, who="Методист центра")
    new = NewEntry(
        "label",
        row.municipality,
        label_target(row, label),
        body,
        "Методист центра",
        "так решено",
        _kept(workspace, base),
    )
    with workspace.writing() as connection:
        return append(connection, campaign, new, seen=0).id


def _kept(workspace: Workspace, roadmap: Roadmap) -> str:
    with workspace.writing() as connection:
        return keep_base(connection, workspace.blobs, roadmap)


def _campaign(workspace: Workspace, name: str, profile: Path | str) -> int:
    with workspace.writing() as connection:
        return add_campaign(connection, name, str(profile), "методист").id


def _read(workspace: Workspace) -> Lessons:
    with workspace.reading() as connection:
        return read_lessons(connection, workspace.blobs, None)


def test_answers_of_all_campaigns_are_taken_each_once(workspace: Workspace, profile: Path) -> None:
    row = _reference("lug", 1, TEXTS[0])
    for name, label in (("Зима", "parents"), ("Весна", "publicity")):
        _answer(workspace, _campaign(workspace, name, profile), row, label, holds=True, base=_roadmap(*TEXTS))
    found = _read(workspace)
    assert [(one.municipality, one.plan, one.text) for one in found.rows] == [("zarechye.lug", 2, TEXTS[0])]
    assert found.rows[0].decided == {"parents", "publicity"}
    assert {"parents", "publicity"} <= found.rows[0].labels
    assert found.skipped == ()


def test_nothing_of_who_answered_is_taken(workspace: Workspace, profile: Path) -> None:
    row = _reference("lug", 1, TEXTS[0])
    _answer(workspace, _campaign(workspace, "Зима", profile), row, "parents", holds=True, base=_roadmap(*TEXTS))
    assert "Методист" not in repr(_read(workspace))
    assert "так решено" not in repr(_read(workspace))


def test_an_answer_that_was_taken_back_teaches_nothing(workspace: Workspace, profile: Path) -> None:
    campaign = _campaign(workspace, "Зима", profile)
    row = _reference("lug", 1, TEXTS[0])
    number = _answer(workspace, campaign, row, "parents", holds=True, base=_roadmap(*TEXTS))
    with workspace.writing() as connection:
        undo(connection, campaign, number, author="Методист центра", seen=1)
    assert _read(workspace).rows == ()


def test_a_row_is_learnt_with_the_text_that_people_gave_it(workspace: Workspace, profile: Path) -> None:
    campaign, base = _campaign(workspace, "Зима", profile), _roadmap("Семейн ый клу б", TEXTS[1])
    broken = _reference("lug", 1, "Семейн ый клу б")
    edit = RowEdit("field", "lug", (broken,), ({"activity": "Семейный клуб"},))
    new = NewEntry("row", "lug", field_target(broken, "activity"), edit, "методист", "", _kept(workspace, base))
    with workspace.writing() as connection:
        append(connection, campaign, new, seen=0)
    assert _read(workspace).rows == ()
    _answer(workspace, campaign, _reference("lug", 1, "Семейный клуб"), "parents", holds=True, base=base)
    assert [one.text for one in _read(workspace).rows] == ["Семейный клуб"]


def test_rules_that_are_gone_are_told_and_stop_nothing(workspace: Workspace, profile: Path, tmp_path: Path) -> None:
    row = _reference("lug", 1, TEXTS[0])
    gone = _campaign(workspace, "Прошлая зима", tmp_path / "gone")
    _answer(workspace, gone, row, "parents", holds=True, base=_roadmap(*TEXTS))
    _answer(workspace, _campaign(workspace, "Зима", profile), row, "parents", holds=True, base=_roadmap(*TEXTS))
    found = _read(workspace)
    assert len(found.rows) == 1
    assert [name for name, _ in found.skipped] == ["Прошлая зима"]
    assert "gone" in found.skipped[0][1]
