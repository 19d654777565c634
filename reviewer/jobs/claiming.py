"""The queue of jobs, for those who do the work: a job is taken by one worker, which says again and again that it is at it.

Writers of a workspace come one after another, in either database, so of two workers that ask at once the second finds the
job taken. A worker that was thought to be dead and is not can write nothing more of its job: every write asks whether the
job is still its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, and_, case, exists, or_, select

from reviewer.jobs.liveness import SILENT_SECONDS, Identity, alive, sign_on
from reviewer.jobs.queue import CANCELLED, Job, Progress, ask, job_from
from reviewer.jobs.requests import Request
from reviewer.store.encoding import to_json
from reviewer.store.moments import now
from reviewer.store.schema import job, job_file

MOST_ATTEMPTS = 3
"""A job whose worker is lost so often is given up: it may be the job that ends its workers. Attempts in which files were read
do not count: a computer that is switched off again and again in the middle of a batch is not the job's doing.
"""
LOST = (
    "Обработка прервалась несколько раз подряд и остановлена. Прочитанные файлы сохранены. "
    "Проверьте, хватает ли памяти и места на диске, и запустите её снова."
)
THEN_SECONDS = 1.5
"""Whoever has decided one thing may be deciding the next: what follows from the first waits so long."""
_FIRST: Mapping[str, int] = {"documents": 0, "review": 1, "impact": 1, "learn": 2}
"""Somebody waits for a document; learning takes long and nobody waits for it."""
_BEGINNING = {"stage": "", "done": 0, "total": 0, "file": "", "seconds_left": None, "code": "", "message": ""}


@dataclass(frozen=True, slots=True)
class Claim:
    """A job as one worker does it once."""

    job: Job
    worker: str

    @property
    def held(self) -> ColumnElement[bool]:
        mine = job.c.id == self.job.id, job.c.worker == self.worker, job.c.attempt == self.job.attempt
        return and_(job.c.state == "running", *mine)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ends. `result`: what came of it besides the run, by kind; `then`: what is asked for with its end."""

    state: Literal["done", "failed", "cancelled"]
    code: str = ""
    message: str = ""
    run: int | None = None
    result: Mapping[str, Any] = field(default_factory=dict)
    then: Request | None = None


class JobLostError(Exception):
    """The job has been given to another worker, or was cancelled for good. Nobody is told: whoever has it by now goes on."""


def claim(connection: Connection, who: Identity) -> Claim | None:
    """Take the next job; None where none may begin. Of one campaign, one review is made at a time."""
    other = job.alias()
    busy = exists().where(
        other.c.state == "running", other.c.kind == "review", other.c.campaign_id == job.c.campaign_id
    )
    free = or_(job.c.kind != "review", ~busy)
    ready = select(job.c.id).where(job.c.state == "queued", job.c.not_before <= now(), free)
    first = ready.order_by(case(_FIRST, value=job.c.kind, else_=1), job.c.id).limit(1)
    identifier = connection.execute(first).scalar()
    if identifier is None:
        return None
    at = now()
    values = {"state": "running", "worker": who.token, "attempt": job.c.attempt + 1, "begun_at": at, "heartbeat": at}
    taken = job.update().where(job.c.id == identifier).values(**values, **_BEGINNING).returning(*job.c)
    return Claim(job_from(connection.execute(taken).one()), who.token)


def something_waits(connection: Connection) -> bool:
    """Whether it is worth the while to ask for a job."""
    ready = select(job.c.id).where(job.c.state == "queued", job.c.not_before <= now())
    return connection.execute(ready.limit(1)).scalar() is not None


def beat(connection: Connection, who: Identity, held: Claim | None) -> bool:
    """Say that the worker is at work. Whether its job is to go on: False where it was cancelled or given to another."""
    sign_on(connection, who)
    if held is None:
        return True
    row = connection.execute(
        job.update().where(held.held).values(heartbeat=now()).returning(job.c.cancelled_by)
    ).one_or_none()
    return row is not None and row.cancelled_by is None


def tell(connection: Connection, held: Claim, progress: Progress) -> None:
    """Raises: JobLostError."""
    values = {"stage": progress.stage, "done": progress.done, "total": progress.total}
    _write(connection, held, **values, file=progress.file, seconds_left=progress.seconds_left)


def end(connection: Connection, held: Claim, ending: Ending) -> None:
    """Raises: JobLostError."""
    values = {"state": ending.state, "code": ending.code, "message": ending.message, "run_id": ending.run}
    _write(connection, held, **values, result=to_json(ending.result), ended_at=now(), file="", seconds_left=None)
    if ending.then is not None:
        ask(connection, ending.then, held.job.author, held.job.campaign, wait=THEN_SECONDS)


def put_back(connection: Connection, held: Claim, *, lost: bool) -> None:
    """Leave a job to another worker, unless it is cancelled or somebody else's by now. `lost`: whether it may be its own doing."""
    row = connection.execute(select(job).where(held.held)).one_or_none()
    if row is not None:
        _put_back(connection, job_from(row), held.held, lost=lost)


def sweep(connection: Connection, silent: float = SILENT_SECONDS) -> int:
    """Put jobs of workers that are gone back into the queue. Returns how many. `silent`: seconds, see `liveness`."""
    living = alive(connection, silent)
    abandoned = job.c.state == "running", job.c.worker.not_in(living)
    lost = connection.execute(select(job).where(*abandoned)).all()
    for row in lost:
        _put_back(connection, job_from(row), job.c.id == row.id, lost=True)
    return len(lost)


def _put_back(connection: Connection, one: Job, where: ColumnElement[bool], *, lost: bool) -> None:
    values: dict[str, Any] = {"state": "queued", "worker": None}
    if one.cancelled_by is not None:
        values = {"state": "cancelled", "message": CANCELLED, "ended_at": now()}
    elif not lost or _got_on(connection, one):
        values["attempt"] = one.attempt - 1
    elif one.attempt >= MOST_ATTEMPTS:
        values = {"state": "failed", "code": "lost", "message": LOST, "ended_at": now()}
    connection.execute(job.update().where(where).values(**values, file="", seconds_left=None))


def _got_on(connection: Connection, one: Job) -> bool:
    """Whether a file was read to its end in this attempt."""
    read = job_file.c.job_id == one.id, job_file.c.readings > 0, job_file.c.ended_at >= one.begun_at
    return connection.execute(select(job_file.c.id).where(*read).limit(1)).scalar() is not None


def _write(connection: Connection, held: Claim, **values: object) -> None:
    if not connection.execute(job.update().where(held.held).values(**values)).rowcount:
        raise JobLostError(held.job.id)
