"""The queue of jobs, for those who ask for work and follow it. Who does it: `reviewer.jobs.claiming`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, select

from reviewer.jobs.liveness import anybody_works
from reviewer.jobs.requests import FORMS, Kind, Request, ReviewRequest, kind_of
from reviewer.model.errors import UsageError
from reviewer.store.encoding import from_json, to_json
from reviewer.store.moments import now
from reviewer.store.schema import job, job_file

State = Literal["queued", "running", "done", "failed", "cancelled"]
FileState = Literal["waiting", "reading", "done", "failed"]
OVER: frozenset[State] = frozenset({"done", "failed", "cancelled"})
STATES: Mapping[State, str] = {
    "queued": "ждёт очереди",
    "running": "выполняется",
    "done": "выполнено",
    "failed": "не выполнено",
    "cancelled": "отменено",
}
STAGES: Mapping[str, str] = {
    "reading": "Чтение файлов",
    "judging": "Оценка по правилам",
    "writing": "Составление документов",
    "comparing": "Сравнение с прежними правилами",
    "training": "Обучение классификатора",
}
NO_WORKER = "Обработчик не запущен, поэтому работа не начинается. Запустите его: reviewer worker (или reviewer serve)."
CANCELLED = "Отменено. Прочитанные файлы сохранены: при новом запуске они не читаются снова."


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    Attributes:
        stage: One of `STAGES`; empty before the first.
        done, total: Files.
        file: The name of the file that is being read.
        seconds_left: An estimate for the stage, None where there is none yet.
    """

    stage: str = ""
    done: int = 0
    total: int = 0
    file: str = ""
    seconds_left: int | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Work that was asked for.

    Attributes:
        attempt: How often it was begun.
        cancelled_by: Who asked to stop it; while it is running, it stops in a moment.
        code, message: Why it failed, or what is to be told of its end; in Russian.
        run: The run that it made or found.
        result: What else came of it, by kind.
        again_of: The job whose failures it tries again.
    """

    id: int
    campaign: int | None
    kind: Kind
    state: State
    request: Request
    author: str
    asked_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    attempt: int
    cancelled_by: str | None
    progress: Progress
    code: str
    message: str
    run: int | None
    result: Mapping[str, Any]
    again_of: int | None

    @property
    def over(self) -> bool:
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class JobFile:
    """A file that a job reads. `message`: why it could not be read; `readings`: 0 where what is stored was used."""

    position: int
    name: str
    state: FileState
    readings: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Followed:
    """What a page shows of a job. `notice`: what keeps it from being done, in Russian; empty where nothing does."""

    job: Job
    files: tuple[JobFile, ...] = ()
    notice: str = ""

    @property
    def mark(self) -> str:
        """Differs when there is something new to show."""
        one = self.job
        finished = sum(file.state in {"done", "failed"} for file in self.files)
        return to_json((one.state, one.attempt, one.cancelled_by, one.progress, finished, one.message, self.notice))

    @property
    def failed(self) -> tuple[JobFile, ...]:
        return tuple(file for file in self.files if file.state == "failed")


def ask(
    connection: Connection, request: Request, author: str, campaign: int | None = None, *, wait: float = 0.0
) -> Job:
    """Ask for work. One that waits already for the same is the answer: it will see everything that is stored by now.

    `wait`: seconds before it may begin, so that some deeds after one another are followed by one job.
    """
    return _insert(connection, request, author, campaign, wait=wait)


def job_of(connection: Connection, identifier: int) -> Job:
    """Raises: UsageError where there is no such job."""
    row = connection.execute(select(job).where(job.c.id == identifier)).one_or_none()
    if row is None:
        raise UsageError("Такой работы в рабочей папке нет. Обновите страницу.", code="job")
    return job_from(row)


def jobs_of(
    connection: Connection,
    campaign: int | None = None,
    *,
    kind: Kind | None = None,
    run: int | None = None,
    most: int = 20,
) -> list[Job]:
    """The newest first. `campaign`: None for those of all; `run`: those that are done and have come to that result."""
    query = _newest(campaign, kind)
    query = query if run is None else query.where(job.c.run_id == run, job.c.state == "done")
    return [job_from(row) for row in connection.execute(query.limit(most))]


def last_job(connection: Connection, campaign: int, kind: Kind = "review") -> Job | None:
    """The one to follow: the newest of its kind."""
    return next(iter(jobs_of(connection, campaign, kind=kind, most=1)), None)


def follow(connection: Connection, identifier: int) -> Followed:
    """Raises: UsageError where there is no such job."""
    found = job_of(connection, identifier)
    rows = connection.execute(select(job_file).where(job_file.c.job_id == identifier).order_by(job_file.c.position))
    files = tuple(JobFile(row.position, row.name, row.state, row.readings, row.code, row.message) for row in rows)
    return Followed(found, files, "" if found.over or anybody_works(connection) else NO_WORKER)


def cancel(connection: Connection, identifier: int, author: str) -> Job:
    """One that waits is cancelled at once, one that is running in a moment, one that is over stays as it is.

    Raises: UsageError where there is no such job.
    """
    mine = job.c.id == identifier
    values = {"state": "cancelled", "ended_at": now(), "message": CANCELLED, "cancelled_by": author}
    connection.execute(job.update().where(mine, job.c.state == "queued").values(**values))
    running = job.c.state == "running", job.c.cancelled_by.is_(None)
    connection.execute(job.update().where(mine, *running).values(cancelled_by=author))
    return job_of(connection, identifier)


def retry(connection: Connection, identifier: int, author: str) -> Job:
    """Ask for a job that is over once more: of a review's files only those are read that failed and may succeed by now.

    Raises: UsageError where there is no such job, or it is not over.
    """
    former = job_of(connection, identifier)
    if not former.over:
        raise UsageError("Эта работа ещё идёт. Дождитесь её конца или отмените её.", code="job")
    request = former.request
    if isinstance(request, ReviewRequest):
        request = replace(request, anew=True)
    return _insert(connection, request, author, former.campaign, again_of=identifier)


def _insert(
    connection: Connection,
    request: Request,
    author: str,
    campaign: int | None,
    *,
    wait: float = 0.0,
    again_of: int | None = None,
) -> Job:
    kind, text, at = kind_of(request), to_json(request), now()
    waiting = _newest(campaign, kind).where(
        job.c.state == "queued", job.c.request == text, job.c.campaign_id == campaign
    )
    same = connection.execute(waiting.limit(1)).one_or_none()
    if same:
        return job_from(same)
    values = {
        "campaign_id": campaign,
        "kind": kind,
        "state": "queued",
        "request": text,
        "author": author,
        "asked_at": at,
        "not_before": at + timedelta(seconds=wait),
        "attempt": 0,
        "again_of": again_of,
        "stage": "",
        "done": 0,
        "total": 0,
        "file": "",
        "code": "",
        "message": "",
        "result": "{}",
    }
    return job_from(connection.execute(job.insert().values(**values).returning(*job.c)).one())


def _newest(campaign: int | None, kind: Kind | None) -> Select[tuple[Any, ...]]:
    query = select(job).order_by(job.c.id.desc())
    query = query if campaign is None else query.where(job.c.campaign_id == campaign)
    return query if kind is None else query.where(job.c.kind == kind)


def job_from(row: Row[tuple[Any, ...]]) -> Job:
    return Job(
        id=row.id,
        campaign=row.campaign_id,
        kind=row.kind,
        state=row.state,
        request=from_json(row.request, FORMS[row.kind]),
        author=row.author,
        asked_at=row.asked_at,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        attempt=row.attempt,
        cancelled_by=row.cancelled_by,
        progress=Progress(row.stage, row.done, row.total, row.file, row.seconds_left),
        code=row.code,
        message=row.message,
        run=row.run_id,
        result=from_json(row.result, dict[str, Any]),
        again_of=row.again_of,
    )
