"""What is found of an activity: one finder for each kind of fact, in the order in which they build on one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from reviewer.facts.deadlines import parse_deadline
from reviewer.facts.memory import FactMemory, asks_of_events, labelling_key, understanding_key
from reviewer.facts.regional import EventIndex
from reviewer.facts.surroundings import Surroundings
from reviewer.model.facts import ActivityFacts, Deadline, Known, Labels
from reviewer.model.roadmap import Activity, Period, Roadmap
from reviewer.rulebook.judging import Classifier, judge
from reviewer.rulebook.parties import document_level, known_of, read_parties
from reviewer.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Background:
    """What the finders know besides the activity itself.

    Attributes:
        period: The days that the roadmap plans for; gives years to months without one.
        events: The events of the regional roadmap, where the region has handed it in.
        classifier: A trained classifier; without one the rules decide alone.
        known: What is known from round the activity, by the name of the fact in the rules («document.level»).
        memory: Where what was found of a whole roadmap is kept for the next time, by the same rules and classifier.
    """

    rulebook: Rulebook
    period: Period | None = None
    events: EventIndex | None = None
    classifier: Classifier | None = None
    known: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    memory: FactMemory | None = None


class FactFinder(Protocol):
    """A kind of fact: takes what is known so far and returns it with its own fact added."""

    def __call__(self, known: ActivityFacts, background: Background) -> ActivityFacts: ...


def find_deadline(known: ActivityFacts, background: Background) -> ActivityFacts:
    return replace(known, deadline=parse_deadline(known.activity.deadline, background.period))


def find_regional_event(known: ActivityFacts, background: Background) -> ActivityFacts:
    if background.events is None:
        return known
    return replace(known, regional=background.events.nearest(known.activity, known.deadline))


def find_parties(known: ActivityFacts, background: Background) -> ActivityFacts:
    return replace(known, parties=read_parties(background.rulebook, known.activity.responsible))


def find_labels(known: ActivityFacts, background: Background) -> ActivityFacts:
    judgement = judge(
        background.rulebook,
        known.activity,
        known.deadline,
        match=known.regional,
        classify=background.classifier,
        known={**background.known, **known_of(known.parties, document_level(background.known))},
    )
    return replace(
        known,
        labels=Labels(judgement.level, judgement.themes, judgement.audiences, judgement.scope),
        outcome_kind=judgement.outcome_kind,
        signals=judgement.signals,
        doubtful=judgement.doubtful,
        whys=known.whys + judgement.whys,
    )


def settle_regional_event(known: ActivityFacts, background: Background) -> ActivityFacts:
    """Once more, now that the labels tell who holds the activity and what it is about."""
    return background.events.settle(known) if background.events else known


FINDERS: tuple[FactFinder, ...] = (
    find_deadline,
    find_regional_event,
    find_parties,
    find_labels,
    settle_regional_event,
)
"""The registry: a new kind of fact is a function here."""
_OWN_FINDERS = tuple(finder for finder in FINDERS if finder not in {find_regional_event, settle_regional_event})
"""Those that look at nothing beyond the roadmap."""

_UNKNOWN_DEADLINE = Deadline(kind="missing", concrete=False)
_UNKNOWN_LABELS = Labels(level="municipal")


def find_facts(activity: Activity, background: Background, finders: Sequence[FactFinder] = FINDERS) -> ActivityFacts:
    facts = ActivityFacts(activity, _UNKNOWN_DEADLINE, _UNKNOWN_LABELS, "missing")
    for finder in finders:
        facts = finder(facts, background)
    return facts


def understand(
    roadmap: Roadmap, background: Background, settled: Mapping[Activity, Rulebook] | None = None
) -> tuple[ActivityFacts, ...]:
    """The facts of every activity, with the roadmap's own period as the context of its deadlines, its submitter as that of rows
    which name no holder, and what stands above each. `settled`: rulebooks of rows of which a person has answered something.

    Words weigh by all that was handed in, so events are looked for every time; all else of a roadmap may be remembered.
    """
    own = replace(background, period=roadmap.passport.period or background.period)
    settled = settled or {}
    if asks_of_events(background.rulebook):
        return _found(roadmap, own, settled, FINDERS)
    facts = _remembered(roadmap, own, settled)
    return tuple(settle_regional_event(item, own) for item in facts)


def label(activities: Sequence[Activity], background: Background) -> tuple[ActivityFacts, ...]:
    """The facts of activities, each for itself: neither their roadmap nor the events of the region are looked at."""
    alone, memory = replace(background, events=None), background.memory
    key = labelling_key(activities, background.period)
    facts = memory.recall(key) if memory else None
    if facts is None:
        facts = tuple(find_facts(activity, alone) for activity in activities)
        if memory:
            memory.keep(key, facts)
    return facts


def _remembered(
    roadmap: Roadmap, background: Background, settled: Mapping[Activity, Rulebook]
) -> tuple[ActivityFacts, ...]:
    """What does not depend on other roadmaps: events are left out."""
    memory = background.memory
    if memory is None:
        return _found(roadmap, background, settled, _OWN_FINDERS)
    key = understanding_key(roadmap, background.period, background.rulebook, settled)
    facts = memory.recall(key)
    if facts is None:
        facts = _found(roadmap, background, settled, _OWN_FINDERS)
        memory.keep(key, facts)
    return facts


def _found(
    roadmap: Roadmap,
    background: Background,
    settled: Mapping[Activity, Rulebook],
    finders: Sequence[FactFinder],
) -> tuple[ActivityFacts, ...]:
    around = Surroundings(roadmap, background.rulebook)
    found: list[ActivityFacts] = []
    for activity in roadmap.activities:
        rulebook = settled.get(activity, background.rulebook)
        known = replace(background, rulebook=rulebook, known=around.known_of(activity))
        facts = find_facts(activity, known, finders)
        around.tell(facts)
        found.append(facts)
    return tuple(found)
