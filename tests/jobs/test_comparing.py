"""Stored results are compared: at once where one thing differs, by a job where several do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from resubmitted import OTHER, OWN, begin, decide, review, send_again
from working import cancel_jobs, do_job

from reviewer.jobs.comparing import changes_document, compared, comparison_form, differing, needs_telling_apart
from reviewer.jobs.queue import Job
from reviewer.jobs.requests import ComparisonRequest
from reviewer.model.errors import UsageError
from reviewer.store.runs import Environment, Manifest, run_of
from reviewer.store.workspace import Workspace

MANIFEST = Manifest((), (), "profile", "model", "decided", None, "engine", "templates", Environment())


@pytest.fixture
def campaign(sqlite_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("PATH", "/nonexistent")
    return begin(sqlite_workspace, tmp_path / "out")


def _done(workspace: Workspace, request: ComparisonRequest, campaign: int) -> Job:
    cancel_jobs(workspace, campaign)
    return do_job(workspace, request, campaign)


def test_what_differs_is_told_by_what_results_follow_from() -> None:
    assert differing(MANIFEST, MANIFEST) == ()
    assert differing(MANIFEST, replace(MANIFEST, corrections="others", profile="other")) == ("rules", "decisions")
    assert not needs_telling_apart(MANIFEST, replace(MANIFEST, model=None))
    assert needs_telling_apart(MANIFEST, replace(MANIFEST, model=None, engine="newer"))


def test_one_cause_needs_no_job(sqlite_workspace: Workspace, campaign: int, tmp_path: Path) -> None:
    with sqlite_workspace.reading() as connection:
        old = run_of(connection, 1)
    decide(sqlite_workspace, campaign)
    new = review(sqlite_workspace, campaign, tmp_path / "out")
    assert old
    found = compared(sqlite_workspace, old, new)
    assert found.told_apart
    assert found.municipalities == (OTHER,)
    (shift,) = found.context.municipalities[0].verdicts
    assert shift.because == "решение методиста"
    form = comparison_form(sqlite_workspace, old, new)
    assert form["municipalities"][0]["verdicts"][0]["parameter"] == "parents"  # type: ignore[index]
    assert changes_document(sqlite_workspace, old, new)[:2] == b"PK"
    assert changes_document(sqlite_workspace, old, new) == changes_document(sqlite_workspace, old, new)
    assert compared(sqlite_workspace, old, new) == found, "what is kept says the same"


def test_several_causes_are_told_apart_by_a_job(sqlite_workspace: Workspace, campaign: int, tmp_path: Path) -> None:
    with sqlite_workspace.reading() as connection:
        old = run_of(connection, 1)
    decide(sqlite_workspace, campaign)
    new = send_again(sqlite_workspace, campaign, tmp_path / "out")
    assert old
    at_once = compared(sqlite_workspace, old, new)
    assert not at_once.told_apart
    assert {shift.because for one in at_once.context.municipalities for shift in one.verdicts} == {""}
    with pytest.raises(UsageError, match="разобрать причины"):
        changes_document(sqlite_workspace, old, new)
    found = _done(sqlite_workspace, ComparisonRequest(old.id, new.id), campaign)
    assert (found.state, found.run) == ("done", new.id), found.message
    apart = compared(sqlite_workspace, old, new)
    assert apart.told_apart
    because = {
        name: {shift.because for shift in one.verdicts}
        for name, one in zip(apart.municipalities, apart.context.municipalities, strict=True)
    }
    assert because == {OTHER: {"решение методиста"}, OWN: {"новый файл"}}
    assert [one.verdicts[0].title for one in apart.context.municipalities] == [
        one.verdicts[0].title for one in at_once.context.municipalities
    ]
    assert comparison_form(sqlite_workspace, old, new)["told_apart"] is True


def test_results_of_two_campaigns_are_not_compared(sqlite_workspace: Workspace, campaign: int) -> None:
    found = _done(sqlite_workspace, ComparisonRequest(1, 77), campaign)
    assert (found.state, found.code) == ("failed", "run")


def test_a_change_by_the_program_itself_has_no_cause(
    sqlite_workspace: Workspace, campaign: int, tmp_path: Path
) -> None:
    with sqlite_workspace.reading() as connection:
        old = run_of(connection, 1)
    assert old
    new = send_again(sqlite_workspace, campaign, tmp_path / "out")
    same_files = replace(new, manifest=replace(old.manifest, engine="newer"), identity="other")
    found = compared(sqlite_workspace, old, same_files)
    assert found.told_apart
    assert {shift.because for one in found.context.municipalities for shift in one.verdicts} == {""}
