"""Corrections of what was read: a field of a row, a row added, removed, split; several merged. Each is tried before it is entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex

from reviewer.activities.wording import value
from reviewer.jobs.campaign_state import CampaignState, state_of
from reviewer.jobs.correction_entering import Author, Entered, checked, checked_text, enter, wrong
from reviewer.model.corrections import RowEdit, RowEditKind, RowReference
from reviewer.model.roadmap import Activity
from reviewer.report.cleaning import clean_text
from reviewer.store.correction_entries import Entry, NewEntry
from reviewer.store.correction_targets import added_target, field_target, shape_target
from reviewer.store.correction_words import row_words, shortened
from reviewer.store.workspace import Workspace
from reviewer.verdicts.row_edits import FIELD_WORDS, check_row_edit
from reviewer.verdicts.row_references import reference_to

Fields = Mapping[str, str | None]

LONGEST_FIELD = 20_000
"""Characters of a field of an activity."""
MOST_PARTS = 100
"""Rows that one is split into, or that are merged into one."""
_NO_ACTIVITIES = "no-activities"
"""Code of the problem of a file that was read and names no activity."""
_KEY_BYTES = 8


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be done to which rows. `seen`: as for `correct_verdict`."""

    kind: RowEditKind
    municipality: str
    rows: tuple[RowReference, ...]
    into: tuple[Fields, ...]
    reason: str
    seen: int | None = None


def correct_field(
    workspace: Workspace,
    campaign: int,
    author: Author,
    *,
    row: RowReference,
    field: str,
    text: str | None,
    reason: str = "",
    seen: int | None = None,
) -> Entered:
    """Say what a field of a row says. `field`: one of EDITED_FIELDS; `text`: None or only a dash empties it.

    Args:
        row: As it is by now: after the corrections that are in force.
        seen: As for `correct_verdict`.

    Raises:
        ConflictError: Somebody has corrected the field since.
        UsageError: There is no such row or field, it says so already, or an activity would have no text.
    """
    wish = _Wish("field", row.municipality, (row,), ({field: text},), reason, seen)
    return _correct(workspace, campaign, author, wish, lambda rows: field_target(rows[0], field))


def remove_row(
    workspace: Workspace, campaign: int, author: Author, *, row: RowReference, reason: str = "", seen: int | None = None
) -> Entered:
    """Say that a row is no activity. Otherwise as `correct_field`."""
    wish = _Wish("removed", row.municipality, (row,), (), reason, seen)
    return _correct(workspace, campaign, author, wish, lambda rows: shape_target(rows[0]))


def split_row(
    workspace: Workspace,
    campaign: int,
    author: Author,
    *,
    row: RowReference,
    parts: Sequence[Fields],
    reason: str = "",
    seen: int | None = None,
) -> Entered:
    """Say that a row is several. `parts`: by EDITED_FIELDS; those that are not given are as in the row. Otherwise as `correct_field`."""
    wish = _Wish("split", row.municipality, (row,), tuple(parts), reason, seen)
    return _correct(workspace, campaign, author, wish, lambda rows: shape_target(rows[0]))


def merge_rows(
    workspace: Workspace,
    campaign: int,
    author: Author,
    *,
    rows: Sequence[RowReference],
    fields: Fields,
    reason: str = "",
    seen: int | None = None,
) -> Entered:
    """Say that several rows are one. `fields`: what the first of them that has it does not say. Otherwise as `correct_field`."""
    if not rows:
        raise wrong("Чтобы объединить строки, выберите не меньше двух.")
    wish = _Wish("merged", rows[0].municipality, tuple(rows), (fields,), reason, seen)
    return _correct(workspace, campaign, author, wish, lambda found: shape_target(found[0]))


