"""Commands that take many options as one record, which is described once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import is_dataclass
from typing import Any

import typer

from reviewer.cli.russian import RussianCommand

Command = Callable[..., int]


def command_with_records(app: typer.Typer, name: str | None = None) -> Callable[[Command], Command]:
    """Like `app.command`; a parameter that is a dataclass is asked for by the options that its fields are, in its place."""

    def register(body: Command) -> Command:
        own = _parameters(body)
        records = {
            one.name: one.annotation for one in own if isinstance(one.annotation, type) and is_dataclass(one.annotation)
        }
        fields = {whole: _parameters(record) for whole, record in records.items()}

        def command(**given: Any) -> int:
            for whole, record in records.items():
                given[whole] = record(**{field.name: given.pop(field.name) for field in fields[whole]})
            return body(**given)

        asked = [parameter for one in own for parameter in fields.get(one.name, (one,))]
        keywords = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in asked]
        command.__signature__ = inspect.Signature(keywords, return_annotation=int)  # type: ignore[attr-defined]
        command.__name__, command.__doc__ = body.__name__, body.__doc__
        app.command(name, cls=RussianCommand)(command)
        return body

    return register


def _parameters(called: Callable[..., object]) -> list[inspect.Parameter]:
    return list(inspect.signature(called, eval_str=True).parameters.values())
