"""A finding: a parameter of a municipality, the rule that graded it, the rows that were counted, and what people say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.model.corrections import VerdictKind
from reviewer.model.facts import ActivityFacts, Why
from reviewer.model.review import Evidence, MunicipalityReview, Statement, Verdict
from reviewer.report.places import rows_text
from reviewer.report.wording import NO_ROADMAP, VERDICTS
from reviewer.rulebook.rulebook import Parameter
from reviewer.store.correction_entries import seen_ordinal
from reviewer.store.correction_targets import row_digest, verdict_target
from reviewer.verdicts.municipal import quote_of
from reviewer.verdicts.row_references import reference_to
from reviewer.web.sources.asked import Asked, asked_of
from reviewer.web.views.explaining import Rules, SignalView, asks_deadline, counted_words, explain_row, understood
from reviewer.web.views.finding_decisions import (
    DecisionLine,
    OtherDecision,
    conflicts_of,
    decisions_of,
    elsewhere_of,
    pending_of,
)
from reviewer.web.views.heads import Head
from reviewer.web.views.matrix import mark_of, titles_of
from reviewer.web.views.municipality import look_of, measured_words
from reviewer.web.views.reviews import Shown


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the roadmap in a finding.

    Attributes:
        place: Of the row in the roadmap, from 1: its number in addresses.
        where: «п. 3.1», «строка 7».
        because: Titles of the signals that made it count.
        corrected: Whether people have corrected it.
        key: By which the page of the row is found.
    """

    place: int
    where: str
    text: str
    deadline: str
    outcome: str
    because: tuple[str, ...]
    corrected: bool
    key: str


@dataclass(frozen=True, slots=True)
class Step:
    """The parameter before or after, of the same municipality."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding.

    Attributes:
        look, words: Of the verdict that holds; `program`: what the rules say, where a person says otherwise or the same.
        measured: What was measured, in words. `grades`: thresholds and the verdicts that they earn, the one that holds marked.
        rows: Those that were counted; `others`: those that were not, where the whole roadmap was looked through.
        pending: What was decided since the result, in words; empty where nothing was.
        seen: Ordinal of the newest entry on it, to be sent with a decision.
        conflicts: Decisions that the result could not follow, and why.
        decisions: All, the newest first; `elsewhere`: on the same parameter at other municipalities.
        counts: Whether rows are counted at all.
    """

    municipality: str
    municipality_name: str
    parameter: str
    title: str
    verdict: VerdictKind
    by_rules: VerdictKind
    look: str
    words: str
    program: str
    comment: str
    who: str
    when: str
    measured: str
    finding: str
    remark: str
    rule: str
    grades: tuple[tuple[str, VerdictKind, str, bool], ...]
    rows: tuple[RowLine, ...]
    others: tuple[RowLine, ...]
    pending: str
    seen: int
    conflicts: tuple[str, ...]
    decisions: tuple[DecisionLine, ...]
    elsewhere: tuple[OtherDecision, ...]
    counts: bool
    previous: Step | None
    following: Step | None

    def row(self, place: int | None) -> RowLine | None:
        """The row of that place; by default the first that was counted."""
        if place is None:
            return self.rows[0] if self.rows else None
        return next((one for one in (*self.rows, *self.others) if one.place == place), None)


@dataclass(frozen=True, slots=True)
class RowSource:
    """A row beside its source. `file`: as outputs name it; `asked`: what to show of it; `understood`: terms and words; `signals`:
    why it was counted or not.
    """

    line: RowLine
    file: str
    asked: Asked
    understood: tuple[tuple[str, str], ...]
    signals: tuple[SignalView, ...]


def view_finding(shown: Shown, head: Head, municipality: str, parameter: str) -> FindingView | None:
    """None where there is no such municipality or parameter."""
    of, verdict = shown.municipality(municipality), shown.verdict(municipality, parameter)
    if of is None or verdict is None:
        return None
    titles = titles_of(shown.review)
    statement = shown.review.statement(parameter)
    counted = _counted(of, verdict)
    mark = mark_of(verdict, of.status)
    decision = verdict.decision
    previous, following = _steps(of, head, titles, parameter)
    target = verdict_target(municipality, parameter)
    facts = of.reviewed.facts if of.reviewed else ()
    lines = {place: _row(place, facts[place], municipality, shown, counted.get(place)) for place in range(len(facts))}
    return FindingView(
        municipality=municipality,
        municipality_name=of.name,
        parameter=parameter,
        title=titles.get(parameter, parameter),
        verdict=verdict.verdict,
        by_rules=verdict.by_rules,
        look=look_of(mark),
        words=NO_ROADMAP if mark == "none" else VERDICTS[verdict.verdict],
        program=VERDICTS[verdict.by_rules] if decision and decision.verdict else "",
        comment=decision.comment if decision else "",
        who=decision.who if decision else "",
        when=f"{decision.when:%d.%m.%Y}" if decision and decision.when else "",
        measured=measured_words(verdict),
        finding=verdict.finding,
        remark=verdict.remark or "",
        rule=verdict.rule,
        grades=_grades(statement, verdict),
        rows=tuple(lines[place] for place in counted),
        others=tuple(lines[place] for place in lines if place not in counted),
        pending=pending_of(shown, target),
        seen=seen_ordinal(shown.entries, target),
        conflicts=conflicts_of(shown, municipality, parameter),
        decisions=decisions_of(shown, target),
        elsewhere=elsewhere_of(shown, head, municipality, parameter),
        counts=bool(counted) or _counts_rows(verdict),
        previous=previous,
        following=following,
    )


