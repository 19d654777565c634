"""The events of the region's own roadmap: read, then labelled by the rules that the others are judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reviewer.activities.assembling import assemble
from reviewer.documents.reading import read_document
from reviewer.facts.deadlines import parse_deadline
from reviewer.facts.finding import Background, label
from reviewer.facts.regional import EventIndex
from reviewer.facts.regional_events import PlannedEvent, planned_events
from reviewer.model.errors import InputError, Place, UsageError
from reviewer.model.facts import ActivityFacts, Labels
from reviewer.model.region import Region
from reviewer.review.reading import ReadFile


def regional_events(regional_roadmap: Path | None) -> EventIndex | None:
    """The events of the region's own roadmap, not labelled yet; None where the region has handed in none.

    Raises:
        UsageError: It cannot be read.
    """
    if regional_roadmap is None:
        return None
    try:
        roadmap = assemble(read_document(regional_roadmap, name=regional_roadmap.name))
    except InputError as error:
        message = f"Региональная «дорожная карта» из профиля не прочитана. {error.message}"
        raise UsageError(message, code="region", place=Place(file=regional_roadmap.name)) from error
    period = roadmap.passport.period
    return EventIndex(
        planned_events(
            [
                ActivityFacts(activity, parse_deadline(activity.deadline, period), Labels("regional"), "missing")
                for activity in roadmap.activities
            ]
        )
    )


def knowing_events(background: Background, read: Sequence[ReadFile], region: Region) -> Background:
    """With the regional events labelled by the same rules, and their words weighed among those of all that was read."""
    if background.events is None:
        return background
    events = background.events.events
    found = label([event.facts.activity for event in events], background)
    labelled = [replace(event, facts=_dated(facts, event)) for event, facts in zip(events, found, strict=True)]
    rows = [activity for file in read if file.roadmap for activity in file.roadmap.activities]
    return replace(background, events=EventIndex(labelled, rows, region))


def _dated(facts: ActivityFacts, event: PlannedEvent) -> ActivityFacts:
    """A deadline that the regional roadmap's own period did not date is dated by that of the region."""
    own = event.facts.deadline
    return replace(facts, deadline=own) if own.intervals else facts