def add_row(
    workspace: Workspace,
    campaign: int,
    author: Author,
    *,
    municipality: str,
    after: RowReference | None,
    fields: Fields,
    reason: str = "",
) -> Entered:
    """Say that a row was not read. `after`: the row that it stands after; None: at the end of its section. Otherwise as `correct_field`."""
    wish = _Wish("added", municipality, (after,) if after else (), (fields,), reason)
    return _correct(workspace, campaign, author, wish, lambda _: added_target(token_hex(_KEY_BYTES)))


def _correct(
    workspace: Workspace,
    campaign: int,
    author: Author,
    wish: _Wish,
    target: Callable[[Sequence[RowReference]], str],
) -> Entered:
    author = checked(author)
    with workspace.writing() as connection:
        state = state_of(connection, workspace, campaign)
        edit, activities = _edit(state, author, wish)
        check_row_edit(edit)
        if edit.kind == "field":
            _check_change(edit, activities[0])
        new = NewEntry("row", edit.municipality, target(edit.rows), edit, author.name, edit.comment)
        entered = enter(connection, state, new, _stood(edit, activities), wish.seen)
        _check_followed(state, entered.entry)
        return entered


def _edit(state: CampaignState, author: Author, wish: _Wish) -> tuple[RowEdit, Sequence[Activity]]:
    if len(wish.rows) > MOST_PARTS or len(wish.into) > MOST_PARTS:
        raise wrong(f"Частей больше {MOST_PARTS}. Исправьте по частям.")
    activities = [state.row(row) for row in wish.rows]
    title = state.municipality(wish.municipality).name
    if not activities and state.as_read(wish.municipality) is None:
        _check_read(state, wish.municipality, title)
    edit = RowEdit(
        wish.kind,
        wish.municipality,
        tuple(reference_to(wish.municipality, activity) for activity in activities),
        tuple(_cleaned(fields) for fields in wish.into),
        comment=checked_text(wish.reason, "Причина"),
        who=author.name,
        when=author.day,
        municipality_title=title,
    )
    return edit, activities


def _check_read(state: CampaignState, municipality: str, title: str) -> None:
    """A roadmap without an activity may get rows, one that is not there or was not read may not."""
    files = state.municipality(municipality).files
    if not files:
        raise wrong(f"{title}: «дорожная карта» не представлена, добавлять строки не к чему.")
    if not any(problem.file in files and problem.code == _NO_ACTIVITIES for problem in state.review.problems):
        message = (
            f"{title}: «дорожная карта» не прочитана, добавлять строки не к чему. Запросите файл, который открывается."
        )
        raise wrong(message)


def _cleaned(fields: Fields) -> Fields:
    cleaned = {name: value(clean_text(text or "")) for name, text in fields.items()}
    for name, text in cleaned.items():
        if text and len(text) > LONGEST_FIELD:
            raise wrong(f"Поле «{FIELD_WORDS.get(name, name)}»: {len(text)} знаков, а можно не больше {LONGEST_FIELD}.")
    return cleaned


def _check_change(edit: RowEdit, activity: Activity) -> None:
    if all(activity.field(name) == text for name, text in edit.into[0].items()):
        name, text = next(iter(edit.into[0].items()))
        raise wrong(f"Поле «{FIELD_WORDS[name]}» и так говорит это: {shortened(text)}.")


def _stood(edit: RowEdit, activities: Sequence[Activity]) -> str:
    """What the rows said until now."""
    if edit.kind == "field":
        said = (f"{FIELD_WORDS[name]}: {shortened(activities[0].field(name))}" for name in edit.into[0])
        return "; ".join(said)
    return "строки нет" if edit.kind == "added" else "; ".join(map(row_words, edit.rows))


def _check_followed(state: CampaignState, entry: Entry) -> None:
    """An exception takes the entry back."""
    after = (*state.known, entry)
    edited = state.edited(entry.municipality, after)
    mine = next((edit for edit in edited.edits if edit.id == str(entry.id)), None) if edited else None
    if mine and mine.outdated:
        raise wrong(mine.outdated)
    state.check_rows(entry.municipality, after)
