"""The comparison of two results where people have corrected rows: it is told as theirs, not as a new roadmap."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from resubmitted import OWN, resubmit, review
from starlette.testclient import TestClient

from reviewer.jobs.correcting_rows import add_row
from reviewer.jobs.correction_entering import Author
from reviewer.store.workspace import Workspace

CAMPAIGN = 1


@pytest.fixture(scope="module")
def template_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return resubmit(tmp_path_factory.mktemp("resubmitted"))


def test_rows_that_people_added_are_told_as_theirs(workspace: Workspace, client: TestClient, tmp_path: Path) -> None:
    fields = {"activity": "Родительский лекторий района", "deadline": "май 2026 г."}
    add_row(workspace, CAMPAIGN, Author("Методист", date(2026, 1, 19)), municipality=OWN, after=None, fields=fields)
    review(workspace, CAMPAIGN, tmp_path / "out")
    text = client.get(f"/campaigns/{CAMPAIGN}/changes?old=2&new=3").text
    assert "Строки исправлены людьми: Кедроборский район. Выводов изменилось" in text
    assert "новая карта" not in text
    assert "Кто представил" not in text
    assert "учтены: «Родительский лекторий района»" in text
