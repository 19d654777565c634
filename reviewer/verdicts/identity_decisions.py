"""Decisions of a person taken over to a corrected roadmap: they hold where it still says the same, and are told where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer.facts.identity import Matching, Pair
from reviewer.model.corrections import Conflict, Corrections, Decision, LabelDecision
from reviewer.model.review import Evidence, Review, Verdict
from reviewer.model.roadmap import Activity
from reviewer.verdicts.changes import MunicipalityChanges, Step, compare_runs
from reviewer.verdicts.row_edits import FIELD_WORDS
from reviewer.verdicts.row_references import RowIndex, reference_to

_LONGEST = 120
"""Characters of a text that a message quotes."""
_MOST_NAMED = 2
"""Rows that a message names."""


@dataclass(frozen=True, slots=True)
class Carried:
    """`corrections`: those that hold, rows named as the new roadmap has them; `conflicts`: those that a person must confirm."""

    corrections: Corrections
    conflicts: tuple[Conflict, ...] = ()

    @property
    def all_decisions(self) -> Corrections:
        """Those that hold, and those that are outdated, marked so."""
        told = [conflict.decision for conflict in self.conflicts]
        return replace(
            self.corrections,
            verdicts=(*self.corrections.verdicts, *(item for item in told if isinstance(item, Decision))),
            labels=(*self.corrections.labels, *(item for item in told if isinstance(item, LabelDecision))),
        )


def carry_decisions(corrections: Corrections, before: Review, after: Review) -> Carried:
    """Take decisions on the roadmaps of `before` over to those of `after`, both judged by the same rules and by nobody's decisions.

    A decision on a row holds where the row says the same, whatever its number and place. A decision on a verdict holds where the rules
    measure the same on rows that say the same. What concerns no corrected roadmap stays as it is.
    """
    changes = {one.id: one for one in compare_runs(before, [Step("files", after)]).municipalities if one.matching}
    labels = [_label(item, changes.get(item.row.municipality)) for item in corrections.labels]
    verdicts = [_verdict(item, changes.get(item.municipality)) for item in corrections.verdicts]
    kept = replace(
        corrections,
        former={},
        verdicts=tuple(item for item in verdicts if isinstance(item, Decision)),
        labels=tuple(item for item in labels if isinstance(item, LabelDecision)),
    )
    return Carried(kept, tuple(item for item in (*verdicts, *labels) if isinstance(item, Conflict)))


def _label(decision: LabelDecision, changes: MunicipalityChanges | None) -> LabelDecision | Conflict:
    if decision.outdated or changes is None or changes.matching is None:
        return decision
    if changes.before.reviewed is None or changes.after.reviewed is None:
        return decision
    old = changes.before.reviewed.roadmap
    found = RowIndex(old).find(decision.row)
    if not found:
        return decision
    pair = changes.matching.of_before(old.activities.index(found[0]))
    if pair is None:
        return _outdated(decision, "Мероприятие исключено из новой версии «дорожной карты».")
    followed = replace(
        decision, row=reference_to(decision.row.municipality, changes.after.reviewed.roadmap.activities[pair.after])
    )
    if not pair.says_the_same:
        return _outdated(followed, f"Мероприятие изменено {_told(pair)}. Решите заново.")
    return followed


def _outdated(decision: Decision | LabelDecision, message: str) -> Conflict:
    return Conflict.of(replace(decision, outdated=message), message)


def _told(pair: Pair) -> str:
    change = next(change for change in pair.changes if change.field not in {"number", "section"})
    return f"({FIELD_WORDS[change.field]}): было {_quoted(change.before)}, стало {_quoted(change.after)}"


def _quoted(text: str | None) -> str:
    if not text:
        return "пусто"
    return f"«{text}»" if len(text) <= _LONGEST else f"«{text[:_LONGEST]}…»"


def _verdict(decision: Decision, changes: MunicipalityChanges | None) -> Decision | Conflict:
    if decision.outdated or changes is None or changes.matching is None:
        return decision
    shift = next((shift for shift in changes.verdicts if shift.parameter == decision.parameter), None)
    if shift is not None:
        rows = _named_rows(("больше не учтено", shift.lost), ("теперь учтено", shift.gained))
        return _outdated(decision, f"В новой версии «дорожной карты» параметр измерен иначе{rows}. Решите заново.")
    old, new = changes.before.verdict(decision.parameter), changes.after.verdict(decision.parameter)
    differing = tuple(_differing_rows(changes, changes.matching, old, new))
    if differing:
        rows = _named_rows(("", differing))
        return _outdated(
            decision, f"Мероприятия, по которым принято решение, в новой версии изменены{rows}. Решите заново."
        )
    return decision


def _named_rows(*groups: tuple[str, Sequence[Evidence]]) -> str:
    """«: больше не учтено 2.2 «Мастер-класс»; теперь учтено …»; of many rows the first."""
    told = []
    for words, rows in groups:
        names = list(dict.fromkeys(f"{row.number or ''} {_quoted(row.quote)}".strip() for row in rows))
        further = f" и ещё {len(names) - _MOST_NAMED}" if len(names) > _MOST_NAMED else ""
        told += [f"{words} {', '.join(names[:_MOST_NAMED])}{further}".strip()] if names else []
    return f": {'; '.join(told)}" if told else ""


def _differing_rows(
    changes: MunicipalityChanges, matching: Matching, old: Verdict | None, new: Verdict | None
) -> Iterator[Evidence]:
    """The rows that one of the verdicts counts and that say something else in the other version, or are not there; a pair once."""
    told: set[Pair] = set()
    for verdict, review, side in ((old, changes.before, "before"), (new, changes.after, "after")):
        activities = review.reviewed.roadmap.activities if review.reviewed else ()
        paired = {getattr(pair, side): pair for pair in matching.pairs}
        for row in verdict.evidence if verdict else ():
            place = _place(row, activities)
            pair = paired.get(place) if place is not None else None
            if place is None or (pair and (pair.says_the_same or pair in told)):
                continue
            told |= {pair} if pair else set()
            yield row


def _place(row: Evidence, activities: Sequence[Activity]) -> int | None:
    stem = row.quote[:100]
    return next(
        (
            place
            for place, activity in enumerate(activities)
            if (activity.number, activity.source.table, activity.source.row) == (row.number, row.table, row.row)
            and activity.activity.startswith(stem)
        ),
        None,
    )
