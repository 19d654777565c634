"""The commands of `reviewer correct`: what a person says of the verdicts, labels, rows and files of a campaign."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli.correct_options import By, Campaign, Json, Municipality, Reason, Row, Where
from reviewer.cli.correct_rows import row
from reviewer.cli.russian import RussianCommand, RussianGroup

correct = typer.Typer(
    cls=RussianGroup,
    help="Исправления: выводы, признаки, строки и файлы экспертизы; кто, когда и почему.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
correct.add_typer(row, name="row")


@correct.command(cls=RussianCommand)
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
    comment: Annotated[
        str | None,
        typer.Option(
            "--comment", metavar="ТЕКСТ", help="Что написать муниципалитету (обычно причина).", show_default=False
        ),
    ] = None,
    campaign: Campaign = None,
    workspace: Where = None,
    author: By = None,
    as_json: Json = False,
) -> int:
    """Решить, соответствует ли «дорожная карта» параметру."""
    from reviewer.cli.correct_running import Call, run_verdict

    call = Call(campaign, workspace, author, reason, as_json)
    return run_verdict(call, municipality, parameter, verdict, comment)


@correct.command(cls=RussianCommand)
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
    campaign: Campaign = None,
    workspace: Where = None,
    author: By = None,
    as_json: Json = False,
) -> int:
    """Решить, относится ли мероприятие к признаку."""
    from reviewer.cli.correct_running import Call, run_label

    return run_label(Call(campaign, workspace, author, reason, as_json), municipality, row, label, answer)


@correct.command(cls=RussianCommand)
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
    campaign: Campaign = None,
    workspace: Where = None,
    author: By = None,
    as_json: Json = False,
) -> int:
    """Исправить поле строки, прочитанное неверно."""
    from reviewer.cli.correct_running import Call, run_field

    return run_field(Call(campaign, workspace, author, reason, as_json), municipality, row, field, text)


@correct.command(cls=RussianCommand)
def file(
    file: Annotated[str, typer.Argument(metavar="ФАЙЛ", help="Имя, как в матрице.", show_default=False)],
    municipality: Municipality,
    reason: Reason = "",
    campaign: Campaign = None,
    workspace: Where = None,
    author: By = None,
    as_json: Json = False,
) -> int:
    """Сказать, чья это «дорожная карта»."""
    from reviewer.cli.correct_running import Call, run_file

    return run_file(Call(campaign, workspace, author, reason, as_json), file, municipality)


@correct.command(cls=RussianCommand)
def undo(
    number: Annotated[int, typer.Argument(metavar="НОМЕР", help="Запись из «correct list».", show_default=False)],
    reason: Reason = "",
    campaign: Campaign = None,
    workspace: Where = None,
    author: By = None,
    as_json: Json = False,
) -> int:
    """Отменить запись; отмена отмены возвращает её."""
    from reviewer.cli.correct_running import Call, run_undo

    return run_undo(Call(campaign, workspace, author, reason, as_json), number)


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


@correct.command("import", cls=RussianCommand)
def take(
    workbook: Annotated[
        Path, typer.Argument(metavar="КНИГА", help="«матрица.xlsx» с заполненными листами.", show_default=False)
    ],
    campaign: Campaign = None,
    workspace: Where = None,
    author: By = None,
    as_json: Json = False,
) -> int:
    """Внести решения из книги: листы «Решения» и «Проверить»."""
    from reviewer.cli.correct_running import Call, run_import

    return run_import(Call(campaign, workspace, author, "", as_json), workbook)