def view_row(shown: Shown, finding: FindingView, line: RowLine, rules: Rules | None) -> RowSource | None:
    """A row of a finding with its source. None where there is no roadmap any more."""
    of = shown.municipality(finding.municipality)
    if of is None or of.reviewed is None:
        return None
    facts = of.reviewed.facts[line.place - 1]
    verdict = shown.verdict(finding.municipality, finding.parameter)
    evidence = _counted(of, verdict).get(line.place - 1) if verdict else None
    parameter = rules.rulebook.parameter(finding.parameter) if rules else None
    signals: tuple[SignalView, ...] = ()
    if rules and parameter:
        signals = explain_row(rules, parameter, of.reviewed, line.place - 1, counted=evidence is not None)
    whys = _whys(facts, evidence, deadline=parameter is not None and asks_deadline(parameter.measure.where))
    asked = asked_of(facts.activity, whys)
    return RowSource(line, facts.activity.source.file, asked, understood(facts), signals)


def measure_words(rules: Rules | None, parameter: str) -> str:
    """Which activities are counted, in words; empty where that cannot be told."""
    found: Parameter | None = rules.rulebook.parameter(parameter) if rules else None
    if rules is None or found is None:
        return ""
    return counted_words(found, {one.id: one.title for one in rules.rulebook.signals.values()})


def _counted(of: MunicipalityReview, verdict: Verdict) -> dict[int, Evidence]:
    """The rows of the evidence by their places among the facts."""
    waiting: dict[tuple[object, ...], list[int]] = {}
    for place, facts in enumerate(of.reviewed.facts if of.reviewed else ()):
        source = facts.activity.source
        key = source.file, source.page, source.table, source.row, facts.activity.number, quote_of(facts)
        waiting.setdefault(key, []).append(place)
    found: dict[int, Evidence] = {}
    for row in verdict.evidence:
        places = waiting.get((row.file, row.page, row.table, row.row, row.number, row.quote))
        if places:
            found[places.pop(0)] = row
    return found


def _row(place: int, facts: ActivityFacts, municipality: str, shown: Shown, evidence: Evidence | None) -> RowLine:
    activity, source = facts.activity, facts.activity.source
    here = Evidence(source.file, "", activity.number, source.page, source.table, source.row)
    titles = shown.review.decided.signals
    because = (_signal_title(origin, titles) for origin in (evidence.why.split("; ") if evidence else ()))
    return RowLine(
        place=place + 1,
        where=rows_text([here], tables=False),
        text=activity.activity,
        deadline=activity.deadline or "",
        outcome=activity.outcome or "",
        because=tuple(dict.fromkeys(filter(None, because))),
        corrected=bool(facts.corrected),
        key=row_digest(reference_to(municipality, activity)),
    )


def _signal_title(origin: str, titles: Mapping[str, str]) -> str:
    """Of «rule:base@1.0.0#signals.parents.any[1]» the title of «parents»."""
    kind, _, rest = origin.partition(":")
    if kind == "correction":
        return "решение методиста"
    if kind == "default":
        return "по умолчанию: иное не сказано"
    _, _, inside = rest.partition("#signals.")
    name = inside.partition(".")[0]
    return titles.get(name, name)


def _whys(facts: ActivityFacts, evidence: Evidence | None, *, deadline: bool) -> Sequence[Why]:
    """What the row was counted for. Of one that was not, all that was found in it. `deadline`: the parameter looks at deadlines."""
    if deadline:
        return [Why("deadline", "", facts.activity.deadline, "deadline", 0)] if facts.activity.deadline else ()
    if evidence is None:
        return facts.whys
    origins = set(evidence.why.split("; "))
    return [why for why in facts.whys if why.by in origins]


def _counts_rows(verdict: Verdict) -> bool:
    """A document is asked something as a whole: present or not."""
    return verdict.total is not None or (verdict.value is not None and bool(verdict.evidence))


def _grades(statement: Statement | None, verdict: Verdict) -> tuple[tuple[str, VerdictKind, str, bool], ...]:
    """Threshold in words, verdict, its word, whether it is the one that the rules gave."""
    if statement is None:
        return ()
    return tuple(
        (one.words, one.verdict, VERDICTS[one.verdict], one.verdict == verdict.by_rules) for one in statement.grades
    )


def _steps(
    of: MunicipalityReview, head: Head, titles: Mapping[str, str], parameter: str
) -> tuple[Step | None, Step | None]:
    ids = [verdict.parameter for verdict in of.verdicts]
    place = ids.index(parameter)

    def at(number: int) -> Step | None:
        if not 0 <= number < len(ids):
            return None
        return Step(titles.get(ids[number], ids[number]), head.finding(of.id, ids[number]))

    return at(place - 1), at(place + 1)
