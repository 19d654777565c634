"""The sheet «Проверить»: the labels and regional events of which the program is in doubt, each a question that a person answers with yes or no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reviewer.model.corrections import REGIONAL_EVENT, LabelDecision
from reviewer.model.facts import ActivityFacts
from reviewer.model.review import MunicipalityReview
from reviewer.model.roadmap import Activity
from reviewer.report import decisions_form as form
from reviewer.report.label_words import EVENT_QUESTION, event_question, signal_words
from reviewer.report.sheets import Column, Look, Print, Styled, Value
from reviewer.report.writer import Order
from reviewer.verdicts.row_references import RowIndex

Row = list[Value | Styled]
Answers = Mapping[Activity, Mapping[str, LabelDecision]]

_NUMBER = Look(centered=True)

COLUMNS = (
    Column(form.MUNICIPALITY, 22, Look(bold=True)),
    Column(form.NUMBER, 8, _NUMBER),
    Column(form.ACTIVITY, 50),
    Column(form.QUESTION, 30),
    Column("Почему сомнение", 34),
    *form.answer_columns(form.LABEL_ANSWERS, "Верно ли это о мероприятии? Пустая ячейка – не решено."),
    Column(form.FILE, 28),
    Column(form.PAGE, 10, _NUMBER),
    Column(form.TABLE, 10, _NUMBER),
    Column(form.ROW, 10, _NUMBER),
    Column(form.MUNICIPALITY_ID, 12, hidden=True),
    Column(form.LABEL_ID, 12, hidden=True),
)
PRINT = Print(columns=9)


def label_rows(order: Order) -> Iterator[Row]:
    """A row for each doubtful label or regional event, and for each that was decided on; those that could not be followed come last."""
    decided = order.clean.decided
    unfollowed = [item for item in decided.conflicts if isinstance(item.decision, LabelDecision)]
    lost = {item.decision for item in unfollowed}
    for review in order.clean.municipalities:
        followed = [item for item in decided.corrections.labels_of(review.id) if item not in lost]
        answers = _answers(review, followed)
        for facts in review.reviewed.facts if review.reviewed else ():
            given = answers.get(facts.activity, {})
            for label in sorted({*_in_doubt(facts), *given}):
                yield _row(review, facts, label, given.get(label), decided.signals)
    for conflict in unfollowed:
        if isinstance(conflict.decision, LabelDecision):
            yield _unfollowed(conflict.decision, conflict.message, decided.signals)


def _in_doubt(facts: ActivityFacts) -> Sequence[str]:
    match = facts.regional
    return (*facts.doubtful, REGIONAL_EVENT) if match and not match.certain else facts.doubtful


def _answers(review: MunicipalityReview, decisions: Sequence[LabelDecision]) -> Answers:
    if not decisions or review.reviewed is None:
        return {}
    index = RowIndex(review.reviewed.roadmap)
    answers: dict[Activity, dict[str, LabelDecision]] = {}
    for decision in decisions:
        for activity in index.find(decision.row):
            answers.setdefault(activity, {})[decision.label] = decision
    return answers


def _row(
    review: MunicipalityReview,
    facts: ActivityFacts,
    label: str,
    decision: LabelDecision | None,
    titles: Mapping[str, str],
) -> Row:
    activity, source = facts.activity, facts.activity.source
    return [
        review.name,
        activity.number,
        activity.activity,
        _question(facts, label, decision, titles),
        _doubt(facts, label),
        *form.answer_cells(decision, _word(decision)),
        source.file,
        source.page,
        source.table,
        source.row,
        review.id,
        label,
    ]


def _question(facts: ActivityFacts, label: str, decision: LabelDecision | None, titles: Mapping[str, str]) -> str:
    if label != REGIONAL_EVENT:
        return signal_words(label, titles)
    return event_question(facts.regional) if facts.regional else (decision and decision.label_title) or EVENT_QUESTION


def _unfollowed(decision: LabelDecision, message: str, titles: Mapping[str, str]) -> Row:
    row = decision.row
    return [
        decision.municipality_title or row.municipality,
        row.number,
        row.text,
        titles.get(decision.label) or decision.label_title or decision.label,
        None,
        *form.answer_cells(decision, _word(decision), message),
        row.file,
        row.page,
        row.table,
        row.row,
        row.municipality,
        decision.label,
    ]


def _doubt(facts: ActivityFacts, label: str) -> str | None:
    """The words that nearly say so, and how likely the classifier holds it."""
    reasons = []
    for why in facts.whys:
        if why.certain or not (why.label == label or f"#signals.{label}." in why.by):
            continue
        if why.probability is not None:
            measure = "сходство" if label == REGIONAL_EVENT else "вероятность"
            reasons.append(f"{measure} {why.probability:.2f}".replace(".", ","))
        if why.quote:
            reasons.append(f"«{why.quote}»")
    return "; ".join(dict.fromkeys(reasons)) or None


def _word(decision: LabelDecision | None) -> str | None:
    if decision is None or decision.holds is None:
        return None
    return next(word for word, holds in form.LABEL_ANSWERS.items() if holds is decision.holds)
