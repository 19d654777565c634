"""The document about limits states the numbers that are in force."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from reviewer.documents.guard import LIMITS, MEBIBYTE
from reviewer.documents.isolation import FILES_A_PROCESS
from reviewer.documents.office.conversion import FILES_A_START
from reviewer.jobs.processes import MOST_JOBS

UNITS = {"МБ": MEBIBYTE, "с": 1, "": 1}


@pytest.fixture(scope="module")
def text(project):
    return (project / "docs/limits.md").read_text(encoding="utf-8")


def test_the_table_states_every_limit(text):
    rows = re.findall(r"^\| `(\w+)` \| ([\d ]*\d) ?(\w*) \| \S.* \|$", text, re.MULTILINE)
    stated = {name: int(number.replace(" ", "")) * UNITS[unit] for name, number, unit in rows}
    assert stated == {limit.name: getattr(LIMITS, limit.name) for limit in fields(LIMITS)}


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (r"не больше (\d+) \(`--jobs`", MOST_JOBS),
        (r"новым после (\d+) файлов", FILES_A_PROCESS),
        (r"до (\d+) файлов за один запуск", FILES_A_START),
        (r"at most (\d+), each", MOST_JOBS),
        (r"replaced after\s+(\d+) files", FILES_A_PROCESS),
        (r"up to (\d+) files a\s+start", FILES_A_START),
    ],
)
def test_the_sentences_state_the_numbers(text, pattern, number):
    assert [int(found) for found in re.findall(pattern, text)] == [number]
