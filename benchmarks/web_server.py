"""The workplace as a process of its own, for the trials of it: started as a user starts it, asked by HTTP, measured and killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from reviewer.store.accounts import Account, Belonging, Role, add_account
from reviewer.store.campaigns import add_campaign
from reviewer.store.workspace import Workspace, create_workspace

PROJECT = Path(__file__).resolve().parents[1]
PASSWORD = "сорок семь стульев"
START_SECONDS = 60


def new_workspace(folder: Path, profile: Path | None = None) -> Workspace:
    """`profile`: of a region that is to be offered; one of a campaign is."""
    made = create_workspace(folder)
    if profile:
        with made.writing() as connection:
            add_campaign(connection, "Прошлый год", str(profile), "методист")
    return made


def add_people(workspace: Workspace, roles: list[Role], belonging: Belonging | None = None) -> list[Account]:
    """One account for each, with PASSWORD."""
    with workspace.writing() as connection:
        return [
            add_account(
                connection,
                "установка",
                login=f"{role.value}{number}",
                name=f"Сотрудник {number}",
                role=role,
                password=PASSWORD,
                belonging=belonging if role is Role.MUNICIPALITY else None,
                must_change=False,
            )
            for number, role in enumerate(roles, start=1)
        ]


@dataclass
class Server:
    """`reviewer serve` on a free port, with its worker and readers in a process group of their own."""

    folder: Path
    team: bool = False
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.port = self.port or _free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Raises: TimeoutError where it does not answer."""
        call = [sys.executable, "-c", "from reviewer.cli.app import main; main()", "serve"]
        call += ["--workspace", str(self.folder), "--port", str(self.port), "--no-browser"]
        call += ["--team"] if self.team else []
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        with (self.folder.parent / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                call, stdout=log, stderr=log, start_new_session=True, env=environment, cwd=PROJECT
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/login", timeout=5).status_code < 500:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise TimeoutError(f"the server does not answer; see {self.folder.parent / 'serve.log'}")

    def client(self, timeout: float = 60) -> httpx.Client:
        """A browser without JavaScript that follows redirects."""
        return httpx.Client(
            base_url=self.url, headers={"Origin": self.url}, timeout=timeout, follow_redirects=True, trust_env=False
        )

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def workers(self) -> list[int]:
        """The processes that it has begun, those that they have begun not counted."""
        return children_of(self.pid)

    def kill(self) -> None:
        """SIGKILL to it and to everything that it has begun, at once."""
        everybody = [self.pid, *descendants_of(self.pid)]
        for pid in everybody:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._wait()

    def kill_alone(self) -> None:
        """SIGKILL to the server: what it has begun has to find out by itself."""
        os.kill(self.pid, signal.SIGKILL)
        self._wait()

    def stop(self) -> None:
        """As by Ctrl+C."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()

    def _wait(self) -> None:
        assert self.process is not None
        self.process.wait()


def upload(client: httpx.Client, region: str, files: list[Path], name: str) -> int:
    """Begin a review with files; the number of its campaign."""
    sent = [("files", (path.name, path.read_bytes())) for path in files]
    answer = client.post("/api/v1/campaigns", data={"region": region, "name": name}, files=sent)
    answer.raise_for_status()
    return answer.json()["campaign"]


def wait_for(client: httpx.Client, campaign: int, seconds: float = 900) -> dict[str, object]:
    """The progress when it is over. Raises: TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        told = client.get(f"/api/v1/campaigns/{campaign}/progress").json()
        if told["over"]:
            return told
        time.sleep(0.5)
    raise TimeoutError(f"campaign {campaign} is not ready after {seconds:.0f} s")


def wait_for_documents(client: httpx.Client, campaign: int, seconds: float = 300) -> None:
    """Until the documents of the newest result are there. Raises: TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if client.get(f"/api/v1/campaigns/{campaign}/documents").json()["written"]:
            return
        time.sleep(0.2)
    raise TimeoutError(f"the documents of campaign {campaign} are not there after {seconds:.0f} s")


def children_of(pid: int) -> list[int]:
    with suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return []


def descendants_of(pid: int) -> list[int]:
    found = children_of(pid)
    return [*found, *(below for child in found for below in descendants_of(child))]


def memory_of(pid: int, what: str = "VmRSS") -> float:
    """MiB that a process has; `VmHWM`: that it has had at most. 0 where it is no more."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{what}:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]
