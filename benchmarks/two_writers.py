"""Two processes correct the same things at the same time: is anything lost, or overwritten unseen?

    python benchmarks/two_writers.py [--seconds 60] [--writers 2] [--database URL]

Each process reads what is entered on a thing, waits a little, and enters its own correction on what it has seen, or takes
the last one back. By default in SQLite, then in a PostgreSQL of its own. Ends with status 1 where something is amiss.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parents[1]
TARGETS = [f"verdict/m{number}/mentoring" for number in range(4)]
CAMPAIGNS = 2
"""What is read before each entry is one campaign's: with one only, the reading would be most of the work after a minute."""


def correct(folder: Path, seconds: float, seed: int) -> None:
    """Enter corrections for so long. Prints a line of JSON for each that was committed, after it was."""
    from reviewer.model.corrections import Decision
    from reviewer.model.errors import ConflictError, UsageError
    from reviewer.store.correction_entries import NewEntry, append, entries, seen_ordinal, undo
    from reviewer.store.workspace import open_workspace

    chance, workspace, refused = random.Random(seed), open_workspace(folder), 0
    print("ready", flush=True)
    sys.stdin.readline()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        target, campaign = chance.choice(TARGETS), chance.randint(1, CAMPAIGNS)
        with workspace.reading() as connection:
            known = [entry for entry in entries(connection, campaign) if entry.target == target]
        seen = seen_ordinal(known, target)
        time.sleep(chance.random() * 0.01)
        municipality = target.split("/")[1]
        body = Decision(municipality=municipality, parameter="mentoring", verdict="met", comment=f"{seed} {seen}")
        new = NewEntry("verdict", municipality, target, body, f"методист {seed}", reason=f"видел {seen}")
        try:
            with workspace.writing() as connection:
                if known and known[-1].undoes is None and chance.random() < 0.2:
                    entry = undo(connection, campaign, known[-1].id, author=new.author, reason=new.reason, seen=seen)
                else:
                    entry = append(connection, campaign, new, seen=seen)
        except (ConflictError, UsageError):
            refused += 1
            continue
        print(json.dumps({"id": entry.id, "target": target, "ordinal": entry.ordinal, "seen": seen}), flush=True)
    print(json.dumps({"refused": refused}), flush=True)


def amiss(folder: Path, told: list[dict[str, int]]) -> Iterator[str]:
    """What is wrong with the entries, in words."""
    from reviewer.store.correction_entries import entries
    from reviewer.store.history import deeds
    from reviewer.store.inspecting import inspect_workspace
    from reviewer.store.workspace import open_workspace

    workspace = open_workspace(folder)
    with workspace.reading() as connection:
        found = [entry for campaign in range(1, CAMPAIGNS + 1) for entry in entries(connection, campaign)]
        written = [deed for deed in deeds(connection, most=10_000_000) if deed.kind in {"correction", "undo"}]
    by_id = {entry.id: entry for entry in found}
    lost = [one for one in told if one["id"] not in by_id]
    if lost:
        yield f"{len(lost)} corrections that were reported are gone"
    if len(by_id) != len(told):
        yield f"{len(by_id)} corrections are there, {len(told)} were reported"
    if any(entry.reason != f"видел {entry.ordinal - 1}" for entry in found):
        yield "a correction was entered on one that its author had not seen"
    ordinals: dict[tuple[int, str], list[int]] = {}
    for entry in sorted(found, key=lambda one: one.id):
        ordinals.setdefault((entry.campaign, entry.target), []).append(entry.ordinal)
    if any(numbers != list(range(1, len(numbers) + 1)) for numbers in ordinals.values()):
        yield "the entries on a thing are not numbered one after another"
    if {deed.body["correction"] for deed in written} != set(by_id) or len(written) != len(by_id):
        yield "the history does not have each entry once"
    if not inspect_workspace(workspace, check=True).whole:
        yield "the workspace is damaged"
    workspace.close()


def trial(folder: Path, url: str | None, seconds: float, writers: int) -> int:
    """One database. Returns how much is amiss."""
    from reviewer.store.campaigns import add_campaign
    from reviewer.store.workspace import create_workspace

    workspace = create_workspace(folder, url)
    with workspace.writing() as connection:
        for number in range(CAMPAIGNS):
            add_campaign(connection, f"Экспертиза {number + 1}", "zaozerye", "методист")
    workspace.close()
    call = [sys.executable, __file__, "--seconds", str(seconds), "--folder", str(folder), "--seed"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen([*call, str(seed)], **pipes) for seed in range(1, writers + 1)]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    lines = [json.loads(line) for process in started for line in process.communicate()[0].splitlines()]
    failed = [process.returncode for process in started if process.returncode]
    told, refused = [one for one in lines if "id" in one], sum(one.get("refused", 0) for one in lines)
    wrong = [*amiss(folder, told), *(f"a writer ended with status {status}" for status in failed)]
    kind = "SQLite" if url is None else "PostgreSQL"
    share = Counter("unseen" if one["seen"] + 1 != one["ordinal"] else "seen" for one in told)
    print(
        f"{kind}: {writers} writers, {seconds:g} s: {len(told)} entered ({share['unseen']} unseen), {refused} refused"
    )
    print("\n".join(f"  WRONG: {line}" for line in wrong) or "  nothing lost, nothing overwritten unseen")
    return len(wrong)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--database", help="URL of an empty PostgreSQL database, or «sqlite»")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.folder:
        correct(asked.folder, asked.seconds, asked.seed)
        return 0
    with TemporaryDirectory(prefix="reviewer-writers-") as folder:
        if asked.database:
            url = None if asked.database == "sqlite" else asked.database
            return bool(trial(Path(folder) / "one", url, asked.seconds, asked.writers))
        wrong = trial(Path(folder) / "sqlite", None, asked.seconds, asked.writers)
        sys.path.insert(0, str(PROJECT / "tests"))
        from postgresql import start

        running = start()
        try:
            url = running.server.url(running.server.create())
            return bool(wrong + trial(Path(folder) / "postgresql", url, asked.seconds, asked.writers))
        finally:
            running.stop()


if __name__ == "__main__":
    sys.exit(main())
