"""Files become roadmaps: read one by one or by an executor, those of older formats converted all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from reviewer.activities.assembling import assemble
from reviewer.documents.office.conversion import Conversion, OfficeFile, converted
from reviewer.documents.reading import file_to_convert, read_document
from reviewer.model.errors import InputError
from reviewer.model.os_reasons import reason_of
from reviewer.model.review import FileProblem
from reviewer.model.roadmap import Roadmap

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """A file to review and the name that it goes by in every output (its path below the folder that was handed in).

    Attributes:
        conversion: What came of converting it, where it is of a format that is converted before it is read.
        refused: Why it is not to be had at all: it could not be unpacked from the archive at `path`.
    """

    path: Path
    name: str
    conversion: Conversion | None = None
    refused: InputError | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What came of reading a file: a roadmap, or the reason why there is none. `sha256`: of its bytes."""

    name: str
    roadmap: Roadmap | None = None
    problem: FileProblem | None = None
    sha256: str | None = None


def read_roadmap(file: SubmittedFile) -> ReadFile:
    """Read one file. A file that cannot be read gives its problem and raises nothing."""
    if file.refused:
        return _unread(file, file.refused)
    try:
        roadmap = assemble(read_document(file.path, name=file.name, conversion=file.conversion))
        return ReadFile(file.name, roadmap, sha256=_sha256(file.path))
    except InputError as error:
        return _unread(file, error)
    except OSError as error:
        reason = reason_of(error)
        message = f"Файл не открывается ({reason}). Проверьте, что он на месте и не занят другой программой."
        return ReadFile(file.name, problem=FileProblem(file.name, "unreadable", message))


def read_roadmaps(files: Sequence[SubmittedFile], executor: Executor | None = None) -> Iterator[ReadFile]:
    """Read files, in their order. Those of older formats are converted all at once, while an executor reads the others.

    `executor`: makes the calls; None makes each here, when its answer is asked for. An InputError that is the answer of
    a call is the problem of its file.
    """
    asked = [_begin(executor, _conversion_of, file) for file in files]
    office = [_office_file(answer) for answer in asked]
    begun = {index: _begin(executor, read_roadmap, file) for index, file in enumerate(files) if office[index] is None}
    with converted(file for file in office if file) as conversions:
        for index, file in enumerate(files):
            if index not in begun:
                begun[index] = _begin(executor, read_roadmap, replace(file, conversion=conversions[file.path]))
        for index, file in enumerate(files):
            try:
                yield begun.pop(index)()
            except InputError as error:
                yield _unread(file, error)


def _begin(
    executor: Executor | None, call: Callable[[SubmittedFile], Answer], file: SubmittedFile
) -> Callable[[], Answer]:
    """Where the answer of a call is to be had."""
    return executor.submit(call, file).result if executor else partial(call, file)


def _conversion_of(file: SubmittedFile) -> OfficeFile | None:
    return None if file.refused else file_to_convert(file.path, name=file.name)


def _office_file(answer: Callable[[], OfficeFile | None]) -> OfficeFile | None:
    """None also for a file that cannot even be looked at: whoever reads it will say why."""
    try:
        return answer()
    except InputError:
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unread(file: SubmittedFile, error: InputError) -> ReadFile:
    return ReadFile(file.name, problem=FileProblem(file.name, error.code, error.message))
