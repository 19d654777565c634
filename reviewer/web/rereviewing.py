"""After a correction the verdicts follow: the campaign is reviewed again, once for corrections that follow one another."""

from __future__ import annotations

from reviewer.jobs.queue import Job, ask
from reviewer.jobs.requests import ReviewRequest
from reviewer.store.runs import last_run
from reviewer.store.workspace import Workspace

WAIT_SECONDS = 4.0
"""How long more corrections are waited for."""


def ask_rereview(workspace: Workspace, campaign: int, author: str) -> Job:
    """With the date that the last справка bears."""
    with workspace.writing() as connection:
        last = last_run(connection, campaign)
        request = ReviewRequest(today=last.manifest.today if last else None)
        return ask(connection, request, author, campaign, wait=WAIT_SECONDS)
