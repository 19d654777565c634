"""The entries of the bar on top. A module of routes names its own as NAVIGATION."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.store.accounts import Role
from reviewer.web.access import EVERYBODY, Person


@dataclass(frozen=True, slots=True)
class Entry:
    """`order`: below 100 for the work, from 100 on for the person and the program; `team_only`: not for one person."""

    title: str
    path: str
    order: int
    roles: tuple[Role, ...] = EVERYBODY
    team_only: bool = False


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to a page; the page itself is none."""

    title: str
    path: str


def entries_for(entries: tuple[Entry, ...], person: Person | None, *, team: bool) -> list[Entry]:
    if person is None or person.must_change:
        return []
    return [entry for entry in entries if person.role in entry.roles and (team or not entry.team_only)]


def is_current(entry: Entry, path: str) -> bool:
    """Campaigns are listed at the root and stand below their own address."""
    below = "/campaigns" if entry.path == "/" else entry.path
    return path == entry.path or f"{path}/".startswith(f"{below}/")
