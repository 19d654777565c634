"""Decisions that were taken at several times as one whole: of two on the same thing the later one stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from reviewer.model.corrections import Corrections, Decision, LabelDecision, RowEdit
from reviewer.verdicts.row_references import row_key

Taken = TypeVar("Taken", Decision, LabelDecision)


def merge_decisions(groups: Sequence[Corrections], rows: Iterable[RowEdit]) -> Corrections:
    """`groups`: the oldest first, rows named as one and the same roadmap has them; `rows`: of all of them, as they hold together."""
    if len(groups) == 1:
        return Corrections(groups[0].verdicts, groups[0].labels, groups[0].sha256, rows=tuple(rows))
    return Corrections(
        verdicts=_latest((item for group in groups for item in group.verdicts), _verdict),
        labels=_latest((item for group in groups for item in group.labels), _label),
        sha256=next((group.sha256 for group in reversed(groups) if group.sha256), None),
        rows=tuple(rows),
    )


def _latest(taken: Iterable[Taken], asked: Callable[[Taken], Hashable]) -> tuple[Taken, ...]:
    """The last of each question, in the order of taking."""
    latest: dict[Hashable, Taken] = {}
    for item in taken:
        latest.pop(asked(item), None)
        latest[asked(item)] = item
    return tuple(latest.values())


def _verdict(decision: Decision) -> Hashable:
    return decision.municipality, decision.parameter


def _label(decision: LabelDecision) -> Hashable:
    row = decision.row
    key = row_key(row.number, row.text)
    return row.municipality, key, row.page, row.table, row.row, decision.label
