"""The options and arguments that commands share, so that each is described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Вывести JSON для других программ.", show_default=False)]
Where = Annotated[
    Path | None,
    typer.Option("--workspace", metavar="ПАПКА", help="Рабочая папка (обычно своя).", show_default=False),
]
Rules = Annotated[
    str,
    typer.Option(
        "--rules", metavar="ПРАВИЛА", help="Правила: папка или её имя в rules/ (обычно base).", show_default=False
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="ЧИСЛО",
        min=1,
        help="Сколько файлов читать одновременно (обычно по числу процессоров, не больше 4).",
        show_default=False,
    ),
]


def text_option(name: str, meaning: str) -> typer.models.OptionInfo:
    """An option that a text is given by."""
    option: typer.models.OptionInfo = typer.Option(name, metavar="ТЕКСТ", help=meaning, show_default=False)
    return option


Deadline = Annotated[str | None, text_option("--deadline", "Срок.")]
Responsible = Annotated[str | None, text_option("--responsible", "Ответственные.")]
Participants = Annotated[str | None, text_option("--participants", "Участники.")]
Outcome = Annotated[str | None, text_option("--outcome", "Результат.")]
Section = Annotated[str | None, text_option("--section", "Раздел.")]
