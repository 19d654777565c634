"""A login and a password are checked, with a delay after wrong ones."""

from __future__ import annotations

import math

from reviewer.language.numerals import count_of
from reviewer.store.accounts import Account, find_account, rehash
from reviewer.store.history import record
from reviewer.store.passwords import is_outdated, is_right
from reviewer.store.sessions import close_session, note_attempt, open_session, wait_of
from reviewer.store.workspace import Workspace
from reviewer.web.problems import TooManyAttempts, WrongPassword


def log_in(workspace: Workspace, login: str, password: str, address: str, former: str = "") -> tuple[Account, str]:
    """The account and the token of its new session.

    Args:
        address: Where the try comes from.
        former: The token that the browser had: its session ends.

    Raises:
        WrongPassword, TooManyAttempts.
    """
    with workspace.reading() as connection:
        wait = wait_of(connection, login, address)
        found = find_account(connection, login)
    if wait:
        seconds = math.ceil(wait.total_seconds())
        raise TooManyAttempts(f"Следующая попытка – через {count_of(seconds, 'секунда', 'accs')}.")
    account, kept = found or (None, None)
    right = is_right(kept, password)
    with workspace.writing() as connection:
        note_attempt(connection, login, address, accepted=right)
        if account is None or kept is None or not right or account.blocked:
            token = None
        else:
            close_session(connection, former)
            token = open_session(connection, account.id)
            if is_outdated(kept):
                rehash(connection, account.id, password)
            record(connection, account.name, "login", {"account": account.id})
    if account is None or token is None:
        raise WrongPassword
    return account, token
