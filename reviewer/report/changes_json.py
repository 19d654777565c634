"""The JSON form of the comparison of two runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from reviewer.facts.identity import COMPARED, FieldChange, Pair
from reviewer.facts.identity_parts import Division
from reviewer.facts.word_changes import word_changes
from reviewer.model.corrections import Conflict, Decision, LabelDecision, RowEdit, RowReference
from reviewer.model.review import Review, Verdict
from reviewer.model.roadmap import Activity
from reviewer.report.counted_json import evidence_form, statement_form
from reviewer.verdicts.changed_facts import FactChange
from reviewer.verdicts.changed_verdicts import VerdictShift
from reviewer.verdicts.changes import Cause, Changes, MunicipalityChanges, StatementShift


def changes_form(changes: Changes) -> dict[str, object]:
    """`municipalities`: only those that changed. Every `old` and `new` is null where that run has nothing of the kind."""
    return {
        "region": changes.after.region,
        "old": _run(changes.before),
        "new": _run(changes.after),
        "municipalities": [_municipality(one) for one in changes.changed],
        "statements": [_statement_shift(shift) for shift in changes.statements],
    }


def conflict_form(conflict: Conflict) -> dict[str, object]:
    """A decision that does not hold any more."""
    decision = conflict.decision
    row = _row_of(decision)
    return {
        "message": conflict.message,
        "cell": decision.place,
        "municipality": decision.row.municipality if isinstance(decision, LabelDecision) else decision.municipality,
        "parameter": decision.parameter if isinstance(decision, Decision) else None,
        "label": decision.label if isinstance(decision, LabelDecision) else None,
        "number": row.number if row else None,
        "activity": row.text if row else None,
    }


def _row_of(decision: Decision | LabelDecision | RowEdit) -> RowReference | None:
    """The row that was decided on, the first of several."""
    if isinstance(decision, LabelDecision):
        return decision.row
    return next(iter(decision.rows), None) if isinstance(decision, RowEdit) else None


def _run(review: Review) -> dict[str, object]:
    rules = review.rules
    return {
        "rules": {"name": rules.name, "version": rules.version, "sha256": rules.sha256},
        "unread": [asdict(problem) for problem in review.problems],
        "unmatched_files": list(review.unmatched_files),
    }


def _municipality(changes: MunicipalityChanges) -> dict[str, object]:
    return {
        "id": changes.id,
        "name": changes.name,
        "resubmitted": changes.resubmitted,
        "status": {"old": changes.before.status, "new": changes.after.status},
        "files": {"old": list(changes.before.files), "new": list(changes.after.files)},
        "passport": [_field(change) for change in changes.passport],
        "activities": _activities(changes),
        "facts": [_fact(change, changes) for change in changes.facts],
        "verdicts": [_verdict_shift(shift) for shift in changes.verdicts],
    }


def _activities(changes: MunicipalityChanges) -> dict[str, object] | None:
    rows = changes.rows
    if rows is None:
        return None
    old, new, matching = rows.old, rows.new, rows.matching
    return {
        "same": sum(pair.kind == "same" for pair in matching.pairs),
        "changed": [_pair(pair, old, new) for pair in matching.pairs if pair.kind != "same"],
        "added": [_activity(new[place]) for place in matching.added],
        "dropped": [_activity(old[place]) for place in matching.dropped],
        "splits": [_division(split, old, new) for split in matching.splits],
        "merges": [_division(merge, new, old) for merge in matching.merges],
    }


def _pair(pair: Pair, old: Sequence[Activity], new: Sequence[Activity]) -> dict[str, object]:
    return {
        "kind": pair.kind,
        "moved": pair.moved,
        "similarity": pair.similarity,
        "old": _place(old[pair.before]),
        "new": _place(new[pair.after]),
        "activity": new[pair.after].activity,
        "fields": [_field(change) for change in pair.changes],
    }


def _field(change: FieldChange) -> dict[str, object]:
    """`words`: the difference word by word, of the fields that hold texts."""
    form: dict[str, object] = {"field": change.field, "old": change.before, "new": change.after}
    if change.field in COMPARED:
        form["words"] = [asdict(run) for run in word_changes(change.before or "", change.after or "")]
    return form


def _place(activity: Activity) -> dict[str, object]:
    return {"number": activity.number, **asdict(activity.source)}


def _activity(activity: Activity) -> dict[str, object]:
    texts = {name: activity.field(name) for name in ("section", *COMPARED)}
    return {**_place(activity), **texts}


def _division(division: Division, wholes: Sequence[Activity], parts: Sequence[Activity]) -> dict[str, object]:
    return {"whole": _activity(wholes[division.whole]), "parts": [_activity(parts[place]) for place in division.parts]}


def _fact(change: FactChange[Cause], changes: MunicipalityChanges) -> dict[str, object]:
    after = changes.after.reviewed
    activity = after.roadmap.activities[change.after_place] if after else None
    return {
        "number": activity.number if activity else None,
        "activity": activity.activity if activity else None,
        "facet": change.facet,
        "old": list(change.before),
        "new": list(change.after),
        "causes": list(change.causes),
        "why": list(change.why),
    }


def _verdict_shift(shift: VerdictShift[Cause]) -> dict[str, object]:
    return {
        "parameter": shift.parameter,
        "old": _verdict(shift.before),
        "new": _verdict(shift.after),
        "causes": list(shift.causes),
        "gained": [evidence_form(row) for row in shift.gained],
        "lost": [evidence_form(row) for row in shift.lost],
    }


def _verdict(verdict: Verdict | None) -> dict[str, object] | None:
    if verdict is None:
        return None
    return {
        "verdict": verdict.verdict,
        "value": verdict.value,
        "total": verdict.total,
        "bucket": verdict.bucket,
        "rule": verdict.rule,
    }


def _statement_shift(shift: StatementShift) -> dict[str, object]:
    return {
        "id": shift.id,
        "title": shift.title,
        "old": statement_form(shift.before),
        "new": statement_form(shift.after),
        "joined": list(shift.joined),
        "left": list(shift.left),
        "causes": list(shift.causes),
    }
