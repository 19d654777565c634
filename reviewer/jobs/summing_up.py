"""What is told of a run at once."""

from __future__ import annotations

from reviewer.model.review import Review
from reviewer.store.runs import MunicipalityLine, RunSummary, StatementLine


def sum_up(review: Review) -> RunSummary:
    corrections, conflicts = review.decided.corrections, review.decided.conflicts
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
        refused=tuple(f"{one.decision.place}: решение не учтено. {one.message}" for one in conflicts),
    )
