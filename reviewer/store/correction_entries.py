"""What people decided, entry by entry: nothing is changed or lost; the last entry on a thing that nobody took back is in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, select

from reviewer.model.corrections import Decision, LabelDecision, RowEdit
from reviewer.model.errors import ConflictError, UsageError
from reviewer.store.correction_words import signed, told
from reviewer.store.encoding import from_json, to_json
from reviewer.store.file_assignments import FileAssignment
from reviewer.store.history import record
from reviewer.store.moments import now
from reviewer.store.schema import correction

Kind = Literal["verdict", "label", "row", "file"]
Body = Decision | LabelDecision | RowEdit | FileAssignment
State = Literal["in_force", "replaced", "undone", "undo"]

_TYPES: Mapping[str, type[Body]] = {
    "verdict": Decision,
    "label": LabelDecision,
    "row": RowEdit,
    "file": FileAssignment,
}


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A correction to enter.

    Attributes:
        municipality: Its id; of a file that of its new owner.
        target: The key of what is corrected (`correction_targets`).
        base: SHA-256 of the blob of the roadmap as it was read when the decision was taken; None where there is none.
        reason: Why, in the author's words.
    """

    kind: Kind
    municipality: str
    target: str
    body: Body
    author: str
    reason: str = ""
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction that was entered. `ordinal`: 1.. among those on its target. `body`: None of one that takes another back."""

    id: int
    campaign: int
    kind: Kind
    municipality: str
    target: str
    ordinal: int
    body: Body | None
    base: str | None
    author: str
    reason: str
    at: datetime
    undoes: int | None = None


def append(connection: Connection, identifier: int, new: NewEntry, *, seen: int) -> Entry:
    """Enter a correction of a campaign, in a transaction that writes: there is one at a time.

    Args:
        seen: The ordinal of the newest entry on the target that the author has had before him; 0 where there was none.

    Raises:
        ConflictError: Somebody has entered another one since.
    """
    entry = _insert(connection, identifier, new, _after_seen(connection, identifier, new.target, seen))
    record(connection, new.author, "correction", _particulars(entry), identifier)
    return entry


def undo(connection: Connection, identifier: int, number: int, *, author: str, reason: str = "", seen: int) -> Entry:
    """Take an entry back by another one; taking that one back brings the first back.

    Raises:
        ConflictError: Somebody has entered another one on the same target since.
        UsageError: There is no such entry in the campaign, or it is taken back already.
    """
    known = {entry.id: entry for entry in entries(connection, identifier)}
    if number not in known:
        raise UsageError(f"Записи № {number} в этой экспертизе нет.", code="correction")
    taken = known[number]
    ordinal = _after_seen(connection, identifier, taken.target, seen)
    if number in undone(known.values()):
        by = next(entry for entry in reversed(known.values()) if entry.undoes == number)
        message = (
            f"Запись № {number} уже отменена ({signed(by.author, by.at)}). "
            f"Чтобы вернуть её, отмените запись № {by.id}: reviewer correct undo {by.id}."
        )
        raise UsageError(message, code="correction")
    entry = _insert(connection, identifier, replace(taken, author=author, reason=reason), ordinal, undoes=number)
    record(connection, author, "undo", {"correction": entry.id, "undoes": number, "kind": entry.kind}, identifier)
    return entry


def entries(connection: Connection, identifier: int) -> list[Entry]:
    """All of a campaign, in the order in which they were entered."""
    rows = connection.execute(
        select(correction).where(correction.c.campaign_id == identifier).order_by(correction.c.id)
    )
    return [_entry(row) for row in rows]


def seen_ordinal(known: Iterable[Entry], target: str) -> int:
    """What whoever reads these entries has seen of a target; 0 where none is on it."""
    return max((entry.ordinal for entry in known if entry.target == target), default=0)


def undone(known: Iterable[Entry]) -> frozenset[int]:
    """The ids of those that were taken back, and not brought back since."""
    found: set[int] = set()
    for entry in sorted(known, key=lambda one: one.id, reverse=True):
        if entry.undoes is not None and entry.id not in found:
            found.add(entry.undoes)
    return frozenset(found)


def standing(known: Sequence[Entry]) -> list[Entry]:
    """Those in force, in the order in which they were entered: on each target the last that nobody took back."""
    gone = undone(known)
    last = {entry.target: entry for entry in known if entry.undoes is None and entry.id not in gone}
    return sorted(last.values(), key=lambda entry: entry.id)


def states(known: Sequence[Entry]) -> Mapping[int, State]:
    """What became of each entry, by id."""
    gone, last = undone(known), {entry.id for entry in standing(known)}
    return {
        entry.id: "undone"
        if entry.id in gone
        else "undo"
        if entry.undoes is not None
        else "in_force"
        if entry.id in last
        else "replaced"
        for entry in known
    }


def decided_by(known: Iterable[Entry], entry: Entry) -> Body:
    """What an entry is about: an undoing is about what it takes back, or brings back."""
    by_id = {one.id: one for one in known}
    while entry.undoes is not None:
        entry = by_id[entry.undoes]
    if entry.body is None:
        message = f"entry {entry.id} neither decides nor undoes"
        raise ValueError(message)
    return entry.body


def _after_seen(connection: Connection, identifier: int, target: str, seen: int) -> int:
    """The ordinal of the next entry on a target, whose newest one the writer has seen."""
    newer = (
        select(correction)
        .where(correction.c.campaign_id == identifier, correction.c.target == target, correction.c.ordinal > seen)
        .order_by(correction.c.ordinal.desc())
        .limit(1)
    )
    row = connection.execute(newer).one_or_none()
    if row:
        raise _unseen(_entry(row))
    return seen + 1


def _unseen(entry: Entry) -> ConflictError:
    said = f"решено «{told(entry.body)}»" if entry.body else f"отменена запись № {entry.undoes}"
    message = (
        f"Пока вы решали, об этом же {said}: {signed(entry.author, entry.at)}, запись № {entry.id}. Ваше решение не записано. "
        "Посмотрите, что записано, и, если не согласны, решите заново."
    )
    return ConflictError(message)


def _insert(
    connection: Connection, identifier: int, new: NewEntry | Entry, ordinal: int, *, undoes: int | None = None
) -> Entry:
    values: dict[str, Any] = {
        "kind": new.kind,
        "municipality": new.municipality,
        "target": new.target,
        "ordinal": ordinal,
        "base": new.base,
        "author": new.author,
        "reason": new.reason,
        "at": now(),
    }
    body = None if undoes else new.body
    written = correction.insert().values(campaign_id=identifier, body=to_json(body), undoes=undoes, **values)
    number = connection.execute(written.returning(correction.c.id)).scalar_one()
    return Entry(id=number, campaign=identifier, body=_numbered(body, number), undoes=undoes, **values)


def _entry(row: Row[tuple[Any, ...]]) -> Entry:
    body = None if row.undoes else from_json(row.body, _TYPES[row.kind])
    return Entry(
        row.id,
        row.campaign_id,
        row.kind,
        row.municipality,
        row.target,
        row.ordinal,
        _numbered(body, row.id),
        row.base,
        row.author,
        row.reason,
        row.at,
        row.undoes,
    )


def _numbered(body: Body | None, number: int) -> Body | None:
    """With the id of the entry, by which whatever follows from it leads back to it."""
    return replace(body, id=str(number)) if body else None


def _particulars(entry: Entry) -> dict[str, object]:
    """What the history says of it: no text of a document."""
    said: dict[str, object] = {"correction": entry.id, "kind": entry.kind, "municipality": entry.municipality}
    match entry.body:
        case Decision(parameter=parameter, verdict=verdict):
            said |= {"parameter": parameter, "verdict": verdict}
        case LabelDecision(label=label, holds=holds):
            said |= {"label": label, "holds": holds}
        case RowEdit(kind=kind, into=into):
            said |= {"edit": kind, "fields": sorted({name for fields in into for name in fields})}
    return said
