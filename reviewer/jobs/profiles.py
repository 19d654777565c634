"""A profile as one file: the region, its rules and the rules that they stand on, so that a run can be computed again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from reviewer.resources import data_folder

_EXTENDS = re.compile(r"^extends:\s*[\"']?([^@\s\"'#]+)", re.MULTILINE)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LITTER = (".", "~", "__")


def packed_profile(folder: Path) -> bytes:
    """An archive of the folder and of those of the packs that it extends, side by side. The same files give the same bytes,
    wherever they lie.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, one in _chain(folder):
            for relative, path in sorted(_files(one)):
                archive.writestr(zipfile.ZipInfo(f"{name}/{relative}", _EPOCH), path.read_bytes())
    return packed.getvalue()


def unpacked_profile(content: bytes, into: Path) -> Path:
    """Write it out below a folder of its own. Returns the folder of the profile."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(into)
    return into / _OWN


_OWN = "profile"
"""The folder of the profile itself; those that it extends bear their own names."""


def _chain(folder: Path) -> Iterator[tuple[str, Path]]:
    name, known = _OWN, set[Path]()
    current: Path | None = folder.resolve()
    while current is not None and current not in known:
        yield name, current
        known.add(current)
        extended = _extended(current)
        name = extended or name
        homes = (current.parent, data_folder("rules"))
        current = next((home / name for home in homes if extended and (home / name / "pack.yaml").is_file()), None)


def _extended(folder: Path) -> str | None:
    """The name of the pack that one stands on; whatever is wrong with it is told by whoever loads it."""
    try:
        found = _EXTENDS.search((folder / "pack.yaml").read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None
    name = found.group(1) if found else None
    return name if name and "/" not in name and "\\" not in name and name not in {".", ".."} else None


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(_LITTER) for part in relative.parts):
            yield relative.as_posix(), path
