"""What may be done to a row: each reads its form, says what would become of the rows, and enters it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from starlette.datastructures import FormData

from reviewer.jobs import correcting_rows
from reviewer.jobs.correction_entering import LONGEST_REASON, Author
from reviewer.model.corrections import EDITED_FIELDS, RowEditKind, RowReference
from reviewer.model.errors import ConflictError, UsageError
from reviewer.model.roadmap import Activity
from reviewer.store.workspace import Workspace
from reviewer.verdicts.row_edits import FIELD_WORDS, with_fields
from reviewer.verdicts.row_references import reference_to
from reviewer.web.views.row_state import RowState
from reviewer.web.views.row_wishes import Fields, Shift, changed_fields, in_order, shift_of

MOST_PARTS = 20
"""Parts that a form may have."""
FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form asks for.

    Attributes:
        rows: Those that it is about, as they are by now.
        into: What they should say.
        seen: Ordinals that the page has shown, by the names of the form's fields.
    """

    kind: RowEditKind
    state: RowState
    rows: tuple[Activity, ...]
    into: tuple[Fields, ...]
    reason: str = ""
    seen: Mapping[str, int] = field(default_factory=dict)

    def shift(self) -> Shift:
        """Raises: UsageError."""
        return shift_of(self.state, self.kind, self.rows, self.into)


@dataclass(frozen=True, slots=True)
class Deed:
    """A kind of correction in words. `button`: of the last step; `done`: the notice after it."""

    kind: RowEditKind
    title: str
    lead: str
    button: str
    done: str


DEEDS: Mapping[str, Deed] = {
    "fields": Deed(
        "field",
        "Исправить текст строки",
        "Напишите, как сказано в «дорожной карте». Файл не меняется: исправление хранится отдельно.",
        "Записать исправление",
        "Исправление записано.",
    ),
    "remove": Deed(
        "removed",
        "Удалить строку",
        "Удаляют то, что мероприятием не является: заголовок, примечание, итог. Файл не меняется.",
        "Удалить строку",
        "Строка удалена.",
    ),
    "split": Deed(
        "split",
        "Разделить строку",
        "Если в одной строке прочитаны несколько мероприятий. Что в части не изменено, остаётся как в строке.",
        "Разделить строку",
        "Строка разделена.",
    ),
    "merge": Deed(
        "merged",
        "Объединить строки",
        "Если одно мероприятие прочитано как несколько строк. Пустое берётся из следующей строки, где оно есть.",
        "Объединить строки",
        "Строки объединены.",
    ),
    "add": Deed(
        "added",
        "Добавить строку после этой",
        "Если мероприятие есть в документе, но не прочитано.",
        "Добавить строку",
        "Строка добавлена.",
    ),
}


def wish_of(name: str, state: RowState, fields: FormData, row: Activity) -> Wish:
    """`name`: a key of DEEDS; `row`: the one that the form is of. Raises: UsageError."""
    reason = _text(fields, "reason")
    if len(reason) > LONGEST_REASON:
        raise UsageError(f"Причина: можно не больше {LONGEST_REASON} знаков. Сократите.", code="correction")
    wish = Wish(DEEDS[name].kind, state, (row,), (), reason, _seen(fields))
    match name:
        case "fields":
            return replace(wish, into=(changed_fields(row, _fields(fields)),))
        case "split":
            return replace(wish, into=tuple(changed_fields(row, part) for part in parts_of(fields)))
        case "merge":
            return replace(wish, rows=_chosen(state, fields, row), into=(_given(_fields(fields)),))
        case "add":
            return replace(wish, into=(_given(_fields(fields)),))
        case _:
            return wish


def parts_of(fields: FormData) -> list[dict[str, str | None]]:
    """The parts of a row that have a text."""
    columns = {name: _texts(fields, f"part_{name}") for name in EDITED_FIELDS}
    count = min(max(map(len, columns.values())), MOST_PARTS)
    parts = [{name: texts[place] for name, texts in columns.items() if place < len(texts)} for place in range(count)]
    return [dict[str, str | None](part) for part in parts if part.get("activity", "").strip()]


def _fields(fields: FormData) -> dict[str, str | None]:
    return {name: _text(fields, name) for name in EDITED_FIELDS if name in fields}


def _given(fields: Fields) -> dict[str, str | None]:
    return {name: text for name, text in fields.items() if text and text.strip()}


def _chosen(state: RowState, fields: FormData, row: Activity) -> tuple[Activity, ...]:
    """In the order of the roadmap."""
    keys = {*_texts(fields, "rows"), state.key_of(row)}
    return tuple(one for one in state.rows if state.key_of(one) in keys)


def _seen(fields: FormData) -> dict[str, int]:
    found = ((name, _text(fields, name)) for name in fields if name.startswith("seen"))
    return {name: int(text) for name, text in found if text.isascii() and text.isdigit() and len(text) < 10}  # noqa: PLR2004 - no target has a billion entries


def _text(fields: FormData, name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _texts(fields: FormData, name: str) -> list[str]:
    return [value for value in fields.getlist(name) if isinstance(value, str)]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where corrections are entered, and by whom."""

    workspace: Workspace
    campaign: int
    author: Author

    def enter(self, wish: Wish) -> tuple[int, ...]:
        """The ids of the entries.

        Raises:
            ConflictError: Somebody was quicker.
            UsageError: It cannot be entered.
        """
        if wish.kind == "field":
            return tuple(self._enter_fields(wish))
        references = [reference_to(wish.state.municipality.id, row) for row in wish.rows]
        return (self._enter_shape(wish, references),)

    def _enter_shape(self, wish: Wish, rows: Sequence[RowReference]) -> int:
        on = self.workspace, self.campaign, self.author
        seen = wish.seen.get("seen", 0)
        calls: Mapping[str, Callable[[], int]] = {
            "removed": lambda: correcting_rows.remove_row(*on, row=rows[0], reason=wish.reason, seen=seen).entry.id,
            "split": lambda: (
                correcting_rows.split_row(*on, row=rows[0], parts=wish.into, reason=wish.reason, seen=seen).entry.id
            ),
            "merged": lambda: (
                correcting_rows.merge_rows(*on, rows=rows, fields=wish.into[0], reason=wish.reason, seen=None).entry.id
            ),
            "added": lambda: (
                correcting_rows.add_row(
                    *on, municipality=wish.state.municipality.id, after=rows[0], fields=wish.into[0], reason=wish.reason
                ).entry.id
            ),
        }
        return calls[wish.kind]()

    def _enter_fields(self, wish: Wish) -> Iterator[int]:
        """One after another: what was entered before one that is refused stays, and is told."""
        row, done = wish.rows[0], list[str]()
        for name, text in in_order(wish.into[0]):
            renamed = row.number != wish.rows[0].number
            seen = None if renamed else wish.seen.get(f"seen_{name}", 0)
            reference = reference_to(wish.state.municipality.id, row)
            try:
                entered = correcting_rows.correct_field(
                    self.workspace,
                    self.campaign,
                    self.author,
                    row=reference,
                    field=name,
                    text=text,
                    reason=wish.reason,
                    seen=seen,
                )
            except ConflictError as error:
                raise ConflictError(_also(done) + error.message) from error
            except UsageError as error:
                raise UsageError(_also(done) + error.message, code=error.code) from error
            row = with_fields(row, {name: text})
            done.append(FIELD_WORDS[name])
            yield entered.entry.id


def _also(done: Sequence[str]) -> str:
    return f"Уже записано: {', '.join(done)}. " if done else ""
