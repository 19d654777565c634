"""How like the words of an activity are to those of every event, from an inverted index of the events' terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reviewer.facts.regional_lexicon import Lexicon, Weighed
from reviewer.facts.regional_words import wording_of


class Postings:
    """For each term the places of the events that have it, and of those whose bodies have it in their names."""

    def __init__(self, events: Sequence[tuple[Weighed, str | None]], lexicon: Lexicon) -> None:
        """`events`: the text of each, and who is responsible for it."""
        self._lexicon = lexicon
        self._events = tuple(text for text, _ in events)
        self._by_term: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._by_body: dict[str, list[int]] = defaultdict(list)
        for place, (text, responsible) in enumerate(events):
            for term, count in text.terms.items():
                self._by_term[term].append((place, count))
            for term in lexicon.terms(wording_of(responsible or "")):
                if term not in text.terms:
                    self._by_body[term].append(place)

    def likeness(self, row: Weighed) -> Mapping[int, float]:
        """The likeness of an activity's text to each event that has a word in common, by its place; 0..1.

        It is the mean of three measures: the share of the event's weight that the activity has, the share of the
        activity's that the event and its bodies explain, and their cosine.
        """
        shared: dict[int, float] = defaultdict(float)
        product: dict[int, float] = defaultdict(float)
        explained: dict[int, float] = defaultdict(float)
        for term, count in row.terms.items():
            if term not in self._by_term and term not in self._by_body:
                continue
            weight = self._lexicon.weight(term)
            for place, others in self._by_term.get(term, ()):
                shared[place] += weight
                product[place] += weight * weight * count * others
            for place in self._by_body.get(term, ()):
                explained[place] += weight
        return {
            place: _mean_share(self._events[place], row, shared[place], explained[place], product[place])
            for place in shared.keys() | explained.keys()
        }


def _mean_share(event: Weighed, row: Weighed, shared: float, by_bodies: float, product: float) -> float:
    of_event = shared / event.weight if event.weight else 0.0
    of_row = (shared + by_bodies) / row.weight if row.weight else 0.0
    cosine = product / (row.norm * event.norm) if row.norm and event.norm else 0.0
    return (of_event + of_row + cosine) / 3
