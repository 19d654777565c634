"""`матрица.xlsx`: who meets which parameter, every activity with what was understood of it, every finding, the totals."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from openpyxl import Workbook

from reviewer.model.facts import ActivityFacts, RegionalMatch
from reviewer.model.review import MunicipalityReview, VerdictKind
from reviewer.report.events import SHEET, event_sheet
from reviewer.report.municipal import MarkView, MunicipalityView, place_text
from reviewer.report.packaging import repack
from reviewer.report.sheets import Column, Look, Styled, Value, fill_sheet
from reviewer.report.wording import AUDIENCES, DEADLINES, LEVELS, NO_ROADMAP, OUTCOMES, SCOPES, THEMES
from reviewer.report.writer import Order, Writer, Written, WrittenFile

MATRIX = "матрица.xlsx"

_VERDICT_LOOKS: Mapping[VerdictKind, Look] = {
    "met": Look(fill="E2F0D9", centered=True),
    "partly": Look(fill="FFF2CC", italic=True, centered=True),
    "not_met": Look(fill="F4B183", bold=True, centered=True),
    "unknown": Look(fill="EDEDED", italic=True, centered=True),
}
_NUMBER = Look(centered=True)
_NAME = Look(bold=True)
_PERCENT = Look(centered=True, number_format="0.0%")

Row = list[Value | Styled]


def write_matrix(order: Order, /) -> Written:
    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    for title, fill in _SHEETS.items():
        columns, rows = fill(order)
        fill_sheet(book.create_sheet(title), columns, rows)
    if order.clean.regional_events:
        fill_sheet(book.create_sheet(SHEET), *event_sheet(order.clean), frozen_columns=2)
    saved = io.BytesIO()
    book.properties.creator = ""
    book.save(saved)
    path = order.out / MATRIX
    path.write_bytes(repack(saved.getvalue(), order.today))
    return Written((WrittenFile(path, "матрица параметров и перечень мероприятий"),))


Sheet = tuple[list[Column], Iterator[Row]]


def _matrix(order: Order) -> Sheet:
    columns = [
        Column("Муниципальное образование", 32, _NAME),
        Column("«Дорожная карта»", 22),
        Column("Мероприятий, всего", 15, _NUMBER),
        Column("Муниципальных мероприятий", 19, _NUMBER),
        *(Column(parameter.title, 20) for parameter in order.context.parameters),
    ]
    return columns, (_matrix_row(view) for view in order.context.municipalities)


def _matrix_row(view: MunicipalityView) -> Row:
    reviewed = view.status == "reviewed"
    counts: Row = [view.activity_count, len(view.municipal)] if reviewed else [None, None]
    return [str(view.name), view.status_text, *counts, *(_verdict_cell(mark) for mark in view.marks)]


def _verdict_cell(mark: MarkView) -> Styled:
    return Styled(mark.word, _VERDICT_LOOKS[mark.verdict])


def _activities(order: Order) -> Sheet:
    columns = [
        Column("Муниципальное образование", 26, _NAME),
        Column("Пункт", 8, _NUMBER),
        Column("Раздел", 24),
        Column("Мероприятие", 60),
        Column("Срок", 22),
        Column("Вид срока", 16),
        Column("Конкретный", 12, _NUMBER),
        Column("Начало", 12, _NUMBER),
        Column("Окончание", 12, _NUMBER),
        Column("Ответственные", 28),
        Column("Участники", 24),
        Column("Результат", 32),
        Column("Вид результата", 16),
        Column("Уровень", 15),
        Column("Темы", 32),
        Column("Адресаты", 20),
        Column("Охват школ", 18),
        Column("Региональное мероприятие", 32),
        Column("Основания", 50),
        Column("Проверить", 24),
        Column("Файл", 30),
        Column("Страница", 10, _NUMBER),
        Column("Таблица", 10, _NUMBER),
        Column("Строка", 10, _NUMBER),
    ]
    reviews = (review for review in order.clean.municipalities if review.reviewed)
    return columns, (row for review in reviews for row in _activity_rows(review))


def _activity_rows(review: MunicipalityReview) -> Iterator[Row]:
    for facts in review.reviewed.facts if review.reviewed else ():
        yield [review.name, *_planned(facts), *_understood(facts), *_found_in(facts)]


def _planned(facts: ActivityFacts) -> Row:
    activity, deadline = facts.activity, facts.deadline
    starts = [start for start, _ in deadline.intervals if start]
    ends = [end for _, end in deadline.intervals if end]
    return [
        activity.number,
        activity.section,
        activity.activity,
        activity.deadline,
        DEADLINES[deadline.kind],
        "да" if deadline.concrete else "нет",
        min(starts, default=None),
        max(ends, default=None),
        activity.responsible,
        activity.participants,
        activity.outcome,
    ]


def _understood(facts: ActivityFacts) -> Row:
    labels = facts.labels
    return [
        OUTCOMES[facts.outcome_kind],
        LEVELS[labels.level],
        "; ".join(THEMES.get(theme, theme) for theme in labels.themes),
        "; ".join(AUDIENCES.get(audience, audience) for audience in labels.audiences),
        SCOPES[labels.scope],
        _event(facts.regional),
        "\n".join(f"{why.label}: {why.by}" + (f" («{why.quote}»)" if why.quote else "") for why in facts.whys),
        "; ".join(facts.doubtful),
    ]


def _event(match: RegionalMatch | None) -> str | None:
    if match is None:
        return None
    doubt = "" if match.certain else " (проверить)"
    return f"{match.event}. {match.title}{doubt}" if match.title else f"{match.event}{doubt}"


def _found_in(facts: ActivityFacts) -> Row:
    source = facts.activity.source
    return [source.file, source.page, source.table, source.row]


def _findings(order: Order) -> Sheet:
    columns = [
        Column("Муниципальное образование", 26, _NAME),
        Column("Параметр", 32),
        Column("Вывод", 18),
        Column("Значение", 12, _NUMBER),
        Column("Градация", 18),
        Column("Заключение", 60),
        Column("Замечание", 50),
        Column("Подтверждающие строки", 80),
        Column("Правило", 36),
    ]
    titles = {parameter.id: parameter.title for parameter in order.context.parameters}
    reviews = order.clean.municipalities
    return columns, (row for review in reviews for row in _finding_rows(review, titles, order))


def _finding_rows(review: MunicipalityReview, titles: Mapping[str, str], order: Order) -> Iterator[Row]:
    marks = {
        mark.parameter.id: mark for view in order.context.municipalities if view.id == review.id for mark in view.marks
    }
    for verdict in review.verdicts:
        mark = marks[verdict.parameter]
        look = _PERCENT if verdict.total is not None else _NUMBER
        yield [
            review.name,
            titles[verdict.parameter],
            _verdict_cell(mark),
            Styled(verdict.value, look),
            verdict.bucket_title,
            None if mark.word == NO_ROADMAP else mark.finding,
            verdict.remark,
            "\n".join(f"{place_text(evidence)}: «{evidence.quote}»" for evidence in verdict.evidence),
            verdict.rule,
        ]


def _totals(order: Order) -> Sheet:
    columns = [
        Column("Параметр", 36, _NAME),
        Column("Муниципальных образований", 18, _NUMBER),
        Column("Из общего количества", 16, _NUMBER),
        Column("Доля", 10, _PERCENT),
        Column("Муниципальные образования", 60),
        Column("Формулировка справки", 90),
    ]
    views = {view.id: view for view in (*order.context.statements, order.context.content) if view}
    rows: Iterator[Row] = (
        [
            item.title,
            item.count,
            item.total,
            item.percent / 100,
            views[item.id].names,
            item.text,
        ]
        for item in order.clean.statements
    )
    return columns, rows


_SHEETS = {"Матрица": _matrix, "Мероприятия": _activities, "Заключения": _findings, "Итоги": _totals}

_: Writer = write_matrix
