"""What differs between two runs whose files, rules, model or decisions differ, and because of which.

The causes are told apart by runs between the two: the new files judged as before, then by the new rules, and so on. What
moves from one run to the next was moved by what differs between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Literal

from reviewer.facts.identity import FieldChange, Matching, match_activities
from reviewer.model.review import MunicipalityReview, Review, Statement
from reviewer.model.roadmap import Activity, Passport, Roadmap
from reviewer.verdicts.changed_facts import FactChange, changed_facts
from reviewer.verdicts.changed_verdicts import VerdictShift, changed_verdicts

Cause = Literal["files", "rules", "model", "decisions"]


@dataclass(frozen=True, slots=True)
class Step:
    """A run that differs from the one before it by one thing. Files are exchanged in one step at most."""

    cause: Cause
    review: Review


@dataclass(frozen=True, slots=True)
class StatementShift:
    """A statement of the справка whose count or members differ. `joined`, `left`: ids of municipalities."""

    id: str
    title: str
    before: Statement | None
    after: Statement | None
    joined: tuple[str, ...]
    left: tuple[str, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The activities of two versions, and what became of each of them."""

    old: tuple[Activity, ...]
    new: tuple[Activity, ...]
    matching: Matching

    @property
    def differences(self) -> int:
        found = self.matching
        changed = sum(not pair.says_the_same for pair in found.pairs)
        return changed + sum(map(len, (found.added, found.dropped, found.splits, found.merges)))


@dataclass(frozen=True, slots=True)
class MunicipalityChanges:
    """What became of one municipality.

    Attributes:
        passport: What the roadmap says of itself otherwise than before.
        matching: What became of its activities as they were judged; None where one of the runs has no roadmap, or both have the same.
        as_sent: The same of its activities as the files have them, where that tells less: a correction that holds no more of a new
            version is none of the municipality's changes. Else None.
        verdicts: Those that differ in verdict, bucket or measure.
    """

    before: MunicipalityReview
    after: MunicipalityReview
    passport: tuple[FieldChange, ...] = ()
    matching: Matching | None = None
    facts: tuple[FactChange[Cause], ...] = ()
    verdicts: tuple[VerdictShift[Cause], ...] = ()
    as_sent: Rows | None = None

    @property
    def rows(self) -> Rows | None:
        """What became of its activities, as it is told to people."""
        if self.as_sent or self.matching is None or not (self.before.reviewed and self.after.reviewed):
            return self.as_sent
        return Rows(self.before.reviewed.roadmap.activities, self.after.reviewed.roadmap.activities, self.matching)

    @property
    def id(self) -> str:
        return self.after.id

    @property
    def name(self) -> str:
        return self.after.name

    @property
    def resubmitted(self) -> bool:
        """Whether another file is judged than before. What people correct in a roadmap makes no other file of it."""
        return _as_read(self.before) != _as_read(self.after)

    def __bool__(self) -> bool:
        moved = self.before.status != self.after.status or self.matching is not None
        return self.resubmitted or moved or bool(self.facts or self.verdicts)


@dataclass(frozen=True, slots=True)
class Changes:
    """`municipalities`: all of the new run, in its order, also those where nothing changed; `statements`: those that differ."""

    before: Review
    after: Review
    municipalities: tuple[MunicipalityChanges, ...]
    statements: tuple[StatementShift, ...]

    @property
    def changed(self) -> tuple[MunicipalityChanges, ...]:
        return tuple(one for one in self.municipalities if one)

    def __bool__(self) -> bool:
        return bool(self.changed or self.statements)


def compare_runs(before: Review, steps: Sequence[Step]) -> Changes:
    """Compare a run with the last of the steps that lead away from it.

    Both are of one region; a municipality that only one of them knows is not compared.
    """
    runs = [before, *(step.review for step in steps)]
    causes = [step.cause for step in steps]
    sides = [{one.id: one for one in run.municipalities} for run in runs]
    common = [one.id for one in runs[-1].municipalities if all(one.id in side for side in sides)]
    return Changes(
        before,
        runs[-1],
        tuple(_municipality([side[identifier] for side in sides], causes) for identifier in common),
        tuple(_statements(runs, causes)),
    )


def _municipality(runs: Sequence[MunicipalityReview], causes: Sequence[Cause]) -> MunicipalityChanges:
    first, last = runs[0], runs[-1]
    matching = None
    if first.reviewed and last.reviewed and first.reviewed.roadmap != last.reviewed.roadmap:
        matching = _matched(first.reviewed.roadmap, last.reviewed.roadmap)
    changes = MunicipalityChanges(
        first,
        last,
        _passport(first, last),
        matching,
        changed_facts(runs, causes, matching),
        changed_verdicts(runs, causes, matching),
    )
    return replace(changes, as_sent=_as_sent(changes))


def _as_sent(changes: MunicipalityChanges) -> Rows | None:
    judged, sides = changes.rows, (changes.before.reviewed, changes.after.reviewed)
    old, new = _as_read(changes.before), _as_read(changes.after)
    if not (judged and changes.resubmitted and old and new and any(side and side.as_read for side in sides)):
        return None
    sent = Rows(old.activities, new.activities, _matched(old, new))
    return sent if sent.differences < judged.differences else None


def _matched(before: Roadmap, after: Roadmap) -> Matching:
    scanned = "scan" in {before.format, after.format}
    return match_activities(before.activities, after.activities, scanned=scanned)


def _passport(before: MunicipalityReview, after: MunicipalityReview) -> tuple[FieldChange, ...]:
    if before.reviewed is None or after.reviewed is None:
        return ()
    old, new = before.reviewed.roadmap.passport, after.reviewed.roadmap.passport
    said = ((item.name, _said(old, item.name), _said(new, item.name)) for item in fields(Passport))
    return tuple(FieldChange(name, one, other) for name, one, other in said if one != other)


def _said(passport: Passport, name: str) -> str | None:
    """A period as «2026-01-01/2026-12-31» (ISO 8601), a day as «2026-01-19»."""
    if name == "period":
        return f"{passport.period.start}/{passport.period.end}" if passport.period else None
    value = getattr(passport, name)
    return None if value is None else str(value)


def _as_read(review: MunicipalityReview) -> Roadmap | None:
    return (review.reviewed.as_read or review.reviewed.roadmap) if review.reviewed else review.as_read


def _statements(runs: Sequence[Review], causes: Sequence[Cause]) -> Iterator[StatementShift]:
    identifiers = dict.fromkeys(statement.id for run in (runs[-1], runs[0]) for statement in run.statements)
    for identifier in identifiers:
        history = [run.statement(identifier) for run in runs]
        before, after = history[0], history[-1]
        if _holds(before) == _holds(after):
            continue
        had, has = (statement.municipalities if statement else () for statement in (before, after))
        moved = [
            cause
            for cause, (one, other) in zip(causes, pairwise(history), strict=False)
            if _holds(one) != _holds(other)
        ]
        yield StatementShift(
            identifier,
            (after or before or Statement(identifier, identifier, 0, 0, 0.0, (), "")).title,
            before,
            after,
            tuple(member for member in has if member not in had),
            tuple(member for member in had if member not in has),
            tuple(moved),
        )


def _holds(statement: Statement | None) -> object:
    return statement and (statement.count, statement.total, statement.municipalities)
