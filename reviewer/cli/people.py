"""The commands of `reviewer people`: who may enter in team mode."""

from __future__ import annotations

from typing import Annotated

import typer

from reviewer.cli.options import Json, Where
from reviewer.cli.russian import RussianCommand, RussianGroup

people = typer.Typer(
    cls=RussianGroup, help="Люди: кто может войти в рабочее место.", no_args_is_help=True, rich_markup_mode=None
)

Login = Annotated[str, typer.Argument(metavar="ИМЯ", help="Имя для входа.", show_default=False)]


@people.command(cls=RussianCommand)
def add(
    login: Login,
    role: Annotated[
        str,
        typer.Option(
            "--role",
            metavar="РОЛЬ",
            help="administrator, methodist, reader или municipality.",
            show_default=False,
        ),
    ],
    name: Annotated[
        str | None,
        typer.Option(
            "--name", metavar="КТО", help="Как записывать под решениями (обычно имя для входа).", show_default=False
        ),
    ] = None,
    municipality: Annotated[
        str,
        typer.Option(
            "--municipality", metavar="ПРОФИЛЬ/ID", help="Для роли municipality: zaozerye/kedrobor.", show_default=False
        ),
    ] = "",
    workspace: Where = None,
) -> int:
    """Добавить человека. Пароль спрашивается (или читается первой строкой стандартного ввода)."""
    from reviewer.cli.people_running import run_add

    return run_add(workspace, login, name or login, role, municipality)


@people.command("list", cls=RussianCommand)
def listed(
    workspace: Where = None,
    as_json: Json = False,
) -> int:
    """Показать, кто может войти."""
    from reviewer.cli.people_running import run_list

    return run_list(workspace, as_json=as_json)


@people.command(cls=RussianCommand)
def password(login: Login, workspace: Where = None) -> int:
    """Задать новый пароль; все сеансы человека закончатся."""
    from reviewer.cli.people_running import run_password

    return run_password(workspace, login)


@people.command(cls=RussianCommand)
def block(login: Login, workspace: Where = None) -> int:
    """Закрыть человеку вход; его решения останутся."""
    from reviewer.cli.people_running import run_block

    return run_block(workspace, login, blocked=True)


@people.command(cls=RussianCommand)
def unblock(login: Login, workspace: Where = None) -> int:
    """Снова открыть человеку вход."""
    from reviewer.cli.people_running import run_block

    return run_block(workspace, login, blocked=False)
