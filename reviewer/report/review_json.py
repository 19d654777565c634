"""`review.json`: the form that other programs rely on."""

from __future__ import annotations

import json
import re

import msgspec

from reviewer.model.review import MunicipalityReview, Review, RulesIdentity, Verdict
from reviewer.report.counted_json import evidence_form
from reviewer.report.decisions_json import decided_form, decision_form
from reviewer.report.events import events_form
from reviewer.report.writer import Order, Writer, Written, WrittenFile

_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


def review_to_json(review: Review) -> str:
    """The review as one JSON object, ending in a line feed; equal reviews give equal bytes."""
    form: dict[str, object] = {
        "region": review.region,
        "rules": _rules(review.rules),
        "municipalities": [_municipality(municipality) for municipality in review.municipalities],
        "statements": [
            {
                "id": statement.id,
                "count": statement.count,
                "total": statement.total,
                "percent": statement.percent,
                "municipalities": list(statement.municipalities),
                "text": statement.text,
            }
            for statement in review.statements
        ],
        "recommendations": [
            {
                "id": item.id,
                "text": item.text,
                "because": list(item.because),
                "municipalities": list(item.municipalities),
            }
            for item in review.recommendations
        ],
        "problems": [
            {"file": problem.file, "code": problem.code, "message": problem.message} for problem in review.problems
        ],
        "unmatched_files": list(review.unmatched_files),
        "regional_events": events_form(review.regional_events),
    }
    form |= decided_form(review.decided)
    return indented(form)


def indented(form: object) -> str:
    """JSON for people, ending in a line feed: the library's own indenting takes five times as long. Halves of characters are replaced."""
    text = _HALF_CHARACTERS.sub("\ufffd", json.dumps(form, ensure_ascii=False))
    return msgspec.json.format(text, indent=2) + "\n"


def _rules(rules: RulesIdentity) -> dict[str, object]:
    return {
        "name": rules.name,
        "title": rules.title,
        "version": rules.version,
        "sha256": rules.sha256,
        "disabled": [
            {"kind": rule.kind, "id": rule.id, "title": rule.title, "reason": rule.reason, "origin": rule.origin}
            for rule in rules.disabled
        ],
    }


def _municipality(municipality: MunicipalityReview) -> dict[str, object]:
    return {
        "id": municipality.id,
        "name": municipality.name,
        "files": list(municipality.files),
        "status": municipality.status,
        "notes": list(municipality.notes),
        "parameters": {verdict.parameter: _verdict(verdict) for verdict in municipality.verdicts},
    }


def _verdict(verdict: Verdict) -> dict[str, object]:
    return {
        "verdict": verdict.verdict,
        "value": _number(verdict),
        "bucket": verdict.bucket,
        "evidence": [evidence_form(evidence) for evidence in verdict.evidence],
        "remark": verdict.remark,
        **decision_form(verdict),
    }


def _number(verdict: Verdict) -> float | None:
    """A count is a whole number in JSON too, a share stays 0..1."""
    value = verdict.value
    return int(value) if value is not None and verdict.total is None and value == int(value) else value


def write_json(order: Order, /) -> Written:
    path = order.out / "review.json"
    path.write_text(review_to_json(order.review), encoding="utf-8", newline="\n")
    return Written((WrittenFile(path, "результаты для программ"),))


_: Writer = write_json
