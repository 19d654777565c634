"""What «Сведения об изменениях» and the terminal say of two runs: every text in Russian, nothing left to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reviewer.language.names import group_names
from reviewer.language.numerals import date_text, number_text, percent, percent_text
from reviewer.model.corrections import Conflict, LabelDecision, RowEdit, RowReference
from reviewer.model.region import Name, Region
from reviewer.model.review import Review, Statement
from reviewer.report.blanks import BLANK, BLANK_DATE, BLANK_NAME
from reviewer.report.changes_municipal import MunicipalityChangesView, causes_text, view_changes
from reviewer.report.crossings import CrossingView, view_crossings
from reviewer.report.remarks import RESUBMISSION, RemarksView, RemarkView, view_remarks
from reviewer.verdicts.changes import Changes, StatementShift

Direction = Literal["up", "down", "same", "new", "gone"]
_NO_STATEMENT = "—"


@dataclass(frozen=True, slots=True)
class DynamicsView:
    """A statement then and now («8 из 13 (61,5%)»). `difference`: in percentage points, with its sign.

    Attributes:
        before_share, after_share: «61,5%».
        direction: «new» and «gone» where only one of the runs has the statement.
        joined, left: Municipalities of which it holds now and did not, and the other way round; `…_count`: how many.
        by_roadmaps: Whether a new roadmap had a part in it.
        other_causes: What else had, in words.
    """

    number: int
    title: str
    before: str
    after: str
    difference: str
    joined: str
    left: str
    because: str
    before_share: str
    after_share: str
    direction: Direction
    joined_count: int
    left_count: int
    by_roadmaps: bool
    other_causes: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A decision that must be confirmed. `about`: the parameter, or the row and what was asked of it."""

    municipality: str
    about: str
    message: str


@dataclass(frozen=True, slots=True)
class ChangesContext:
    """What differs between two runs.

    Attributes:
        total: Municipalities that both runs know.
        resubmitted: Who sent a roadmap that was not judged before; they are `corrected` or `first`.
        corrected: Those whose earlier roadmap was judged too.
        first: Those whose roadmap could not be judged before, or was not there.
        vanished: Those whose roadmap was judged and is not now.
        silent: Those who had remarks and sent nothing new.
        unchanged: In one line, in the nominative.
        municipalities: Those where something changed.
        conflicts: Decisions on the earlier roadmaps that do not hold of the new ones.
    """

    region: Name
    centre: str
    signer_position: str
    signer_name: str
    today: str
    rules_before: str
    rules_after: str
    total: int
    resubmitted: tuple[Name, ...]
    unchanged: str
    dynamics: tuple[DynamicsView, ...]
    steady: int
    municipalities: tuple[MunicipalityChangesView, ...]
    conflicts: tuple[ConflictView, ...] = ()
    corrected: tuple[Name, ...] = ()
    first: tuple[Name, ...] = ()
    vanished: tuple[Name, ...] = ()
    silent: tuple[Name, ...] = ()
    remarks: tuple[RemarksView, ...] = ()
    crossings: tuple[CrossingView, ...] = ()
    same_rules: bool = True

    @property
    def added(self) -> int:
        return sum(len(one.added) for one in self.municipalities if one.resubmitted)

    @property
    def dropped(self) -> int:
        return sum(len(one.dropped) for one in self.municipalities if one.resubmitted)

    @property
    def edited(self) -> int:
        return sum(len(one.edited) for one in self.municipalities if one.resubmitted)

    @property
    def verdict_count(self) -> int:
        return sum(len(one.verdicts) for one in self.municipalities)

    @property
    def answers(self) -> tuple[RemarksView, ...]:
        """The remarks on those who sent a corrected roadmap."""
        return tuple(one for one in self.remarks if one.resubmitted)

    @property
    def asked(self) -> int:
        """How many remarks there were on those who sent a corrected roadmap."""
        return sum(one.before for one in self.answers)

    @property
    def settled(self) -> int:
        return sum(len(one.settled) for one in self.answers)

    @property
    def settled_percent(self) -> str:
        return percent_text(percent(self.settled, self.asked))

    @property
    def lifted(self) -> int:
        return sum(len(one.lifted) for one in self.remarks)


