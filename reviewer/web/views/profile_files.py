"""The files of a profile, and what a draft does to them."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.jobs.rule_changing import Change
from reviewer.store.profile_archives import Files


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a profile. `draft`: «изменён», «новый», «будет убран» or empty; `editable`: as text."""

    path: str
    size: int
    draft: str
    editable: bool


def list_files(change: Change) -> tuple[FileLine, ...]:
    """Those in force, and those that the draft adds."""
    before, after = change.sources.files, change.changed.files
    return tuple(
        FileLine(path, len(after.get(path, before.get(path, b""))), _draft_word(path, before, after), is_text(path))
        for path in sorted({*before, *after}, key=lambda path: ("/" in path, path))
    )


def is_text(path: str) -> bool:
    return path.endswith((".yaml", ".txt"))


def _draft_word(path: str, before: Files, after: Files) -> str:
    if path not in after:
        return "будет убран"
    if path not in before:
        return "новый"
    return "" if before[path] == after[path] else "изменён"
