"""A rule pack, read from its files and laid over the pack that it extends."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from reviewer.resources import data_folder
from reviewer.rulebook.entries import Gone, Located, Pack, lay_over, set_aside
from reviewer.rulebook.problems import Problems, RuleFile, nearest
from reviewer.rulebook.schema import PackHeader
from reviewer.rulebook.validation import validate
from reviewer.rulebook.versions import VersionError, fits
from reviewer.rulebook.yaml_files import read_rule_file

__all__ = ["Gone", "Located", "Pack", "read_pack"]

MOST_PACKS = 5
"""Packs that may stand one on another: whoever reads a verdict must be able to look up all that made it."""
_NAMELESS = PackHeader(pack="unknown", version="0.0.0")
"""In the place of a header that could not be read."""


def read_pack(folder: Path, problems: Problems) -> Pack | None:
    """The pack in a folder with all that it inherits. None where there is no pack.yaml that can be read."""
    pack = _read(folder, problems, ())
    if pack is not None:
        set_aside(pack)
    return pack


def _read(folder: Path, problems: Problems, chain: tuple[Path, ...]) -> Pack | None:
    """`chain`: the packs that led here."""
    file = read_rule_file(folder / "pack.yaml", problems)
    if file is None:
        return None
    header = _read_header(file, problems) or _NAMELESS
    own = f"{header.pack}@{header.version}"
    base = _read_base(header.extends, folder, file, problems, (*chain, folder.resolve()))
    pack = base or Pack(header.pack, header.version, "")
    pack.name, pack.version, pack.title = header.pack, header.version, header.title or header.pack
    for group, entry in ((name, getattr(header.labels, name)) for name in ("level", "scope", "outcome")):
        if entry is not None:
            pack.labels[group] = Located(entry, file, ("labels", group), own)
    if header.parameters_order:
        pack.parameters_order = Located(header.parameters_order, file, ("parameters_order",), own)
    files = (file, *_other_files(folder, problems))
    for one in files:
        one.pack = own
    lay_over(pack, files, problems)
    pack.digest = _digest(folder, pack.digest)
    return pack


def _read_header(file: RuleFile, problems: Problems) -> PackHeader | None:
    header = {key: value for key, value in file.mapping.items() if key in PackHeader.model_fields}
    return validate(PackHeader, header, file, (), problems)


def _read_base(
    extends: str | None, folder: Path, file: RuleFile, problems: Problems, chain: tuple[Path, ...]
) -> Pack | None:
    if extends is None:
        return None
    name, _, wanted = (part.strip() for part in extends.partition("@"))
    base_folder = _find_base(name, folder)
    fault, suggestion = None, None
    if base_folder is None:
        fault = f"нет набора правил «{name}» ни рядом с этим, ни среди поставляемых с программой"
        suggestion = nearest(name, _known_bases(folder))
    elif base_folder.resolve() in chain:
        names = " → ".join(path.name for path in (*chain, base_folder))
        fault = f"наборы правил основаны друг на друге по кругу: {names}"
    elif len(chain) >= MOST_PACKS:
        fault = f"друг на друге могут быть основаны не больше {MOST_PACKS} наборов правил"
    if base_folder is None or fault is not None:
        problems.add(file, ("extends",), "extends", str(fault), offset=0, suggestion=suggestion)
        return None
    base = _read(base_folder, problems, chain)
    if base is not None and base.name != _NAMELESS.pack and (fault := _version_fault(base, wanted)):
        problems.add(file, ("extends",), "version", fault, offset=0)
    return base


def _version_fault(base: Pack, wanted: str) -> str | None:
    try:
        suits = fits(base.version, wanted)
    except VersionError:
        return (
            "основа пишется так: base@^1.0 (имя@версии; «^1.0» – до смены первого числа, «~1.2» – до смены второго, "
            "«>=1.0,<2» – промежуток, «1.2.0» – ровно эта)"
        )
    return None if suits else f"нужна версия {wanted} набора «{base.name}», а есть {base.version}"


def _homes(folder: Path) -> tuple[Path, ...]:
    """Where the packs are that one may extend: beside it, then those that are shipped."""
    return folder.resolve().parent, data_folder("rules")


def _find_base(name: str, folder: Path) -> Path | None:
    if "/" in name or "\\" in name or name in {"", ".", ".."}:
        return None
    return next((home / name for home in _homes(folder) if (home / name / "pack.yaml").is_file()), None)


def _known_bases(folder: Path) -> set[str]:
    return {path.parent.name for home in _homes(folder) for path in home.glob("*/pack.yaml")} - {folder.resolve().name}


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
