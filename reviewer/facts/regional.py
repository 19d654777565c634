"""Which event of the regional roadmap an activity takes part in.

Words are compared first (`regional_postings`); days, bodies, names in quotation marks, cited numbers and labels add to them
(`regional_evidence`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

from reviewer.facts.regional_bodies import Body, bodies_of, names_region, region_stems
from reviewer.facts.regional_days import compare_days
from reviewer.facts.regional_events import PlannedEvent
from reviewer.facts.regional_evidence import CHECK, MATCH, Evidence, Holder
from reviewer.facts.regional_lexicon import Lexicon, Weighed
from reviewer.facts.regional_postings import Postings
from reviewer.facts.regional_words import wording_of
from reviewer.model.facts import ActivityFacts, Deadline, RegionalMatch, Why
from reviewer.model.region import Region
from reviewer.model.roadmap import Activity

MUNICIPAL_MARK = "municipal_mark"
"""The signal of the rules that says that a text names a municipal body or event."""
WHY_LABEL = "regional_event"
_HIGHER_LEVELS = frozenset({"regional", "federal"})
_FEW_WORDS = 0.1
"""The likeness of words below which only a cited number or a common theme makes an event worth a closer look."""
_NOTABLE_SHARE = 0.5
"""Words are named as common to both from this share of the weight of the weightiest of them."""
_KNOWN_TITLE = 0.5
"""A quoted name is another one's where the event has less of it than this."""
_TITLE_LETTERS = 100
"""Letters by which an event is known again in a question."""


