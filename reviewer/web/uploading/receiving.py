"""An upload is received: each file goes among the blobs while it arrives, within the stated limits."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from anyio import fail_after, from_thread
from fastapi import Request
from starlette.requests import ClientDisconnect

from reviewer.documents.guard import LIMITS
from reviewer.model.errors import UsageError
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import StoredFile
from reviewer.web.body_limits import allow_upload
from reviewer.web.formatting import size_text
from reviewer.web.settings import Limits
from reviewer.web.uploading.multipart import Part, parts
from reviewer.web.uploading.names import below_common_folder, shown_path, unused

_SILENT_SECONDS = 120
"""A browser that sends nothing for so long is not waited for."""
_PIECE = 1 << 16
_MOST_REFUSED = 200
"""Refused files that are named; of a request with more of them only their number is kept."""
_LITTER = "служебный файл системы или Word, не документ"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why, in Russian."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Upload:
    """What has arrived.

    Attributes:
        fields: Those without a file, by name.
        files: Kept among the blobs, in the order in which they arrived; their names differ.
        refused: The others, the first 200 of them.
        twins: Pairs of a name and the name of an earlier file of the same bytes.
    """

    fields: dict[str, str] = field(default_factory=dict)
    files: tuple[StoredFile, ...] = ()
    refused: tuple[Refused, ...] = ()
    twins: tuple[tuple[str, str], ...] = ()


def receive(request: Request, blobs: Blobs, wanted: Callable[[dict[str, str]], bool]) -> Upload:
    """Read a request that holds a form with files. To be called in a thread, by a handler that has not read the body.

    Args:
        wanted: Asked before the first file with the fields before it: whether the files are to be kept at all.

    Raises:
        BodyTooLarge, NotMultipart; UsageError where the sender has gone away or the disk is full.
    """
    allow_upload(request)
    limits: Limits = request.app.state.settings.limits
    receiving = _Receiving(blobs, limits, wanted)
    try:
        for part in parts(request.headers.get("content-type", ""), _pieces(request)):
            receiving.take(part)
    except (ClientDisconnect, TimeoutError) as error:
        raise UsageError(
            "Передача файлов прервалась. Ничего не сохранено: отправьте их ещё раз.", code="upload"
        ) from error
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        message = "На диске, где лежит рабочая папка, кончилось место. Освободите его и отправьте файлы ещё раз."
        raise UsageError(message, code="workspace") from error
    return receiving.upload()


def _pieces(request: Request) -> Iterator[bytes]:
    stream = request.stream()

    async def following() -> bytes | None:
        with fail_after(_SILENT_SECONDS):
            return await anext(stream, None)

    while (piece := from_thread.run(following)) is not None:
        for start in range(0, len(piece), _PIECE):
            yield piece[start : start + _PIECE]


class _TooLarge(Exception):  # noqa: N818 - it is no error: the next file is taken
    pass


@dataclass(slots=True)
class _Measured:
    """A part, of which no more is read than a file may have."""

    part: Part
    read_so_far: int = 0

    def read(self, size: int, /) -> bytes:
        piece = self.part.read(size)
        self.read_so_far += len(piece)
        if self.read_so_far > LIMITS.file_bytes:
            raise _TooLarge
        return piece


@dataclass(slots=True)
class _Receiving:
    blobs: Blobs
    limits: Limits
    wanted: Callable[[dict[str, str]], bool]
    fields: dict[str, str] = field(default_factory=dict)
    files: list[StoredFile] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    _room: int = 1 << 20
    _keeps: bool | None = None
    _count: int = 0

    def take(self, part: Part) -> None:
        if part.filename is None:
            self._take_field(part)
        elif part.filename:
            self._count += 1
            if self._keeps is None:
                self._keeps = self.wanted(self.fields)
            if self._keeps:
                self._take_file(part, part.filename)

    def upload(self) -> Upload:
        named = zip(below_common_folder([file.name for file in self.files]), self.files, strict=True)
        found: dict[str, StoredFile] = {}
        first: dict[str, str] = {}
        twins = []
        for name, file in named:
            if name in found and found[name].sha256 == file.sha256:
                continue  # chosen twice
            name = unused(name, found)  # noqa: PLW2901 - from here on it is called so
            found[name] = StoredFile(name, file.sha256, file.size)
            original = first.setdefault(file.sha256, name)
            if original != name:
                twins.append((name, original))
        return Upload(self.fields, tuple(found.values()), tuple(self.refused), tuple(twins))

    def _take_field(self, part: Part) -> None:
        value = b""
        while piece := part.read(_PIECE):
            self._room -= len(piece)
            if self._room < 0:
                return
            value += piece
        if len(self.fields) < self.limits.fields:
            self.fields[part.name] = value.decode("utf-8", errors="replace").replace("\r\n", "\n")

    def _take_file(self, part: Part, filename: str) -> None:
        name = shown_path(filename)
        if not name:
            return self._refuse(filename[:200], _LITTER)
        if self._count > self.limits.upload_files:
            return self._refuse(name, f"за один раз принимается не больше {self.limits.upload_files} файлов")
        try:
            sha256 = self.blobs.put_from(_Measured(part))
        except _TooLarge:
            return self._refuse(name, f"больше {size_text(LIMITS.file_bytes)}: уменьшите или удалите рисунки в нём")
        self.files.append(StoredFile(name, sha256, self.blobs.size(sha256)))
        return None

    def _refuse(self, name: str, why: str) -> None:
        if len(self.refused) < _MOST_REFUSED:
            self.refused.append(Refused(name, why))
