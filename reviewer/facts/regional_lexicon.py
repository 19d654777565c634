"""What the words of the events and the activities weigh: the inverse document frequency over all of them together
(Robertson and Spärck Jones 1976), so that «провести» and «школа» weigh little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from reviewer.facts.regional_words import STEM_MARK, Wording

_STEM_WEIGHT = 0.4
_NAME_WEIGHT = 0.4
"""What is quoted is a name where its words weigh on average this share of what a word weighs that nobody has, and where
not two events quote it: «дорожная карта» is quoted everywhere and names nothing."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text with its terms and how often each occurs.

    Attributes:
        names: The lemmas of each quoted name that tells one event from another.
        weight: The sum of the weights of the terms.
        norm: The length of the vector of the weighted terms.
    """

    wording: Wording
    terms: Mapping[str, int]
    names: tuple[frozenset[str], ...]
    weight: float
    norm: float


class Lexicon:
    """Terms are lemmas, stems and abbreviations, as `Wording.terms` counts them."""

    def __init__(self, events: Sequence[Wording], bodies: Sequence[Wording], rows: Sequence[Wording]) -> None:
        self._abbreviations = _abbreviations([*events, *bodies], rows)
        texts = [wording.terms(self._abbreviations) for wording in (*events, *rows)]
        frequency = Counter(term for terms in texts for term in terms)
        self._weights = {
            term: _scaled(term, log((1 + len(texts)) / (count + 0.5))) for term, count in frequency.items()
        }
        self._unknown = log(2 * (1 + len(texts)))
        self._quoted = Counter(title for wording in events for title in set(wording.titles))

    def terms(self, wording: Wording) -> Counter[str]:
        """The terms of a text, with the abbreviations that it spells out and somebody else uses."""
        return wording.terms(self._abbreviations)

    def weigh(self, wording: Wording) -> Weighed:
        terms = self.terms(wording)
        norm = sqrt(sum((count * self.weight(term)) ** 2 for term, count in terms.items()))
        return Weighed(wording, terms, self._names(wording), self.total(terms), norm)

    def _names(self, wording: Wording) -> tuple[frozenset[str], ...]:
        least = _NAME_WEIGHT * self._unknown
        own = (title for title in wording.titles if self._quoted[title] <= 1)
        return tuple(title for title in own if self.total(title) >= least * len(title))

    def weight(self, term: str) -> float:
        return self._weights.get(term, _scaled(term, self._unknown))

    def total(self, terms: Iterable[str]) -> float:
        return sum(map(self.weight, terms))

    def share(self, wanted: Collection[str], terms: Collection[str]) -> float:
        """How much of the weight of the wanted terms is there, 0..1."""
        whole = self.total(wanted)
        return self.total(term for term in wanted if term in terms) / whole if whole else 0.0


def _scaled(term: str, weight: float) -> float:
    return weight * _STEM_WEIGHT if term.startswith(STEM_MARK) else weight


def _abbreviations(events: Sequence[Wording], rows: Iterable[Wording]) -> tuple[str, ...]:
    """Those that the regional roadmap uses, and those of the activities whose words it writes out."""
    used = {item for wording in events for item in wording.abbreviations}
    asked = {item for wording in rows for item in wording.abbreviations} - used
    written_out = {item for wording in events for item in wording.spelled_out(asked)}
    return tuple(sorted(used | written_out))
