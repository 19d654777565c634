"""The files of a job: each is read in a process of its own, and what came of it is stored as soon as it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from reviewer.jobs.queue import FileState, Progress
from reviewer.review import ReadFile
from reviewer.store.moments import now
from reviewer.store.schema import job_file


@dataclass(frozen=True, slots=True)
class Step:
    """A file of a job. `read`: what is known of it; None where it is to be read."""

    name: str
    read: ReadFile | None = None


def list_files(connection: Connection, identifier: int, steps: Sequence[Step]) -> None:
    """Enter the files of a job, in their order. Begun a second time, a job keeps how often they were read, and when."""
    mine = job_file.c.job_id == identifier
    known = select(job_file.c.position, job_file.c.name, job_file.c.readings, job_file.c.ended_at).where(mine)
    before = {(row.position, row.name): (row.readings, row.ended_at) for row in connection.execute(known)}
    connection.execute(job_file.delete().where(mine))
    for position, step in enumerate(steps):
        readings, ended_at = before.get((position, step.name), (0, None))
        values = {"job_id": identifier, "position": position, "name": step.name, **_outcome(step.read)}
        if step.read and ended_at:
            values["ended_at"] = ended_at
        connection.execute(job_file.insert().values(**values, readings=readings))


def file_read(connection: Connection, identifier: int, position: int, read: ReadFile) -> None:
    place = job_file.c.job_id == identifier, job_file.c.position == position
    values = {**_outcome(read), "readings": job_file.c.readings + 1}
    connection.execute(job_file.update().where(*place).values(**values))


def files_begun(connection: Connection, identifier: int, positions: Sequence[int]) -> None:
    """Those that readers are at."""
    waiting = job_file.c.job_id == identifier, job_file.c.state == "waiting"
    connection.execute(job_file.update().where(*waiting, job_file.c.position.in_(positions)).values(state="reading"))


def _outcome(read: ReadFile | None) -> dict[str, object]:
    if read is None:
        return {"state": "waiting", "code": "", "message": "", "ended_at": None}
    state: FileState = "failed" if read.problem else "done"
    code, message = (read.problem.code, read.problem.message) if read.problem else ("", "")
    return {"state": state, "code": code, "message": message, "ended_at": now()}


@dataclass(slots=True)
class Pace:
    """Estimates the time that is left. `begun`: a moment of the monotonic clock; `known`: files that needed no reading."""

    begun: float
    known: int
    total: int

    def progress(self, done: int, file: str, moment: float) -> Progress:
        read = done - self.known
        left = round((moment - self.begun) / read * (self.total - done)) if read else None
        return Progress("reading", done, self.total, file, left)
