"""The events of a regional roadmap: its activities without the headings among them, each with an id of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.model.facts import ActivityFacts


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """An event that the region plans.

    Attributes:
        id: Its number where every event has one of its own, else its place, from 1.
        number: As the regional roadmap has it.
        title: Its text, that of the item that it is a part of before it.
    """

    id: str
    number: str | None
    title: str
    facts: ActivityFacts

    @property
    def deadline(self) -> str | None:
        return self.facts.activity.deadline

    @property
    def responsible(self) -> str | None:
        return self.facts.activity.responsible


def planned_events(facts: Sequence[ActivityFacts]) -> tuple[PlannedEvent, ...]:
    """The events among the activities of a regional roadmap. An item that only heads its parts is none."""
    parents = {item.activity.parent for item in facts if item.activity.parent}
    heads = {number: item for item in facts if (number := item.activity.number) in parents and _only_heads(item)}
    listed = [item for item in facts if item.activity.number not in heads]
    numbers = [item.activity.number for item in listed]
    own = all(numbers) and len(set(numbers)) == len(numbers)
    return tuple(
        PlannedEvent(
            id=str(item.activity.number) if own else str(place),
            number=item.activity.number,
            title=_title(item, heads.get(item.activity.parent) if item.activity.parent else None),
            facts=item,
        )
        for place, item in enumerate(listed, start=1)
    )


def _only_heads(item: ActivityFacts) -> bool:
    activity = item.activity
    return activity.activity.endswith(":") or not (activity.deadline or activity.responsible)


def _title(item: ActivityFacts, head: ActivityFacts | None) -> str:
    if head is None:
        return item.activity.activity
    return f"{head.activity.activity.rstrip(' :.')}: {item.activity.activity}"
