"""A PostgreSQL server of the tests' own: in a temporary folder, reached through a socket, gone with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import psycopg
import pytest

_OWNER = "postgres"
_START_SECONDS = 60
_QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "100",
    "listen_addresses": "",
}
"""Nothing of it outlives the tests, so nothing is made to outlive a crash."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is running. `folder`: its data and its socket."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{_OWNER}@/{database}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """The name of a new database."""
        name = f"test_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def _run(self, command: str) -> None:
        with psycopg.connect(host=str(self.folder), user=_OWNER, dbname="postgres", autocommit=True) as connection:
            connection.execute(command.encode())


@dataclass(frozen=True, slots=True)
class Programs:
    """Those of PostgreSQL, and how they are started: it refuses to run as root."""

    folder: Path
    prefix: tuple[str, ...]
    owner: pwd.struct_passwd | None

    def call(self, name: str, *arguments: str) -> list[str]:
        return [*self.prefix, str(self.folder / name), *arguments]


def programs() -> Programs:
    """Skips the test, with the reason, where PostgreSQL cannot be run here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found:
        pytest.skip("PostgreSQL's programs are not in /usr/lib/postgresql/*/bin (apt-get install postgresql)")
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv (of util-linux) is not there to end PostgreSQL together with the tests")
    dies_with_us = ("setpriv", "--pdeathsig", "INT")
    if os.getuid() != 0:
        return Programs(found[-1].parent, dies_with_us, None)
    try:
        owner = pwd.getpwnam(_OWNER)
    except KeyError:
        pytest.skip(f"the tests run as root, and there is no user {_OWNER} to run PostgreSQL as")
    account = ("--reuid", str(owner.pw_uid), "--regid", str(owner.pw_gid), "--clear-groups")
    return Programs(found[-1].parent, (*dies_with_us, *account), owner)


@dataclass(frozen=True, slots=True)
class Running:
    """A server together with its process."""

    server: Server
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.server.folder, ignore_errors=True)


def start() -> Running:
    """Skips the test, with the reason, where PostgreSQL cannot be run here."""
    there = programs()
    folder = Path(mkdtemp(prefix="reviewer-postgresql-"))
    if there.owner:
        os.chown(folder, there.owner.pw_uid, there.owner.pw_gid)
    data = folder / "data"
    made = there.call("initdb", "-D", str(data), "-A", "trust", "-U", _OWNER, "-E", "UTF8", "--locale=C", "--no-sync")
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    options = [f"-c{name}={value}" for name, value in _QUICK.items()]
    call = there.call("postgres", "-D", str(data), "-k", str(folder), *options)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(call, stdout=log, stderr=log, cwd=folder)
    _wait(process, folder)
    return Running(Server(folder), process)


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            psycopg.connect(host=str(folder), user=_OWNER, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    process.kill()
    process.wait()
    pytest.fail(f"PostgreSQL did not start: {(folder / 'log').read_text(errors='replace')[-1000:]}")
