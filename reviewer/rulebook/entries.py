"""The entries of a pack: dictionaries, signals and parameters, as its files and those that it extends have them.

A file says of an entry `key` (the whole of it, instead of what was there), `key-` (what to take from it) or `key+` (what
to add), and in one pack they take effect in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from reviewer.rulebook.overlays import Piece, added, lessened
from reviewer.rulebook.problems import KeyPath, Problems, RuleFile, nearest
from reviewer.rulebook.schema import DictionaryEntry, LabelGroupEntry, PackHeader, ParameterEntry, SignalEntry
from reviewer.rulebook.validation import validate

Entry = TypeVar("Entry")

SECTIONS = ("dictionaries", "signals", "parameters")
KINDS = {"dictionaries": "словарь", "signals": "признак", "parameters": "параметр"}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NEVER = {"regex": "a^"}
"""In the place of a condition that cannot be read."""
_ORDER = ("", "-", "+")
"""In which a pack's own words on an entry take effect."""


@dataclass(frozen=True, slots=True)
class Located(Generic[Entry]):
    """An entry with its place. `pack`: «base@1.0.0», the pack that had the last word on it."""

    entry: Entry
    file: RuleFile
    path: KeyPath
    pack: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A signal, a parameter or a dictionary that a pack took away or switched off.

    Attributes:
        place: The key that says so, with its file.
        reason: Why it is switched off, in the words of the pack; None where it was taken away.
        title: Its title; its name where it has none.
    """

    section: str
    name: str
    place: Piece
    title: str
    reason: str | None = None
    gives: str | None = None


@dataclass(slots=True)
class Pack:
    """`pieces`: every entry as it is written, by section and name. `gone`: what is not judged, by the same.
    `missed`: the places in other packs that ask for what is gone. `broken`:
    entries that are there but could not be read, so that nobody calls them unknown. `digest`: sha256 over the names and
    contents of all files of the pack and of those that it extends.
    """

    name: str
    version: str
    title: str
    dictionaries: dict[str, Located[list[str]]] = field(default_factory=dict)
    signals: dict[str, Located[SignalEntry]] = field(default_factory=dict)
    parameters: dict[str, Located[ParameterEntry]] = field(default_factory=dict)
    labels: dict[str, Located[LabelGroupEntry]] = field(default_factory=dict)
    parameters_order: Located[list[str]] | None = None
    broken: set[tuple[str, str]] = field(default_factory=set)
    digest: str = ""
    pieces: dict[tuple[str, str], Piece] = field(default_factory=dict)
    gone: dict[tuple[str, str], Gone] = field(default_factory=dict)
    missed: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def lay_over(pack: Pack, files: Iterable[RuleFile], problems: Problems) -> None:
    """Lay what the files of one pack say over what it inherits."""
    said: dict[tuple[str, str], Piece] = {}
    for file in files:
        _check_keys(file, problems)
        for section in SECTIONS:
            for name, piece in _entries(file, section, problems):
                earlier = said.setdefault((section, name), piece)
                if earlier is not piece:
                    problems.add(file, piece.path, "duplicate", f"«{name}» уже есть в {earlier.file.name}")
    for sign in _ORDER:
        for (section, name), piece in said.items():
            stem = name.rstrip("+-")
            if name[len(stem) :] != sign:
                continue
            if sign and (section, stem) in said:
                message = f"«{stem}» в этом наборе записан целиком: внесите изменение прямо в него"
                problems.add(piece.file, piece.path, "overlay", message)
            elif sign:
                _change(pack, (section, stem), piece, problems)
            else:
                _read_entry(pack, (section, name), piece, piece.file.pack, problems)


def _check_keys(file: RuleFile, problems: Problems) -> None:
    allowed = (*SECTIONS, *(PackHeader.model_fields if "pack" in file.mapping else ()))
    for key in file.mapping:
        if key not in allowed:
            suggestion = nearest(key, allowed)
            problems.add(file, (key,), "extra_forbidden", f"неизвестный ключ «{key}»", suggestion=suggestion)


def _entries(file: RuleFile, section: str, problems: Problems) -> Iterator[tuple[str, Piece]]:
    entries = file.mapping.get(section)
    if entries is None:
        return
    if not isinstance(entries, dict):
        problems.add(file, (section,), "dict_type", "нужны ключи со значениями")
        return
    for name, value in entries.items():
        if _NAME.fullmatch(name[:-1] if name[-1:] in _ORDER else name):
            yield name, Piece(value, file, (section, name))
        else:
            message = f"«{name}»: имя пишется строчными латинскими буквами, цифрами и «_»"
            problems.add(file, (section, name), "name", message)


def _change(pack: Pack, key: tuple[str, str], piece: Piece, problems: Problems) -> None:
    """Take from an entry, or add to it, what a piece under `key-` or `key+` says."""
    base = pack.pieces.get(key)
    if base is None:
        _report_nothing_there(pack, key, piece, problems)
    elif key in pack.broken:
        return
    elif str(piece.path[1]).endswith("+"):
        _add(pack, key, base, piece, problems)
    else:
        left = lessened(base, piece, problems)
        if left is None:
            _forget(pack, key, piece)
        else:
            _read_entry(pack, key, left, piece.file.pack, problems)


def _report_nothing_there(pack: Pack, key: tuple[str, str], piece: Piece, problems: Problems) -> None:
    section, name = key
    gone = pack.gone.get(key)
    if gone is not None:
        message = f"{KINDS[section]} «{name}» уже убран: {gone.place.file.origin(gone.place.path)}"
        problems.add(piece.file, piece.path, "overlay", message)
        return
    message = f"{KINDS[section]} «{name}» не унаследован: дополнять нечего и убирать нечего"
    known = (other for kind, other in pack.pieces if kind == section)
    problems.add(piece.file, piece.path, "overlay", message, suggestion=nearest(name, known))


def _add(pack: Pack, key: tuple[str, str], base: Piece, piece: Piece, problems: Problems) -> None:
    if type(base.value) is not type(piece.value):
        form = "список слов" if key[0] == "dictionaries" else "ключи со значениями, как в самой записи"
        problems.add(piece.file, piece.path, "overlay", f"дополнение пишется так же: нужны {form}", offset=0)
        return
    _read_entry(pack, key, added(base, piece), piece.file.pack, problems)


def _forget(pack: Pack, key: tuple[str, str], piece: Piece) -> None:
    section, name = key
    entries = getattr(pack, section)
    located = entries.pop(name)
    title = getattr(located.entry, "title", name)
    pack.gone[key] = Gone(section, name, piece, title, gives=getattr(located.entry, "gives", None))
    del pack.pieces[key]


def _read_entry(pack: Pack, key: tuple[str, str], piece: Piece, own: str, problems: Problems) -> None:
    """`own`: the pack whose word it is."""
    section, name = key
    pack.broken.discard(key)
    pack.gone.pop(key, None)
    pack.pieces[key] = piece
    if section == "signals":
        signal = validate(SignalEntry, piece.value, piece.file, piece.path, problems, instead=_NEVER)
        read = _keep(pack.signals, name, piece, own, signal)
    elif section == "parameters":
        shaped = validate(ParameterEntry, piece.value, piece.file, piece.path, problems)
        read = _keep(pack.parameters, name, piece, own, shaped)
    else:
        words = validate(DictionaryEntry, piece.value, piece.file, piece.path, problems)
        read = _keep(pack.dictionaries, name, piece, own, words.root if words else None)
    if not read:
        pack.broken.add(key)


def _keep(entries: dict[str, Located[Entry]], name: str, piece: Piece, own: str, entry: Entry | None) -> bool:
    if entry is None:
        return False
    entries[name] = Located(entry, piece.file, piece.path, own)
    return True


def set_aside(pack: Pack) -> None:
    """Take out the entries that are switched off, now that no other pack can switch them on again."""
    for section, entries in (("signals", pack.signals), ("parameters", pack.parameters)):
        off = {name: located for name, located in entries.items() if located.entry.disabled}
        for name, located in off.items():
            entry = located.entry
            place = Piece(entry.disabled, located.file, (*located.path, "disabled"))
            pack.gone[section, name] = Gone(
                section, name, place, entry.title, entry.disabled, getattr(entry, "gives", None)
            )
            del entries[name]
