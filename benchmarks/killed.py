"""A review is killed at random moments while corrections go in: is anything lost?

    python benchmarks/killed.py [--kills 200] [--files 4] [--within SECONDS] [--database URL | postgresql] [--seed 1]

The sample roadmaps are reviewed in one process while another enters corrections; both are killed (SIGKILL, with all that
they have started) at a random moment, again and again. After each kill the workspace is opened and looked through, every
correction that was reported as committed has to be there, and the reading of every file that was reported as read. Now
and then the cache is emptied or the workspace tidied, so that there is always something to compute. At the end a run is
compared, byte by byte, with one in a new workspace that has the same files and corrections and was never disturbed.
LibreOffice is hidden unless --office is given: its PDF files would take most of the time.
Ends with status 1 where something is amiss.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import selectors
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parents[1]
SAMPLES = PROJECT / "corpora" / "samples" / "roadmaps"
REGION = "zaozerye"
TODAY = date(2026, 2, 2)
CAMPAIGN = 1
VERDICTS = ("met", "partly", "not_met")


# What the killed processes do


def review(folder: Path, out: Path) -> None:
    """Review the campaign. Prints a line of JSON when the workspace is open, for each file that was read, and for the run."""
    from reviewer.jobs.rereview import Asked, review_campaign
    from reviewer.rulebook.loading import find_profile
    from reviewer.store.workspace import open_workspace

    workspace = open_workspace(folder)
    tell({"opened": True})
    asked = Asked(
        find_profile(REGION), today=TODAY, author="методист", jobs=2, progress=lambda *read: tell({"read": read[2]})
    )
    tell({"run": review_campaign(workspace, CAMPAIGN, out, asked).run.id})


def correct(folder: Path, seed: int, targets: list[list[str]]) -> None:
    """Enter corrections without end. Prints a line of JSON for each, after it was committed."""
    from reviewer.model.corrections import Decision
    from reviewer.store.correction_entries import NewEntry, append, entries, seen_ordinal
    from reviewer.store.correction_targets import verdict_target
    from reviewer.store.workspace import open_workspace

    chance, workspace = random.Random(seed), open_workspace(folder)
    tell({"opened": True})
    while True:
        municipality, parameter = chance.choice(targets)
        target = verdict_target(municipality, parameter)
        body = Decision(municipality, parameter, chance.choice(VERDICTS), comment=f"Проверено: {seed}", who="методист")
        new = NewEntry("verdict", municipality, target, body, "методист", reason="Письмо муниципалитета")
        with workspace.writing() as connection:
            seen = seen_ordinal(entries(connection, CAMPAIGN), target)
            entry = append(connection, CAMPAIGN, new, seen=seen)
        tell({"correction": entry.id})
        time.sleep(chance.random() * 1.5)


def tell(told: dict[str, object]) -> None:
    print(json.dumps(told), flush=True)


# Who kills them


@dataclass
class Trial:
    """What was reported, and what is amiss."""

    folder: Path
    files: list[Path]
    chance: random.Random
    corrections: set[int] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        call = [sys.executable, __file__, "--folder", str(self.folder), *arguments]
        return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)

    def kill_once(self, number: int, longest: float, targets: list[list[str]]) -> None:
        """One review with corrections going in, killed within `longest` seconds of its opening the workspace."""
        reviewing = self.start("--review", str(self.folder.parent / "out"))
        correcting = self.start("--correct", json.dumps(targets), "--seed", str(number))
        moment = self.chance.random() * longest
        begun = self.listen(reviewing, correcting, moment)
        self.counts["killed" if reviewing.poll() is None else "ended"] += 1
        for process in (reviewing, correcting):
            kill(process)
            self.hear((begun[process.stdout] + process.stdout.read()).split(b"\n"))
            errors = process.stderr.read().decode(errors="replace").strip()
            if process.returncode not in {0, -signal.SIGKILL}:
                self.wrong.append(f"kill {number}: a process ended with status {process.returncode}: {errors[-600:]}")
            process.stdout.close()
            process.stderr.close()

    def listen(
        self, reviewing: subprocess.Popen[bytes], correcting: subprocess.Popen[bytes], moment: float
    ) -> dict[object, bytes]:
        """Hear what is reported until the moment has come or the review is done. Returns the lines that have only begun."""
        until, buffers = None, {reviewing.stdout: b"", correcting.stdout: b""}
        with selectors.DefaultSelector() as ready:
            for pipe in buffers:
                os.set_blocking(pipe.fileno(), False)
                ready.register(pipe, selectors.EVENT_READ)
            while (until is None or time.monotonic() < until) and reviewing.poll() is None:
                for key, _ in ready.select(0.01 if until else 0.1):
                    *lines, buffers[key.fileobj] = (buffers[key.fileobj] + (key.fileobj.read() or b"")).split(b"\n")
                    self.hear(lines)
                    if key.fileobj is reviewing.stdout and lines and until is None:
                        until = time.monotonic() + moment
        for pipe in buffers:
            os.set_blocking(pipe.fileno(), True)
        return buffers

    def hear(self, lines: list[bytes]) -> None:
        for line in filter(None, lines):
            try:
                told = json.loads(line)
            except ValueError:  # cut off by the kill: it was not reported
                continue
            if "correction" in told:
                self.corrections.add(told["correction"])
            if "read" in told:
                self.read.add(told["read"])

    def look(self, number: int) -> None:
        """After a kill: everything that was reported is there, and nothing is damaged."""
        from reviewer.jobs.engine import engine, environment
        from reviewer.jobs.readings import Reading
        from reviewer.review import SubmittedFile
        from reviewer.store.computed import Computed
        from reviewer.store.correction_entries import entries
        from reviewer.store.inspecting import inspect_workspace
        from reviewer.store.workspace import open_workspace

        workspace = open_workspace(self.folder)
        state = inspect_workspace(workspace, check=True)
        if not state.whole:
            self.wrong.append(f"kill {number}: missing {state.missing}, damaged {state.damaged}, {state.broken}")
        with workspace.reading() as connection:
            gone = self.corrections - {entry.id for entry in entries(connection, CAMPAIGN)}
        if gone:
            self.wrong.append(f"kill {number}: corrections {sorted(gone)} were reported and are gone")
        cache = Computed(workspace)
        for path in self.files:
            reading = Reading(SubmittedFile(path, path.name), workspace.blobs.put_file(path))
            if path.name in self.read and cache.recall(reading.key(engine(), environment())) is None:
                self.wrong.append(f"kill {number}: the reading of {path.name} was reported and is gone")
        workspace.close()

    def disturb(self, number: int) -> None:
        """Now and then: the cache is emptied, which it may be at any time, or the workspace tidied."""
        from sqlalchemy import delete

        from reviewer.store.schema import computed
        from reviewer.store.tidying import tidy
        from reviewer.store.workspace import open_workspace

        if number % 3 and number % 5:
            return
        workspace = open_workspace(self.folder)
        if number % 3 == 0:
            with workspace.writing() as connection:
                connection.execute(delete(computed))
            self.read.clear()
            self.counts["emptied"] += 1
        if number % 5 == 0:
            tidy(workspace, days=1)
            self.counts["tidied"] += 1
        workspace.close()


def kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def make(folder: Path, url: str | None, files: list[Path]) -> None:
    """A workspace with a campaign to which the files were handed in."""
    from reviewer.rulebook.loading import find_profile
    from reviewer.store.campaigns import StoredFile, add_campaign, hand_in
    from reviewer.store.workspace import create_workspace

    workspace = create_workspace(folder, url)
    stored = [StoredFile(path.name, workspace.blobs.put_file(path), path.stat().st_size) for path in files]
    with workspace.writing() as connection:
        made = add_campaign(connection, "Зима", str(find_profile(REGION)), "методист")
        assert made.id == CAMPAIGN
        hand_in(connection, made.id, stored, "методист", complete=True)
    workspace.close()


def copy_corrections(old: Path, new: Path) -> int:
    from reviewer.store.table_rows import insert_lines, lines_of, tables
    from reviewer.store.workspace import open_workspace

    source, target = open_workspace(old), open_workspace(new)
    with source.reading() as reading, target.writing() as writing:
        correction = next(table for table in tables(writing) if table.name == "correction")
        count = insert_lines(writing, correction, lines_of(reading, correction))
    source.close()
    target.close()
    return count


def outputs(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def differences(disturbed: dict[str, bytes], undisturbed: dict[str, bytes]) -> Iterator[str]:
    for name in sorted(disturbed.keys() | undisturbed.keys()):
        if disturbed.get(name) != undisturbed.get(name):
            yield f"the last run wrote another {name} than an undisturbed one"


def targets_of() -> list[list[str]]:
    from reviewer.rulebook.loading import find_profile, load_pack, load_region

    profile = find_profile(REGION)
    municipalities = [one.id for one in load_region(profile).municipalities]
    return [[one, parameter.id] for one in municipalities for parameter in load_pack(profile).parameters]


def timed_review(folder: Path, out: Path) -> float:
    started = time.perf_counter()
    call = [sys.executable, __file__, "--folder", str(folder), "--review", str(out)]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def trial(base: Path, url: str | None, asked: argparse.Namespace) -> int:
    """Returns how much is amiss."""
    if not asked.office:
        os.environ["PATH"] = str(Path(sys.executable).parent)
    files = sorted(SAMPLES.iterdir(), key=lambda path: (path.stat().st_size, path.name))[: asked.files]
    if not asked.within:
        make(base / "first", None, files)
    longest = asked.within or timed_review(base / "first", base / "first-out")
    print(f"{len(files)} files, killed within {longest:.1f} s of the opening of the workspace", flush=True)
    make(base / "killed", url, files)
    found = Trial(base / "killed", files, random.Random(asked.seed))
    targets, started = targets_of(), time.perf_counter()
    for number in range(1, asked.kills + 1):
        found.kill_once(number, longest, targets)
        found.look(number)
        found.disturb(number)
        if number % 20 == 0:
            print(
                f"  {number} kills, {len(found.corrections)} corrections, {time.perf_counter() - started:.0f} s",
                flush=True,
            )
    timed_review(found.folder, base / "last-out")
    make(base / "undisturbed", None, files)
    entered = copy_corrections(found.folder, base / "undisturbed")
    timed_review(base / "undisturbed", base / "undisturbed-out")
    found.wrong += differences(outputs(base / "last-out"), outputs(base / "undisturbed-out"))
    kind = "SQLite" if url is None else "PostgreSQL"
    print(
        f"{kind}: {asked.kills} kills, of which {found.counts['killed']} in the middle of a review; "
        f"{len(found.corrections)} corrections reported, {entered} there; the cache emptied {found.counts['emptied']} "
        f"times, tidied {found.counts['tidied']} times; {len(outputs(base / 'last-out'))} outputs compared"
    )
    print("\n".join(f"  WRONG: {line}" for line in found.wrong) or "  nothing lost, the same bytes")
    return len(found.wrong)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--files", type=int, default=4)
    parser.add_argument("--within", type=float, help="seconds; by default what an undisturbed review takes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--office", action="store_true", help="let LibreOffice make PDF files")
    parser.add_argument("--database", help="URL of an empty PostgreSQL database, or «postgresql» for one of its own")
    for hidden in ("--folder", "--review", "--correct"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.review:
        review(Path(asked.folder), Path(asked.review))
        return 0
    if asked.correct:
        correct(Path(asked.folder), asked.seed, json.loads(asked.correct))
        return 0
    with TemporaryDirectory(prefix="reviewer-killed-") as base:
        if asked.database != "postgresql":
            return bool(trial(Path(base), asked.database, asked))
        sys.path.insert(0, str(PROJECT / "tests"))
        from postgresql import start

        running = start()
        try:
            return bool(trial(Path(base), running.server.url(running.server.create()), asked))
        finally:
            running.stop()


if __name__ == "__main__":
    sys.exit(main())
