"""A row of a roadmap as its page finds it: what the result says of it, what it is by now, and what people made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from reviewer.jobs.campaign_state import CampaignState
from reviewer.model.corrections import RowChange
from reviewer.model.facts import ActivityFacts
from reviewer.model.review import MunicipalityReview
from reviewer.model.roadmap import Activity
from reviewer.store.blobs import Blobs
from reviewer.store.correction_entries import Entry
from reviewer.store.correction_targets import row_digest
from reviewer.verdicts.row_references import reference_to
from reviewer.web.views.reviews import Shown


@dataclass(frozen=True, slots=True)
class RowState:
    """A row that is known by its key.

    Attributes:
        place: Among the facts of its municipality in the result, from 0; None where the result does not have it.
        now: The row as it is by now, after every correction in force; None where it was corrected into something else or removed.
        was: The row as it was before that, where the result does not have it any more.
        successors: Rows that it was made into since.
        rows: All rows of the roadmap as they are by now, in order.
        changes: The corrections in force that made it what it is, or made something else of it.
    """

    municipality: MunicipalityReview
    key: str
    place: int | None
    now: Activity | None
    was: Activity | None
    successors: tuple[Activity, ...]
    rows: tuple[Activity, ...]
    changes: tuple[RowChange, ...]

    @property
    def facts(self) -> ActivityFacts | None:
        reviewed = self.municipality.reviewed
        return reviewed.facts[self.place] if reviewed and self.place is not None else None

    @property
    def activity(self) -> Activity | None:
        """As it is by now, else as the result has it, else as it was before it was corrected."""
        return self.now or (self.facts.activity if self.facts else self.was)

    def key_of(self, activity: Activity) -> str:
        return row_digest(reference_to(self.municipality.id, activity))


def state_of(shown: Shown, blobs: Blobs) -> CampaignState:
    """What whoever corrects has before him. `shown`: with the last result."""
    return CampaignState(shown.campaign, shown.run, shown.review, shown.entries, blobs)


def row_state(shown: Shown, blobs: Blobs, municipality: str, key: str) -> RowState | None:
    """A row of an earlier result is as that result has it. None where neither the result nor anything since has such a row."""
    of = shown.municipality(municipality)
    if of is None:
        return None
    facts = of.reviewed.facts if of.reviewed else ()
    keys = [row_digest(reference_to(municipality, one.activity)) for one in facts]
    place = keys.index(key) if key in keys else None
    edited = state_of(shown, blobs).edited(municipality) if shown.is_newest else None
    rows = edited.roadmap.activities if edited else tuple(one.activity for one in facts)
    by_key = {row_digest(reference_to(municipality, row)): row for row in reversed(rows)}
    changes = _lineage(edited.changes if edited else (), municipality, key)
    made = _made_of(changes, municipality, key)
    if place is None and key not in by_key and not changes:
        return None
    now = by_key.get(key)
    successors = () if now else tuple(by_key[one] for one in made if one in by_key)
    known = (row for change in changes for row in (*change.before, *change.after))
    was = next((row for row in known if row_digest(reference_to(municipality, row)) == key), None)
    return RowState(of, key, place, now, was, successors, tuple(rows), changes)


def _lineage(changes: Sequence[RowChange], municipality: str, key: str) -> tuple[RowChange, ...]:
    """The changes that led to a row, and those that it was led on by."""
    before, after = {key}, {key}
    taken: set[int] = set()
    for number, change in reversed(list(enumerate(changes))):
        if not before.isdisjoint(_keys(municipality, change.after)):
            before |= _keys(municipality, change.before)
            taken.add(number)
    for number, change in enumerate(changes):
        if not after.isdisjoint(_keys(municipality, change.before)):
            after |= _keys(municipality, change.after)
            taken.add(number)
    return tuple(changes[number] for number in sorted(taken))


def _made_of(changes: Sequence[RowChange], municipality: str, key: str) -> list[str]:
    """Keys of what was made of a row, in order."""
    found = {key: None}
    for change in changes:
        if not found.keys().isdisjoint(_keys(municipality, change.before)):
            found |= dict.fromkeys(row_digest(reference_to(municipality, row)) for row in change.after)
    return [one for one in found if one != key]


def _keys(municipality: str, rows: Sequence[Activity]) -> set[str]:
    return {row_digest(reference_to(municipality, row)) for row in rows}


def entries_of(state: RowState, entries: Sequence[Entry]) -> list[Entry]:
    """All that was ever decided of a row under any of its names, in the order in which it was entered."""
    rows = chain.from_iterable((*change.before, *change.after) for change in state.changes)
    keys = {state.key, *_keys(state.municipality.id, tuple(rows))}
    made = {int(change.edit.id) for change in state.changes if change.edit.id.isdigit()}
    return [entry for entry in entries if entry.id in made or entry.undoes in made or _about(entry) in keys]


def _about(entry: Entry) -> str:
    kind, _, rest = entry.target.partition("/")
    return rest.partition("/")[0] if kind in {"row", "label"} else ""
