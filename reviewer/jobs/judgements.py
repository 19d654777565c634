"""What was found of roadmaps, and how their texts are worded, in the cache of a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from reviewer.facts.regional_words import Wording, recall_wordings, wording_of
from reviewer.model.facts import ActivityFacts
from reviewer.model.review import Review
from reviewer.store.computed import Computed, Key, key_of
from reviewer.store.encoding import from_json, to_json


@dataclass(frozen=True, slots=True)
class StoredFacts:
    """A `FactMemory`. `judges`: the rules, the classifier and the program that find the facts."""

    cache: Computed
    judges: tuple[str, ...]

    def recall(self, key: str) -> tuple[ActivityFacts, ...] | None:
        content = self.cache.recall(key_of("facts", *self.judges, key))
        try:
            return from_json(content, tuple[ActivityFacts, ...]) if content is not None else None
        except msgspec.ValidationError:
            return None

    def keep(self, key: str, facts: tuple[ActivityFacts, ...]) -> None:
        self.cache.keep(key_of("facts", *self.judges, key), to_json(facts).encode())


@dataclass(slots=True)
class StoredWordings:
    """The wordings of all texts that were compared with regional events: all of them are asked for whenever one changes.

    Under one key for a program, since a wording follows from its text alone; another campaign's may stand there.
    """

    cache: Computed
    engine: str
    known: frozenset[str] = frozenset()

    def recall(self) -> None:
        content = self.cache.recall(self._key)
        try:
            found = from_json(content, dict[str, Wording]) if content is not None else {}
        except msgspec.ValidationError:
            found = {}
        self.known = frozenset(found)
        recall_wordings(found)

    def keep(self, review: Review) -> None:
        texts = frozenset(_compared(review))
        if not texts <= self.known:
            self.cache.keep(self._key, to_json({text: wording_of(text) for text in texts}).encode())

    @property
    def _key(self) -> Key:
        return key_of("wordings", self.engine)


def _compared(review: Review) -> Iterator[str]:
    """Texts of the rows and the events, and the names of which no region's word is made."""
    yield review.region
    for one in review.municipalities:
        yield one.name
        for row in one.reviewed.roadmap.activities if one.reviewed else ():
            yield row.activity
            yield row.responsible or ""
    for event in review.regional_events:
        yield event.title
        yield event.responsible or ""
