"""Which workers are at work: they say so every few seconds, and on one machine it can be looked up."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, select

from reviewer.store.moments import now
from reviewer.store.schema import worker

BEAT_SECONDS = 2.0
SILENT_SECONDS = 60.0
"""A worker that has said nothing for so long is taken for dead. Longer than one may wait for another writer."""
_FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Identity:
    """A worker. `token`: nobody else's; `process`: its number on `machine`."""

    token: str
    machine: str
    process: int


def own_identity() -> Identity:
    return Identity(uuid4().hex, machine(), os.getpid())


@cache
def machine() -> str:
    """Where numbers of processes mean the same: a machine since its last start, or a container on it."""
    try:
        started = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{platform.node()} {started} {Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return f"{platform.node()} {uuid4().hex}"  # nobody else's: only its silence tells that a worker is gone


def sign_on(connection: Connection, who: Identity) -> None:
    """Say that a worker is there. Also forgets those of days gone by."""
    at = now()
    connection.execute(worker.delete().where(worker.c.seen_at < at - _FORGOTTEN))
    if not connection.execute(worker.update().where(worker.c.token == who.token).values(seen_at=at)).rowcount:
        values = {"token": who.token, "machine": who.machine, "process": who.process, "begun_at": at, "seen_at": at}
        connection.execute(worker.insert().values(**values))


def sign_off(connection: Connection, who: Identity) -> None:
    connection.execute(worker.delete().where(worker.c.token == who.token))


def alive(connection: Connection, silent: float = SILENT_SECONDS) -> frozenset[str]:
    """Tokens of the workers that are at work. `silent`: seconds."""
    since = now() - timedelta(seconds=silent)
    return frozenset(row.token for row in connection.execute(select(worker)) if _lives(row, since))


def anybody_works(connection: Connection) -> bool:
    return bool(alive(connection))


def _lives(row: object, since: datetime) -> bool:
    place, process, seen_at = (getattr(row, name) for name in ("machine", "process", "seen_at"))
    if seen_at < since:
        return False
    return place != machine() or _is_running(process)


def _is_running(process: int) -> bool:
    if os.name != "posix":  # elsewhere asking would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
