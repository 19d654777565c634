"""One's own password."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Response
from pydantic import Field

from reviewer.model.errors import UsageError
from reviewer.store.accounts import change_password, find_account
from reviewer.store.passwords import LONGEST, is_right
from reviewer.store.sessions import open_session
from reviewer.web.access import EVERYBODY, Person, person_of, requires
from reviewer.web.answers import PASSWORD_PATH
from reviewer.web.forms import Filled, Form, FormFields, empty_form, read_form
from reviewer.web.identifying import give_session
from reviewer.web.pages import onward, own_path, page
from reviewer.web.routers import page_router
from reviewer.web.team import in_team

pages = page_router()

_OWN = [Depends(requires(*EVERYBODY, filtered=True, before_change=True)), Depends(in_team)]
_Password = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class PasswordForm(Form):
    current: _Password
    fresh: _Password
    again: _Password
    next: str = ""


@pages.get(PASSWORD_PATH, dependencies=_OWN)
def password_page(request: Request, next: str = "") -> Response:  # noqa: A002 - the name in the address
    return _password_page(request, empty_form(next=next))


@pages.post(PASSWORD_PATH, dependencies=_OWN)
def set_password(request: Request, fields: FormFields) -> Response:
    form = _checked(request, read_form(PasswordForm, fields))
    if form.value is None:
        return _password_page(request, form, 422)
    person, settings = person_of(request), request.app.state.settings
    identifier = _account(person)
    try:
        with settings.workspace.writing() as connection:
            change_password(connection, person.name, identifier, form.value.fresh)
            token = open_session(connection, identifier)
    except UsageError as error:
        return _password_page(request, form.refused(error.message, "fresh"), 422)
    response = onward(own_path(form.value.next), "Пароль изменён. На других компьютерах нужно войти заново.")
    give_session(response, token, settings)
    return response


def _checked(request: Request, form: Filled[PasswordForm]) -> Filled[PasswordForm]:
    if form.value is None:
        return form
    if form.value.fresh != form.value.again:
        return form.refused("Пароли не совпадают. Наберите новый ещё раз.", "again")
    if form.value.fresh == form.value.current:
        return form.refused("Новый пароль такой же, как прежний. Возьмите другой.", "fresh")
    with request.app.state.settings.workspace.reading() as connection:
        found = find_account(connection, person_of(request).login)
    if found is None or not is_right(found[1], form.value.current):
        return form.refused("Это не нынешний пароль. Наберите его ещё раз.", "current")
    return form


def _password_page(request: Request, form: Filled[PasswordForm], status: int = 200) -> Response:
    return page(request, "password.html", title="Свой пароль", form=form, status=status)


def _account(person: Person) -> int:
    if person.account is None:
        raise TypeError("in team mode everybody has an account")
    return person.account
