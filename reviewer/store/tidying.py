"""What nobody needs any more is dropped from a workspace. What was handed in, runs and corrections stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, String, delete, select

from reviewer.store.encoding import from_json
from reviewer.store.moments import now
from reviewer.store.runs import RunSummary
from reviewer.store.schema import blob, computed, metadata, run
from reviewer.store.workspace import Workspace

DAYS = 30
"""Results that can be computed again are kept by default for so long."""
RUNS_KEPT = 20
"""What the last runs used is kept however old it is."""
_FRESH = timedelta(days=1)
"""Somebody may be at work with what was put this lately, and enter it in a moment."""
_SHA256 = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was dropped: entries of the cache, files, and the bytes that are free again."""

    results: int
    files: int
    bytes: int


def tidy(workspace: Workspace, *, days: int = DAYS, runs_kept: int = RUNS_KEPT) -> Tidied:
    """Drop computed results that are older than some days and that none of the last runs used, files that no row refers
    to, and what killed writers left unfinished. Others may go on working in the workspace meanwhile.
    """
    started = now()
    with workspace.writing() as connection:
        results = _drop_results(connection, older_than=days, runs_kept=runs_kept)
        _drop_entries(connection)
        entered = set(connection.execute(select(blob.c.sha256)).scalars())
    unused_since = (started - _FRESH).timestamp()
    sizes = [workspace.blobs.drop(sha256, unused_since) for sha256 in workspace.blobs if sha256 not in entered]
    dropped = [size for size in sizes if size is not None]
    return Tidied(results, len(dropped), sum(dropped) + workspace.blobs.drop_unfinished(unused_since))


def _drop_results(connection: Connection, *, older_than: int, runs_kept: int) -> int:
    used = _used_by_last(connection, runs_kept)
    old = select(computed.c.kind, computed.c.key).where(computed.c.stored_at < now() - timedelta(days=older_than))
    unused = [row for row in connection.execute(old).all() if (row.kind, row.key) not in used]
    for row in unused:
        connection.execute(delete(computed).where(computed.c.kind == row.kind, computed.c.key == row.key))
    return len(unused)


def _used_by_last(connection: Connection, runs_kept: int) -> set[tuple[str, str]]:
    last = select(run.c.summary).order_by(run.c.id.desc()).limit(runs_kept)
    summaries = (from_json(row.summary, RunSummary) for row in connection.execute(last))
    return {pair for summary in summaries for pair in summary.computed}


def _drop_entries(connection: Connection) -> None:
    """Those of files that nothing refers to. Their names stand in rows by a foreign key, or in a row's JSON."""
    old = select(blob.c.sha256).where(blob.c.stored_at < now() - _FRESH)
    free = set(connection.execute(old).scalars()) - _referred_to(connection)
    for sha256 in free:
        connection.execute(delete(blob).where(blob.c.sha256 == sha256))


def _referred_to(connection: Connection) -> set[str]:
    texts = [
        column
        for table in metadata.tables.values()
        if table is not blob
        for column in table.columns
        if isinstance(column.type, String)
    ]
    found: set[str] = set()
    for column in texts:
        for value in connection.execute(select(column).where(column.is_not(None)).distinct()).scalars():
            found.update(_SHA256.findall(value))
    return found
