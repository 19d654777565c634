"""The sheets «Заключения» and «Итоги»: each finding with the rows that it was counted from, each statement with its share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.model.review import MunicipalityReview
from reviewer.report.municipal import place_text
from reviewer.report.sheet_matrix import VERDICT_LOOKS
from reviewer.report.sheets import Column, Look, Print, Styled, Value
from reviewer.report.wording import NO_ROADMAP
from reviewer.report.writer import Order

Row = list[Value | Styled]

_NUMBER = Look(centered=True)
_NAME = Look(bold=True)
_PERCENT = Look(centered=True, number_format="0.0%")

FINDING_COLUMNS = (
    Column("Муниципальное образование", 24, _NAME),
    Column("Параметр", 28),
    Column("Вывод", 18),
    Column("Значение", 12, _NUMBER),
    Column("Градация", 18),
    Column("Заключение", 46),
    Column("Замечание", 36),
    Column("Подтверждающие строки", 80),
    Column("Правило", 36),
)
FINDING_PRINT = Print(columns=7)

TOTAL_COLUMNS = (
    Column("Параметр", 32, _NAME),
    Column("Муниципальных образований", 16, _NUMBER),
    Column("Из общего количества", 14, _NUMBER),
    Column("Доля", 10, _PERCENT),
    Column("Муниципальные образования", 44),
    Column("Формулировка справки", 64),
)


def finding_rows(order: Order) -> Iterator[Row]:
    titles = {parameter.id: parameter.title for parameter in order.context.parameters}
    for review in order.clean.municipalities:
        yield from _findings(review, titles, order)


def _findings(review: MunicipalityReview, titles: Mapping[str, str], order: Order) -> Iterator[Row]:
    marks = {
        mark.parameter.id: mark for view in order.context.municipalities if view.id == review.id for mark in view.marks
    }
    for verdict in review.verdicts:
        mark = marks[verdict.parameter]
        look = _PERCENT if verdict.total is not None else _NUMBER
        yield [
            review.name,
            titles[verdict.parameter],
            Styled(mark.word, VERDICT_LOOKS[mark.verdict]),
            Styled(verdict.value, look),
            verdict.bucket_title,
            None if mark.word == NO_ROADMAP else mark.finding,
            verdict.remark,
            "\n".join(f"{place_text(evidence)}: «{evidence.quote}»" for evidence in verdict.evidence),
            verdict.rule,
        ]


def total_rows(order: Order) -> Iterator[Row]:
    views = {view.id: view for view in (*order.context.statements, order.context.content) if view}
    for item in order.clean.statements:
        yield [item.title, item.count, item.total, item.percent / 100, views[item.id].names, item.text]
