"""Sessions of those who have logged in, and the attempts of those who tried.

A session is known to the browser by a random token; the database keeps its SHA-256 only. The token is changed every quarter
of an hour; for a minute the former one is taken too, since requests may be under way.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, delete, func, or_, select, update

from reviewer.store.accounts import Account, account_of, fold_login
from reviewer.store.moments import now
from reviewer.store.schema import login_attempt, session

IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(hours=12)
ROTATION = timedelta(minutes=15)
GRACE = timedelta(seconds=60)
SEEN = timedelta(minutes=1)
"""A session's last use is noted no more often."""

WINDOW = timedelta(minutes=15)
FREE_FAILURES = 4
"""Wrong passwords for an account from one address before the next try has to wait."""
ADDRESS_FAILURES = 30
"""Wrong passwords from one address, whoever's."""
ACCOUNT_FAILURES = 100
"""Wrong passwords for an account from anywhere: many, so that nobody can lock its owner out cheaply."""
FIRST_DELAY = timedelta(seconds=5)
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entered:
    """Whose session it is. `token`: a new one that the browser must be given, or None."""

    account: Account
    token: str | None = None


def open_session(connection: Connection, account: int) -> str:
    """Returns the token, 256 random bits. Sessions that are over are forgotten."""
    token, at = secrets.token_urlsafe(32), now()
    connection.execute(delete(session).where(or_(session.c.seen_at < at - IDLE, session.c.made_at < at - ABSOLUTE)))
    connection.execute(
        session.insert().values(token=_hash(token), account_id=account, made_at=at, seen_at=at, rotated_at=at)
    )
    return token


def enter(connection: Connection, token: str) -> tuple[Entered, bool] | None:
    """Whose session a token is of, and whether `renew` has something to note; None where there is no such session or it
    is over.
    """
    at, hashed = now(), _hash(token)
    row = connection.execute(
        select(session).where(or_(session.c.token == hashed, session.c.former == hashed))
    ).one_or_none()
    if row is None or row.seen_at < at - IDLE or row.made_at < at - ABSOLUTE:
        return None
    if row.former == hashed and row.rotated_at < at - GRACE:
        return None
    found = account_of(connection, row.account_id)
    if found is None or found.blocked:
        return None
    stale = row.seen_at < at - SEEN or (row.token == hashed and row.rotated_at < at - ROTATION)
    return Entered(found), stale


def renew(connection: Connection, token: str) -> str | None:
    """Note that a session was used. Returns the token that takes the place of this one, where its time has come."""
    at, hashed = now(), _hash(token)
    connection.execute(
        update(session).where(or_(session.c.token == hashed, session.c.former == hashed)).values(seen_at=at)
    )
    fresh = secrets.token_urlsafe(32)
    rotated = connection.execute(
        update(session)
        .where(session.c.token == hashed, session.c.rotated_at < at - ROTATION)
        .values(token=_hash(fresh), former=hashed, rotated_at=at)
    ).rowcount
    return fresh if rotated else None


def close_session(connection: Connection, token: str) -> None:
    hashed = _hash(token)
    connection.execute(delete(session).where(or_(session.c.token == hashed, session.c.former == hashed)))


def note_attempt(connection: Connection, login: str, address: str, *, accepted: bool) -> None:
    at = now()
    connection.execute(delete(login_attempt).where(login_attempt.c.at < at - _KEPT))
    connection.execute(
        login_attempt.insert().values(login=_hash(fold_login(login)), address=address, at=at, accepted=accepted)
    )


def wait_of(connection: Connection, login: str, address: str) -> timedelta:
    """How long the next try has to wait; zero where it may be made now."""
    at, hashed = now(), _hash(fold_login(login))
    recent = login_attempt.c.at > at - WINDOW
    mine = (login_attempt.c.login == hashed) & (login_attempt.c.address == address)
    welcome = connection.execute(
        select(func.max(login_attempt.c.at)).where(recent, mine, login_attempt.c.accepted.is_(True))
    ).scalar()
    failed = recent & login_attempt.c.accepted.is_(False)
    own = failed & mine & (login_attempt.c.at > welcome) if welcome else failed & mine
    limits = (
        (own, FREE_FAILURES),
        (failed & (login_attempt.c.address == address), ADDRESS_FAILURES),
        (failed & (login_attempt.c.login == hashed), ACCOUNT_FAILURES),
    )
    waits = []
    for which, free in limits:
        count, last = connection.execute(
            select(func.count(), func.max(login_attempt.c.at)).where(which).select_from(login_attempt)
        ).one()
        waits.append(_delay(count - free) - (at - last) if last else timedelta(0))
    return max(timedelta(0), *waits)


def _delay(over: int) -> timedelta:
    """Doubles with each failure more, to the length of the window."""
    if over < 0:
        return timedelta(0)
    doublings: int = 2 ** min(over, 20)
    return min(FIRST_DELAY * doublings, WINDOW)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
