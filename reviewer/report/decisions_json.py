"""What `review.json` says of the decisions of people. Where nobody decided anything it says nothing."""

from __future__ import annotations

from reviewer.model.corrections import EDITED_FIELDS, Conflict, Decided, Decision, LabelDecision, RowChange, RowEdit
from reviewer.model.review import Verdict
from reviewer.model.roadmap import Activity
from reviewer.verdicts.row_edits import edit_origin


def decision_form(verdict: Verdict) -> dict[str, object]:
    """The keys that a verdict gets besides: `program` is what the rules said."""
    decision = verdict.decision
    if decision is None:
        return {}
    return {"program": verdict.by_rules, "decision": {"verdict": decision.verdict, **_signed(decision)}}


def decided_form(decided: Decided) -> dict[str, object]:
    """The keys that the whole gets besides."""
    corrections = decided.corrections
    if not (corrections.verdicts or corrections.labels or corrections.rows):
        return {}
    unfollowed = {item.decision for item in decided.conflicts if isinstance(item.decision, LabelDecision)}
    return {
        "decisions": {
            "sha256": corrections.sha256,
            "verdicts": len(corrections.verdicts),
            "labels": [_label(decision) for decision in corrections.labels if decision not in unfollowed],
            "rows": [_row_change(change) for change in decided.row_changes],
            "conflicts": [_conflict(conflict) for conflict in decided.conflicts],
        }
    }


def _conflict(conflict: Conflict) -> dict[str, object]:
    decision = conflict.decision
    if isinstance(decision, LabelDecision):
        return {"message": conflict.message, "cell": decision.place, **_label(decision)}
    if isinstance(decision, RowEdit):
        return {"message": conflict.message, "cell": decision.place, **_row_edit(decision)}
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


def _row_change(change: RowChange) -> dict[str, object]:
    """`was`, `became`: the rows as they were then, and as it left them."""
    return {
        **_row_edit(change.edit),
        "was": [_activity(activity) for activity in change.before],
        "became": [_activity(activity) for activity in change.after],
    }


def _row_edit(edit: RowEdit) -> dict[str, object]:
    return {
        "by": edit_origin(edit),
        "kind": edit.kind,
        "municipality": edit.municipality,
        "rows": [{"file": row.file, "number": row.number, "activity": row.text} for row in edit.rows],
        "into": [dict(fields) for fields in edit.into],
        **_signed(edit),
    }


def _activity(activity: Activity) -> dict[str, object]:
    source = activity.source
    place = {"file": source.file, "page": source.page, "table": source.table, "row": source.row}
    return {**place, **{name: activity.field(name) for name in EDITED_FIELDS}}


def _signed(decision: Decision | LabelDecision | RowEdit) -> dict[str, object]:
    return {
        "comment": decision.comment,
        "who": decision.who,
        "when": decision.when.isoformat() if decision.when else None,
    }
