"""`reviewer review` and `reviewer compare`: a folder is reviewed, two versions of one are compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli.options import Jobs, Json, Rules, Where


def review(
    folder: Annotated[Path, typer.Argument(metavar="ПАПКА", help="Папка с «дорожными картами».", show_default=False)],
    region: Annotated[
        str,
        typer.Option(
            "--region", metavar="ПРОФИЛЬ", help="Профиль региона: папка или её имя в rules/.", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="ПАПКА", help="Куда записать результат.", show_default=False)],
    assign: Annotated[
        list[str] | None,
        typer.Option(
            "--assign",
            metavar="ФАЙЛ=МУНИЦИПАЛИТЕТ",
            help="Чей это файл, если программа не определила сама.",
            show_default=False,
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            metavar="КНИГА",
            help="Решения методиста: «матрица.xlsx» прежнего запуска с заполненными листами «Решения» и «Проверить».",
            show_default=False,
        ),
    ] = None,
    campaign: Annotated[
        str,
        typer.Option(
            "--campaign",
            metavar="НАЗВАНИЕ",
            help="Экспертиза, к которой относятся файлы; новые дополняют прежние. Без неё у папки своя.",
            show_default=False,
        ),
    ] = "",
    workspace: Where = None,
    no_workspace: Annotated[
        bool, typer.Option("--no-workspace", help="Ничего не хранить, всё вычислить заново.", show_default=False)
    ] = False,
    jobs: Jobs = None,
    as_json: Json = False,
) -> int:
    """Провести экспертизу папки: справка, заключения, матрица и review.json."""
    from reviewer.cli.review import Call, run_review

    call = Call(
        folder,
        region,
        out,
        assign=tuple(assign or ()),
        jobs=jobs,
        decisions=decisions,
        campaign=campaign.strip(),
        workspace=workspace,
        kept=not no_workspace,
    )
    return run_review(call, as_json=as_json)


def compare(
    old: Annotated[
        Path,
        typer.Argument(
            metavar="БЫЛО",
            help="Папка с прежними «дорожными картами», файл или номер сохранённого результата.",
            show_default=False,
        ),
    ],
    new: Annotated[
        Path,
        typer.Argument(
            metavar="СТАЛО",
            help="Папка с новыми «дорожными картами», файл или номер сохранённого результата.",
            show_default=False,
        ),
    ],
    region: Annotated[
        str | None,
        typer.Option(
            "--region",
            metavar="ПРОФИЛЬ",
            help="Профиль региона; без него версии находятся по содержанию.",
            show_default=False,
        ),
    ] = None,
    rules: Rules = "base",
    old_rules: Annotated[
        str | None,
        typer.Option("--old-rules", metavar="ПРАВИЛА", help="Прежние правила, если они менялись.", show_default=False),
    ] = None,
    old_model: Annotated[
        Path | None,
        typer.Option("--old-model", metavar="ФАЙЛ", help="Прежний классификатор, если он менялся.", show_default=False),
    ] = None,
    complete: Annotated[
        bool,
        typer.Option(
            "--complete",
            help="В новой папке представлено всё; иначе за тех, кого в ней нет, остаются прежние файлы.",
            show_default=False,
        ),
    ] = False,
    old_decisions: Annotated[
        Path | None,
        typer.Option(
            "--old-decisions",
            metavar="КНИГА",
            help="Решения методиста по прежним версиям; действуют, где текст не изменился.",
            show_default=False,
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="КНИГА", help="Решения методиста по новым версиям.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="ПАПКА", help="Куда записать «Сведения об изменениях».", show_default=False),
    ] = None,
    workspace: Where = None,
    jobs: Jobs = None,
    as_json: Json = False,
) -> int:
    """Сравнить две версии «дорожных карт» или два результата: что изменилось в мероприятиях, выводах и справке и почему."""
    from reviewer.cli.compare import run_compare
    from reviewer.cli.compare_runs import Asked
    from reviewer.cli.compare_stored import run_compare_stored, stored_numbers

    numbers = stored_numbers(old, new)
    if numbers:
        return run_compare_stored(numbers, workspace, out, as_json=as_json)

    asked = Asked(old, new, region, rules, old_rules, old_model, complete, old_decisions, decisions, jobs)
    return run_compare(asked, out, as_json=as_json)
