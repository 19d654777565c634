"""One worker at a time has a job; one that is gone loses it, and can write nothing more of it. In both databases."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from reviewer.jobs.claiming import LOST, MOST_ATTEMPTS, Ending, JobLostError, beat, claim, end, put_back, sweep, tell
from reviewer.jobs.file_steps import Step, file_read, files_begun, list_files
from reviewer.jobs.liveness import Identity, own_identity, sign_off, sign_on
from reviewer.jobs.queue import CANCELLED, NO_WORKER, Progress, ask, cancel, follow, job_of
from reviewer.jobs.requests import DocumentsRequest, LearnRequest, ReviewRequest
from reviewer.model.review import FileProblem
from reviewer.model.roadmap import Passport, Roadmap
from reviewer.review import ReadFile
from reviewer.store.campaigns import add_campaign
from reviewer.store.moments import now
from reviewer.store.schema import worker
from reviewer.store.workspace import Workspace


@pytest.fixture
def campaign(workspace: Workspace) -> int:
    with workspace.writing() as connection:
        return add_campaign(connection, "Зима 2026", "zaozerye", "методист").id


@pytest.fixture
def me(workspace: Workspace) -> Identity:
    return _signed_on(workspace, own_identity())


def _signed_on(workspace: Workspace, who: Identity) -> Identity:
    with workspace.writing() as connection:
        sign_on(connection, who)
    return who


def _dead(workspace: Workspace) -> Identity:
    """A worker of this machine whose process has come to an end."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return _signed_on(workspace, replace(own_identity(), process=process.pid))


def test_short_work_goes_first_and_one_review_of_a_campaign_at_a_time(
    workspace: Workspace, campaign: int, me: Identity
) -> None:
    with workspace.writing() as connection:
        other = add_campaign(connection, "Зима 2027", "zaozerye", "методист").id
        asked = [
            ask(connection, LearnRequest(), "методист"),
            ask(connection, ReviewRequest(), "методист", campaign),
            ask(connection, ReviewRequest(anew=True), "методист", campaign),
            ask(connection, ReviewRequest(), "методист", other),
            ask(connection, DocumentsRequest(1), "методист", campaign),
            ask(connection, DocumentsRequest(2), "методист", campaign, wait=60),
        ]
        taken = [claim(connection, me) for _ in range(5)]
        numbers = [one.job.id - asked[0].id if one else None for one in taken]
        assert numbers == [4, 1, 3, 0, None]
        end(connection, taken[1], Ending("done"))
        assert claim(connection, me).job.id == asked[2].id