@dataclass(frozen=True, slots=True)
class _Event:
    planned: PlannedEvent
    text: Weighed
    bodies: tuple[Body, ...]
    themes: frozenset[str]

    @property
    def is_regional(self) -> bool:
        return self.planned.facts.labels.level in _HIGHER_LEVELS


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of an activity. `likeness`: to each event, by its place; `of_region`: it names the region."""

    weighed: Weighed
    likeness: Mapping[int, float]
    of_region: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """An activity as it is compared. `responsible`: the terms of that cell; `facts`: None before it was labelled."""

    deadline: Deadline
    text: _Text
    responsible: frozenset[str]
    facts: ActivityFacts | None

    @property
    def themes(self) -> tuple[str, ...]:
        return self.facts.labels.themes if self.facts else ()


@dataclass(frozen=True, slots=True)
class EventAnswer:
    """What a person says of the event that an activity was matched with.

    Attributes:
        holds: Whether the activity takes part in it.
        by: The origin of the answer (`correction:<id>`).
        asked: The question in words; where it names an event in quotation marks, no other is answered by it.
    """

    holds: bool
    by: str
    asked: str = ""

    def concerns(self, match: RegionalMatch) -> bool:
        _, mark, named = self.asked.partition("«")
        return not mark or _letters(named).startswith(_letters(match.title)[:_TITLE_LETTERS])


class EventIndex:
    """The events of a regional roadmap, ready to be compared with."""

    def __init__(
        self, events: Sequence[PlannedEvent], rows: Sequence[Activity] = (), region: Region | None = None
    ) -> None:
        """`rows`: the activities that will be asked about; their words count in the weights."""
        self.events = tuple(events)
        self._stems = region_stems(region)
        self._lexicon = Lexicon(
            events=[wording_of(event.title) for event in self.events],
            bodies=[wording_of(event.responsible or "") for event in self.events],
            rows=[wording_of(row.activity) for row in rows],
        )
        self._events = tuple(map(self._prepared, self.events))
        self._postings = Postings([(event.text, event.planned.responsible) for event in self._events], self._lexicon)
        self._texts = {row.activity: self._compared(row.activity) for row in rows}
        self._responsible = {row.responsible: self._named(row.responsible) for row in rows}
        self._answers: Mapping[Activity, EventAnswer] = {}

    def __len__(self) -> int:
        return len(self._events)

    def answered(self, answers: Mapping[Activity, EventAnswer]) -> EventIndex:
        """The same events; of these activities a person has said whether they take part."""
        index = copy(self)
        index._answers = answers  # noqa: SLF001 - of its own copy
        return index

    def nearest(self, activity: Activity, deadline: Deadline) -> RegionalMatch | None:
        """The likeliest event by words, days and bodies alone, or None where none comes into question. Ties go to the
        event with more words in common, then to the earlier. Where a person has said so the similarity is 1: the rules ask how
        great it is.
        """
        match = self._said(activity, self._best(self._row(activity, deadline, None)))
        return replace(match, similarity=1.0) if match and self._answer(activity, match) else match

    def settle(self, facts: ActivityFacts) -> ActivityFacts:
        """The facts with the event that is the likeliest after the labels were found too, and why."""
        row = self._row(facts.activity, facts.deadline, facts)
        match = self._said(facts.activity, self._best(row))
        if match is None:
            return replace(facts, regional=None)
        answer = self._answer(facts.activity, match)
        by = answer.by if answer else f"regional-roadmap:{match.event}"
        return replace(facts, regional=match, whys=(*facts.whys, _why(match, facts.activity, by)))

    def _said(self, activity: Activity, match: RegionalMatch | None) -> RegionalMatch | None:
        """What a person said of it stands above what was found."""
        answer = self._answer(activity, match) if match else None
        if match is None or answer is None:
            return match
        return replace(match, certain=True) if answer.holds else None

    def _answer(self, activity: Activity, match: RegionalMatch) -> EventAnswer | None:
        answer = self._answers.get(activity)
        return answer if answer and answer.concerns(match) else None

    def _best(self, row: _Row) -> RegionalMatch | None:
        ranked = max(
            ((evidence.similarity, evidence.words, -place) for place, evidence in self._candidates(row)), default=None
        )
        if ranked is None or ranked[0] < CHECK:
            return None
        event = self._events[-ranked[2]]
        return RegionalMatch(
            event=event.planned.id,
            similarity=ranked[0],
            title=event.planned.title,
            words=self._common_words(row, event),
            certain=ranked[0] >= MATCH,
        )

    def _prepared(self, event: PlannedEvent) -> _Event:
        text = self._lexicon.weigh(wording_of(event.title))
        return _Event(event, text, bodies_of(event.responsible), frozenset(event.facts.labels.themes))

    def _row(self, activity: Activity, deadline: Deadline, facts: ActivityFacts | None) -> _Row:
        text = self._texts.get(activity.activity) or self._compared(activity.activity)
        responsible = self._responsible.get(activity.responsible) or self._named(activity.responsible)
        return _Row(deadline, text, responsible, facts)

    def _compared(self, text: str) -> _Text:
        weighed = self._lexicon.weigh(wording_of(text))
        return _Text(weighed, self._postings.likeness(weighed), names_region(weighed.wording, self._stems))

    def _named(self, responsible: str | None) -> frozenset[str]:
        return frozenset(self._lexicon.terms(wording_of(responsible or "")))

    def _candidates(self, row: _Row) -> Iterator[tuple[int, Evidence]]:
        """Events with weighty words or a theme in common, or whose number is cited."""
        likeness = row.text.likeness
        themes = frozenset(row.themes)
        cited = row.text.weighed.wording.cited
        for place, event in enumerate(self._events):
            words = likeness.get(place, 0.0)
            if words >= _FEW_WORDS or not event.themes.isdisjoint(themes) or event.planned.number in cited:
                yield place, self._evidence(row, event, words)

    def _evidence(self, row: _Row, event: _Event, words: float) -> Evidence:
        holder = self._holder(row, event)
        labels = row.facts.labels if row.facts else None
        own = event.planned.facts.labels
        cites = event.planned.number in row.text.weighed.wording.cited and holder == "region"
        return Evidence(
            words=words,
            title=self._title(row, event),
            other_title=bool(row.text.weighed.names)
            and not any(self._knows(event, title) for title in row.text.weighed.names),
            days=compare_days(row.deadline.intervals, event.planned.facts.deadline.intervals),
            holder=holder,
            cited=cites,
            topic=_common(labels.themes, own.themes) if labels else None,
            people=_common(labels.audiences, own.audiences) if labels else None,
        )

    def _holder(self, row: _Row, event: _Event) -> Holder:
        own = self._own_holder(row, event)
        if own == "region":
            return own
        if not event.is_regional:
            return "shared"
        both = own == "municipality" and MUNICIPAL_MARK in event.planned.facts.signals
        return "unsaid" if both else own

    def _own_holder(self, row: _Row, event: _Event) -> Holder:
        level = row.facts.labels.level if row.facts else None
        named = row.text.of_region or level in _HIGHER_LEVELS
        if named or any(self._is_named(body, row) for body in event.bodies):
            return "region"
        if row.facts is None:
            return "unknown"
        return "municipality" if MUNICIPAL_MARK in row.facts.signals else "unsaid"

    def _is_named(self, body: Body, row: _Row) -> bool:
        return body.is_named(row.text.weighed.terms, self._lexicon) or body.is_named(row.responsible, self._lexicon)

    def _title(self, row: _Row, event: _Event) -> float:
        """The greatest share of a quoted name of the event in the activity, or of the activity's in the event's."""
        whole = (self._lexicon.share(title, row.text.weighed.terms) for title in event.text.names)
        parts = (self._lexicon.share(title, other) for title in row.text.weighed.names for other in event.text.names)
        return max((*whole, *parts), default=0.0)

    def _knows(self, event: _Event, title: frozenset[str]) -> bool:
        return self._lexicon.share(title, event.text.terms) >= _KNOWN_TITLE

    def _common_words(self, row: _Row, event: _Event) -> tuple[str, ...]:
        found = {
            word.text: self._lexicon.weight(word.lemma)
            for word in row.text.weighed.wording.words
            if word.lemma in event.text.terms
        }
        least = _NOTABLE_SHARE * max(found.values(), default=0.0)
        return tuple(text for text, weight in found.items() if weight >= least)


def _why(match: RegionalMatch, activity: Activity, by: str) -> Why:
    """The quote goes from the first word that both have to the last."""
    places = [(word.start, word.end) for word in wording_of(activity.activity).words if word.text in match.words]
    start, end = (places[0][0], places[-1][1]) if places else (-1, -1)
    return Why(
        label=WHY_LABEL,
        by=by,
        quote=activity.activity[start:end] if places else "",
        start=start,
        probability=match.similarity,
        certain=match.certain,
    )


def _common(own: Sequence[str], other: Sequence[str]) -> bool | None:
    return not frozenset(own).isdisjoint(other) if own and other else None


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
