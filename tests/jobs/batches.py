"""Campaigns of small roadmaps written afresh, and workers in processes of their own."""

from __future__ import annotations

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

PROFILE = Path(__file__).resolve().parents[2] / "rules/zaozerye"
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


def new_campaign(workspace: Workspace, folder: Path, files: int, *, name: str = "Зима 2026") -> int:
    """A campaign with so many files."""
    folder.mkdir(parents=True)
    for number in range(files):
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
def working(workspace: Workspace) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own, which ends with the block."""
    process = start_worker(workspace)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def start_worker(workspace: Workspace) -> subprocess.Popen[bytes]:
    code = "import sys; from reviewer.cli.app import main; main()"
    return subprocess.Popen([sys.executable, "-c", code, "worker", "--workspace", str(workspace.folder)])


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
