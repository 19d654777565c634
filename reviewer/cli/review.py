"""`reviewer review`: a folder of roadmaps goes in, a справка comes out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.cli.authors import author_name
from reviewer.cli.tables import print_rows
from reviewer.jobs.rereview import Asked, review_campaign
from reviewer.jobs.submitting import hand_in_folder
from reviewer.language.numerals import count_of, percent_text
from reviewer.model.errors import UsageError
from reviewer.model.os_reasons import reason_of
from reviewer.rulebook.profiles import find_profile
from reviewer.store.computed import sha256_of
from reviewer.store.runs import Run, RunSummary, last_run, review_of
from reviewer.store.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from reviewer.model.corrections import Corrections
    from reviewer.report.decisions_reading import KnownTitles
    from reviewer.review import SubmittedFile

_STATUS_WORDS = {
    "reviewed": "рассмотрена",
    "missing": "не представлена",
    "unreadable": "не прочитана",
    "ambiguous": "под вопросом",
    "emptied": "строки удалены",
}
_MATRIX = "матрица.xlsx"
_JSON = "review.json"


@dataclass(frozen=True, slots=True)
class Call:
    """What the command was asked for.

    Attributes:
        profile: Name of the profile, as the workspace has it in force, or its folder.
        assign: «файл=муниципалитет».
        decisions: A workbook of an earlier run that a person filled in.
        campaign: A name; empty for the campaign of the folder.
        workspace: Its folder; None for that of the user.
        kept: Whether the result is kept in a workspace at all.
    """

    folder: Path
    profile: str
    out: Path
    assign: tuple[str, ...] = ()
    jobs: int | None = None
    decisions: Path | None = None
    campaign: str = ""
    workspace: Path | None = None
    kept: bool = True


def run_review(call: Call, *, as_json: bool) -> int:
    """Review the folder and write every output. Returns 1 where an input could not be read, else 0."""
    files = _listed(call.folder)
    if call.decisions is not None and not call.decisions.is_file():
        message = f"--decisions: книга «{call.decisions}» не найдена. Проверьте путь."
        raise UsageError(message, code="decisions")
    told: list[str] = []
    workspace = _workspace(call)
    try:
        with _rules(workspace, call.profile) as rules, _progress() as progress:
            asked = Asked(
                rules.folder,
                call.assign,
                call.decisions,
                author=author_name(None),
                jobs=call.jobs,
                progress=progress,
                before_writing=lambda given, known: told.extend(_keep_decisions(call, given, known)),
            )
            if workspace is None:
                from reviewer.jobs.computing import review_alone

                run = review_alone(files, call.out, asked)
            else:
                run = _review_kept(workspace, call, files, rules.named, asked, told)
    finally:
        if workspace is not None:
            workspace.close()
    if as_json:
        sys.stdout.write((call.out / _JSON).read_text(encoding="utf-8"))
    else:
        _show(run.summary)
    _tell(run, call.out, told)
    return 1 if run.summary.problems else 0


def _workspace(call: Call) -> Workspace | None:
    """That which was asked for; without the user's own, where it is not to be had, the review goes on all the same."""
    if not call.kept:
        return None
    try:
        return open_workspace(call.workspace, make=True)
    except UsageError as error:
        if call.workspace is not None or call.campaign:
            raise
        print(f"Результат не сохранён в рабочей папке. {error.message}", file=sys.stderr)
        return None


@dataclass(frozen=True, slots=True)
class _Rules:
    """`folder`: where they lie while they are needed; `named`: what a campaign remembers, its folder or its name."""

    folder: Path
    named: Path


@contextmanager
def _rules(workspace: Workspace | None, profile: str) -> Iterator[_Rules]:
    """A name means the version in force in the workspace, a path exactly that folder. Raises: UsageError where there is none."""
    if workspace is None or Path(profile).name != profile:
        found = find_profile(profile)
        yield _Rules(found, found)
        return
    from reviewer.store.rulesets import sources_of

    with workspace.reading() as connection:
        sources = sources_of(connection, workspace.blobs, profile)
    with sources.laid_out() as folder:
        yield _Rules(folder, sources.folder or Path(profile))


