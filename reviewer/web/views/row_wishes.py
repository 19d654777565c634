"""A correction of rows before it is entered: what the rows say now, and what they would say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.activities.wording import value
from reviewer.model.corrections import EDITED_FIELDS, RowEdit, RowEditKind
from reviewer.model.errors import UsageError
from reviewer.model.roadmap import Activity
from reviewer.report.cleaning import clean_text
from reviewer.store.correction_entries import seen_ordinal
from reviewer.store.correction_targets import field_target, shape_target
from reviewer.store.correction_words import signed, told
from reviewer.verdicts.row_edits import FIELD_WORDS, check_row_edit, rows_after
from reviewer.verdicts.row_references import reference_to
from reviewer.web.views.reviews import Shown
from reviewer.web.views.row_state import RowState

Fields = Mapping[str, str | None]
RowWords = tuple[tuple[str, str], ...]
"""Titles and texts of the fields of a row."""
IDENTITY = ("number", "activity")
"""Fields by which a row is known: it has another address when they are corrected."""


@dataclass(frozen=True, slots=True)
class Shift:
    """«Было → стало». `made`: the rows that would stand there."""

    before: tuple[RowWords, ...]
    after: tuple[RowWords, ...]
    made: tuple[Activity, ...]


def shift_of(state: RowState, kind: RowEditKind, rows: Sequence[Activity], into: Sequence[Fields]) -> Shift:
    """What a correction would do.

    Raises:
        UsageError: It cannot be followed, or changes nothing.
    """
    municipality = state.municipality.id
    cleaned = tuple({name: value(clean_text(text or "")) for name, text in fields.items()} for fields in into)
    if kind == "field" and cleaned and not cleaned[0]:
        raise UsageError("Ничего не изменено. Исправьте хотя бы одно поле.", code="row-edit")
    edit = RowEdit(kind, municipality, tuple(reference_to(municipality, row) for row in rows), cleaned)
    check_row_edit(edit)
    made = rows_after(edit, rows, rows[0].source.file)
    if kind == "field":
        names = [name for name in EDITED_FIELDS if name in cleaned[0]]
        return Shift((_words(rows[0], names),), (_words(made[0], names),), made)
    before = () if kind == "added" else tuple(map(_row_words, rows))
    return Shift(before, tuple(map(_row_words, made)), made)


def changed_fields(row: Activity, sent: Fields) -> dict[str, str | None]:
    """Those that say something else than the row."""
    said = {name: value(clean_text(text or "")) for name, text in sent.items()}
    return {name: text for name, text in said.items() if text != row.field(name)}


def in_order(fields: Fields) -> list[tuple[str, str | None]]:
    """Those by which the row is known come last: the others are entered on the row as it was shown."""
    return sorted(fields.items(), key=lambda item: IDENTITY.index(item[0]) + 1 if item[0] in IDENTITY else 0)


def seen_of(shown: Shown, state: RowState) -> dict[str, int]:
    """Ordinals of the newest entries on the row, by the names of a form's fields: «seen_deadline», «seen»."""
    if state.now is None:
        return {}
    row = reference_to(state.municipality.id, state.now)
    fields = {f"seen_{name}": seen_ordinal(shown.entries, field_target(row, name)) for name in EDITED_FIELDS}
    return {**fields, "seen": seen_ordinal(shown.entries, shape_target(row))}


def changed_by(shown: Shown, state: RowState) -> str:
    """Who made something else of a row that is no more, in words."""
    ids = [change.edit.id for change in state.changes if any(state.key_of(row) == state.key for row in change.before)]
    entry = next((one for one in shown.entries if ids and str(one.id) == ids[-1]), None)
    if entry is None or entry.body is None:
        return "Строки в таком виде больше нет."
    said = f"{told(entry.body)} ({signed(entry.author, entry.at)}, запись № {entry.id})"
    return f"Пока вы решали, строку изменили: {said}."


def _row_words(row: Activity) -> RowWords:
    return _words(row, [name for name in EDITED_FIELDS if row.field(name)])


def _words(row: Activity, names: Sequence[str]) -> RowWords:
    return tuple((FIELD_WORDS[name], row.field(name) or "пусто") for name in names)
