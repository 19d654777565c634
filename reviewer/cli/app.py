"""The command line. The commands import what they need when they are called, so that `--help` answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli.correct import correct as correct_commands
from reviewer.cli.learn_commands import learn as learn_commands
from reviewer.cli.people import people as people_commands
from reviewer.cli.rules import rules as rules_commands
from reviewer.cli.russian import RussianCommand, RussianGroup, usage_message
from reviewer.cli.serve import serve
from reviewer.cli.workspace import workspace as workspace_commands
from reviewer.model.errors import InputError, ReviewerError

DONE = 0
SOME_UNREAD = 1
WRONG_CALL = 2
DEFECT = 3

app = typer.Typer(
    name="reviewer",
    cls=RussianGroup,
    help="Экспертиза муниципальных «дорожных карт»: из папки с документами – справка, заключения и матрица.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Json = Annotated[bool, typer.Option("--json", help="Вывести JSON для других программ.", show_default=False)]
Profile = Annotated[
    str,
    typer.Option("--region", metavar="ПРОФИЛЬ", help="Профиль региона: папка или её имя в rules/.", show_default=False),
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


@app.command(cls=RussianCommand)
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="ФАЙЛ…", help="Документы и архивы ZIP.", show_default=False)],
    rules: Rules = "base",
    jobs: Jobs = None,
    as_json: Json = False,
) -> int:
    """Прочитать документы и показать мероприятия с тем, что о них понято."""
    from reviewer.cli.extract import run_extract

    return run_extract(files, rules, jobs, as_json=as_json)


@app.command(cls=RussianCommand)
def deadline(
    texts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[СРОК…]", help="Тексты сроков; без них читается стандартный ввод.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> int:
    """Разобрать сроки: «до 30.09.2024», «ежеквартально», «август–сентябрь»."""
    from reviewer.cli.lines import run_deadline

    return run_deadline(texts or [], as_json=as_json)


@app.command(cls=RussianCommand)
def classify(
    texts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[МЕРОПРИЯТИЕ…]", help="Тексты мероприятий; без них читается стандартный ввод.", show_default=False
        ),
    ] = None,
    rules: Rules = "base",
    as_json: Json = False,
) -> int:
    """Определить темы, уровень, участников и вид результата мероприятий."""
    from reviewer.cli.lines import run_classify

    return run_classify(texts or [], rules, as_json=as_json)


@app.command(cls=RussianCommand)
def review(
    folder: Annotated[Path, typer.Argument(metavar="ПАПКА", help="Папка с «дорожными картами».", show_default=False)],
    region: Profile,
    out: Annotated[Path, typer.Option("--out", metavar="ПАПКА", help="Куда записать результат.", show_default=False)],
    assign: Annotated[
        list[str] | None,
        typer.Option(
            "--assign",
            metavar="ФАЙЛ=МУНИЦИПАЛИТЕТ",
            help="Чей это файл, если программа не определила сама.",
            show_default=False,
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            metavar="КНИГА",
            help="Решения методиста: «матрица.xlsx» прежнего запуска с заполненными листами «Решения» и «Проверить».",
            show_default=False,
        ),
    ] = None,
    campaign: Annotated[
        str,
        typer.Option(
            "--campaign",
            metavar="НАЗВАНИЕ",
            help="Экспертиза, к которой относятся файлы; новые дополняют прежние. Без неё у папки своя.",
            show_default=False,
        ),
    ] = "",
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", metavar="ПАПКА", help="Рабочая папка (обычно своя).", show_default=False),
    ] = None,
    no_workspace: Annotated[
        bool, typer.Option("--no-workspace", help="Ничего не хранить, всё вычислить заново.", show_default=False)
    ] = False,
    jobs: Jobs = None,
    as_json: Json = False,
) -> int:
    """Провести экспертизу папки: справка, заключения, матрица и review.json."""
    from reviewer.cli.review import Call, run_review

    call = Call(
        folder,
        region,
        out,
        assign=tuple(assign or ()),
        jobs=jobs,
        decisions=decisions,
        campaign=campaign.strip(),
        workspace=workspace,
        kept=not no_workspace,
    )
    return run_review(call, as_json=as_json)


@app.command(cls=RussianCommand)
def compare(
    old: Annotated[
        Path, typer.Argument(metavar="БЫЛО", help="Папка с прежними «дорожными картами» или файл.", show_default=False)
    ],
    new: Annotated[
        Path, typer.Argument(metavar="СТАЛО", help="Папка с новыми «дорожными картами» или файл.", show_default=False)
    ],
    region: Annotated[
        str | None,
        typer.Option(
            "--region",
            metavar="ПРОФИЛЬ",
            help="Профиль региона; без него версии находятся по содержанию.",
            show_default=False,
        ),
    ] = None,
    rules: Rules = "base",
    old_rules: Annotated[
        str | None,
        typer.Option("--old-rules", metavar="ПРАВИЛА", help="Прежние правила, если они менялись.", show_default=False),
    ] = None,
    old_model: Annotated[
        Path | None,
        typer.Option("--old-model", metavar="ФАЙЛ", help="Прежний классификатор, если он менялся.", show_default=False),
    ] = None,
    complete: Annotated[
        bool,
        typer.Option(
            "--complete",
            help="В новой папке представлено всё; иначе за тех, кого в ней нет, остаются прежние файлы.",
            show_default=False,
        ),
    ] = False,
    old_decisions: Annotated[
        Path | None,
        typer.Option(
            "--old-decisions",
            metavar="КНИГА",
            help="Решения методиста по прежним версиям; действуют, где текст не изменился.",
            show_default=False,
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="КНИГА", help="Решения методиста по новым версиям.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="ПАПКА", help="Куда записать «Сведения об изменениях».", show_default=False),
    ] = None,
    jobs: Jobs = None,
    as_json: Json = False,
) -> int:
    """Сравнить две версии «дорожных карт»: что изменилось в мероприятиях, выводах и справке и почему."""
    from reviewer.cli.compare import run_compare
    from reviewer.cli.compare_runs import Asked

    asked = Asked(old, new, region, rules, old_rules, old_model, complete, old_decisions, decisions, jobs)
    return run_compare(asked, out, as_json=as_json)


templates = typer.Typer(
    cls=RussianGroup, help="Шаблоны Word: поля и проверка.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(templates, name="templates")


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


app.add_typer(learn_commands, name="learn")
app.add_typer(rules_commands, name="rules")
app.add_typer(correct_commands, name="correct")
app.add_typer(people_commands, name="people")
app.command(cls=RussianCommand)(serve)


@app.command(cls=RussianCommand)
def history(
    campaign: Annotated[
        str | None,
        typer.Option(
            "--campaign", metavar="ЭКСПЕРТИЗА", help="Только этой экспертизы (обычно всех).", show_default=False
        ),
    ] = None,
    most: Annotated[
        int, typer.Option("--most", metavar="ЧИСЛО", min=1, help="Сколько последних записей показать.")
    ] = 50,
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", metavar="ПАПКА", help="Рабочая папка (обычно своя).", show_default=False),
    ] = None,
    as_json: Json = False,
) -> int:
    """Показать, кто, что и когда сделал."""
    from reviewer.cli.history import run_history

    return run_history(campaign, workspace, most, as_json=as_json)


app.add_typer(workspace_commands, name="workspace")


@app.command(cls=RussianCommand)
def worker(
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", metavar="ПАПКА", help="Рабочая папка (обычно своя).", show_default=False),
    ] = None,
) -> int:
    """Выполнять работу, которую просят на страницах; нужен отдельно только на сервере команды."""
    from reviewer.cli.worker import run_worker

    return run_worker(workspace)


@app.command(cls=RussianCommand)
def agreement(
    campaign: Annotated[
        str | None,
        typer.Option(
            "--campaign", metavar="ИМЯ", help="Экспертиза; без неё – все в рабочей папке.", show_default=False
        ),
    ] = None,
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", metavar="ПАПКА", help="Рабочая папка (обычно своя).", show_default=False),
    ] = None,
    as_json: Json = False,
) -> int:
    """Показать, насколько согласны методисты между собой и программа с ними."""
    from reviewer.cli.agreement import run_agreement

    return run_agreement(campaign, workspace, as_json=as_json)


@app.command(cls=RussianCommand)
def version() -> int:
    """Показать версию программы."""
    from reviewer import __version__

    typer.echo(f"reviewer {__version__}")
    return DONE


def main() -> None:
    """The console script. Every failure ends in a Russian message; the exit status is that of the contract."""
    sys.exit(call(sys.argv[1:]))


def call(arguments: list[str]) -> int:
    """Run a command and return its exit status: 0 done, 1 an input was not read, 2 a wrong call or wrong rules."""
    try:
        status = app(arguments, prog_name="reviewer", standalone_mode=False)
    except ReviewerError as error:
        typer.echo(str(error), err=True)
        return SOME_UNREAD if isinstance(error, InputError) else WRONG_CALL
    except KeyboardInterrupt:
        typer.echo("Прервано.", err=True)
        return 130
    except BrokenPipeError:
        return DONE
    except Exception as error:  # noqa: BLE001 - the last border before the user
        if hasattr(error, "format_message"):
            return _tell_wrong_call(error)
        return _tell_defect(error)
    return status if isinstance(status, int) else DONE


def _tell_wrong_call(error: Exception) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(str(getattr(error, "message", "")))
        return WRONG_CALL
    typer.echo(usage_message(error), err=True)
    return WRONG_CALL


def _tell_defect(error: Exception) -> int:
    """A defect of the program: told without the words of any document, which an exception may quote."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    spot = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    typer.echo(
        f"Внутренняя ошибка программы ({type(error).__name__}, {spot}). Входные файлы не изменены. "
        "Сообщите об этом разработчикам, приложив эту строку.",
        err=True,
    )
    return DEFECT
