"""Runs: results that are never changed, each with all that it was made from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, Row, Select, select

from reviewer.model.review import Review
from reviewer.store.blobs import Blobs
from reviewer.store.database import insert_missing
from reviewer.store.encoding import from_json, to_json, unpack
from reviewer.store.history import record
from reviewer.store.moments import now
from reviewer.store.schema import blob, run


@dataclass(frozen=True, slots=True)
class RunFile:
    """A file that was handed in, by the name that it goes by in every output.

    Attributes:
        part: 0 for the submission that began anew, then those that added to it: a newer roadmap stands in the place of the older.
        once: The name that it was handed in by, where a later file has that name: it counts only if that one is another's.
    """

    name: str
    sha256: str
    part: int = 0
    once: str = ""

    @property
    def own_name(self) -> str:
        """The name that it was handed in by."""
        return self.once or self.name


@dataclass(frozen=True, slots=True)
class Environment:
    """Programs that are there or not, each in a word that differs where the program does; empty where it is missing."""

    soffice: str = ""
    tesseract: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a result follows from.

    Attributes:
        files: In the order in which they were reviewed.
        assigned: «файл=муниципалитет», as a person has settled it.
        profile: SHA-256 of the blob with the profile and the rules that it stands on.
        model: SHA-256 of the blob of the classifier; None without one.
        corrections: Digest of those in force; `workbook`: SHA-256 of a workbook with further ones.
        engine: Version and digest of the program.
        templates: Digest of the templates that ship with the program.
        base: Id of the run that the dynamics are told against.
        today: The date that the справка bears.
        unreadable: Names of files that could not even be copied.
        printed: Whether PDFs were made too.
        written: Whether documents were written at all; else they are when somebody asks for them.
    """

    files: tuple[RunFile, ...]
    assigned: tuple[str, ...]
    profile: str
    model: str | None
    corrections: str
    workbook: str | None
    engine: str
    templates: str
    environment: Environment
    base: int | None = None
    today: date | None = None
    unreadable: tuple[str, ...] = ()
    printed: bool = True
    written: bool = True

    @property
    def identity(self) -> str:
        """SHA-256 of what is stored of it."""
        return hashlib.sha256(to_json(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written. `name`: its path below the folder of the results; `title`: what it is, in Russian."""

    name: str
    sha256: str
    title: str


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """`activities`: None where no roadmap was reviewed."""

    name: str
    status: str
    activities: int | None
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementLine:
    title: str
    count: int
    total: int
    percent: float


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What is told of a run at once, without reading its review.

    Attributes:
        problems: «файл: в чём дело».
        decided: How many decisions there were; `refused`: those of them that could not be followed, and why.
        notices: What could not be written and what to do about it.
        last_correction: Id of the last entry on corrections that it knew; 0 where there was none.
        computed: The results in the cache that it used.
    """

    region: str
    municipalities: tuple[MunicipalityLine, ...] = ()
    statements: tuple[StatementLine, ...] = ()
    problems: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    decided: int = 0
    refused: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    last_correction: int = 0
    computed: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Run:
    """A stored run. `review`: SHA-256 of its blob."""

    id: int
    campaign: int
    submission: int
    identity: str
    manifest: Manifest
    review: str
    outputs: tuple[Output, ...]
    summary: RunSummary
    made_at: datetime
    author: str


@dataclass(frozen=True, slots=True)
class NewRun:
    """A run to enter, whose blobs are all there. `review`: SHA-256 of its blob."""

    campaign: int
    submission: int
    manifest: Manifest
    review: str
    outputs: tuple[Output, ...]
    summary: RunSummary
    author: str


def add_run(connection: Connection, blobs: Blobs, new: NewRun) -> Run:
    manifest = new.manifest
    stored = (manifest.profile, manifest.model, manifest.workbook, new.review, *(one.sha256 for one in new.outputs))
    for sha256 in dict.fromkeys(filter(None, stored)):
        insert_blob(connection, blobs, sha256)
    values = {
        "campaign_id": new.campaign,
        "submission_id": new.submission,
        "identity": manifest.identity,
        "manifest": to_json(manifest),
        "review": new.review,
        "outputs": to_json(new.outputs),
        "summary": to_json(new.summary),
        "made_at": now(),
        "author": new.author,
    }
    row = connection.execute(run.insert().values(**values).returning(*run.c)).one()
    particulars = {
        "run": row.id,
        "files": sum(not file.once for file in manifest.files),
        "problems": len(new.summary.problems),
    }
    record(connection, new.author, "run", particulars, new.campaign)
    return _run(row)


def insert_blob(connection: Connection, blobs: Blobs, sha256: str) -> None:
    """Enter a file that lies among the blobs."""
    insert_missing(connection, blob, {"sha256": sha256, "size": blobs.size(sha256), "stored_at": now()})


def find_run(connection: Connection, campaign: int, identity: str) -> Run | None:
    """The last run of a campaign that was made from the same."""
    query = select(run).where(run.c.campaign_id == campaign, run.c.identity == identity)
    return _last(connection, query)


def run_of(connection: Connection, identifier: int) -> Run | None:
    return _last(connection, select(run).where(run.c.id == identifier))


def runs_of(connection: Connection, campaign: int) -> list[Run]:
    """The newest first."""
    rows = connection.execute(select(run).where(run.c.campaign_id == campaign).order_by(run.c.id.desc()))
    return [_run(row) for row in rows]


def last_run(connection: Connection, campaign: int, *, before: int | None = None) -> Run | None:
    """The last run of a campaign. `before`: of the submissions before that one."""
    query = select(run).where(run.c.campaign_id == campaign)
    if before is not None:
        query = query.where(run.c.submission_id < before)
    return _last(connection, query)


def review_of(blobs: Blobs, stored: Run) -> Review:
    """Raises: UsageError where it is gone from the workspace."""
    return unpack(blobs.get(stored.review), Review)


def _last(connection: Connection, query: Select[tuple[object, ...]]) -> Run | None:
    row = connection.execute(query.order_by(run.c.id.desc()).limit(1)).one_or_none()
    return _run(row) if row else None


def _run(row: Row[tuple[object, ...]]) -> Run:
    return Run(
        row.id,
        row.campaign_id,
        row.submission_id,
        row.identity,
        from_json(row.manifest, Manifest),
        row.review,
        from_json(row.outputs, tuple[Output, ...]),
        from_json(row.summary, RunSummary),
        row.made_at,
        row.author,
    )