def _review_kept(
    workspace: Workspace,
    call: Call,
    files: Sequence[tuple[str, Path]],
    profile: Path,
    asked: Asked,
    told: list[str],
) -> Run:
    handed = hand_in_folder(workspace, files, (call.campaign, call.folder), profile, asked.author)
    asked = replace(
        asked,
        unreadable=handed.unreadable,
        before_reuse=lambda run: told.extend(_keep_before_reuse(workspace, run, call, asked.profile)),
    )
    with workspace.reading() as connection:
        earlier = last_run(connection, handed.campaign.id)
    run = _reviewed(workspace, handed.campaign.id, call, asked)
    if earlier and earlier.submission != run.submission:
        from reviewer.jobs.summing_up import cautions

        told.extend(f"  ! {line}" for line in cautions(earlier.summary, run.summary))
    return run


def _reviewed(workspace: Workspace, campaign: int, call: Call, asked: Asked) -> Run:
    if call.decisions is None:
        return review_campaign(workspace, campaign, call.out, asked).run
    from reviewer.jobs.entering_decisions import review_entering

    return review_entering(workspace, campaign, call.out, replace(asked, workbook=None), call.decisions).run


def _keep_before_reuse(workspace: Workspace, run: Run, call: Call, profile: Path) -> list[str]:
    """A workbook that is as the run wrote it needs no closer look."""
    matrix = call.out / _MATRIX
    if not matrix.is_file() or sha256_of(matrix) in {output.sha256 for output in run.outputs}:
        return []
    from reviewer.jobs.judges import known_titles

    titles = known_titles(profile)
    return _keep_decisions(call, [review_of(workspace.blobs, run).decided.corrections], titles)


def _keep_decisions(call: Call, given: Sequence[Corrections], known: KnownTitles) -> list[str]:
    """Raises: UsageError where the workbook of the earlier run is held open by another program."""
    from reviewer.report.decisions_keeping import keep_decisions
    from reviewer.report.decisions_reading import read_decisions

    try:
        workbook = [read_decisions(call.decisions, known)] if call.decisions else []
        kept = keep_decisions(call.out, (*given, *workbook), known)
    except OSError as error:
        message = f"В «{call.out}» есть книга с решениями, и её не удаётся сохранить ({reason_of(error)}). Закройте её и повторите."
        raise UsageError(message, code="output") from error
    if kept is None:
        return []
    return [f"  ! Прежняя книга с решениями, не указанными в --decisions, сохранена как «{kept}»."]


def _listed(folder: Path) -> list[tuple[str, Path]]:
    """Every file below the folder with its name, by name; hidden files and the locks of an open Word document are none.

    Raises:
        UsageError: There is no such folder, or no file in it.
    """
    if not folder.is_dir():
        raise UsageError(f"Папка «{folder}» не найдена. Укажите папку, в которой лежат «дорожные карты».")
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path.relative_to(folder)))
    if not paths:
        raise UsageError(f"В папке «{folder}» нет файлов. Положите в неё «дорожные карты» и повторите.")
    return [(path.relative_to(folder).as_posix(), path) for path in paths]


def submitted_files(folder: Path) -> list[SubmittedFile]:
    """Every file below the folder, by name. Raises: UsageError where there is no such folder, or no file in it."""
    from reviewer.review import SubmittedFile

    return [SubmittedFile(path, name) for name, path in _listed(folder)]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts) or path.name in {"Thumbs.db", "desktop.ini"}


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None] | None]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("Чтение"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, file="")
        yield lambda done, total, name: bar.update(task, completed=done, total=total, file=name)


def _show(summary: RunSummary) -> None:
    print_rows(
        ("Муниципалитет", "«Дорожная карта»", "Мероприятий", "Файл"),
        [
            (
                line.name,
                _STATUS_WORDS[line.status],
                "—" if line.activities is None else str(line.activities),
                "; ".join(line.files) or "—",
            )
            for line in summary.municipalities
        ],
        title=summary.region,
    )
    print_rows(
        ("Параметр", "Муниципалитеты", "Доля"),
        [(line.title, f"{line.count} из {line.total}", percent_text(line.percent)) for line in summary.statements],
    )
    for problem in summary.problems:
        print(f"  ! {problem}")
    if summary.unmatched:
        count = count_of(len(summary.unmatched), "файл")
        print(f"  ! Без муниципалитета: {count}: {', '.join(summary.unmatched)}")


def _tell(run: Run, out: Path, kept: Sequence[str]) -> None:
    """What became of decisions, and what was written."""
    summary = run.summary
    lines = [f"Решения методиста: учтено {summary.decided - len(summary.refused)} из {summary.decided}."]
    lines = lines if summary.decided else []
    lines += [f"  ! {refused}" for refused in summary.refused]
    lines += kept
    lines += [f"  {out / output.name}: {output.title}" for output in run.outputs]
    for line in (*lines, *summary.notices):
        print(line, file=sys.stderr)
