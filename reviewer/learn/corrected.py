"""Rows that people looked at, as texts to learn from. Nothing of who decided goes into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reviewer.facts.finding import Background, understand
from reviewer.learn.corpus import ACTIVITY_LABELS, LabelledActivity
from reviewer.model.corrections import LabelDecision
from reviewer.model.facts import AUDIENCES, THEMES, ActivityFacts, Labels
from reviewer.model.roadmap import Activity, Roadmap
from reviewer.rulebook.rulebook import GROUPS, Rulebook
from reviewer.verdicts.label_decisions import settled_rulebooks
from reviewer.verdicts.row_references import RowIndex


@dataclass(frozen=True, slots=True)
class CorrectedRow:
    """A row with the labels that the rules and the classifier gave it, changed by what people answered.

    Attributes:
        municipality: Its id with that of its region («zaozerye.ozersky»); what is held out goes by it.
        plan: The number of the roadmap among those of the municipality, from 1.
        decided: The labels that people answered, as the classifiers name them.
        unknown: Labels of which nobody knows whether it bears them: nothing is learnt or measured of these.
    """

    municipality: str
    plan: int
    text: str
    responsible: str | None
    participants: str | None
    given: Labels
    decided: frozenset[str]
    unknown: frozenset[str] = frozenset()

    @property
    def fields(self) -> dict[str, str | None]:
        return {"activity": self.text, "responsible": self.responsible, "participants": self.participants}

    @property
    def document(self) -> str:
        return f"{self.municipality}-{self.plan}"

    @property
    def author(self) -> str:
        return self.municipality

    @property
    def labels(self) -> frozenset[str]:
        """As the classifiers name them."""
        return _named(self.given)

    def line(self, identifier: str) -> LabelledActivity:
        """As it would stand in `corpora/activities`, where what is unknown is not there."""
        return LabelledActivity(
            id=identifier,
            document=self.document,
            text=self.text,
            responsible=self.responsible,
            participants=self.participants,
            level=self.given.level,
            themes=self.given.themes,
            audiences=self.given.audiences,
            scope=self.given.scope,
        )


def corrected_rows(
    municipality: str, plan: int, roadmap: Roadmap, decisions: Iterable[LabelDecision], background: Background
) -> list[CorrectedRow]:
    """The rows of a roadmap of which people answered something that a classifier tells, in the order of the roadmap.

    Args:
        municipality: As `CorrectedRow.municipality`.
        plan: As `CorrectedRow.plan`.
        roadmap: As it was read, or as people corrected its texts.
        decisions: Those in force.
        background: The rules and the classifier that the rows are judged by.
    """
    rulebook = background.rulebook
    known = [decision for decision in decisions if decision.holds is not None and decision.label in rulebook.signals]
    settled = settled_rulebooks(rulebook, roadmap, known)
    answers = _answers(roadmap, known)
    rows = (
        _row(municipality, plan, facts, answers[facts.activity], rulebook)
        for facts in understand(roadmap, background, settled)
        if facts.activity in answers
    )
    return [row for row in rows if row.decided]


def _answers(roadmap: Roadmap, decisions: Iterable[LabelDecision]) -> dict[Activity, dict[str, bool]]:
    """What people answered of each row: signal and whether it holds."""
    index = RowIndex(roadmap)
    found: dict[Activity, dict[str, bool]] = {}
    for decision in decisions:
        for activity in index.find(decision.row):
            found.setdefault(activity, {})[decision.label] = bool(decision.holds)
    return found


def _row(
    municipality: str, plan: int, facts: ActivityFacts, answers: dict[str, bool], rulebook: Rulebook
) -> CorrectedRow:
    """A label counts as answered where the row has come to bear it, or not, as the person said: another signal may give it too."""
    activity, bears = facts.activity, _named(facts.labels)
    said = {label: holds for signal, holds in answers.items() if (label := _label(rulebook, signal))}
    decided = frozenset(label for label, holds in said.items() if (label in bears) == holds)
    doubtful = {label for signal in facts.doubtful if (label := _label(rulebook, signal))} - bears
    exclusive = {label for label in ACTIVITY_LABELS if label.partition(":")[0] in GROUPS}
    return CorrectedRow(
        municipality=municipality,
        plan=plan,
        text=activity.activity,
        responsible=activity.responsible,
        participants=activity.participants,
        given=facts.labels,
        decided=decided,
        unknown=frozenset((doubtful | exclusive) - decided),
    )


def _label(rulebook: Rulebook, signal: str) -> str | None:
    """The label that a signal carries, where the classifiers of activities tell it."""
    gives = rulebook.signals[signal].gives
    return str(gives) if gives is not None and str(gives) in ACTIVITY_LABELS else None


def _named(labels: Labels) -> frozenset[str]:
    audiences = (f"audience:{audience}" for audience in labels.audiences)
    return frozenset((*labels.themes, *audiences, f"level:{labels.level}", f"scope:{labels.scope}"))


def each_once(rows: Iterable[CorrectedRow]) -> list[CorrectedRow]:
    """A row that a municipality sent several times stands once, with all answers, the last where they differ; sorted, whatever order
    they come in.
    """
    last: dict[tuple[str, str, str, str], CorrectedRow] = {}
    for row in sorted(rows, key=lambda row: (row.municipality, row.plan)):
        key = (row.municipality, row.text, row.responsible or "", row.participants or "")
        last[key] = _with_answers(row, last[key]) if key in last else row
    return [last[key] for key in sorted(last)]


def _with_answers(row: CorrectedRow, before: CorrectedRow) -> CorrectedRow:
    """The row with the themes and audiences that people answered of it before."""
    kept = frozenset(label for label in before.decided - row.decided if label.partition(":")[0] not in GROUPS)
    bears = (row.labels - kept) | (before.labels & kept)
    given = replace(
        row.given,
        themes=tuple(theme for theme in THEMES if theme in bears),
        audiences=tuple(audience for audience in AUDIENCES if f"audience:{audience}" in bears),
    )
    return replace(row, given=given, decided=row.decided | kept, unknown=row.unknown - kept)


def corpus_lines(rows: Sequence[CorrectedRow]) -> list[LabelledActivity]:
    """The rows as the lines of a file of `corpora/activities`, numbered within each municipality."""
    numbers: dict[str, int] = {}
    lines = []
    for row in rows:
        numbers[row.municipality] = numbers.get(row.municipality, 0) + 1
        lines.append(row.line(f"{row.municipality}-{numbers[row.municipality]:04}"))
    return lines
