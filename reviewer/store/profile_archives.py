"""A profile as one file: the region, its rules and the rules that they stand on."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from reviewer.resources import data_folder

Files = Mapping[str, bytes]
"""The files of a pack or a profile by their path in its folder, «signals/parents.yaml»."""

_EXTENDS = re.compile(r"^extends:\s*[\"']?([^@\s\"'#]+)", re.MULTILINE)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LITTER = (".", "~", "__")
OWN = "profile"
"""The folder of the profile itself in the archive; the packs that it extends bear their own names."""


def packed_profile(folder: Path) -> bytes:
    """An archive of the folder and of those of the packs that it extends, side by side. The same files give the same bytes,
    wherever they lie.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, one in chain_of(folder):
            for relative, content in files_of(one).items():
                archive.writestr(zipfile.ZipInfo(f"{name}/{relative}", _EPOCH), content)
    return packed.getvalue()


def unpacked_profile(content: bytes, into: Path) -> Path:
    """Write it out below a folder of its own. Returns the folder of the profile."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(into)
    return into / OWN


def archived_files(content: bytes) -> dict[str, dict[str, bytes]]:
    """The files of an archive by pack: of the profile itself (`OWN`) and of those that it extends."""
    found: dict[str, dict[str, bytes]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            pack, _, relative = name.partition("/")
            found.setdefault(pack, {})[relative] = archive.read(name)
    return found


def files_of(folder: Path) -> dict[str, bytes]:
    """What belongs to a profile, by path; not what programs and systems leave beside it."""
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    kept = ((relative.as_posix(), path) for relative, path in found.items() if not _is_litter(relative))
    return {relative: path.read_bytes() for relative, path in sorted(kept)}


def chain_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """The profile, and the packs that it extends one after another, with their names."""
    name, known = OWN, set[Path]()
    current: Path | None = folder.resolve()
    while current is not None and current not in known:
        yield name, current
        known.add(current)
        extended = extended_by(_text(current / "pack.yaml"))
        name = extended or name
        homes = (current.parent, data_folder("rules"))
        current = next((home / name for home in homes if extended and (home / name / "pack.yaml").is_file()), None)


def extended_by(pack: str) -> str | None:
    """The name of the pack that one stands on, of the text of its pack.yaml; whatever is wrong with it is told by whoever loads it."""
    found = _EXTENDS.search(pack)
    name = found.group(1) if found else None
    return name if name and "/" not in name and "\\" not in name and name not in {".", ".."} else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _is_litter(relative: Path) -> bool:
    return any(part.startswith(_LITTER) for part in relative.parts)
