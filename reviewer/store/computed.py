"""Results that can be computed again, by what they follow from: a cache, which may be emptied at any time."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, delete, select, tuple_

from reviewer.model.errors import UsageError
from reviewer.store.database import insert_missing
from reviewer.store.encoding import from_json
from reviewer.store.moments import now
from reviewer.store.runs import RunSummary, insert_blob
from reviewer.store.schema import blob, computed, metadata, run
from reviewer.store.workspace import Workspace

Item = TypeVar("Item")
RUNS_KEPT = 20
"""Runs whose results are kept by default when a workspace is tidied."""
_AT_ONCE = 200
"""Keys of one query: databases bound the number of parameters."""
_LEVEL = 1
_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class Key:
    """`kind`: of the result («reading», «facts», …); `key`: SHA-256 of all that it follows from."""

    kind: str
    key: str


def key_of(kind: str, *parts: str) -> Key:
    """A key of texts, their order and borders counted."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogateescape")
        digest.update(b"%d:" % len(encoded))
        digest.update(encoded)
    return Key(kind, digest.hexdigest())


@dataclass(slots=True)
class Computed:
    """The cache of a workspace, as one run uses it.

    Attributes:
        used: What was recalled or kept, in its order.
        waiting: What is written together by `write`.
    """

    workspace: Workspace
    used: dict[Key, None] = field(default_factory=dict)
    waiting: dict[Key, str] = field(default_factory=dict)
    _known: dict[Key, str] = field(default_factory=dict)

    def look_up(self, keys: Iterable[Key]) -> None:
        """Ask for many keys at once: `recall` asks for none of them again."""
        with self.workspace.reading() as connection:
            for some in _groups(keys, _AT_ONCE):
                columns = computed.c.kind, computed.c.key
                asked = [(key.kind, key.key) for key in some]
                found = select(*columns, computed.c.sha256).where(tuple_(*columns).in_(asked))
                rows = {Key(row.kind, row.key): row.sha256 for row in connection.execute(found)}
                self._known.update((key, rows.get(key, "")) for key in some)

    def recall(self, key: Key) -> bytes | None:
        """None where it was not kept, or is gone."""
        if key not in self._known:
            self.look_up([key])
        sha256 = self._known[key]
        if not sha256:
            return None
        try:
            content = zlib.decompress(self.workspace.blobs.get(sha256))
        except (UsageError, zlib.error):
            return None
        self.used[key] = None
        return content

    def keep(self, key: Key, content: bytes) -> None:
        """Kept from the next `write` on."""
        self.waiting[key] = self._known[key] = self.workspace.blobs.put(zlib.compress(content, _LEVEL))
        self.used[key] = None

    def write(self) -> None:
        """Write down what was kept. A cache that cannot be written to is none; what is computed does not depend on it."""
        if not self.waiting:
            return
        with self.workspace.writing() as connection:
            for key, sha256 in self.waiting.items():
                insert_blob(connection, self.workspace.blobs, sha256)
                values = {"kind": key.kind, "key": key.key, "sha256": sha256, "stored_at": now()}
                if not insert_missing(connection, computed, values):
                    same = computed.c.kind == key.kind, computed.c.key == key.key
                    connection.execute(computed.update().where(*same).values(sha256=sha256))
        self.waiting.clear()


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was dropped: results, and the bytes of their files."""

    results: int
    size: int


def tidy(workspace: Workspace, runs_kept: int = RUNS_KEPT) -> Tidied:
    """Drop the results that none of the last runs used. What was handed in, runs and corrections stay."""
    with workspace.writing() as connection:
        used = _used_by_last(connection, runs_kept)
        rows = connection.execute(select(computed.c.kind, computed.c.key, computed.c.sha256)).all()
        dropped = [row for row in rows if Key(row.kind, row.key) not in used]
        for row in dropped:
            connection.execute(delete(computed).where(computed.c.kind == row.kind, computed.c.key == row.key))
        free = {row.sha256 for row in dropped} - _referenced(connection)
        for sha256 in free:
            connection.execute(delete(blob).where(blob.c.sha256 == sha256))
        size = sum(_removed(workspace.blobs.path(sha256)) for sha256 in free)
    return Tidied(len(dropped), size)


def _used_by_last(connection: Connection, runs_kept: int) -> set[Key]:
    last = select(run.c.summary).order_by(run.c.id.desc()).limit(runs_kept)
    summaries = (from_json(row.summary, RunSummary) for row in connection.execute(last))
    return {Key(*pair) for summary in summaries for pair in summary.computed}


def _referenced(connection: Connection) -> set[str]:
    """The blobs that something else needs: by a foreign key, or as the outputs of runs and what they were made from."""
    columns = [column for table in metadata.tables.values() for column in table.c if column.references(blob.c.sha256)]
    found = {value for column in columns for value in connection.execute(select(column)).scalars() if value}
    for row in connection.execute(select(run.c.manifest, run.c.outputs)):
        found.update(_SHA256.findall(row.manifest), _SHA256.findall(row.outputs))
    return found


def _removed(path: Path) -> int:
    try:
        size = path.stat().st_size
        path.unlink()
    except FileNotFoundError:
        return 0
    return size


def _groups(items: Iterable[Item], size: int) -> Iterator[Sequence[Item]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
