"""`reviewer workspace reproduce`: does a stored result follow from what is stored with it?"""

from __future__ import annotations

from pathlib import Path

from reviewer.jobs.reproducing import reproduce
from reviewer.language.numerals import count_of
from reviewer.store.workspace import open_workspace

_OTHER = 1


def run_reproduce(run: int, folder: Path | None) -> int:
    """Returns 0 where all is the same, else 1."""
    workspace = open_workspace(folder)
    try:
        found = reproduce(workspace, run)
    finally:
        workspace.close()
    for difference in found.elsewhere:
        print(f"Вычислено не тем же, что тогда: {difference}.")
    if not found.differing:
        files = f"{count_of(found.outputs, 'файл')} и " if found.outputs else ""
        print(f"Результат № {run} вычислен заново и совпал побайтно: {files}сама экспертиза.")
        return 0
    print(f"Результат № {run} не совпал. Отличаются: {', '.join(found.differing)}.")
    return _OTHER
