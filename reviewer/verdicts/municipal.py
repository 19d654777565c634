"""What the rules say of one municipality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.model.facts import ActivityFacts
from reviewer.model.region import Municipality, Region
from reviewer.model.review import Evidence, ReviewedRoadmap, Verdict
from reviewer.rulebook.rulebook import Parameter, Rulebook
from reviewer.verdicts.documents import DOCUMENT_MEASURES, Submission

EXAMPLES = 3
"""How many quoted activities a finding may name."""
LONGEST_QUOTE = 300
"""Characters of an activity that are quoted; the row says where the rest stands."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The measure of one parameter: `value` is a count, a share 0..1, or 0/1; `total` is what a share was taken of."""

    value: float | None
    total: int | None = None
    counted: tuple[ActivityFacts, ...] = ()


def measure(parameter: Parameter, files: tuple[str, ...], reviewed: ReviewedRoadmap | None, region: Region) -> Measured:
    """None where there is nothing to measure: no roadmap, or no activity to take a share of."""
    kind = parameter.measure.kind
    if kind == "document":
        submission = Submission(files, reviewed.roadmap if reviewed else None)
        return Measured(DOCUMENT_MEASURES[parameter.measure.document or ""](submission, region))
    if reviewed is None:
        return Measured(None)
    counted = tuple(facts for facts in reviewed.facts if parameter.measure.counts(facts))
    if kind == "share":
        total = len(reviewed.facts)
        return Measured(len(counted) / total if total else None, total, counted)
    return Measured(float(bool(counted)) if kind == "exists" else float(len(counted)), None, counted)


def judge_municipality(
    rulebook: Rulebook,
    municipality: Municipality,
    files: tuple[str, ...],
    reviewed: ReviewedRoadmap | None,
    region: Region,
) -> tuple[Verdict, ...]:
    """A verdict for each parameter, in the order of the pack."""
    return tuple(
        _verdict(parameter, measure(parameter, files, reviewed, region), municipality, reviewed, region)
        for parameter in rulebook.parameters
    )


def _verdict(
    parameter: Parameter,
    measured: Measured,
    municipality: Municipality,
    reviewed: ReviewedRoadmap | None,
    region: Region,
) -> Verdict:
    if measured.value is None:
        return Verdict(parameter.id, "unknown", rule=parameter.rule)
    bucket = parameter.bucket_of(measured.value)
    variables = {
        "measure": measured.value if parameter.measure.kind == "share" else int(measured.value),
        "total": measured.total,
        "bucket": bucket.id,
        "examples": [quote_of(facts) for facts in measured.counted[:EXAMPLES]],
        "municipality": municipality.short,
        "plan": reviewed.roadmap.passport if reviewed else None,
        "region": region,
    }
    remark = parameter.remark_for(bucket)
    return Verdict(
        parameter=parameter.id,
        verdict=bucket.verdict,
        value=measured.value,
        total=measured.total,
        bucket=bucket.id,
        bucket_title=bucket.title,
        evidence=evidence_of(measured.counted, parameter),
        finding=parameter.finding.render(**variables) if parameter.finding else "",
        remark=remark.render(**variables) if remark else None,
        rule=parameter.rule,
    )


def evidence_of(counted: Sequence[ActivityFacts], parameter: Parameter) -> tuple[Evidence, ...]:
    """The rows that were counted, with the rules that made them count."""
    asked = parameter.measure.labels
    return tuple(
        Evidence(
            file=facts.activity.source.file,
            quote=quote_of(facts),
            number=facts.activity.number,
            page=facts.activity.source.page,
            table=facts.activity.source.table,
            row=facts.activity.source.row,
            why="; ".join(dict.fromkeys(why.by for why in facts.whys if why.label in asked and why.certain)),
        )
        for facts in counted
    )


def quote_of(facts: ActivityFacts) -> str:
    """The activity's text, cut at a word where it is longer than LONGEST_QUOTE."""
    text = facts.activity.activity
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(" ,;:(«–-") + "…"
