"""Campaigns of small roadmaps written afresh, and workers in processes of their own."""

from __future__ import annotations

import io
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.process import BaseProcess
from pathlib import Path

from docx import Document

from reviewer.jobs.queue import Followed, follow
from reviewer.store.campaigns import StoredFile, add_campaign, hand_in
from reviewer.store.workspace import Workspace

PROFILE = Path(__file__).resolve().parents[1] / "rules/zaozerye"
PATIENCE_SECONDS = 300
_LOOK_SECONDS = 0.1
_TEXTS = (
    "Совещание руководителей школ по итогам четверти",
    "Семинар для молодых учителей математики",
    "Диагностика читательской грамотности в шестых классах",
    "Встречи с родителями выпускников",
    "Посещение уроков школьными наставниками",
)
_MONTHS = ("февраль", "март", "апрель", "май", "сентябрь")


def write_plan(path: Path, number: int, rows: int = 5) -> None:
    """A small roadmap, each another one."""
    path.write_bytes(_plan(number, rows))


@cache
def _plan(number: int, rows: int) -> bytes:
    document = Document()
    document.add_paragraph(f"План мероприятий школы № {number} на 2026 год")
    table = document.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ("№", "Мероприятие", "Срок", "Результат"), strict=True):
        cell.text = text
    for place in range(rows):
        texts = (str(place + 1), f"{_TEXTS[place % 5]}, группа {number}", f"{_MONTHS[place % 5]} 2026 г.", "протокол")
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def new_campaign(workspace: Workspace, folder: Path, files: int, *, name: str = "Зима 2026", first: int = 0) -> int:
    """A campaign with so many files. `first`: the number of the first, so that those of another campaign may be others."""
    folder.mkdir(parents=True)
    for number in range(first, first + files):
        write_plan(folder / f"план {number:02}.docx", number)
    return campaign_of_folder(workspace, folder, name)


def campaign_of_folder(workspace: Workspace, folder: Path, name: str = "Зима 2026") -> int:
    stored = []
    for path in sorted(folder.iterdir()):
        sha256 = workspace.blobs.put_file(path)
        stored.append(StoredFile(path.name, sha256, workspace.blobs.size(sha256)))
    with workspace.writing() as connection:
        made = add_campaign(connection, name, str(PROFILE), "методист")
        hand_in(connection, made.id, stored, "методист", complete=True)
    return made.id


@contextmanager
def working(workspace: Workspace, before: str = "") -> Iterator[BaseProcess]:
    """A worker in a process of its own, which ends with the block. `before`: as `start_worker`."""
    process = start_worker(workspace, before)
    try:
        yield process
    finally:
        process.terminate()
        process.join(PATIENCE_SECONDS)


def start_worker(workspace: Workspace, before: str = "") -> BaseProcess:
    """`before`: lines of Python that it runs first. It is forked from a process that has loaded the program once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    process = context.Process(target=_work, args=(workspace.folder, before))
    process.start()
    return process


_PRELOADED = ("reviewer.jobs.worker", "reviewer.web.sources.files", "matplotlib.backends.backend_agg", "docx")


def _work(folder: Path, before: str) -> None:
    """Be a worker as the command line starts it. It finds no LibreOffice, which would take most of the time."""
    from reviewer.cli.app import main

    os.environ["PATH"] = "/nonexistent"
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    exec(f"{_SAME_PROGRAM}{before}", {})  # noqa: S102 - lines of the tests' own
    sys.argv = ["reviewer", "worker", "--workspace", str(folder)]
    main()


_SAME_PROGRAM = """
from reviewer.jobs import rereview
rereview.engine = lambda: "0.0.0+tests"
"""
"""Somebody may edit a source while a test runs: to a worker that is started later, it would be another program."""


def held_from(first: int, gate: Path) -> str:
    """Lines for a worker: plans from this number on are read once the gate is there, so that a batch stays in its middle."""
    return f"""
import pathlib, time
from reviewer.review import reading
plain = reading.read_document
def read(path, *, name=None, **named):
    while name >= "план {first:02}.docx" and not pathlib.Path({str(gate)!r}).exists():
        time.sleep(0.05)
    return plain(path, name=name, **named)
reading.read_document = read
"""


def readers_of(worker: int) -> set[int]:
    """The processes that a worker has started, and those that they have, as Linux lists them."""
    pairs = dict(filter(None, map(_with_parent, Path("/proc").glob("[0-9]*/stat"))))
    found, new = set[int](), {worker}
    while new:
        new = {process for process, parent in pairs.items() if parent in new} - found
        found |= new
    return found


def worker_of(server: int) -> int:
    """The worker that a server has started, as soon as it has."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        for process in sorted(readers_of(server)):  # what a worker has forked is called like it, and comes later
            with suppress(OSError):
                if b"reviewer.jobs.worker" in Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0"):
                    return process
        time.sleep(_LOOK_SECONDS)
    raise AssertionError("the server has started no worker")


def _with_parent(stat: Path) -> tuple[int, int] | None:
    try:
        return int(stat.parent.name), int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended meanwhile
        return None


def wait_until_gone(processes: set[int]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not gone(processes):
        assert time.monotonic() < end, processes
        time.sleep(_LOOK_SECONDS)


def gone(processes: set[int]) -> bool:
    """Whether none of them is there any more, but as a number that nobody has asked for."""
    return all(_state(process) in {"", "Z"} for process in processes)


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def wait_for(workspace: Workspace, job: int, until: Callable[[Followed], bool]) -> Followed:
    """Look at a job again and again until something holds of it."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        with workspace.reading() as connection:
            found = follow(connection, job)
        if until(found):
            return found
        assert time.monotonic() < end, found
        time.sleep(_LOOK_SECONDS)


def over(found: Followed) -> bool:
    return found.job.over
