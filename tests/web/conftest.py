"""The fixtures of tests/workplace.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from workplace import *  # noqa: F403 - pytest finds fixtures by their names in this module

from reviewer.web.opening import end_processes


@pytest.fixture(autouse=True, scope="module")
def _no_processes_left() -> Iterator[None]:
    """Files that pages show are opened in processes that a server keeps."""
    yield
    end_processes()
