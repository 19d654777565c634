"""The head of a page follows the work: what is being computed, and that a newer result is there."""

from __future__ import annotations

from shown_campaign import shown_campaign
from starlette.testclient import TestClient

from reviewer.jobs.queue import ask
from reviewer.jobs.requests import ReviewRequest
from reviewer.store.workspace import Workspace


def test_a_page_hears_of_the_work_and_of_a_newer_result(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    matrix = client.get(campaign.path).text
    assert "data-follow" not in matrix
    with workspace.writing() as connection:
        ask(connection, ReviewRequest(), "методист", campaign.id)
    assert f'data-piece="{campaign.path}/state?shown=1"' in client.get(campaign.path).text
    assert "Идёт пересчёт" in client.get(f"{campaign.path}/state?shown=1").text


def test_a_newer_result_is_offered_and_not_forced(client: TestClient, workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    campaign.review_again()
    assert "Готов новый результат № 2" in client.get(f"{campaign.path}/state?shown=1").text
    assert "Готов" not in client.get(f"{campaign.path}/state?shown=2").text
