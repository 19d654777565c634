"""Who asks: middleware that finds the person of a request, and the cookie by which a browser is known."""

from __future__ import annotations

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reviewer.store import sessions
from reviewer.store.accounts import Account, Role
from reviewer.store.only_person import name_of_only_person, name_only_person
from reviewer.store.workspace import Workspace
from reviewer.web.access import Person
from reviewer.web.settings import Settings

NAMELESS = "Пользователь"
SESSION_COOKIE = "reviewer_session"
LONGEST_NAME = 100
"""Characters."""


class OnlyPerson:
    """The person of the mode without accounts: may do everything, and is called what they have said in this workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._name: str | None = None

    def person(self) -> Person:
        """The workspace is asked once: nobody else renames the one person while their workplace is open."""
        if self._name is None:
            with self._workspace.reading() as connection:
                self._name = name_of_only_person(connection)
        return Person(self._name or NAMELESS, Role.ADMINISTRATOR)

    def rename(self, name: str) -> None:
        if name != (self._name or ""):
            with self._workspace.writing() as connection:
                name_only_person(connection, name, self.person().name)
            self._name = name


class Identifying:
    """Middleware: `request.state.person` is the person or None."""

    def __init__(self, app: ASGIApp, settings: Settings, only: OnlyPerson) -> None:
        self.app = app
        self.settings = settings
        self.only = only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            scope.setdefault("state", {})["person"] = None
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if self.settings.mode == "single":
            scope.setdefault("state", {})["person"] = await to_thread.run_sync(self.only.person)
            await self.app(scope, receive, send)
            return
        token = request.cookies.get(SESSION_COOKIE)
        entered = await to_thread.run_sync(_enter, self.settings.workspace, token) if token else None
        scope.setdefault("state", {})["person"] = person_with(entered.account) if entered else None
        fresh = entered.token if entered else None

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and fresh:
                _renew_cookie(MutableHeaders(scope=message), fresh, self.settings)
            await send(message)

        await self.app(scope, receive, send_with_cookie)


def person_with(account: Account) -> Person:
    return Person(
        account.name,
        account.role,
        account.id,
        account.login,
        account.profile,
        account.municipality,
        account.must_change,
    )


def give_session(response: Response, token: str, settings: Settings) -> None:
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(sessions.ABSOLUTE.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=settings.https,
    )


def take_session(response: Response) -> None:
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax")


def _enter(workspace: Workspace, token: str) -> sessions.Entered | None:
    with workspace.reading() as connection:
        found = sessions.enter(connection, token)
    if found is None:
        return None
    entered, stale = found
    if not stale:
        return entered
    with workspace.writing() as connection:
        return sessions.Entered(entered.account, sessions.renew(connection, token))


def _renew_cookie(headers: MutableHeaders, token: str, settings: Settings) -> None:
    """Unless the answer itself gives or takes a session: someone has just logged in or out."""
    if any(value.startswith(f"{SESSION_COOKIE}=") for value in headers.getlist("set-cookie")):
        return
    carrier = Response()
    give_session(carrier, token, settings)
    headers.append("set-cookie", carrier.headers["set-cookie"])
