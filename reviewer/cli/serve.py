"""`reviewer serve`: the workplace in a browser. What it needs is imported when it is called."""

from __future__ import annotations

from typing import Annotated

import typer

from reviewer.cli.options import Where


def serve(
    workspace: Where = None,
    host: Annotated[
        str, typer.Option("--host", metavar="АДРЕС", help="На каком адресе отвечать (обычно 127.0.0.1).")
    ] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            metavar="ПОРТ",
            min=1,
            max=65535,
            help="Порт (обычно 8000 или следующий свободный).",
            show_default=False,
        ),
    ] = None,
    team: Annotated[
        bool, typer.Option("--team", help="Для нескольких человек: вход по именам и паролям.", show_default=False)
    ] = False,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="ИМЯ",
            help="Имя, под которым программу открывают с других компьютеров; можно несколько раз.",
            show_default=False,
        ),
    ] = None,
    https: Annotated[
        bool,
        typer.Option("--https", help="Программа стоит за сервером, который шифрует соединение.", show_default=False),
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Не открывать браузер.", show_default=False)] = False,
) -> int:
    """Открыть рабочее место в браузере: загрузка, проверка, решения, документы."""
    from reviewer.cli.serving import Call, run_serve

    return run_serve(
        Call(workspace, host, port, team=team, names=tuple(names or ()), https=https, opens_browser=not no_browser)
    )
