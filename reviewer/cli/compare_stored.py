"""`reviewer compare 3 7`: two results that the workspace keeps, with the causes of what differs."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

from reviewer.cli.compare import show_changes
from reviewer.jobs.comparing import changes_document, compared, comparison_form, tell_apart
from reviewer.model.errors import UsageError
from reviewer.model.os_reasons import not_written
from reviewer.report.changes_document import DOCUMENT
from reviewer.store.runs import Run, run_of
from reviewer.store.workspace import Workspace, open_workspace


def stored_numbers(old: Path, new: Path) -> tuple[int, int] | None:
    """The numbers of results, where both are named by a number and no file or folder is called so."""
    named = [str(side).removeprefix("№").strip() for side in (old, new)]
    if any(side.exists() for side in (old, new)) or not all(name.isdecimal() for name in named):
        return None
    return int(named[0]), int(named[1])


def run_compare_stored(numbers: tuple[int, int], folder: Path | None, out: Path | None, *, as_json: bool) -> int:
    """Compare, show, and write the document where asked.

    Raises:
        UsageError: There is no such result, they are of different campaigns, or `out` cannot be written to.
    """
    with closing(open_workspace(folder)) as workspace:
        old, new = _results(workspace, numbers)
        tell_apart(workspace, old, new)
        if out is not None:
            print(f"  {_written(changes_document(workspace, old, new), out)}", file=sys.stderr)
        if as_json:
            print(json.dumps(comparison_form(workspace, old, new), ensure_ascii=False))
        else:
            context = compared(workspace, old, new).context
            show_changes(context)
            for conflict in context.conflicts:
                print(f"  ! {conflict.municipality}, {conflict.about}: решение не учтено. {conflict.message}")
    return 0


def _results(workspace: Workspace, numbers: tuple[int, int]) -> tuple[Run, Run]:
    found = []
    with workspace.reading() as connection:
        for number in numbers:
            run = run_of(connection, number)
            if run is None:
                message = f"Результата № {number} в рабочей папке нет. Номера результатов показывает reviewer history."
                raise UsageError(message, code="run")
            found.append(run)
    old, new = found
    if old.campaign != new.campaign:
        message = f"Результаты № {old.id} и № {new.id} – разных экспертиз. Сравнивать можно результаты одной."
        raise UsageError(message, code="run")
    return old, new


def _written(document: bytes, out: Path) -> Path:
    path = out / DOCUMENT
    try:
        out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document)
    except OSError as error:
        raise not_written(path, error) from error
    return path
