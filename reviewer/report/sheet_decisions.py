"""The sheet «Решения»: what the program says of each parameter of each municipality, and room for what a person says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.model.corrections import Decision
from reviewer.model.review import MunicipalityReview, Verdict
from reviewer.report import decisions_form as form
from reviewer.report.municipal import place_text
from reviewer.report.sheets import Column, Look, Print, Styled, Value
from reviewer.report.wording import VERDICTS
from reviewer.report.writer import Order

Row = list[Value | Styled]

_NUMBER = Look(centered=True)
_PERCENT = Look(centered=True, number_format="0.0%")
PLACES_SHOWN = 4
"""Rows that are named beside a verdict; the sheet «Заключения» quotes them all."""

COLUMNS = (
    Column(form.MUNICIPALITY, 22, Look(bold=True)),
    Column(form.PARAMETER, 26),
    Column("Вывод программы", 17),
    Column("Значение", 10, _NUMBER),
    Column("Заключение программы", 38),
    Column("Где подтверждение", 26),
    *form.answer_columns(form.VERDICT_ANSWERS, "Оставьте пустым, если согласны с выводом программы."),
    Column(form.MUNICIPALITY_ID, 12, hidden=True),
    Column(form.PARAMETER_ID, 12, hidden=True),
)
PRINT = Print(columns=10)


def decision_rows(order: Order) -> Iterator[Row]:
    """A row for each municipality and parameter; after them the decisions that could not be followed, so that none is lost."""
    titles = {parameter.id: parameter.title for parameter in order.context.parameters}
    for review in order.clean.municipalities:
        for verdict in review.verdicts:
            yield _row(review, verdict, titles)
    for conflict in order.clean.decided.conflicts:
        if isinstance(conflict.decision, Decision):
            yield _unfollowed(conflict.decision, conflict.message, titles)


def _row(review: MunicipalityReview, verdict: Verdict, titles: Mapping[str, str]) -> Row:
    decision = verdict.decision
    look = _PERCENT if verdict.total is not None else _NUMBER
    return [
        review.name,
        titles.get(verdict.parameter, verdict.parameter),
        VERDICTS[verdict.by_rules],
        Styled(verdict.value, look),
        verdict.finding,
        _places(verdict),
        *form.answer_cells(decision, _word(decision)),
        review.id,
        verdict.parameter,
    ]


def _unfollowed(decision: Decision, message: str, titles: Mapping[str, str]) -> Row:
    return [
        decision.municipality_title or decision.municipality,
        titles.get(decision.parameter) or decision.parameter_title or decision.parameter,
        *[None] * 4,
        *form.answer_cells(decision, _word(decision), message),
        decision.municipality,
        decision.parameter,
    ]


def _word(decision: Decision | None) -> str | None:
    return VERDICTS[decision.verdict] if decision and decision.verdict else None


def _places(verdict: Verdict) -> str:
    places = [place_text(evidence) for evidence in verdict.evidence[:PLACES_SHOWN]]
    further = len(verdict.evidence) - len(places)
    return "\n".join(place for place in places if place) + (f"\nи ещё {further}" if further else "")
