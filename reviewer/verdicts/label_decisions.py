"""The decisions of a person on doubtful labels: the rules are asked again with that answer given, so whatever rests on the
label follows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.model.corrections import Conflict, Corrections, LabelDecision
from reviewer.model.region import Region
from reviewer.model.review import MunicipalityReview
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
    steps = [rulebook.plan.steps.index(decision.label) for decision in decisions]
    plan = replace(rulebook.plan, always=(*rulebook.plan.always, *steps))
    return replace(rulebook, signals=signals, plan=plan)


def decision_id(decision: LabelDecision) -> str:
    """The same for the same question, whoever answers it and in whichever file it is asked."""
    row = decision.row
    asked = "\n".join((row.municipality, *row_key(row.number, row.text), decision.label))
    return hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()[:12]


def homeless_labels(
    rulebook: Rulebook, region: Region, reviews: Sequence[MunicipalityReview], corrections: Corrections
) -> Iterator[Conflict]:
    """Decisions on rows or labels that are no more, and those on rows that say something else by now."""
    known = {municipality.id for municipality in region.municipalities}
    indexes = {review.id: RowIndex(review.reviewed.roadmap) for review in reviews if review.reviewed}
    for decision in corrections.labels:
        name = decision.row.municipality
        if name not in known:
            title = decision.municipality_title or name
            yield Conflict(decision, f"Муниципального образования «{title}» больше нет в профиле региона.")
        elif decision.label not in rulebook.signals:
            title = decision.label_title or decision.label
            yield Conflict(decision, f"Признака «{title}» больше нет в правилах.")
        elif decision.outdated:
            yield Conflict(decision, decision.outdated)
        elif name not in indexes:
            yield Conflict(decision, "«Дорожная карта» муниципального образования в этот раз не рассмотрена.")
        elif not indexes[name].find(decision.row):
            yield Conflict(
                decision, "Такой строки в «дорожной карте» больше нет: её текст или номер изменён. Решите заново."
            )
