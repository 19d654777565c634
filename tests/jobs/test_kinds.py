"""What the jobs do that are no reviews: documents for print, the effect of other rules, learning."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from batches import PROFILE, new_campaign
from working import do_job

from reviewer.documents.office.libreoffice import find_libreoffice
from reviewer.jobs import claiming, doing, following, printing
from reviewer.jobs.queue import ask, follow, jobs_of
from reviewer.jobs.reproducing import reproduce
from reviewer.jobs.requests import DocumentsRequest, ImpactRequest, LearnRequest, ReviewRequest
from reviewer.jobs.rereview import Asked, review_campaign
from reviewer.jobs.reviewing import impact_of
from reviewer.jobs.writing import documents_of, outputs_in_hand
from reviewer.store.moments import now
from reviewer.store.runs import run_of
from reviewer.store.schema import blob, job
from reviewer.store.workspace import Workspace


@pytest.fixture
def campaign(sqlite_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """One that has been reviewed; what follows from that waits."""
    monkeypatch.setattr(claiming, "THEN_SECONDS", 3600)
    identifier = new_campaign(sqlite_workspace, tmp_path / "plans", 2)
    assert do_job(sqlite_workspace, ReviewRequest(), identifier).state == "done"
    return identifier


def test_readers_that_end_with_their_job_tell_nothing_of_files(
    sqlite_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "is_ending", lambda: True)
    done = do_job(sqlite_workspace, ReviewRequest(), new_campaign(sqlite_workspace, tmp_path / "plans", 2))
    with sqlite_workspace.reading() as connection:
        files = follow(connection, done.id).files
    assert [(one.readings, one.message) for one in files] == [(0, "")] * 2


def _documents(workspace: Workspace, campaign: int, request: DocumentsRequest) -> dict[str, str]:
    """SHA-256 by name of what a job has made."""
    found = do_job(workspace, request, campaign)
    assert (found.state, found.message, found.run) == ("done", "", request.run)
    return {output.name: output.sha256 for output in documents_of(found)}


def test_the_documents_of_a_result_are_those_of_a_review_that_writes_them(
    sqlite_workspace: Workspace, campaign: int, tmp_path: Path
) -> None:
    with sqlite_workspace.reading() as connection:
        assert outputs_in_hand(connection, run_of(connection, 1)) == ()
    made = _documents(sqlite_workspace, campaign, DocumentsRequest(1))
    eager = review_campaign(sqlite_workspace, campaign, tmp_path / "out", Asked(PROFILE, printed=False)).run
    assert {output.name: output.sha256 for output in eager.outputs} == made
    assert {"справка.docx", "матрица.xlsx", "review.json"} < made.keys()
    with sqlite_workspace.reading() as connection:
        in_hand = outputs_in_hand(connection, run_of(connection, 1))
        assert {output.name: output.sha256 for output in in_hand} == made
        assert set(made.values()) <= set(connection.execute(blob.select()).scalars())
    assert _documents(sqlite_workspace, campaign, DocumentsRequest(1)) == {}, "they are there"


def test_such_a_result_and_its_documents_are_reproduced(sqlite_workspace: Workspace, campaign: int) -> None:
    assert (reproduce(sqlite_workspace, 1, jobs=1).outputs, reproduce(sqlite_workspace, 1, jobs=1).differing) == (0, ())
    made = _documents(sqlite_workspace, campaign, DocumentsRequest(1))
    found = reproduce(sqlite_workspace, 1, jobs=1)
    assert (found.outputs, found.differing) == (len(made), ())


def test_after_a_review_its_documents_are_written_ahead(sqlite_workspace: Workspace, campaign: int) -> None:
    with sqlite_workspace.reading() as connection:
        (follower,) = jobs_of(connection, campaign, kind="documents")
    assert (follower.request, follower.state) == (DocumentsRequest(1, ahead=True), "queued")


def test_what_nobody_has_asked_for_gives_way_to_a_newer_result(sqlite_workspace: Workspace, campaign: int) -> None:
    with sqlite_workspace.writing() as connection:
        connection.execute(job.update().values(not_before=now()))
        ask(connection, ReviewRequest(today=date(2026, 2, 3)), "методист", campaign, wait=3600)
    found = do_job(sqlite_workspace, DocumentsRequest(1, ahead=True), campaign)
    assert (found.state, found.run) == ("cancelled", None)
    assert _documents(sqlite_workspace, campaign, DocumentsRequest(1)), "somebody asks for them"


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_word_documents_are_printed_when_somebody_asks(sqlite_workspace: Workspace, campaign: int) -> None:
    made = _documents(sqlite_workspace, campaign, DocumentsRequest(1, printed=True))
    word = [name for name in made if name.endswith(".docx")]
    assert {name.removesuffix(".docx") for name in word} == {name[:-4] for name in made if name.endswith(".pdf")}
    assert sqlite_workspace.blobs.get(made["письмо.pdf"]).startswith(b"%PDF-")
    assert reproduce(sqlite_workspace, 1, jobs=1).differing == ()


def test_without_libreoffice_nothing_is_printed(
    sqlite_workspace: Workspace, campaign: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "find_libreoffice", lambda: None)
    found = do_job(sqlite_workspace, DocumentsRequest(1, printed=True), campaign)
    assert (found.state, found.code) == ("failed", "libreoffice-absent")
    assert "Установите его" in found.message


def test_the_effect_of_the_same_rules_is_none(sqlite_workspace: Workspace, campaign: int, tmp_path: Path) -> None:
    same = tmp_path / "rules" / "same"
    shutil.copytree(PROFILE, same)
    found = do_job(sqlite_workspace, ImpactRequest(str(same)), campaign)
    assert (found.state, found.message) == ("done", "")
    effect = impact_of(sqlite_workspace.blobs, found)
    assert not effect.comparison


def test_the_effect_of_other_rules(sqlite_workspace: Workspace, campaign: int) -> None:
    """Another profile has parameters of its own, so statements come and go."""
    found = do_job(sqlite_workspace, ImpactRequest("vladimir"), campaign)
    effect = impact_of(sqlite_workspace.blobs, found)
    assert effect.campaign_rules != effect.other_rules
    assert effect.comparison.statements


def test_there_is_nothing_to_learn_yet(sqlite_workspace: Workspace) -> None:
    found = do_job(sqlite_workspace, LearnRequest())
    assert (found.state, found.result["taken"]) == ("done", None)
    assert found.result["improvement"]["reason"]


def test_a_defect_is_told_without_words_of_a_document(
    sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("Иванов И. И., тайное дело")

    monkeypatch.setattr(doing, "learn_from", fail)
    found = do_job(sqlite_workspace, LearnRequest())
    assert (found.state, found.code) == ("failed", "defect")
    assert "ValueError, test_kinds.py" in found.message
    assert "Иванов" not in found.message
