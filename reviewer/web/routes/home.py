"""The address without a path: the list of campaigns; for a municipality the page that it works with."""

from __future__ import annotations

from datetime import datetime

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from reviewer.web.access import EDITORS, EVERYBODY, STAFF, person_of, requires
from reviewer.web.navigation import Entry, entries_for
from reviewer.web.pages import page
from reviewer.web.routers import api_router, page_router
from reviewer.web.views.campaign_list import list_campaigns

pages, api = page_router(), api_router("Экспертизы")

PATH = "/"
NAVIGATION = Entry("Экспертизы", PATH, 10, STAFF)


@pages.get(PATH, dependencies=[Depends(requires(*EVERYBODY, filtered=True))])
def home(request: Request) -> Response:
    person, state = person_of(request), request.app.state
    if person.role not in STAFF:
        own = entries_for(state.entries, person, team=state.settings.mode == "team")
        return RedirectResponse(own[0].path, 303)
    with state.settings.workspace.reading() as connection:
        found = list_campaigns(connection)
    return page(request, "campaigns/list.html", title="Экспертизы", found=found, edits=person.role in EDITORS)


class CampaignForm(BaseModel):
    """`reviewed`: сколько «дорожных карт» рассмотрено; `run`: номер последнего результата."""

    id: int
    name: str
    region: str
    reviewed: int
    municipalities: int
    problems: int
    run: int | None
    made_at: datetime | None
    work: str


@api.get("/campaigns", dependencies=[Depends(requires(*STAFF))])
def campaigns(request: Request) -> list[CampaignForm]:
    """Экспертизы, новые вначале."""
    with request.app.state.settings.workspace.reading() as connection:
        found = list_campaigns(connection)
    return [CampaignForm.model_validate(one, from_attributes=True) for one in found]
