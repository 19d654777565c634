"""`reviewer people`: what each command does and says."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer.cli.authors import author_name
from reviewer.cli.tables import print_rows
from reviewer.model.errors import UsageError
from reviewer.store.accounts import Account, Role, accounts, add_account, change_password, find_account
from reviewer.store.accounts import block as block_account
from reviewer.store.workspace import Workspace, open_workspace
from reviewer.web.belongings import read_belonging
from reviewer.web.formatting import ROLE_WORDS, moment_text
from reviewer.web.regions import known_regions


def run_add(folder: Path | None, login: str, name: str, role: str, municipality: str) -> int:
    """Returns 0. Raises: UsageError."""
    known = _role(role)
    with _opened(folder, make=True) as workspace:
        belonging = read_belonging(municipality, known, known_regions(workspace))
        password = _asked_password()
        with workspace.writing() as connection:
            made = add_account(
                connection,
                author_name(None),
                login=login,
                name=name,
                role=known,
                password=password,
                belonging=belonging,
                must_change=False,
            )
    print(f"Добавлен: {made.name}, {ROLE_WORDS[made.role]}. Имя для входа: {made.login}.")
    return 0


def run_list(folder: Path | None, *, as_json: bool) -> int:
    with _opened(folder) as workspace, workspace.reading() as connection:
        listed = accounts(connection)
    if as_json:
        print(json.dumps([_form(one) for one in listed], ensure_ascii=False))
        return 0
    rows = [
        (one.login, one.name, ROLE_WORDS[one.role], "закрыт" if one.blocked else "открыт", moment_text(one.made_at))
        for one in listed
    ]
    print_rows(("Имя для входа", "Кто", "Роль", "Вход", "Добавлен"), rows)
    return 0


def run_password(folder: Path | None, login: str) -> int:
    """Returns 0. Raises: UsageError."""
    with _opened(folder) as workspace:
        found = _account(workspace, login)
        password = _asked_password()
        with workspace.writing() as connection:
            change_password(connection, author_name(None), found.id, password)
    print(f"Пароль изменён: {found.name}. Все сеансы закончены.")
    return 0


def run_block(folder: Path | None, login: str, *, blocked: bool) -> int:
    """Returns 0. Raises: UsageError."""
    with _opened(folder) as workspace:
        found = _account(workspace, login)
        with workspace.writing() as connection:
            block_account(connection, author_name(None), found.id, blocked=blocked)
    print(f"{found.name}: вход {'закрыт' if blocked else 'открыт'}.")
    return 0


@contextmanager
def _opened(folder: Path | None, *, make: bool = False) -> Iterator[Workspace]:
    workspace = open_workspace(folder, make=make)
    try:
        yield workspace
    finally:
        workspace.close()


def _account(workspace: Workspace, login: str) -> Account:
    with workspace.reading() as connection:
        found = find_account(connection, login)
        known = ", ".join(one.login for one in accounts(connection)) or "пока никто"
    if found is None:
        raise UsageError(f"Имени для входа «{login}» нет. Могут войти: {known}.", code="account")
    return found[0]


def _role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError as error:
        known = ", ".join(f"{one.value} ({words})" for one, words in ROLE_WORDS.items())
        raise UsageError(f"Роли «{role}» нет. Есть: {known}.", code="role") from error


def _asked_password() -> str:
    """Never a part of the call, which others on the machine can see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Пароль (не показывается): ")
    if getpass.getpass("Ещё раз: ") != password:
        raise UsageError("Пароли не совпадают. Повторите команду.", code="password")
    return password


def _form(one: Account) -> dict[str, object]:
    return {
        "id": one.id,
        "login": one.login,
        "name": one.name,
        "role": one.role.value,
        "profile": one.profile,
        "municipality": one.municipality,
        "blocked": one.blocked,
    }
