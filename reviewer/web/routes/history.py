"""Who did what: the worked example of a page with filters, of a piece for htmx and of an API route."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel

from reviewer.store.campaigns import campaigns
from reviewer.web.access import STAFF, requires
from reviewer.web.deeds import Asked, Line, authors, kinds, lines
from reviewer.web.forms import empty_form
from reviewer.web.navigation import Entry
from reviewer.web.pages import page, partial, wants_partial
from reviewer.web.routers import api_router, page_router

pages, api = page_router(), api_router("История")

PATH = "/history"
NAVIGATION = Entry("История", PATH, 90, STAFF)
_STAFF = [Depends(requires(*STAFF))]
_LARGEST = (1 << 63) - 1

Text = Annotated[str, Query(max_length=200)]
Before = Annotated[int | None, Query(ge=1, le=_LARGEST, description="Номер последней показанной записи")]


@pages.get(PATH, dependencies=_STAFF)
def history_page(
    request: Request, campaign: Text = "", author: Text = "", kind: Text = "", before: Before = None
) -> Response:
    """With htmx only the next rows are sent."""
    chosen = {"campaign": campaign, "author": author, "kind": kind}
    number = int(campaign) if campaign.isdecimal() and len(campaign) < 18 else None  # noqa: PLR2004 - a BIGINT has 18
    asked = Asked(number, author, kind, before)
    with request.app.state.settings.workspace.reading() as connection:
        found, more = lines(connection, asked)
        if wants_partial(request):
            return partial(request, "history/_rows.html", found=found, more=_more(chosen, found, more=more))
        named = [(one.id, one.name) for one in campaigns(connection)]
        people, deeds = [(name, name) for name in authors(connection)], kinds(connection)
    return page(
        request,
        "history/list.html",
        title="История",
        form=empty_form(**chosen),
        found=found,
        more=_more(chosen, found, more=more),
        chosen=chosen,
        campaigns=named,
        authors=people,
        kinds=deeds,
    )


def _more(chosen: dict[str, str], found: list[Line], *, more: bool) -> str:
    """The address of the next rows."""
    filters = {name: value for name, value in chosen.items() if value}
    return f"{PATH}?{urlencode({**filters, 'before': found[-1].id})}" if more else ""


class DeedForm(BaseModel):
    """`kind`: its stable name, `what`: the same in Russian; `body`: its particulars."""

    id: int
    at: datetime
    author: str
    kind: str
    what: str
    campaign: str | None
    body: dict[str, object]


class HistoryForm(BaseModel):
    deeds: list[DeedForm]
    more: bool


@api.get("/history", dependencies=_STAFF)
def history(
    request: Request,
    campaign: Annotated[int | None, Query(ge=1, le=_LARGEST)] = None,
    author: Text = "",
    kind: Text = "",
    before: Before = None,
) -> HistoryForm:
    """Кто что сделал, новое вначале. Следующие записи: before – номер последней полученной."""
    with request.app.state.settings.workspace.reading() as connection:
        found, more = lines(connection, Asked(campaign, author, kind, before))
    deeds = [
        DeedForm(
            id=one.id,
            at=one.at,
            author=one.author,
            kind=one.kind,
            what=one.what,
            campaign=one.campaign,
            body=dict(one.body),
        )
        for one in found
    ]
    return HistoryForm(deeds=deeds, more=more)
