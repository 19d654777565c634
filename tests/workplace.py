"""Fixtures that give a workplace: for requests in every role, and in a real browser. tests/web/conftest.py has them all."""

from __future__ import annotations

import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect, sync_playwright
from workspaces import template_folder

from reviewer.store import accounts
from reviewer.store.accounts import Account, Belonging, Role, add_account
from reviewer.store.passwords import hash_password
from reviewer.store.sessions import open_session
from reviewer.store.workspace import Workspace, open_workspace
from reviewer.web.app import create_app
from reviewer.web.identifying import SESSION_COOKIE
from reviewer.web.settings import Settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # starlette would rather have httpx2, which nothing else here needs
    from starlette.testclient import TestClient

__all__ = ["axe", "browser", "browser_page", "client", "plain_page", "server", "team", "template_folder", "workspace"]

ORIGIN = "http://127.0.0.1:8000"
PASSWORD = "сорок семь стульев"  # noqa: S105 - of nobody
OWN = Belonging("zaozerye", "kedrobor")
"""Of the person of the role «municipality» in tests."""
CHROMIUM = Path("/usr/bin/chromium")
PATIENCE_MS = 120_000
"""What a browser waits for comes as soon as it comes: this late on a machine that has much else to do."""
expect.set_options(timeout=PATIENCE_MS)
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parent / "web" / "axe.min.js"


@pytest.fixture
def workspace(tmp_path: Path, template_folder: Path) -> Iterator[Workspace]:
    made = open_workspace(copytree(template_folder, tmp_path / "workspace"))
    yield made
    made.close()


def new_client(settings: Settings, *, origin: bool = True) -> TestClient:
    """A browser without JavaScript: follows redirects, keeps cookies, names its origin."""
    return client_of(create_app(settings), origin=origin)


def client_of(app: FastAPI, *, origin: bool = True) -> TestClient:
    headers = {"Origin": ORIGIN} if origin else {}
    return TestClient(app, base_url=ORIGIN, headers=headers, raise_server_exceptions=False)


@pytest.fixture
def client(workspace: Workspace) -> TestClient:
    """Of the mode of one person."""
    return new_client(Settings(workspace))


@dataclass
class Team:
    """A workplace with one person of each role; all have PASSWORD."""

    settings: Settings
    app: FastAPI
    accounts: dict[Role, Account] = field(default_factory=dict)

    def client(self, role: Role | None) -> TestClient:
        """Of a person who has logged in, or of nobody."""
        made = client_of(self.app)
        if role is not None:
            with self.settings.workspace.writing() as connection:
                made.cookies.set(SESSION_COOKIE, open_session(connection, self.accounts[role].id))
        return made


hashed_once = cache(hash_password)
"""A hash is made to take long; those of one password may be the same."""


@pytest.fixture
def team(workspace: Workspace) -> Team:
    settings = Settings(workspace, mode="team", names=frozenset({"testserver"}))
    made = Team(settings, create_app(settings))
    with pytest.MonkeyPatch.context() as patch, workspace.writing() as connection:
        patch.setattr(accounts, "hash_password", hashed_once)
        for role in Role:
            made.accounts[role] = add_account(
                connection,
                "установка",
                login=role.value,
                name=f"Человек {role.value}",
                role=role,
                password=PASSWORD,
                belonging=OWN if role is Role.MUNICIPALITY else None,
                must_change=False,
            )
    return made


@dataclass(frozen=True)
class Server:
    url: str
    workspace: Workspace


@pytest.fixture
def server(workspace: Workspace) -> Iterator[Server]:
    """The workplace of one person on a free port."""
    with serving(Settings(workspace)) as url:
        yield Server(url, workspace)


class serving:  # noqa: N801 - used as a with statement
    """A real server in a thread. `with serving(settings) as url`, or with an app made of them."""

    def __init__(self, served: Settings | FastAPI) -> None:
        app = create_app(served) if isinstance(served, Settings) else served
        self.server = uvicorn.Server(uvicorn.Config(app, lifespan="off", ws="none", log_level="warning"))
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],), daemon=True)

    def __enter__(self) -> str:
        """Who asks before the server is ready waits at the socket."""
        self.thread.start()
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)
        if self.thread.is_alive():
            self.server.force_exit = True
            self.thread.join(PATIENCE_MS / 1000)
        self.socket.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield made
        made.close()


@pytest.fixture
def browser_page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of the workplace of one person at 1366×768; `browser_page.goto("/you")`. Complaints of the browser fail."""
    yield from page_of(browser, server, javascript=True)


@pytest.fixture
def plain_page(browser: Browser, server: Server) -> Iterator[Page]:
    """The same without JavaScript."""
    yield from page_of(browser, server, javascript=False)


def page_of(
    browser: Browser, server: Server, *, javascript: bool, forgiven: str = "Failed to load resource"
) -> Iterator[Page]:
    """`forgiven`: the complaint of the browser that does not fail."""
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": 1366, "height": 768},
        locale="ru-RU",
        java_script_enabled=javascript,
    )
    context.set_default_timeout(PATIENCE_MS)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    own = [text for text in complaints if forgiven not in text]
    assert not own, f"the browser complains: {own}"


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that axe-core finds nothing serious or critical on a page (WCAG 2.1 A and AA)."""

    def check(page: Page) -> None:
        found = axe_violations(page)
        assert not found, "\n".join(found)

    return check


def axe_violations(page: Page) -> list[str]:
    """The page's policy lets no foreign script in: axe-core is evaluated by the browser's own tools."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    result: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", tags
    )
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:150] for node in one['nodes']][:3]}"
        for one in result["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
