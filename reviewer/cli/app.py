"""The command line. The commands import what they need when they are called, so that `--help` answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli.correct import correct as correct_commands
from reviewer.cli.learn_commands import learn as learn_commands
from reviewer.cli.options import Jobs, Json, Rules, Where
from reviewer.cli.people import people as people_commands
from reviewer.cli.review_commands import compare, review
from reviewer.cli.rules import rules as rules_commands
from reviewer.cli.russian import RussianCommand, RussianGroup, usage_message
from reviewer.cli.serve import serve
from reviewer.cli.template_commands import templates as template_commands
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


app.command(cls=RussianCommand)(review)
app.command(cls=RussianCommand)(compare)
app.add_typer(template_commands, name="templates")
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
    workspace: Where = None,
    as_json: Json = False,
) -> int:
    """Показать, кто, что и когда сделал."""
    from reviewer.cli.history import run_history

    return run_history(campaign, workspace, most, as_json=as_json)


app.add_typer(workspace_commands, name="workspace")


@app.command(cls=RussianCommand)
def worker(workspace: Where = None) -> int:
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
    workspace: Where = None,
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
