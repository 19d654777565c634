"""What people decided of a finding: all that was ever entered, what could not be followed, and the same elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from reviewer.model.corrections import Decision
from reviewer.store.correction_entries import Entry, decided_by, standing, states
from reviewer.store.correction_words import told
from reviewer.web.views.heads import Head
from reviewer.web.views.reviews import Shown

MOST_OTHERS = 8
"""Decisions on the same parameter at other municipalities that are told."""
_STATES = {"in_force": "действует", "replaced": "заменено более поздним", "undone": "отменено", "undo": "отмена"}


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What somebody decided of it. `state`: what became of it; `can_undo`: whether it may be taken back now."""

    number: int
    told: str
    author: str
    at: datetime
    reason: str
    state: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class OtherDecision:
    """A decision on the same parameter elsewhere."""

    name: str
    told: str
    author: str
    reason: str
    path: str


def pending_of(shown: Shown, target: str) -> str:
    """What was decided since the result, in words; empty where nothing was."""
    if not shown.is_newest or not any(entry.target == target for entry in shown.pending):
        return ""
    now = next((entry for entry in standing(shown.entries) if entry.target == target), None)
    return told(now.body) if now and now.body else "как решит программа"


def conflicts_of(shown: Shown, municipality: str, parameter: str) -> tuple[str, ...]:
    """Why decisions on it could not be followed."""
    return tuple(
        one.message
        for one in shown.review.decided.conflicts
        if one.verdict and (one.verdict.municipality, one.verdict.parameter) == (municipality, parameter)
    )


def decisions_of(shown: Shown, target: str) -> tuple[DecisionLine, ...]:
    """The newest first."""
    known = [entry for entry in shown.entries if entry.target == target]
    became = states(known)
    return tuple(
        DecisionLine(
            number=entry.id,
            told=_told(known, entry),
            author=entry.author,
            at=entry.at,
            reason=entry.reason,
            state=_STATES[became[entry.id]],
            can_undo=became[entry.id] == "in_force",
        )
        for entry in reversed(known)
    )


def _told(known: Sequence[Entry], entry: Entry) -> str:
    if entry.undoes is not None:
        return f"отменена запись № {entry.undoes}"
    return told(decided_by(known, entry))


def elsewhere_of(shown: Shown, head: Head, municipality: str, parameter: str) -> tuple[OtherDecision, ...]:
    """On the same parameter at other municipalities."""
    return tuple(_others(shown, head, municipality, parameter))[-MOST_OTHERS:]


def _others(shown: Shown, head: Head, municipality: str, parameter: str) -> Iterator[OtherDecision]:
    for entry in standing(shown.entries):
        body = entry.body
        if isinstance(body, Decision) and body.parameter == parameter and body.municipality != municipality:
            name = body.municipality_title or body.municipality
            yield OtherDecision(
                name, told(body), entry.author, entry.reason, head.finding(body.municipality, parameter)
            )
