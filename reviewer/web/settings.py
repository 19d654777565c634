"""What the workplace is started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal

from reviewer.store.workspace import Workspace

Mode = Literal["single", "team"]

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Of what a request may bring, in bytes where nothing else is said."""

    body: int = MEGABYTE
    upload: int = 600 * MEGABYTE
    upload_files: int = 2000
    """Files of one upload."""
    fields: int = 2000
    """Fields of a form."""
    streams: int = 200
    """Pages that follow a progress at once."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The workplace of a workspace.

    Attributes:
        mode: «single»: one person without login, on this computer only; «team»: people with accounts.
        names: Host names under which the workplace is asked for besides this computer's own (team mode).
        https: It stands behind a server that encrypts: cookies are sent encrypted only.
    """

    workspace: Workspace
    mode: Mode = "single"
    names: frozenset[str] = frozenset()
    https: bool = False
    limits: Limits = field(default_factory=Limits)

    def answers_to(self, host: str) -> bool:
        """Whether a request's host is ours. Another name means that a foreign page had its name point here."""
        name = _without_port(host).lower()
        if name in LOOPBACK:
            return True
        return self.mode == "team" and (name in self.names or _is_address(name))


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    """A bare address is nobody's domain."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
