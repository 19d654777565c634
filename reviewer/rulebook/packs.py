"""The entries of a rule pack, read from its files and laid over those of the pack that it extends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from reviewer.resources import data_folder
from reviewer.rulebook.problems import KeyPath, Problems, RuleFile, nearest
from reviewer.rulebook.schema import DictionaryEntry, LabelGroupEntry, PackHeader, ParameterEntry, SignalEntry
from reviewer.rulebook.validation import validate
from reviewer.rulebook.yaml_files import read_rule_file

Entry = TypeVar("Entry")

_SECTIONS = ("dictionaries", "signals", "parameters")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_EXTENDS = re.compile(r"(?P<name>[a-z][a-z0-9_-]*)@(?P<caret>\^)?(?P<version>\d+(?:\.\d+){0,2})")


@dataclass(frozen=True, slots=True)
class Located(Generic[Entry]):
    """An entry with its place. `pack`: «base@1.0.0», the pack that says so."""

    entry: Entry
    file: RuleFile
    path: KeyPath
    pack: str


@dataclass(slots=True)
class Pack:
    """`broken`: ids of entries that are there but could not be read, so that nobody calls them unknown.
    `digest`: sha256 over the names and contents of all files of the pack and of those that it extends.
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


def read_pack(folder: Path, problems: Problems, chain: tuple[Path, ...] = ()) -> Pack | None:
    """The pack in a folder with all that it inherits. None where there is no pack.yaml that can be read."""
    file = read_rule_file(folder / "pack.yaml", problems)
    if file is None:
        return None
    header = _read_header(file, problems) or PackHeader(pack="unknown", version="0.0.0")
    pack = Pack(header.pack, header.version, header.title or header.pack)
    base = _read_base(header.extends, folder, file, problems, (*chain, folder.resolve()))
    if base is not None:
        _inherit(pack, base)
    own = f"{header.pack}@{header.version}"
    for group, entry in ((name, getattr(header.labels, name)) for name in ("level", "scope", "outcome")):
        if entry is not None:
            pack.labels[group] = Located(entry, file, ("labels", group), own)
    if header.parameters_order:
        pack.parameters_order = Located(header.parameters_order, file, ("parameters_order",), own)
    _read_sections(pack, own, [file, *_other_files(folder, problems)], problems)
    pack.digest = _digest(folder, base.digest if base else "")
    return pack


def _read_header(file: RuleFile, problems: Problems) -> PackHeader | None:
    header = {key: value for key, value in file.mapping.items() if key not in _SECTIONS}
    return validate(PackHeader, header, file, (), problems)


def _read_base(
    extends: str | None, folder: Path, file: RuleFile, problems: Problems, chain: tuple[Path, ...]
) -> Pack | None:
    if extends is None:
        return None
    wanted = _EXTENDS.fullmatch(extends)
    if wanted is None:
        problems.add(
            file,
            ("extends",),
            "extends",
            "основа пишется так: base@^1.0 (имя@версия, «^» – и новее до смены первого числа)",
            offset=0,
        )
        return None
    base_folder = _find_base(wanted["name"], folder)
    if base_folder is None:
        message = f"нет набора правил «{wanted['name']}» ни рядом с этим, ни среди поставляемых с программой"
        problems.add(file, ("extends",), "extends", message, offset=0)
        return None
    if base_folder.resolve() in chain:
        names = " → ".join(path.name for path in (*chain, base_folder))
        problems.add(file, ("extends",), "cycle", f"наборы правил основаны друг на друге по кругу: {names}", offset=0)
        return None
    base = read_pack(base_folder, problems, chain)
    if base is not None and not _fits(base.version, wanted["version"], caret=wanted["caret"] is not None):
        message = f"нужна версия {extends.partition('@')[2]} набора «{base.name}», а есть {base.version}"
        problems.add(file, ("extends",), "version", message, offset=0)
    return base


def _find_base(name: str, folder: Path) -> Path | None:
    for candidate in (folder.resolve().parent / name, data_folder("rules") / name):
        if (candidate / "pack.yaml").is_file():
            return candidate
    return None


