"""The log of requests, and what is said of a defect: a number that stands in the log, and nothing of any document."""

from __future__ import annotations

import logging
import secrets
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reviewer.model.errors import ReviewerError

_log = logging.getLogger("reviewer.web")
_FRAMES = 6
"""Of a defect's trace that stand in the log."""


class Failures:
    """Middleware. Paths are logged as routes name them: they may hold names, and queries hold words."""

    def __init__(
        self,
        app: ASGIApp,
        told: Callable[[Request, str], Response],
        refused: Callable[[Request, ReviewerError], Response],
    ) -> None:
        self.app = app
        self.told = told
        self.refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.monotonic(), 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except ReviewerError as error:  # before any route was reached: the database is not to be had
            await self.refused(Request(scope), error)(scope, receive, send_and_note)
        except Exception as error:  # noqa: BLE001 - the last border before the user
            number = secrets.token_hex(4)
            _log.error("%s %s %s", number, _route(scope), told_without_words(error))
            if not status:
                await self.told(Request(scope), number)(scope, receive, send_and_note)
        _log.info("%s %s %d %.0f ms", scope["method"], _route(scope), status, 1000 * (time.monotonic() - begun))


def told_without_words(error: BaseException) -> str:
    """An exception's kind and the places that it came through. Its message may quote a document."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    spots = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {spots}"


def _route(scope: Scope) -> str:
    route = scope.get("route")
    return getattr(route, "path", None) or "(no route)"
