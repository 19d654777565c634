"""Server-sent events: a page is told that something has changed, and asks for the piece that shows it.

A page works without them: static/follow.js asks now and then instead, and without JavaScript the page reloads itself.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from anyio import sleep, to_thread
from fastapi import Request, Response
from fastapi.responses import StreamingResponse

EVERY_SECONDS = 1.0
_ALIVE_SECONDS = 15.0
"""A comment is sent so often, by which a connection that is gone is noticed."""
_LONGEST_SECONDS = 300.0
"""Then the browser asks anew, and is checked anew."""


@dataclass(frozen=True, slots=True)
class State:
    """What is followed. `mark`: differs when there is something new to show; `over`: nothing will change any more."""

    mark: str
    over: bool = False


def event_stream(request: Request, state: Callable[[], State], every: float = EVERY_SECONDS) -> Response:
    """Events «changed» while a state changes, and «over» at its end.

    Args:
        state: Asks for the state; called in a thread, so it may read the database.
        every: Seconds between two questions.
    """
    app = request.app
    open_now = getattr(app.state, "streams", 0)
    if open_now >= app.state.settings.limits.streams:
        return Response(status_code=204)
    return StreamingResponse(
        _events(request, state, every), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


async def _events(request: Request, state: Callable[[], State], every: float) -> AsyncIterator[str]:
    app = request.app
    app.state.streams = getattr(app.state, "streams", 0) + 1
    until, last_sent, mark = time.monotonic() + _LONGEST_SECONDS, time.monotonic(), ""
    try:
        yield "retry: 3000\n\n"
        while time.monotonic() < until and not await request.is_disconnected():
            now = await to_thread.run_sync(state)
            if now.mark != mark:
                mark, last_sent = now.mark, time.monotonic()
                yield "event: changed\ndata: \n\n"
            if now.over:
                yield "event: over\ndata: \n\n"
                return
            if time.monotonic() - last_sent > _ALIVE_SECONDS:
                last_sent = time.monotonic()
                yield ": alive\n\n"
            await sleep(every)
    finally:
        app.state.streams -= 1
