"""Asking for work, following it, stopping it and trying again, in both databases."""

from __future__ import annotations

from datetime import date

import pytest

from reviewer.jobs.liveness import own_identity, sign_on
from reviewer.jobs.queue import CANCELLED, NO_WORKER, ask, cancel, follow, job_of, jobs_of, last_job, retry
from reviewer.jobs.requests import DocumentsRequest, ImpactRequest, LearnRequest, ReviewRequest
from reviewer.model.errors import UsageError
from reviewer.store.campaigns import add_campaign
from reviewer.store.workspace import Workspace


@pytest.fixture
def campaign(workspace: Workspace) -> int:
    with workspace.writing() as connection:
        return add_campaign(connection, "Зима 2026", "zaozerye", "методист").id


@pytest.mark.parametrize(
    "request_",
    [
        ReviewRequest(),
        ReviewRequest(date(2026, 1, 19), anew=True),
        DocumentsRequest(7, printed=True),
        ImpactRequest("/правила/новые"),
        LearnRequest(),
    ],
)
def test_what_was_asked_is_read_back(workspace: Workspace, campaign: int, request_) -> None:
    with workspace.writing() as connection:
        asked = ask(connection, request_, "методист", campaign)
    with workspace.reading() as connection:
        found = job_of(connection, asked.id)
    assert found == asked
    assert (found.request, found.state, found.author, found.attempt) == (request_, "queued", "методист", 0)


def test_what_waits_for_the_same_is_asked_for_once(workspace: Workspace, campaign: int) -> None:
    with workspace.writing() as connection:
        other = add_campaign(connection, "Зима 2027", "zaozerye", "методист").id
        first = ask(connection, ReviewRequest(), "методист", campaign)
        assert ask(connection, ReviewRequest(), "другой методист", campaign).id == first.id
        assert ask(connection, ReviewRequest(anew=True), "методист", campaign).id != first.id
        assert ask(connection, ReviewRequest(), "методист", other).id != first.id
        learn = ask(connection, LearnRequest(), "методист")
        assert ask(connection, LearnRequest(), "методист").id == learn.id
        assert [one.campaign for one in jobs_of(connection)] == [None, other, campaign, campaign]
        assert last_job(connection, campaign, "learn") is None
        assert [one.id for one in jobs_of(connection, other)] == [last_job(connection, other).id]


def test_a_job_without_a_worker_says_so(workspace: Workspace, campaign: int) -> None:
    with workspace.writing() as connection:
        asked = ask(connection, ReviewRequest(), "методист", campaign)
        alone = follow(connection, asked.id)
        sign_on(connection, own_identity())
        attended = follow(connection, asked.id)
    assert (alone.notice, attended.notice) == (NO_WORKER, "")
    assert alone.mark != attended.mark


def test_a_waiting_job_is_cancelled_at_once(workspace: Workspace, campaign: int) -> None:
    with workspace.writing() as connection:
        asked = ask(connection, ReviewRequest(), "методист", campaign)
        stopped = cancel(connection, asked.id, "руководитель")
        assert (stopped.state, stopped.cancelled_by, stopped.message) == ("cancelled", "руководитель", CANCELLED)
        assert stopped.over
        assert cancel(connection, asked.id, "методист") == stopped
        assert follow(connection, asked.id).notice == ""
        assert ask(connection, ReviewRequest(), "методист", campaign).id != asked.id


def test_only_what_is_over_is_tried_again(workspace: Workspace, campaign: int) -> None:
    with workspace.writing() as connection:
        asked = ask(connection, ReviewRequest(date(2026, 1, 19)), "методист", campaign)
        with pytest.raises(UsageError, match="ещё идёт"):
            retry(connection, asked.id, "методист")
        cancel(connection, asked.id, "методист")
        again = retry(connection, asked.id, "методист")
    assert (again.again_of, again.request) == (asked.id, ReviewRequest(date(2026, 1, 19), anew=True))


def test_a_job_that_is_not_there(workspace: Workspace) -> None:
    with workspace.reading() as connection, pytest.raises(UsageError, match="Обновите страницу"):
        follow(connection, 99)
