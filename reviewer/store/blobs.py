"""Bytes under the name of their SHA-256: the same file twice is kept once, and nothing is ever overwritten."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Protocol

from reviewer.model.errors import UsageError

_CHUNK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")


class Readable(Protocol):
    """An open file, or what is read like one. Empty at its end."""

    def read(self, size: int, /) -> bytes: ...


class Blobs:
    """The folder `files/` of a workspace. A file that is there under its name is whole: it was renamed when it was complete."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where it lies, whether or not it is there. Raises: ValueError for what is no SHA-256, so that no path is made of it."""
        if not _NAME.fullmatch(sha256):
            raise ValueError(sha256)
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        return sha256 if self._still_used(sha256) else self.put_from(BytesIO(content))

    def put_file(self, path: Path) -> str:
        """Raises: OSError where the file cannot be read."""
        with path.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
            if self._still_used(sha256):
                return sha256
            source.seek(0)
            return self.put_from(source)

    def put_from(self, source: Readable) -> str:
        """Keep what is read to its end; nothing where reading fails."""
        digest = hashlib.sha256()
        with NamedTemporaryFile(dir=self._unfinished(), delete=False) as file:
            try:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    file.write(chunk)
                _to_disk(file)
            except BaseException:
                file.close()
                Path(file.name).unlink()
                raise
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

    def whole(self, sha256: str) -> bool:
        """Whether it is there and what its name says. Raises: OSError where it cannot be read."""
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except FileNotFoundError:
            return False

    def __iter__(self) -> Iterator[str]:
        """The names of all that is there."""
        return (path.name for path in sorted(self.folder.glob("??/*")))

    def drop(self, sha256: str, unused_since: float) -> int | None:
        """Remove a file unless somebody has put it again since a moment (seconds of the epoch).

        Whoever puts a file that is there touches it. Here it is taken away first and looked at then: a touch before that
        is seen, a touch after it fails, and the file is written anew.

        Returns: The bytes freed; None where it stays or is not there.
        """
        away = self._unfinished() / sha256
        try:
            self.path(sha256).replace(away)
        except FileNotFoundError:
            return None
        state = away.stat()
        if state.st_mtime >= unused_since:
            away.replace(self.path(sha256))
            return None
        away.unlink()
        return state.st_size

    def drop_unfinished(self, unused_since: float) -> int:
        """Remove what a writer that is gone has left behind. Returns the bytes freed."""
        freed = 0
        for path in self._unfinished().iterdir():
            with suppress(FileNotFoundError):
                state = path.stat()
                if state.st_mtime < unused_since:
                    path.unlink()
                    freed += state.st_size
        return freed

    def _still_used(self, sha256: str) -> bool:
        """Whether it is there; it will be for a while (`drop`)."""
        try:
            os.utime(self.path(sha256))
        except FileNotFoundError:
            return False
        return True

    def _unfinished(self) -> Path:
        folder = self.folder / "unfinished"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _name(self, written: Path, sha256: str) -> None:
        final = self.path(sha256)
        final.parent.mkdir(parents=True, exist_ok=True)
        written.replace(final)
        _names_to_disk(final.parent)

    def _gone(self, sha256: str) -> UsageError:
        message = f"В рабочей папке нет файла {self.path(sha256)}. Восстановите её из резервной копии."
        return UsageError(message, code="workspace")


def _to_disk(file: IO[bytes]) -> None:
    """Its bytes are on the disk before it gets its name."""
    file.flush()
    os.fsync(file.fileno())


def _names_to_disk(folder: Path) -> None:
    """The name too, where a system lets a folder be opened."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
