"""The options and arguments that the commands of `reviewer correct` share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from reviewer.cli.options import (
    Deadline,
    Json,
    Outcome,
    Participants,
    Responsible,
    Section,
    Where,
    text_option,
)

Campaign = Annotated[
    str | None,
    typer.Option(
        "--campaign", metavar="ЭКСПЕРТИЗА", help="Название или папка экспертизы (обычно последняя).", show_default=False
    ),
]
Reason = Annotated[str, text_option("--reason", "Почему.")]
Municipality = Annotated[str, typer.Argument(metavar="МУНИЦИПАЛИТЕТ", help="Название или код.", show_default=False)]
Row = Annotated[
    str,
    typer.Argument(
        metavar="СТРОКА", help="Пункт («3.1»), «таблица:строка» («1:7») или часть текста.", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class Call:
    """Where is corrected, who corrects, and how it is told."""

    campaign: Campaign = None
    workspace: Where = None
    author: Annotated[
        str | None,
        typer.Option("--author", metavar="ИМЯ", help="Кто исправляет (обычно имя в системе).", show_default=False),
    ] = None
    as_json: Json = False


@dataclass(frozen=True, slots=True)
class OtherFields:
    """What a row says beside its activity; None: nothing is said of the field."""

    number: Annotated[str | None, text_option("--number", "Пункт.")] = None
    section: Section = None
    deadline: Deadline = None
    responsible: Responsible = None
    participants: Participants = None
    outcome: Outcome = None
