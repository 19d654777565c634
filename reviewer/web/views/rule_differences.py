"""What differs between two versions of a profile, file by file and line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from reviewer.store.profile_archives import Files

_AROUND = 2
"""Lines that are shown on each side of what differs."""
_MOST_LINES = 5000
"""Longer files are only said to differ."""


@dataclass(frozen=True, slots=True)
class DiffLine:
    """`number`: of the line in the new version, for one that was taken away in the old one; «gap» stands for lines left out."""

    kind: Literal["same", "added", "removed", "gap"]
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class FileDifference:
    """`lines`: none where it is no text, or too long."""

    path: str
    kind: Literal["added", "removed", "changed"]
    lines: tuple[DiffLine, ...]

    @property
    def added(self) -> int:
        return sum(line.kind == "added" for line in self.lines)

    @property
    def removed(self) -> int:
        return sum(line.kind == "removed" for line in self.lines)


def differences(before: Files, after: Files) -> tuple[FileDifference, ...]:
    """The files that are not the same, by path."""
    changed = (path for path in sorted({*before, *after}) if before.get(path) != after.get(path))
    return tuple(_difference(path, before.get(path), after.get(path)) for path in changed)


def _difference(path: str, before: bytes | None, after: bytes | None) -> FileDifference:
    kind: Literal["added", "removed", "changed"] = "changed"
    if before is None or after is None:
        kind = "added" if before is None else "removed"
    old, new = _lines(before), _lines(after)
    told = () if old is None or new is None else tuple(_told(old, new))
    return FileDifference(path, kind, told)


def _lines(content: bytes | None) -> list[str] | None:
    try:
        lines = (content or b"").decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return None
    return lines if len(lines) <= _MOST_LINES else None


def _told(old: list[str], new: list[str]) -> Iterator[DiffLine]:
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND)
    for place, group in enumerate(groups):
        if place:
            yield DiffLine("gap", 0, "…")
        for tag, first, last, begin, end in group:
            if tag == "equal":
                yield from (DiffLine("same", number + 1, new[number]) for number in range(begin, end))
                continue
            yield from (DiffLine("removed", number + 1, old[number]) for number in range(first, last))
            yield from (DiffLine("added", number + 1, new[number]) for number in range(begin, end))
