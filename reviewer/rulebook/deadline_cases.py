"""Cases for the reading of deadlines, in a notation that a methodist writes: what stands in a plan, and what it means.

A line of `deadlines.txt` in a pack is `text → understood` or `text [period of the document] → understood`, the period as a year «2024», a
school year «2024/25» or years «2024-2026». Lines that begin with «#» are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reviewer.model.errors import Place, RulebookError, RuleProblem
from reviewer.model.facts import Deadline
from reviewer.model.roadmap import Period
from reviewer.rulebook.selftest import Failure

FILE = "deadlines.txt"
ReadDated = Callable[[str | None, Period | None], Deadline]
_LINE = re.compile(r"(?P<text>.*?)\s*(?:\[(?P<period>[^\]]*)\]\s*)?→\s*(?P<understood>.*)")
_PERIOD = re.compile(r"(?P<first>\d{4})(?:(?P<sign>[/-])(?P<last>\d{4}|\d{2}))?")
_CENTURY = 100


@dataclass(frozen=True, slots=True)
class DeadlineCase:
    """`understood`: as `Deadline.understood` says it."""

    text: str
    period: Period | None
    understood: str
    place: Place


def read_deadline_cases(folder: Path) -> tuple[DeadlineCase, ...]:
    """The cases of the pack in a folder; none where it has no `deadlines.txt`.

    Raises:
        RulebookError: Lines are not of the form above; all of them at once.
    """
    path = folder / FILE
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines() if path.is_file() else []
    cases: list[DeadlineCase] = []
    problems: list[RuleProblem] = []
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            case = _case(line.strip(), Place(file=str(path), line=number, column=1))
            (problems if isinstance(case, RuleProblem) else cases).append(case)  # type: ignore[arg-type] # told apart by the test
    if problems:
        raise RulebookError(tuple(problems))
    return tuple(cases)


def check_deadlines(cases: tuple[DeadlineCase, ...], read: ReadDated) -> tuple[Failure, ...]:
    """The cases that `read` understands otherwise than they say."""
    return tuple(
        Failure(
            "deadlines",
            "match",
            case.text,
            f"ждали «{case.understood}», понято «{understood}»",
            case.place,
        )
        for case in cases
        if (understood := read(case.text, case.period).understood) != case.understood
    )


def _case(line: str, place: Place) -> DeadlineCase | RuleProblem:
    found = _LINE.fullmatch(line)
    if found is None:
        message = "Строка пишется так: «до 30.09.2024 → до 30 сентября 2024 года»."
        return RuleProblem("deadline-case", message, place, line)
    stated = _PERIOD.fullmatch(found["period"].strip()) if found["period"] else None
    if found["period"] and stated is None:
        message = "Период пишется так: год [2024], учебный год [2024/25] или годы [2024-2026]."
        return RuleProblem("deadline-case", message, place, line)
    return DeadlineCase(found["text"], _period(stated) if stated else None, found["understood"], place)


def _period(stated: re.Match[str]) -> Period:
    first = int(stated["first"])
    last = int(stated["last"] or first)
    last += first // _CENTURY * _CENTURY if last < _CENTURY else 0
    if stated["sign"] == "/":
        return Period(date(first, 9, 1), date(last, 8, 31))
    return Period(date(first, 1, 1), date(last, 12, 31))
