"""The sheet «Исправления»: what people have corrected of what was read, and what came of it. It is for reading alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reviewer.model.corrections import RowChange, RowEdit, RowEditKind
from reviewer.model.roadmap import Activity, Source
from reviewer.report import decisions_form as form
from reviewer.report.sheets import DATE_FORMAT, Column, Look, Print, Styled, Value
from reviewer.report.writer import Order
from reviewer.verdicts.row_edits import FIELD_WORDS, edit_origin, with_fields

Row = list[Value | Styled]

_NUMBER = Look(centered=True)
_NOTHING = Activity("", Source(""))
_DONE: Mapping[RowEditKind, str] = {
    "field": "исправлено",
    "added": "добавлено",
    "removed": "удалено",
    "split": "разделено",
    "merged": "объединено",
}

COLUMNS = (
    Column(form.MUNICIPALITY, 22, Look(bold=True)),
    Column("Что сделано", 14),
    Column(form.NUMBER, 8, _NUMBER),
    Column("Было", 50),
    Column("Стало", 50),
    Column("Почему", 30),
    Column("Кто исправил", 15),
    Column(form.WHEN, 12, Look(centered=True, number_format=DATE_FORMAT)),
    Column("Что с исправлением", 26),
    Column(form.FILE, 28),
    Column(form.PAGE, 10, _NUMBER),
    Column(form.TABLE, 10, _NUMBER),
    Column(form.ROW, 10, _NUMBER),
    Column("Код исправления", 24),
)
PRINT = Print(columns=9)


def edit_rows(order: Order) -> Iterator[Row]:
    """A row for each correction that was followed, then those that were not, with the reason."""
    names = {review.id: review.name for review in order.clean.municipalities}
    for change in order.clean.decided.row_changes:
        yield _row(change, names, form.FOLLOWED)
    for conflict in order.clean.decided.conflicts:
        if isinstance(conflict.decision, RowEdit):
            yield _row(_unfollowed(conflict.decision), names, f"не учтено: {conflict.message}")


def _row(change: RowChange, names: Mapping[str, str], state: str) -> Row:
    edit = change.edit
    first = next(iter((*change.before, *change.after)), _NOTHING)
    named = _named(change)
    return [
        names.get(edit.municipality) or edit.municipality_title or edit.municipality,
        _DONE.get(edit.kind, edit.kind),
        first.number,
        _told(change.before, named),
        _told(change.after, named),
        edit.comment or None,
        edit.who or None,
        edit.when,
        state,
        first.source.file,
        first.source.page,
        first.source.table,
        first.source.row,
        edit_origin(edit),
    ]


def _unfollowed(edit: RowEdit) -> RowChange:
    """As it was meant: of the rows that it names only number and text are known."""
    before = tuple(Activity(row.text, Source(row.file, row.page, row.table, row.row), row.number) for row in edit.rows)
    bare = before[0] if before else _NOTHING
    after = tuple(with_fields(bare if edit.kind in {"field", "split"} else _NOTHING, fields) for fields in edit.into)
    return RowChange(edit, () if edit.kind == "added" else before, after)


def _named(change: RowChange) -> Sequence[str]:
    """The fields that are told: of a correction those that it names and the text, else all."""
    if change.edit.kind not in {"field", "split"}:
        return tuple(FIELD_WORDS)
    given = {"activity", *(name for fields in change.edit.into for name in fields)}
    return tuple(name for name in FIELD_WORDS if name in given)


def _told(activities: Sequence[Activity], named: Sequence[str]) -> str | None:
    """A line for each field, of all fields those that are filled in; several rows are numbered."""
    rows = ["\n".join(_lines(activity, named)) for activity in activities]
    if len(rows) > 1:
        rows = [f"{number}) {row}" for number, row in enumerate(rows, start=1)]
    return "\n".join(rows) or None


def _lines(activity: Activity, named: Sequence[str]) -> Iterator[str]:
    for name in named:
        text = activity.field(name)
        if text or len(named) < len(FIELD_WORDS):
            yield f"{FIELD_WORDS[name].capitalize()}: {text or 'пусто'}"


def edit_words(change: RowChange) -> str:
    """What was done to a row, in short: «исправлено: срок, результат»."""
    edit = change.edit
    if edit.kind == "field":
        return f"исправлено: {', '.join(word for name, word in FIELD_WORDS.items() if name in edit.into[0])}"
    return {"split": "часть разделённой строки", "merged": f"объединено строк: {len(edit.rows)}"}.get(
        edit.kind, _DONE[edit.kind]
    )
