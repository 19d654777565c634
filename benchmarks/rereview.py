"""How long a review takes the first time, again, and after one file of sixty was changed.

    python benchmarks/rereview.py [--without-regional] [--keep FOLDER]

Makes the sixty roadmaps of benchmarks/sixty.py and calls `reviewer review` on them as a user does, whole processes with a
new workspace: every file is written each time; first with PDFs, where LibreOffice is installed, then without. The outputs after the change are
compared byte for byte with those of a review that keeps nothing.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from sixty import PROJECT, SampleRegion, change_one, write_region

CHANGED = "Нововежский район.docx"
CHANGES = {
    True: "Районный конкурс методических разработок учителей",
    False: "Муниципальный круглый стол директоров школ",
}
"""Another text in each series, with printing and without."""


class Time(NamedTuple):
    """Seconds. `processor`: of all processes together; on a busy machine it says more than `wall`."""

    wall: float
    processor: float


def review(region: SampleRegion, out: Path, workspace: Path | None, *, printing: bool) -> Time:
    kept = ["--workspace", str(workspace)] if workspace else ["--no-workspace"]
    silent = "" if printing else "from reviewer.report import pdf; pdf.find_libreoffice = lambda: None; "
    call = [sys.executable, "-c", f"{silent}from reviewer.cli.app import main; main()", "review", str(region.submitted)]
    call += ["--region", str(region.profile), "--out", str(out), *kept]
    start, used = perf_counter(), _processor()
    subprocess.run(call, check=True, capture_output=True, cwd=PROJECT)
    return Time(perf_counter() - start, _processor() - used)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def told(time: Time) -> str:
    return f"{time.wall:7.2f} s, of processors {time.processor:6.2f} s"


def differing(one: Path, other: Path) -> list[str]:
    names = {path.relative_to(root) for root in (one, other) for path in root.rglob("*") if path.is_file()}
    return sorted(
        str(name)
        for name in names
        if not ((one / name).is_file() and (other / name).is_file())
        or (one / name).read_bytes() != (other / name).read_bytes()
    )


def compare(region: SampleRegion, folder: Path, *, printing: bool) -> Path:
    """Tells the times of one series of reviews. Returns the workspace that they were made in."""
    folder.mkdir()
    workspace = folder / "workspace"
    print("everything" if printing else "without printing")
    full = review(region, folder / "first", workspace, printing=printing)
    print(f"  {'the first time':<40}{told(full)}")
    if printing:
        again = min(review(region, folder / "again", workspace, printing=True) for _ in range(3))
        print(f"  {'the same again, best of three':<40}{told(again)}")
    change_one(region.submitted / CHANGED, CHANGES[printing])
    one = review(region, folder / "changed", workspace, printing=printing)
    print(
        f"  {'one file of sixty changed':<40}{told(one)} = 1/{full.wall / one.wall:.1f}, 1/{full.processor / one.processor:.1f}"
    )
    anew = review(region, folder / "anew", None, printing=printing)
    print(f"  {'all of it anew, nothing kept':<40}{told(anew)}")
    print(f"  outputs that differ after the change: {differing(folder / 'changed', folder / 'anew') or 'none'}")
    return workspace


def main(folder: Path, *, regional: bool) -> None:
    region = write_region(folder, regional=regional)
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}, processors: {os.cpu_count()}")
    workspace = compare(region, folder / "printed", printing=True)
    compare(region, folder / "unprinted", printing=False)
    size = sum(path.stat().st_size for path in workspace.rglob("*") if path.is_file())
    print(f"workspace: {size / 2**20:.1f} MiB")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {largest:.0f} MiB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without-regional", action="store_true")
    parser.add_argument("--keep", type=Path, help="a new folder for all that is made")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        place = arguments.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        main(place, regional=not arguments.without_regional)
