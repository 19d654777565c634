"""Who takes part in which event of the regional roadmap, and in which nobody does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.facts.regional_events import PlannedEvent
from reviewer.model.facts import ActivityFacts, RegionalMatch
from reviewer.model.review import EventCoverage, EventMember, EventRow, Evidence, MunicipalityReview
from reviewer.verdicts.municipal import quote_of


def cover_events(events: Sequence[PlannedEvent], reviews: Sequence[MunicipalityReview]) -> tuple[EventCoverage, ...]:
    """One for each event, in their order, with the activities that were matched to it."""
    matched: dict[str, dict[str, list[tuple[ActivityFacts, RegionalMatch]]]] = {event.id: {} for event in events}
    for review in reviews:
        for facts, match in _matched(review):
            if match.event in matched:
                matched[match.event].setdefault(review.id, []).append((facts, match))
    return tuple(
        EventCoverage(
            event=event.id,
            number=event.number,
            title=event.title,
            deadline=event.deadline,
            responsible=event.responsible,
            members=tuple(_member(municipality, found) for municipality, found in matched[event.id].items()),
        )
        for event in events
    )


def _matched(review: MunicipalityReview) -> Iterator[tuple[ActivityFacts, RegionalMatch]]:
    for facts in review.reviewed.facts if review.reviewed else ():
        if facts.regional:
            yield facts, facts.regional


def _member(municipality: str, found: Sequence[tuple[ActivityFacts, RegionalMatch]]) -> EventMember:
    return EventMember(
        municipality=municipality,
        rows=tuple(_row(facts, match) for facts, match in found if match.certain),
        to_check=tuple(_row(facts, match) for facts, match in found if not match.certain),
    )


def _row(facts: ActivityFacts, match: RegionalMatch) -> EventRow:
    source = facts.activity.source
    why = "; ".join(why.by for why in facts.whys if why.label == "regional_event")
    evidence = Evidence(
        file=source.file,
        quote=quote_of(facts),
        number=facts.activity.number,
        page=source.page,
        table=source.table,
        row=source.row,
        why=why,
    )
    return EventRow(evidence, match.similarity)
