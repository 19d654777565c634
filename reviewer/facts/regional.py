"""Which event of the regional roadmap an activity takes part in.

The similarity is the cosine between the lemmas of the two texts, each weighted by its inverse document frequency among
the events (Spärck Jones 1972), raised where the days agree and lowered where they contradict each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import log, sqrt

from reviewer.language.morphology import best_lemma, part_of_speech
from reviewer.language.tokens import tokenize
from reviewer.model.facts import Deadline, Interval, RegionalMatch
from reviewer.model.roadmap import Activity

SAME_DAYS_BONUS = 0.25
"""Added where the intervals are the same: two events of one day with like words are one event."""
OVERLAP_BONUS = 0.08
OTHER_DAYS_PENALTY = 0.15
"""Taken off where both are dated and share no day."""
LEAST_SIMILARITY = 0.2
"""Below it there is no nearest event worth naming."""

_CONTENT_PARTS = frozenset({"NOUN", "ADJF", "ADJS", "INFN", "VERB", "PRTF", "PRTS", None})


def content_lemmas(text: str) -> Counter[str]:
    """The lemmas of the nouns, adjectives and verbs of a text, and its numbers."""
    counts: Counter[str] = Counter()
    for token in tokenize(text):
        if token.kind == "number" or (token.kind == "word" and part_of_speech(token.text) in _CONTENT_PARTS):
            counts[best_lemma(token.text)] += 1
    return counts


@dataclass(frozen=True, slots=True)
class _Event:
    id: str
    weights: Mapping[str, float]
    norm: float
    intervals: tuple[Interval, ...]


class EventIndex:
    """The events of a regional roadmap, ready to be compared with."""

    def __init__(self, events: Iterable[tuple[str, Activity, Deadline]]) -> None:
        """`events`: id, activity and understood deadline of each event."""
        listed = [
            (identifier, content_lemmas(activity.activity), deadline) for identifier, activity, deadline in events
        ]
        frequency = Counter(lemma for _, lemmas, _ in listed for lemma in lemmas)
        self._idf = {lemma: log((1 + len(listed)) / count) for lemma, count in frequency.items()}
        self._rare = log(1 + len(listed)) if listed else 0.0
        self._events = tuple(
            _Event(identifier, weights, _norm(weights), deadline.intervals)
            for identifier, lemmas, deadline in listed
            for weights in (self._weigh(lemmas),)
        )

    def __len__(self) -> int:
        return len(self._events)

    def nearest(self, activity: Activity, deadline: Deadline) -> RegionalMatch | None:
        """The most similar event, or None where none reaches LEAST_SIMILARITY. Ties go to the earlier event."""
        weights = self._weigh(content_lemmas(activity.activity))
        norm = _norm(weights)
        best: RegionalMatch | None = None
        for event in self._events:
            similarity = _cosine(weights, norm, event) + _agreement(deadline.intervals, event.intervals)
            similarity = round(min(1.0, max(0.0, similarity)), 4)
            if similarity >= LEAST_SIMILARITY and (best is None or similarity > best.similarity):
                best = RegionalMatch(event.id, similarity)
        return best

    def _weigh(self, lemmas: Mapping[str, int]) -> dict[str, float]:
        return {lemma: count * self._idf.get(lemma, self._rare / 2) for lemma, count in lemmas.items()}


def _norm(weights: Mapping[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in weights.values()))


def _cosine(weights: Mapping[str, float], norm: float, event: _Event) -> float:
    if not norm or not event.norm:
        return 0.0
    shared = sum(weight * event.weights[lemma] for lemma, weight in weights.items() if lemma in event.weights)
    return shared / (norm * event.norm)


def _agreement(own: tuple[Interval, ...], other: tuple[Interval, ...]) -> float:
    if not own or not other:
        return 0.0
    if own == other:
        return SAME_DAYS_BONUS
    if any(_overlap(first, second) for first in own for second in other):
        return OVERLAP_BONUS
    return -OTHER_DAYS_PENALTY


def _overlap(first: Interval, second: Interval) -> bool:
    """Whether they share a day; a side left open stands at the other («до 19 января» is that day)."""
    first_start, first_end = _closed(first)
    second_start, second_end = _closed(second)
    return first_start <= second_end and second_start <= first_end


def _closed(interval: Interval) -> tuple[date, date]:
    start, end = interval
    known = start or end or date.min
    return start or known, end or known
