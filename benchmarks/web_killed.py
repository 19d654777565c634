"""Sixty files are uploaded, and the workplace is killed while they are read: is anything lost, or done twice?

    python benchmarks/web_killed.py [--kills 8] [--seed 1] [--keep FOLDER]

The server is killed (SIGKILL) at random moments: with its worker and readers, alone, or only the worker, which the server
has to replace. Then it is started again, nobody asks for anything, and what was read before has to be read still. Between
kills people decide; every decision that was answered has to be there. At the end each file has been read to its end once,
and the result is that of a workspace that had the same files and decisions and was never disturbed.
Ends with status 1 where something is amiss.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sixty import SampleRegion, write_region
from sqlalchemy import select
from web_server import Server, descendants_of, new_workspace, upload, wait_for, wait_for_documents

from reviewer.jobs.writing import outputs_in_hand
from reviewer.store.correction_entries import entries
from reviewer.store.inspecting import inspect_workspace
from reviewer.store.runs import last_run
from reviewer.store.schema import job, job_file
from reviewer.store.workspace import open_workspace

WAYS = ("all", "server", "worker")
NAME = "Зима"
DECISIONS = [(f"m{number:02}", "parents") for number in range(0, 60, 6)]


@dataclass
class Trial:
    """`read`: names of files that were read to their end; `decided`: decisions that were answered."""

    server: Server
    chance: random.Random
    campaign: int = 0
    read: set[str] = field(default_factory=set)
    decided: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def read_sixty(self, region: SampleRegion, kills: int) -> None:
        files = sorted(region.submitted.iterdir())
        with self.server.client() as client:
            self.campaign = upload(client, str(region.profile), files, NAME)
        moments = sorted(self.chance.sample(range(1, len(files) - 2), kills))
        for number, moment in enumerate(moments):
            if not self.wait_until_read(moment):
                break
            time.sleep(self.chance.random() * 0.5)
            self.kill(WAYS[number % len(WAYS)])
            self.look(f"kill {number + 1}")
        with self.server.client() as client:
            told = wait_for(client, self.campaign)
        if told["state"] != "done" or told["failed"]:
            self.wrong.append(f"the review ended so: {told}")
        self.count_readings(len(files))

    def wait_until_read(self, count: int) -> bool:
        """False where the review is over before."""
        with self.server.client() as client:
            while True:
                told = client.get(f"/api/v1/campaigns/{self.campaign}/progress").json()
                if told["over"]:
                    return False
                if told["done"] >= count:
                    return True
                time.sleep(0.05)

    def kill(self, way: str) -> None:
        self.counts[way] += 1
        begun = descendants_of(self.server.pid)
        if way == "worker":
            for pid in self.server.workers():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return
        (self.server.kill if way == "all" else self.server.kill_alone)()
        self.server.start()
        self.counts["left behind"] += _left_after(begun, 20)

    def look(self, when: str) -> None:
        """What was read stays read, and nothing is damaged."""
        workspace = open_workspace(self.server.folder)
        state = inspect_workspace(workspace, check=True)
        if not state.whole:
            self.wrong.append(f"{when}: missing {state.missing}, damaged {state.damaged}, {state.broken}")
        with workspace.reading() as connection:
            done = set(connection.execute(select(job_file.c.name).where(job_file.c.state == "done")).scalars())
            given = {(one.municipality, one.target) for one in entries(connection, self.campaign)}
        # a job that is begun again lists its files anew: what is stored is found at once
        if self.read - done:
            self.wrong.append(f"{when}: read before and waiting again: {sorted(self.read - done)}")
        self.read |= done
        lost = [one for one in self.decided if not any(one[0] == m and one[1] in target for m, target in given)]
        if lost:
            self.wrong.append(f"{when}: decisions {lost} were answered and are gone")
        workspace.close()

    def count_readings(self, files: int) -> None:
        workspace = open_workspace(self.server.folder)
        with workspace.reading() as connection:
            rows = connection.execute(select(job_file.c.name, job_file.c.readings)).all()
            attempts = connection.execute(select(job.c.attempt)).scalars().all()
        workspace.close()
        self.counts["attempts"] = max(attempts)
        readings = Counter[str]()
        for name, times in rows:
            readings[name] += times
        print(f"readings by file: {dict(Counter(readings.values()))}, attempts of the job: {max(attempts)}")
        if len(readings) != files or set(readings.values()) != {1}:
            self.wrong.append(f"not every file was read once: {[one for one in readings.items() if one[1] != 1]}")

    def decide_all(self, kills: int) -> None:
        """Decisions go in while it is killed; one that was not answered is sent again, as a person would."""
        deadly = set(self.chance.sample(range(len(DECISIONS)), min(kills, len(DECISIONS))))
        for number, (municipality, parameter) in enumerate(DECISIONS):
            decide(self.server, self.campaign, municipality, parameter)
            self.decided.append((municipality, parameter))
            if number in deadly:
                time.sleep(self.chance.random() * 3)
                self.kill("all")
                self.look(f"kill after decision {number + 1}")
        settle(self.server, self.campaign)


def decide(server: Server, campaign: int, municipality: str, parameter: str) -> None:
    path = f"/campaigns/{campaign}/municipalities/{municipality}/findings/{parameter}"
    with server.client() as client:
        form = {"verdict": "met", "reason": "по приложению к плану", "seen": "0"}
        answer = client.post(path, data=form)
        assert answer.status_code == 200, (answer.status_code, answer.text[:500])


def settle(server: Server, campaign: int) -> None:
    """Until nothing is under way and the result knows every decision."""
    workspace = open_workspace(server.folder)
    until = time.monotonic() + 600
    while time.monotonic() < until:
        with workspace.reading() as connection:
            waits = connection.execute(select(job.c.id).where(job.c.state.in_(("queued", "running")))).first()
            run = last_run(connection, campaign)
            newest = max((one.id for one in entries(connection, campaign)), default=0)
        if not waits and run and run.summary.last_correction >= newest:
            workspace.close()
            return
        time.sleep(0.5)
    raise TimeoutError("the decisions are not followed")


def result(server: Server, campaign: int) -> dict[str, str]:
    """SHA-256 by name of the newest result's documents. Raises: TimeoutError."""
    with server.client() as client:
        wait_for_documents(client, campaign)
    workspace = open_workspace(server.folder)
    with workspace.reading() as connection:
        run = last_run(connection, campaign)
        found = outputs_in_hand(connection, run) if run else ()
    workspace.close()
    return {output.name: output.sha256 for output in found}


