"""All that is wrong in profiles, each problem once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from reviewer.model.errors import RulebookError, RuleProblem
from reviewer.resources import data_folder
from reviewer.rulebook.deadline_cases import FILE, read_deadline_cases
from reviewer.rulebook.loading import load_pack, load_region
from reviewer.rulebook.rulebook import Rulebook

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in a profile. `rulebook`: None where its pack does not load or there is none."""

    folder: Path
    rulebook: Rulebook | None
    problems: tuple[RuleProblem, ...]


def known_profiles() -> tuple[Path, ...]:
    """The profiles in ./rules, or where there is no such folder the shipped ones."""
    place = Path("rules") if Path("rules").is_dir() else data_folder("rules")
    files = {*place.glob("*/pack.yaml"), *place.glob("*/region.yaml")}
    return tuple(sorted({file.parent for file in files}))


def lint(folders: Iterable[Path]) -> Iterator[Linted]:
    """Check profiles. A problem of a pack that several are based on is told of the first."""
    told: set[tuple[object, ...]] = set()
    for folder in folders:
        rulebook, problems = _lint(folder)
        fresh = [problem for problem in problems if _key(problem) not in told]
        told.update(map(_key, fresh))
        yield Linted(folder, rulebook, tuple(fresh))


def _lint(folder: Path) -> tuple[Rulebook | None, list[RuleProblem]]:
    problems: list[RuleProblem] = []
    rulebook = _read(load_pack, folder, "pack.yaml", problems)
    _read(load_region, folder, "region.yaml", problems)
    _read(read_deadline_cases, folder, FILE, problems)
    return rulebook, problems


def _read(read: Callable[[Path], Part], folder: Path, name: str, problems: list[RuleProblem]) -> Part | None:
    """What is read of a folder that has a file of that name. What is wrong goes to `problems`."""
    if not (folder / name).is_file():
        return None
    try:
        return read(folder)
    except RulebookError as error:
        problems += error.problems
        return None


def _key(problem: RuleProblem) -> tuple[object, ...]:
    place = problem.place
    file = Path(place.file).resolve() if place.file else None
    return problem.code, problem.message, file, place.line, place.column


def line_of(problem: RuleProblem) -> str | None:
    """The line that a problem stands in, as it is in the file; None where it cannot be told."""
    file, number = problem.place.file, problem.place.line
    if file is None or number is None:
        return None
    try:
        lines = Path(file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    return lines[number - 1] if 0 < number <= len(lines) else None
