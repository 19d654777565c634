"""Names of people's places as names of files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewer.report.cleaning import clean_text

_LONGEST = 80
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\n]+')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def file_names(named: Iterable[tuple[str, str]]) -> list[str]:
    """A name that any file system takes, without suffix, for each pair of name and id; all different."""
    taken: set[str] = set()
    names = []
    for name, identifier in named:
        plain = _plain(name) or _plain(identifier) or "муниципалитет"
        unique, number = plain, 1
        while unique.lower() in taken:
            number += 1
            unique = f"{plain} ({number})"
        taken.add(unique.lower())
        names.append(unique)
    return names


def _plain(name: str) -> str:
    plain = " ".join(_FORBIDDEN.sub(" ", clean_text(name)).split())[:_LONGEST].strip(" .")
    return f"_{plain}" if plain.partition(".")[0].strip().lower() in _DEVICES else plain
