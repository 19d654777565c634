"""`reviewer review`: a folder of roadmaps goes in, a справка comes out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from reviewer.cli.tables import print_rows
from reviewer.facts.classifier import shipped_classifier
from reviewer.jobs.archives import archives_opened
from reviewer.jobs.processes import reading_processes
from reviewer.language.numerals import count_of, percent_text
from reviewer.model.corrections import Corrections
from reviewer.model.errors import UsageError
from reviewer.model.region import Region
from reviewer.model.review import Review
from reviewer.report.decisions_keeping import keep_decisions
from reviewer.report.decisions_reading import KnownTitles, read_decisions
from reviewer.report.writing import review_to_json, write_outputs
from reviewer.review import Progress, SubmittedFile, review
from reviewer.rulebook.loading import find_profile, load_pack, load_region

_STATUS_WORDS = {
    "reviewed": "рассмотрена",
    "missing": "не представлена",
    "unreadable": "не прочитана",
    "ambiguous": "под вопросом",
}


def run_review(
    folder: Path,
    profile: str,
    out: Path,
    assign: list[str],
    jobs: int | None,
    *,
    decisions: Path | None = None,
    as_json: bool,
) -> int:
    """Review `folder` and write `out`. Returns 1 where an input could not be read, else 0.

    `decisions`: a workbook of an earlier run that a person filled in.
    """
    sent = submitted_files(folder)
    profile_folder = find_profile(profile)
    rulebook = load_pack(profile_folder)
    region = load_region(profile_folder)
    roadmap = profile_folder / region.regional_roadmap if region.regional_roadmap else None
    corrections = read_decisions(decisions, KnownTitles.of(rulebook, region)) if decisions else Corrections()
    with archives_opened(sent) as opened:
        files = list(chain.from_iterable(opened))
        with reading_processes(files, jobs) as executor, _progress(len(files)) as progress:
            result = review(
                files,
                rulebook,
                region,
                regional_roadmap=roadmap,
                assigned=_assignments(assign, files, region),
                corrections=corrections,
                classifier=shipped_classifier(),
                executor=executor,
                progress=progress,
            )
    kept = _keep_decisions(out, (corrections, result.decided.corrections), KnownTitles.of(rulebook, region))
    own = profile_folder / "templates"
    written = write_outputs(result, region, out, templates=own if own.is_dir() else None)
    if as_json:
        sys.stdout.write(review_to_json(result))
    else:
        _show(result)
    for line in (*_decided(result), *kept):
        print(line, file=sys.stderr)
    for file in written.files:
        print(f"  {file.path}: {file.title}", file=sys.stderr)
    for notice in written.notices:
        print(notice, file=sys.stderr)
    return 1 if result.problems else 0


def _keep_decisions(out: Path, given: Sequence[Corrections], known: KnownTitles) -> list[str]:
    """Raises: UsageError where the workbook of the earlier run is held open by another program."""
    try:
        kept = keep_decisions(out, given, known)
    except OSError as error:
        message = (
            f"В «{out}» есть книга с решениями, и её не удаётся сохранить ({error.strerror}). Закройте её и повторите."
        )
        raise UsageError(message, code="output") from error
    if kept is None:
        return []
    return [f"  ! Прежняя книга с решениями, не указанными в --decisions, сохранена как «{kept}»."]


def _decided(result: Review) -> Iterator[str]:
    """How many decisions were followed, and which were not."""
    corrections, conflicts = result.decided.corrections, result.decided.conflicts
    taken = len(corrections.verdicts) + len(corrections.labels)
    if taken:
        yield f"Решения методиста: учтено {taken - len(conflicts)} из {taken}."
    for conflict in conflicts:
        yield f"  ! {conflict.decision.place}: решение не учтено. {conflict.message}"


def submitted_files(folder: Path) -> list[SubmittedFile]:
    """Every file below the folder, by name; hidden files and the locks of an open Word document are none.

    Raises:
        UsageError: There is no such folder, or no file in it.
    """
    if not folder.is_dir():
        raise UsageError(f"Папка «{folder}» не найдена. Укажите папку, в которой лежат «дорожные карты».")
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path.relative_to(folder)))
    if not paths:
        raise UsageError(f"В папке «{folder}» нет файлов. Положите в неё «дорожные карты» и повторите.")
    return [SubmittedFile(path, path.relative_to(folder).as_posix()) for path in paths]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts) or path.name in {"Thumbs.db", "desktop.ini"}


def _assignments(assign: list[str], files: list[SubmittedFile], region: Region) -> dict[str, str]:
    names = {file.name for file in files}
    by_name = {municipality.short.nominative: municipality.id for municipality in region.municipalities}
    settled = {}
    for item in assign:
        name, _, owner = item.rpartition("=")
        identifier = by_name.get(owner, owner)
        if name not in names:
            raise UsageError(f"--assign: файла «{name}» нет в папке. Пишите имя так, как оно стоит в папке.")
        if identifier not in by_name.values():
            known = ", ".join(sorted(by_name.values()))
            raise UsageError(f"--assign: муниципалитета «{owner}» нет в профиле региона. Известны: {known}.")
        settled[name] = identifier
    return settled


@contextmanager
def _progress(total: int) -> Iterator[Progress | None]:
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
        task = bar.add_task("", total=total, file="")
        yield lambda done, _total, name: bar.update(task, completed=done, file=name)


def _show(result: Review) -> None:
    print_rows(
        ("Муниципалитет", "«Дорожная карта»", "Мероприятий", "Файл"),
        [
            (
                municipality.name,
                _STATUS_WORDS[municipality.status],
                str(len(municipality.reviewed.facts)) if municipality.reviewed else "—",
                "; ".join(municipality.files) or "—",
            )
            for municipality in result.municipalities
        ],
        title=result.region,
    )
    print_rows(
        ("Параметр", "Муниципалитеты", "Доля"),
        [
            (statement.title, f"{statement.count} из {statement.total}", percent_text(statement.percent))
            for statement in result.statements
        ],
    )
    for problem in result.problems:
        print(f"  ! {problem.file}: {problem.message}")
    if result.unmatched_files:
        count = count_of(len(result.unmatched_files), "файл")
        print(f"  ! Без муниципалитета: {count}: {', '.join(result.unmatched_files)}")
