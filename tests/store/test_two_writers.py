"""Several processes correct the same things at the same time, as benchmarks/two_writers.py does for longer."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_is_lost_or_overwritten_unseen(database: str, request: pytest.FixtureRequest, project: Path) -> None:
    url = request.getfixturevalue("empty_database")() if database == "postgresql" else database
    call = [sys.executable, str(project / "benchmarks" / "two_writers.py")]
    options = ["--seconds", "3", "--writers", "3", "--database", url]
    done = subprocess.run([*call, *options], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing lost, nothing overwritten unseen" in done.stdout
    figures = re.search(r"(\d+) entered \(0 unseen\), (\d+) refused", done.stdout)
    assert figures
    assert all(int(figure) > 0 for figure in figures.groups()), done.stdout
