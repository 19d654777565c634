"""Files are read once: what came of it is kept as soon as it is there, so that a run which was killed loses no finished file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

import msgspec

from reviewer.jobs.processes import reading_processes
from reviewer.review import Progress, ReadFile, SubmittedFile, read_roadmaps
from reviewer.store.computed import Computed, Key, key_of
from reviewer.store.encoding import from_json, to_json
from reviewer.store.runs import Environment

_MAY_PASS = frozenset(
    {
        *("reading-time", "reading-memory", "reader-died", "reader-failed", "scan-time", "conversion-failed"),
        *("libreoffice-absent", "libreoffice-broken", "tesseract-missing", "tesseract-language-missing"),
        *("file-missing", "no-access", "read-failed", "not-a-file", "unreadable"),
    }
)
"""Problems that another time, more memory or an installed program may mend: such a file is tried again."""

_PLAIN = frozenset({".docx", ".xlsx", ".pptx"})
_PICTURES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})
_CONVERTED = frozenset({".doc", ".odt", ".rtf", ".xls", ".ods", ".ppt", ".odp"})
_WITHOUT_OFFICE = _PLAIN | _PICTURES
_WITHOUT_RECOGNITION = _PLAIN | _CONVERTED


@dataclass(frozen=True, slots=True)
class Reading:
    """A file to read. `sha256`: of its bytes; None where it could not be had at all."""

    file: SubmittedFile
    sha256: str | None

    def key(self, engine: str, environment: Environment) -> Key:
        needed = _needed(self.file.name, environment)
        return key_of("reading", self.sha256 or "", self.file.name, engine, to_json(needed))


def _needed(name: str, environment: Environment) -> Environment:
    """The programs that a file of such a name may be read with: others may come and go. What only seems to be of such a kind and
    could not be read for want of a program is not remembered anyway.
    """
    suffix = PurePosixPath(name).suffix.lower()
    return Environment(
        soffice="" if suffix in _WITHOUT_OFFICE else environment.soffice,
        tesseract="" if suffix in _WITHOUT_RECOGNITION else environment.tesseract,
    )


class Watch(Protocol):
    """Follows files as they are read."""

    def begin(self, readings: Sequence[Reading], keys: Sequence[Key], found: Sequence[ReadFile | None]) -> None:
        """`found`: what is known of each file already."""

    def over(self, executor: Executor) -> Executor:
        """The executor that reads, or one in its place that passes on to it."""


def read_once(
    readings: Sequence[Reading],
    cache: Computed | None,
    engine: str,
    environment: Environment,
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
    watch: Watch | None = None,
) -> list[ReadFile]:
    """Read the files that were not read before, by `jobs` processes. In the order given. `cache`: None reads all of them."""
    if cache is None:
        return list(_read([reading.file for reading in readings], jobs))
    keys = [reading.key(engine, environment) for reading in readings]
    cache.look_up(keys)
    found = [_recalled(cache, key) if reading.sha256 else None for reading, key in zip(readings, keys, strict=True)]
    missing = [place for place, read in enumerate(found) if read is None]
    if watch:
        watch.begin(readings, keys, found)
    done = len(found) - len(missing)
    for place, read in zip(missing, _read([readings[place].file for place in missing], jobs, watch), strict=True):
        found[place] = read
        if readings[place].sha256 and lasts(read):
            cache.keep(keys[place], to_json(read).encode())
            cache.write()
        done += 1
        if progress:
            progress(done, len(found), read.name)
    return [read for read in found if read is not None]


def lasts(read: ReadFile) -> bool:
    """Whether reading the file again would give the same."""
    return not (read.problem and read.problem.code in _MAY_PASS)


def _recalled(cache: Computed, key: Key) -> ReadFile | None:
    content = cache.recall(key)
    try:
        return from_json(content, ReadFile) if content is not None else None
    except msgspec.ValidationError:
        return None


def _read(files: Sequence[SubmittedFile], jobs: int | None, watch: Watch | None = None) -> Iterator[ReadFile]:
    if not files:
        return
    with reading_processes(files, jobs) as executor:
        yield from read_roadmaps(files, watch.over(executor) if watch else executor)
