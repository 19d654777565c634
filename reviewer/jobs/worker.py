"""A worker: takes jobs out of the queue of a workspace and has each done in a process of its own, which it watches."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import time
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event, Thread
from types import FrameType

from reviewer.jobs.claiming import Claim, beat, claim, put_back, something_waits, sweep
from reviewer.jobs.doing import GRACE_SECONDS, do_job
from reviewer.jobs.engine import engine
from reviewer.jobs.liveness import BEAT_SECONDS, SILENT_SECONDS, own_identity, sign_off, sign_on
from reviewer.jobs.reviewing import keep_judges
from reviewer.language.morphology import analyzer
from reviewer.model.errors import UsageError
from reviewer.store.workspace import Workspace, open_workspace

LOOK_SECONDS = 0.3
_TROUBLE_SECONDS = 5.0
_CONTEXT = multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")
"""A job that is forked has the worker's modules and dictionaries from the start. The worker has no threads that hold anything."""
_log = logging.getLogger("reviewer.jobs")


class Worker:
    """One job at a time; several workers may share a workspace, on one machine or on several."""

    def __init__(self, workspace: Workspace, *, silent: float = SILENT_SECONDS) -> None:
        """`silent`: after how many seconds other workers that say nothing are taken for dead."""
        self._workspace = workspace
        self._silent = silent
        self._who = own_identity()
        self._over = Event()
        self._beaten = 0.0

    def run(self) -> None:
        """Work until `stop` is called. A database that is not to be had is waited for."""
        while not self._over.is_set():
            try:
                held = self._next()
                if held is None:
                    self._over.wait(LOOK_SECONDS)
                else:
                    self._do(held)
            except UsageError as error:
                _log.warning("%s", error.message)
                self._over.wait(_TROUBLE_SECONDS)
        with suppress(UsageError), self._workspace.writing() as connection:
            sign_off(connection, self._who)

    def stop(self) -> None:
        """Put the job back and come to an end."""
        self._over.set()

    def _next(self) -> Claim | None:
        if time.monotonic() - self._beaten < BEAT_SECONDS:
            with self._workspace.reading() as connection:
                if not something_waits(connection):
                    return None
        with self._workspace.writing() as connection:
            sign_on(connection, self._who)
            self._beaten = time.monotonic()
            sweep(connection, self._silent)
            return claim(connection, self._who)

    def _do(self, held: Claim) -> None:
        _log.info("job %d (%s), attempt %d", held.job.id, held.job.kind, held.job.attempt)
        self._prepare(held)
        process = _CONTEXT.Process(target=do_job, args=(self._workspace.folder, held))
        process.start()
        try:
            while process.is_alive() and not self._over.is_set() and self._goes_on(held):
                process.join(BEAT_SECONDS / 2)
        finally:
            ended = not process.is_alive()
            if not ended or process.exitcode:
                end_process(process)
        _log.info("job %d ended with %s", held.job.id, process.exitcode)
        if process.exitcode:
            with self._workspace.writing() as connection:
                put_back(connection, held, lost=ended)

    def _prepare(self, held: Claim) -> None:
        """What is wrong with the rules is the job's to tell, in a process of its own."""
        if held.job.kind == "review" and held.job.campaign is not None:
            with suppress(Exception):
                keep_judges(self._workspace, held.job.campaign)

    def _goes_on(self, held: Claim) -> bool:
        """The job does not stop because the database cannot be asked for a while."""
        try:
            with self._workspace.writing() as connection:
                return beat(connection, self._who, held)
        except UsageError as error:
            _log.warning("%s", error.message)
            return True


def end_process(process: BaseProcess) -> None:
    """End a job with all its readers: in order where it can, else at once."""
    process.terminate()
    process.join(GRACE_SECONDS)
    if hasattr(os, "killpg") and process.pid:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def work(folder: Path | None, *, with_input: bool = False) -> None:
    """Be a worker until asked to end. `with_input`: also when the standard input is closed, which whoever started it holds.

    Raises: UsageError where there is no workspace.
    """
    worker = Worker(open_workspace(folder))
    _warm_up()

    def leave(_number: int, _frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    if with_input:
        Thread(target=_stop_with_input, args=(worker,), daemon=True).start()
    worker.run()


def _warm_up() -> None:
    """What every job would spend its first second on. The digest is that of the sources that are loaded here, whatever is
    installed over them later.
    """
    engine()
    analyzer()


def _stop_with_input(worker: Worker) -> None:
    while os.read(0, 1):
        pass
    worker.stop()


if __name__ == "__main__":
    work(Path(sys.argv[1]), with_input=True)
