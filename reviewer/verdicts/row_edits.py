"""What a person may say of the rows of a roadmap: which corrections make sense, and what each makes of the rows it names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from typing import Any

from reviewer.activities.wording import value
from reviewer.model.corrections import EDITED_FIELDS, RowEdit
from reviewer.model.errors import UsageError
from reviewer.model.roadmap import Activity, Source

Fields = Mapping[str, str | None]

FIELD_WORDS: Mapping[str, str] = {
    "number": "пункт",
    "section": "раздел",
    "activity": "мероприятие",
    "deadline": "срок",
    "responsible": "ответственные",
    "participants": "участники",
    "outcome": "результат",
}
_SEVERAL = 2
_ROWS: Mapping[str, tuple[int, int | None]] = {
    "field": (1, 1),
    "added": (0, 1),
    "removed": (1, 1),
    "split": (1, 1),
    "merged": (_SEVERAL, None),
}
"""How many rows a correction names: at least and at most."""
_INTO: Mapping[str, tuple[int, int | None]] = {
    "field": (1, 1),
    "added": (1, 1),
    "removed": (0, 0),
    "split": (_SEVERAL, None),
    "merged": (1, 1),
}
"""How many rows it makes of them."""
_FEWER = {
    "merged": "Чтобы объединить строки, выберите не меньше двух.",
    "split": "Чтобы разделить строку, укажите не меньше двух частей.",
}


def check_row_edit(edit: RowEdit) -> None:
    """Refuse a correction that cannot be followed whatever the roadmap says.

    Raises:
        UsageError: An unknown kind or field, an activity without a text, too few rows or too many, rows of several municipalities.
    """
    if edit.kind not in _ROWS:
        raise _wrong(f"Исправления «{edit.kind}» нет. Бывают: {', '.join(_ROWS)}.")
    if not (_fits(len(edit.rows), _ROWS[edit.kind]) and _fits(len(edit.into), _INTO[edit.kind])):
        raise _wrong(_FEWER.get(edit.kind, "Укажите одну строку и то, что с ней сделать."))
    if any(row.municipality != edit.municipality for row in edit.rows):
        raise _wrong("Исправление касается строк нескольких муниципальных образований. Исправьте каждое отдельно.")
    if len(set(edit.rows)) < len(edit.rows):
        raise _wrong("Одна и та же строка выбрана дважды. Выберите разные строки.")
    for fields in edit.into:
        _check_fields(edit, fields)
    if edit.kind == "split" and len(set(_parts(edit))) < len(edit.into):
        raise _wrong("Части разделённой строки одинаковы. Укажите, чем они различаются.")


def _fits(count: int, bounds: tuple[int, int | None]) -> bool:
    least, most = bounds
    return count >= least and (most is None or count <= most)


def _check_fields(edit: RowEdit, fields: Fields) -> None:
    for name in fields:
        if name not in EDITED_FIELDS:
            raise _wrong(f"Поля «{name}» у мероприятия нет. Исправлять можно: {', '.join(FIELD_WORDS.values())}.")
    if edit.kind == "field" and not fields:
        raise _wrong("Не указано, что исправить. Укажите хотя бы одно поле.")
    needed = "activity" in fields or edit.kind == "added"
    if needed and value(fields.get("activity") or "") is None:
        raise _wrong("Мероприятие не может быть пустым. Напишите его текст или удалите строку.")


def _parts(edit: RowEdit) -> Sequence[Activity]:
    return [with_fields(Activity("", Source("")), part) for part in edit.into]


def _wrong(message: str) -> UsageError:
    return UsageError(message, code="row-edit")


def rows_after(edit: RowEdit, rows: Sequence[Activity], file: str) -> tuple[Activity, ...]:
    """What a correction makes of the rows that it names.

    `rows`: those rows; of an added one its neighbour, or none. `file`: where an added row is said to stand.
    """
    if edit.kind == "added":
        return (_added(edit.into[0], rows, file),)
    if edit.kind == "merged":
        return (with_fields(_filled(rows), edit.into[0]),)
    return tuple(with_fields(rows[0], fields) for fields in edit.into)


def with_fields(activity: Activity, fields: Fields) -> Activity:
    """Texts in one line, an empty one None. An activity that has no text keeps the one it had."""
    said: dict[str, Any] = {name: value(fields[name] or "") for name in EDITED_FIELDS if name in fields}
    return replace(activity, **{**said, "activity": said.get("activity") or activity.activity})


def _added(fields: Fields, neighbours: Sequence[Activity], file: str) -> Activity:
    """It stands under the heading of its neighbour, unless it has one of its own."""
    section = neighbours[0].section if neighbours else None
    return with_fields(Activity("", Source(file), section=section), fields)


def _filled(rows: Sequence[Activity]) -> Activity:
    """The first row, what is empty in it taken from the next that has it."""
    found: dict[str, Any] = {
        name: next((row.field(name) for row in rows if row.field(name)), None) for name in EDITED_FIELDS
    }
    return replace(rows[0], **found)


def edit_origin(edit: RowEdit) -> str:
    """`correction:<id>`; one that is not kept anywhere is known by what it says."""
    said = json.dumps(
        [edit.kind, edit.municipality, [astuple(row) for row in edit.rows], [dict(fields) for fields in edit.into]],
        ensure_ascii=True,
        sort_keys=True,
    )
    return f"correction:{edit.id or hashlib.sha256(said.encode()).hexdigest()[:12]}"
