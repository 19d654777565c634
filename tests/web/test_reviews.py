"""Stored results are decoded once, and kept within bounds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from shown_campaign import OWNER, shown_campaign

from reviewer.jobs.correcting import correct_verdict
from reviewer.jobs.correction_entering import Author
from reviewer.jobs.queue import ask
from reviewer.jobs.requests import ReviewRequest
from reviewer.store.campaigns import add_campaign
from reviewer.store.encoding import pack
from reviewer.store.workspace import Workspace
from reviewer.web.views.heads import head_of
from reviewer.web.views.reviews import ReviewShelf, open_campaign, show_campaign

AUTHOR = Author("Методист", date(2026, 1, 19))


def test_a_review_is_decoded_once_for_all_who_ask_at_once(workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    shelf = ReviewShelf()
    with workspace.reading() as connection:
        run = open_campaign(connection, campaign.id).run
    with ThreadPoolExecutor(8) as executor:
        found = list(executor.map(lambda _: shelf.review(workspace.blobs, run.review), range(16)))
    assert {id(one) for one in found} == {id(found[0])}
    assert found[0].municipalities[0].id == OWNER


def test_the_shelf_lets_go_of_what_was_asked_for_longest_ago(workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    review = show_campaign(workspace, campaign.id).review
    from dataclasses import replace

    stored = [workspace.blobs.put(pack(replace(review, region=f"Область {number}"))) for number in range(4)]
    one = ReviewShelf()
    one.review(workspace.blobs, stored[0])
    shelf = ReviewShelf(limit=int(one.taken * 2.5))
    for sha256 in stored:
        shelf.review(workspace.blobs, sha256)
    assert len(shelf) == 2
    assert shelf.taken <= shelf.limit
    assert ReviewShelf(limit=1).review(workspace.blobs, stored[3]).region == "Область 3"


def test_an_earlier_result_is_shown_to_be_read_only(workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    first = show_campaign(workspace, campaign.id)
    assert head_of(first).is_newest
    assert head_of(first).query == ""
    campaign.review_again()
    former = show_campaign(workspace, campaign.id, first.run.id)
    head = head_of(former)
    assert not head.is_newest
    assert head.municipality("x") == f"/campaigns/{campaign.id}/municipalities/x?run={first.run.id}"
    assert [tab.path for tab in head.tabs if "run=" in tab.path]


def test_results_of_other_campaigns_are_not_its_own(workspace: Workspace) -> None:
    first, second = shown_campaign(workspace), shown_campaign(workspace, "Другая")
    other = show_campaign(workspace, second.id).run.id
    assert show_campaign(workspace, first.id, other) is None
    assert show_campaign(workspace, 99) is None


def test_a_campaign_without_a_result_is_opened_and_not_shown(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        made = add_campaign(connection, "/дом/сбор (zaozerye)", "zaozerye", "методист", "/дом/сбор").id
        ask(connection, ReviewRequest(), "методист", made)
    assert show_campaign(workspace, made) is None
    with workspace.reading() as connection:
        head = head_of(open_campaign(connection, made))
    assert (head.name, head.run, head.work) == ("сбор", None, "ждёт очереди")


def test_what_was_decided_since_is_counted_until_the_next_result(workspace: Workspace) -> None:
    campaign = shown_campaign(workspace)
    correct_verdict(
        workspace, campaign.id, AUTHOR, municipality=OWNER, parameter="parents", verdict="not_met", reason="Мало"
    )
    assert head_of(show_campaign(workspace, campaign.id)).pending == "1 решение"
    campaign.review_again()
    shown = show_campaign(workspace, campaign.id)
    assert head_of(shown).pending == ""
    assert shown.verdict(OWNER, "parents").verdict == "not_met"
