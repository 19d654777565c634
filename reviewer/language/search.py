"""Search for words in whatever form they stand: texts are known by the normal forms of their words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewer.language.morphology import fold, lemmas
from reviewer.language.tokens import Token, tokenize

MOST_WORDS = 20
"""Words of a query; further ones are passed over."""
_SHORTEST_BEGINNING = 4
"""Letters of a word that is not found as it is and may be the beginning of others."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: for each of its words the forms by which it is known."""

    words: tuple[frozenset[str], ...] = ()

    @property
    def forms(self) -> frozenset[str]:
        return frozenset().union(*self.words)


class LemmaIndex:
    """Finds the texts that have all words of a query."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        """`texts`: of each document the texts that it is made of; it is known by its 0-based place."""
        postings: dict[str, list[int]] = {}
        known: dict[str, frozenset[str]] = {}
        for place, parts in enumerate(texts):
            found: set[str] = set()
            for part in parts:
                for token in tokenize(part):
                    if token.kind != "sign":
                        found |= known.get(token.text) or known.setdefault(token.text, _forms(token))
            for form in found:
                postings.setdefault(form, []).append(place)
        self._postings = postings
        self._sorted = sorted(postings)

    def __len__(self) -> int:
        """How many forms it knows."""
        return len(self._postings)

    def query(self, text: str) -> Query:
        """A word that no text has in any form stands for all words that begin so."""
        tokens = [token for token in tokenize(text) if token.kind != "sign"][:MOST_WORDS]
        return Query(tuple(map(self._known_forms, tokens)))

    def find(self, query: Query) -> frozenset[int]:
        """The places of the texts; none for a query without words."""
        found = [frozenset(place for form in word for place in self._postings.get(form, ())) for word in query.words]
        return frozenset.intersection(*found) if found else frozenset()

    def _known_forms(self, token: Token) -> frozenset[str]:
        forms = _forms(token)
        if len(token.text) < _SHORTEST_BEGINNING or not forms.isdisjoint(self._postings):
            return forms
        return frozenset(self._beginning_with(fold(token.text))) or forms

    def _beginning_with(self, start: str) -> Iterator[str]:
        for form in self._sorted[bisect_left(self._sorted, start) :]:
            if not form.startswith(start):
                return
            yield form


def pieces(text: str, query: Query) -> tuple[tuple[str, bool], ...]:
    """A text cut into pieces, each with whether it is a word of the query."""
    forms = query.forms
    if not forms:
        return ((text, False),) if text else ()
    found: list[tuple[str, bool]] = []
    end = 0
    for token in tokenize(text):
        if token.kind != "sign" and not forms.isdisjoint(_forms(token)):
            found += [(text[end : token.start], False), (token.text, True)]
            end = token.end
    found.append((text[end:], False))
    return tuple(piece for piece in found if piece[0])


def _forms(token: Token) -> frozenset[str]:
    return lemmas(token.text) if token.kind == "word" else frozenset({token.text})
