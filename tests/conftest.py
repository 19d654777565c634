"""Fixtures that every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from reviewer.model.errors import UnsupportedFormatError

PROJECT = Path(__file__).resolve().parent.parent
LONGEST = ("web/test_journey.py", "jobs/test_worker.py", "jobs/test_rereview.py", "store/test_killed.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules that take longest come first: a processor that is left with one at the end would keep the others waiting."""
    items.sort(key=lambda item: [not item.path.as_posix().endswith(module) for module in LONGEST])


@pytest.fixture(scope="session")
def project() -> Path:
    """The checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real documents and their gold annotations, which stands beside the checkout in development and CI."""
    folder = PROJECT.parent / "shared"
    if not (folder / "cases").is_dir():
        pytest.skip("the folder ../shared with the real documents is not beside the project")
    return folder


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a computer without LibreOffice: reviews print no PDF, which would take most of their time."""
    monkeypatch.setattr("reviewer.report.pdf.find_libreoffice", lambda: None)


@pytest.fixture(scope="session", autouse=True)
def session_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """For fixtures that live longer than a test."""
    folder = tmp_path_factory.mktemp("session-workspace") / "own"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEWER_WORKSPACE", str(folder))
        yield folder


@pytest.fixture(autouse=True)
def own_workspace(session_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test touches the workspace of whoever runs it; each has one of its own, made when it is first used."""
    folder = session_workspace.with_name(uuid4().hex) / "own"
    monkeypatch.setenv("REVIEWER_WORKSPACE", str(folder))
    return folder


@pytest.fixture(scope="session")
def tesseract() -> None:
    """Tesseract with Russian: tests that recognise scans are skipped without it."""
    from reviewer.documents.scan.tesseract import recogniser

    try:
        recogniser("")
    except UnsupportedFormatError as error:
        pytest.skip(f"scans cannot be recognised here: {error.code}")
