"""What computes: the version of the program, and the programs beside it without which it reads or writes less."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from reviewer import __version__
from reviewer.documents.office.libreoffice import find_libreoffice
from reviewer.resources import data_folder
from reviewer.store.runs import Environment

_SOURCES = frozenset({".py", ".toml"})
_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def engine() -> str:
    """Version and SHA-256 of the program's own sources: «0.1.0+1f0c…»."""
    files = (path for path in _PACKAGE.rglob("*") if path.suffix in _SOURCES)
    return f"{__version__}+{digest_of(_PACKAGE, files)}"


@cache
def shipped_templates() -> str:
    """SHA-256 of the Word templates that ship with the program."""
    folder = data_folder("templates")
    return digest_of(folder, folder.glob("*.docx"))


def digest_of(folder: Path, files: Iterable[Path]) -> str:
    """SHA-256 over the relative names and the contents of files, in the order of their names."""
    total = hashlib.sha256()
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        content = path.read_bytes()
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def environment() -> Environment:
    """What is there now: it may be installed between two runs."""
    return Environment(_sign(find_libreoffice()), _sign(shutil.which("tesseract")))


def _sign(program: str | None) -> str:
    """Another one after an update: by its place, its size and its time."""
    if program is None:
        return ""
    path = Path(program).resolve()
    about = path.stat()
    return f"{path}:{about.st_size}:{int(about.st_mtime)}"
