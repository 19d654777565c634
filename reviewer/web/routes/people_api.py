"""The people of a team through the API. For the administrator."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Path, Request
from pydantic import BaseModel

from reviewer.store.accounts import (
    Account,
    Role,
    account_of,
    accounts,
    add_account,
    block,
    change_password,
    change_role,
)
from reviewer.web.access import person_of, requires
from reviewer.web.belongings import belonging_value, read_belonging
from reviewer.web.problems import NotFound
from reviewer.web.regions import known_regions
from reviewer.web.routers import api_router
from reviewer.web.routes.people import Text
from reviewer.web.team import in_team, passing_password

api = api_router("Люди")

_ADMINISTRATOR = [Depends(requires(Role.ADMINISTRATOR)), Depends(in_team)]
Number = Annotated[int, Path(ge=1, le=(1 << 63) - 1)]


class PersonAsked(BaseModel):
    """`municipality`: «профиль/муниципалитет», for that role only."""

    role: Role
    municipality: str = ""


class NewPerson(PersonAsked):
    login: Text
    name: Text


class BlockedAsked(BaseModel):
    blocked: bool


class PersonTold(BaseModel):
    id: int
    login: str
    name: str
    role: Role
    municipality: str | None
    blocked: bool
    must_change: bool
    made_at: datetime


class PasswordTold(BaseModel):
    """`password`: to be changed at the first login; it is told only now."""

    id: int
    password: str


@api.get("/people", dependencies=_ADMINISTRATOR)
def people(request: Request) -> list[PersonTold]:
    """Кто может войти в программу."""
    with request.app.state.settings.workspace.reading() as connection:
        return [_told(one) for one in accounts(connection)]


@api.post("/people", status_code=201, dependencies=_ADMINISTRATOR)
def add_person(request: Request, asked: NewPerson) -> PasswordTold:
    """Добавить человека. Ответ содержит пароль для первого входа."""
    workspace, password = request.app.state.settings.workspace, passing_password()
    belonging = read_belonging(asked.municipality, asked.role, known_regions(workspace))
    author = person_of(request).name
    with workspace.writing() as connection:
        made = add_account(
            connection,
            author,
            login=asked.login,
            name=asked.name,
            role=asked.role,
            password=password,
            belonging=belonging,
        )
    return PasswordTold(id=made.id, password=password)


@api.put("/people/{account}/role", dependencies=_ADMINISTRATOR)
def set_role(request: Request, account: Number, asked: PersonAsked) -> PersonTold:
    """Изменить роль."""
    workspace = request.app.state.settings.workspace
    belonging = read_belonging(asked.municipality, asked.role, known_regions(workspace))
    _found(request, account)
    with workspace.writing() as connection:
        change_role(connection, person_of(request).name, account, asked.role, belonging)
    return _told(_found(request, account))


@api.put("/people/{account}/blocked", dependencies=_ADMINISTRATOR)
def set_blocked(request: Request, account: Number, asked: BlockedAsked) -> PersonTold:
    """Закрыть или открыть вход."""
    _found(request, account)
    with request.app.state.settings.workspace.writing() as connection:
        block(connection, person_of(request).name, account, blocked=asked.blocked)
    return _told(_found(request, account))


@api.post("/people/{account}/password", dependencies=_ADMINISTRATOR)
def reset_password(request: Request, account: Number) -> PasswordTold:
    """Выдать новый пароль."""
    _found(request, account)
    password = passing_password()
    with request.app.state.settings.workspace.writing() as connection:
        change_password(connection, person_of(request).name, account, password, must_change=True)
    return PasswordTold(id=account, password=password)


def _found(request: Request, identifier: int) -> Account:
    with request.app.state.settings.workspace.reading() as connection:
        found = account_of(connection, identifier)
    if found is None:
        raise NotFound("Такого человека в списке нет.")
    return found


def _told(one: Account) -> PersonTold:
    municipality = belonging_value(one.profile, one.municipality) if one.profile and one.municipality else None
    return PersonTold(
        id=one.id,
        login=one.login,
        name=one.name,
        role=one.role,
        municipality=municipality,
        blocked=one.blocked,
        must_change=one.must_change,
        made_at=one.made_at,
    )
