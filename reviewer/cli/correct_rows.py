"""The commands of `reviewer correct row`: a row that was not read, that is none, that is several, or a part of one."""

from __future__ import annotations

from typing import Annotated

import typer

from reviewer.cli.correct_options import By, Campaign, Json, Municipality, Reason, Row, Where
from reviewer.cli.russian import RussianCommand, RussianGroup

row = typer.Typer(
    cls=RussianGroup,
    help="Строки: добавить, удалить, разделить, объединить.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def _field(name: str, meaning: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, metavar="ТЕКСТ", help=meaning, show_default=False)
    return option


Activity = Annotated[str | None, _field("--activity", "Текст мероприятия.")]
Number = Annotated[str | None, _field("--number", "Пункт.")]
Section = Annotated[str | None, _field("--section", "Раздел.")]
Deadline = Annotated[str | None, _field("--deadline", "Срок.")]
Responsible = Annotated[str | None, _field("--responsible", "Ответственные.")]
Participants = Annotated[str | None, _field("--participants", "Участники.")]
Outcome = Annotated[str | None, _field("--outcome", "Результат.")]


@row.command(cls=RussianCommand)
def add(
    municipality: Municipality,
    activity: Annotated[str, typer.Argument(metavar="МЕРОПРИЯТИЕ", help="Его текст.", show_default=False)],
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="СТРОКА", help="После какой строки (обычно в конце).", show_default=False),
    ] = None,
    number: Number = None,
    section: Section = None,
    deadline: Deadline = None,
    responsible: Responsible = None,
    participants: Participants = None,
    outcome: Outcome = None,
    reason: Reason = "",
    campaign: Campaign = None,
    workspace: Where = None,
    author: By = None,
    as_json: Json = False,
) -> int:
    """Добавить строку, которую программа не прочитала."""
    from reviewer.cli.correct_running import Call, given, run_add

    fields = given(
        activity=activity,
        number=number,
        section=section,
        deadline=deadline,
        responsible=responsible,
        participants=participants,
        outcome=outcome,
    )
    return run_add(Call(campaign, workspace, author, reason, as_json), municipality, after, fields)


@row.command(cls=RussianCommand)
def remove(
    municipality: Municipality,
    row: Row,
    reason: Reason = "",
    campaign: Campaign = None,
    workspace: Where = None,
    author: By = None,
    as_json: Json = False,
) -> int:
    """Удалить строку, которая не мероприятие."""
    from reviewer.cli.correct_running import Call, run_remove

    return run_remove(Call(campaign, workspace, author, reason, as_json), municipality, row)


@row.command(cls=RussianCommand)
def split(
    municipality: Municipality,
    row: Row,
    parts: Annotated[
        list[str], typer.Argument(metavar="ЧАСТЬ…", help="Тексты мероприятий, не меньше двух.", show_default=False)
    ],
    reason: Reason = "",
    campaign: Campaign = None,
    workspace: Where = None,
    author: By = None,
    as_json: Json = False,
) -> int:
    """Разделить строку, в которой несколько мероприятий."""
    from reviewer.cli.correct_running import Call, run_split

    return run_split(Call(campaign, workspace, author, reason, as_json), municipality, row, parts)


@row.command(cls=RussianCommand)
def merge(
    municipality: Municipality,
    rows: Annotated[
        list[str], typer.Argument(metavar="СТРОКА…", help="Строки, не меньше двух, по порядку.", show_default=False)
    ],
    activity: Activity = None,
    number: Number = None,
    section: Section = None,
    deadline: Deadline = None,
    responsible: Responsible = None,
    participants: Participants = None,
    outcome: Outcome = None,
    reason: Reason = "",
    campaign: Campaign = None,
    workspace: Where = None,
    author: By = None,
    as_json: Json = False,
) -> int:
    """Объединить строки одного мероприятия; чего не указано, берётся из первой, где это есть."""
    from reviewer.cli.correct_running import Call, given, run_merge

    fields = given(
        activity=activity,
        number=number,
        section=section,
        deadline=deadline,
        responsible=responsible,
        participants=participants,
        outcome=outcome,
    )
    return run_merge(Call(campaign, workspace, author, reason, as_json), municipality, rows, fields)
