"""Runs the cases that stand in the files of a pack beside the rules which they try."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.model.errors import Place
from reviewer.model.facts import ActivityFacts, Deadline, Known, Labels, RegionalMatch
from reviewer.rulebook.cases import Case, ParameterCase
from reviewer.rulebook.conditions import Examination
from reviewer.rulebook.judging import Judgement, conclude, examine
from reviewer.rulebook.rulebook import Parameter, Rulebook, Signal

ReadDeadline = Callable[[str | None], Deadline]


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not come out as it stands in the rules. `rule`: «signals.parents»."""

    rule: str
    kind: Literal["match", "no_match", "todo", "bucket"]
    text: str
    message: str
    place: Place

    def __str__(self) -> str:
        spot = ":".join(str(part) for part in (self.place.file, self.place.line) if part is not None)
        return f"{spot}: {self.rule}: {self.message}\n    {self.text}"


def undated(text: str | None) -> Deadline:
    """Reads no deadline: one that is stated counts as continuous, one that is not as missing."""
    return Deadline("continuous" if text else "missing", concrete=False)


def check_pack(rulebook: Rulebook, read_deadline: ReadDeadline = undated) -> tuple[Failure, ...]:
    """Run every case of a pack.

    Args:
        rulebook: The pack.
        read_deadline: What understands deadlines; cases that turn on them need the one of the chain.

    Returns:
        The cases that fail, and the known gaps (`todo`) that have begun to pass, in the order of the rules.
    """
    found: list[Failure] = []
    for signal in rulebook.signals.values():
        found += _try_signal(rulebook, signal, read_deadline)
    for parameter in rulebook.parameters:
        found += [
            failure
            for case in parameter.tests
            if (failure := _try_parameter(rulebook, parameter, case, read_deadline)) is not None
        ]
    return tuple(found)


def _try_signal(rulebook: Rulebook, signal: Signal, read_deadline: ReadDeadline) -> Iterator[Failure]:
    expected = (
        ("match", signal.tests.match, True, "признак должен подойти, но не подошёл"),
        ("no_match", signal.tests.no_match, False, "признак не должен подойти, но подошёл"),
        ("todo", signal.tests.todo, False, "известный пробел закрыт: перенесите случай из todo в match"),
    )
    for kind, cases, holds, message in expected:
        for case in cases:
            judgement = conclude(rulebook, examine_case(rulebook, case, read_deadline))
            if (signal.id in judgement.signals) != holds:
                doubt = " (ответ «проверить»)" if signal.id in judgement.doubtful else ""
                why = _reason(judgement, signal) if not holds else doubt
                text = case.activity.activity
                yield Failure(f"signals.{signal.id}", kind, text, message + why, case.place)  # type: ignore[arg-type] # the words of the table above


def _reason(judgement: Judgement, signal: Signal) -> str:
    whys = [why for why in judgement.whys if why.by.startswith(f"{signal.origin}.")]
    return "".join(f"; {why.by.rpartition('.')[2]}: «{why.quote}»" for why in whys if why.quote)


def _try_parameter(
    rulebook: Rulebook, parameter: Parameter, case: ParameterCase, read_deadline: ReadDeadline
) -> Failure | None:
    facts = [facts_of(rulebook, examine_case(rulebook, one, read_deadline)) for one in case.activities]
    value = measured(parameter, facts)
    bucket = parameter.bucket_of(value).id if value is not None else "ни один: измерять нечего"
    if bucket == case.bucket:
        return None
    count = sum(parameter.measure.counts(one) for one in facts)
    message = f"ждали диапазон «{case.bucket}», получили «{bucket}» (подошло {count} из {len(facts)})"
    text = "; ".join(one.activity.activity for one in case.activities)
    return Failure(f"parameters.{parameter.id}", "bucket", text, message, case.place)


def measured(parameter: Parameter, facts: Sequence[ActivityFacts]) -> float | None:
    """The measure of the activities of one case; None where there is nothing to measure, as of a whole document."""
    kind, count = parameter.measure.kind, sum(parameter.measure.counts(one) for one in facts)
    if kind == "document" or (kind == "share" and not facts):
        return None
    return {"count": float(count), "exists": float(bool(count)), "share": count / max(len(facts), 1)}[kind]


def examine_case(rulebook: Rulebook, case: Case, read_deadline: ReadDeadline) -> Examination:
    match = None if case.regional is None else RegionalMatch("", case.regional)
    known = {"document.level": (Known(case.document),)} if case.document else None
    return examine(rulebook, case.activity, read_deadline(case.activity.deadline), match=match, known=known)


def facts_of(rulebook: Rulebook, examined: Examination) -> ActivityFacts:
    judgement = conclude(rulebook, examined)
    return ActivityFacts(
        activity=examined.activity,
        deadline=examined.deadline,
        labels=Labels(judgement.level, judgement.themes, judgement.audiences, judgement.scope),
        outcome_kind=judgement.outcome_kind,
        signals=judgement.signals,
        doubtful=judgement.doubtful,
        whys=judgement.whys,
    )
