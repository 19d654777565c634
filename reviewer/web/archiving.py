"""Many stored files as one ZIP that is never whole in memory or on the disk: it is sent while it is packed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from reviewer.report.filenames import file_names

_PIECE = 1 << 18
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STORED = frozenset({".docx", ".xlsx", ".png", ".zip"})
"""They are packed already."""


class _Sent:
    """A file that can only be written to; what was written is taken away piece by piece."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, data: bytes, /) -> int:
        self.waiting += data
        return len(data)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def take(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


def zipped(members: Sequence[tuple[str, Path]]) -> Iterator[bytes]:
    """The archive in pieces. `members`: names, with folders, and where the bytes are."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in members:
            entry = zipfile.ZipInfo(_safe(name), date_time=_EPOCH)
            entry.compress_type = (
                zipfile.ZIP_STORED if PurePosixPath(name).suffix.lower() in _STORED else zipfile.ZIP_DEFLATED
            )
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(entry, "w") as target:
                while piece := source.read(_PIECE):
                    target.write(piece)
                    yield sent.take()
    yield sent.take()


def _safe(name: str) -> str:
    """Each step as a name that any file system takes: nothing leads out of the folder that it is unpacked into."""
    suffix = PurePosixPath(name).suffix
    steps = name[: len(name) - len(suffix)].split("/")
    plain = (file_names([(step, "файл")])[0] for step in steps if step not in {"", ".", ".."})
    return "/".join(plain) + suffix
