"""The commands of `reviewer learn`: the classifiers are trained, measured and chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli.options import Json, Rules, Where
from reviewer.cli.russian import RussianCommand, RussianGroup

learn = typer.Typer(
    cls=RussianGroup, help="Классификаторы: обучение, проверка и выбор.", no_args_is_help=True, rich_markup_mode=None
)
Author = Annotated[
    str | None,
    typer.Option("--author", metavar="ИМЯ", help="Кто это делает (обычно имя пользователя).", show_default=False),
]
Corpora = Annotated[
    Path | None,
    typer.Option("--corpora", metavar="ПАПКА", help="Размеченные тексты (обычно свои).", show_default=False),
]


@learn.command(cls=RussianCommand)
def train(
    corpora: Corpora = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="ФАЙЛ", help="Куда записать классификатор.", show_default=False)
    ] = None,
) -> int:
    """Обучить классификаторы на размеченных текстах."""
    from reviewer.cli.learn import run_train

    return run_train(corpora, out)


@learn.command(cls=RussianCommand)
def evaluate(
    corpora: Corpora = None,
    rules: Rules = "base",
    gold: Annotated[
        Path | None,
        typer.Option("--gold", metavar="ПАПКА", help="Настоящие планы с разметкой (*gold.json).", show_default=False),
    ] = None,
    as_json: Json = False,
) -> int:
    """Измерить правила и классификаторы на текстах, которых они не видели."""
    from reviewer.cli.learn import run_evaluate

    return run_evaluate(corpora, rules, gold, as_json=as_json)


@learn.command("from-workspace", cls=RussianCommand)
def from_workspace(where: Where = None, corpora: Corpora = None, author: Author = None, as_json: Json = False) -> int:
    """Обучить классификатор на ответах методистов и взять его, если он лучше на других муниципалитетах."""
    from reviewer.cli.learn_from import run_from_workspace

    return run_from_workspace(where, corpora, author, as_json=as_json)


@learn.command(cls=RussianCommand)
def models(where: Where = None, as_json: Json = False) -> int:
    """Показать классификаторы рабочей папки: какой используется и какие были."""
    from reviewer.cli.learn_models import run_models

    return run_models(where, as_json=as_json)


@learn.command(cls=RussianCommand)
def use(
    choice: Annotated[
        str,
        typer.Argument(
            metavar="НОМЕР", help="Номер из списка или shipped – поставляемый с программой.", show_default=False
        ),
    ],
    where: Where = None,
    author: Author = None,
) -> int:
    """Вернуться к другому классификатору."""
    from reviewer.cli.learn_models import run_use

    return run_use(choice, where, author)


@learn.command(cls=RussianCommand)
def export(
    out: Annotated[Path, typer.Option("--out", metavar="ФАЙЛ", help="Куда записать (.jsonl).", show_default=False)],
    where: Where = None,
) -> int:
    """Записать строки с ответами методистов в виде размеченных текстов."""
    from reviewer.cli.learn_from import run_export

    return run_export(where, out)
