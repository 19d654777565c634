"""The form in which a person decides: the titles of its columns and the answers it offers, the same when written and read."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.model.corrections import Decision, LabelDecision, VerdictKind
from reviewer.report.sheets import DATE_FORMAT, Column, Look, Styled, Value
from reviewer.report.wording import VERDICTS

VERDICT_SHEET = "Решения"
LABEL_SHEET = "Проверить"
ACTIVITY_SHEET = "Мероприятия"
ROADMAP_SHEET = "Дорожные карты"
EDIT_SHEET = "Исправления"

MUNICIPALITY = "Муниципальное образование"
PARAMETER = "Параметр"
QUESTION = "Что проверить"
FILE, PAGE, TABLE, ROW = "Файл", "Страница", "Таблица", "Строка"
NUMBER, ACTIVITY = "Пункт", "Мероприятие"
SECTION, DEADLINE = "Раздел", "Срок"
RESPONSIBLE, PARTICIPANTS, OUTCOME = "Ответственные", "Участники", "Результат"
PLACE, PARENT = "Порядок", "Входит в пункт"
FORMAT, TITLE, TERRITORY = "Формат", "Название", "Территория"
START, END, APPROVED, COUNT = "Начало периода", "Окончание периода", "Утверждена", "Мероприятий"
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
OUTDATED = "устарело: "
_CONFIRM = " Если решение верно и теперь, сотрите эту отметку."

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
    if decision.outdated:
        state = f"{OUTDATED}{decision.outdated}{_CONFIRM}"
    else:
        state = f"не учтено: {conflict}" if conflict else FOLLOWED if answer else NOTED
    return [answer, decision.comment or None, decision.who or None, decision.when, state]


def outdated_of(state: str) -> str:
    """Why a decision is in force no more, from the cell that tells what came of it; empty where it does not say so."""
    return state.removeprefix(OUTDATED).removesuffix(_CONFIRM) if state.startswith(OUTDATED) else ""
