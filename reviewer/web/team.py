"""What there is in team mode only, and what an administrator does there."""

from __future__ import annotations

import secrets

from fastapi import Request

from reviewer.web.problems import NotFound

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is easily taken for another."""
_GROUPS, _GROUP = 4, 4
"""16 signs of 31: 79 bits."""


def in_team(request: Request) -> None:
    """A dependency. Raises: NotFound in the mode of one person, who has no account."""
    if request.app.state.settings.mode != "team":
        raise NotFound("Сейчас программа работает для одного человека, входить в неё не нужно.")


def alone(request: Request) -> None:
    """A dependency. Raises: NotFound in team mode, where an administrator does this for everybody."""
    if request.app.state.settings.mode == "team":
        raise NotFound("В работе с учётными записями это делает администратор.")


def passing_password() -> str:
    """One to be handed over and changed at the first login: «a7kq-…»."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
