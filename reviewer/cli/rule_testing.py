"""`reviewer rules test`: what the cases say that stand beside the rules, and of which rules they say nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.cli.rule_checks import KIND_WORDS, WRONG_RULES, folders_of, shown
from reviewer.cli.tables import print_rows
from reviewer.facts.deadlines import parse_deadline
from reviewer.language.numerals import count_of, percent, percent_text
from reviewer.model.errors import Place
from reviewer.rulebook.coverage import cover
from reviewer.rulebook.deadline_cases import check_deadlines, read_deadline_cases
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.mutations import mutate
from reviewer.rulebook.places import Places
from reviewer.rulebook.rulebook import Rulebook
from reviewer.rulebook.selftest import Failure, check_pack
from reviewer.rulebook.trials import Trials


@dataclass(frozen=True, slots=True)
class _Item:
    """A rule that no case reaches, or whose loss none notices."""

    rule: str
    kind: str
    text: str
    place: Place
    good: bool


@dataclass(frozen=True, slots=True)
class _Tested:
    folder: Path
    cases: int
    failures: tuple[Failure, ...]
    reports: dict[str, tuple[_Item, ...]]


def run_test(profile: str | None, *, coverage: bool, mutations: bool, as_json: bool) -> int:
    """Returns 2 where a case fails, else 0: what no case reaches is told and is no failure."""
    folders = [folder for folder in folders_of(profile) if (folder / "pack.yaml").is_file()]
    tested = [_test(folder, coverage=coverage, mutations=mutations) for folder in folders]
    if as_json:
        print(json.dumps({"profiles": [_tested_form(one) for one in tested]}, ensure_ascii=False))
    else:
        for one in tested:
            _show_tested(one)
    return WRONG_RULES if any(one.failures for one in tested) else 0


def _test(folder: Path, *, coverage: bool, mutations: bool) -> _Tested:
    """What other packs say is tried by their own cases: only the rules of the pack itself are covered and mutated."""
    rulebook = load_pack(folder)
    dated = read_deadline_cases(folder)
    failures = (*check_pack(rulebook, parse_deadline), *check_deadlines(dated, parse_deadline))
    reports: dict[str, tuple[_Item, ...]] = {}
    if coverage or mutations:
        trials, places = Trials(rulebook, parse_deadline), Places(folder)
        if coverage:
            reached = (_Item(one.rule, one.kind, one.text, places.of(one.rule), one.reached) for one in cover(trials))
            reports["coverage"] = _own(reached, folder)
        if mutations:
            noticed = (_Item(one.rule, one.kind, one.text, places.of(one.rule), one.noticed) for one in mutate(trials))
            reports["mutations"] = _own(noticed, folder)
    return _Tested(folder, _count_cases(rulebook) + len(dated), failures, reports)


def _own(items: Iterable[_Item], folder: Path) -> tuple[_Item, ...]:
    return tuple(item for item in items if item.place.file and Path(item.place.file).is_relative_to(folder))


def _count_cases(rulebook: Rulebook) -> int:
    of_signals = (signal.tests for signal in rulebook.signals.values())
    return sum(len(tests.match) + len(tests.no_match) + len(tests.todo) for tests in of_signals) + sum(
        len(parameter.tests) for parameter in rulebook.parameters
    )


def _tested_form(tested: _Tested) -> dict[str, object]:
    form: dict[str, object] = {
        "profile": str(tested.folder),
        "cases": tested.cases,
        "failures": [
            {
                "rule": one.rule,
                "kind": one.kind,
                "text": one.text,
                "message": one.message,
                "file": one.place.file,
                "line": one.place.line,
            }
            for one in tested.failures
        ],
    }
    for name, items in tested.reports.items():
        missed = [
            {"rule": one.rule, "kind": one.kind, "text": one.text, "file": one.place.file, "line": one.place.line}
            for one in items
            if not one.good
        ]
        files = [{"file": file, "good": good, "total": total} for file, good, total in _by_file(items)]
        form[name] = {"total": len(items), "good": len(items) - len(missed), "files": files, "missed": missed}
    return form


def _by_file(items: Sequence[_Item]) -> list[tuple[str, int, int]]:
    total = Counter(str(item.place.file) for item in items)
    good = Counter(str(item.place.file) for item in items if item.good)
    return [(file, good[file], count) for file, count in sorted(total.items())]


_TITLES = {
    "coverage": ("Не касается ни один пример", "Охвачено примерами"),
    "mutations": ("Ни один пример не заметит, если это убрать или сдвинуть", "Замечено примерами"),
}


def _show_tested(tested: _Tested) -> None:
    for failure in tested.failures:
        print(failure)
    outcome = f"не проходит {len(tested.failures)}" if tested.failures else "проходят все"
    print(f"{tested.folder}: {count_of(tested.cases, 'пример')}, {outcome}.")
    for name, items in tested.reports.items():
        missed_title, good_title = _TITLES[name]
        missed = [item for item in items if not item.good]
        if missed:
            print(f"\n{missed_title}:")
        for item in missed:
            print(f"  {shown(item.place)}: {item.rule}: {KIND_WORDS.get(item.kind, item.kind)} {item.text}")
        rows = [
            (file, f"{good} из {total}", percent_text(percent(good, total))) for file, good, total in _by_file(items)
        ]
        whole = len(items) - len(missed), len(items)
        rows.append(("всего", f"{whole[0]} из {whole[1]}", percent_text(percent(*whole)) if items else "—"))
        print_rows(("Файл", good_title, "Доля"), rows)
