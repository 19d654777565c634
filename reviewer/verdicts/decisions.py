"""The decisions of a person on verdicts stand above those of the rules; what the rules said stays beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reviewer.model.corrections import Conflict, Corrections, Decision
from reviewer.model.region import Municipality, Region
from reviewer.model.review import ReviewedRoadmap, Verdict
from reviewer.rulebook.measures import Bucket
from reviewer.rulebook.rulebook import Parameter, Rulebook
from reviewer.verdicts.municipal import EXAMPLES


def decide(
    rulebook: Rulebook,
    verdicts: Sequence[Verdict],
    decisions: Mapping[str, Decision],
    *,
    municipality: Municipality,
    reviewed: ReviewedRoadmap | None,
    region: Region,
) -> tuple[Verdict, ...]:
    """The same verdicts, those decided by a person as that person has it. `decisions`: by parameter.

    The measure stays as it was counted. The bucket follows where only one has the verdict, and is none where several have.
    """
    if not decisions:
        return tuple(verdicts)
    circumstances: dict[str, object] = {
        "municipality": municipality.short,
        "plan": reviewed.roadmap.passport if reviewed else None,
        "region": region,
    }
    return tuple(
        _decided(parameter, verdict, decisions[parameter.id], circumstances) if parameter.id in decisions else verdict
        for parameter, verdict in zip(rulebook.parameters, verdicts, strict=True)
    )


def _decided(
    parameter: Parameter, verdict: Verdict, decision: Decision, circumstances: Mapping[str, object]
) -> Verdict:
    if decision.verdict is None or decision.verdict == verdict.verdict:
        kept = verdict if decision.verdict is None else replace(verdict, program=verdict.verdict)
        return replace(kept, decision=decision)
    fitting = [bucket for bucket in parameter.buckets if bucket.verdict == decision.verdict]
    bucket = fitting[0] if len(fitting) == 1 else None
    return replace(
        verdict,
        verdict=decision.verdict,
        bucket=bucket.id if bucket else None,
        bucket_title=bucket.title if bucket else None,
        remark=_remark(parameter, verdict, decision, fitting, circumstances),
        decision=decision,
        program=verdict.verdict,
    )


def _remark(
    parameter: Parameter,
    verdict: Verdict,
    decision: Decision,
    fitting: Sequence[Bucket],
    circumstances: Mapping[str, object],
) -> str | None:
    """What is asked of the municipality now: the person's own words, else those of the rules on such a verdict."""
    if decision.verdict not in {"partly", "not_met"}:
        return None
    if decision.comment or not fitting:
        return decision.comment or verdict.remark
    remark = parameter.remark_for(fitting[0])
    if remark is None or verdict.value is None:
        return verdict.remark
    return remark.render(
        measure=verdict.value if parameter.measure.kind == "share" else int(verdict.value),
        total=verdict.total,
        bucket=fitting[0].id,
        examples=[evidence.quote for evidence in verdict.evidence[:EXAMPLES]],
        **circumstances,
    )


def homeless_decisions(rulebook: Rulebook, region: Region, corrections: Corrections) -> Iterator[Conflict]:
    """Decisions on municipalities or parameters that are no more, and those on what is measured otherwise by now."""
    municipalities = {municipality.id for municipality in region.municipalities}
    for decision in corrections.verdicts:
        if decision.municipality not in municipalities:
            title = decision.municipality_title or decision.municipality
            yield Conflict.of(decision, f"Муниципального образования «{title}» больше нет в профиле региона.")
        elif rulebook.parameter(decision.parameter) is None:
            title = decision.parameter_title or decision.parameter
            yield Conflict.of(decision, f"Параметра «{title}» больше нет в правилах.")
        elif decision.outdated:
            yield Conflict.of(decision, decision.outdated)
