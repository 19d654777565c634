"""The table of routes and roles: `python -m reviewer.web.route_table > docs/routes.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi.routing import APIRoute

from reviewer.store.accounts import Role
from reviewer.web import static_files
from reviewer.web.access import declared
from reviewer.web.routes import modules, routers

_SIGNS = {True: "да", False: "–"}


@dataclass(frozen=True, slots=True)
class Line:
    """`roles`: those that may ask; none: everybody, logged in or not. `filtered`: as in `requires`."""

    method: str
    path: str
    roles: tuple[Role, ...]
    filtered: bool


def route_table() -> list[Line]:
    return sorted(_lines(), key=lambda line: (line.path.startswith("/api/"), line.path, line.method))


def _lines() -> Iterator[Line]:
    found = (router for module in modules() for router in routers(module))
    for route in (route for router in (static_files.router, *found) for route in router.routes):
        if not isinstance(route, APIRoute):
            raise TypeError(f"{route} cannot declare who may ask for it")
        declaration = declared(route)
        if declaration is None:
            raise TypeError(f"{route.path} does not declare its roles")
        for method in sorted(route.methods or ()):
            yield Line(method, route.path, declaration.roles, declaration.filtered)


def table_text() -> str:
    """In Markdown. A municipality is let through to what is its own only."""
    lines = [
        "# Who may ask for what",
        "",
        "Made by `python -m reviewer.web.route_table > docs/routes.md`; a test walks it in every role. «своё»: the municipality's",
        "own only. «все»: also those who have not logged in.",
        "",
        "| route | administrator | methodist | reader | municipality |",
        "| --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*lines, *(_row(line) for line in route_table())]) + "\n"


def _row(line: Line) -> str:
    return f"| {line.method} {line.path} | " + " | ".join(_cell(line, role) for role in Role) + " |"


def _cell(line: Line, role: Role) -> str:
    if not line.roles:
        return "все"
    allowed = role in line.roles
    own = allowed and role is Role.MUNICIPALITY and ("{municipality}" in line.path or line.filtered)
    return "своё" if own else _SIGNS[allowed]


if __name__ == "__main__":
    sys.stdout.write(table_text())
