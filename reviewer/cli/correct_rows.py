"""The commands of `reviewer correct row`: a row that was not read, that is none, that is several, or a part of one."""

from __future__ import annotations

from typing import Annotated

import typer

from reviewer.cli.correct_options import Call, Municipality, OtherFields, Reason, Row
from reviewer.cli.option_records import command_with_records
from reviewer.cli.options import text_option
from reviewer.cli.russian import RussianGroup

row = typer.Typer(
    cls=RussianGroup,
    help="Строки: добавить, удалить, разделить, объединить.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@command_with_records(row)
def add(
    municipality: Municipality,
    activity: Annotated[str, typer.Argument(metavar="МЕРОПРИЯТИЕ", help="Его текст.", show_default=False)],
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="СТРОКА", help="После какой строки (обычно в конце).", show_default=False),
    ] = None,
    *,
    others: OtherFields,
    reason: Reason = "",
    call: Call,
) -> int:
    """Добавить строку, которую программа не прочитала."""
    from reviewer.cli.correct_running import given, run_add

    return run_add(call, municipality, after, given(activity, others), reason)


@command_with_records(row)
def remove(municipality: Municipality, row: Row, reason: Reason = "", *, call: Call) -> int:
    """Удалить строку, которая не мероприятие."""
    from reviewer.cli.correct_running import run_remove

    return run_remove(call, municipality, row, reason)


@command_with_records(row)
def split(
    municipality: Municipality,
    row: Row,
    parts: Annotated[
        list[str], typer.Argument(metavar="ЧАСТЬ…", help="Тексты мероприятий, не меньше двух.", show_default=False)
    ],
    reason: Reason = "",
    *,
    call: Call,
) -> int:
    """Разделить строку, в которой несколько мероприятий."""
    from reviewer.cli.correct_running import run_split

    return run_split(call, municipality, row, parts, reason)


@command_with_records(row)
def merge(
    municipality: Municipality,
    rows: Annotated[
        list[str], typer.Argument(metavar="СТРОКА…", help="Строки, не меньше двух, по порядку.", show_default=False)
    ],
    activity: Annotated[str | None, text_option("--activity", "Текст мероприятия.")] = None,
    *,
    others: OtherFields,
    reason: Reason = "",
    call: Call,
) -> int:
    """Объединить строки одного мероприятия; чего не указано, берётся из первой, где это есть."""
    from reviewer.cli.correct_running import given, run_merge

    return run_merge(call, municipality, rows, given(activity, others), reason)
