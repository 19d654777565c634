"""Campaigns of small roadmaps written afresh, and workers in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from docx import Document

from reviewer.jobs.queue import Followed, follow
from reviewer.store.campaigns import StoredFile, add_campaign, hand_in
from reviewer.store.workspace import Workspace

PROFILE = Path(__file__).resolve().parents[1] / "rules/zaozerye"
PATIENCE_SECONDS = 120
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
    document = Document()
    document.add_paragraph(f"План мероприятий школы № {number} на 2026 год")
    table = document.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ("№", "Мероприятие", "Срок", "Результат"), strict=True):
        cell.text = text
    for place in range(rows):
        texts = (str(place + 1), f"{_TEXTS[place % 5]}, группа {number}", f"{_MONTHS[place % 5]} 2026 г.", "протокол")
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.save(path)


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
def working(workspace: Workspace, before: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own, which ends with the block. `before`: as `start_worker`."""
    process = start_worker(workspace, before)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def start_worker(workspace: Workspace, before: str = "") -> subprocess.Popen[bytes]:
    """`before`: lines of Python that it runs first. It finds no LibreOffice, which would take most of the time."""
    code = f"{_SAME_PROGRAM}{before}\nfrom reviewer.cli.app import main\nmain()"
    call = [sys.executable, "-c", code, "worker", "--workspace", str(workspace.folder)]
    return subprocess.Popen(call, env=os.environ | {"PATH": "/nonexistent"}, stderr=subprocess.DEVNULL)


_SAME_PROGRAM = """
from reviewer.jobs import rereview
rereview.engine = lambda: "0.0.0+tests"
"""
"""Somebody may edit a source while a test runs: to a worker that is started later, it would be another program."""

SLOWLY = """
import time
from reviewer.review import reading
quick = reading.read_document
def slow(*arguments, **named):
    time.sleep(0.1)
    return quick(*arguments, **named)
reading.read_document = slow
"""
"""Reading takes a while, so that a batch has a middle."""


def readers_of(worker: int) -> set[int]:
    """The processes that a worker has started, and those that they have."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()[1:]]
    found, new = set[int](), {worker}
    while new:
        new = {process for process, parent in pairs if parent in new} - found
        found |= new
    return found


def gone(processes: set[int]) -> bool:
    """Whether none of them is there any more, but as a number that nobody has asked for."""
    states = (Path(f"/proc/{process}/stat") for process in processes)
    return all(not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z" for state in states)


def wait_for(workspace: Workspace, job: int, until: Callable[[Followed], bool]) -> Followed:
    """Look at a job again and again until something holds of it."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        with workspace.reading() as connection:
            found = follow(connection, job)
        if until(found):
            return found
        assert time.monotonic() < end, found
        time.sleep(0.02)


def over(found: Followed) -> bool:
    return found.job.over
