"""How long the workplace takes from a deed to the result that knows it, with sixty municipalities, and to its documents.

    python benchmarks/web_rereview.py [--times 3] [--keep FOLDER]

Sixty files are uploaded; then one of them is sent again with another text, and a verdict is overturned, some times each. The
times are those of the jobs as the workspace has them, from the first look at the queue to the end: what a person waits, besides
the pause in which further deeds are gathered.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import httpx
from sixty import SampleRegion, change_one, write_region
from sqlalchemy import select
from web_server import Server, new_workspace, upload, wait_for_documents

from reviewer.store.schema import job
from reviewer.store.workspace import open_workspace

CHANGED = "Нововежский район.docx"
TEXTS = ("Районный совет завучей школ", "Районная выставка работ педагогов", "Районный слёт вожатых школ")


def settle(server: Server, client: httpx.Client, campaign: int) -> None:
    """Until nothing waits and the newest result has its documents. Raises: TimeoutError."""
    workspace, until = open_workspace(server.folder), time.monotonic() + 600
    try:
        while time.monotonic() < until:
            with workspace.reading() as connection:
                if not connection.execute(select(job.c.id).where(job.c.state.in_(("queued", "running")))).first():
                    wait_for_documents(client, campaign)
                    return
            time.sleep(0.2)
    finally:
        workspace.close()
    raise TimeoutError("jobs are waiting still")


def seconds_of(server: Server, kind: str, after: int) -> list[float]:
    """Of the jobs of a kind that are done, begun after one."""
    workspace = open_workspace(server.folder)
    query = select(job.c.begun_at, job.c.ended_at).where(job.c.kind == kind, job.c.id > after, job.c.state == "done")
    with workspace.reading() as connection:
        found = [(row.ended_at - row.begun_at).total_seconds() for row in connection.execute(query)]
    workspace.close()
    return found


def last_job(server: Server) -> int:
    workspace = open_workspace(server.folder)
    with workspace.reading() as connection:
        found = connection.execute(select(job.c.id).order_by(job.c.id.desc()).limit(1)).scalar() or 0
    workspace.close()
    return found


def told(name: str, times: list[float], full: float) -> None:
    print(f"  {name:<44}{median(times):7.2f} s = 1/{full / median(times):.1f}   {[round(one, 2) for one in times]}")


def main(base: Path, times: int) -> None:
    region: SampleRegion = write_region(base / "region")
    new_workspace(base / "own" / "workspace", region.profile).close()
    server = Server(base / "own" / "workspace")
    server.start()
    try:
        with server.client() as client:
            print(f"load of the machine before: {os.getloadavg()[0]:.1f}, processors: {os.cpu_count()}")
            campaign = upload(client, str(region.profile), sorted(region.submitted.iterdir()), "Зима")
            settle(server, client, campaign)
            (full,), (written,) = (seconds_of(server, kind, 0) for kind in ("review", "documents"))
            print(f"sixty files: result {full:.2f} s, documents {written:.2f} s more")
            first = last_job(server)
            for text in TEXTS[:times]:
                change_one(region.submitted / CHANGED, text)
                sent = {"files": (CHANGED, (region.submitted / CHANGED).read_bytes())}
                client.post(f"/api/v1/campaigns/{campaign}/files", files=sent).raise_for_status()
                settle(server, client, campaign)
            second = last_job(server)
            print("after one file of sixty was sent again")
            told("the result", seconds_of(server, "review", first), full)
            told("its documents", seconds_of(server, "documents", first), written)
            for number in range(times):
                path = f"/campaigns/{campaign}/municipalities/m{number:02}/findings/parents"
                client.post(path, data={"verdict": "partly", "reason": "по письму", "seen": "0"}).raise_for_status()
                settle(server, client, campaign)
            print("after a decision")
            told("the result", seconds_of(server, "review", second), full)
            told("its documents", seconds_of(server, "documents", second), written)
    finally:
        server.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=len(TEXTS), choices=range(1, len(TEXTS) + 1))
    parser.add_argument("--keep", type=Path, help="a new folder for all that is made")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        main(arguments.keep or Path(stack.enter_context(tempfile.TemporaryDirectory())), arguments.times)
