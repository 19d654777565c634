"""A backup: everything that a workspace holds in one ZIP, of the same form whichever its database.

`manifest.json`; `tables/<name>.jsonl`, a line for each row, all of one moment; `files/<sha256>`.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from reviewer import __version__
from reviewer.model.errors import UsageError
from reviewer.model.os_reasons import reason_of
from reviewer.store.blobs import Blobs
from reviewer.store.encoding import to_json
from reviewer.store.migrating import schema_version
from reviewer.store.moments import now
from reviewer.store.schema import blob
from reviewer.store.table_rows import last_numbers, lines_of, tables
from reviewer.store.workspace import Workspace

FORM = 1
"""Of the ZIP."""
MANIFEST = "manifest.json"
TABLES, FILES = "tables/", "files/"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `last_numbers`: that each table gave to a row; `lost`: the SHA-256 of files that were gone or damaged."""

    form: int
    schema: str
    program: str
    made_at: datetime
    rows: dict[str, int]
    last_numbers: dict[str, int]
    files: int
    bytes: int
    lost: tuple[str, ...] = field(default=())


def back_up(workspace: Workspace, path: Path) -> Manifest:
    """Write a backup. Others may go on working in the workspace meanwhile.

    Raises: UsageError where it cannot be written, or there is another kind of file of that name.
    """
    if path.exists() and not zipfile.is_zipfile(path):
        raise UsageError(f"Файл «{path}» – не резервная копия. Укажите другое имя, например копия.zip.", code="backup")
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        unfinished.touch(mode=0o600)
        with _written(unfinished) as archive:
            manifest = _write(workspace, archive)
        unfinished.replace(path)
    except OSError as error:
        message = f"Не удаётся записать резервную копию «{path}» ({reason_of(error)}). Проверьте место на диске."
        raise UsageError(message, code="backup") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


@contextmanager
def _written(path: Path) -> Iterator[zipfile.ZipFile]:
    with path.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            yield archive
        file.flush()
        os.fsync(file.fileno())


def _write(workspace: Workspace, archive: zipfile.ZipFile) -> Manifest:
    made_at = now()
    with workspace.reading() as connection:
        rows = {table.name: 0 for table in tables(connection)}
        for table in tables(connection):
            with archive.open(f"{TABLES}{table.name}.jsonl", "w", force_zip64=True) as file:
                for line in lines_of(connection, table):
                    file.write(line)
                    rows[table.name] += 1
        numbers = last_numbers(connection)
        schema = schema_version(connection) or ""
        names = connection.execute(select(blob.c.sha256).order_by(blob.c.sha256)).scalars().all()
    written, lost = _write_files(workspace.blobs, names, archive)
    manifest = Manifest(FORM, schema, __version__, made_at, rows, numbers, len(names) - len(lost), written, lost)
    archive.writestr(MANIFEST, to_json(manifest))
    return manifest


def _write_files(blobs: Blobs, names: Sequence[str], archive: zipfile.ZipFile) -> tuple[int, tuple[str, ...]]:
    """How many bytes, and which were gone or damaged. They are packed already, most of them: no time goes into that."""
    written, lost = 0, []
    for sha256 in names:
        if not blobs.whole(sha256):
            lost.append(sha256)
            continue
        entry = zipfile.ZipInfo(FILES + sha256)
        with blobs.path(sha256).open("rb") as source, archive.open(entry, "w", force_zip64=True) as file:
            shutil.copyfileobj(source, file, _CHUNK)
        written += entry.file_size
    return written, tuple(lost)
