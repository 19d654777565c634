"""The head of a campaign's pages: what it is, of which result the page is, what is newer, and the tabs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from reviewer.jobs.queue import STAGES, STATES, Job
from reviewer.language.numerals import count_of
from reviewer.store.campaigns import Campaign
from reviewer.web.navigation import Crumb
from reviewer.web.views.reviews import Opened, Shown

TabName = Literal["matrix", "doubts", "activities", "files", "changes", "corrections", "documents"]
_TABS: tuple[tuple[TabName, str, str], ...] = (
    ("matrix", "Матрица", ""),
    ("doubts", "Проверить", "/doubts"),
    ("activities", "Мероприятия", "/activities"),
    ("files", "Файлы", "/files"),
    ("changes", "Изменения", "/changes"),
    ("corrections", "Решения", "/corrections"),
    ("documents", "Документы", "/documents"),
)
_OF_A_RUN = frozenset({"matrix", "doubts", "activities"})
"""The tabs that follow to an earlier result."""


@dataclass(frozen=True, slots=True)
class Tab:
    name: TabName
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above each page of a campaign.

    Attributes:
        base: «/campaigns/7».
        query: «?run=3» where an earlier result is shown, else empty: to be put behind addresses of the same result.
        run: Id of the result that is shown; None while there is none. `made_at`: when it was made.
        rules: «Название правил, версия 2026.1»; empty where the review is not decoded.
        is_newest: False for an earlier result, which is only read.
        pending: How many corrections it does not know yet, «2 решения»; empty where it knows all.
        work: What is being computed, in words; empty where nothing is.
    """

    campaign: int
    name: str
    region: str
    base: str
    query: str
    run: int | None
    made_at: datetime | None
    rules: str
    is_newest: bool
    pending: str
    work: str
    tabs: tuple[Tab, ...]

    @property
    def crumbs(self) -> tuple[Crumb, ...]:
        """For a tab. Pages below it add the tab, or `own_crumb`."""
        return (Crumb("Экспертизы", "/"),)

    @property
    def own_crumb(self) -> Crumb:
        """The campaign itself: its matrix."""
        return Crumb(self.name, f"{self.base}{self.query}")

    def municipality(self, identifier: str) -> str:
        """The address of a municipality of the same result."""
        return f"{self.base}/municipalities/{identifier}{self.query}"

    def finding(self, municipality: str, parameter: str) -> str:
        return f"{self.base}/municipalities/{municipality}/findings/{parameter}{self.query}"


def head_of(opened: Opened) -> Head:
    run = opened.run
    base = f"/campaigns/{opened.campaign.id}"
    query = f"?run={run.id}" if run and not opened.is_newest else ""
    review = opened.review if isinstance(opened, Shown) else None
    pending = len(opened.pending) if opened.is_newest else 0
    return Head(
        campaign=opened.campaign.id,
        name=campaign_name(opened.campaign),
        region=run.summary.region if run else "",
        base=base,
        query=query,
        run=run.id if run else None,
        made_at=run.made_at if run else None,
        rules=f"{review.rules.title or review.rules.name}, версия {review.rules.version}{_edition(opened)}"
        if review
        else "",
        is_newest=run is None or opened.is_newest,
        pending=count_of(pending, "решение") if pending else "",
        work=work_words(opened.job) if opened.job else "",
        tabs=tuple(Tab(name, title, base + path + (query if name in _OF_A_RUN else "")) for name, title, path in _TABS),
    )


def _edition(opened: Opened) -> str:
    """«, правка 3»: where the rules were changed in the workspace."""
    return f", правка {opened.edition}" if isinstance(opened, Shown) and opened.edition else ""


def campaign_name(campaign: Campaign) -> str:
    """One without a name of its own is called by its folder."""
    return Path(campaign.folder).name or campaign.folder if campaign.folder else campaign.name


def work_words(job: Job) -> str:
    """«чтение файлов, 3 из 13», «ждёт очереди»."""
    progress = job.progress
    if job.state != "running" or not progress.stage:
        return STATES[job.state]
    stage = STAGES.get(progress.stage, progress.stage).lower()
    return f"{stage}, {progress.done} из {progress.total}" if progress.total else stage
