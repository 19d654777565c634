"""Rows of two versions, as what changed is told of them: reworded, added, dropped, split, merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.facts.identity import Pair
from reviewer.facts.identity_parts import Division
from reviewer.facts.word_changes import Run, word_changes
from reviewer.model.roadmap import Activity
from reviewer.report.cleaning import shorten

LONGEST_TEXT = 1_500
"""Characters of a text that is compared or printed; the JSON has all."""
LONGEST_NAME = 160
"""Characters by which an activity is called."""
FIELD_WORDS: Mapping[str, str] = {
    "activity": "формулировка",
    "deadline": "срок",
    "responsible": "ответственные",
    "participants": "участники",
    "outcome": "результат",
    "section": "раздел",
    "number": "номер",
    "title": "название",
    "territory": "территория",
    "period": "период",
    "approved_on": "дата утверждения",
}
KIND_WORDS: Mapping[str, str] = {
    "reworded": "изменена формулировка",
    "redated": "изменён срок",
    "amended": "изменены сведения",
    "moved": "перемещено",
}


@dataclass(frozen=True, slots=True)
class RowView:
    """An activity: `point` is its number in the roadmap («п. 3») or its place there, `deadline` may be empty."""

    point: str
    text: str
    deadline: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field that changed, word by word. `title` is in Russian with a small letter."""

    title: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class EditedView:
    """An activity that both versions have. `point`: «п. 4 (был п. 3)»; `name`: its text where that did not change."""

    point: str
    what: str
    name: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class DivisionView:
    """Of a split the earlier row and what it became, of a merge the later row and what it was made of."""

    whole: RowView
    parts: tuple[RowView, ...]


def view_edited(pair: Pair, old: Activity, new: Activity) -> EditedView:
    changed = [change for change in pair.changes if change.field != "number"]
    reworded = pair.change("activity") is not None
    what = [KIND_WORDS[pair.kind]] + ([KIND_WORDS["moved"]] if pair.moved and pair.kind != "moved" else [])
    return EditedView(
        point=f"{point_text(new)} (ранее {point_text(old)})"
        if old.number and pair.change("number")
        else point_text(new),
        what=", ".join(what),
        name="" if reworded else shorten(new.activity, LONGEST_TEXT),
        fields=tuple(
            FieldView(
                FIELD_WORDS[change.field],
                word_changes(shorten(change.before or "", LONGEST_TEXT), shorten(change.after or "", LONGEST_TEXT)),
            )
            for change in changed
        ),
    )


def view_row(activity: Activity) -> RowView:
    return RowView(point_text(activity), shorten(activity.activity, LONGEST_TEXT), activity.deadline or "")


def view_division(division: Division, wholes: Sequence[Activity], parts: Sequence[Activity]) -> DivisionView:
    return DivisionView(view_row(wholes[division.whole]), tuple(view_row(parts[place]) for place in division.parts))


def point_text(activity: Activity) -> str:
    if activity.number:
        return f"п. {activity.number.rstrip('.')}"
    source = activity.source
    return f"строка {source.row}" if source.row else f"стр. {source.page}" if source.page else "без номера"
