"""A review is killed at random moments while corrections go in, as benchmarks/killed.py does more often."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and process groups are those of POSIX")
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_is_lost(database: str, request: pytest.FixtureRequest, project: Path) -> None:
    options = ["--kills", "2", "--files", "2", "--within", "5"]
    if database == "postgresql":
        options += ["--database", request.getfixturevalue("empty_database")()]
    call = [sys.executable, str(project / "benchmarks" / "killed.py"), *options]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing lost, the same bytes" in done.stdout
    corrections = re.search(r"(\d+) corrections reported", done.stdout)
    assert corrections
    assert int(corrections.group(1)) > 0
