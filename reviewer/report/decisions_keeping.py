"""A workbook that a person filled in is not written over by a run that was not given it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from reviewer.model.corrections import Corrections, Decision, LabelDecision
from reviewer.model.errors import UsageError
from reviewer.report.decisions_reading import KnownTitles, read_decisions
from reviewer.report.matrix import MATRIX


def keep_decisions(out: Path, given: Sequence[Corrections], known: KnownTitles) -> Path | None:
    """Put the workbook of an earlier run aside where it holds decisions that this run was not given.

    `given`: as they were read, and as they are named in the roadmaps of this run.

    Returns: Where it is now; None where nothing would be lost.

    Raises: OSError.
    """
    earlier = out / MATRIX
    if not earlier.is_file() or not _holds_more(earlier, given, known):
        return None
    aside = next(path for number in count(1) if not (path := _name(out, number)).exists())
    return earlier.rename(aside)


def _name(out: Path, number: int) -> Path:
    return out / f"{Path(MATRIX).stem} – прежние решения{f' {number}' if number > 1 else ''}.xlsx"


def _holds_more(workbook: Path, given: Sequence[Corrections], known: KnownTitles) -> bool:
    try:
        found = read_decisions(workbook, known)
    except UsageError:
        return True  # whatever is wrong in it, a person may have written it
    return not _all_said(found) <= set().union(*map(_all_said, given))


def _all_said(corrections: Corrections) -> set[tuple[object, ...]]:
    return {_said(decision) for decision in corrections.verdicts} | {_said(answer) for answer in corrections.labels}


def _said(decision: Decision | LabelDecision) -> tuple[object, ...]:
    """The question and the answer, wherever they stand."""
    signed = decision.comment, decision.who, decision.when
    if isinstance(decision, Decision):
        return decision.municipality, decision.parameter, decision.verdict, *signed
    row = decision.row
    return row.municipality, row.number, row.text, decision.label, decision.holds, *signed
