"""Bytes under the name of their SHA-256: the same file twice is kept once, and nothing is ever overwritten."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from reviewer.model.errors import UsageError

_CHUNK = 1 << 20


class Blobs:
    """The folder `files/` of a workspace. A file that is there under its name is whole: it was renamed when it was complete."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where it lies, whether or not it is there."""
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        if not self.path(sha256).exists():
            with NamedTemporaryFile(dir=self._unfinished(), delete=False) as file:
                file.write(content)
                _to_disk(file)
            self._name(Path(file.name), sha256)
        return sha256

    def put_file(self, path: Path) -> str:
        """Raises: OSError where the file cannot be read."""
        with path.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
            if self.path(sha256).exists():
                return sha256
            source.seek(0)
            digest = hashlib.sha256()
            with NamedTemporaryFile(dir=self._unfinished(), delete=False) as file:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    file.write(chunk)
                _to_disk(file)
        self._name(Path(file.name), digest.hexdigest())
        return digest.hexdigest()

    def get(self, sha256: str) -> bytes:
        """Raises: UsageError where the file is gone."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise self._gone(sha256) from error

    def copy(self, sha256: str, to: Path) -> None:
        """Raises: UsageError where the file is gone, OSError where it cannot be written."""
        source = self.path(sha256)
        if not source.exists():
            raise self._gone(sha256)
        shutil.copyfile(source, to)

    def size(self, sha256: str) -> int:
        return self.path(sha256).stat().st_size

    def __iter__(self) -> Iterator[str]:
        """The names of all that is there."""
        return (path.name for path in sorted(self.folder.glob("??/*")))

    def _unfinished(self) -> Path:
        folder = self.folder / "unfinished"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _name(self, written: Path, sha256: str) -> None:
        final = self.path(sha256)
        final.parent.mkdir(parents=True, exist_ok=True)
        written.replace(final)

    def _gone(self, sha256: str) -> UsageError:
        message = f"В рабочей папке нет файла {self.path(sha256)}. Восстановите её из резервной копии."
        return UsageError(message, code="workspace")


def _to_disk(file: IO[bytes]) -> None:
    """Its bytes are on the disk before it gets its name."""
    file.flush()
    os.fsync(file.fileno())
