"""What a workspace holds, and whether all of it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from reviewer.store.blobs import Blobs
from reviewer.store.migrating import schema_version
from reviewer.store.schema import blob, campaign, metadata, run
from reviewer.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NewestRun:
    """The last result. `campaign`: its name."""

    id: int
    campaign: str
    made_at: datetime
    author: str


@dataclass(frozen=True, slots=True)
class State:
    """What a workspace holds.

    Attributes:
        folder: Absolute.
        database: Where its database is, without a password; `kind`: «sqlite» or «postgresql».
        schema: Version of the database's schema.
        rows: Of each table.
        database_bytes: What the database takes up, `file_bytes` its files.
        missing: SHA-256 of files that rows refer to and that are gone; `damaged`: that are not what they were.
        spare: How many files no row refers to: `tidy` drops them.
        broken: What the database says of itself when it is checked and not well.
        checked: Whether the files and the database were read through.
    """

    folder: Path
    database: str
    kind: str
    schema: str
    rows: Mapping[str, int]
    files: int
    file_bytes: int
    database_bytes: int
    newest: NewestRun | None
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    spare: int
    broken: tuple[str, ...]
    checked: bool

    @property
    def whole(self) -> bool:
        return not (self.missing or self.damaged or self.broken)


def inspect_workspace(workspace: Workspace, *, check: bool = False) -> State:
    """Look through a workspace.

    Args:
        check: Read every file, and let SQLite check its database; else a file's size is looked at only.
    """
    with workspace.reading() as connection:
        tables = metadata.tables.values()
        rows = {table.name: _count(connection, table.name) for table in tables}
        sizes = {row.sha256: row.size for row in connection.execute(select(blob.c.sha256, blob.c.size))}
        schema, newest = schema_version(connection) or "", _newest(connection)
        taken, broken = _taken(connection), tuple(_broken(connection)) if check else ()
    there = list(workspace.blobs)
    missing, damaged = _wrong(workspace.blobs, sizes, check=check)
    return State(
        folder=workspace.folder.absolute(),
        database=workspace.place,
        kind=workspace.engine.dialect.name,
        schema=schema,
        rows=rows,
        files=len(there),
        file_bytes=sum(workspace.blobs.size(sha256) for sha256 in there),
        database_bytes=taken,
        newest=newest,
        missing=missing,
        damaged=damaged,
        spare=sum(sha256 not in sizes for sha256 in there),
        broken=broken,
        checked=check,
    )


def _count(connection: Connection, table: str) -> int:
    return connection.execute(select(func.count()).select_from(metadata.tables[table])).scalar_one()


def _newest(connection: Connection) -> NewestRun | None:
    columns = run.c.id, campaign.c.name, run.c.made_at, run.c.author
    row = connection.execute(select(*columns).join(campaign).order_by(run.c.id.desc()).limit(1)).one_or_none()
    return NewestRun(*row) if row else None


def _taken(connection: Connection) -> int:
    if connection.dialect.name == "sqlite":
        pages = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        return int(connection.execute(text(pages)).scalar_one())
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _broken(connection: Connection) -> Iterator[str]:
    """PostgreSQL checks itself as it reads; SQLite does when it is asked to."""
    if connection.dialect.name == "sqlite":
        told = connection.execute(text("PRAGMA integrity_check")).scalars()
        yield from (line for line in told if line != "ok")


def _wrong(blobs: Blobs, sizes: Mapping[str, int], *, check: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    missing, damaged = [], []
    for sha256, size in sorted(sizes.items()):
        try:
            changed = blobs.size(sha256) != size
        except FileNotFoundError:
            missing.append(sha256)
            continue
        if changed or (check and not blobs.whole(sha256)):
            damaged.append(sha256)
    return tuple(missing), tuple(damaged)
