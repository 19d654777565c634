"""The commands of `reviewer workspace`: where everything is kept, and how it is kept safe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli.options import Json, Where
from reviewer.cli.russian import RussianCommand, RussianGroup

workspace = typer.Typer(
    cls=RussianGroup,
    help="Рабочая папка: документы, результаты и решения; резервные копии.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

New = Annotated[
    Path | None,
    typer.Argument(metavar="[ПАПКА]", help="Новая рабочая папка (обычно своя).", show_default=False),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="АДРЕС",
        help="Пустая база PostgreSQL: postgresql://пользователь:пароль@сервер/база; без неё – SQLite в папке.",
        show_default=False,
    ),
]
Backup = Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Резервная копия (.zip).", show_default=False)]


@workspace.command(cls=RussianCommand)
def init(folder: New = None, database: Database = None) -> int:
    """Создать рабочую папку."""
    from reviewer.cli.workspace_care import run_init

    return run_init(folder, database)


@workspace.command(cls=RussianCommand)
def status(
    where: Where = None,
    check: Annotated[
        bool, typer.Option("--check", help="Прочитать все файлы: не испорчены ли они.", show_default=False)
    ] = False,
    as_json: Json = False,
) -> int:
    """Показать, что хранится в рабочей папке и всё ли на месте."""
    from reviewer.cli.workspace_care import run_status

    return run_status(where, check=check, as_json=as_json)


@workspace.command(cls=RussianCommand)
def backup(file: Backup, where: Where = None) -> int:
    """Сохранить всё в один файл ZIP; работу при этом прерывать не нужно."""
    from reviewer.cli.workspace_care import run_backup

    return run_backup(file, where)


@workspace.command(cls=RussianCommand)
def restore(file: Backup, folder: New = None, database: Database = None) -> int:
    """Сделать из резервной копии новую рабочую папку, в SQLite или в PostgreSQL."""
    from reviewer.cli.workspace_care import run_restore

    return run_restore(file, folder, database)


@workspace.command(cls=RussianCommand)
def tidy(
    where: Where = None,
    days: Annotated[
        int,
        typer.Option(
            "--days", metavar="ДНЕЙ", min=0, help="Сколько дней хранить то, что можно вычислить снова (обычно 30)."
        ),
    ] = 30,
) -> int:
    """Удалить лишнее: недописанное, ничьи файлы, старые промежуточные результаты."""
    from reviewer.cli.workspace_care import run_tidy

    return run_tidy(where, days)


@workspace.command(cls=RussianCommand)
def reproduce(
    run: Annotated[int, typer.Argument(metavar="НОМЕР", help="Номер результата.", show_default=False)],
    where: Where = None,
) -> int:
    """Вычислить сохранённый результат заново из сохранённых данных и сравнить побайтно."""
    from reviewer.cli.reproducing import run_reproduce

    return run_reproduce(run, where)
