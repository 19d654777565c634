"""The documents of a stored run are written when somebody asks for them, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, select

from reviewer.jobs.claiming import Claim, Ending, tell
from reviewer.jobs.computing import case_of, outputs_of, write
from reviewer.jobs.documents import StoredDocuments
from reviewer.jobs.dynamics import changes_since
from reviewer.jobs.judges import judges_of
from reviewer.jobs.printing import printed
from reviewer.jobs.queue import Job, Progress, jobs_of
from reviewer.jobs.requests import DocumentsRequest
from reviewer.jobs.stored_runs import laid_out
from reviewer.model.errors import UsageError
from reviewer.store.computed import Computed
from reviewer.store.encoding import from_json, to_json
from reviewer.store.runs import Output, Run, insert_blob, review_of, run_of
from reviewer.store.schema import job
from reviewer.store.schema import run as runs
from reviewer.store.workspace import Workspace


class _GivenWayError(Exception):
    """A newer result is on its way: nobody will want these documents."""


def documents(workspace: Workspace, held: Claim, request: DocumentsRequest) -> Ending:
    """Its result is read by `outputs_in_hand`. Raises: UsageError, RulebookError; JobLostError."""
    with workspace.writing() as connection:
        run = run_of(connection, request.run)
        if run is None:
            raise UsageError("Такого результата в рабочей папке нет.", code="run")
        there = outputs_in_hand(connection, run)
        tell(connection, held, Progress("writing"))
    try:
        made = () if there else _written(workspace, run, ahead=request.ahead)
    except _GivenWayError:
        return Ending("cancelled")
    if request.printed:
        made = (*made, *printed(workspace.blobs, (*there, *made)))
    with workspace.writing() as connection:
        for output in made:
            insert_blob(connection, workspace.blobs, output.sha256)
    return Ending("done", run=run.id, result={"documents": from_json(to_json(made), list[dict[str, str]])})


def documents_of(done: Job) -> tuple[Output, ...]:
    """What a job of this kind has made."""
    return from_json(to_json(done.result["documents"]), tuple[Output, ...])


def outputs_in_hand(connection: Connection, run: Run) -> tuple[Output, ...]:
    """The files of a result, with those that were made of it since."""
    found = {output.name: output for output in run.outputs}
    for done in reversed(jobs_of(connection, run.campaign, kind="documents", run=run.id)):
        for output in documents_of(done):
            found.setdefault(output.name, output)
    return tuple(found.values())


def overtaken(connection: Connection, run: Run) -> bool:
    """Whether a newer result is there, or asked for."""
    newer = select(runs.c.id).where(runs.c.campaign_id == run.campaign, runs.c.id > run.id)
    coming = select(job.c.id).where(
        job.c.campaign_id == run.campaign, job.c.kind == "review", job.c.state.in_(("queued", "running"))
    )
    return any(connection.execute(query.limit(1)).scalar() is not None for query in (newer, coming))


@dataclass(frozen=True, slots=True)
class _GivingWay:
    """A `DocumentMemory` that looks before each document whether anybody will want it."""

    memory: StoredDocuments
    workspace: Workspace
    run: Run

    def recall(self, kind: str, key: str) -> bytes | None:
        with self.workspace.reading() as connection:
            if overtaken(connection, self.run):
                raise _GivenWayError
        return self.memory.recall(kind, key)

    def keep(self, kind: str, key: str, content: bytes) -> None:
        self.memory.keep(kind, key, content)


def _written(workspace: Workspace, run: Run, *, ahead: bool) -> tuple[Output, ...]:
    """From the stored review: nothing is judged anew but what tells the causes of changes apart."""
    cache, review = Computed(workspace), review_of(workspace.blobs, run)
    stored = StoredDocuments(cache, run.manifest)
    try:
        with laid_out(workspace, run) as (basis, asked), TemporaryDirectory(prefix="reviewer-documents-") as folder:
            out = Path(folder)
            judges = judges_of(workspace.blobs, run.manifest, asked.profile)
            case = case_of(basis, asked, judges, cache) if basis.base else None
            changes = changes_since(basis, (judges, case, review), cache) if case else None
            memory = _GivingWay(stored, workspace, run) if ahead else stored
            written = write(basis, asked.profile, (judges.region, review, changes), out, memory)
            return outputs_of(workspace.blobs, written, out)
    finally:
        cache.write()
