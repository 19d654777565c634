"""What every request is checked for and every answer says, whatever the route: middleware."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reviewer.web.problems import ForeignHost, ForeignOrigin, Problem
from reviewer.web.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_PRIVATE = "private, no-cache"
"""A page is kept by the person's own browser only, and asked for again each time."""

Told = Callable[[Request, Problem], Response]


class Safety:
    """Middleware: the host is ours, what changes anything comes from our own pages, and answers carry their headers.

    Host: against DNS rebinding. Origin: against cross-site request forgery (OWASP: «Verifying Origin With Standard
    Headers»); a request that changes something and names no origin is refused too.
    """

    def __init__(self, app: ASGIApp, settings: Settings, told: Told) -> None:
        self.app = app
        self.settings = settings
        self.told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message))
            await send(message)

        problem = self._problem(scope["method"], Headers(scope=scope))
        if problem is None:
            await self.app(scope, receive, send_with_headers)
        else:
            await self.told(Request(scope), problem)(scope, receive, send_with_headers)

    def _problem(self, method: str, headers: Headers) -> Problem | None:
        if not self.settings.answers_to(headers.get("host", "")):
            return ForeignHost()
        if method not in SAFE_METHODS and not self._is_own(headers):
            return ForeignOrigin()
        return None

    def _is_own(self, headers: Headers) -> bool:
        """Both headers are looked at: browsers send the second to encrypted and local addresses only."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site != "same-origin":
            return False
        if origin is None:
            return site == "same-origin"
        parts = urlsplit(origin)
        schemes = {"https"} if self.settings.https else {"http", "https"}
        return parts.scheme in schemes and parts.netloc.lower() == headers.get("host", "").lower()


def _protect(headers: MutableHeaders) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", _PRIVATE)
