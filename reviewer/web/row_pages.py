"""What the pages of an activity have in common: the row is found, its source opened, what is decided of it entered by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from fastapi import Request

from reviewer.jobs.correction_entering import Author
from reviewer.model.errors import ReviewerError
from reviewer.model.facts import ActivityFacts, Why
from reviewer.model.review import MunicipalityReview
from reviewer.web.access import EDITORS, person_of
from reviewer.web.campaign_pages import shown
from reviewer.web.opening import desk_of, file_of
from reviewer.web.problems import NotFound
from reviewer.web.sources.asked import Asked, asked_of
from reviewer.web.sources.view import SourceView
from reviewer.web.views.explaining import Rules, SignalView, explain_signals, rules_of
from reviewer.web.views.heads import Head, head_of
from reviewer.web.views.reviews import Shown
from reviewer.web.views.row_state import RowState, row_state

PATH = "/campaigns/{campaign}/municipalities/{municipality}/rows/{key}"
NO_ROW = (
    "Такой строки в этой «дорожной карте» нет: её исправили, или файл прислали заново. Найдите её среди мероприятий."
)
NO_FILE = "Файла этой строки среди сданных нет: его заменили или строку добавили при проверке."


@dataclass(frozen=True, slots=True)
class RowFound:
    """A row with the result that it is of."""

    shown: Shown
    head: Head
    state: RowState

    @property
    def municipality(self) -> str:
        return self.state.municipality.id

    def path(self, key: str | None = None) -> str:
        """The address of the row, or of another of the same roadmap."""
        return f"{self.head.base}/municipalities/{quote(self.municipality)}/rows/{key or self.state.key}"


def found_row(request: Request, campaign: int, municipality: str, key: str, run: int | None = None) -> RowFound:
    """Raises: NotFound."""
    found = shown(request, campaign, run)
    state = row_state(found, request.app.state.settings.workspace.blobs, municipality, key)
    if state is None:
        raise NotFound(NO_ROW)
    return RowFound(found, head_of(found), state)


def author_of(request: Request) -> Author:
    """Who decides, on the day of this computer's calendar."""
    return Author(person_of(request).name, date.today())  # noqa: DTZ011 - the day as people here count it


def edits(request: Request, found: Shown) -> bool:
    """Whether whoever asks may correct what is shown."""
    return found.is_newest and person_of(request).role in EDITORS


def rules_for(request: Request, found: Shown) -> Rules | None:
    return rules_of(request.app.state.settings.workspace.blobs, found.run.manifest)


def trees_of(
    rules: Rules | None, of: MunicipalityReview | None, place: int | None, names: Iterable[str]
) -> Mapping[str, SignalView]:
    """What the rules asked of a row and what they found, by the ids of signals.

    Args:
        of: Whose row it is.
        place: Of the row among the facts, 0-based; None where the result has no such row.
    """
    if rules is None or of is None or of.reviewed is None or place is None:
        return {}
    return explain_signals(rules, of.reviewed, place, names)


def kept_source(request: Request, found: Shown, asked: Asked) -> SourceView | None:
    """The source where it was shown before; else the page asks for it by itself."""
    file = file_of(found.run, asked.source.file)
    return desk_of(request.app.state.settings.workspace).kept_view(file, [asked]) if file else None


def opened_source(request: Request, found: Shown, asked: Asked) -> tuple[SourceView | None, str]:
    """What to show, or why there is nothing, in Russian. May take minutes for a scan."""
    file = file_of(found.run, asked.source.file)
    if file is None:
        return None, NO_FILE
    try:
        return desk_of(request.app.state.settings.workspace).view(file, [asked]), ""
    except ReviewerError as error:
        return None, str(error)


def asked_row(facts: ActivityFacts, whys: list[Why] | None = None) -> Asked:
    """The row with the words that speak for a label; by default with all that was found in it."""
    return asked_of(facts.activity, facts.whys if whys is None else whys)


def page_addresses(found: Shown, municipality: str, file: str) -> Callable[[int], str]:
    """Where the pictures of a file's pages are."""
    base = f"/campaigns/{found.campaign.id}/municipalities/{quote(municipality)}/pages"
    return lambda number: f"{base}/{number}?run={found.run.id}&file={quote(file, safe='')}"
