"""Memory of `reviewer extract` over many files: does it grow?

    python benchmarks/memory.py [FILE ...]

Reads the files over and over, 200 in all (by default those of corpora/samples/roadmaps), in processes as the command line
does, and prints the resident memory of the program and of its largest reader after every 25 files.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from reviewer.facts.finding import Background, understand
from reviewer.jobs.processes import reading_processes
from reviewer.review import SubmittedFile, read_roadmaps
from reviewer.rulebook.loading import find_profile, load_pack

FILES = 200
PRINT_EVERY = 25
SAMPLES = Path(__file__).resolve().parents[1] / "corpora" / "samples" / "roadmaps"


def resident_mib(pid: int | str) -> float:
    """Linux only."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:  # ended in the meantime
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]] or sorted(SAMPLES.iterdir())
    files = [SubmittedFile(path, path.name) for path in islice(cycle(paths), FILES)]
    background = Background(load_pack(find_profile("base")))
    started = time.perf_counter()
    activities = 0
    print(f"{'files':>6} {'activities':>10} {'program, MiB':>13} {'largest reader, MiB':>20} {'seconds':>8}")
    with reading_processes(files, None) as executor:
        for count, read in enumerate(read_roadmaps(files, executor), start=1):
            activities += len(understand(read.roadmap, background)) if read.roadmap else 0
            if count % PRINT_EVERY == 0:
                largest = max((resident_mib(child.pid) for child in multiprocessing.active_children()), default=0.0)
                spent = time.perf_counter() - started
                print(f"{count:>6} {activities:>10} {resident_mib('self'):>13.0f} {largest:>20.0f} {spent:>8.1f}")


if __name__ == "__main__":
    main()