def test_twenty_jobs_for_many_workers(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        numbers = [add_campaign(connection, f"Экспертиза {one}", "zaozerye", "методист").id for one in range(20)]
        asked = {ask(connection, ReviewRequest(), "методист", number).id for number in numbers}

    def take_all(_: int) -> list[int]:
        who, found = own_identity(), []
        while True:
            with workspace.writing() as connection:
                taken = claim(connection, who)
            if taken is None:
                return found
            found.append(taken.job.id)

    with ThreadPoolExecutor(4) as threads:
        taken = [number for numbers in threads.map(take_all, range(4)) for number in numbers]
    assert sorted(taken) == sorted(asked)


def test_what_a_job_tells_and_how_it_ends(workspace: Workspace, campaign: int, me: Identity) -> None:
    with workspace.writing() as connection:
        ask(connection, ReviewRequest(), "методист", campaign)
        held = claim(connection, me)
        told = Progress("reading", 3, 60, "план 04.docx", 12)
        tell(connection, held, told)
        running = follow(connection, held.job.id)
        assert (running.job.state, running.job.attempt, running.job.progress) == ("running", 1, told)
        end(connection, held, Ending("failed", "profile", "Профиль не найден.", result={"причина": 1}))
        ended = job_of(connection, held.job.id)
        assert (ended.state, ended.code, ended.message) == ("failed", "profile", "Профиль не найден.")
        assert ended.result == {"причина": 1}
        assert ended.ended_at is not None
        assert (ended.progress.done, ended.progress.file, ended.progress.seconds_left) == (3, "", None)


def test_a_worker_that_died_loses_its_job_at_once(workspace: Workspace, campaign: int, me: Identity) -> None:
    dead = _dead(workspace)
    with workspace.writing() as connection:
        ask(connection, ReviewRequest(), "методист", campaign)
        held = claim(connection, dead)
        assert sweep(connection) == 1
        again = claim(connection, me)
        assert (again.job.id, again.job.attempt) == (held.job.id, 2)
        assert sweep(connection) == 0
        for write in (
            lambda: tell(connection, held, Progress("judging")),
            lambda: end(connection, held, Ending("done")),
        ):
            with pytest.raises(JobLostError):
                write()
        assert not beat(connection, dead, held)
        put_back(connection, held, lost=True)
        assert beat(connection, me, again)
        assert job_of(connection, held.job.id).state == "running"


def test_a_worker_on_another_machine_that_says_nothing(workspace: Workspace, campaign: int, me: Identity) -> None:
    far = _signed_on(workspace, replace(own_identity(), machine="другая"))
    with workspace.writing() as connection:
        ask(connection, ReviewRequest(), "методист", campaign)
        held = claim(connection, far)
        assert sweep(connection) == 0
        silent = worker.update().where(worker.c.token == far.token).values(seen_at=now() - timedelta(minutes=2))
        connection.execute(silent)
        sign_off(connection, me)
        assert follow(connection, held.job.id).notice == NO_WORKER
        assert sweep(connection) == 1
        assert job_of(connection, held.job.id).state == "queued"


def test_what_ends_its_workers_is_given_up(workspace: Workspace, campaign: int) -> None:
    with workspace.writing() as connection:
        asked = ask(connection, ReviewRequest(), "методист", campaign)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        dead = _dead(workspace)
        with workspace.writing() as connection:
            assert claim(connection, dead).job.attempt == attempt
            assert sweep(connection) == 1
            found = job_of(connection, asked.id)
            assert found.over == (attempt == MOST_ATTEMPTS)
    assert (found.state, found.code, found.message) == ("failed", "lost", LOST)


def test_attempts_in_which_files_were_read_do_not_count(workspace: Workspace, campaign: int) -> None:
    good = ReadFile("план.docx", Roadmap("план.docx", "docx", Passport("План"), ()))
    with workspace.writing() as connection:
        asked = ask(connection, ReviewRequest(), "методист", campaign)
    read, count = 0, 2 * MOST_ATTEMPTS

    def lose(*, reads: bool) -> str:
        nonlocal read
        dead = _dead(workspace)
        with workspace.writing() as connection:
            claim(connection, dead)
            steps = [Step(f"{place}.docx", good if place < read else None) for place in range(count)]
            list_files(connection, asked.id, steps)
            if reads:
                file_read(connection, asked.id, read, good)
                read += 1
            sweep(connection)
            return job_of(connection, asked.id).state

    assert [lose(reads=True) for _ in range(count)] == ["queued"] * count
    assert [lose(reads=False) for _ in range(MOST_ATTEMPTS)] == [*["queued"] * (MOST_ATTEMPTS - 1), "failed"]


def test_a_job_that_is_put_back_is_not_blamed(workspace: Workspace, campaign: int, me: Identity) -> None:
    with workspace.writing() as connection:
        asked = ask(connection, ReviewRequest(), "методист", campaign)
        for _ in range(MOST_ATTEMPTS + 1):
            held = claim(connection, me)
            assert held.job.attempt == 1
            put_back(connection, held, lost=False)
        assert job_of(connection, asked.id).state == "queued"


@pytest.mark.parametrize("lost", [True, False])
def test_a_running_job_is_cancelled_by_its_worker(workspace: Workspace, campaign: int, me: Identity, lost) -> None:
    with workspace.writing() as connection:
        ask(connection, ReviewRequest(), "методист", campaign)
        held = claim(connection, me)
        stopping = cancel(connection, held.job.id, "руководитель")
        assert (stopping.state, stopping.cancelled_by) == ("running", "руководитель")
        assert not beat(connection, me, held)
        put_back(connection, held, lost=lost)
        stopped = job_of(connection, held.job.id)
        assert (stopped.state, stopped.message) == ("cancelled", CANCELLED)
        assert claim(connection, me) is None


def test_a_job_whose_worker_died_is_cancelled(workspace: Workspace, campaign: int) -> None:
    dead = _dead(workspace)
    with workspace.writing() as connection:
        ask(connection, ReviewRequest(), "методист", campaign)
        held = claim(connection, dead)
        cancel(connection, held.job.id, "методист")
        sweep(connection)
        assert job_of(connection, held.job.id).state == "cancelled"


def test_files_keep_the_count_of_their_readings(workspace: Workspace, campaign: int) -> None:
    good = ReadFile("б.docx", Roadmap("б.docx", "docx", Passport("План"), ()))
    bad = ReadFile("в.pdf", problem=FileProblem("в.pdf", "reader-died", "Чтение прервалось."))
    with workspace.writing() as connection:
        number = ask(connection, ReviewRequest(), "методист", campaign).id
        list_files(connection, number, [Step("а.docx", good), Step("б.docx"), Step("в.pdf"), Step("г.pdf")])
        files_begun(connection, number, [1, 2])
        assert [one.state for one in follow(connection, number).files] == ["done", "reading", "reading", "waiting"]
        file_read(connection, number, 1, good)
        file_read(connection, number, 2, bad)
        found = follow(connection, number)
        assert [one.state for one in found.files] == ["done", "done", "failed", "waiting"]
        assert [(one.name, one.message) for one in found.failed] == [("в.pdf", "Чтение прервалось.")]
        list_files(connection, number, [Step("а.docx", good), Step("б.docx", good), Step("в.pdf"), Step("новый.pdf")])
        again = follow(connection, number).files
    assert [(one.state, one.readings) for one in again] == [("done", 0), ("done", 1), ("waiting", 1), ("waiting", 0)]
    assert again[2].message == ""
