"""The list of campaigns: each with its last result and what is being done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from reviewer.jobs.queue import Job, jobs_of
from reviewer.store.campaigns import Campaign, campaigns
from reviewer.store.encoding import from_json
from reviewer.store.runs import RunSummary
from reviewer.store.schema import run, submission
from reviewer.web.views.heads import campaign_name, work_words

_JOBS_LOOKED_AT = 500
"""The last jobs of all campaigns: an older one that is not over is told on the campaign's own page."""


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in the list.

    Attributes:
        region: Empty while there is no result.
        reviewed, municipalities: How many roadmaps were reviewed, of how many municipalities.
        files: How many of the files could not be read or were nobody's.
        run: Id of the last result; None while there is none.
        handed_in: When files came last.
        work: What is being done, in words, or why the last try failed; empty where nothing is.
        failed: Whether the last try failed.
    """

    id: int
    name: str
    region: str
    reviewed: int
    municipalities: int
    problems: int
    run: int | None
    made_at: datetime | None
    handed_in: datetime | None
    work: str
    failed: bool

    @property
    def path(self) -> str:
        return f"/campaigns/{self.id}"


def list_campaigns(connection: Connection) -> list[CampaignLine]:
    """The newest first."""
    results, received, jobs = _last_results(connection), _received(connection), _last_jobs(connection)
    return [_line(one, results.get(one.id), received.get(one.id), jobs.get(one.id)) for one in campaigns(connection)]


@dataclass(frozen=True, slots=True)
class _Result:
    run: int
    made_at: datetime
    summary: RunSummary


def _last_results(connection: Connection) -> Mapping[int, _Result]:
    last = select(func.max(run.c.id)).group_by(run.c.campaign_id)
    rows = connection.execute(
        select(run.c.id, run.c.campaign_id, run.c.made_at, run.c.summary).where(run.c.id.in_(last))
    )
    return {row.campaign_id: _Result(row.id, row.made_at, from_json(row.summary, RunSummary)) for row in rows}


def _received(connection: Connection) -> Mapping[int, datetime]:
    query = select(submission.c.campaign_id, submission.c.received_at).order_by(submission.c.id)
    return {row.campaign_id: row.received_at for row in connection.execute(query)}


def _last_jobs(connection: Connection) -> Mapping[int, Job]:
    jobs = reversed(jobs_of(connection, kind="review", most=_JOBS_LOOKED_AT))
    return {job.campaign: job for job in jobs if job.campaign is not None}


def _line(campaign: Campaign, result: _Result | None, received: datetime | None, job: Job | None) -> CampaignLine:
    summary = result.summary if result else RunSummary("")
    failed = job is not None and job.state == "failed"
    return CampaignLine(
        id=campaign.id,
        name=campaign_name(campaign),
        region=summary.region,
        reviewed=sum(one.status == "reviewed" for one in summary.municipalities),
        municipalities=len(summary.municipalities),
        problems=len(summary.problems) + len(summary.unmatched),
        run=result.run if result else None,
        made_at=result.made_at if result else None,
        handed_in=received,
        work=work_words(job) if job and (failed or not job.over) else "",
        failed=failed,
    )
