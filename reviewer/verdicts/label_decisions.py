"""The decisions of a person on doubtful labels: the rules are asked again with that answer given, so whatever rests on the
label follows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.activities.wording import value
from reviewer.facts.regional import EventAnswer
from reviewer.model.corrections import (
    REGIONAL_EVENT,
    Conflict,
    Corrections,
    LabelDecision,
    RowEdit,
    RowReference,
)
from reviewer.model.facts import ActivityFacts
from reviewer.model.region import Region
from reviewer.model.review import MunicipalityReview, ReviewedRoadmap
from reviewer.model.roadmap import Activity, Roadmap
from reviewer.rulebook.conditions import Answer, Examination, Ground
from reviewer.rulebook.rulebook import Rulebook
from reviewer.verdicts.row_references import RowIndex, row_key

_PATH = "decision"


@dataclass(frozen=True, slots=True)
class Settled:
    """A condition that a person has answered."""

    holds: bool
    path: str = _PATH

    @property
    def triggers(self) -> frozenset[int] | None:
        return None

    def answer(self, examined: Examination) -> Answer:  # noqa: ARG002 - it is settled whatever is found
        return Answer.YES if self.holds else Answer.NO

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:  # noqa: ARG002 - the same
        return (Ground(self.path),)


def settled_rulebooks(
    rulebook: Rulebook, roadmap: Roadmap, decisions: Iterable[LabelDecision]
) -> Mapping[Activity, Rulebook]:
    """For each row that somebody decided on, the rulebook with these answers given."""
    index = RowIndex(roadmap)
    decided: dict[Activity, list[LabelDecision]] = {}
    for decision in decisions:
        if decision.holds is not None and decision.label in rulebook.signals:
            for activity in index.find(decision.row):
                decided.setdefault(activity, []).append(decision)
    return {activity: _settled(rulebook, taken) for activity, taken in decided.items()}


def _settled(rulebook: Rulebook, decisions: Sequence[LabelDecision]) -> Rulebook:
    signals = dict(rulebook.signals)
    for decision in decisions:
        signals[decision.label] = replace(
            signals[decision.label],
            condition=Settled(bool(decision.holds)),
            elsewhere={_PATH: f"correction:{decision_id(decision)}"},
        )
    steps = [rulebook.plan.steps.index(label) for label in dict.fromkeys(decision.label for decision in decisions)]
    plan = replace(rulebook.plan, always=(*rulebook.plan.always, *steps))
    return replace(rulebook, signals=signals, plan=plan)


def event_answers(roadmap: Roadmap, decisions: Iterable[LabelDecision]) -> Mapping[Activity, EventAnswer]:
    """For each row of which somebody said whether it takes part in the regional event that it was matched with."""
    index = RowIndex(roadmap)
    return {
        activity: EventAnswer(decision.holds, f"correction:{decision_id(decision)}", decision.label_title)
        for decision in decisions
        if decision.label == REGIONAL_EVENT and decision.holds is not None
        for activity in index.find(decision.row)
    }


def renumbered(labels: Iterable[LabelDecision], edits: Iterable[RowEdit]) -> tuple[LabelDecision, ...]:
    """The same answers, the rows of which the number alone was corrected since named as they are by now."""
    numbers = {
        _place(edit.rows[0]): value(edit.into[0]["number"] or "")
        for edit in edits
        if edit.kind == "field" and edit.rows and edit.into and "number" in edit.into[0]
        if "activity" not in edit.into[0] and not edit.outdated
    }
    return tuple(
        replace(label, row=replace(label.row, number=numbers[_place(label.row)]))
        if _place(label.row) in numbers
        else label
        for label in labels
    )


def _place(row: RowReference) -> tuple[object, ...]:
    return row.municipality, row_key(row.number, row.text), row.file, row.page, row.table, row.row


def decision_id(decision: LabelDecision) -> str:
    """Of the entry that it is kept as; else the same for the same question, whoever answers it and in whichever file it is asked."""
    if decision.id:
        return decision.id
    row = decision.row
    asked = "\n".join((row.municipality, *row_key(row.number, row.text), decision.label))
    return hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()[:12]


def homeless_labels(
    rulebook: Rulebook, region: Region, reviews: Sequence[MunicipalityReview], corrections: Corrections
) -> Iterator[Conflict]:
    """Decisions on rows or labels that are no more, and those on rows that say something else by now."""
    known = {municipality.id for municipality in region.municipalities}
    rows = {review.id: _Rows(review.reviewed) for review in reviews if review.reviewed}
    for decision in corrections.labels:
        name = decision.row.municipality
        if name not in known:
            fault = f"Муниципального образования «{decision.municipality_title or name}» больше нет в профиле региона."
        elif decision.label != REGIONAL_EVENT and decision.label not in rulebook.signals:
            fault = f"Признака «{decision.label_title or decision.label}» больше нет в правилах."
        elif decision.outdated:
            fault = decision.outdated
        elif name not in rows:
            fault = "«Дорожная карта» муниципального образования в этот раз не рассмотрена."
        else:
            fault = rows[name].fault(decision)
        if fault:
            yield Conflict.of(decision, fault)


class _Rows:
    """The rows of a reviewed roadmap, and what is wrong with a decision on one of them."""

    def __init__(self, reviewed: ReviewedRoadmap) -> None:
        self._index = RowIndex(reviewed.roadmap)
        self._facts = {facts.activity: facts for facts in reviewed.facts}

    def fault(self, decision: LabelDecision) -> str:
        found = self._index.find(decision.row)
        if not found:
            return "Такой строки в «дорожной карте» больше нет: её текст или номер изменён. Решите заново."
        if decision.label != REGIONAL_EVENT or decision.holds is None:
            return ""
        facts = [self._facts[activity] for activity in found]
        if all(_follows(item, decision) for item in facts):
            return ""
        if any(item.regional for item in facts):
            return "Строка сопоставлена с другим мероприятием региональной «дорожной карты». Решите заново."
        return "Похожего мероприятия в региональной «дорожной карте» больше нет."


def _follows(facts: ActivityFacts, decision: LabelDecision) -> bool:
    """Whether the answer on a regional event was given on the event that the row is matched with."""
    if not decision.holds:
        return facts.regional is None
    return any(why.by == f"correction:{decision_id(decision)}" for why in facts.whys)
