"""The rows of a roadmap while they are corrected, one correction after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.model.corrections import RowReference
from reviewer.model.roadmap import Activity, Roadmap
from reviewer.verdicts.row_references import plain_text, row_key, stands_at


@dataclass(frozen=True, slots=True, eq=False)
class TableRow:
    """A row as it is by now; it is itself and no other, whatever it says.

    Attributes:
        slot: The 0-based place of the row of the document that it comes from or stands after.
        origins: Of the corrections that made it what it is.
    """

    activity: Activity
    slot: int
    origins: tuple[str, ...] = ()


class EditedTable:
    """Rows of the document keep their slots: what stands in one is put in order without moving all the others."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._roadmap = roadmap
        self._slots = [[TableRow(activity, slot)] for slot, activity in enumerate(roadmap.activities)] or [[]]
        self._known: dict[tuple[str, str], list[TableRow]] = {}
        self._texts: Counter[str] = Counter()
        for row in self.rows:
            self._learn(row)

    @property
    def file(self) -> str:
        return self._roadmap.file

    @property
    def rows(self) -> list[TableRow]:
        return [row for slot in self._slots for row in slot]

    @property
    def roadmap(self) -> Roadmap:
        """The roadmap as it is by now."""
        return replace(self._roadmap, activities=tuple(row.activity for row in self.rows))

    def count(self, text: str) -> int:
        """How many rows have that text."""
        return self._texts[plain_text(text)]

    def find(self, reference: RowReference) -> Sequence[TableRow]:
        """The rows with its number and text: the one in its place where there is one, else all that come into question."""
        alike = self._known.get(row_key(reference.number, reference.text), [])
        placed = [row for row in alike if stands_at(row.activity, reference)]
        if placed:
            return placed[:1]
        # The same file under another name has its rows in the same places.
        renamed = [row for row in alike if stands_at(row.activity, replace(reference, file=row.activity.source.file))]
        return renamed[:1] or alike

    def with_text(self, text: str) -> list[TableRow]:
        return [row for row in self.rows if plain_text(row.activity.activity) == plain_text(text)]

    def end_of_section(self, section: str | None) -> TableRow | None:
        """The last row under that heading, else the last of all."""
        rows = self.rows
        wanted = plain_text(section or "")
        under = (row for row in reversed(rows) if plain_text(row.activity.section or "") == wanted)
        return next(under, None) or (rows[-1] if rows else None)

    def put(self, rows: Sequence[TableRow], activities: Sequence[Activity], origin: str) -> tuple[TableRow, ...]:
        """Put those activities in the place of the first of the rows, and take the others away."""
        slot = rows[0].slot
        at = self._slots[slot].index(rows[0])
        origins = tuple(dict.fromkeys(known for row in rows for known in row.origins))
        for row in rows:
            self._forget(row)
        return self._insert(slot, at, activities, (*origins, origin))

    def add(self, activity: Activity, after: TableRow | None, origin: str) -> tuple[TableRow, ...]:
        """After that row; of an empty table the first."""
        slot, at = (after.slot, self._slots[after.slot].index(after) + 1) if after else (0, 0)
        return self._insert(slot, at, (activity,), (origin,))

    def _insert(
        self, slot: int, at: int, activities: Sequence[Activity], origins: tuple[str, ...]
    ) -> tuple[TableRow, ...]:
        made = tuple(TableRow(activity, slot, origins) for activity in activities)
        self._slots[slot][at:at] = made
        for row in made:
            self._learn(row)
        return made

    def _learn(self, row: TableRow) -> None:
        activity = row.activity
        self._known.setdefault(row_key(activity.number, activity.activity), []).append(row)
        self._texts[plain_text(activity.activity)] += 1

    def _forget(self, row: TableRow) -> None:
        activity = row.activity
        self._slots[row.slot].remove(row)
        self._known[row_key(activity.number, activity.activity)].remove(row)
        self._texts[plain_text(activity.activity)] -= 1
