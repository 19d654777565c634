"""Passwords: kept as Argon2id hashes, compared a few at a time."""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
"""Characters. NIST SP 800-63B: length, no rules on kinds of characters."""
LONGEST = 200
"""Characters; hashing longer ones would only take time."""
_FEWEST_KINDS = 4
"""Different characters: «1111111111» is none the safer for its length."""
_AT_ONCE = BoundedSemaphore(2)
"""A hash takes 64 MiB: no crowd at the door may use up the memory."""
_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Takes as long for an account that is not there (None) as for one that is."""
    if len(password) > LONGEST:
        return False
    try:
        with _AT_ONCE:
            _HASHER.verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    return _HASHER.check_needs_rehash(kept)


def password_fault(password: str, login: str) -> str | None:
    """What is wrong with a new password, in words for its owner."""
    if len(password) < SHORTEST:
        return f"Пароль короче {SHORTEST} знаков. Возьмите длиннее: несколько слов подряд запомнить легче."
    if len(password) > LONGEST:
        return f"Пароль длиннее {LONGEST} знаков. Возьмите короче."
    if len(set(password)) < _FEWEST_KINDS or password.strip().casefold() == login:
        return "Такой пароль легко угадать. Возьмите другой: несколько слов подряд."
    return None


@cache
def _nobodys() -> str:
    return _HASHER.hash("")