def _fits(version: str, wanted: str, *, caret: bool) -> bool:
    """Semantic versioning: «^1.2» is 1.2.0 and later before 2.0.0; «^0.2» before 0.3.0; without «^» the very numbers."""
    have = tuple(int(part) for part in version.split("."))
    asked = tuple(int(part) for part in wanted.split("."))
    if not caret:
        return have[: len(asked)] == asked
    fixed = 1 if asked[0] else 2
    return have >= asked and have[:fixed] == (*asked, 0)[:fixed]


def _inherit(pack: Pack, base: Pack) -> None:
    pack.dictionaries = dict(base.dictionaries)
    pack.signals = dict(base.signals)
    pack.parameters = dict(base.parameters)
    pack.labels = dict(base.labels)
    pack.parameters_order = base.parameters_order
    pack.broken = set(base.broken)


def _other_files(folder: Path, problems: Problems) -> Iterator[RuleFile]:
    paths = [
        folder / "dictionaries.yaml",
        *sorted(folder.glob("signals/*.yaml")),
        *sorted(folder.glob("parameters/*.yaml")),
    ]
    read = {*paths, folder / "pack.yaml", folder / "region.yaml"}
    for stray in sorted({*folder.rglob("*.yaml"), *folder.rglob("*.yml")} - read):
        problems.add_for_file(
            str(stray),
            "stray",
            "файл не читается: правила лежат в pack.yaml, dictionaries.yaml, signals/*.yaml и parameters/*.yaml",
        )
    for path in paths:
        if path.is_file():
            file = read_rule_file(path, problems)
            if file is not None:
                yield file


def _read_sections(pack: Pack, own: str, files: Iterable[RuleFile], problems: Problems) -> None:
    seen: dict[KeyPath, RuleFile] = {}
    for file in files:
        data = file.mapping
        header_keys = {"pack", "version", "title", "extends", "labels", "parameters_order"} & data.keys()
        allowed = {*_SECTIONS, *(header_keys if "pack" in data else ())}
        for key in data:
            if key not in allowed:
                problems.add(
                    file, (key,), "extra_forbidden", f"неизвестный ключ «{key}»", suggestion=nearest(key, _SECTIONS)
                )
        for section in _SECTIONS:
            for name, value in _entries(file, section, problems):
                path: KeyPath = (section, name)
                if path in seen:
                    problems.add(file, path, "duplicate", f"«{name}» уже есть в {seen[path].name}")
                    continue
                seen[path] = file
                _read_entry(pack, Located(value, file, path, own), problems)


def _entries(file: RuleFile, section: str, problems: Problems) -> Iterator[tuple[str, object]]:
    entries = file.mapping.get(section)
    if entries is None:
        return
    if not isinstance(entries, dict):
        problems.add(file, (section,), "dict_type", "нужны ключи со значениями")
        return
    for name, value in entries.items():
        if name[-1:] in "+-" and _NAME.fullmatch(name[:-1]):
            message = f"«{name}»: дополнять («+») и убирать («-») по частям пока нельзя, запишите «{name[:-1]}» целиком"
            problems.add(file, (section, name), "overlay", message)
        elif not _NAME.fullmatch(name):
            problems.add(
                file, (section, name), "name", f"«{name}»: имя пишется строчными латинскими буквами, цифрами и «_»"
            )
        else:
            yield name, value


def _read_entry(pack: Pack, raw: Located[object], problems: Problems) -> None:
    section, name = str(raw.path[0]), str(raw.path[1])
    pack.broken.discard((section, name))
    if section == "signals":
        read = _keep(pack.signals, name, raw, validate(SignalEntry, raw.entry, raw.file, raw.path, problems))
    elif section == "parameters":
        read = _keep(pack.parameters, name, raw, validate(ParameterEntry, raw.entry, raw.file, raw.path, problems))
    else:
        words = validate(DictionaryEntry, raw.entry, raw.file, raw.path, problems)
        read = _keep(pack.dictionaries, name, raw, words.root if words else None)
    if not read:
        pack.broken.add((section, name))


def _keep(entries: dict[str, Located[Entry]], name: str, raw: Located[object], entry: Entry | None) -> bool:
    if entry is None:
        return False
    entries[name] = Located(entry, raw.file, raw.path, raw.pack)
    return True


def _digest(folder: Path, base: str) -> str:
    """Over the sorted relative names and the contents of all files, so that the place of the folder does not count."""
    total = sha256(base.encode())
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith((".", "~", "__")) for part in relative.parts):
            content = path.read_bytes()
            total.update(f"{relative.as_posix()}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()
