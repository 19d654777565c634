"""The JSON form of `reviewer rules impact`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from reviewer.model.review import Evidence, Recommendation, Review, Verdict
from reviewer.report.counted_json import statement_form
from reviewer.verdicts.comparison import Comparison, VerdictChange


def impact_form(before: Review, after: Review, comparison: Comparison) -> dict[str, object]:
    """`verdicts`: the verdict itself moves; `counts`: only the number, the bucket or the rows."""
    return {
        "old": asdict(before.rules),
        "new": asdict(after.rules),
        "region": after.region,
        "municipalities": len(after.municipalities),
        "unread": [asdict(problem) for problem in after.problems],
        "verdicts": [_verdict_form(change) for change in comparison.verdicts if change.moves],
        "counts": [_verdict_form(change) for change in comparison.verdicts if not change.moves],
        "statements": [
            {
                "id": change.id,
                "old": statement_form(change.before),
                "new": statement_form(change.after),
                "joined": list(change.joined),
                "left": list(change.left),
            }
            for change in comparison.statements
        ],
        "labels": [asdict(change) for change in comparison.labels],
        "recommendations": [
            {"id": change.id, "old": _advice_form(change.before), "new": _advice_form(change.after)}
            for change in comparison.recommendations
        ],
    }


def _verdict_form(change: VerdictChange) -> dict[str, object]:
    return {
        "municipality": change.municipality,
        "name": change.name,
        "parameter": change.parameter,
        "old": _grade_form(change.before),
        "new": _grade_form(change.after),
        "gained": _row_forms(change.gained),
        "lost": _row_forms(change.lost),
        "counted": _row_forms(change.counted),
    }


def _grade_form(verdict: Verdict | None) -> dict[str, object] | None:
    return {"verdict": verdict.verdict, "bucket": verdict.bucket, "value": verdict.value} if verdict else None


def _row_forms(rows: Sequence[Evidence]) -> list[dict[str, object]]:
    return [asdict(row) for row in rows]


def _advice_form(recommendation: Recommendation | None) -> dict[str, object] | None:
    if recommendation is None:
        return None
    return {"text": recommendation.text, "municipalities": list(recommendation.municipalities)}
