"""A workspace is made anew from its backup, in either database."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.exc import DataError, IntegrityError

from reviewer.model.errors import UsageError
from reviewer.model.os_reasons import reason_of
from reviewer.model.zip_damage import ZIP_DAMAGE
from reviewer.store.backup import FILES, FORM, MANIFEST, TABLES, Manifest
from reviewer.store.migrating import check_known
from reviewer.store.table_rows import WrongRowError, insert_lines, set_last_numbers, tables
from reviewer.store.workspace import Workspace, create_workspace, open_workspace

_ENTRIES = 5_000_000
_MANIFEST_BYTES = 64 << 20
_LINE_BYTES = 64 << 20
"""More than any row has; each is in memory while it is read."""
_ENTRY = re.compile(rf"{MANIFEST}|{TABLES}[a-z_]{{1,60}}\.jsonl|{FILES}[0-9a-f]{{64}}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ENCRYPTED = 0x1


class _DamagedError(ValueError):
    """What the archive holds is not what a backup holds."""


_WRONG = (
    _DamagedError,
    *ZIP_DAMAGE,
    msgspec.MsgspecError,
    WrongRowError,
    IntegrityError,
    DataError,
)


def restore(path: Path, folder: Path, url: str | None = None) -> tuple[Workspace, Manifest]:
    """Make a workspace of a backup, with the newest schema.

    Args:
        folder: Of the new workspace: a new or an empty one.
        url: Of an empty PostgreSQL database; by default SQLite in the folder.

    Raises:
        UsageError: The backup is damaged or made by a newer program, or the workspace cannot be made. There is none then.
    """
    if not path.is_file():
        raise UsageError(f"Резервной копии «{path}» нет. Проверьте имя файла.", code="backup")
    with _damage_told(path), zipfile.ZipFile(path) as archive:
        entries = _entries(archive)
        manifest = _manifest(archive, entries)
        with _emptied_on_failure(folder):
            _check_room(entries, folder)
            made = create_workspace(
                folder,
                url,
                version=manifest.schema,
                fill=lambda workspace, connection: _fill(workspace, connection, archive, entries, manifest),
            )
            made.close()
    return open_workspace(folder), manifest


def _fill(
    workspace: Workspace,
    connection: Connection,
    archive: zipfile.ZipFile,
    entries: Mapping[str, zipfile.ZipInfo],
    manifest: Manifest,
) -> None:
    known = tables(connection)
    names = {f"{TABLES}{table.name}.jsonl" for table in known}
    if names != {name for name in entries if name.startswith(TABLES)}:
        raise _DamagedError
    for table in known:
        with archive.open(f"{TABLES}{table.name}.jsonl") as file:
            if insert_lines(connection, table, _lines(file)) != manifest.rows.get(table.name):
                raise _DamagedError
    set_last_numbers(connection, manifest.last_numbers)
    blobs = next(table for table in known if table.name == "blob")
    sizes = {row.sha256: row.size for row in connection.execute(select(blobs.c.sha256, blobs.c.size))}
    _put_files(workspace, archive, entries, sizes, manifest)


def _put_files(
    workspace: Workspace,
    archive: zipfile.ZipFile,
    entries: Mapping[str, zipfile.ZipInfo],
    sizes: Mapping[str, int],
    manifest: Manifest,
) -> None:
    there = {name.removeprefix(FILES): entry for name, entry in entries.items() if name.startswith(FILES)}
    if there.keys() != sizes.keys() - set(manifest.lost) or not all(_SHA256.fullmatch(name) for name in sizes):
        raise _DamagedError
    for sha256, entry in there.items():
        if entry.file_size != sizes[sha256]:
            raise _DamagedError
        with archive.open(entry) as file:
            if workspace.blobs.put_from(file) != sha256:
                raise _DamagedError


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """What the archive declares, each name once. Its files are not packed, so none of them is larger than the archive."""
    listed = archive.infolist()
    found = {entry.filename: entry for entry in listed}
    if len(listed) > _ENTRIES or len(found) != len(listed):
        raise _DamagedError
    for name, entry in found.items():
        packed = name.startswith(FILES) and (
            entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size
        )
        if not _ENTRY.fullmatch(name) or packed or entry.flag_bits & _ENCRYPTED:
            raise _DamagedError
    return found


def _manifest(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> Manifest:
    entry = entries.get(MANIFEST)
    if entry is None or entry.file_size > _MANIFEST_BYTES:
        raise _DamagedError
    content = archive.read(entry)
    form = msgspec.json.decode(content, type=dict[str, object]).get("form")
    if isinstance(form, int) and form > FORM:
        raise UsageError("Резервная копия сделана более новой версией программы. Обновите программу.", code="backup")
    manifest = msgspec.json.decode(content, type=Manifest)
    check_known(manifest.schema)
    return manifest


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(_LINE_BYTES + 1):
        if len(line) > _LINE_BYTES:
            raise _DamagedError
        yield line


def _check_room(entries: Mapping[str, zipfile.ZipInfo], folder: Path) -> None:
    """Nothing is unpacked that has no room: an archive's tables may unpack to much more than it has itself."""
    needed = sum(entry.file_size for entry in entries.values())
    free = shutil.disk_usage(next(place for place in (folder, *folder.absolute().parents) if place.exists())).free
    if needed > free:
        message = f"Для рабочей папки нужно {needed >> 20} МБ, а на диске свободно {free >> 20} МБ. Освободите место."
        raise UsageError(message, code="backup")


@contextmanager
def _emptied_on_failure(folder: Path) -> Iterator[None]:
    """A folder that had nothing in it has nothing in it afterwards, and one that was not there is gone."""
    existed = folder.exists()
    if existed and not (folder.is_dir() and next(folder.iterdir(), None) is None):
        message = f"Папка «{folder}» не пустая. Укажите новую или пустую: копия не заменяет того, что есть."
        raise UsageError(message, code="backup")
    try:
        yield
    except BaseException:
        for path in folder.iterdir() if folder.is_dir() else ():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if not existed and folder.is_dir():
            folder.rmdir()
        raise


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except _WRONG as error:
        raise _damaged(path) from error
    except OSError as error:
        message = f"Не удаётся восстановить рабочую папку из «{path}» ({reason_of(error)})."
        raise UsageError(message, code="backup") from error


def _damaged(path: Path) -> UsageError:
    message = f"Файл «{path}» повреждён или не является резервной копией рабочей папки. Возьмите другую копию."
    return UsageError(message, code="backup")
