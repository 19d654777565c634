"""Results that can be computed again, by what they follow from: a cache, which may be emptied at any time."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, select, tuple_

from reviewer.model.errors import UsageError
from reviewer.store.blobs import Blobs
from reviewer.store.database import insert_missing
from reviewer.store.encoding import from_json
from reviewer.store.moments import now
from reviewer.store.runs import RunSummary, insert_blob
from reviewer.store.schema import computed, run
from reviewer.store.workspace import Workspace

Item = TypeVar("Item")
_AT_ONCE = 200
"""Keys of one query: databases bound the number of parameters."""
_LEVEL = 1


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


def sha256_of(path: Path) -> str:
    """Of a file's bytes. Raises: OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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

    def look_up_last(self, campaign: int) -> None:
        """Ask at once for all that the last run of a campaign used: the next one asks for most of it again."""
        last = select(run.c.summary).where(run.c.campaign_id == campaign).order_by(run.c.id.desc()).limit(1)
        with self.workspace.reading() as connection:
            summary = connection.execute(last).scalar()
        if summary:
            self.look_up(Key(*used) for used in from_json(summary, RunSummary).computed)

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
        self.waiting[key] = self._known[key] = put_result(self.workspace.blobs, content)
        self.used[key] = None

    def write(self) -> None:
        """Write down what was kept. A cache that cannot be written to is none; what is computed does not depend on it."""
        if not self.waiting:
            return
        with self.workspace.writing() as connection:
            for key, sha256 in self.waiting.items():
                enter_result(connection, self.workspace.blobs, key, sha256)
        self.waiting.clear()


def put_result(blobs: Blobs, content: bytes) -> str:
    """Put what was computed among the blobs. Returns its SHA-256, for `enter_result`."""
    return blobs.put(zlib.compress(content, _LEVEL))


def enter_result(connection: Connection, blobs: Blobs, key: Key, sha256: str) -> None:
    insert_blob(connection, blobs, sha256)
    values = {"kind": key.kind, "key": key.key, "sha256": sha256, "stored_at": now()}
    if not insert_missing(connection, computed, values):
        same = computed.c.kind == key.kind, computed.c.key == key.key
        connection.execute(computed.update().where(*same).values(sha256=sha256))


def _groups(items: Iterable[Item], size: int) -> Iterator[Sequence[Item]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
