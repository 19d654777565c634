"""The form in which a person decides: the titles of its columns and the answers it offers, the same when written and read."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.model.corrections import Decision, LabelDecision, VerdictKind
from reviewer.report.sheets import DATE_FORMAT, Column, Look, Styled, Value
from reviewer.report.wording import VERDICTS

VERDICT_SHEET = "Решения"
LABEL_SHEET = "Проверить"

MUNICIPALITY = "Муниципальное образование"
PARAMETER = "Параметр"
QUESTION = "Что проверить"
FILE, PAGE, TABLE, ROW = "Файл", "Страница", "Таблица", "Строка"
NUMBER, ACTIVITY = "Пункт", "Мероприятие"
ANSWER = "Решение"
COMMENT = "Комментарий"
WHO = "Кто решил"
WHEN = "Дата"
STATE = "Что с решением"
MUNICIPALITY_ID = "Код муниципалитета"
PARAMETER_ID = "Код параметра"
LABEL_ID = "Код признака"

VERDICT_ANSWERS: Mapping[str, VerdictKind] = {word: kind for kind, word in VERDICTS.items()}
LABEL_ANSWERS: Mapping[str, bool] = {"да": True, "нет": False}

FOLLOWED = "учтено"
NOTED = "комментарий сохранён"

_TO_FILL = "FFFFE0"


def answer_columns(choices: Mapping[str, object], hint: str) -> list[Column]:
    """The four columns that a person fills in, and the one that tells what came of it."""
    return [
        Column(ANSWER, 19, Look(fill=_TO_FILL, bold=True), choices=tuple(choices), hint=hint),
        Column(COMMENT, 30, Look(fill=_TO_FILL)),
        Column(WHO, 15, Look(fill=_TO_FILL)),
        Column(WHEN, 12, Look(fill=_TO_FILL, centered=True, number_format=DATE_FORMAT)),
        Column(STATE, 24),
    ]


def answer_cells(
    decision: Decision | LabelDecision | None, answer: str | None, conflict: str = ""
) -> list[Value | Styled]:
    """What those columns hold: empty to be filled in, or what was decided before. `conflict`: why it was not followed."""
    if decision is None:
        return [None] * 5
    state = f"не учтено: {conflict}" if conflict else FOLLOWED if answer else NOTED
    return [answer, decision.comment or None, decision.who or None, decision.when, state]
