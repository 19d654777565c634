"""The people of a team: who may enter, in which role. For the administrator."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Response
from pydantic import Field, StringConstraints

from reviewer.model.errors import UsageError
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
from reviewer.web.belongings import belonging_value, choices, read_belonging
from reviewer.web.formatting import ROLE_WORDS
from reviewer.web.forms import Filled, Form, FormFields, empty_form, read_form
from reviewer.web.identifying import LONGEST_NAME
from reviewer.web.navigation import Crumb, Entry
from reviewer.web.pages import onward, page
from reviewer.web.problems import NotFound
from reviewer.web.regions import known_regions
from reviewer.web.routers import page_router
from reviewer.web.team import in_team, passing_password

pages = page_router()

PATH = "/people"
NAVIGATION = Entry("Люди", PATH, 110, (Role.ADMINISTRATOR,), team_only=True)
_ADMINISTRATOR = [Depends(requires(Role.ADMINISTRATOR)), Depends(in_team)]
_CRUMBS = (Crumb("Люди", PATH),)
_ROLES = tuple((role.value, words) for role, words in ROLE_WORDS.items())

Text = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$")]


class RoleForm(Form):
    role: Role
    municipality: str = ""


class PersonForm(RoleForm):
    login: Text
    name: Text


@pages.get(PATH, dependencies=_ADMINISTRATOR)
def people_page(request: Request) -> Response:
    workspace = request.app.state.settings.workspace
    with workspace.reading() as connection:
        listed = accounts(connection)
    names = {value: words for _, members in choices(known_regions(workspace)) for value, words in members}
    return page(request, "people/list.html", title="Люди", people=[(one, names.get(_value(one), "")) for one in listed])


@pages.get(f"{PATH}/new", dependencies=_ADMINISTRATOR)
def new_person_page(request: Request) -> Response:
    return _new_person_page(request, empty_form(role=Role.METHODIST.value))


@pages.post(f"{PATH}/new", dependencies=_ADMINISTRATOR)
def add_person(request: Request, fields: FormFields) -> Response:
    """The password is shown in the answer itself, and nowhere again."""
    form, workspace = read_form(PersonForm, fields), request.app.state.settings.workspace
    if form.value is None:
        return _new_person_page(request, form, 422)
    asked, password = form.value, passing_password()
    try:
        belonging = read_belonging(asked.municipality, asked.role, known_regions(workspace))
        with workspace.writing() as connection:
            made = add_account(
                connection,
                person_of(request).name,
                login=asked.login,
                name=asked.name,
                role=asked.role,
                password=password,
                belonging=belonging,
            )
    except UsageError as error:
        return _new_person_page(request, form.refused(error.message, _FIELDS.get(error.code, "")), 422)
    return _password_given(request, made, password)


@pages.get(f"{PATH}/{{account}}", dependencies=_ADMINISTRATOR)
def person_page(request: Request, account: int) -> Response:
    found = _account(request, account)
    return _person_page(request, found, empty_form(role=found.role.value, municipality=_value(found)))


@pages.post(f"{PATH}/{{account}}/role", dependencies=_ADMINISTRATOR)
def set_role(request: Request, account: int, fields: FormFields) -> Response:
    found, form = _account(request, account), read_form(RoleForm, fields)
    if form.value is None:
        return _person_page(request, found, form, 422)
    workspace = request.app.state.settings.workspace
    try:
        belonging = read_belonging(form.value.municipality, form.value.role, known_regions(workspace))
        with workspace.writing() as connection:
            change_role(connection, person_of(request).name, found.id, form.value.role, belonging)
    except UsageError as error:
        return _person_page(request, found, form.refused(error.message, _FIELDS.get(error.code, "role")), 422)
    return onward(PATH, f"Роль изменена: {found.name} – {ROLE_WORDS[form.value.role]}.")


@pages.post(f"{PATH}/{{account}}/block", dependencies=_ADMINISTRATOR)
def block_person(request: Request, account: int) -> Response:
    found = _account(request, account)
    with request.app.state.settings.workspace.writing() as connection:
        block(connection, person_of(request).name, found.id, blocked=not found.blocked)
    told = "может войти снова" if found.blocked else "войти больше не может"
    return onward(PATH, f"{found.name}: {told}.")


@pages.post(f"{PATH}/{{account}}/password", dependencies=_ADMINISTRATOR)
def reset_password(request: Request, account: int) -> Response:
    found, password = _account(request, account), passing_password()
    with request.app.state.settings.workspace.writing() as connection:
        change_password(connection, person_of(request).name, found.id, password, must_change=True)
    return _password_given(request, found, password)


_FIELDS = {"login-taken": "login", "account-municipality": "municipality"}
"""The field that a refusal is about."""


def _account(request: Request, identifier: int) -> Account:
    with request.app.state.settings.workspace.reading() as connection:
        found = account_of(connection, identifier) if identifier < 1 << 63 else None
    if found is None:
        raise NotFound("Такого человека в списке нет. Вернитесь к списку людей.")
    return found


def _value(one: Account) -> str:
    return belonging_value(one.profile or "", one.municipality or "")


def _new_person_page(request: Request, form: Filled[PersonForm], status: int = 200) -> Response:
    groups = choices(known_regions(request.app.state.settings.workspace))
    return page(
        request,
        "people/new.html",
        title="Новый человек",
        crumbs=_CRUMBS,
        form=form,
        roles=_ROLES,
        groups=groups,
        status=status,
    )


def _person_page(request: Request, found: Account, form: Filled[RoleForm], status: int = 200) -> Response:
    groups = choices(known_regions(request.app.state.settings.workspace))
    return page(
        request,
        "people/one.html",
        title=found.name,
        crumbs=_CRUMBS,
        found=found,
        form=form,
        roles=_ROLES,
        groups=groups,
        status=status,
    )


def _password_given(request: Request, found: Account, password: str) -> Response:
    response = page(
        request, "people/password.html", title="Пароль выдан", crumbs=_CRUMBS, found=found, password=password
    )
    response.headers["Cache-Control"] = "no-store"
    return response
