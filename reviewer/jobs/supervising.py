"""Workers that belong to a server: started with it, started again when they die, ended with it however it ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from reviewer.jobs.doing import GRACE_SECONDS

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 30.0
"""Between two starts of a worker that dies again and again."""


@contextmanager
def supervised_workers(folder: Path, count: int = 1) -> Iterator[None]:
    """Workers of a workspace, each in a process of its own, for as long as the block lasts."""
    over = Event()
    threads = [Thread(target=_keep_one, args=(folder, over), daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _keep_one(folder: Path, over: Event) -> None:
    pause = FIRST_PAUSE_SECONDS
    while not over.is_set():
        command = [sys.executable, "-m", "reviewer.jobs.worker", str(folder)]
        # it ends when its input is closed: the system does that too where this process is killed
        with subprocess.Popen(command, stdin=subprocess.PIPE) as process:  # noqa: S603 - this program
            while process.poll() is None and not over.is_set():
                over.wait(0.2)
            if over.is_set():
                _end(process)
                return
        over.wait(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(3 * GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
