"""The options and arguments that the commands of `reviewer correct` share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Вывести JSON для других программ.", show_default=False)]
Where = Annotated[
    Path | None,
    typer.Option("--workspace", metavar="ПАПКА", help="Рабочая папка (обычно своя).", show_default=False),
]
Campaign = Annotated[
    str | None,
    typer.Option(
        "--campaign", metavar="ЭКСПЕРТИЗА", help="Название или папка экспертизы (обычно последняя).", show_default=False
    ),
]
By = Annotated[
    str | None,
    typer.Option("--author", metavar="ИМЯ", help="Кто исправляет (обычно имя в системе).", show_default=False),
]
Reason = Annotated[str, typer.Option("--reason", metavar="ТЕКСТ", help="Почему.", show_default=False)]
Municipality = Annotated[str, typer.Argument(metavar="МУНИЦИПАЛИТЕТ", help="Название или код.", show_default=False)]
Row = Annotated[
    str,
    typer.Argument(
        metavar="СТРОКА", help="Пункт («3.1»), «таблица:строка» («1:7») или часть текста.", show_default=False
    ),
]
