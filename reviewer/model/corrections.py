"""What a person decided of a review: they stand above the rules and the classifier, and outlive re-runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Self

from reviewer.model.roadmap import Activity, Roadmap

VerdictKind = Literal["met", "partly", "not_met", "unknown"]
RowEditKind = Literal["field", "added", "removed", "split", "merged"]
EDITED_FIELDS = ("number", "section", "activity", "deadline", "responsible", "participants", "outcome")
"""The fields of an activity that a person may correct."""
REGIONAL_EVENT = "regional_event"
"""The label of a `LabelDecision` on whether a row takes part in the regional event that it was matched with."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says of a parameter of a municipality.

    Attributes:
        municipality, parameter: Their ids.
        verdict: None where the person only commented.
        who: As it was written: a position, a name, initials.
        place: The cell that it was read from («Решения!H7»).
        municipality_title, parameter_title: What both were called in the workbook; ids that are gone are told by them.
        outdated: Why it is in force no more, in Russian: the roadmap says something else since it was taken.
        id: Of the entry that it is kept as; empty where it is not kept.
    """

    municipality: str
    parameter: str
    verdict: VerdictKind | None = None
    comment: str = ""
    who: str = ""
    when: date | None = None
    place: str = ""
    municipality_title: str = ""
    parameter_title: str = ""
    outdated: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class RowReference:
    """A row of a roadmap as a workbook names it. `page`, `table`, `row`: 1-based."""

    municipality: str
    file: str
    number: str | None
    text: str
    page: int | None = None
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class LabelDecision:
    """What a person says of a doubtful label of a row.

    Attributes:
        label: Id of the signal that was in doubt, or REGIONAL_EVENT.
        holds: Whether it holds; None where the person only commented.
        label_title, municipality_title: What they were called in the workbook.
        outdated: Why it is in force no more, in Russian; `row` is then that of the newer roadmap, where it still has one.
    """

    row: RowReference
    label: str
    holds: bool | None = None
    comment: str = ""
    who: str = ""
    when: date | None = None
    place: str = ""
    label_title: str = ""
    municipality_title: str = ""
    outdated: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class RowEdit:
    """What a person says that a row of a roadmap should be, where it was read wrongly.

    Attributes:
        kind: A field corrected; a row added, removed, split into several; several merged into one.
        rows: The rows as they stood before: one for `field`, `removed` and `split`; several for `merged`; for `added` the row that it
            stands after, or none.
        into: The rows as they should be, by EDITED_FIELDS; None empties a field. `field`: what is changed only. `split`: the others are
            those of the row. `merged`: the others are those of the first row that has them.
        id: Of the entry that it is kept as; empty where it is not kept.
        place: Where it was read from, where that is a workbook.
        outdated: Why it is in force no more, in Russian.
    """

    kind: RowEditKind
    municipality: str
    rows: tuple[RowReference, ...]
    into: tuple[Mapping[str, str | None], ...]
    comment: str = ""
    who: str = ""
    when: date | None = None
    id: str = ""
    place: str = ""
    municipality_title: str = ""
    outdated: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that a person decided.

    Attributes:
        rows: In the order in which they were made: each says what the rows were after those before it. Labels and verdicts were decided
            on the roadmap as all of them left it.
        sha256: Of the file that they were read from.
        former: The roadmaps that were decided on as they were read, by municipality; those that are not known are not in it.
    """

    verdicts: tuple[Decision, ...] = ()
    labels: tuple[LabelDecision, ...] = ()
    sha256: str | None = None
    former: Mapping[str, Roadmap] = field(default_factory=dict)
    rows: tuple[RowEdit, ...] = ()

    def of(self, municipality: str) -> Mapping[str, Decision]:
        """Those in force, by parameter."""
        return {
            item.parameter: item for item in self.verdicts if item.municipality == municipality and not item.outdated
        }

    def labels_of(self, municipality: str) -> Sequence[LabelDecision]:
        """Those in force."""
        return [item for item in self.labels if item.row.municipality == municipality and not item.outdated]

    def rows_of(self, municipality: str) -> Sequence[RowEdit]:
        """Those in force, in their order."""
        return [item for item in self.rows if item.municipality == municipality and not item.outdated]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A decision that could not be followed, and why, in Russian. One of the three is there: a stored form knows no unions."""

    message: str
    verdict: Decision | None = None
    label: LabelDecision | None = None
    rows: RowEdit | None = None

    @classmethod
    def of(cls, decision: Decision | LabelDecision | RowEdit, message: str) -> Self:
        match decision:
            case Decision():
                return cls(message, verdict=decision)
            case LabelDecision():
                return cls(message, label=decision)
            case _:
                return cls(message, rows=decision)

    @property
    def decision(self) -> Decision | LabelDecision | RowEdit:
        """Raises: ValueError where there is none."""
        found = self.verdict or self.label or self.rows
        if found is None:
            raise ValueError("a conflict without a decision")
        return found


@dataclass(frozen=True, slots=True)
class RowChange:
    """A correction of rows that was followed. `before`, `after`: the rows as they were then, and as it left them."""

    edit: RowEdit
    before: tuple[Activity, ...]
    after: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of the decisions of a run.

    Attributes:
        corrections: All of them, rows named as the roadmaps of the run have them.
        conflicts: Those that could not be followed.
        row_changes: The corrections of rows that were followed, in the order of the municipalities and of their making.
        signals: Titles of the rulebook's signals by id: a question is asked in words.
    """

    corrections: Corrections = field(default_factory=Corrections)
    conflicts: tuple[Conflict, ...] = ()
    signals: Mapping[str, str] = field(default_factory=dict)
    row_changes: tuple[RowChange, ...] = ()
