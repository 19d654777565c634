"""Progress that a page follows: by events, by asking, and by itself anew."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from fastapi import APIRouter, Depends, Request, Response
from playwright.sync_api import Page, expect
from workplace import Server, client_of, serving

from reviewer.store.workspace import Workspace
from reviewer.web.access import PUBLIC
from reviewer.web.app import create_app
from reviewer.web.events import State, event_stream
from reviewer.web.pages import environment, page
from reviewer.web.settings import Limits, Settings


@dataclass
class Counter:
    value: int = 0
    over: bool = False
    asked: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def _router(counter: Counter, *, events: bool = True) -> APIRouter:
    router = APIRouter()

    def follow(request: Request) -> Response:
        if not events:
            return Response(status_code=404)
        return event_stream(request, lambda: State(str(counter.value), counter.over), every=0.05)

    def piece() -> Response:
        counter.asked += 1
        over = " <span data-over></span>" if counter.over else ""
        return Response(f"готово {counter.value}{over}", media_type="text/html")

    def whole(request: Request) -> Response:
        return page(request, "following.html", title="Ход работы")

    for path, handler in (("/trial/events", follow), ("/trial/piece", piece), ("/trial", whole)):
        router.add_api_route(path, handler, dependencies=[Depends(PUBLIC)])
    return router


_TEMPLATE = """{% extends "_layout.html" %}
{% block content %}<div id="place" data-follow="/trial/events" data-piece="/trial/piece">начато</div>{% endblock %}
"""


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    from jinja2 import ChoiceLoader, DictLoader

    own = ChoiceLoader([DictLoader({"following.html": _TEMPLATE}), environment().loader])
    monkeypatch.setattr(environment(), "loader", own)
    yield Counter()
    environment().cache.clear()


def _app(workspace: Workspace, counter: Counter, limits: Limits | None = None, *, events: bool = True):
    app = create_app(Settings(workspace, limits=limits or Limits()))
    app.router.routes.extend(_router(counter, events=events).routes)
    return app


def test_events_tell_what_changed_and_the_end(workspace: Workspace, counter: Counter) -> None:
    counter.over = True
    app = _app(workspace, counter)
    answer = client_of(app).get("/trial/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "event: changed\ndata: \n\n" in answer.text
    assert answer.text.endswith("event: over\ndata: \n\n")
    assert app.state.streams == 0


def test_no_more_events_than_the_limit(workspace: Workspace, counter: Counter) -> None:
    answer = client_of(_app(workspace, counter, Limits(streams=0))).get("/trial/events")
    assert answer.status_code == 204, "the browser asks no more for events, and polls"


_ASKED_BY = """() => {
    window.askedBy = [];
    document.addEventListener("htmx:beforeRequest", (event) => window.askedBy.push(event.detail.elt.id));
}"""


@pytest.mark.parametrize("events", [True, False], ids=["events", "polling"])
def test_a_page_follows(browser_page: Page, server: Server, counter: Counter, *, events: bool) -> None:
    with serving(_app(server.workspace, counter, events=events)) as url:
        browser_page.goto(f"{url}/trial")
        place = browser_page.locator("#place")
        browser_page.evaluate(_ASKED_BY)
        for value in (1, 2):
            counter.value = value
            expect(place).to_have_text(f"готово {value}")
        counter.value, counter.over = 3, True
        expect(place).to_contain_text("готово 3")
        asked_by = set(browser_page.evaluate("window.askedBy"))
        assert asked_by == {"place"}, "asked by the whole page, every button of it would turn grey meanwhile"
        browser_page.goto(f"{url}/you")
