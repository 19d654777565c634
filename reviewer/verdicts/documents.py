"""Measures of a whole document: was it handed in, in time, does it cover the period.

Each answers 1.0 (yes), 0.0 (no) or None (cannot be told from what the document and the region profile say). What was
not handed in is missed once, by `submitted`; nothing else can be told of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reviewer.model.region import Region
from reviewer.model.roadmap import Roadmap


@dataclass(frozen=True, slots=True)
class Submission:
    """What a municipality handed in: its files, and the roadmap that was read from one of them."""

    files: tuple[str, ...] = ()
    roadmap: Roadmap | None = None


def submitted(submission: Submission, region: Region) -> float | None:  # noqa: ARG001 - all measures are called alike
    """A file that could not be read was handed in all the same."""
    return float(bool(submission.files))


def period_covered(submission: Submission, region: Region) -> float | None:
    """Whether the plan's own period holds every day of the period that the region asks for."""
    if submission.roadmap is None:
        return None
    own, asked = submission.roadmap.passport.period, region.plan_period
    if own is None or asked is None:
        return None
    return float(own.start <= asked.start and own.end >= asked.end)


def in_time(submission: Submission, region: Region) -> float | None:
    """Whether the plan keeps the terms of the regional roadmap: approved by the due day where its day of approval is
    stated, and made for the period that is asked for.
    """
    if submission.roadmap is None:
        return None
    approved, due = submission.roadmap.passport.approved_on, region.plans_due
    if approved is not None and due is not None and approved > due:
        return 0.0
    return period_covered(submission, region)


DOCUMENT_MEASURES: Mapping[str, Callable[[Submission, Region], float | None]] = {
    "submitted": submitted,
    "in_time": in_time,
    "period_covered": period_covered,
}
