"""Whose name stands under what is done on the command line."""

from __future__ import annotations

import getpass
import os

VARIABLE = "REVIEWER_AUTHOR"


def author_name(given: str | None) -> str:
    """The name that was given, else that of the environment variable REVIEWER_AUTHOR, else that of the system's user."""
    name = (given or os.environ.get(VARIABLE, "")).strip()
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # KeyError, ImportError: before Python 3.13
        return "Пользователь"
