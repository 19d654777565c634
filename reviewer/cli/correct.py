"""The commands of `reviewer correct`: what a person says of the verdicts, labels, rows and files of a campaign."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli.correct_options import Call, Campaign, Municipality, Reason, Row
from reviewer.cli.correct_rows import row
from reviewer.cli.option_records import command_with_records
from reviewer.cli.options import Json, Where, text_option
from reviewer.cli.russian import RussianCommand, RussianGroup

correct = typer.Typer(
    cls=RussianGroup,
    help="Исправления: выводы, признаки, строки и файлы экспертизы; кто, когда и почему.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
correct.add_typer(row, name="row")


@command_with_records(correct)
def verdict(
    municipality: Municipality,
    parameter: Annotated[str, typer.Argument(metavar="ПАРАМЕТР", help="Название или код.", show_default=False)],
    verdict: Annotated[
        str,
        typer.Argument(
            metavar="ВЫВОД",
            help="соответствует, «соответствует частично», «не соответствует», уточнить (или + ± – ?).",
            show_default=False,
        ),
    ],
    reason: Reason = "",
    comment: Annotated[str | None, text_option("--comment", "Что написать муниципалитету (обычно причина).")] = None,
    *,
    call: Call,
) -> int:
    """Решить, соответствует ли «дорожная карта» параметру."""
    from reviewer.cli.correct_running import run_verdict

    return run_verdict(call, municipality, parameter, verdict, reason, comment)


@command_with_records(correct)
def label(
    municipality: Municipality,
    row: Row,
    label: Annotated[
        str,
        typer.Argument(
            metavar="ПРИЗНАК", help="Название или код; regional_event – участие в региональном.", show_default=False
        ),
    ],
    answer: Annotated[str, typer.Argument(metavar="да|нет", help="Верно ли это о строке.", show_default=False)],
    reason: Reason = "",
    *,
    call: Call,
) -> int:
    """Решить, относится ли мероприятие к признаку."""
    from reviewer.cli.correct_running import run_label

    return run_label(call, municipality, row, label, answer, reason)


@command_with_records(correct)
def field(
    municipality: Municipality,
    row: Row,
    field: Annotated[
        str,
        typer.Argument(
            metavar="ПОЛЕ",
            help="мероприятие, срок, ответственные, участники, результат, пункт, раздел.",
            show_default=False,
        ),
    ],
    text: Annotated[str, typer.Argument(metavar="ТЕКСТ", help="Что там написано; «—» – пусто.", show_default=False)],
    reason: Reason = "",
    *,
    call: Call,
) -> int:
    """Исправить поле строки, прочитанное неверно."""
    from reviewer.cli.correct_running import run_field

    return run_field(call, municipality, row, field, text, reason)


@command_with_records(correct)
def file(
    file: Annotated[str, typer.Argument(metavar="ФАЙЛ", help="Имя, как в матрице.", show_default=False)],
    municipality: Municipality,
    reason: Reason = "",
    *,
    call: Call,
) -> int:
    """Сказать, чья это «дорожная карта»."""
    from reviewer.cli.correct_running import run_file

    return run_file(call, file, municipality, reason)


@command_with_records(correct)
def undo(
    number: Annotated[int, typer.Argument(metavar="НОМЕР", help="Запись из «correct list».", show_default=False)],
    reason: Reason = "",
    *,
    call: Call,
) -> int:
    """Отменить запись; отмена отмены возвращает её."""
    from reviewer.cli.correct_running import run_undo

    return run_undo(call, number, reason)


@correct.command("list", cls=RussianCommand)
def show(
    everything: Annotated[
        bool, typer.Option("--all", help="Показать и отменённые, и заменённые.", show_default=False)
    ] = False,
    campaign: Campaign = None,
    workspace: Where = None,
    as_json: Json = False,
) -> int:
    """Показать исправления, которые действуют."""
    from reviewer.cli.correct_listing import run_list

    return run_list(campaign, workspace, everything=everything, as_json=as_json)


@command_with_records(correct, "import")
def take(
    workbook: Annotated[
        Path, typer.Argument(metavar="КНИГА", help="«матрица.xlsx» с заполненными листами.", show_default=False)
    ],
    call: Call,
) -> int:
    """Внести решения из книги: листы «Решения» и «Проверить»."""
    from reviewer.cli.correct_running import run_import

    return run_import(call, workbook)
