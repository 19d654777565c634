"""Work that a page has asked for beside the review: how far it is, and what keeps it from being done."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from reviewer.jobs.queue import STAGES, STATES, Job, follow, jobs_of
from reviewer.jobs.requests import Request, kind_of

_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class SideJob:
    """`words`: «чтение файлов, 3 из 13»; `notice`: why nobody does it; `message`: why it failed; `mark`: differs when there is news."""

    id: int
    words: str
    notice: str
    message: str
    over: bool
    failed: bool
    mark: str


def side_job(connection: Connection, campaign: int, request: Request) -> SideJob | None:
    """The last job that was asked for this very thing; None where none was."""
    found = jobs_of(connection, campaign, kind=kind_of(request), most=_LOOKED_AT)
    job = next((one for one in found if one.request == request), None)
    return side_job_of(connection, job) if job else None


def side_job_of(connection: Connection, job: Job) -> SideJob:
    followed = follow(connection, job.id)
    failed = job.state in {"failed", "cancelled"}
    return SideJob(job.id, _words(job), followed.notice, job.message if failed else "", job.over, failed, followed.mark)


def _words(job: Job) -> str:
    progress = job.progress
    if job.state != "running" or not progress.stage:
        return STATES[job.state]
    stage = STAGES.get(progress.stage, progress.stage).lower()
    return f"{stage}, {progress.done} из {progress.total}" if progress.total else stage
