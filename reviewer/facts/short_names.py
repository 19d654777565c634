"""Short names that a document gives to schools: «… школ с низкими результатами (далее – школы)».

From there on the short name stands for those schools, and an activity that uses it is about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.language.morphology import lemmas
from reviewer.language.tokens import Token, tokenize
from reviewer.model.facts import Deadline, Known, Scope
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.judging import judge
from reviewer.rulebook.parties import read_parties
from reviewer.rulebook.party_splitting import is_abbreviation
from reviewer.rulebook.rulebook import Rulebook

MAX_MEANING_CHARS = 200
"""So many characters before «(далее – …)» say what the short name stands for."""
FIELDS_WITH_NAMES = ("activity", "participants")

_DEFINITION = re.compile(r"\(\s*далее(?:\s+по\s+тексту)?\s*[-–—:]?\s*([^()]{2,80}?)\s*\)", re.IGNORECASE)
_UNDATED = Deadline("missing", concrete=False)


@dataclass(frozen=True, slots=True)
class ShortName:
    """`words`: normal forms of each word. `scope`: of the schools that it stands for."""

    text: str
    words: tuple[frozenset[str], ...]
    scope: Scope

    def find(self, text: str) -> tuple[int, int] | None:
        """First and one past the last character where it is used. One capitalised word is told from the common one by its
        capital, an abbreviation by all of its letters.
        """
        tokens = [token for token in tokenize(text) if token.kind == "word"]
        for place in range(len(tokens) - len(self.words) + 1):
            found = tokens[place : place + len(self.words)]
            same = all(word & lemmas(token.text) for word, token in zip(self.words, found, strict=True))
            if same and self._is_meant(found, first=place == 0):
                return found[0].start, found[-1].end
        return None

    def _is_meant(self, found: list[Token], *, first: bool) -> bool:
        if len(found) > 1 or self.text[:1].islower():
            return True
        if is_abbreviation(self.text):
            return is_abbreviation(found[0].text)
        return found[0].text[0].isupper() and not first


def names_defined_in(text: str, rulebook: Rulebook) -> Iterator[ShortName]:
    """The short names of schools that a text defines, where the rules find a scope in what stands before them."""
    for match in _DEFINITION.finditer(text):
        name = match[1].strip(" «»\"'")
        words = tuple(lemmas(token.text) for token in tokenize(name) if token.kind == "word")
        if not words or not any(party.level == "school" for party in read_parties(rulebook, name)):
            continue
        meaning = text[max(0, match.start() - MAX_MEANING_CHARS) : match.start()].strip()
        scope = judge(rulebook, Activity(meaning, Source("")), _UNDATED).scope if meaning else "unstated"
        if scope != "unstated":
            yield ShortName(name, words, scope)


def uses(names: tuple[ShortName, ...], activity: Activity) -> tuple[Known, ...]:
    """Where an activity uses the names; of names alike the one defined last."""
    found: dict[tuple[frozenset[str], ...], Known] = {}
    for name in reversed(names):
        for field in FIELDS_WITH_NAMES:
            text = activity.field(field)
            span = name.find(text) if text else None
            if text and span and name.words not in found:
                found[name.words] = Known(name.scope, text[slice(*span)], field, span[0])
    return tuple(found.values())
