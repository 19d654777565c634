"""Every error that a user may see, in one tree.

ReviewerError
├── InputError          a file that was handed in; the rest of the batch goes on
│   ├── UnreadableFileError     damaged, empty, not what its name says
│   ├── UnsupportedFormatError  a kind of file that is not read (or a program for it is missing)
│   ├── EncryptedFileError      needs a password
│   └── LimitExceededError      larger than the stated limits
├── RulebookError       rules or region profile; nothing is computed
└── UsageError          a wrong call: a missing folder, an unknown region
    └── ConflictError       somebody else has decided the same thing since: nothing is overwritten unseen

An exception that is none of these is a defect of the program.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found. Pages, tables, rows, lines and columns count from 1."""

    file: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    line: int | None = None
    column: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        if self.line is not None:
            spot = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
            return f"{spot}: {self.key}" if self.key else spot
        named = (("стр. ", self.page), ("таблица ", self.table), ("строка ", self.row))
        parts = [self.file] if self.file else []
        parts += [f"{name}{value}" for name, value in named if value is not None]
        return ", ".join(parts)


class ReviewerError(Exception):
    """An error that is told to a user: a stable code, a Russian message that says what to do, and the place."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place or Place()
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        spot = str(self.place)
        return f"{spot}: {self.message}" if spot else self.message

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return _rebuild, (type(self), self.message, self.code, self.place)


def _rebuild(kind: type[ReviewerError], message: str, code: str, place: Place) -> ReviewerError:
    """Restore an error that crossed a process border."""
    return kind(message, code=code, place=place)


class InputError(ReviewerError):
    code = "input"


class UnreadableFileError(InputError):
    code = "unreadable"


class UnsupportedFormatError(InputError):
    code = "unsupported-format"


class EncryptedFileError(InputError):
    code = "encrypted"


class LimitExceededError(InputError):
    code = "limit-exceeded"


class UsageError(ReviewerError):
    code = "usage"


class ConflictError(UsageError):
    code = "conflict"


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """One thing wrong in a rule file: what, where, the line quoted, and the nearest known key where there is one."""

    code: str
    message: str
    place: Place
    quoted: str = ""
    suggestion: str | None = None

    def __str__(self) -> str:
        lines = [
            f"{self.place}: {self.message}"
            + (f" Возможно, имелось в виду «{self.suggestion}»." if self.suggestion else "")
        ]
        if self.quoted:
            lines.append(f"    {self.quoted}")
        return "\n".join(lines)


class RulebookError(ReviewerError):
    """All problems of a rule pack or a region profile at once."""

    code = "rules"

    def __init__(self, problems: tuple[RuleProblem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems), place=Place())
        self.problems = problems

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return RulebookError, (self.problems,)
