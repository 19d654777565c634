"""What a planned thing is called: the weighty words of its text, the abbreviations and names in it, the numbers it cites.

An abbreviation and the words that it stands for are found to be the same by their initials («ВПР» – «всероссийские
проверочные работы»), after the long-form search of Schwartz and Hearst 2003, so that no list of them is needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reviewer.language.morphology import best_lemma, part_of_speech
from reviewer.language.tokens import Token, tokenize

STEM_LETTERS = 6
"""Longer words also count by their first letters: «диагностика» and «диагностический» are kin."""
STEM_MARK = "~"
LEAST_ABBREVIATION = 3
"""Letters; pairs of initials coincide by chance."""
_LONGEST_ABBREVIATION = 8
_CACHE_TEXTS = 16_384
_LEAST_TITLE = 2
"""Words; a name of one word is met by chance."""

_CONTENT = frozenset({"NOUN", "ADJF", "ADJS", "INFN", "VERB", "PRTF", "PRTS", "NUMR"})
_LINKS = frozenset({"PREP", "CONJ"})
_HYPHENS = re.compile("[-‐‑]")
_QUOTED = re.compile('(?:(\\S+)\\s+|^|(?<=\\())[«"„“]([^«»"„“”]+)[»"“”]')
_CITED = re.compile(r"(?:\bп(?:ункт\w*|\.)?|№)\s*(\d+(?:\.\d+)*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A content word or a number, as it stands in the text and as it is compared."""

    lemma: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wording:
    """A text taken apart.

    Attributes:
        words: Its content words and numbers in order.
        abbreviations: Those written in capitals, in order, folded.
        titles: The lemmas of each name in quotation marks that is not the name of an institution.
        cited: Numbers of items that it refers to («п. 3.2»).
    """

    words: tuple[Word, ...]
    abbreviations: tuple[str, ...]
    titles: tuple[frozenset[str], ...]
    cited: frozenset[str]
    initials: str
    noun_ends: tuple[bool, ...]

    def terms(self, abbreviations: Iterable[str] = ()) -> Counter[str]:
        """How often each lemma and stem occurs, with those of the abbreviations that it spells out."""
        counts: Counter[str] = Counter()
        for word in self.words:
            counts[word.lemma] += 1
            if len(word.lemma) > STEM_LETTERS:
                counts[STEM_MARK + word.lemma[:STEM_LETTERS]] += 1
        counts.update(self.spelled_out(abbreviations))
        return counts

    def spelled_out(self, abbreviations: Iterable[str]) -> frozenset[str]:
        """Those of the abbreviations whose words stand here one after another, the last of them a noun.

        The first letter of a longer one may be the region's own («ЗИПМ» – «институт педагогического мастерства»).
        """
        return frozenset(item for item in abbreviations if self._spells(item) or self._spells(item[1:]))

    def _spells(self, abbreviation: str) -> bool:
        if len(abbreviation) < LEAST_ABBREVIATION:
            return False
        found = self.initials.find(abbreviation)
        while found >= 0:
            if self.noun_ends[found + len(abbreviation) - 1]:
                return True
            found = self.initials.find(abbreviation, found + 1)
        return False


_recalled: dict[str, Wording] = {}


def recall_wordings(wordings: Mapping[str, Wording]) -> None:
    """From now on these are known by their texts, and those of before no more. They are what `wording_of` made of the same texts."""
    _recalled.clear()
    _recalled.update(wordings)


@lru_cache(maxsize=_CACHE_TEXTS)
def wording_of(text: str) -> Wording:
    return _recalled.get(text) or _taken_apart(text)


def _taken_apart(text: str) -> Wording:
    tokens = tokenize(text)
    pieces = [piece for token in tokens for piece in _pieces(token)]
    return Wording(
        words=_content_words(tokens),
        abbreviations=tuple(token.text.lower() for token in tokens if is_abbreviation(token)),
        titles=_titles(text),
        cited=frozenset(_CITED.findall(text)),
        initials="".join(piece[0].lower() for piece in pieces),
        noun_ends=tuple(part_of_speech(piece) == "NOUN" if piece.isalpha() else False for piece in pieces),
    )


def is_abbreviation(token: Token) -> bool:
    return (
        token.kind == "word" and token.text.isupper() and LEAST_ABBREVIATION <= len(token.text) <= _LONGEST_ABBREVIATION
    )


def _content_words(tokens: Iterable[Token]) -> tuple[Word, ...]:
    return tuple(
        Word(best_lemma(token.text) if token.kind == "word" else token.text, token.text, token.start, token.end)
        for token in tokens
        if token.kind == "number" or (token.kind == "word" and _has_content(token.text))
    )


def _has_content(word: str) -> bool:
    part = part_of_speech(word)
    return part is None or part in _CONTENT


def _pieces(token: Token) -> list[str]:
    """The words whose initials an abbreviation would take; a number breaks the row of them."""
    if token.kind == "number":
        return ["0"]
    if token.kind != "word" or part_of_speech(token.text) in _LINKS:
        return []
    return [piece for piece in _HYPHENS.split(token.text) if piece]


def _titles(text: str) -> tuple[frozenset[str], ...]:
    """An abbreviation before the quotation marks makes it an institution («МБОУ «Школа № 8»)."""
    found = []
    for before, inside in _QUOTED.findall(text):
        lemmas = frozenset(word.lemma for word in _content_words(tokenize(inside)))
        if len(lemmas) >= _LEAST_TITLE and not before.strip("(,").isupper():
            found.append(lemmas)
    return tuple(found)
