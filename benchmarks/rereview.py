"""How long a review takes the first time, again, and after one file of sixty was changed.

    python benchmarks/rereview.py [--without-regional] [--keep FOLDER]

Makes the sixty roadmaps of benchmarks/sixty.py and calls `reviewer review` on them as a user does, whole processes with a
new workspace: every file is written each time, PDFs too where LibreOffice is installed. The outputs after the change are
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

from sixty import PROJECT, SampleRegion, change_one, write_region

CHANGED = "Нововежский район.docx"


def review(region: SampleRegion, out: Path, workspace: Path | None) -> float:
    """Seconds of wall time."""
    kept = ["--workspace", str(workspace)] if workspace else ["--no-workspace"]
    call = [sys.executable, "-c", "from reviewer.cli.app import main; main()", "review", str(region.submitted)]
    call += ["--region", str(region.profile), "--out", str(out), *kept]
    start = perf_counter()
    subprocess.run(call, check=True, capture_output=True, cwd=PROJECT)
    return perf_counter() - start


def differing(one: Path, other: Path) -> list[str]:
    names = {path.relative_to(root) for root in (one, other) for path in root.rglob("*") if path.is_file()}
    return sorted(
        str(name)
        for name in names
        if not ((one / name).is_file() and (other / name).is_file())
        or (one / name).read_bytes() != (other / name).read_bytes()
    )


def main(folder: Path, *, regional: bool) -> None:
    region = write_region(folder, regional=regional)
    workspace = folder / "workspace"
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}, processors: {os.cpu_count()}")
    full = review(region, folder / "first", workspace)
    print(f"{'the first time':<42}{full:7.2f} s")
    again = [review(region, folder / "again", workspace) for _ in range(3)]
    print(f"{'the same again, best of three':<42}{min(again):7.2f} s")
    change_one(region.submitted / CHANGED)
    one = review(region, folder / "changed", workspace)
    print(f"{'one file of sixty changed':<42}{one:7.2f} s = 1/{full / one:.1f}")
    anew = review(region, folder / "anew", None)
    print(f"{'all of it anew, nothing kept':<42}{anew:7.2f} s")
    print(f"outputs that differ after the change: {differing(folder / 'changed', folder / 'anew') or 'none'}")
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
