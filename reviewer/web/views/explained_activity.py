"""An activity as the rules with a draft understand it: its labels, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.facts.deadlines import parse_deadline
from reviewer.facts.regional import EventIndex
from reviewer.jobs.rule_changing import Change
from reviewer.model.errors import UsageError
from reviewer.model.region import Region
from reviewer.model.review import Review
from reviewer.model.roadmap import Activity, Source
from reviewer.review import regional_events
from reviewer.rulebook.conditions import Examination
from reviewer.rulebook.explaining import explain
from reviewer.rulebook.judging import examine
from reviewer.rulebook.loading import load_region
from reviewer.rulebook.problems import nearest
from reviewer.rulebook.rulebook import Rulebook
from reviewer.rulebook.selftest import facts_of
from reviewer.store.models import classifier_in_use
from reviewer.store.workspace import Workspace
from reviewer.web.heavy import HEAVY
from reviewer.web.views.explaining import SignalView, signal_view, understood

FIELD_TITLES = {
    "activity": "Мероприятие",
    "deadline": "Срок",
    "responsible": "Ответственные",
    "participants": "Участники",
    "outcome": "Результат",
    "section": "Раздел",
}
MOST_ROWS = 50
"""Rows that a search lists."""


@dataclass(frozen=True, slots=True)
class Explained:
    """`understood`: terms and words; `signals`: those that hold or are in doubt, or the one that was asked for."""

    understood: tuple[tuple[str, str], ...]
    signals: tuple[SignalView, ...]


@dataclass(frozen=True, slots=True)
class RowChoice:
    """A row that may be explained. `row`: its place among the rows of the municipality, 0-based."""

    municipality: str
    name: str
    row: int
    number: str
    text: str


def explain_fields(
    workspace: Workspace, change: Change, rulebook: Rulebook, fields: Mapping[str, str], signal: str
) -> Explained:
    """Explain an activity by its fields, as in a review. `signal`: an id; empty for all that hold or are in doubt.

    Raises: UsageError where there is no such signal.
    """
    if signal and signal not in rulebook.signals:
        near = nearest(signal, rulebook.signals)
        hint = f" Возможно, имелось в виду «{near}»." if near else ""
        raise UsageError(f"Признака «{signal}» в этих правилах нет.{hint}", code="signal")
    examined = _examined(workspace, change, rulebook, fields)
    names = [signal] if signal else [name for name in rulebook.signals if name in examined.answers]
    views = tuple(signal_view(explain(rulebook, name, examined), examined.activity, rulebook) for name in names)
    return Explained(understood(facts_of(rulebook, examined)), views)


def find_rows(review: Review, words: str) -> tuple[RowChoice, ...]:
    """The rows of a review that have all these words, whatever their case."""
    wanted = words.casefold().split()
    found = (
        RowChoice(one.id, one.name, place, facts.activity.number or "", facts.activity.activity)
        for one in review.municipalities
        if one.reviewed
        for place, facts in enumerate(one.reviewed.facts)
        if all(word in facts.activity.activity.casefold() for word in wanted)
    )
    return tuple(row for row, _ in zip(found, range(MOST_ROWS), strict=False))


def row_fields(review: Review, municipality: str, row: int) -> dict[str, str] | None:
    """The fields of a stored row; None where there is none."""
    found = next((one for one in review.municipalities if one.id == municipality), None)
    if found is None or found.reviewed is None or row >= len(found.reviewed.facts):
        return None
    activity = found.reviewed.facts[row].activity
    return {name: activity.field(name) or "" for name in FIELD_TITLES}


def _examined(workspace: Workspace, change: Change, rulebook: Rulebook, fields: Mapping[str, str]) -> Examination:
    texts = {name: " ".join(fields.get(name, "").split()) or None for name in FIELD_TITLES}
    text = texts.pop("activity") or ""
    activity = Activity(text, Source("введённый текст"), **texts)
    region, events = _region(change)
    deadline = parse_deadline(activity.deadline, region.plan_period if region else None)
    match = events.nearest(activity, deadline) if events else None
    with workspace.reading() as connection:
        classifier = classifier_in_use(connection, workspace.blobs)
    return examine(rulebook, activity, deadline, match=match, classify=classifier)


def _region(change: Change) -> tuple[Region | None, EventIndex | None]:
    """The region, and the events of its own roadmap, which are read once."""
    files = change.changed.files
    if "region.yaml" not in files:
        return None, None
    with change.changed.laid_out() as folder:
        region = load_region(folder)
        name = region.regional_roadmap
        if not name:
            return region, None
        key = "events", hashlib.sha256(files[name]).hexdigest() if name in files else name
        return region, HEAVY.answer(key, lambda: regional_events(folder / name))
