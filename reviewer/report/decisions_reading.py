"""Reads back what a person filled into the workbook: every cell is checked, and all that is wrong is told at once.

Rows may be sorted and hidden, columns moved, the file saved by another program: columns are known by their titles, rows by
the ids in them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TypeVar

from reviewer.model.corrections import (
    REGIONAL_EVENT,
    Corrections,
    Decision,
    LabelDecision,
    RowReference,
    VerdictKind,
)
from reviewer.model.errors import UsageError
from reviewer.model.region import Region
from reviewer.report import decisions_form as form
from reviewer.report.decisions_cells import Faults, FormRow, answer_of, date_of, form_rows, plain
from reviewer.report.decisions_former import former_roadmaps
from reviewer.report.decisions_workbook import read_grids
from reviewer.report.label_words import EVENT_QUESTION
from reviewer.rulebook.rulebook import Rulebook

Taken = TypeVar("Taken", Decision, LabelDecision)

_MUNICIPALITY = (form.MUNICIPALITY_ID, form.MUNICIPALITY)
_PARAMETER = (form.PARAMETER_ID, form.PARAMETER)
_LABEL = (form.LABEL_ID, form.QUESTION)
_ACTIVITY = (form.ACTIVITY,)
_VERDICT_SIGNS: Mapping[str, VerdictKind] = {
    "+": "met",
    "±": "partly",
    "–": "not_met",
    "-": "not_met",
    "—": "not_met",
    "?": "unknown",
}
_LABEL_SIGNS: Mapping[str, bool] = {"+": True, "–": False, "-": False, "—": False}
_MOST_TOLD = 50
"""Faults that are told one by one."""


@dataclass(frozen=True, slots=True)
class KnownTitles:
    """Ids by title, for rows whose ids were removed."""

    municipalities: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rulebook: Rulebook, region: Region) -> Self:
        return cls(
            municipalities={municipality.short.nominative: municipality.id for municipality in region.municipalities},
            parameters={parameter.title: parameter.id for parameter in rulebook.parameters},
            labels={signal.title: signal.id for signal in rulebook.signals.values()},
        )


def read_decisions(path: Path, known: KnownTitles) -> Corrections:
    """What a person decided, in the order of the rows; an answer that was given twice counts once.

    Raises:
        UsageError: The file cannot be read, has no such sheet, or cells of it are wrong; all of them are named.
    """
    grids = read_grids(path)
    faults = Faults()
    verdict_rows = form_rows(grids, form.VERDICT_SHEET, (_MUNICIPALITY, _PARAMETER), faults)
    label_rows = form_rows(grids, form.LABEL_SHEET, (_MUNICIPALITY, _LABEL, _ACTIVITY), faults)
    if verdict_rows is None and label_rows is None and not faults.messages:
        faults.add("книга", f"нет ни листа «{form.VERDICT_SHEET}», ни листа «{form.LABEL_SHEET}».")
    reader = _Reader(known, faults)
    verdicts = _once(map(reader.decision, verdict_rows or ()), _asked_of_verdict, faults)
    labels = _once(map(reader.label_decision, label_rows or ()), _asked_of_label, faults)
    if faults.messages:
        raise _wrong(path, faults.messages)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Corrections(verdicts, labels, digest, former_roadmaps(grids, known.municipalities))


def _wrong(path: Path, faults: list[str]) -> UsageError:
    lines = faults[:_MOST_TOLD]
    if len(faults) > _MOST_TOLD:
        lines.append(f"и ещё {len(faults) - _MOST_TOLD}")
    told = "\n".join(f"  {line}" for line in lines)
    return UsageError(
        f"--decisions: в книге «{path.name}» нужно исправить, ничего не рассмотрено:\n{told}", code="decisions"
    )


class _Reader:
    def __init__(self, known: KnownTitles, faults: Faults) -> None:
        self._municipalities = _by_title(known.municipalities)
        self._parameters = _by_title(known.parameters)
        self._labels = _by_title(known.labels)
        self._faults = faults

    def decision(self, row: FormRow) -> Decision | None:
        municipality = row.identifier(_MUNICIPALITY, self._municipalities)
        parameter = row.identifier(_PARAMETER, self._parameters)
        verdict = answer_of(row, form.VERDICT_ANSWERS, _VERDICT_SIGNS, self._faults)
        when = date_of(row, self._faults)
        if not self._is_named(row, municipality, parameter):
            return None
        return Decision(
            municipality=municipality,
            parameter=parameter,
            verdict=verdict,
            comment=row.text(form.COMMENT),
            who=row.text(form.WHO),
            when=when,
            place=row.place(form.ANSWER),
            municipality_title=row.text(form.MUNICIPALITY),
            parameter_title=row.text(form.PARAMETER),
            outdated=form.outdated_of(row.text(form.STATE)),
        )

    def label_decision(self, row: FormRow) -> LabelDecision | None:
        municipality = row.identifier(_MUNICIPALITY, self._municipalities)
        label = self._label(row)
        holds = answer_of(row, form.LABEL_ANSWERS, _LABEL_SIGNS, self._faults)
        when = date_of(row, self._faults)
        if not self._is_named(row, municipality, label, row.text(form.ACTIVITY)):
            return None
        return LabelDecision(
            row=RowReference(
                municipality=municipality,
                file=row.text(form.FILE),
                number=row.text(form.NUMBER) or None,
                text=row.text(form.ACTIVITY),
                page=row.count(form.PAGE),
                table=row.count(form.TABLE),
                row=row.count(form.ROW),
            ),
            label=label,
            holds=holds,
            comment=row.text(form.COMMENT),
            who=row.text(form.WHO),
            when=when,
            place=row.place(form.ANSWER),
            label_title=row.text(form.QUESTION),
            municipality_title=row.text(form.MUNICIPALITY),
            outdated=form.outdated_of(row.text(form.STATE)),
        )

    def _label(self, row: FormRow) -> str:
        """The question on a regional event names the event: it is known without its id too."""
        asked = row.text(form.QUESTION)
        if not row.text(form.LABEL_ID) and plain(asked).startswith(plain(EVENT_QUESTION)):
            return REGIONAL_EVENT
        return row.identifier(_LABEL, self._labels)

    def _is_named(self, row: FormRow, *names: str) -> bool:
        if all(names):
            return True
        message = (
            "в строке есть решение, но не видно, о чём оно: код и название стёрты. Верните их или очистите строку."
        )
        self._faults.add(row.place(form.ANSWER), message)
        return False


def _by_title(ids: Mapping[str, str]) -> Mapping[str, str]:
    return {plain(title): identifier for title, identifier in ids.items()}


def _asked_of_verdict(decision: Decision) -> Hashable:
    return decision.municipality, decision.parameter


def _asked_of_label(decision: LabelDecision) -> Hashable:
    event = decision.label_title if decision.label == REGIONAL_EVENT else ""
    return decision.row, decision.label, event


def _once(found: Iterable[Taken | None], asked: Callable[[Taken], Hashable], faults: Faults) -> tuple[Taken, ...]:
    """One for each question; two unlike answers are a fault, unless one of them is outdated."""
    taken: dict[Hashable, Taken] = {}
    for item in found:
        if item is None:
            continue
        first = taken.setdefault(asked(item), item)
        if first.outdated or item.outdated:
            taken[asked(item)] = item if first.outdated else first
        elif _said(first) != _said(item):
            faults.add(item.place, f"на тот же вопрос иначе отвечено в {first.place}. Оставьте один ответ.")
    return tuple(taken.values())


def _said(decision: Decision | LabelDecision) -> tuple[object, ...]:
    answer = decision.verdict if isinstance(decision, Decision) else decision.holds
    return answer, decision.comment, decision.who, decision.when
