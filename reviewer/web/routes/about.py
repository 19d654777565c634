"""What the program is, what it is made of and where its data lie; and the description of the API."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel

from reviewer import __version__
from reviewer.store.accounts import Role
from reviewer.store.migrating import schema_version
from reviewer.web.access import EVERYBODY, person_of, requires
from reviewer.web.navigation import Entry
from reviewer.web.pages import page
from reviewer.web.routers import API, api_router, page_router
from reviewer.web.versions import classifier_version, libraries, rules_version

pages, api = page_router(), api_router("О программе")

PATH = "/about"
NAVIGATION = Entry("О программе", PATH, 195)
_ANYBODY = [Depends(requires(*EVERYBODY, filtered=True))]


@pages.get(PATH, dependencies=_ANYBODY)
def about_page(request: Request) -> Response:
    workspace = request.app.state.settings.workspace
    shows_place = person_of(request).role is Role.ADMINISTRATOR
    with workspace.reading() as connection:
        schema = schema_version(connection)
    return page(
        request,
        "about.html",
        title="О программе",
        version=__version__,
        rules=rules_version(),
        classifier=classifier_version(),
        libraries=libraries(),
        folder=workspace.folder.resolve() if shows_place else None,
        database=workspace.place,
        schema=schema,
        api=f"{API}/openapi.json",
    )


class LibraryForm(BaseModel):
    name: str
    version: str
    licence: str


class About(BaseModel):
    """`rules`, `classifier`: name or digest of those that ship with the program."""

    version: str
    rules: str
    classifier: str
    libraries: list[LibraryForm]


@api.get("/about", dependencies=_ANYBODY)
def about() -> About:
    """Версии программы, правил, классификатора и библиотек."""
    forms = [LibraryForm(name=one.name, version=one.version, licence=one.licence) for one in libraries()]
    return About(version=__version__, rules=rules_version(), classifier=classifier_version(), libraries=forms)


@api.get("/openapi.json", include_in_schema=False, dependencies=_ANYBODY)
def openapi(request: Request) -> dict[str, Any]:
    app = request.app
    if app.openapi_schema is None:
        routes = [route for route in app.router.routes if isinstance(route, APIRoute)]
        app.openapi_schema = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=routes)
    described: dict[str, Any] = app.openapi_schema
    return described
