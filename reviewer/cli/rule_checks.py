"""`reviewer rules lint` and `new`: what is wrong in rules and profiles, and what is still to be filled in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from reviewer.language.numerals import count_of
from reviewer.model.errors import Place, RuleProblem, UsageError
from reviewer.rulebook.linting import Linted, known_profiles, line_of, lint
from reviewer.rulebook.loading import find_profile
from reviewer.rulebook.starting import profile_id, start_profile

WRONG_RULES = 2
WINDOW = 110
"""Characters of a long line that are shown round what is wrong in it."""

KIND_WORDS = {
    "phrase": "фраза",
    "regex": "шаблон",
    "none": "исключения",
    "signal": "признак",
    "fact": "факт",
    "regional_event": "сходство",
    "classifier": "классификатор",
    "bucket": "диапазон",
}


def run_lint(profile: str | None, *, as_json: bool) -> int:
    """Returns 2 where something is wrong, else 0."""
    linted = list(lint(folders_of(profile)))
    if as_json:
        print(json.dumps({"profiles": [_linted_form(one) for one in linted]}, ensure_ascii=False))
    else:
        for one in linted:
            _show_linted(one)
    return WRONG_RULES if any(one.problems for one in linted) else 0


def run_new(region: str, out: Path | None, *, as_json: bool) -> int:
    """Write a profile and tell which blanks are left in it. Returns 0."""
    folder = out or Path("rules") / profile_id(region)
    files = start_profile(region, folder, find_profile("base"))
    (linted,) = lint([folder])
    if as_json:
        form = {"files": [str(path) for path in files], "blanks": [_problem_form(one) for one in linted.problems]}
        print(json.dumps(form, ensure_ascii=False))
        return 0
    print("Записано:", *files, sep="\n  ")
    if linted.problems:
        print("Осталось заполнить обязательное:")
        for problem in linted.problems:
            print(f"  {problem.place}")
    print(f"Проверить: reviewer rules lint {folder}")
    return 0


def folders_of(profile: str | None) -> Sequence[Path]:
    """The profile of that name, or without one all that there are. Raises: UsageError."""
    folders = known_profiles() if profile is None else (find_profile(profile),)
    if not folders:
        raise UsageError("В папке rules нет ни одного профиля. Начать новый: reviewer rules new РЕГИОН")
    return folders


def shown(place: Place) -> str:
    """«rules/base/signals/pupils.yaml:12», shortened where it lies below the working folder."""
    file = Path(place.file or "?")
    if file.is_absolute() and file.is_relative_to(Path.cwd()):
        file = file.relative_to(Path.cwd())
    return f"{file}:{place.line}"


def _linted_form(linted: Linted) -> dict[str, object]:
    disabled = [asdict(one) for one in linted.rulebook.disabled] if linted.rulebook else []
    problems = [_problem_form(problem) for problem in linted.problems]
    return {"profile": str(linted.folder), "ok": not problems, "problems": problems, "disabled": disabled}


def _problem_form(problem: RuleProblem) -> dict[str, object]:
    place = problem.place
    return {
        "code": problem.code,
        "message": problem.message,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "key": place.key,
        "quoted": line_of(problem),
        "suggestion": problem.suggestion,
    }


def _show_linted(linted: Linted) -> None:
    for problem in linted.problems:
        hint = f" Возможно, имелось в виду «{problem.suggestion}»." if problem.suggestion else ""
        print(f"{problem.place}: {problem.message}{hint}")
        print(*_pointed_at(problem), sep="\n")
    rulebook = linted.rulebook
    if linted.problems:
        print(f"{linted.folder}: {count_of(len(linted.problems), 'ошибка')}.")
    elif rulebook:
        signals, parameters = count_of(len(rulebook.signals), "признак"), count_of(len(rulebook.parameters), "параметр")
        print(f"{linted.folder}: ошибок нет ({rulebook.name} {rulebook.version}, {signals}, {parameters}).")
    else:
        print(f"{linted.folder}: ошибок нет.")
    for rule in rulebook.disabled if rulebook else ():
        print(f"  отключено: «{rule.title}» ({rule.id}): {rule.reason}")


def _pointed_at(problem: RuleProblem) -> Iterable[str]:
    """The line with a caret under the column; of a long line what stands round it."""
    line, column = line_of(problem), problem.place.column
    if not line or not line.strip() or column is None:
        return
    first = max(0, min(column - 1 - WINDOW // 2, len(line) - WINDOW))
    shown, head = line[first : first + WINDOW].replace("\t", " "), f"  {problem.place.line} | "
    if first:
        shown = "…" + shown[1:]
    yield head + shown.rstrip()
    yield " " * (len(head) - 2) + "| " + " " * (column - 1 - first) + "^"
