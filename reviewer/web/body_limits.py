"""How much a request may bring: counted while it arrives, so that nothing larger is ever held."""

from __future__ import annotations

import time

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reviewer.web.formatting import size_text
from reviewer.web.problems import BodyTooLarge
from reviewer.web.settings import Limits

_DRAINED = 4
"""A browser shows our answer only when it could send all: up to so many times the largest upload is read and dropped…"""
_DRAIN_SECONDS = 60
"""…for no longer than this."""


class BodyLimit:
    """Middleware. A handler that takes uploads raises the limit by `allow_upload` before it reads anything."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app = app
        self.limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = _Body(receive, self.limits.body, _declared_length(scope))
        scope.setdefault("state", {})["body"] = body

        async def send_after_draining(message: Message) -> None:
            if message["type"] == "http.response.start" and body.problem:
                await body.drain(_DRAINED * self.limits.upload)
            await send(message)

        await self.app(scope, body.receive, send_after_draining)


def allow_upload(request: Request) -> None:
    """The body of this request may be as large as an upload."""
    body: _Body = request.state.body
    body.most = request.app.state.settings.limits.upload


async def read_fields(request: Request, *, files: int) -> FormData:
    """The fields of a form, and its files on the disk. Raises: BodyTooLarge."""
    limits: Limits = request.app.state.settings.limits
    try:
        return await request.form(max_files=files, max_fields=limits.fields, max_part_size=limits.body)
    except HTTPException as error:
        body: _Body = request.state.body
        raise body.problem or error from error


class _Body:
    def __init__(self, receive: Receive, most: int, declared: int) -> None:
        self._receive = receive
        self.most = most
        self.declared = declared
        self.received = 0
        self.ended = False
        self.problem: BodyTooLarge | None = None

    async def receive(self) -> Message:
        if self.declared > self.most:
            raise self._too_large()
        message = await self._receive()
        self._count(message)
        if self.received > self.most:
            raise self._too_large()
        return message

    async def drain(self, most: int) -> None:
        until = time.monotonic() + _DRAIN_SECONDS
        while not self.ended and self.received < most and time.monotonic() < until:
            self._count(await self._receive())

    def _count(self, message: Message) -> None:
        self.received += len(message.get("body", b""))
        self.ended = message["type"] != "http.request" or not message.get("more_body", False)

    def _too_large(self) -> BodyTooLarge:
        most = size_text(self.most)
        self.problem = BodyTooLarge(
            f"За один раз принимается не больше {most}. Ничего не сохранено: отправьте частями."
        )
        return self.problem


def _declared_length(scope: Scope) -> int:
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(length) if length.isdigit() else 0
