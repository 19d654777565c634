"""Every route × every role, and what every route refuses."""

from __future__ import annotations

import re
from inspect import iscoroutinefunction
from pathlib import Path

import pytest
from fastapi import APIRouter, Depends
from httpx import Response
from workplace import OWN, PASSWORD, Team, new_client

from reviewer.store.accounts import Role
from reviewer.store.campaigns import add_campaign
from reviewer.store.workspace import Workspace
from reviewer.web.access import check_declared, requires
from reviewer.web.app import create_app, routes_of
from reviewer.web.route_table import Line, route_table, table_text
from reviewer.web.safety import SAFE_METHODS
from reviewer.web.settings import Settings

TABLE = route_table()
NOBODY = None


def _path(line: Line, municipality: str = OWN.municipality) -> str:
    """An address of the route: of the first campaign and of things that are not there."""
    known = {"municipality": municipality, "campaign": "1", "name": "app.css"}
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: known.get(found[1], "999"), line.path)


def _ask(team: Team, line: Line, role: Role | None, municipality: str = OWN.municipality) -> Response:
    client = team.client(role)
    body = {"json": {}} if line.path.startswith("/api/") and line.method in {"POST", "PUT", "PATCH"} else {}
    return client.request(line.method, _path(line, municipality), follow_redirects=False, **body)


def _asks_to_log_in(response: Response) -> bool:
    return response.status_code == 401 or response.headers.get("location", "").startswith("/login")


def test_the_table_of_routes_and_roles_is_as_written_down(project: Path) -> None:
    written = (project / "docs" / "routes.md").read_text(encoding="utf-8")
    assert written == table_text(), "look at what has changed: python -m reviewer.web.route_table > docs/routes.md"


@pytest.mark.parametrize("role", [*Role, NOBODY], ids=str)
def test_every_route_lets_its_roles_through_and_no_others(team: Team, role: Role | None) -> None:
    with team.settings.workspace.writing() as connection:
        add_campaign(connection, "Зима", OWN.profile, "методист")
    wrong = []
    for line in TABLE:
        response = _ask(team, line, role)
        name = f"{line.method} {line.path} as {role}: {response.status_code}"
        if response.status_code >= 500:
            wrong.append(f"{name}, a defect")
        if not line.roles:
            continue
        if role is NOBODY:
            wrong += [] if _asks_to_log_in(response) else [f"{name}, to somebody who has not logged in"]
        elif role in line.roles:
            wrong += [f"{name}, refused"] if response.status_code == 403 or _leads_to_login(line, response) else []
        else:
            wrong += [] if response.status_code == 403 else [f"{name}, let through"]
    assert not wrong, "\n".join(wrong)


def _leads_to_login(line: Line, response: Response) -> bool:
    return line.path != "/logout" and _asks_to_log_in(response)


@pytest.mark.parametrize("profile", [OWN.profile, "tambov"])
def test_a_municipality_finds_nothing_of_others(team: Team, profile: str) -> None:
    """Neither another of its region, nor one of its name in another region."""
    with team.settings.workspace.writing() as connection:
        add_campaign(connection, "Зима", profile, "методист")
    foreign = "lugozersk" if profile == OWN.profile else OWN.municipality
    for line in TABLE:
        if Role.MUNICIPALITY in line.roles and not line.filtered and "{campaign}" in line.path:
            assert _ask(team, line, Role.MUNICIPALITY, foreign).status_code == 404, line


