"""A job is done in a process of its own: it may be ended at any time, and takes nobody with it when it dies."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import asdict
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from types import FrameType

from reviewer.jobs.claiming import Claim, Ending, JobLostError, end, tell
from reviewer.jobs.comparing import comparison
from reviewer.jobs.learning import learn_from
from reviewer.jobs.processes import begin_to_end
from reviewer.jobs.queue import Progress
from reviewer.jobs.requests import ComparisonRequest, DocumentsRequest, ImpactRequest, ReviewRequest
from reviewer.jobs.reviewing import impact, review
from reviewer.jobs.writing import documents
from reviewer.model.errors import ReviewerError
from reviewer.store.workspace import Workspace, open_workspace

GRACE_SECONDS = 5.0
"""A job that is ended has so long to remove what it has put into temporary folders."""


def do_job(folder: Path, held: Claim) -> None:
    """What the process runs. `folder`: of the workspace."""
    _prepare_to_be_ended()
    workspace = open_workspace(folder)
    with suppress(JobLostError):
        ending = _ending(workspace, held)
        with workspace.writing() as connection:
            end(connection, held, ending)


def _ending(workspace: Workspace, held: Claim) -> Ending:
    try:
        return _done(workspace, held)
    except ReviewerError as error:
        return Ending("failed", error.code, str(error))
    except JobLostError:
        raise
    except Exception as error:  # noqa: BLE001 - the last border: whoever asked is told, without the words of any document
        frames = traceback.extract_tb(error.__traceback__)
        spot = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
        message = (
            f"Внутренняя ошибка программы ({type(error).__name__}, {spot}). Документы не изменены. "
            "Сообщите об этом разработчикам, приложив эту строку."
        )
        return Ending("failed", "defect", message)


def _done(workspace: Workspace, held: Claim) -> Ending:
    request = held.job.request
    if isinstance(request, ReviewRequest):
        return review(workspace, held, request)
    if isinstance(request, DocumentsRequest):
        return documents(workspace, held, request)
    if isinstance(request, ComparisonRequest):
        return comparison(workspace, held, request)
    if isinstance(request, ImpactRequest):
        return impact(workspace, held, request)
    return _learn(workspace, held)


def _learn(workspace: Workspace, held: Claim) -> Ending:
    with workspace.writing() as connection:
        tell(connection, held, Progress("training"))
    learnt = learn_from(workspace, held.job.author)
    found = {"improvement": asdict(learnt.improvement), "taken": learnt.taken.id if learnt.taken else None}
    return Ending("done", result=found | {"skipped": [list(pair) for pair in learnt.lessons.skipped]})


def _prepare_to_be_ended() -> None:
    """Asked to end, the process leaves its blocks in order. It is a group of its own with the readers that it starts."""
    own = os.getpid()

    def leave(_number: int, _frame: FrameType | None) -> None:
        if os.getpid() != own:  # a reader that was just forked
            os._exit(1)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        begin_to_end()
        sys.exit(1)

    if hasattr(os, "setsid"):
        os.setsid()
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, args=(own,), daemon=True).start()


def _end_with_parent(own: int) -> None:
    """A worker that was killed cannot end its job itself."""
    parent = parent_process()
    if parent is None:
        return
    parent.join()
    os.kill(own, signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    if hasattr(os, "killpg"):
        os.killpg(own, signal.SIGKILL)
