"""Help pages and usage errors of the command line in Russian.

Typer has no translations; the pages are written here from what it knows of its commands.
"""

from __future__ import annotations

from typing import Any

import typer.core


def _write_help(command: Any, context: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(context)).replace("[OPTIONS]", "[ПАРАМЕТРЫ]")
    pieces = pieces.replace("COMMAND [ARGS]...", "КОМАНДА [АРГУМЕНТЫ]…")
    formatter.write_usage(context.command_path, pieces, prefix="Вызов: ")
    if command.help:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(command.help)
    records = [(parameter, parameter.get_help_record(context)) for parameter in command.get_params(context)]
    rows = {"argument": [], "option": []}  # type: dict[str, list[tuple[str, str]]]
    for parameter, record in records:
        if record:
            text = "Показать эту справку и выйти." if parameter.name == "help" else record[1]
            rows[parameter.param_type_name].append((record[0], text.replace("[required]", "(обязательно)")))
    for title, kind in (("Аргументы", "argument"), ("Параметры", "option")):
        if rows[kind]:
            with formatter.section(title):
                formatter.write_dl(rows[kind])


class RussianCommand(typer.core.TyperCommand):
    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write_help(self, ctx, formatter)


class RussianGroup(typer.core.TyperGroup):
    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write_help(self, ctx, formatter)
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command and not command.hidden:
                rows.append((name, command.get_short_help_str(limit=100)))
        with formatter.section("Команды"):
            formatter.write_dl(rows)


def usage_message(error: Any) -> str:
    """What a wrong call says, in Russian, from an exception of typer (told by its class's name: typer keeps its own
    copy of click in some versions and the package click in others).
    """
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    hint = f" Справка: {context.command_path} --help" if context is not None else ""
    parameter = getattr(error, "param", None)
    name = "/".join(parameter.opts) if parameter is not None and parameter.param_type_name == "option" else ""
    if parameter is not None and not name:
        name = parameter.metavar or parameter.name
    if kind == "MissingParameter":
        return f"Не указано обязательное значение {name}.{hint}"
    if kind == "NoSuchOption":
        near = ", ".join(getattr(error, "possibilities", None) or ())
        return f"Нет параметра {error.option_name}." + (f" Возможно, имелось в виду: {near}." if near else "") + hint
    if kind == "BadParameter":
        asked = (parameter.metavar or "").lower() if parameter is not None else ""
        return f"Неверное значение {name}" + (f": нужно {asked}." if asked else ".") + hint
    if kind == "BadOptionUsage":
        return f"Параметру {error.option_name} нужно значение.{hint}"
    if error.message.startswith("No such command"):
        known = ", ".join(context.command.list_commands(context)) if context is not None else ""
        return f"Нет такой команды. Известные команды: {known}.{hint}"
    if "unexpected extra argument" in error.message:
        extra = error.message.partition("(")[2].rstrip(").")
        return f"Лишние аргументы: {extra}. Имена с пробелами берутся в кавычки.{hint}"
    return f"Неверный вызов: {error.message}{hint}"