def build_changes_context(
    changes: Changes, region: Region, conflicts: Sequence[Conflict] = (), today: date | None = None
) -> ChangesContext:
    """All is taken as it is: clean it first (`cleaning.cleaned`)."""
    names = {municipality.id: municipality.short for municipality in region.municipalities}
    titles = {one.id: one.title for run in (changes.before, changes.after) for one in run.statements}
    changed = {one.id for one in changes.changed}
    identifiers = [statement.id for statement in changes.after.statements]
    both = [one for one in changes.municipalities if one.id in names]
    renewed = [one for one in both if one.resubmitted and one.after.reviewed]
    remarks = view_remarks(both, names, _numbered(changes))
    return ChangesContext(
        region=region.name,
        centre=region.centre or region.centre_short or BLANK,
        signer_position=region.signer_position or BLANK_NAME,
        signer_name=region.signer_name or BLANK_NAME,
        today=date_text(today) if today else BLANK_DATE,
        rules_before=_rules(changes.before),
        rules_after=_rules(changes.after),
        total=len(changes.municipalities),
        resubmitted=tuple(names[one.id] for one in renewed),
        corrected=tuple(names[one.id] for one in renewed if one.before.reviewed),
        first=tuple(names[one.id] for one in renewed if not one.before.reviewed),
        vanished=tuple(names[one.id] for one in both if one.before.reviewed and not one.after.reviewed),
        silent=tuple(one.name for one in remarks if one.before and not one.resubmitted),
        unchanged=group_names(names[one.id] for one in changes.municipalities if one.id not in changed),
        dynamics=tuple(_dynamics(shift, identifiers, names) for shift in changes.statements),
        steady=len(identifiers) - sum(shift.after is not None for shift in changes.statements),
        municipalities=tuple(view_changes(one, names[one.id], titles) for one in changes.changed),
        conflicts=tuple(_conflict(conflict, names, titles) for conflict in conflicts),
        remarks=remarks,
        crossings=view_crossings(changes),
        same_rules=_identity(changes.before) == _identity(changes.after),
    )


def _numbered(changes: Changes) -> Mapping[str, RemarkView]:
    """The parameters of both runs by their numbers in the справка, those that are gone after the others."""
    runs = (changes.after, changes.before)
    titles = {one.id: one.title for run in reversed(runs) for one in run.statements}
    judged = [verdict.parameter for run in runs for one in run.municipalities for verdict in one.verdicts]
    identifiers = dict.fromkeys([*(one.id for run in runs for one in run.statements), *judged])
    return {key: RemarkView(number, titles.get(key, key)) for number, key in enumerate(identifiers, start=1)}


def _conflict(conflict: Conflict, names: Mapping[str, Name], titles: Mapping[str, str]) -> ConflictView:
    decision = conflict.decision
    if isinstance(decision, LabelDecision):
        about = f"{_point(decision.row)}: {decision.label_title or decision.label}"
        return ConflictView(_named(decision.row.municipality, names), about, conflict.message)
    if isinstance(decision, RowEdit):
        about = ", ".join(["исправление строк", *map(_point, decision.rows)])
        return ConflictView(_named(decision.municipality, names), about, conflict.message)
    about = titles.get(decision.parameter, decision.parameter_title or decision.parameter)
    return ConflictView(_named(decision.municipality, names), about, conflict.message)


def _point(row: RowReference) -> str:
    return f"п. {row.number.rstrip('.')}" if row.number else f"строка {row.row}" if row.row else "без номера"


def _named(identifier: str, names: Mapping[str, Name]) -> str:
    return names[identifier].nominative if identifier in names else identifier


def _rules(review: Review) -> str:
    return f"{review.rules.title or review.rules.name}, версия {review.rules.version}"


def _identity(review: Review) -> tuple[str, str]:
    """What is written in them counts as well: a keeper may forget to raise the version."""
    return _rules(review), review.rules.sha256


def _dynamics(shift: StatementShift, identifiers: list[str], names: dict[str, Name]) -> DynamicsView:
    joined, left = ([names[key] for key in members if key in names] for members in (shift.joined, shift.left))
    return DynamicsView(
        number=identifiers.index(shift.id) + 1 if shift.id in identifiers else len(identifiers) + 1,
        title=shift.title,
        before=_share(shift.before),
        after=_share(shift.after),
        difference=_difference(shift.before, shift.after),
        joined=group_names(joined),
        left=group_names(left),
        because=causes_text(shift.causes),
        before_share=_percent(shift.before),
        after_share=_percent(shift.after),
        direction=_direction(shift),
        joined_count=len(joined),
        left_count=len(left),
        by_roadmaps=RESUBMISSION in shift.causes,
        other_causes=causes_text([cause for cause in shift.causes if cause != RESUBMISSION]),
    )


def _direction(shift: StatementShift) -> Direction:
    if shift.before is None:
        return "new"
    if shift.after is None:
        return "gone"
    if shift.before.percent == shift.after.percent:
        return "same"
    return "up" if shift.before.percent < shift.after.percent else "down"


def _percent(statement: Statement | None) -> str:
    return _NO_STATEMENT if statement is None else percent_text(statement.percent)


def _share(statement: Statement | None) -> str:
    if statement is None:
        return _NO_STATEMENT
    return f"{statement.count} из {statement.total} ({percent_text(statement.percent)})"


def _difference(before: Statement | None, after: Statement | None) -> str:
    if before is None or after is None:
        return _NO_STATEMENT
    points = round(after.percent - before.percent, 1)
    if not points:
        return "0"
    return f"{'+' if points > 0 else '−'}{number_text(abs(points))}"