def test_a_path_with_a_municipality_is_checked_to_be_its_own(team: Team) -> None:
    """What `requires` does for a route that any page might have."""
    router = APIRouter()
    own = [Depends(requires(Role.METHODIST, Role.MUNICIPALITY))]
    router.add_api_route("/trial/{campaign}/{municipality}", lambda: "seen", dependencies=own)
    with team.settings.workspace.writing() as connection:
        first = add_campaign(connection, "Зима", OWN.profile, "методист").id
        other = add_campaign(connection, "Зима в другом месте", "tambov", "методист").id
    team.app.router.routes.extend(router.routes)
    seen = {}
    for role in Role:
        client = team.client(role)
        for campaign, municipality in (
            (first, "kedrobor"),
            (first, "lugozersk"),
            (other, "kedrobor"),
            (77, "kedrobor"),
        ):
            path = f"/trial/{campaign}/{municipality}"
            seen[role, campaign, municipality] = client.get(path).status_code
    assert {where: status for where, status in seen.items() if where[0] is Role.MUNICIPALITY} == {
        (Role.MUNICIPALITY, first, "kedrobor"): 200,
        (Role.MUNICIPALITY, first, "lugozersk"): 404,
        (Role.MUNICIPALITY, other, "kedrobor"): 404,
        (Role.MUNICIPALITY, 77, "kedrobor"): 404,
    }
    assert seen[Role.METHODIST, other, "kedrobor"] == 200
    assert seen[Role.READER, first, "kedrobor"] == 403


def test_a_route_without_roles_is_noticed() -> None:
    router = APIRouter()
    router.add_api_route("/open", lambda: "open")
    router.add_api_route("/all", lambda: "all", dependencies=[Depends(requires(Role.MUNICIPALITY))])
    with pytest.raises(TypeError, match="does not declare its roles"):
        check_declared(router.routes[0])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="open to municipalities"):
        check_declared(router.routes[1])  # type: ignore[arg-type]


def test_handlers_run_in_threads(workspace: Workspace) -> None:
    """One that waits for the database would make everybody wait."""
    waiting = [
        route.path for route in routes_of(create_app(Settings(workspace))) if iscoroutinefunction(route.endpoint)
    ]
    assert not waiting


_FOREIGN = (
    {},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:8000"},
    {"Sec-Fetch-Site": "none"},
)


@pytest.mark.parametrize("headers", _FOREIGN, ids=str)
def test_nothing_is_changed_from_another_site(workspace: Workspace, headers: dict[str, str]) -> None:
    client = new_client(Settings(workspace), origin=False)
    unsafe = [line for line in TABLE if line.method not in SAFE_METHODS]
    assert unsafe
    for line in unsafe:
        response = client.request(line.method, _path(line), headers=headers, follow_redirects=False)
        assert response.status_code == 403, f"{line.method} {line.path}"
        assert "не с этой программы" in response.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "192.168.0.5", "localhost.evil:8000"])
def test_other_hosts_are_refused(workspace: Workspace, host: str) -> None:
    response = new_client(Settings(workspace)).get("/you", headers={"Host": host})
    assert response.status_code == 421
    assert "не знает такого адреса" in response.text


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_the_own_computer_is_known(workspace: Workspace, host: str) -> None:
    assert new_client(Settings(workspace)).get("/you", headers={"Host": host}).status_code == 200


def test_a_team_is_asked_for_by_address_and_by_its_names(team: Team) -> None:
    client = team.client(Role.READER)
    for host, status in (("testserver", 200), ("192.168.0.5:8000", 200), ("evil.example", 421)):
        assert client.get("/static/x/app.css", headers={"Host": host}).status_code == status


def test_every_answer_carries_the_policy(team: Team) -> None:
    """Of a campaign without work: the events of work that nobody does would be followed to the stream's end."""
    with team.settings.workspace.writing() as connection:
        add_campaign(connection, "Зима", OWN.profile, "методист")
    client = team.client(Role.ADMINISTRATOR)
    for line in TABLE:
        headers = client.request(line.method, _path(line), follow_redirects=False).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"]


def test_a_password_that_was_given_has_to_be_changed_first(team: Team) -> None:
    client = team.client(Role.ADMINISTRATOR)
    made = client.post("/api/v1/people", json={"login": "новая", "name": "Новая", "role": "methodist"}).json()
    newcomer = new_client(team.settings)
    entered = newcomer.post("/login", data={"login": "Новая", "password": made["password"], "next": "/history"})
    assert entered.url.path == "/password"
    assert newcomer.get("/history").url.path == "/password"
    assert newcomer.get("/api/v1/history").json()["code"] == "password-change-needed"
    fields = {"current": made["password"], "fresh": PASSWORD, "again": PASSWORD, "next": "/history"}
    assert newcomer.post("/password", data=fields).url.path == "/history"
