"""A review of what is stored: the same as one of all anew, and only what changed is computed."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from reviewer.facts import finding, regional_words
from reviewer.jobs import computing, readings
from reviewer.jobs.computing import review_alone
from reviewer.jobs.reproducing import reproduce
from reviewer.jobs.rereview import Asked, Reviewed, review_campaign
from reviewer.jobs.submitting import hand_in_folder
from reviewer.model.corrections import LabelDecision, RowReference
from reviewer.report import pdf
from reviewer.store.computed import Computed, Key
from reviewer.store.correction_entries import NewEntry, append
from reviewer.store.correction_targets import label_target
from reviewer.store.runs import review_of
from reviewer.store.workspace import Workspace, create_workspace

HEADS = ("№", "Мероприятие", "Сроки", "Ответственные", "Результат")
PLANS = {
    "Лугозёрск.docx": ("Городской семинар для учителей физики", "Родительские собрания о подготовке к экзаменам"),
    "Кедроборский район.docx": ("Районная контрольная работа по математике", "Консультации психолога для семей"),
}


@pytest.fixture(autouse=True)
def _without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "workspace")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "submitted"
    made.mkdir()
    for name, rows in PLANS.items():
        write_plan(made / name, *rows)
    return made


@pytest.fixture(params=["with the regional roadmap", "without"])
def profile(request: pytest.FixtureRequest, project: Path, tmp_path: Path) -> Path:
    made = tmp_path / "profile"
    shutil.copytree(project / "rules/zaozerye", made)
    if request.param == "without":
        text = (made / "region.yaml").read_text(encoding="utf-8")
        (made / "region.yaml").write_text(text.replace("regional_roadmap: regional-roadmap.docx\n", ""), "utf-8")
    return made


def write_plan(path: Path, *rows: str) -> None:
    document = docx.Document()
    document.add_paragraph(f"Дорожная карта: {path.stem}, 2026 год")
    table = document.add_table(rows=1, cols=len(HEADS))
    for number, row in enumerate((HEADS[1], *rows)):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        texts = HEADS if number == 0 else (f"{number}.", row, "март 2026 года", "Методический кабинет", "Справка")
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
    document.save(str(path))


def listed(folder: Path) -> list[tuple[str, Path]]:
    return [(path.name, path) for path in sorted(folder.iterdir())]


def reviewed(workspace: Workspace, folder: Path, profile: Path, out: Path, campaign: str = "") -> Reviewed:
    handed = hand_in_folder(workspace, listed(folder), (campaign, folder), profile, "методист")
    return review_campaign(workspace, handed.campaign.id, out, Asked(profile, author="методист", jobs=1))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_again_is_taken_from_the_store(workspace, folder, profile, tmp_path, monkeypatch) -> None:
    first = reviewed(workspace, folder, profile, tmp_path / "first")

    def fail(*_: object) -> None:
        raise AssertionError("computed")

    monkeypatch.setattr(computing, "make", fail)
    again = reviewed(workspace, folder, profile, tmp_path / "again")
    assert (first.reused, again.reused, again.run.id) == (False, True, first.run.id)
    assert contents(tmp_path / "again") == contents(tmp_path / "first")


def test_only_what_changed_is_read_and_judged(workspace, folder, profile, tmp_path, monkeypatch) -> None:
    reviewed(workspace, folder, profile, tmp_path / "first")
    write_plan(folder / "Лугозёрск.docx", "Городской конкурс учителей физики", "Олимпиада по химии")
    read, judged = [], []
    whole_read, whole_found = readings._read, finding._found
    monkeypatch.setattr(readings, "_read", lambda files, *rest: read.extend(files) or whole_read(files, *rest))
    monkeypatch.setattr(
        finding, "_found", lambda roadmap, *rest: judged.append(roadmap.file) or whole_found(roadmap, *rest)
    )
    reviewed(workspace, folder, profile, tmp_path / "changed")
    assert [file.name for file in read] == judged == ["Лугозёрск.docx"]
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    review_alone(listed(folder), tmp_path / "anew", Asked(profile, jobs=1))
    assert contents(tmp_path / "changed") == contents(tmp_path / "anew")
    assert contents(tmp_path / "changed") != contents(tmp_path / "first")


def test_what_the_last_run_used_is_asked_for_at_once(workspace, folder, profile, tmp_path, monkeypatch) -> None:
    first = reviewed(workspace, folder, profile, tmp_path / "first").run
    write_plan(folder / "Лугозёрск.docx", "Городской конкурс учителей физики", "Олимпиада по химии")
    asked: list[list[Key]] = []
    look_up = Computed.look_up
    monkeypatch.setattr(Computed, "look_up", lambda self, keys: asked.append(list(keys)) or look_up(self, asked[-1]))
    reviewed(workspace, folder, profile, tmp_path / "changed")
    used = {Key(*pair) for pair in first.summary.computed}
    assert len(used) > 3
    assert set(asked[0]) == used
    assert used.isdisjoint(key for keys in asked[1:] if len(keys) == 1 for key in keys)


def test_texts_are_taken_apart_once(workspace, folder, project, tmp_path, monkeypatch) -> None:
    profile = project / "rules/zaozerye"
    taken: list[str] = []
    apart = regional_words._taken_apart
    monkeypatch.setattr(regional_words, "_taken_apart", lambda text: taken.append(text) or apart(text))
    regional_words.recall_wordings({})
    regional_words.wording_of.cache_clear()
    reviewed(workspace, folder, profile, tmp_path / "first")
    kept = [*PLANS["Кедроборский район.docx"], "Кедроборский район"]
    assert set(kept) <= set(taken)

    write_plan(folder / "Лугозёрск.docx", "Провести совещание заместителей директоров")
    taken.clear()
    regional_words.wording_of.cache_clear()
    reviewed(workspace, folder, profile, tmp_path / "second")
    assert set(kept).isdisjoint(taken)
    assert "Провести совещание заместителей директоров" in taken


def test_a_correction_is_followed_and_taken_back_leads_to_the_stored_run(workspace, folder, profile, tmp_path) -> None:
    first = reviewed(workspace, folder, profile, tmp_path / "first").run
    review = review_of(workspace.blobs, first)
    mine = next(one for one in review.municipalities if one.id == "kedrobor")
    source = mine.reviewed.roadmap.activities[0].source
    row = RowReference("kedrobor", source.file, "1", PLANS["Кедроборский район.docx"][0], table=1, row=source.row)
    body = LabelDecision(row, "parents", holds=True)
    with workspace.writing() as connection:
        new = NewEntry("label", "kedrobor", label_target(row, "parents"), body, "методист")
        append(connection, first.campaign, new, seen=0)
    second = reviewed(workspace, folder, profile, tmp_path / "second")
    labels = review_of(workspace.blobs, second.run).municipalities[1].reviewed.facts[0].labels
    assert not second.reused
    assert "parents" in labels.themes
    assert reproduce(workspace, second.run.id, jobs=1).differing == ()


def test_a_run_is_reproduced_and_what_is_other_is_told(workspace, folder, profile, tmp_path, monkeypatch) -> None:
    run = reviewed(workspace, folder, profile, tmp_path / "out").run
    assert reproduce(workspace, run.id, jobs=1).differing == ()
    stolen = next(output for output in run.outputs if output.name.endswith("Кедроборский район.docx"))
    monkeypatch.setattr("reviewer.jobs.reproducing.engine", lambda: "другая")
    shutil.rmtree(profile)
    found = reproduce(workspace, run.id, jobs=1)
    assert found.differing == ()
    assert any("другая" in told for told in found.elsewhere)
    assert workspace.blobs.path(stolen.sha256).is_file()


def test_an_addition_stands_in_place_of_the_older_and_tells_the_dynamics(workspace, folder, profile, tmp_path) -> None:
    reviewed(workspace, folder, profile, tmp_path / "first", "Зима")
    newer = tmp_path / "newer"
    newer.mkdir()
    write_plan(newer / "Лугозёрск исправлено.docx", "Городская олимпиада для учителей физики", "Лекторий для родителей")
    second = reviewed(workspace, newer, profile, tmp_path / "second", "Зима")
    files = {one.name: one.files for one in second.run.summary.municipalities}
    assert files["г. Лугозёрск"] == ("Лугозёрск исправлено.docx",)
    assert files["Кедроборский район"] == ("Кедроборский район.docx",)
    assert (tmp_path / "second" / "Сведения-об-изменениях.docx").is_file()
    assert not (tmp_path / "first" / "Сведения-об-изменениях.docx").exists()
    assert reproduce(workspace, second.run.id, jobs=1).differing == ()


def test_a_killed_run_loses_no_finished_file(workspace, folder, profile, tmp_path, monkeypatch) -> None:
    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(computing, "write_outputs", die)
        with pytest.raises(KeyboardInterrupt):
            reviewed(workspace, folder, profile, tmp_path / "killed")
    read = []
    whole = readings._read
    monkeypatch.setattr(readings, "_read", lambda files, *rest: read.extend(files) or whole(files, *rest))
    assert not reviewed(workspace, folder, profile, tmp_path / "out").reused
    assert read == []
