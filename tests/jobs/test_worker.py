"""Workers as processes: killed in the middle of a batch, sharing a queue, stopped; nothing is lost and nothing done twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from batches import (
    campaign_of_folder,
    gone,
    held_from,
    new_campaign,
    over,
    readers_of,
    start_worker,
    wait_for,
    wait_until_gone,
    worker_of,
    working,
    write_plan,
)
from sqlalchemy import func, select

from reviewer.jobs.queue import CANCELLED, ask, cancel, follow, retry
from reviewer.jobs.requests import DocumentsRequest, ImpactRequest, ReviewRequest
from reviewer.store.runs import review_of, run_of, runs_of
from reviewer.store.schema import job
from reviewer.store.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the tests look processes up as Linux shows them")

_FATAL = "роковой.docx"
_DIES = f"""
import os, pathlib, signal
from reviewer.review import reading
plain = reading.read_document
def read(path, *, name=None, **named):
    if name == {_FATAL!r} and not pathlib.Path({{mark!r}}).exists():
        os.kill(os.getpid(), signal.SIGSEGV)
    return plain(path, name=name, **named)
reading.read_document = read
"""


def _asked(workspace: Workspace, campaign: int, author: str = "методист") -> int:
    with workspace.writing() as connection:
        return ask(connection, ReviewRequest(), author, campaign).id


def _read(files: int):
    return lambda found: sum(one.state == "done" for one in found.files) >= files or found.job.over


@pytest.mark.parametrize("times", [2])
def test_killed_in_the_middle_of_a_batch_of_sixty(workspace: Workspace, tmp_path: Path, times: int) -> None:
    asked = _asked(workspace, new_campaign(workspace, tmp_path / "plans", 60))
    for part in range(1, times + 1):
        middle = 60 * part // (times + 1)
        worker = start_worker(workspace, held_from(middle, tmp_path / "never"))
        found = wait_for(workspace, asked, _read(middle))
        started = readers_of(worker.pid)
        worker.kill()
        worker.join()
        assert found.job.state == "running"
        assert len(started) >= 2
        wait_until_gone(started)
    with working(workspace):
        done = wait_for(workspace, asked, over)
    assert (done.job.state, done.job.attempt) == ("done", 1), "attempts that got on do not count"
    assert [(one.state, one.readings) for one in done.files] == [("done", 1)] * 60
    with workspace.reading() as connection:
        made = runs_of(connection, done.job.campaign)
        assert [one.id for one in made] == [done.job.run]
        review = review_of(workspace.blobs, made[0])
    told = {name for one in review.municipalities for name in one.files} | set(review.unmatched_files)
    assert told == {one.name for one in done.files}


def test_a_worker_and_its_server_are_killed(workspace: Workspace, tmp_path: Path) -> None:
    """The worker notices that its server is gone, and leaves the job to the next one."""
    asked = _asked(workspace, new_campaign(workspace, tmp_path / "plans", 30))
    gate = tmp_path / "gate"
    with _served(workspace, held_from(5, tmp_path / "never"), tmp_path / "first") as server:
        wait_for(workspace, asked, _read(5))
        started = readers_of(server.pid)
    wait_until_gone(started)
    with _served(workspace, held_from(15, gate), tmp_path / "second") as server:
        wait_for(workspace, asked, _read(15))
        worker = worker_of(server.pid)
        os.kill(worker, signal.SIGKILL)
        gate.touch()
        done = wait_for(workspace, asked, over)
        assert worker_of(server.pid) != worker
    assert done.job.state == "done"
    assert [one.readings for one in done.files] == [1] * 30


@contextmanager
def _served(workspace: Workspace, before: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """What a server is to its worker; killed at the end. `before`: lines that every process of it runs first; `folder`: for them."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(before, encoding="utf-8")
    code = (
        "import sys, time, pathlib; from reviewer.jobs.supervising import supervised_workers\n"
        "with supervised_workers(pathlib.Path(sys.argv[1])): time.sleep(1000)"
    )
    call = [sys.executable, "-c", code, str(workspace.folder)]
    environment = os.environ | {"PATH": "/nonexistent", "PYTHONPATH": str(folder)}
    server = subprocess.Popen(call, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield server
    finally:
        server.kill()
        server.wait()


def test_two_workers_share_the_queue(workspace: Workspace, tmp_path: Path) -> None:
    campaigns = [
        new_campaign(workspace, tmp_path / str(one), 3, name=f"Экспертиза {one}", first=3 * one) for one in range(4)
    ]
    asked = [_asked(workspace, campaign) for campaign in campaigns]
    gate = tmp_path / "gate"
    with working(workspace, held_from(0, gate)), working(workspace, held_from(0, gate)):
        for one in asked[:2]:
            wait_for(workspace, one, lambda found: found.job.state == "running")
        gate.touch()
        done = [wait_for(workspace, one, over) for one in asked]
    assert [one.job.state for one in done] == ["done"] * 4
    assert {one.readings for found in done for one in found.files} == {1}
    with workspace.reading() as connection:
        assert [len(runs_of(connection, campaign)) for campaign in campaigns] == [1] * 4
        assert connection.execute(select(func.count(job.c.worker.distinct()))).scalar() == 2


def test_a_batch_is_cancelled(workspace: Workspace, tmp_path: Path) -> None:
    asked = _asked(workspace, new_campaign(workspace, tmp_path / "plans", 40))
    gate = tmp_path / "gate"
    with working(workspace, held_from(10, gate)) as worker:
        wait_for(workspace, asked, _read(10))
        started = readers_of(worker.pid)
        with workspace.writing() as connection:
            assert cancel(connection, asked, "руководитель").state == "running"
        stopped = wait_for(workspace, asked, over)
        assert gone(started)
        assert (stopped.job.state, stopped.job.message, stopped.job.run) == ("cancelled", CANCELLED, None)
        kept = {one.name for one in stopped.files if one.state == "done"}
        assert len(kept) == 10
        gate.touch()
        with workspace.writing() as connection:
            again = retry(connection, asked, "методист").id
        done = wait_for(workspace, again, over)
    assert done.job.state == "done"
    assert {one.name for one in done.files if one.readings == 0} == kept


def test_a_file_that_kills_its_reader_and_is_tried_again(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    for number, name in enumerate(("а.docx", _FATAL, "я.docx")):
        write_plan(folder / name, number)
    asked = _asked(workspace, campaign_of_folder(workspace, folder))
    mark = tmp_path / "mended"
    with working(workspace, _DIES.format(mark=str(mark))):
        first = wait_for(workspace, asked, over)
        mark.touch()
        with workspace.writing() as connection:
            asked = retry(connection, asked, "методист").id
        second = wait_for(workspace, asked, over)
    assert first.job.state == "done"
    assert [(one.name, one.code) for one in first.failed] == [(_FATAL, "reader-died")]
    assert "повреждён" in first.failed[0].message
    assert first.job.message.startswith("С вопросами: 1 файл.")
    assert [(one.name, one.state, one.readings) for one in second.files] == [
        ("а.docx", "done", 0),
        (_FATAL, "done", 1),
        ("я.docx", "done", 0),
    ]
    assert second.job.message == ""
    with workspace.reading() as connection:
        runs = [run_of(connection, one.job.run) for one in (first, second)]
    assert [len(one.summary.problems) for one in runs] == [1, 0]
    assert runs[0].identity == runs[1].identity


def test_a_worker_that_is_asked_to_end_puts_its_job_back(workspace: Workspace, tmp_path: Path) -> None:
    asked = _asked(workspace, new_campaign(workspace, tmp_path / "plans", 40))
    with working(workspace, held_from(10, tmp_path / "never")) as worker:
        wait_for(workspace, asked, _read(10))
        started = readers_of(worker.pid)
    assert worker.exitcode == 0
    assert gone(started)
    with workspace.reading() as connection:
        left = follow(connection, asked)
    assert (left.job.state, left.job.attempt, bool(left.notice)) == ("queued", 0, True)


def test_what_cannot_be_done_says_why(workspace: Workspace, tmp_path: Path) -> None:
    campaign = new_campaign(workspace, tmp_path / "plans", 1)
    with workspace.writing() as connection:
        impossible = [
            ask(connection, DocumentsRequest(99), "методист", campaign).id,
            ask(connection, ImpactRequest("/нет/такого"), "методист", campaign).id,
            ask(connection, ReviewRequest(), "методист").id,
        ]
    with working(workspace):
        found = [wait_for(workspace, one, over).job for one in impossible]
    assert [one.state for one in found] == ["failed"] * 3
    assert [one.message.partition(" ")[0] for one in found] == ["Такого", "Нет", "Такой"]
