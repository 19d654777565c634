"""What was found of roadmaps, in the cache of a workspace."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from reviewer.model.facts import ActivityFacts
from reviewer.store.computed import Computed, key_of
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
