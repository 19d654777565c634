"""Decisions of people as pages list them: what was decided of what, by whom, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from reviewer.model.corrections import Decision, LabelDecision, RowEdit
from reviewer.store.correction_entries import Body, Entry, Kind, State, decided_by, seen_ordinal, states
from reviewer.store.correction_targets import row_digest
from reviewer.store.correction_words import subject, told
from reviewer.web.views.heads import Head

STATE_WORDS: Mapping[State, str] = {
    "in_force": "действует",
    "replaced": "заменено более поздним",
    "undone": "отменено",
    "undo": "отмена",
}
KIND_WORDS: Mapping[Kind, str] = {
    "verdict": "вывод",
    "label": "признак мероприятия",
    "row": "строка «дорожной карты»",
    "file": "принадлежность файла",
}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A decision.

    Attributes:
        number: Its id. `seen`: the ordinal of the newest entry on the same thing, to be sent with an undoing.
        told: What was decided; of an undoing what it took back.
        path: Of what it is about; empty where that has no page.
        can_undo: Whether taking it back changes something: it is in force, or is an undoing in force.
        known: Whether the result that is shown follows from it.
    """

    number: int
    kind: Kind
    kind_words: str
    municipality: str
    municipality_name: str
    subject: str
    told: str
    author: str
    at: datetime
    reason: str
    state: State
    state_words: str
    path: str
    seen: int
    can_undo: bool
    known: bool


def entry_lines(head: Head, entries: Sequence[Entry], wanted: Iterable[Entry], last_known: int) -> list[EntryLine]:
    """The newest first.

    Args:
        entries: All of the campaign; `wanted`: those to be listed.
        last_known: The id of the last one that the result knows.
    """
    became = states(entries)
    newest = {entry.target: entry.id for entry in entries}
    lines = []
    for entry in sorted(wanted, key=lambda one: one.id, reverse=True):
        body, state = decided_by(entries, entry), became[entry.id]
        undoing = state == "undo" and newest[entry.target] == entry.id
        lines.append(
            EntryLine(
                number=entry.id,
                kind=entry.kind,
                kind_words=KIND_WORDS[entry.kind],
                municipality=entry.municipality,
                municipality_name=body.municipality_title or entry.municipality,
                subject=subject(body),
                told=told(body) if entry.undoes is None else f"отменена запись № {entry.undoes} ({told(body)})",
                author=entry.author,
                at=entry.at,
                reason=entry.reason,
                state=state,
                state_words=STATE_WORDS[state],
                path=body_path(head, body),
                seen=seen_ordinal(entries, entry.target),
                can_undo=state == "in_force" or undoing,
                known=entry.id <= last_known,
            )
        )
    return lines


def body_path(head: Head, body: Body) -> str:
    """Where one looks at what a decision is about."""
    match body:
        case Decision(municipality=municipality, parameter=parameter):
            return head.finding(quote(municipality), quote(parameter))
        case LabelDecision(row=row):
            return f"{head.base}/municipalities/{quote(row.municipality)}/rows/{row_digest(row)}{head.query}"
        case RowEdit(rows=rows, municipality=municipality):
            key = f"/rows/{row_digest(rows[0])}" if rows else ""
            return f"{head.base}/municipalities/{quote(municipality)}{key}{head.query}"
        case _:
            return f"{head.base}/files"
