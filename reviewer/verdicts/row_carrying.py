"""Corrections of rows taken over to a roadmap that was sent again: each is replayed on the version that it was made on and on the
new one side by side, and holds where both say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.facts.identity import COMPARED, match_activities
from reviewer.facts.identity_wording import says_the_same
from reviewer.model.corrections import RowChange, RowEdit
from reviewer.model.errors import UsageError
from reviewer.model.roadmap import Activity, Roadmap
from reviewer.verdicts.row_edits import FIELD_WORDS, check_row_edit, edit_origin, rows_after, with_fields
from reviewer.verdicts.row_references import reference_to
from reviewer.verdicts.row_table import EditedTable, TableRow

_LONGEST = 120
"""Characters of a text that a message quotes."""
_NOT_FOUND = "Такой строки в «дорожной карте» нет: её текст или номер изменён. Исправьте заново."
_SEVERAL = "Таких строк в «дорожной карте» несколько, и ни одна не стоит на прежнем месте. Исправьте заново."
_DROPPED = "Мероприятие исключено из новой версии «дорожной карты»."
_NO_LONGER_NEEDED = "В новой версии «дорожной карты» так и написано: исправление больше не нужно."
_UNMADE = "Строка получена исправлением, которое больше не действует. Исправьте заново."
_GONE = "Этой строки в новой версии «дорожной карты» нет: исправление больше не нужно."


@dataclass(frozen=True, slots=True)
class EditGroup:
    """Corrections of rows that were made on one version. `former`: that version as it was read; None: the new one."""

    former: Roadmap | None
    edits: tuple[RowEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class EditedRoadmap:
    """A roadmap as people have corrected it.

    Attributes:
        origins: For each of its activities those of the corrections that made it what it is.
        changes: The corrections that hold, in their order.
        edits: All of them: those that hold, rows named as this roadmap has them, and those that do not, marked as outdated.
        seen: For each group the version that it was made on, as its corrections left it.
    """

    roadmap: Roadmap
    origins: tuple[tuple[str, ...], ...] = ()
    changes: tuple[RowChange, ...] = ()
    edits: tuple[RowEdit, ...] = ()
    seen: tuple[Roadmap, ...] = ()


def edit_roadmap(groups: Sequence[EditGroup], new: Roadmap) -> EditedRoadmap:
    """The new roadmap with every correction that holds of it. `groups`: the oldest first."""
    if not any(group.edits for group in groups):
        seen = tuple(group.former or new for group in groups)
        return EditedRoadmap(new, tuple(() for _ in new.activities), seen=seen)
    starts: list[Roadmap] = []
    for place, group in enumerate(groups):
        # Whoever corrected a version had before him what was already corrected of it.
        starts.append(_carried(groups[:place], starts, group.former or new).roadmap)
    return _carried(groups, starts, new)


def _carried(groups: Sequence[EditGroup], starts: Sequence[Roadmap], new: Roadmap) -> EditedRoadmap:
    table = EditedTable(new)
    changes: list[RowChange] = []
    edits: list[RowEdit] = []
    seen: list[Roadmap] = []
    for group, start in zip(groups, starts, strict=True):
        if not group.edits:
            seen.append(start)
            continue
        sides = _Sides(start, table)
        for edit in group.edits:
            followed = edit if edit.outdated else sides.follow(edit)
            edits.append(followed if isinstance(followed, RowEdit) else followed.edit)
            changes += [followed] if isinstance(followed, RowChange) else []
        seen.append(sides.old.roadmap)
    origins = tuple(row.origins for row in table.rows)
    return EditedRoadmap(table.roadmap, origins, tuple(changes), tuple(edits), tuple(seen))


class _Sides:
    """A version that was corrected, and the new one: which row of the one is which of the other."""

    def __init__(self, start: Roadmap, table: EditedTable) -> None:
        new = table.roadmap
        self.old = EditedTable(start)
        self.new = table
        self._scanned = "scan" in {start.format, new.format}
        self._twins = self._paired(start, new)

    def _paired(self, start: Roadmap, new: Roadmap) -> dict[TableRow, TableRow]:
        ours, theirs = self.old.rows, self.new.rows
        if start.activities == new.activities:
            return dict(zip(ours, theirs, strict=True))
        matching = match_activities(start.activities, new.activities, scanned=self._scanned)
        return {ours[pair.before]: theirs[pair.after] for pair in matching.pairs}

    def follow(self, edit: RowEdit) -> RowChange | RowEdit:
        """What the correction did to the new version, or the correction with the reason why it did nothing."""
        try:
            check_row_edit(edit)
        except UsageError as error:
            return replace(edit, outdated=error.message)
        rows, fault = self._find(edit)
        if fault and edit.kind != "added":
            return replace(edit, outdated=fault)
        objection = self._objection(edit, rows)
        twins = [self._twins[row] for row in rows if row in self._twins]
        made = _perform(edit, rows, self.old)
        if objection:
            self._tell_apart(edit, made, twins)
            return replace(edit, outdated=objection)
        before = tuple(twin.activity for twin in twins)
        followed = _named(edit, before, made)
        after = _perform(followed, twins, self.new)
        self._twins.update(zip(made, after, strict=True))
        return RowChange(followed, () if edit.kind == "added" else before, tuple(row.activity for row in after))

    def _find(self, edit: RowEdit) -> tuple[list[TableRow], str]:
        """The rows that it names as they were then, or why they cannot be told."""
        found: list[TableRow] = []
        for reference in edit.rows:
            possible = [row for row in self.old.find(reference) if row not in found]
            if len(possible) != 1:
                return [], _SEVERAL if possible else _NOT_FOUND
            found += possible
        return found, ""

    def _objection(self, edit: RowEdit, rows: Sequence[TableRow]) -> str:
        """Why it does not hold of the new version; empty where it holds."""
        twins = [self._twins.get(row) for row in rows]
        if (edit.kind != "field" or None in twins) and self._said_by_itself(edit, rows):
            return _NO_LONGER_NEEDED
        if edit.kind == "added":
            return ""
        for row, twin in zip(rows, twins, strict=True):
            if twin is None:
                return _UNMADE if row.origins else _GONE if edit.kind == "removed" else _DROPPED
            differs = self._difference(edit, row.activity, twin.activity)
            if differs:
                return differs
        return ""

    def _said_by_itself(self, edit: RowEdit, rows: Sequence[TableRow]) -> bool:
        """Whether each row that it makes, and that was not there, is in the new version already."""
        made = rows_after(edit, [row.activity for row in rows], self.old.file)
        kept = {row.activity.activity for row in rows} if edit.kind != "added" else set()
        fresh = [activity.activity for activity in made if activity.activity not in kept]
        return bool(fresh) and all(self.new.count(text) > self.old.count(text) for text in fresh)

    def _difference(self, edit: RowEdit, old: Activity, new: Activity) -> str:
        """Of a corrected field only it and the text of the activity matter, of other corrections all that the row says."""
        corrected = set(edit.into[0]) if edit.kind == "field" else set()
        wanted = with_fields(old, edit.into[0]) if corrected else old
        asked = {"activity", *corrected} if corrected else set(COMPARED)
        changed = {name for name in asked if not self._same(old, new, name)}
        for name, word in FIELD_WORDS.items():
            if name in changed and not self._same(wanted, new, name):
                was, now = _quoted(old.field(name)), _quoted(new.field(name))
                return f"Мероприятие изменено ({word}): было {was}, стало {now}. Исправьте заново."
        put_right = corrected <= changed or all(new.field(name) == wanted.field(name) for name in corrected)
        return _NO_LONGER_NEEDED if corrected and put_right else ""

    def _same(self, one: Activity, other: Activity, name: str) -> bool:
        return says_the_same(one.field(name), other.field(name), field=name, scanned=self._scanned)

    def _tell_apart(self, edit: RowEdit, made: Sequence[TableRow], twins: Sequence[TableRow]) -> None:
        """What it made of the old version only: a corrected field leaves the row what it is, other rows may be there by themselves."""
        if edit.kind == "field" and twins:
            self._twins[made[0]] = twins[0]
            return
        for row in made:
            there = self.new.with_text(row.activity.activity)
            if len(there) == 1:
                self._twins[row] = there[0]


def _perform(edit: RowEdit, rows: Sequence[TableRow], table: EditedTable) -> tuple[TableRow, ...]:
    activities = rows_after(edit, [row.activity for row in rows], table.file)
    origin = edit_origin(edit)
    if edit.kind != "added":
        return table.put(rows, activities, origin)
    return table.add(activities[0], rows[0] if rows else table.end_of_section(activities[0].section), origin)


def _named(edit: RowEdit, before: Sequence[Activity], made: Sequence[TableRow]) -> RowEdit:
    """The correction with its rows named as the new version has them. An added row whose neighbour is gone keeps its heading."""
    rows = tuple(reference_to(edit.municipality, activity) for activity in before)
    if edit.kind != "added" or rows:
        return replace(edit, rows=rows)
    return replace(edit, rows=(), into=({"section": made[0].activity.section, **edit.into[0]},))


def _quoted(text: str | None) -> str:
    if not text:
        return "пусто"
    return f"«{text}»" if len(text) <= _LONGEST else f"«{text[:_LONGEST]}…»"