def undisturbed(folder: Path, region: SampleRegion) -> dict[str, str]:
    new_workspace(folder, region.profile).close()
    server = Server(folder)
    server.start()
    try:
        with server.client() as client:
            campaign = upload(client, str(region.profile), sorted(region.submitted.iterdir()), NAME)
            wait_for(client, campaign)
        for municipality, parameter in DECISIONS:
            decide(server, campaign, municipality, parameter)
        settle(server, campaign)
        return result(server, campaign)
    finally:
        server.stop()


def differences(mine: dict[str, str], theirs: dict[str, str]) -> list[str]:
    """By what stands in the files: the numbers and moments of runs and decisions are each workspace's own."""
    return sorted(name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name))


def _left_after(pids: list[int], seconds: float) -> int:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        left = [pid for pid in pids if Path(f"/proc/{pid}").exists() and not _is_over(pid)]
        if not left:
            return 0
        time.sleep(0.2)
    return len(left)


def _is_over(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


def main(base: Path, asked: argparse.Namespace) -> int:
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}, processors: {os.cpu_count()}")
    region = write_region(base / "region")
    new_workspace(base / "killed" / "workspace", region.profile).close()
    server = Server(base / "killed" / "workspace")
    trial = Trial(server, random.Random(asked.seed))
    server.start()
    try:
        began = time.perf_counter()
        trial.read_sixty(region, asked.kills)
        print(f"sixty files read in {time.perf_counter() - began:.0f} s, killed: {dict(trial.counts)}")
        trial.decide_all(3)
        found = result(server, trial.campaign)
    finally:
        server.stop()
    apart = differences(found, undisturbed(base / "calm" / "workspace", region))
    print(f"outputs: {len(found)}, other than those of an undisturbed one: {apart or 'none'}")
    for told in trial.wrong + ([f"outputs differ: {apart}"] if apart else []):
        print(f"AMISS: {told}")
    return int(bool(trial.wrong or apart or trial.counts["left behind"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a new folder for all that is made")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        place = arguments.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sys.exit(main(place, arguments))
