"""By what a reading is known again."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.jobs.readings import Reading
from reviewer.review import SubmittedFile
from reviewer.store.runs import Environment

BARE, FULL = Environment(), Environment("soffice", "tesseract")


def key(name: str, environment: Environment, sha256: str = "a" * 64, engine: str = "1") -> object:
    return Reading(SubmittedFile(Path(name), name), sha256).key(engine, environment)


@pytest.mark.parametrize("name", ["план.docx", "ПЛАН.XLSX", "папка/план.pptx"])
def test_a_program_that_a_file_does_not_need_may_come_and_go(name: str) -> None:
    assert key(name, BARE) == key(name, FULL)


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("план.pdf", Environment(tesseract="tesseract")),
        ("скан.JPG", Environment(tesseract="tesseract")),
        ("план.doc", Environment(soffice="soffice")),
        ("план", FULL),
    ],
)
def test_a_program_that_a_file_may_need_counts(name: str, needed: Environment) -> None:
    assert key(name, needed) == key(name, FULL) != key(name, BARE)


def test_bytes_name_and_program_count() -> None:
    one = key("план.docx", BARE)
    assert one != key("план.docx", BARE, sha256="b" * 64)
    assert one != key("другой.docx", BARE)
    assert one != key("план.docx", BARE, engine="2")
