"""What was found of a roadmap, kept for the next time: when all that it followed from is the same, it is not looked for again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Protocol

import msgspec

from reviewer.model.facts import ActivityFacts
from reviewer.model.roadmap import Activity, Period, Roadmap
from reviewer.rulebook.conditions import RegionalEvent
from reviewer.rulebook.rulebook import Rulebook


class FactMemory(Protocol):
    """Keeps what was found by one rulebook, one classifier and one version of the program; `key` is of all the rest."""

    def recall(self, key: str) -> tuple[ActivityFacts, ...] | None:
        """What was kept under the key; None where nothing was."""

    def keep(self, key: str, facts: tuple[ActivityFacts, ...]) -> None: ...


def understanding_key(
    roadmap: Roadmap, period: Period | None, rulebook: Rulebook, settled: Mapping[Activity, Rulebook]
) -> str:
    """SHA-256 of a roadmap, of the days that it is understood to plan for, and of what people answered of its rows."""
    answers = [
        (number, _answered(settled[activity], rulebook))
        for number, activity in enumerate(roadmap.activities)
        if activity in settled
    ]
    asked = msgspec.json.encode((roadmap, period, answers), order="deterministic")
    return hashlib.sha256(asked).hexdigest()


def labelling_key(activities: Sequence[Activity], period: Period | None) -> str:
    """SHA-256 of activities that are understood one by one, whatever roadmap they are of, and of the days that they may mean."""
    asked = msgspec.json.encode(("labelling", activities, period), order="deterministic")
    return hashlib.sha256(asked).hexdigest()


def _answered(settled: Rulebook, rulebook: Rulebook) -> list[tuple[str, str, Mapping[str, str]]]:
    """The signals that are not those of the rules, in words."""
    return [
        (name, repr(signal.condition), signal.elsewhere)
        for name, signal in sorted(settled.signals.items())
        if signal is not rulebook.signals.get(name)
    ]


def asks_of_events(rulebook: Rulebook) -> bool:
    """Whether a rule asks how like an activity is to a regional event: its answer then hangs on all other roadmaps."""
    return _asks(_Rules(rulebook))


class _Rules:
    """A rulebook as the key of a cache: by its signals, which a correction may have changed without its files."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.signals = rulebook.signals

    def __hash__(self) -> int:
        return id(self.signals)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rules) and self.signals is other.signals


@lru_cache(maxsize=16)
def _asks(rules: _Rules) -> bool:
    conditions = (signal.condition for signal in rules.signals.values())
    return any(isinstance(part, RegionalEvent) for condition in conditions for part in _parts(condition))


def _parts(condition: object) -> Iterator[object]:
    """A condition with all those that it is made of."""
    if isinstance(condition, tuple):
        for item in condition:
            yield from _parts(item)
    elif is_dataclass(condition):
        yield condition
        for field in fields(condition):
            yield from _parts(getattr(condition, field.name, None))
