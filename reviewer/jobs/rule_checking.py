"""What is wrong in a profile that is being changed, and whether the cases in its files still come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.facts.deadlines import parse_deadline
from reviewer.model.errors import Place, RuleProblem
from reviewer.rulebook.deadline_cases import check_deadlines, read_deadline_cases
from reviewer.rulebook.linting import Linted, line_of, lint
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.rulebook import Rulebook
from reviewer.rulebook.selftest import Failure, check_pack
from reviewer.store.rulesets import Sources


@dataclass(frozen=True, slots=True)
class RuleFault:
    """Something wrong in a file.

    Attributes:
        pack: The name of the profile or pack that the file is of; `path`: of the file in it.
        line, column: From 1; None where the whole file is meant.
        quoted: The line as it stands there.
        suggestion: The nearest name that is known.
    """

    pack: str
    path: str
    line: int | None
    column: int | None
    message: str
    quoted: str = ""
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """`rulebook`: None where it does not load, or there are no rules in it."""

    faults: tuple[RuleFault, ...]
    rulebook: Rulebook | None


@dataclass(frozen=True, slots=True)
class FailedCase:
    """An example that does not come out. `rule`: «signals.parents»."""

    pack: str
    path: str
    line: int | None
    rule: str
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Tried:
    """`cases`: how many there are."""

    cases: int
    failures: tuple[FailedCase, ...]


def check(sources: Sources, standing_on_it: Iterable[Sources] = ()) -> Checked:
    """What is wrong in a profile, and in those that stand on it. Raises: UsageError where it is not there at all."""
    with sources.laid_out() as folder:
        (own,) = lint([folder])
        faults = [*_faults(own, folder), *_missing(folder)]
    if not faults:
        for other in standing_on_it:
            with other.laid_out() as folder:
                (linted,) = lint([folder])
                faults += _faults(linted, folder)
    return Checked(tuple(dict.fromkeys(faults)), own.rulebook)


def try_cases(sources: Sources) -> Tried:
    """Raises: RulebookError where the profile does not load."""
    with sources.laid_out() as folder:
        dated = read_deadline_cases(folder)
        rulebook = load_pack(folder) if (folder / "pack.yaml").is_file() else None
        found = check_deadlines(dated, parse_deadline)
        if rulebook:
            found = (*check_pack(rulebook, parse_deadline), *found)
        failures = tuple(_failed(one, folder) for one in found)
    return Tried(len(dated) + (_count(rulebook) if rulebook else 0), failures)


def _count(rulebook: Rulebook) -> int:
    of_signals = (signal.tests for signal in rulebook.signals.values())
    own = sum(len(tests.match) + len(tests.no_match) + len(tests.todo) for tests in of_signals)
    return own + sum(len(parameter.tests) for parameter in rulebook.parameters)


def _faults(linted: Linted, folder: Path) -> Iterator[RuleFault]:
    yield from (_fault(problem, folder) for problem in linted.problems)


def _fault(problem: RuleProblem, folder: Path) -> RuleFault:
    pack, path = _spot(problem.place, folder)
    place = problem.place
    message = problem.message.replace(str(folder), folder.name)
    quoted = (line_of(problem) or "").strip()
    return RuleFault(pack, path, place.line, place.column, message, quoted, problem.suggestion)


def _missing(folder: Path) -> Sequence[RuleFault]:
    """A profile of which nothing is left would pass every check."""
    if (folder / "pack.yaml").is_file() or (folder / "region.yaml").is_file():
        return ()
    return (RuleFault(folder.name, "pack.yaml", None, None, "Нет ни pack.yaml, ни region.yaml: это не профиль."),)


def _failed(failure: Failure, folder: Path) -> FailedCase:
    pack, path = _spot(failure.place, folder)
    return FailedCase(pack, path, failure.place.line, failure.rule, failure.text, failure.message)


def _spot(place: Place, folder: Path) -> tuple[str, str]:
    """The pack and the path in it: packs lie side by side, wherever that is."""
    file = Path(place.file or "")
    for home in (folder, folder.resolve()):
        if file.is_relative_to(home):
            return folder.name, file.relative_to(home).as_posix()
    root = next((parent for parent in file.parents if (parent / "pack.yaml").is_file()), None)
    return (root.name, file.relative_to(root).as_posix()) if root else (folder.name, file.name)
