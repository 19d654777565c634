"""What a methodist should know of how a roadmap was read, in Russian."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.activities.front import Outline
from reviewer.activities.plan import PlanTable
from reviewer.activities.wording import is_blank
from reviewer.model.document import Notice
from reviewer.model.roadmap import Activity

MAX_LISTED = 10


def notices_of(outline: Outline, activities: Sequence[Activity]) -> tuple[Notice, ...]:
    """Tables set aside, columns told by their contents or not at all, activities without a deadline, none found."""
    found = [*_aside(outline), *_columns(outline)]
    found += _without_deadline(activities) if activities else [_nothing()]
    return tuple(found)


def _nothing() -> Notice:
    return Notice(
        "no-activities",
        "Мероприятия не найдены: в документе нет ни таблицы, ни списка, похожих на план. Проверьте, тот ли это файл.",
    )


def _aside(outline: Outline) -> list[Notice]:
    return [
        Notice(
            "table-set-aside",
            f"Таблица {aside.table.number} не учтена: {aside.reason}.",
            page=aside.table.page,
            table=aside.table.number,
        )
        for aside in outline.aside
    ]


def _columns(outline: Outline) -> list[Notice]:
    return [notice for plan in outline.plans for notice in (*_guessed(plan), *_not_understood(plan))]


def _guessed(plan: PlanTable) -> list[Notice]:
    if not plan.guessed:
        return []
    message = "У таблицы нет шапки: что в каком столбце, определено по содержанию ячеек. Проверьте разбор."
    return [Notice("columns-guessed", message, page=plan.grid.table.page, table=plan.grid.table.number)]


def _not_understood(plan: PlanTable) -> list[Notice]:
    """Columns with a title and texts whose role nothing told."""
    if plan.continues:
        return []
    titles = dict.fromkeys(
        column.title
        for index, column in enumerate(plan.header.columns)
        if column.role == "unknown" and column.title and _has_texts(plan, index)
    )
    return [
        Notice(
            "column-not-understood",
            f"Столбец «{title}» не распознан, его содержание не учтено.",
            page=plan.grid.table.page,
            table=plan.grid.table.number,
            row=plan.grid.table.first_row + plan.header.first,
        )
        for title in titles
    ]


def _has_texts(plan: PlanTable, column: int) -> bool:
    return any(not is_blank(text) for text in plan.grid.column_texts(column, plan.header.last))


def _without_deadline(activities: Sequence[Activity]) -> list[Notice]:
    missing = [activity for activity in activities if activity.deadline is None]
    if not missing:
        return []
    if len(missing) == len(activities):
        return [Notice("no-deadline", "Ни у одного мероприятия не указан срок.")]
    named = ", ".join(f"«{_shortened(activity)}»" for activity in missing[:MAX_LISTED])
    more = f" и ещё {len(missing) - MAX_LISTED}" if len(missing) > MAX_LISTED else ""
    first = missing[0].source
    message = f"Не указан срок: {named}{more}."
    return [Notice("no-deadline", message, page=first.page, table=first.table, row=first.row)]


def _shortened(activity: Activity) -> str:
    limit = 60
    text = f"{activity.number}. {activity.activity}" if activity.number else activity.activity
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]}…"
