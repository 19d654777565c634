"""`reviewer correct list`: what was decided, by whom and when, and what is in force of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from reviewer.cli import correct_naming as naming
from reviewer.cli.tables import print_rows
from reviewer.store.campaigns import campaign_of
from reviewer.store.correction_entries import Entry, State, decided_by, entries, states
from reviewer.store.correction_words import local_moment, subject, told
from reviewer.store.workspace import open_workspace

_STATES: Mapping[State, str] = {
    "in_force": "действует",
    "replaced": "заменено",
    "undone": "отменено",
    "undo": "отмена",
}


def run_list(campaign: str | None, workspace: Path | None, *, everything: bool, as_json: bool) -> int:
    with closing(open_workspace(workspace)) as opened, opened.reading() as connection:
        identifier = naming.campaign_id(connection, campaign)
        found = campaign_of(connection, identifier)
        known = entries(connection, identifier)
    became = states(known)
    shown = [entry for entry in known if everything or became[entry.id] == "in_force"]
    if as_json:
        print(json.dumps([_form(entry, became[entry.id], known) for entry in shown], ensure_ascii=False))
        return 0
    if not shown:
        print("Исправлений нет." if everything else "Действующих исправлений нет.")
        return 0
    heads = ("№", "Когда", "Кто", "Муниципалитет", "О чём", "Решено", "Почему", "Состояние")
    print_rows(heads, [_line(entry, became[entry.id], known) for entry in shown], found.name if found else None)
    return 0


def _line(entry: Entry, became: State, known: list[Entry]) -> tuple[str, ...]:
    body = decided_by(known, entry)
    decided = told(body) if entry.undoes is None else f"отмена записи № {entry.undoes}"
    return (
        str(entry.id),
        local_moment(entry.at),
        entry.author,
        body.municipality_title or entry.municipality,
        subject(body),
        decided,
        entry.reason,
        _STATES[became],
    )


def _form(entry: Entry, became: State, known: list[Entry]) -> dict[str, object]:
    body = decided_by(known, entry)
    return {
        "entry": entry.id,
        "kind": entry.kind,
        "municipality": entry.municipality,
        "subject": subject(body),
        "decided": told(body) if entry.undoes is None else None,
        "undoes": entry.undoes,
        "state": became,
        "author": entry.author,
        "reason": entry.reason,
        "at": entry.at.isoformat(),
    }
