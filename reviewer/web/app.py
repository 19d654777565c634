"""The workplace put together: routes, middleware, and what is said when something goes wrong."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.routing import APIRoute

from reviewer import __version__
from reviewer.web import static_files
from reviewer.web.access import check_declared
from reviewer.web.answers import add_answers, told_defect, told_problem, told_refusal
from reviewer.web.body_limits import BodyLimit
from reviewer.web.failures import Failures
from reviewer.web.identifying import Identifying, OnlyPerson
from reviewer.web.navigation import Entry
from reviewer.web.routes import modules, routers
from reviewer.web.safety import Safety
from reviewer.web.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """Raises: TypeError where a route does not declare who may ask for it."""
    app = FastAPI(
        title="reviewer",
        summary="Экспертиза муниципальных «дорожных карт»: то же, что на страницах, для программ",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.only = OnlyPerson(settings.workspace)
    found = modules()
    app.state.entries = tuple(sorted((entry for one in found for entry in _entries(one)), key=_place))
    for router in (static_files.router, *(router for one in found for router in routers(one))):
        app.router.routes.extend(router.routes)
    for route in routes_of(app):
        check_declared(route)
    add_answers(app)
    app.add_middleware(BodyLimit, limits=settings.limits)
    app.add_middleware(Identifying, settings=settings, only=app.state.only)
    app.add_middleware(Failures, told=told_defect, refused=told_refusal)
    app.add_middleware(Safety, settings=settings, told=told_problem)
    return app


def routes_of(app: FastAPI) -> list[APIRoute]:
    """All routes of the workplace. Raises: TypeError where there is one that cannot declare its roles."""
    routes = [route for route in app.router.routes if isinstance(route, APIRoute)]
    if len(routes) != len(app.router.routes):
        raise TypeError("a route that is no APIRoute cannot declare who may ask for it")
    return routes


def _entries(module: object) -> tuple[Entry, ...]:
    entry = getattr(module, "NAVIGATION", ())
    return entry if isinstance(entry, tuple) else (entry,)


def _place(entry: Entry) -> int:
    return entry.order
