"""The API: its description, the way in, and whatever Schemathesis thinks of."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from workplace import PASSWORD, Team, client_of, serving

from reviewer.store.accounts import Role
from reviewer.store.sessions import open_session
from reviewer.store.workspace import Workspace
from reviewer.web.app import create_app
from reviewer.web.identifying import SESSION_COOKIE
from reviewer.web.route_table import route_table
from reviewer.web.settings import Settings

EXAMPLES = int(os.environ.get("REVIEWER_API_EXAMPLES", "10"))
"""Requests to each operation; a longer run sets the variable."""
_CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


def test_every_api_route_is_described(workspace: Workspace) -> None:
    described = client_of(create_app(Settings(workspace))).get("/api/v1/openapi.json").json()
    paths = {line.path for line in route_table() if line.path.startswith("/api/")} - {"/api/v1/openapi.json"}
    assert set(described["paths"]) == paths
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation.get("description"), f"{method} {path} says nothing of itself: its handler's docstring"


def test_programs_log_in_and_out(team: Team) -> None:
    client = client_of(team.app)
    refused = client.get("/api/v1/history")
    assert (refused.status_code, refused.json()["code"]) == (401, "login-needed")
    wrong = client.post("/api/v1/session", json={"login": "reader", "password": "не тот"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong-password")
    entered = client.post("/api/v1/session", json={"login": "Reader", "password": PASSWORD})
    assert entered.json() == {"name": "Человек reader", "role": "reader", "must_change": False}
    assert client.get("/api/v1/you").json() == {"name": "Человек reader", "role": "reader", "municipality": None}
    assert client.get("/api/v1/people").json()["code"] == "forbidden"
    assert client.delete("/api/v1/session").status_code == 204
    assert client.get("/api/v1/you").status_code == 401


def test_what_is_not_valid_is_told_field_by_field(team: Team) -> None:
    refused = team.client(Role.ADMINISTRATOR).post("/api/v1/people", json={"login": "", "role": "director"})
    assert refused.status_code == 422
    fields = refused.json()["fields"]
    assert fields["name"] == "Заполните это поле."
    assert fields["role"] == "Выберите из списка."
    assert "не меньше знаков" in fields["login"]


@pytest.mark.parametrize("mode", ["single", "team"])
def test_no_request_breaks_the_api(team: Team, mode: str) -> None:
    """Requests made from the description: none gives a 5xx, and each answer is as described."""
    served = team.settings if mode == "team" else Settings(team.settings.workspace)
    with serving(served) as url, requests.Session() as session:
        session.headers["Origin"] = url
        described = _asked(team, session).get(f"{url}/api/v1/openapi.json", timeout=120).json()
        schema = schemathesis.openapi.from_dict(described)
        seen = Counter[int]()
        for operation in (result.ok() for result in schema.get_all_operations()):
            _try(team, session, url, operation, seen)
    assert seen[200], "some requests are carried out"
    assert seen[401] <= seen.total() / 5, f"most come from somebody who has logged in: {seen}"


def _try(team: Team, session: requests.Session, url: str, operation: Any, seen: Counter[int]) -> None:
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(data=st.data())
    def ask(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy())
        response = case.call_and_validate(base_url=url, session=_asked(team, session), timeout=120, checks=_CHECKS)
        seen[response.status_code] += 1

    ask()


def _asked(team: Team, session: requests.Session) -> requests.Session:
    """With a session of the administrator: earlier requests may have ended it."""
    workspace = team.settings.workspace
    with workspace.writing() as connection:
        token = open_session(connection, team.accounts[Role.ADMINISTRATOR].id)
    session.cookies.clear()
    session.cookies.set(SESSION_COOKIE, token)
    return session
