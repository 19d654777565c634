"""The commands of `reviewer templates`: what may stand in a Word template, and what is wrong in one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli.options import Json
from reviewer.cli.russian import RussianCommand, RussianGroup

templates = typer.Typer(
    cls=RussianGroup, help="Шаблоны Word: поля и проверка.", no_args_is_help=True, rich_markup_mode=None
)


@templates.command(cls=RussianCommand)
def check(
    files: Annotated[list[Path], typer.Argument(metavar="ФАЙЛ…", help="Шаблоны (.docx).", show_default=False)],
    as_json: Json = False,
) -> int:
    """Найти ошибки в шаблонах: каких полей нет и в каком абзаце."""
    from reviewer.cli.templates import run_check

    return run_check(files, as_json=as_json)


@templates.command(cls=RussianCommand)
def fields(as_json: Json = False) -> int:
    """Показать, что можно вставлять в шаблоны, с примерами."""
    from reviewer.cli.templates import run_fields

    return run_fields(as_json=as_json)
