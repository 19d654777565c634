"""Accounts of a team: who may enter, in which role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from reviewer.model.errors import UsageError
from reviewer.store.history import record
from reviewer.store.moments import now
from reviewer.store.passwords import hash_password, password_fault
from reviewer.store.schema import account, session


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    METHODIST = "methodist"
    READER = "reader"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Account:
    """`login`: folded, unique; `name`: as it stands under decisions; `profile` and `municipality`: the region's profile and
    the id in it, for a municipality only; `must_change`: the password was given by somebody else.
    """

    id: int
    login: str
    name: str
    role: Role
    profile: str | None
    municipality: str | None
    blocked: bool
    must_change: bool
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Belonging:
    """The municipality that an account belongs to, whatever the campaign."""

    profile: str
    municipality: str


def fold_login(login: str) -> str:
    return login.strip().casefold()


def accounts(connection: Connection) -> list[Account]:
    """By name."""
    return [_account(row) for row in connection.execute(select(account).order_by(account.c.name, account.c.id))]


def account_of(connection: Connection, identifier: int) -> Account | None:
    row = connection.execute(select(account).where(account.c.id == identifier)).one_or_none()
    return _account(row) if row else None


def find_account(connection: Connection, login: str) -> tuple[Account, str] | None:
    """The account and the hash of its password."""
    row = connection.execute(select(account).where(account.c.login == fold_login(login))).one_or_none()
    return (_account(row), row.password) if row else None


def has_administrator(connection: Connection) -> bool:
    return _administrators(connection) > 0


def add_account(
    connection: Connection,
    author: str,
    *,
    login: str,
    name: str,
    role: Role,
    password: str,
    belonging: Belonging | None = None,
    must_change: bool = True,
) -> Account:
    """Raises: UsageError where the login is taken, the password is weak, or a municipality is wanted and not given."""
    login = fold_login(login)
    _check(role, belonging)
    _check_password(password, login)
    values = {
        "login": login,
        "name": name.strip(),
        "role": role.value,
        "profile": belonging.profile if belonging else None,
        "municipality": belonging.municipality if belonging else None,
        "blocked": False,
        "must_change": must_change,
        "password": hash_password(password),
        "made_at": now(),
    }
    try:
        with connection.begin_nested():
            row = connection.execute(account.insert().values(**values).returning(account)).one()
    except IntegrityError as error:
        raise UsageError(f"Имя для входа «{login}» уже занято. Выберите другое.", code="login-taken") from error
    record(connection, author, "account", {"account": row.id, "role": role.value})
    return _account(row)


def change_role(
    connection: Connection, author: str, identifier: int, role: Role, belonging: Belonging | None = None
) -> None:
    """The person has to log in again. Raises: UsageError where no administrator would be left."""
    _check(role, belonging)
    if role is not Role.ADMINISTRATOR:
        _keep_an_administrator(connection, identifier)
    values = {
        "role": role.value,
        "profile": belonging.profile if belonging else None,
        "municipality": belonging.municipality if belonging else None,
    }
    _set(connection, identifier, **values)
    close_sessions(connection, identifier)
    record(connection, author, "account-role", {"account": identifier, "role": role.value})


def block(connection: Connection, author: str, identifier: int, *, blocked: bool) -> None:
    """Raises: UsageError where no administrator would be left."""
    if blocked:
        _keep_an_administrator(connection, identifier)
        close_sessions(connection, identifier)
    _set(connection, identifier, blocked=blocked)
    record(connection, author, "account-blocked" if blocked else "account-unblocked", {"account": identifier})


def change_password(
    connection: Connection, author: str, identifier: int, password: str, *, must_change: bool = False
) -> None:
    """All sessions of the account end. Raises: UsageError for a weak password or an unknown account."""
    found = account_of(connection, identifier)
    if found is None:
        raise _unknown()
    _check_password(password, found.login)
    _set(connection, identifier, password=hash_password(password), must_change=must_change)
    close_sessions(connection, identifier)
    record(connection, author, "account-password", {"account": identifier})


def rehash(connection: Connection, identifier: int, password: str) -> None:
    """Keep a password by today's parameters."""
    _set(connection, identifier, password=hash_password(password))


def close_sessions(connection: Connection, identifier: int) -> None:
    connection.execute(delete(session).where(session.c.account_id == identifier))


def _set(connection: Connection, identifier: int, **values: object) -> None:
    if not connection.execute(update(account).where(account.c.id == identifier).values(**values)).rowcount:
        raise _unknown()


def _check(role: Role, belonging: Belonging | None) -> None:
    if role is Role.MUNICIPALITY and belonging is None:
        raise UsageError("Выберите муниципалитет, от имени которого работает человек.", code="account-municipality")


def _check_password(password: str, login: str) -> None:
    if fault := password_fault(password, login):
        raise UsageError(fault, code="password")


def _keep_an_administrator(connection: Connection, identifier: int) -> None:
    if not _administrators(connection, but=identifier):
        message = "Это последний действующий администратор. Сначала назначьте администратором кого-нибудь ещё."
        raise UsageError(message, code="last-administrator")


def _administrators(connection: Connection, but: int | None = None) -> int:
    query = select(func.count()).where(account.c.role == Role.ADMINISTRATOR.value, account.c.blocked.is_(False))
    return connection.execute(query if but is None else query.where(account.c.id != but)).scalar_one()


def _unknown() -> UsageError:
    return UsageError("Такого человека в списке нет. Обновите страницу.", code="account")


def _account(row: Row[tuple[object, ...]]) -> Account:
    return Account(
        row.id,
        row.login,
        row.name,
        Role(row.role),
        row.profile,
        row.municipality,
        row.blocked,
        row.must_change,
        row.made_at,
    )
