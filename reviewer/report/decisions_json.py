"""What `review.json` says of the decisions of people. Where nobody decided anything it says nothing."""

from __future__ import annotations

from reviewer.model.corrections import Conflict, Decided, Decision, LabelDecision
from reviewer.model.review import Verdict


def decision_form(verdict: Verdict) -> dict[str, object]:
    """The keys that a verdict gets besides: `program` is what the rules said."""
    decision = verdict.decision
    if decision is None:
        return {}
    return {"program": verdict.by_rules, "decision": {"verdict": decision.verdict, **_signed(decision)}}


def decided_form(decided: Decided) -> dict[str, object]:
    """The keys that the whole gets besides."""
    corrections = decided.corrections
    if not corrections.verdicts and not corrections.labels:
        return {}
    unfollowed = {conflict.decision for conflict in decided.conflicts}
    return {
        "decisions": {
            "sha256": corrections.sha256,
            "verdicts": len(corrections.verdicts),
            "labels": [_label(decision) for decision in corrections.labels if decision not in unfollowed],
            "conflicts": [_conflict(conflict) for conflict in decided.conflicts],
        }
    }


def _conflict(conflict: Conflict) -> dict[str, object]:
    decision = conflict.decision
    if isinstance(decision, LabelDecision):
        return {"message": conflict.message, "cell": decision.place, **_label(decision)}
    return {
        "message": conflict.message,
        "cell": decision.place,
        "municipality": decision.municipality,
        "parameter": decision.parameter,
        "verdict": decision.verdict,
        **_signed(decision),
    }


def _label(decision: LabelDecision) -> dict[str, object]:
    row = decision.row
    return {
        "municipality": row.municipality,
        "file": row.file,
        "number": row.number,
        "activity": row.text,
        "label": decision.label,
        "holds": decision.holds,
        **_signed(decision),
    }


def _signed(decision: Decision | LabelDecision) -> dict[str, object]:
    return {
        "comment": decision.comment,
        "who": decision.who,
        "when": decision.when.isoformat() if decision.when else None,
    }
