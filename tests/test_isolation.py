"""A file that hangs, eats the memory or kills its reader is told as the problem of that file; the others are read."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from reviewer.cli.review import submitted_files
from reviewer.documents import docx
from reviewer.documents.guard import MEBIBYTE, Limits
from reviewer.documents.isolation import IsolatedReading
from reviewer.jobs.processes import reading_processes
from reviewer.model.errors import InputError
from reviewer.review import SubmittedFile, read_roadmaps

forks = pytest.mark.skipif(sys.platform != "linux", reason="a reader replaced by a test reaches a forked process only")
SMALL = Limits(reading_seconds=3, scan_seconds=0, reading_bytes=1_024 * MEBIBYTE)
whole = docx.read


def _hang():
    time.sleep(600)


def _eat_memory():
    hoard = []
    while True:
        hoard.append(np.empty(64 * MEBIBYTE, dtype=np.uint8))  # asked for, never touched: it is to be quick


def _crash():
    faulthandler.disable()
    os.kill(os.getpid(), signal.SIGSEGV)


def _be_killed():
    os.kill(os.getpid(), signal.SIGKILL)


def _leave():
    os._exit(3)


MISDEEDS = {"hang": _hang, "eat": _eat_memory, "crash": _crash, "killed": _be_killed, "leave": _leave}


def _read_or_misbehave(path, name):
    misdeed = MISDEEDS.get(Path(name).stem)
    if misdeed is not None:
        misdeed()
    return whole(path, name)


@pytest.fixture
def plan(project):
    return next((project / "corpora/samples/roadmaps").glob("*.docx"))


@pytest.fixture
def folder(tmp_path, plan):
    """Good files around each bad one, all with the content of a sound plan."""
    for name in ("a", *MISDEEDS, "z"):
        (tmp_path / f"{name}.docx").write_bytes(plan.read_bytes())
    return tmp_path


@forks
@pytest.mark.parametrize("jobs", [1, 3])
def test_a_bad_file_is_told_and_the_batch_goes_on(folder, monkeypatch, jobs):
    monkeypatch.setattr(docx, "read", _read_or_misbehave)
    with IsolatedReading(jobs, SMALL) as executor:
        read = {file.name: file for file in read_roadmaps(submitted_files(folder), executor)}
    assert list(read) == sorted(read)
    codes = {Path(name).stem: file.problem.code for name, file in read.items() if file.problem}
    assert codes == {
        "hang": "reading-time",
        "eat": "reading-memory",
        "crash": "reader-died",
        "killed": "reading-memory",
        "leave": "reader-died",
    }
    for file in read.values():
        assert (file.roadmap is None) is (file.problem is not None)
        if file.problem:
            assert any(word in file.problem.message for word in ("пришлите", "Пришлите"))


def test_files_are_read_alike_here_and_in_processes(project):
    files = submitted_files(project / "corpora/samples/roadmaps")
    with reading_processes(files, 2) as executor:
        assert list(read_roadmaps(files, executor)) == list(read_roadmaps(files))


def test_more_time_is_given_to_what_may_be_a_scan(tmp_path, plan):
    (tmp_path / "скан.pdf").write_bytes(b"%PDF-1.7\n")
    with IsolatedReading(1, Limits(reading_seconds=1, scan_seconds=60)) as executor:
        assert executor.submit(_answer_late, SubmittedFile(tmp_path / "скан.pdf", "скан.pdf")).result() == "скан.pdf"
        with pytest.raises(InputError) as raised:
            executor.submit(_answer_late, SubmittedFile(plan, "план.docx")).result()
    assert raised.value.code == "reading-time"


def _answer_late(file):
    time.sleep(2)
    return file.name


def test_what_a_call_raises_is_raised():
    with IsolatedReading(1) as executor, pytest.raises(ZeroDivisionError):
        executor.submit(divmod, 1, 0).result()


def test_a_process_is_replaced_after_its_files():
    with IsolatedReading(1, files_a_process=2) as executor:
        readers = [executor.submit(os.getpid).result() for _ in range(6)]
    assert len(set(readers)) == 3
    assert os.getpid() not in readers


@forks
def test_a_process_that_ends_between_files_is_replaced():
    with IsolatedReading(1) as executor:
        reader = executor.submit(os.getpid).result()
        os.kill(reader, signal.SIGKILL)
        assert executor.submit(os.getpid).result() != reader
    assert multiprocessing.active_children() == []


def test_processes_end_with_the_block_even_in_the_middle_of_a_file():
    def interrupted():
        with IsolatedReading(2) as executor:
            for _ in range(4):
                executor.submit(time.sleep, 600)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert multiprocessing.active_children() == []


def test_no_more_processes_than_files(plan):
    files = [SubmittedFile(plan, "план.docx")]
    with reading_processes(files, 8) as executor:
        executor.submit(os.getpid).result()
        assert len(multiprocessing.active_children()) == 1


def test_a_caller_with_threads_has_its_processes_begun_by_another():
    with IsolatedReading(1, preload=["reviewer.documents.guard"]) as executor:
        parent = executor.submit(os.getppid).result()
    assert parent != os.getpid()
