"""`reviewer worker`: does the work that people ask for on the pages of a team's server."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from reviewer.jobs.worker import work
from reviewer.store.workspace import default_folder


def run_worker(folder: Path | None) -> int:
    """Work until ended by Ctrl+C or SIGTERM."""
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr)
    logging.getLogger("reviewer").setLevel(logging.INFO)
    place = folder or default_folder()
    print(f"Обработчик работает с рабочей папкой «{place}». Остановить: Ctrl+C.", file=sys.stderr)
    work(folder)
    return 0
