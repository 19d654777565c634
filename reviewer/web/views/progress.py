"""How far the review of a campaign is, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from reviewer.jobs.queue import STAGES, STATES, Followed, Job, JobFile, State, follow, last_job
from reviewer.jobs.readings import lasts
from reviewer.language.numerals import count_of
from reviewer.model.review import FileProblem
from reviewer.review import ReadFile
from reviewer.store.runs import last_run

_MINUTE = 60
_ROUNDED_FROM = 55
"""Seconds from which on one speaks of a minute."""


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be read. `may_pass`: another try, or an installed program, may read it."""

    name: str
    code: str
    message: str
    may_pass: bool


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The last review of a campaign.

    Attributes:
        job: Its id; None where none was asked for.
        state_words: «выполняется»; `stage`: «Чтение файлов», empty before the first.
        percent: 0..100 of the files.
        file: The one that is being read.
        time_left: «примерно 3 минуты»; empty where it is not known.
        notice: What keeps the work from being done; `message`: why it failed, or what became of it when it was stopped.
        stopping: It was asked to stop, and has not yet.
        run: Id of the last result of the campaign; None while there is none.
        mark: Differs when there is something new to show.
    """

    job: int | None
    state: State | None
    state_words: str
    stage: str
    done: int
    total: int
    percent: int
    file: str
    time_left: str
    notice: str
    message: str
    author: str
    asked_at: datetime | None
    ended_at: datetime | None
    stopping: bool
    over: bool
    failed: tuple[FailedFile, ...]
    run: int | None
    mark: str

    @property
    def can_cancel(self) -> bool:
        return self.job is not None and not self.over and not self.stopping

    @property
    def can_retry(self) -> bool:
        """Whether something was left that another try may bring."""
        return self.over and (self.state in {"failed", "cancelled"} or any(file.may_pass for file in self.failed))


def view_progress(connection: Connection, campaign: int) -> ProgressView:
    job, run = last_job(connection, campaign), last_run(connection, campaign)
    followed = follow(connection, job.id) if job else None
    return _view(followed, run.id if run else None)


def time_left_words(seconds: int | None) -> str:
    if seconds is None:
        return ""
    if seconds < _ROUNDED_FROM:
        return "меньше минуты"
    return f"примерно {count_of(max(1, round(seconds / _MINUTE)), 'минута', 'accs')}"


def may_pass(code: str) -> bool:
    """Whether a file with such a problem is worth another try."""
    return not lasts(ReadFile("", problem=FileProblem("", code, "")))


def _view(followed: Followed | None, run: int | None) -> ProgressView:
    if followed is None:
        return _nothing(run)
    job, progress = followed.job, followed.job.progress
    running = job.state == "running"
    reading = running and progress.stage == "reading"
    done, total = _counted(job)
    return ProgressView(
        job=job.id,
        state=job.state,
        state_words=STATES[job.state],
        stage=STAGES.get(progress.stage, "") if running else "",
        done=done,
        total=total,
        percent=100 * done // total if total else 0,
        file=progress.file if reading else "",
        time_left=time_left_words(progress.seconds_left) if reading else "",
        notice=followed.notice,
        message="" if job.state == "done" else job.message,  # the files that failed are told one by one
        author=job.author,
        asked_at=job.asked_at,
        ended_at=job.ended_at,
        stopping=running and job.cancelled_by is not None,
        over=job.over,
        failed=tuple(_failed(file) for file in followed.failed),
        run=run,
        mark=f"{followed.mark} {run}",
    )


def _counted(job: Job) -> tuple[int, int]:
    progress = job.progress
    return (progress.total if job.state == "done" else progress.done), progress.total


def _failed(file: JobFile) -> FailedFile:
    return FailedFile(file.name, file.code, file.message, may_pass(file.code))


def _nothing(run: int | None) -> ProgressView:
    return ProgressView(
        job=None,
        state=None,
        state_words="",
        stage="",
        done=0,
        total=0,
        percent=0,
        file="",
        time_left="",
        notice="",
        message="",
        author="",
        asked_at=None,
        ended_at=None,
        stopping=False,
        over=True,
        failed=(),
        run=run,
        mark=f"none {run}",
    )
