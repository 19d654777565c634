"""Whatever Schemathesis thinks of, sent to a workplace with a reviewed campaign, in every role: does anything break?

    python benchmarks/web_api.py [--examples 50] [--roles administrator reader municipality]

A real server in team mode, its worker included, on a workspace with the reviewed sample. Each operation of the OpenAPI is
asked `--examples` times as each role; numbers and names of what is there are mixed in among the invented ones, so that
requests get past «there is no such campaign». Prints the answers by status; ends with status 1 after any 5xx.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_server import Server, add_people, new_workspace, wait_for

from reviewer.store.accounts import Account, Belonging, Role
from reviewer.store.sessions import open_session
from reviewer.store.workspace import Workspace, open_workspace
from reviewer.web.identifying import SESSION_COOKIE

KNOWN = {"campaign": (1,), "municipality": ("lugozersk", "kedrobor"), "parameter": ("parents",), "name": ("zaozerye",)}
"""Values of path parameters that exist, taken half of the time."""


class Asking:
    """Sends requests as a role. `seen`: answers by status; `broken`: what was answered by a 5xx."""

    def __init__(self, server: Server, workspace: Workspace, account: Account, examples: int) -> None:
        self.server, self.workspace, self.account, self.examples = server, workspace, account, examples
        self.chance = random.Random(1)
        self.session = requests.Session()
        self.session.headers["Origin"] = server.url
        self.seen, self.broken = Counter[int](), list[str]()

    def enter(self) -> None:
        """Earlier requests may have ended the session."""
        with self.workspace.writing() as connection:
            token = open_session(connection, self.account.id)
        self.session.cookies.clear()
        self.session.cookies.set(SESSION_COOKIE, token)

    def operation(self, operation: Any) -> None:
        @settings(
            max_examples=self.examples,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        )
        @given(data=st.data())
        def ask(data: st.DataObject) -> None:
            case = data.draw(operation.as_strategy())
            for name in KNOWN.keys() & (case.path_parameters or {}).keys():
                if self.chance.random() < 0.5:
                    case.path_parameters[name] = self.chance.choice(KNOWN[name])
            answer = case.call(base_url=self.server.url, session=self.session, timeout=60)
            self.seen[answer.status_code] += 1
            if answer.status_code >= 500:
                self.broken.append(
                    f"{case.method} {case.formatted_path} as {self.account.role.value}: {answer.text[:200]}"
                )

        self.enter()
        ask()


def main(base: Path, asked: argparse.Namespace) -> int:
    place = base / "own" / "workspace"
    new_workspace(place).close()
    workspace = open_workspace(place)
    accounts = add_people(workspace, [Role(name) for name in asked.roles], Belonging("zaozerye", "lugozersk"))
    helper = add_people(workspace, [Role.METHODIST])[0]
    server = Server(place, team=True)
    server.start()
    broken = list[str]()
    try:
        with server.client() as client:
            with workspace.writing() as connection:
                client.cookies.set(SESSION_COOKIE, open_session(connection, helper.id))
            campaign = client.post("/api/v1/campaigns/sample").json()["campaign"]
            wait_for(client, campaign)
            described = client.get("/api/v1/openapi.json").json()
        for account in accounts:
            asking = Asking(server, workspace, account, asked.examples)
            for operation in schemathesis.openapi.from_dict(described).get_all_operations():
                asking.operation(operation.ok())
            print(
                f"{account.role.value}: {asking.seen.total()} requests, {dict(sorted(asking.seen.items()))}", flush=True
            )
            broken += asking.broken
    finally:
        server.stop()
        workspace.close()
    for told in broken[:20]:
        print(f"BROKEN: {told}")
    print(f"answers of 5xx: {len(broken)}")
    return int(bool(broken))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=50)
    parser.add_argument("--roles", nargs="+", default=["administrator", "reader", "municipality"])
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(main(Path(temporary), parser.parse_args()))
