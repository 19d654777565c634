"""In and out: pages and API."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Response
from pydantic import BaseModel, Field

from reviewer.store.accounts import Account
from reviewer.store.passwords import LONGEST
from reviewer.store.sessions import close_session
from reviewer.web.access import EVERYBODY, PUBLIC, requires
from reviewer.web.answers import LOGIN_PATH, PASSWORD_PATH
from reviewer.web.forms import Filled, Form, FormFields, empty_form, read_form
from reviewer.web.identifying import LONGEST_NAME, SESSION_COOKIE, give_session, take_session
from reviewer.web.logging_in import log_in
from reviewer.web.pages import onward, own_path, page
from reviewer.web.problems import TooManyAttempts, WrongPassword
from reviewer.web.routers import api_router, page_router
from reviewer.web.team import in_team

pages, api = page_router(), api_router("Вход")

Login = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Password = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class LoginForm(Form):
    login: Login
    password: Password
    next: str = ""


@pages.get(LOGIN_PATH, dependencies=[Depends(PUBLIC), Depends(in_team)])
def login_page(request: Request, next: str = "") -> Response:  # noqa: A002 - the name in the address
    if request.state.person is not None:
        return onward(own_path(next))
    return _login_page(request, empty_form(next=next))


@pages.post(LOGIN_PATH, dependencies=[Depends(PUBLIC), Depends(in_team)])
def enter(request: Request, fields: FormFields) -> Response:
    form = read_form(LoginForm, fields)
    if form.value is None:
        return _login_page(request, form, 422)
    try:
        account, token = _log_in(request, form.value.login, form.value.password)
    except WrongPassword as problem:
        return _login_page(request, form.refused(problem.advice), problem.status)
    except TooManyAttempts as problem:
        return _login_page(request, form.refused(f"{problem.title}. {problem.advice}"), problem.status)
    response = onward(PASSWORD_PATH if account.must_change else own_path(form.value.next))
    give_session(response, token, request.app.state.settings)
    return response


@pages.post(
    "/logout", dependencies=[Depends(requires(*EVERYBODY, filtered=True, before_change=True)), Depends(in_team)]
)
def leave(request: Request) -> Response:
    response = onward(LOGIN_PATH, "Вы вышли.")
    _log_out(request, response)
    return response


class Credentials(BaseModel):
    login: Login
    password: Password


class Session(BaseModel):
    """Who has logged in. `must_change`: first of all a password of one's own is to be set."""

    name: str
    role: str
    must_change: bool


@api.post("/session", dependencies=[Depends(PUBLIC), Depends(in_team)])
def open_session(request: Request, response: Response, credentials: Credentials) -> Session:
    """Войти: ответ даёт cookie, с которой отправляются остальные запросы."""
    account, token = _log_in(request, credentials.login, credentials.password)
    give_session(response, token, request.app.state.settings)
    return Session(name=account.name, role=account.role.value, must_change=account.must_change)


@api.delete(
    "/session",
    status_code=204,
    dependencies=[Depends(requires(*EVERYBODY, filtered=True, before_change=True)), Depends(in_team)],
)
def end_session(request: Request, response: Response) -> None:
    """Выйти."""
    _log_out(request, response)


def _login_page(request: Request, form: Filled[LoginForm], status: int = 200) -> Response:
    return page(request, "login.html", title="Вход", form=form, status=status)


def _log_in(request: Request, login: str, password: str) -> tuple[Account, str]:
    address = request.client.host if request.client else ""
    former = request.cookies.get(SESSION_COOKIE, "")
    return log_in(request.app.state.settings.workspace, login, password, address, former)


def _log_out(request: Request, response: Response) -> None:
    with request.app.state.settings.workspace.writing() as connection:
        close_session(connection, request.cookies.get(SESSION_COOKIE, ""))
    take_session(response)
