"""Thirty people at work for two minutes on a campaign of sixty municipalities: errors, times of the pages, memory of the server.

    python benchmarks/web_load.py [--people 30] [--seconds 120] [--keep FOLDER]

A real server in team mode with its worker. Each person has an account and a browser of their own without a cache, reads,
searches, decides, and follows progress by server-sent events, with one to five seconds of thought between two pages.
Decisions have the campaign judged anew while the others read. A decision that meets one of somebody else (409) is no error:
the page tells it. Ends with status 1 after any error.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import httpx
from sixty import write_region
from web_server import (
    PASSWORD,
    Server,
    add_people,
    descendants_of,
    memory_of,
    new_workspace,
    upload,
    wait_for,
    wait_for_documents,
)

from reviewer.store.accounts import Role

WORDS = ("семинар", "родители", "мониторинг", "школа", "педагог", "экзамен", "наставник", "диагностика")
KINDS = {
    "matrix": 12,
    "municipality": 12,
    "finding": 14,
    "row": 8,
    "search": 12,
    "doubts": 8,
    "files": 4,
    "documents": 5,
    "file": 2,
    "changes": 3,
    "corrections": 4,
    "history": 2,
    "list": 4,
    "rules": 2,
    "events": 3,
    "decision": 5,
}
"""How often which is asked for."""


@dataclass
class Load:
    base: str
    findings: list[str]
    rows: list[str]
    downloads: list[str]
    until: float
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def person(self, server: Server, login: str, number: int) -> None:
        chance = random.Random(number)
        with server.client() as client:
            answer = client.post("/login", data={"login": login, "password": PASSWORD})
            if answer.status_code != 200 or "/login" in str(answer.url):
                self.errors.append(f"{login} is not let in: {answer.status_code}")
                return
            while time.monotonic() < self.until:
                kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
                if kind == "decision" and login.startswith(Role.READER.value):
                    kind = "finding"
                try:
                    self.ask(client, chance, kind)
                except httpx.HTTPError as error:
                    self.note(kind, 0.0, 0, f"{kind}: {error!r}")
                time.sleep(chance.uniform(1, 5))

    def ask(self, client: httpx.Client, chance: random.Random, kind: str) -> None:
        if kind == "events":
            self.follow(client)
        elif kind == "decision":
            self.decide(client, chance)
        else:
            self.get(client, kind, self.address(chance, kind))

    def address(self, chance: random.Random, kind: str) -> str:
        finding = chance.choice(self.findings)
        return {
            "matrix": self.base,
            "municipality": finding.partition("/findings/")[0],
            "finding": finding,
            "row": chance.choice(self.rows),
            "search": f"{self.base}/activities?q={chance.choice(WORDS)}",
            "file": chance.choice(self.downloads),
            "history": "/history",
            "list": "/",
            "rules": "/rules",
        }.get(kind, f"{self.base}/{kind}")

    def get(self, client: httpx.Client, kind: str, path: str) -> httpx.Response:
        began = time.perf_counter()
        answer = client.get(path)
        told = f"{kind}: {answer.status_code} {path}" if answer.status_code >= 400 else ""
        self.note(kind, time.perf_counter() - began, answer.status_code, told)
        return answer

    def decide(self, client: httpx.Client, chance: random.Random) -> None:
        path = chance.choice(self.findings)
        seen = re.search(r'name="seen" value="(\d+)"', self.get(client, "finding", path).text)
        form = {"verdict": chance.choice(("met", "partly", "not_met")), "reason": "по письму", "seen": seen and seen[1]}
        began = time.perf_counter()
        answer = client.post(path, data=form, follow_redirects=False)
        good = answer.status_code in {303, 409}
        told = "" if good else f"decision: {answer.status_code} {path}"
        self.note("decision", time.perf_counter() - began, answer.status_code, told)

    def follow(self, client: httpx.Client) -> None:
        """Until it is over, ten seconds at most; the time is that to the first line."""
        began = time.perf_counter()
        with client.stream("GET", f"{self.base}/events") as answer:
            first = 0.0
            for _ in answer.iter_lines():
                first = first or time.perf_counter() - began
                if time.perf_counter() - began > 10:
                    break
        told = "" if answer.status_code in {200, 204} else f"events: {answer.status_code}"
        self.note("events", first, answer.status_code, told)

    def note(self, kind: str, seconds: float, status: int, told: str) -> None:
        with self.lock:
            self.times[kind].append(seconds)
            self.statuses[status] += 1
            if told:
                self.errors.append(told)


def addresses(client: httpx.Client, campaign: int) -> tuple[list[str], list[str], list[str]]:
    """Findings, rows and documents that the pages lead to."""
    base = f"/campaigns/{campaign}"
    matrix, rows = (client.get(path).text for path in (base, f"{base}/activities"))
    documents = client.get(f"{base}/documents").text
    findings = sorted(set(re.findall(r'href="([^"?]*/findings/[^"?]*)"', matrix)))
    found = sorted(set(re.findall(r'href="([^"?]*/rows/[^"?]*)"', rows)))
    files = sorted(set(re.findall(r'class="download" href="([^"]*)"', documents)))
    return findings, found, [path.replace("&amp;", "&") for path in files]


def watch(server: Server, most: Counter[str], over: threading.Event) -> None:
    """The most memory of the server, and of all that it has begun."""
    while not over.wait(1):
        below = sum(memory_of(pid) for pid in descendants_of(server.pid))
        most["workers"] = max(most["workers"], int(below))


def main(base: Path, asked: argparse.Namespace) -> int:
    region = write_region(base / "region")
    workspace = new_workspace(base / "own" / "workspace", region.profile)
    readers = asked.people // 3
    roles = [Role.ADMINISTRATOR, *[Role.METHODIST] * (asked.people - readers - 1), *[Role.READER] * readers]
    logins = [account.login for account in add_people(workspace, roles)]
    workspace.close()
    server = Server(base / "own" / "workspace", team=True)
    server.start()
    try:
        with server.client() as client:
            client.post("/login", data={"login": logins[0], "password": PASSWORD}).raise_for_status()
            campaign = upload(client, str(region.profile), sorted(region.submitted.iterdir()), "Зима")
            wait_for(client, campaign)
            wait_for_documents(client, campaign)
            found = addresses(client, campaign)
        print(f"load of the machine before: {os.getloadavg()[0]:.1f}, processors: {os.cpu_count()}")
        print(f"memory of the server before: {memory_of(server.pid):.0f} MiB")
        load = Load(f"/campaigns/{campaign}", *found, until=time.monotonic() + asked.seconds)
        most, over = Counter[str](), threading.Event()
        watching = threading.Thread(target=watch, args=(server, most, over))
        watching.start()
        people = [
            threading.Thread(target=load.person, args=(server, login, number)) for number, login in enumerate(logins)
        ]
        for one in people:
            one.start()
        for one in people:
            one.join()
        over.set()
        watching.join()
        return tell(load, server, most, asked)
    finally:
        with suppress(Exception):
            server.stop()


def tell(load: Load, server: Server, most: Counter[str], asked: argparse.Namespace) -> int:
    requests = sum(len(times) for times in load.times.values())
    print(f"{asked.people} people, {asked.seconds} s: {requests} requests, {requests / asked.seconds:.1f} a second")
    print(f"{'kind':<14}{'count':>6}{'median':>9}{'95th':>9}{'most':>9}  seconds")
    for kind, times in sorted(load.times.items()):
        ordered = sorted(times)
        late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        print(f"{kind:<14}{len(times):>6}{median(times):>9.2f}{late:>9.2f}{ordered[-1]:>9.2f}")
    print(f"answers by status: {dict(sorted(load.statuses.items()))}")
    print(f"memory: server at most {memory_of(server.pid, 'VmHWM'):.0f} MiB, all that it began {most['workers']} MiB")
    print(f"load of the machine after: {os.getloadavg()[0]:.1f}")
    for told in load.errors[:20]:
        print(f"ERROR: {told}")
    print(f"errors: {len(load.errors)}")
    return int(bool(load.errors))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--keep", type=Path, help="a new folder for all that is made")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        place = arguments.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sys.exit(main(place, arguments))
