"""Whose a file is, as a person has said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class NamedFile(Protocol):
    """A file that was handed in or reviewed. `sha256`: of its bytes."""

    @property
    def name(self) -> str: ...
    @property
    def sha256(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FileAssignment:
    """A file is known again by its bytes, under any name.

    Attributes:
        file: The name that it had then; it is known again by it where its bytes were not to be had.
        sha256: Of its bytes; None where they were not.
        municipality: Id of the owner.
        municipality_title: What the owner was called then.
    """

    file: str
    sha256: str | None
    municipality: str
    comment: str = ""
    who: str = ""
    when: date | None = None
    id: str = ""
    municipality_title: str = ""


def assigned_files(assignments: Sequence[FileAssignment], files: Iterable[NamedFile]) -> Mapping[str, str]:
    """Ids of municipalities by file name; of several assignments of a file the last holds, one by bytes before one by name.

    Those by name are given of any file: it may be in an archive among `files`.
    """
    by_bytes = {one.sha256: one.municipality for one in assignments if one.sha256}
    by_name = {one.file: one.municipality for one in assignments if not one.sha256}
    return {**by_name, **{file.name: by_bytes[file.sha256] for file in files if file.sha256 in by_bytes}}
