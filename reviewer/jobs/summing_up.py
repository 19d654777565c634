"""What is told of a run at once."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.language.numerals import count_of
from reviewer.model.corrections import Conflict, LabelDecision
from reviewer.model.review import Review
from reviewer.store.correction_words import subject
from reviewer.store.runs import MunicipalityLine, RunSummary, StatementLine

_WHOLE = 0.7
"""Share of the earlier activities below which a new version may be but a part."""


def sum_up(review: Review) -> RunSummary:
    corrections, conflicts = review.decided.corrections, review.decided.conflicts
    names = {one.id: one.name for one in review.municipalities}
    return RunSummary(
        region=review.region,
        municipalities=tuple(
            MunicipalityLine(one.name, one.status, len(one.reviewed.facts) if one.reviewed else None, one.files)
            for one in review.municipalities
        ),
        statements=tuple(StatementLine(one.title, one.count, one.total, one.percent) for one in review.statements),
        problems=tuple(f"{problem.file}: {problem.message}" for problem in review.problems),
        unmatched=review.unmatched_files,
        decided=len(corrections.verdicts) + len(corrections.labels) + len(corrections.rows),
        refused=tuple(f"{place_of(one, names)}: решение не учтено. {one.message}" for one in conflicts),
    )


def place_of(conflict: Conflict, names: Mapping[str, str]) -> str:
    """Where the decision is to be found: its cell, else whose roadmap it is about, and of what in it; of one that is kept its entry
    too. `names`: by municipality id.
    """
    decision = conflict.decision
    if decision.place and not decision.id:
        return decision.place
    owner = decision.row.municipality if isinstance(decision, LabelDecision) else decision.municipality
    about = f"{names.get(owner, decision.municipality_title or owner)}, {subject(decision)}"
    return f"{decision.place}, {about}" if decision.place else about


def cautions(before: RunSummary, after: RunSummary) -> tuple[str, ...]:
    """What looks like a slip of those who sent files since an earlier run, and what to do about it: a new roadmap that may be but a
    part of one.
    """
    now = {line.name: line for line in after.municipalities}
    pairs = ((line, now[line.name]) for line in before.municipalities if line.name in now)
    return tuple(told for one, other in pairs if (told := _partial(one, other)))


def _partial(before: MunicipalityLine, after: MunicipalityLine) -> str:
    if not (before.activities and after.activities) or after.activities >= _WHOLE * before.activities:
        return ""
    return (
        f"{before.name}: в новой версии {count_of(after.activities, 'мероприятие')}, в прежней было {before.activities}. "
        "Если прислана только исправленная часть, запросите «дорожную карту» целиком: рассмотрена только новая версия."
    )
