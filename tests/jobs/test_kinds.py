"""What the jobs do that are no reviews: documents for print, the effect of other rules, learning."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from batches import PROFILE, new_campaign

from reviewer.documents.office.libreoffice import find_libreoffice
from reviewer.jobs import doing, printing
from reviewer.jobs.claiming import Claim, claim, end
from reviewer.jobs.doing import _ending
from reviewer.jobs.liveness import own_identity
from reviewer.jobs.printing import documents_of
from reviewer.jobs.queue import Job, ask, job_of
from reviewer.jobs.requests import DocumentsRequest, ImpactRequest, LearnRequest, Request, ReviewRequest
from reviewer.jobs.reviewing import impact_of
from reviewer.store.runs import run_of
from reviewer.store.schema import blob
from reviewer.store.workspace import Workspace


@pytest.fixture
def campaign(sqlite_workspace: Workspace, tmp_path: Path) -> int:
    """One that has been reviewed: nothing is printed that nobody asked for."""
    identifier = new_campaign(sqlite_workspace, tmp_path / "plans", 2)
    assert _done(sqlite_workspace, ReviewRequest(), identifier).state == "done"
    return identifier


def _claimed(workspace: Workspace, request: Request, campaign: int | None) -> Claim:
    with workspace.writing() as connection:
        asked = ask(connection, request, "методист", campaign)
        held = claim(connection, own_identity())
    assert held is not None
    assert held.job.id == asked.id
    return held


def _done(workspace: Workspace, request: Request, campaign: int | None = None) -> Job:
    """Do a job here and now."""
    held = _claimed(workspace, request, campaign)
    ending = _ending(workspace, held)
    with workspace.writing() as connection:
        end(connection, held, ending)
        return job_of(connection, held.job.id)


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_word_documents_are_printed_when_somebody_asks(sqlite_workspace: Workspace, campaign: int) -> None:
    found = _done(sqlite_workspace, DocumentsRequest(1, ("письмо.docx",)), campaign)
    assert (found.state, found.message) == ("done", "")
    (printed,) = documents_of(found)
    assert (printed.name, found.run) == ("письмо.pdf", 1)
    assert sqlite_workspace.blobs.get(printed.sha256).startswith(b"%PDF-")
    with sqlite_workspace.reading() as connection:
        assert printed.sha256 in connection.execute(blob.select()).scalars().all()
        assert not any(one.name.endswith(".pdf") for one in run_of(connection, 1).outputs)


def test_without_libreoffice_nothing_is_printed(
    sqlite_workspace: Workspace, campaign: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "find_libreoffice", lambda: None)
    found = _done(sqlite_workspace, DocumentsRequest(1), campaign)
    assert (found.state, found.code) == ("failed", "libreoffice-absent")
    assert "Установите его" in found.message
    assert "«нет.docx»" in _done(sqlite_workspace, DocumentsRequest(1, ("нет.docx",)), campaign).message


def test_the_effect_of_the_same_rules_is_none(sqlite_workspace: Workspace, campaign: int, tmp_path: Path) -> None:
    same = tmp_path / "rules" / "same"
    shutil.copytree(PROFILE, same)
    found = _done(sqlite_workspace, ImpactRequest(str(same)), campaign)
    assert (found.state, found.message) == ("done", "")
    effect = impact_of(sqlite_workspace.blobs, found)
    assert not effect.comparison


def test_the_effect_of_other_rules(sqlite_workspace: Workspace, campaign: int) -> None:
    """Another profile has parameters of its own, so statements come and go."""
    found = _done(sqlite_workspace, ImpactRequest("vladimir"), campaign)
    effect = impact_of(sqlite_workspace.blobs, found)
    assert effect.campaign_rules != effect.other_rules
    assert effect.comparison.statements


def test_there_is_nothing_to_learn_yet(sqlite_workspace: Workspace) -> None:
    found = _done(sqlite_workspace, LearnRequest())
    assert (found.state, found.result["taken"]) == ("done", None)
    assert found.result["improvement"]["reason"]


def test_a_defect_is_told_without_words_of_a_document(
    sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("Иванов И. И., тайное дело")

    monkeypatch.setattr(doing, "learn_from", fail)
    found = _done(sqlite_workspace, LearnRequest())
    assert (found.state, found.code) == ("failed", "defect")
    assert "ValueError, test_kinds.py" in found.message
    assert "Иванов" not in found.message
