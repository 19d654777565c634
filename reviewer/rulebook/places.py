"""Where each rule of a pack stands in its files."""

from __future__ import annotations

import re
from pathlib import Path

from reviewer.model.errors import Place
from reviewer.rulebook.packs import Pack, read_pack
from reviewer.rulebook.problems import KeyPath, Problems

_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


class Places:
    """Asked by the address of a rule: «signals.parents.any[3].none», «parameters.parents.buckets[1]»."""

    def __init__(self, folder: Path) -> None:
        """`folder`: of a pack that loads."""
        pack = read_pack(folder, Problems())
        self._pack = pack or Pack("", "", "")

    def of(self, address: str) -> Place:
        section, name, *inside = address.split(".", 2)
        located = (self._pack.signals if section == "signals" else self._pack.parameters).get(name)
        if located is None:
            return Place(key=address)
        return located.file.place((*located.path, *_keys(inside[0] if inside else "")))


def _keys(path: str) -> KeyPath:
    keys: list[str | int] = []
    for step in _STEP.finditer(path):
        keys.append(step[1])
        if step[2]:
            keys.append(int(step[2]))
    return tuple(keys)
