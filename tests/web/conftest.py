"""The fixtures of tests/workplace.py, and what several modules show on their pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from resubmitted import resubmit
from workplace import *  # noqa: F403 - pytest finds fixtures by their names in this module

from reviewer.web.opening import end_processes


@pytest.fixture(autouse=True, scope="module")
def _no_processes_left() -> Iterator[None]:
    """Files that pages show are opened in processes that a server keeps."""
    yield
    end_processes()


@pytest.fixture(scope="session")
def resubmitted_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two results, for a module's `template_folder`."""
    return resubmit(tmp_path_factory.mktemp("resubmitted"))
