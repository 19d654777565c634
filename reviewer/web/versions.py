"""What the workplace is made of: versions, licences, rules and the classifier."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata

from reviewer.model.errors import RulebookError
from reviewer.resources import data_folder
from reviewer.rulebook.loading import find_profile, load_pack

_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_VENDORED = (("htmx", "2.0.11", "0BSD"),)
"""What is shipped inside the package, in static/vendor."""
_LONGEST_LICENCE = 60
"""Characters: some packages put the whole text where its name belongs."""


@dataclass(frozen=True, slots=True)
class Library:
    name: str
    version: str
    licence: str


@cache
def libraries() -> tuple[Library, ...]:
    """Those that the program stands on, with all that they need themselves, by name."""
    found: dict[str, Library] = {name: Library(name, version, licence) for name, version, licence in _VENDORED}
    waiting = list(_needs("reviewer"))
    while waiting:
        name = waiting.pop()
        key = name.lower().replace("_", "-")
        if key in found:
            continue
        try:
            described = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        found[key] = Library(described["Name"], described["Version"], _licence(described))
        waiting += _needs(name)
    return tuple(sorted(found.values(), key=lambda one: one.name.lower()))


@cache
def rules_version() -> str:
    """Of the shipped rules: name, version and the beginning of their digest."""
    try:
        rules = load_pack(find_profile("base"))
    except RulebookError:
        return "правила с ошибками: проверьте их командой reviewer rules lint"
    return f"{rules.name} {rules.version} ({rules.sha256[:12]})"


@cache
def classifier_version() -> str:
    """The beginning of the digest of the shipped classifier, empty where there is none."""
    path = data_folder("corpora") / "model" / "classifier.npz"
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else ""


def _needs(name: str) -> Iterator[str]:
    for line in metadata.requires(name) or ():
        found = _NAME.match(line)
        if found and "extra ==" not in line:
            yield found.group()


def _licence(described: metadata.PackageMetadata) -> str:
    """As the package states it: by an SPDX expression, in a classifier or in a short text."""
    for name in ("License-Expression", "License"):
        stated = str(described[name]) if name in described else ""
        if stated and "\n" not in stated and len(stated) <= _LONGEST_LICENCE:
            return stated
    classifiers = described.get_all("Classifier") or []
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    return ", ".join(str(one) for one in named) or "см. в пакете"
