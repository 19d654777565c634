"""Stored results, decoded once: a campaign as its pages show it."""

from __future__ import annotations

import threading
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from reviewer.jobs.queue import Job, jobs_of
from reviewer.model.review import MunicipalityReview, Review, Verdict
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import Campaign, campaign_of
from reviewer.store.correction_entries import Entry, entries
from reviewer.store.encoding import from_json
from reviewer.store.rulesets import edition_of
from reviewer.store.runs import Run, last_run, run_of
from reviewer.store.workspace import Workspace

KEPT_BYTES = 200 << 20
"""Of all reviews that are kept in memory."""
_BYTES_EACH = 3
"""How much memory a decoded review takes for a byte of its JSON, at most."""


@dataclass(slots=True)
class ReviewShelf:
    """The reviews that were asked for last. A stored one never changes. Threads may share it.

    Attributes:
        limit: Of the memory that they take, in bytes; the last one asked for is kept, whatever its size.
    """

    limit: int = KEPT_BYTES
    _kept: OrderedDict[tuple[Path, str], tuple[Review, int]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def review(self, blobs: Blobs, sha256: str) -> Review:
        """Raises: UsageError where it is gone from the workspace."""
        key = blobs.folder, sha256
        with self._lock:  # also while it is decoded: those who ask for the same at once wait for the first
            if key not in self._kept:
                content = zlib.decompress(blobs.get(sha256))
                self._kept[key] = from_json(content, Review), len(content) * _BYTES_EACH
            self._kept.move_to_end(key)
            while self.taken > self.limit and len(self._kept) > 1:
                self._kept.popitem(last=False)
            return self._kept[key][0]

    @property
    def taken(self) -> int:
        """Bytes, about."""
        return sum(size for _, size in self._kept.values())

    def __len__(self) -> int:
        return len(self._kept)


_SHELF = ReviewShelf()


@dataclass(frozen=True, slots=True)
class Opened:
    """A campaign with one of its results.

    Attributes:
        run: The one that is shown; None while there is none.
        newest: Id of the last one.
        entries: All corrections of the campaign, in the order in which they were entered.
        job: The review that is waited for or being made.
    """

    campaign: Campaign
    run: Run | None
    newest: int | None
    entries: tuple[Entry, ...]
    job: Job | None

    @property
    def is_newest(self) -> bool:
        """Whether it may be worked on: earlier results are for reading."""
        return self.run is not None and self.run.id == self.newest

    @property
    def pending(self) -> tuple[Entry, ...]:
        """Corrections that the result does not know yet."""
        known = self.run.summary.last_correction if self.run else 0
        return tuple(entry for entry in self.entries if entry.id > known)


@dataclass(frozen=True, slots=True)
class Shown(Opened):
    """A campaign with a result, decoded."""

    run: Run
    review: Review
    edition: int | None = None
    """The version of the rules in the workspace that judged it; 0 for the shipped ones, None where it is not known."""

    def municipality(self, identifier: str) -> MunicipalityReview | None:
        return next((one for one in self.review.municipalities if one.id == identifier), None)

    def verdict(self, municipality: str, parameter: str) -> Verdict | None:
        found = self.municipality(municipality)
        return found.verdict(parameter) if found else None


def open_campaign(connection: Connection, identifier: int, run: int | None = None) -> Opened | None:
    """A campaign with its last result, or that of the id `run`. None where the campaign, or that result of it, is not there."""
    campaign = campaign_of(connection, identifier)
    if campaign is None:
        return None
    newest = last_run(connection, identifier)
    asked = newest if run is None else run_of(connection, run)
    if run is not None and (asked is None or asked.campaign != identifier):
        return None
    job = next((one for one in jobs_of(connection, identifier, kind="review", most=5) if not one.over), None)
    return Opened(campaign, asked, newest.id if newest else None, tuple(entries(connection, identifier)), job)


def show_campaign(workspace: Workspace, identifier: int, run: int | None = None) -> Shown | None:
    """The same with the review decoded. None also where there is no result yet."""
    with workspace.reading() as connection:
        opened = open_campaign(connection, identifier, run)
        if opened is None or opened.run is None:
            return None
        edition = edition_of(connection, workspace.blobs, opened.campaign.profile, opened.run)
    review = _SHELF.review(workspace.blobs, opened.run.review)
    return Shown(opened.campaign, opened.run, opened.newest, opened.entries, opened.job, review, edition)
