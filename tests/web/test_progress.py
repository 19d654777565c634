"""The progress of a review: what is told while it waits, goes on, stops and fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient
from workplace import Team

from reviewer.jobs.file_steps import Step, list_files
from reviewer.jobs.handing_in import begin_campaign
from reviewer.jobs.liveness import own_identity, sign_on
from reviewer.jobs.queue import NO_WORKER, jobs_of
from reviewer.model.review import FileProblem
from reviewer.review import ReadFile
from reviewer.store.accounts import Role
from reviewer.store.campaigns import StoredFile
from reviewer.store.schema import job
from reviewer.store.workspace import Workspace
from reviewer.web.views.progress import time_left_words, view_progress

MAY_PASS = FileProblem("скан.pdf", "tesseract-missing", "Программа распознавания не установлена.")
LASTS = FileProblem("план.docx", "encrypted", "Файл закрыт паролем.")


@pytest.fixture
def campaign(workspace: Workspace) -> int:
    files = [
        StoredFile("план.docx", workspace.blobs.put(b"one"), 3),
        StoredFile("скан.pdf", workspace.blobs.put(b"2"), 1),
    ]
    return begin_campaign(workspace, ("Зима", "zaozerye"), files, "методист").campaign.id


def become(workspace: Workspace, values: Mapping[str, Any], *problems: FileProblem) -> None:
    """What a worker would write."""
    with workspace.writing() as connection:
        sign_on(connection, own_identity())
        (found,) = jobs_of(connection)
        connection.execute(update(job).where(job.c.id == found.id).values(**values))
        steps = [Step(one.file, ReadFile(one.file, problem=one)) for one in problems]
        list_files(connection, found.id, steps)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0, "меньше минуты"),
        (54, "меньше минуты"),
        (55, "примерно 1 минуту"),
        (190, "примерно 3 минуты"),
        (3600, "примерно 60 минут"),
    ],
)
def test_the_time_left_is_told_in_words(seconds: int | None, words: str) -> None:
    assert time_left_words(seconds) == words


def test_without_a_worker_it_is_told(client: TestClient, campaign: int) -> None:
    page = client.get(f"/campaigns/{campaign}/progress").text
    assert NO_WORKER in page
    assert "Ждёт очереди" in page
    assert 'http-equiv="refresh"' in page
    assert f'data-follow="/campaigns/{campaign}/events"' in page


def test_while_files_are_read_it_is_told_which_and_how_long(
    client: TestClient, workspace: Workspace, campaign: int
) -> None:
    reading = {"state": "running", "stage": "reading", "done": 1, "total": 2, "file": "скан.pdf", "seconds_left": 130}
    become(workspace, reading)
    piece = client.get(f"/campaigns/{campaign}/status").text
    for told in (
        "Чтение файлов",
        "Прочитано 1 из 2 файлов",
        "Осталось примерно 2 минуты",
        "Читается: скан.pdf",
        "Остановить",
    ):
        assert told in piece
    assert "<html" not in piece
    assert NO_WORKER not in piece
    assert "data-over" not in piece
    assert client.get(f"/api/v1/campaigns/{campaign}/progress").json()["file"] == "скан.pdf"


def test_what_failed_may_be_tried_again_where_that_may_help(
    client: TestClient, workspace: Workspace, campaign: int
) -> None:
    become(workspace, {"state": "done", "done": 2, "total": 2}, LASTS)
    assert "Повторить" not in client.get(f"/campaigns/{campaign}/progress").text
    become(workspace, {"state": "done", "done": 2, "total": 2}, LASTS, MAY_PASS)
    page = client.get(f"/campaigns/{campaign}/progress").text
    assert MAY_PASS.message in page
    assert LASTS.message in page
    assert "data-over" in page
    assert "data-follow" not in page
    answer = client.post(f"/campaigns/{campaign}/progress/retry")
    assert "будут прочитаны ещё раз" in answer.text
    with workspace.reading() as connection:
        newest, first = jobs_of(connection, campaign)
    assert (newest.again_of, newest.state) == (first.id, "queued")
    assert client.post(f"/campaigns/{campaign}/progress/retry").status_code == 422, "it is going on"


def test_what_waits_is_cancelled_once(client: TestClient, workspace: Workspace, campaign: int) -> None:
    page = client.post(f"/campaigns/{campaign}/progress/cancel").text
    assert "Проверка остановлена" in page
    assert "Продолжить проверку" in page
    assert client.post(f"/campaigns/{campaign}/progress/cancel").status_code == 422
    with workspace.reading() as connection:
        assert view_progress(connection, campaign).state == "cancelled"


def test_what_runs_is_stopped_in_a_moment(client: TestClient, workspace: Workspace, campaign: int) -> None:
    become(workspace, {"state": "running", "stage": "reading", "done": 0, "total": 2})
    answer = client.post(f"/api/v1/campaigns/{campaign}/progress/cancel").json()
    assert (answer["state"], answer["can_cancel"]) == ("running", False)
    assert "Проверка останавливается" in client.get(f"/campaigns/{campaign}/status").text


def test_a_reader_only_looks(team: Team, campaign: int) -> None:
    page = team.client(Role.READER).get(f"/campaigns/{campaign}/progress").text
    assert "Ждёт очереди" in page
    assert "Остановить" not in page


def test_there_is_no_progress_of_what_is_not_there(client: TestClient) -> None:
    for path in ("/campaigns/77/progress", "/campaigns/77/status", "/campaigns/77/events", "/campaigns/x/progress"):
        assert client.get(path).status_code == 404
    assert client.get("/api/v1/campaigns/77/progress").status_code == 404
    assert client.post("/campaigns/77/progress/retry").status_code == 404
