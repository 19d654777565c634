"""What a classifier sees of a text: lemmas, pairs of lemmas and character n-grams of its words, family by family.

Lemmas carry the meaning, character n-grams carry it over abbreviations, compounds and typing errors (Cavnar and Trenkle
1994). The same function serves training and use, so that they cannot drift apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain, pairwise

from reviewer.language.morphology import best_lemma, fold
from reviewer.language.tokens import tokenize

LEMMAS = "lemma"
PAIRS = "pair"
CHARACTERS = "characters"
"""These are the families of the field «activity». Every other field is a family of lemmas that bears the field's name."""
CHARACTER_LENGTHS = (3, 4, 5)
LONGEST_TEXT = 4_000
"""Characters of a field that are looked at."""
_CACHE_WORDS = 16_384


def features(fields: Mapping[str, str | None]) -> dict[str, Counter[str]]:
    """Counts of the features of an activity, by family. `fields`: texts by the name of the field, «activity» being the
    main one. Features of different families have different names.
    """
    found: dict[str, Counter[str]] = {}
    for name, text in fields.items():
        words = _words(text) if text else []
        if not words:
            continue
        lemmas = [_lemma(word) for word in words]
        if name == "activity":
            found[LEMMAS] = _named(LEMMAS, lemmas)
            found[PAIRS] = _named(PAIRS, (f"{first} {second}" for first, second in pairwise(lemmas)))
            found[CHARACTERS] = Counter(chain.from_iterable(map(_character_ngrams, words)))
        else:
            found[name] = _named(name, lemmas)
    return found


def _named(family: str, values: Iterable[str]) -> Counter[str]:
    return Counter(f"{family} {value}" for value in values)


def _words(text: str) -> list[str]:
    return [token.text for token in tokenize(text[:LONGEST_TEXT]) if token.kind != "sign"]


def _lemma(word: str) -> str:
    return "#" if word[0].isdigit() else best_lemma(word)


@lru_cache(maxsize=_CACHE_WORDS)
def _character_ngrams(word: str) -> tuple[str, ...]:
    padded = f" {fold(word)} "
    return tuple(
        f"{CHARACTERS} {padded[start : start + length]}"
        for length in CHARACTER_LENGTHS
        for start in range(len(padded) - length + 1)
    )
