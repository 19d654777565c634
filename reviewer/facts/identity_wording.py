"""Whether two texts say the same, and how alike they are, without regard to how they were typed or scanned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from reviewer.language.morphology import best_lemma, fold, is_known, lemmas, part_of_speech
from reviewer.language.tokens import tokenize

Weights = Mapping[str, float]
"""How much a word tells one activity from the others of its roadmap; a word that is not there weighs 1."""

_CACHE_TEXTS = 16_384
_DASH = re.compile(r"\s*[-‐‑–—]\s*")
_YEAR_WORD = re.compile(r"(?<=\d{4})\s*(?:г(?:г|од|ода|оду)?)\b\.?")
"""«2026 г.», «2026 года»: the word says nothing that the number does not."""
_FULL_MEANING = frozenset("%№")
_FUNCTION_WORDS = frozenset({"PREP", "CONJ", "PRCL"})
_MISREAD_LIKENESS = 0.7
"""Share of letters in common from which a word that no dictionary has may be another one misread."""
_SPECK = 2
"""Letters of a word that a scan may add or lose."""


@lru_cache(maxsize=_CACHE_TEXTS)
def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, folded; signs that change the meaning («%») are words too. A hyphen parts words, because
    the spaces round it come and go with the lines of a page.
    """
    said = (token for token in tokenize(text) if token.kind != "sign" or token.text in _FULL_MEANING)
    return tuple(word for token in said for word in fold(token.text).split("-"))


@lru_cache(maxsize=_CACHE_TEXTS)
def term_of(text: str) -> str:
    """A deadline with its signs, which have meaning in it: «апрель, май» is not «апрель-май»."""
    return " ".join(_DASH.sub("-", _YEAR_WORD.sub("", fold(text))).split()).rstrip(". ;")


@lru_cache(maxsize=_CACHE_TEXTS)
def content_of(text: str) -> frozenset[str]:
    """The normal forms of the words that carry meaning, and the numbers."""
    content = [word for word in words_of(text) if part_of_speech(word) not in _FUNCTION_WORDS]
    return frozenset(best_lemma(word) for word in content or words_of(text))


@lru_cache(maxsize=_CACHE_TEXTS)
def _trigrams(text: str) -> frozenset[str]:
    line = f" {' '.join(words_of(text))} "
    return frozenset(line[start : start + 3] for start in range(len(line) - 2))


def weight(content: frozenset[str], weights: Weights) -> float:
    return sum(weights.get(word, 1.0) for word in content)


def likeness(one: str, other: str, weights: Weights) -> float:
    """How alike two texts are, 0..1: weighted words and letter trigrams (Dice), where one contains the other a little
    more than that.
    """
    first, second = content_of(one), content_of(other)
    common, sizes = weight(first & second, weights), (weight(first, weights), weight(second, weights))
    if not min(sizes):
        return 1.0 if first == second else 0.0
    words = 2 * common / sum(sizes)
    grams = _dice(_trigrams(one), _trigrams(other))
    contained = common / min(sizes) if min(len(first), len(second)) > 2 else 0.0  # noqa: PLR2004 - two words are anywhere
    return max((words + grams) / 2, 0.7 * contained)


def overlap(one: str | None, other: str | None) -> float | None:
    """How alike two short fields are, 0..1; None where neither says anything."""
    if not one and not other:
        return None
    return _dice(content_of(one or ""), content_of(other or ""))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def says_the_same(one: str | None, other: str | None, *, field: str = "activity", scanned: bool = False) -> bool:
    """Whether two readings of a field differ in nothing but case, signs and spaces, also those that a PDF puts into a word.

    `scanned`: one of them was recognised from a picture; then words that it evidently misread count as read.
    """
    if not one or not other:
        return not one and not other
    if field == "deadline" and term_of(one) == term_of(other):
        return True
    if field != "deadline" and _letters(one) == _letters(other):
        return True
    return scanned and _read_the_same(words_of(one), words_of(other))


def _letters(text: str) -> tuple[str, ...]:
    """Its words without the spaces between them, except round numbers: «1 1 классы» are not «11 классы»."""
    joined: list[str] = []
    for word in words_of(text):
        if joined and word.isalpha() and joined[-1].isalpha():
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


def _read_the_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    opcodes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return all(kind == "equal" or _misread(one[a:b], other[c:d]) for kind, a, b, c, d in opcodes)


def _misread(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether these words may be one another misread: no number among them, and no two real words."""
    first, second = "".join(one), "".join(other)
    if any(sign.isdigit() for sign in first + second):
        return False
    if not first or not second:
        return len(first + second) <= _SPECK
    if first.replace("-", "") == second.replace("-", ""):
        return True
    if all(map(is_known, (*one, *other))) and not lemmas(one[0]) & lemmas(other[0]):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _MISREAD_LIKENESS
