"""The commands of `reviewer rules`: what a methodist asks before and after changing a rule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli.options import Deadline, Json, Outcome, Participants, Responsible, Section, text_option
from reviewer.cli.russian import RussianCommand, RussianGroup

rules = typer.Typer(
    cls=RussianGroup, help="Правила: проверка, примеры, объяснения.", no_args_is_help=True, rich_markup_mode=None
)

OneProfile = Annotated[
    str, typer.Argument(metavar="ПРОФИЛЬ", help="Папка с правилами или её имя в rules/.", show_default=False)
]
AnyProfile = Annotated[
    str | None,
    typer.Argument(
        metavar="[ПРОФИЛЬ]", help="Папка с правилами или её имя в rules/; без неё – все.", show_default=False
    ),
]


@rules.command(cls=RussianCommand)
def lint(profile: AnyProfile = None, as_json: Json = False) -> int:
    """Найти все ошибки в правилах и профилях: файл, строка, столбец."""
    from reviewer.cli.rule_checks import run_lint

    return run_lint(profile, as_json=as_json)


@rules.command("test", cls=RussianCommand)
def try_cases(
    profile: AnyProfile = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Показать, чего ни один пример не касается.", show_default=False)
    ] = False,
    mutations: Annotated[
        bool,
        typer.Option(
            "--mutations",
            help="Убрать каждую фразу и сдвинуть каждую границу: заметят ли это примеры.",
            show_default=False,
        ),
    ] = False,
    as_json: Json = False,
) -> int:
    """Проверить примеры, которые стоят в правилах."""
    from reviewer.cli.rule_testing import run_test

    return run_test(profile, coverage=coverage, mutations=mutations, as_json=as_json)


@rules.command(cls=RussianCommand)
def explain(
    profile: OneProfile,
    activity: Annotated[str, text_option("--activity", "Мероприятие.")],
    deadline: Deadline = None,
    responsible: Responsible = None,
    participants: Participants = None,
    outcome: Outcome = None,
    section: Section = None,
    signal: Annotated[
        str | None,
        typer.Option(
            "--signal", metavar="ПРИЗНАК", help="Только этот признак, хотя бы и не подошёл.", show_default=False
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Показать и условия, которые не сработали.", show_default=False)
    ] = False,
    as_json: Json = False,
) -> int:
    """Объяснить, какие признаки подошли мероприятию, почему и чего не хватило."""
    from reviewer.cli.rule_explaining import run_explain

    fields = {
        "activity": activity,
        "deadline": deadline,
        "responsible": responsible,
        "participants": participants,
        "outcome": outcome,
        "section": section,
    }
    return run_explain(profile, fields, signal, full=full, as_json=as_json)


@rules.command(cls=RussianCommand)
def impact(
    old: Annotated[str, typer.Argument(metavar="БЫЛО", help="Профиль до правки.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="СТАЛО", help="Профиль после правки.", show_default=False)],
    folder: Annotated[
        Path, typer.Option("--on", metavar="ПАПКА", help="Папка с «дорожными картами».", show_default=False)
    ],
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="ЧИСЛО", min=1, help="Сколько файлов читать одновременно.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> int:
    """Показать, какие метки, выводы и проценты меняет правка правил."""
    from reviewer.cli.rule_impact import run_impact

    return run_impact(old, new, folder, jobs, as_json=as_json)


@rules.command(cls=RussianCommand)
def new(
    region: Annotated[
        str,
        typer.Argument(metavar="РЕГИОН", help="Название региона или имя профиля латиницей.", show_default=False),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="ПАПКА", help="Куда записать (обычно rules/<имя>).", show_default=False),
    ] = None,
    as_json: Json = False,
) -> int:
    """Начать профиль региона: файлы с пояснениями, которые остаётся заполнить."""
    from reviewer.cli.rule_checks import run_new

    return run_new(region, out, as_json=as_json)
