"""The address without a path: the first page that the person works with."""

from __future__ import annotations

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse

from reviewer.web.access import EVERYBODY, person_of, requires
from reviewer.web.navigation import entries_for
from reviewer.web.routers import page_router

pages = page_router()


@pages.get("/", dependencies=[Depends(requires(*EVERYBODY, filtered=True))])
def home(request: Request) -> RedirectResponse:
    state = request.app.state
    own = entries_for(state.entries, person_of(request), team=state.settings.mode == "team")
    return RedirectResponse(own[0].path, 303)
