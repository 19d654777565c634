"""What uploaded files are called: their paths below the folder that was handed in. No path on the disk is made of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from reviewer.documents.entry_names import is_litter, shown_parts

LONGEST_PART = 160
"""Characters of a folder or a file; what is longer is shortened in the middle, so that its ending stays."""
MOST_PARTS = 12
"""Folders inside one another: of a deeper path the last ones stay."""


def shown_path(name: str) -> str:
    """Fit to be shown. Empty where nothing is left of it, or a system or Word has left the file there and nobody means to send it."""
    steps = shown_parts(name)
    return "" if is_litter(steps) else "/".join(_shortened(step) for step in steps[-MOST_PARTS:])


def below_common_folder(names: Sequence[str]) -> list[str]:
    """Without the folder that all of them are in: the one that was handed in."""
    firsts = {name.partition("/")[0] for name in names if "/" in name}
    if len(firsts) != 1 or not all("/" in name for name in names):
        return list(names)
    return [name.partition("/")[2] for name in names]


def unused(name: str, taken: Collection[str]) -> str:
    """The name, with a number where it is taken."""
    path, count, found = PurePosixPath(name), 1, name
    while found in taken:
        count += 1
        found = str(path.with_name(f"{path.stem} ({count}){path.suffix}"))
    return found


def _shortened(step: str) -> str:
    if len(step) <= LONGEST_PART:
        return step
    ending = step[-LONGEST_PART // 4 :]
    return f"{step[: LONGEST_PART - len(ending) - 1]}…{ending}"
