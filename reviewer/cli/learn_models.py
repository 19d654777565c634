"""`reviewer learn models` and `reviewer learn use`: which classifier a workspace uses."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from reviewer.cli.authors import author_name
from reviewer.cli.tables import print_rows
from reviewer.model.errors import UsageError
from reviewer.store.models import ModelEntry, model_entries, use_model
from reviewer.store.workspace import open_workspace

SHIPPED = "shipped"


def run_models(folder: Path | None, *, as_json: bool) -> int:
    """Tell which classifiers the workspace has had, the one in use first."""
    with closing(open_workspace(folder)) as workspace, workspace.reading() as connection:
        entries = model_entries(connection)
    if as_json:
        print(json.dumps([_entry_form(entry, used=entry is entries[0]) for entry in entries], ensure_ascii=False))
        return 0
    rows = [_entry_row(entry, used=entry is entries[0]) for entry in entries]
    if entries:
        print_rows(("№", "Когда", "Кто", "Классификатор", "Строк", "Выигрыш, F1", "Используется"), rows)
    else:
        print("Используется классификатор, поставляемый с программой; других в рабочей папке нет.")
    return 0


def run_use(choice: str, folder: Path | None, author: str | None) -> int:
    """Return to the classifier of an entry («3»), or to the one that ships with the program («shipped»)."""
    if choice != SHIPPED and not choice.isdecimal():
        raise UsageError(f"«{choice}» – не номер классификатора. Укажите номер из reviewer learn models или {SHIPPED}.")
    with closing(open_workspace(folder)) as workspace, workspace.writing() as connection:
        entry = use_model(connection, None if choice == SHIPPED else int(choice), author_name(author))
    print(f"Теперь используется {_name(entry)}. Результаты прежних экспертиз не изменились.")
    return 0


def _name(entry: ModelEntry) -> str:
    if entry.sha256 is None:
        return "классификатор, поставляемый с программой"
    return f"классификатор № {entry.uses or entry.id}"


def _entry_row(entry: ModelEntry, *, used: bool) -> tuple[str, ...]:
    rows, gain = entry.made_from.get("rows"), entry.figures.get("gain")
    return (
        str(entry.id),
        f"{entry.made_at:%d.%m.%Y %H:%M}",
        entry.author,
        _name(entry),
        str(rows) if rows is not None else "–",
        signed(gain) if isinstance(gain, float) else "–",
        "да" if used else "",
    )


def _entry_form(entry: ModelEntry, *, used: bool) -> dict[str, object]:
    return {
        "id": entry.id,
        "made_at": entry.made_at.isoformat(),
        "author": entry.author,
        "sha256": entry.sha256,
        "made_from": entry.made_from,
        "figures": entry.figures,
        "uses": entry.uses,
        "in_use": used,
    }


def signed(value: float) -> str:
    return f"{value:+.3f}".replace(".", ",").replace("-", "−")
