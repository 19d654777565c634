"""What «Сведения об изменениях» and the terminal say of two runs: every text in Russian, nothing left to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reviewer.language.names import group_names
from reviewer.language.numerals import date_text, number_text, percent_text
from reviewer.model.corrections import Conflict, LabelDecision
from reviewer.model.region import Name, Region
from reviewer.model.review import Review, Statement
from reviewer.report.changes_municipal import MunicipalityChangesView, causes_text, view_changes
from reviewer.report.context import BLANK, BLANK_DATE, BLANK_NAME
from reviewer.verdicts.changes import Changes, StatementShift

_NO_STATEMENT = "—"


@dataclass(frozen=True, slots=True)
class DynamicsView:
    """A statement then and now («8 из 13 (61,5%)»). `difference`: in percentage points, with its sign.

    `joined`, `left`: municipalities of which it holds now and did not, and the other way round.
    """

    number: int
    title: str
    before: str
    after: str
    difference: str
    joined: str
    left: str
    because: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A decision that must be confirmed. `about`: the parameter, or the row and what was asked of it."""

    municipality: str
    about: str
    message: str


@dataclass(frozen=True, slots=True)
class ChangesContext:
    """`municipalities`: those where something changed; `resubmitted`, `unchanged`: names, in the nominative.

    `conflicts`: decisions on the earlier roadmaps that do not hold of the new ones.
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

    @property
    def same_rules(self) -> bool:
        return self.rules_before == self.rules_after

    @property
    def added(self) -> int:
        return sum(len(one.added) for one in self.municipalities)

    @property
    def dropped(self) -> int:
        return sum(len(one.dropped) for one in self.municipalities)

    @property
    def edited(self) -> int:
        return sum(len(one.edited) for one in self.municipalities)

    @property
    def verdict_count(self) -> int:
        return sum(len(one.verdicts) for one in self.municipalities)


def build_changes_context(
    changes: Changes, region: Region, conflicts: Sequence[Conflict] = (), today: date | None = None
) -> ChangesContext:
    """All is taken as it is: clean it first (`cleaning.cleaned`)."""
    names = {municipality.id: municipality.short for municipality in region.municipalities}
    titles = {one.id: one.title for run in (changes.before, changes.after) for one in run.statements}
    changed = {one.id for one in changes.changed}
    identifiers = [statement.id for statement in changes.after.statements]
    return ChangesContext(
        region=region.name,
        centre=region.centre or region.centre_short or BLANK,
        signer_position=region.signer_position or BLANK_NAME,
        signer_name=region.signer_name or BLANK_NAME,
        today=date_text(today) if today else BLANK_DATE,
        rules_before=_rules(changes.before),
        rules_after=_rules(changes.after),
        total=len(changes.municipalities),
        resubmitted=tuple(names[one.id] for one in changes.municipalities if one.resubmitted and one.id in names),
        unchanged=group_names(names[one.id] for one in changes.municipalities if one.id not in changed),
        dynamics=tuple(_dynamics(shift, identifiers, names) for shift in changes.statements),
        steady=len(identifiers) - sum(shift.after is not None for shift in changes.statements),
        municipalities=tuple(view_changes(one, names[one.id], titles) for one in changes.changed),
        conflicts=tuple(_conflict(conflict, names, titles) for conflict in conflicts),
    )


def _conflict(conflict: Conflict, names: Mapping[str, Name], titles: Mapping[str, str]) -> ConflictView:
    decision = conflict.decision
    if isinstance(decision, LabelDecision):
        row = decision.row
        point = f"п. {row.number.rstrip('.')}" if row.number else f"строка {row.row}"
        about = f"{point}: {decision.label_title or decision.label}"
        return ConflictView(_named(row.municipality, names), about, conflict.message)
    about = titles.get(decision.parameter, decision.parameter_title or decision.parameter)
    return ConflictView(_named(decision.municipality, names), about, conflict.message)


def _named(identifier: str, names: Mapping[str, Name]) -> str:
    return names[identifier].nominative if identifier in names else identifier


def _rules(review: Review) -> str:
    return f"{review.rules.title or review.rules.name}, версия {review.rules.version}"


def _dynamics(shift: StatementShift, identifiers: list[str], names: dict[str, Name]) -> DynamicsView:
    return DynamicsView(
        number=identifiers.index(shift.id) + 1 if shift.id in identifiers else len(identifiers) + 1,
        title=shift.title,
        before=_share(shift.before),
        after=_share(shift.after),
        difference=_difference(shift.before, shift.after),
        joined=group_names(names[key] for key in shift.joined if key in names),
        left=group_names(names[key] for key in shift.left if key in names),
        because=causes_text(shift.causes),
    )


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
