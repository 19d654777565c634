"""Accounts, their sessions, and limits on trying passwords."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from reviewer.model.errors import UsageError
from reviewer.store import moments, sessions
from reviewer.store.accounts import (
    Belonging,
    Role,
    add_account,
    block,
    change_password,
    change_role,
    find_account,
    has_administrator,
)
from reviewer.store.passwords import is_right
from reviewer.store.schema import account, session
from reviewer.store.sessions import close_session, enter, note_attempt, open_session, renew, wait_of
from reviewer.store.workspace import Workspace

PASSWORD = "сорок семь стульев"  # noqa: S105 - of nobody


class Clock:
    def __init__(self) -> None:
        self.at = moments.now()

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **passed: float) -> None:
        self.at += timedelta(**passed)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    monkeypatch.setattr(sessions, "now", clock)
    return clock


def _administrator(workspace: Workspace, login: str = "Главная") -> int:
    with workspace.writing() as connection:
        return add_account(
            connection, "установка", login=login, name="Отдел", role=Role.ADMINISTRATOR, password=PASSWORD
        ).id


def test_a_password_is_kept_as_a_hash_only(workspace: Workspace) -> None:
    _administrator(workspace)
    with workspace.reading() as connection:
        found = find_account(connection, " главная ")
        kept = connection.execute(select(account.c.password)).scalar_one()
    assert found is not None
    assert kept.startswith("$argon2id$")
    assert is_right(found[1], PASSWORD)
    assert not is_right(found[1], PASSWORD + "!")
    assert not is_right(None, "")


@pytest.mark.parametrize("password", ["короткий", "1111111111111", "главная адм", "д" * 201])
def test_weak_passwords_are_refused(workspace: Workspace, password: str) -> None:
    with workspace.writing() as connection, pytest.raises(UsageError, match=r"Парол|пароль"):
        add_account(connection, "установка", login="главная адм", name="А", role=Role.ADMINISTRATOR, password=password)


def test_a_login_belongs_to_one(workspace: Workspace) -> None:
    _administrator(workspace)
    with pytest.raises(UsageError, match="уже занято"):
        _administrator(workspace, "ГЛАВНАЯ")


def test_a_municipality_is_somebodys(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        with pytest.raises(UsageError, match="Выберите муниципалитет"):
            add_account(connection, "а", login="м", name="М", role=Role.MUNICIPALITY, password=PASSWORD)
        belonging = Belonging("zaozerye", "kedrobor")
        made = add_account(
            connection, "а", login="м", name="М", role=Role.MUNICIPALITY, password=PASSWORD, belonging=belonging
        )
    assert (made.profile, made.municipality, made.must_change) == ("zaozerye", "kedrobor", True)


def test_the_last_administrator_stays(workspace: Workspace) -> None:
    first = _administrator(workspace)
    with workspace.writing() as connection:
        with pytest.raises(UsageError, match="последний действующий администратор"):
            block(connection, "а", first, blocked=True)
        with pytest.raises(UsageError, match="последний действующий администратор"):
            change_role(connection, "а", first, Role.READER)
    second = _administrator(workspace, "вторая")
    with workspace.writing() as connection:
        block(connection, "а", first, blocked=True)
        assert has_administrator(connection)
        with pytest.raises(UsageError, match="последний"):
            block(connection, "а", second, blocked=True)


def test_a_session_is_known_by_the_hash_of_its_token(workspace: Workspace) -> None:
    owner = _administrator(workspace)
    with workspace.writing() as connection:
        token = open_session(connection, owner)
        assert enter(connection, token) is not None
        assert enter(connection, token + "x") is None
        assert token not in str(connection.execute(select(session)).all())
        close_session(connection, token)
        assert enter(connection, token) is None


def test_sessions_end_when_idle_and_in_any_case(workspace: Workspace, clock: Clock) -> None:
    owner = _administrator(workspace)
    with workspace.writing() as connection:
        idle, busy = open_session(connection, owner), open_session(connection, owner)
        for _ in range(11):
            clock.advance(hours=1)
            busy = renew(connection, busy) or busy
        assert enter(connection, idle) is None
        assert enter(connection, busy) is not None
        clock.advance(hours=1, seconds=1)
        assert enter(connection, busy) is None


def test_a_token_is_changed_and_the_former_lives_a_minute(workspace: Workspace, clock: Clock) -> None:
    owner = _administrator(workspace)
    with workspace.writing() as connection:
        token = open_session(connection, owner)
        assert renew(connection, token) is None
        clock.advance(minutes=16)
        fresh = renew(connection, token)
        assert fresh is not None
        assert enter(connection, fresh) is not None
        clock.advance(seconds=50)
        assert enter(connection, token) is not None
        assert renew(connection, token) is None, "a request that was under way changes it no more"
        clock.advance(seconds=20)
        assert enter(connection, token) is None
        assert enter(connection, fresh) is not None


def test_blocking_and_a_new_password_end_sessions(workspace: Workspace) -> None:
    _administrator(workspace)
    other = _administrator(workspace, "другая")
    with workspace.writing() as connection:
        token = open_session(connection, other)
        change_password(connection, "а", other, "новый длинный пароль")
        assert enter(connection, token) is None
        token = open_session(connection, other)
        block(connection, "а", other, blocked=True)
        assert enter(connection, token) is None


def test_wrong_passwords_have_to_wait(workspace: Workspace, clock: Clock) -> None:
    with workspace.writing() as connection:
        waits = []
        for _ in range(7):
            waits.append(wait_of(connection, "кто-то", "10.0.0.1").total_seconds())
            note_attempt(connection, "кто-то", "10.0.0.1", accepted=False)
        assert waits == [0, 0, 0, 0, 5, 10, 20]
        assert not wait_of(connection, "кто-то", "10.0.0.2"), "its owner may still enter elsewhere"
        assert not wait_of(connection, "другой", "10.0.0.1")
        clock.advance(minutes=16)
        assert not wait_of(connection, "кто-то", "10.0.0.1")


def test_one_address_cannot_try_every_login(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        for number in range(sessions.ADDRESS_FAILURES):
            note_attempt(connection, f"логин {number}", "10.0.0.1", accepted=False)
        assert wait_of(connection, "ещё один", "10.0.0.1")
        assert not wait_of(connection, "ещё один", "10.0.0.2")


def test_the_right_password_clears_the_wrong_ones(workspace: Workspace, clock: Clock) -> None:
    with workspace.writing() as connection:
        for accepted in (False, False, False, True, False):
            clock.advance(seconds=1)
            note_attempt(connection, "кто-то", "10.0.0.1", accepted=accepted)
        assert not wait_of(connection, "кто-то", "10.0.0.1")
