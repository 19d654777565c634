"""Campaigns: each one collection of roadmaps of a region, with what was handed in for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import IntegrityError

from reviewer.model.errors import UsageError
from reviewer.store.database import insert_missing
from reviewer.store.history import record
from reviewer.store.moments import now
from reviewer.store.schema import blob, campaign, submission, submitted_file


@dataclass(frozen=True, slots=True)
class Campaign:
    """`profile`: the folder of the region's profile, or its name; `folder`: where the files of one without a name come from."""

    id: int
    name: str
    profile: str
    folder: str | None
    made_at: datetime
    author: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was handed in. `name`: as every output names it; `size` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Submission:
    """Files handed in at one time. `complete`: they take the place of all that was there before; else they add to it."""

    id: int
    campaign: int
    complete: bool
    received_at: datetime
    author: str
    note: str
    files: tuple[StoredFile, ...]


def add_campaign(connection: Connection, name: str, profile: str, author: str, folder: str | None = None) -> Campaign:
    """Raises: UsageError where there is one of that name."""
    made = now()
    try:
        with connection.begin_nested():
            identifier = connection.execute(
                campaign.insert()
                .values(name=name, profile=profile, folder=folder, made_at=made, author=author)
                .returning(campaign.c.id)
            ).scalar_one()
    except IntegrityError as error:
        raise UsageError(f"Экспертиза «{name}» уже есть. Назовите новую иначе.", code="campaign") from error
    record(connection, author, "campaign", {"name": name, "profile": profile}, identifier)
    return Campaign(identifier, name, profile, folder, made, author)


def campaigns(connection: Connection) -> list[Campaign]:
    """The newest first."""
    return [_campaign(row) for row in connection.execute(select(campaign).order_by(campaign.c.id.desc()))]


def campaign_of(connection: Connection, identifier: int) -> Campaign | None:
    row = connection.execute(select(campaign).where(campaign.c.id == identifier)).one_or_none()
    return _campaign(row) if row else None


def find_campaign(connection: Connection, name: str) -> Campaign | None:
    row = connection.execute(select(campaign).where(campaign.c.name == name)).one_or_none()
    return _campaign(row) if row else None


def hand_in(
    connection: Connection,
    identifier: int,
    files: Sequence[StoredFile],
    author: str,
    *,
    complete: bool,
    note: str = "",
) -> Submission:
    """Add files that lie among the blobs already. Their names differ."""
    received = now()
    number = connection.execute(
        submission.insert()
        .values(campaign_id=identifier, complete=complete, received_at=received, author=author, note=note)
        .returning(submission.c.id)
    ).scalar_one()
    for file in files:
        insert_missing(connection, blob, {"sha256": file.sha256, "size": file.size, "stored_at": received})
        connection.execute(
            submitted_file.insert().values(submission_id=number, name=file.name, sha256=file.sha256, size=file.size)
        )
    record(connection, author, "submission", {"submission": number, "files": len(files)}, identifier)
    return Submission(number, identifier, complete, received, author, note, tuple(files))


def submissions(connection: Connection, identifier: int) -> list[Submission]:
    """In the order in which they were received, their files by name."""
    rows = connection.execute(
        select(submission).where(submission.c.campaign_id == identifier).order_by(submission.c.id)
    )
    files: dict[int, list[StoredFile]] = {}
    handed_in = (
        select(submitted_file)
        .join(submission)
        .where(submission.c.campaign_id == identifier)
        .order_by(submitted_file.c.name)
    )
    for row in connection.execute(handed_in):
        files.setdefault(row.submission_id, []).append(StoredFile(row.name, row.sha256, row.size))
    return [
        Submission(
            row.id, row.campaign_id, row.complete, row.received_at, row.author, row.note, tuple(files.get(row.id, ()))
        )
        for row in rows
    ]


def in_force(history: Sequence[Submission]) -> list[Submission]:
    """The last complete submission and the additions since."""
    last = max((place for place, one in enumerate(history) if one.complete), default=0)
    return list(history[last:])


def _campaign(row: Row[tuple[object, ...]]) -> Campaign:
    return Campaign(row.id, row.name, row.profile, row.folder, row.made_at, row.author)
