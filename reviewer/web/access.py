"""Who may ask for what: every route declares its roles by `requires`, which is checked when the workplace starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from sqlalchemy import select

from reviewer.store.accounts import Role
from reviewer.store.schema import campaign
from reviewer.web.problems import Forbidden, LoginNeeded, NotFound, PasswordChangeNeeded

STAFF = (Role.ADMINISTRATOR, Role.METHODIST, Role.READER)
"""Those who see every municipality."""
EDITORS = (Role.ADMINISTRATOR, Role.METHODIST)
"""Those of them who decide and correct."""
EVERYBODY = tuple(Role)

OWN_PARAMETER = "municipality"
"""The part of a path that names a municipality."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `name`: as it stands under decisions; `account`: None in the mode of one person, where nobody logs in."""

    name: str
    role: Role
    account: int | None = None
    login: str = ""
    profile: str | None = None
    municipality: str | None = None
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class Requires:
    """A dependency that lets the declared roles through and hands over the person.

    Attributes:
        roles: Those who may ask; none: everybody, known or not.
        filtered: The handler itself shows a municipality what is its own; else the path must name it.
        before_change: May be asked for with a password that somebody else gave.
    """

    roles: tuple[Role, ...]
    filtered: bool = False
    before_change: bool = False

    def __call__(self, request: Request) -> Person | None:
        person: Person | None = request.state.person
        if not self.roles:
            return person
        if person is None:
            raise LoginNeeded
        if person.role not in self.roles:
            raise Forbidden
        if person.must_change and not self.before_change:
            raise PasswordChangeNeeded
        if person.role is Role.MUNICIPALITY and not self.filtered:
            _check_own(request, person)
        return person


def requires(*roles: Role, filtered: bool = False, before_change: bool = False) -> Requires:
    return Requires(roles, filtered, before_change)


PUBLIC = Requires(())
"""For routes that are open to those who have not logged in."""


def person_of(request: Request) -> Person:
    """The person that `requires` has let through."""
    person: Person | None = request.state.person
    if person is None:
        raise LoginNeeded
    return person


def declared(route: APIRoute) -> Requires | None:
    """What a route declares."""
    return next((call for call in _calls(route.dependant) if isinstance(call, Requires)), None)


def check_declared(route: APIRoute) -> None:
    """Raises: TypeError where a route does not say who may ask for it, or would show a municipality those of others."""
    found = declared(route)
    if found is None:
        raise TypeError(f"{route.path} does not declare its roles: dependencies=[Depends(requires(...))]")
    if Role.MUNICIPALITY in found.roles and not found.filtered and f"{{{OWN_PARAMETER}}}" not in route.path:
        raise TypeError(f"{route.path} is open to municipalities: name {{{OWN_PARAMETER}}} in it or say filtered=True")


def _calls(dependant: Dependant) -> Iterator[object]:
    for one in dependant.dependencies:
        yield one.call
        yield from _calls(one)


def _check_own(request: Request, person: Person) -> None:
    """Another's municipality is not there, for one who may not know of it."""
    if request.path_params.get(OWN_PARAMETER) != person.municipality:
        raise NotFound
    number = request.path_params.get("campaign")
    if number is None:
        return
    with request.app.state.settings.workspace.reading() as connection:
        profile = connection.execute(select(campaign.c.profile).where(campaign.c.id == _whole(number))).scalar()
    if profile != person.profile:
        raise NotFound


def _whole(text: object) -> int:
    return int(str(text)) if str(text).isdecimal() and len(str(text)) < 18 else 0  # noqa: PLR2004 - a BIGINT has 18
