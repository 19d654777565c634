"""What a classifier sees of a text: lemmas, pairs of lemmas and character n-grams of its words.

Lemma n-grams carry the meaning, character n-grams carry it over abbreviations, compounds and typing errors (Cavnar and
Trenkle 1994). The same function serves training and use, so that they cannot drift apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from reviewer.language.morphology import best_lemma, fold
from reviewer.language.tokens import tokenize

CHARACTER_LENGTHS = (3, 4, 5)
LONGEST_TEXT = 4_000
"""Characters of a field that are looked at."""


def features(fields: Mapping[str, str | None]) -> Counter[str]:
    """Counts of the features of an activity. `fields`: texts by the name of the field, «activity» being the main one."""
    counts: Counter[str] = Counter()
    for name, text in fields.items():
        if text:
            main = name == "activity"
            mark = "" if main else f"{name}:"
            words = [token.text for token in tokenize(text[:LONGEST_TEXT]) if token.kind != "sign"]
            lemmas = [_lemma(word) for word in words]
            counts.update(f"{mark}w {lemma}" for lemma in lemmas)
            counts.update(f"{mark}b {first} {second}" for first, second in pairwise(lemmas))
            if main:
                counts.update(_character_ngrams(words))
    return counts


def _lemma(word: str) -> str:
    return "#" if word[0].isdigit() else best_lemma(word)


def _character_ngrams(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        padded = f" {fold(word)} "
        for length in CHARACTER_LENGTHS:
            for start in range(len(padded) - length + 1):
                yield f"c {padded[start : start + length]}"
