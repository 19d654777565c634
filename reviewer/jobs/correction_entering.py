"""What every correction goes through: its texts are checked, the roadmap that it was made on is kept, and it is entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from reviewer.activities.wording import one_line
from reviewer.jobs.campaign_state import CampaignState
from reviewer.model.corrections import Decision, LabelDecision, RowEdit
from reviewer.model.errors import UsageError
from reviewer.report.cleaning import clean_text
from reviewer.store.correction_entries import Body, Entry, Kind, NewEntry, append
from reviewer.store.correction_words import signed, subject, told
from reviewer.store.corrections import keep_base
from reviewer.store.file_assignments import FileAssignment

LONGEST_NAME = 200
LONGEST_REASON = 4_000
"""Characters of an author's name and of what one writes to explain a correction."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who corrects, as they give their name, and on which day."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Entered:
    """A correction that was entered.

    Attributes:
        subject: What it is about, in Russian; `was`, `now`: what stood there, and what stands now.
        replaced: The entry that was in force on the same thing until now.
    """

    entry: Entry
    subject: str
    was: str
    now: str
    replaced: Entry | None = None


_WITHOUT: Mapping[Kind, str] = {"row": "как в файле", "file": "как определит программа"}
"""What stands where nobody has decided, or nobody's decision is in force."""


def told_entry(entry: Entry | None, kind: Kind = "verdict") -> str:
    """`kind`: of what it is about, where there is no entry."""
    if entry is None or entry.body is None:
        return _WITHOUT.get(kind, "как решит программа")
    return f"{told(entry.body)} (запись № {entry.id}: {signed(entry.author, entry.at)})"


def enter(connection: Connection, state: CampaignState, new: NewEntry, was: str, seen: int | None) -> Entered:
    """Enter what was checked, with the roadmap that was judged, as it was read, beside it. `was`: what the program said.

    Raises:
        ConflictError: Somebody has entered another one on the same thing since.
        UsageError: The same is in force already.
    """
    standing_now = state.standing_on(new.target)
    newest = state.seen(new.target) if seen is None else seen
    same = standing_now and standing_now.body and said(standing_now.body) == said(new.body)
    if same and newest == state.seen(new.target):
        raise wrong(f"Так уже решено: {told_entry(standing_now)}.")
    read = None if new.kind == "file" else state.as_read(new.municipality)
    base = keep_base(connection, state.blobs, read) if read and new.base is None else new.base
    entry = append(connection, state.campaign.id, replace(new, base=base), seen=newest)
    before = told_entry(standing_now) if standing_now else was
    return Entered(entry, subject(new.body), before, told(new.body), standing_now)


def said(body: Body) -> object:
    """What is decided and with which words, whoever decided it and when."""
    match body:
        case Decision(verdict=verdict):
            return verdict, body.comment
        case LabelDecision(holds=holds):
            return holds, body.comment
        case FileAssignment(municipality=owner):
            return owner
        case RowEdit(kind=kind, rows=rows, into=into):
            return kind, rows, into


def checked(author: Author) -> Author:
    """Raises: UsageError for a missing name or one that is too long."""
    name = checked_text(author.name, "Имя", LONGEST_NAME)
    if not name:
        raise wrong("Не указано, кто исправляет. Укажите: --author ИМЯ.")
    return replace(author, name=name)


def checked_text(text: str, what: str, longest: int = LONGEST_REASON) -> str:
    """In one line, without anything that cannot be printed. Raises: UsageError where it is too long."""
    line = one_line(clean_text(text))
    if len(line) > longest:
        raise wrong(f"{what}: {len(line)} знаков, а можно не больше {longest}. Сократите.")
    return line


def wrong(message: str) -> UsageError:
    return UsageError(message, code="correction")
