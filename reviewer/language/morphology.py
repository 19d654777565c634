"""Normal forms of Russian words.

pymorphy3 is asked for all parses of a word, not for the best: «окружной» has two normal forms and «вебинар» three, and
a phrase of a rule matches where any normal form of its word is among those of the word in the text.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pymorphy3

_CACHE_WORDS = 65_536


@cache
def analyzer() -> pymorphy3.MorphAnalyzer:
    """The one analyser of a process: loading its dictionary takes a tenth of a second and 15 MB."""
    import pymorphy3  # noqa: PLC0415 - the dictionary is loaded only where words are analysed

    return pymorphy3.MorphAnalyzer(lang="ru")


def fold(word: str) -> str:
    """Lower case with «е» for «ё» and one kind of hyphen, for comparing words."""
    return word.lower().replace("ё", "е").replace("‐", "-").replace("‑", "-")


@lru_cache(maxsize=_CACHE_WORDS)
def lemmas(word: str) -> frozenset[str]:
    """All normal forms of a word, folded, and the folded word itself.

    A word with a hyphen also has the forms of its last part after the whole («семинар-практикум» is both «семинар» and
    «практикум»), so that a rule for «практикум» finds it.
    """
    folded = fold(word)
    forms = {folded}
    forms.update(map(fold, _normal_forms(folded)))
    if "-" in folded:
        for part in folded.split("-"):
            if len(part) > 2:  # noqa: PLR2004 - particles and initials are no words of their own
                forms.update(map(fold, _normal_forms(part)))
                forms.add(part)
    return frozenset(forms)


def _normal_forms(word: str) -> set[str]:
    """Those of all parses. What the dictionary has is looked up there: parses with tags and likelihoods take three times as long.

    A single letter is an initial too, which is in no dictionary.
    """
    return (_looked_up(word) if len(word) > 1 else set()) or {parse.normal_form for parse in _parses(word)}


def _looked_up(word: str) -> set[str]:
    """None of a word that the dictionary has not, or that has half a character and so has no bytes to be looked up by."""
    dictionary, letters = analyzer().dictionary, analyzer().char_substitutes
    try:
        found = dictionary.words.similar_items(word, letters)
    except ValueError:
        return set()
    return {dictionary.build_normal_form(*inflection, spelled) for spelled, ways in found for inflection in ways}


@lru_cache(maxsize=_CACHE_WORDS)
def best_lemma(word: str) -> str:
    """The normal form of the likeliest parse, folded."""
    parses = _parses(fold(word))
    return fold(parses[0].normal_form) if parses else fold(word)


@lru_cache(maxsize=_CACHE_WORDS)
def part_of_speech(word: str) -> str | None:
    """The part of speech of the likeliest parse, as OpenCorpora names it (NOUN, ADJF, VERB, PREP …)."""
    parses = _parses(fold(word))
    tag: str | None = parses[0].tag.POS if parses else None
    return tag


@lru_cache(maxsize=_CACHE_WORDS)
def is_known(word: str) -> bool:
    """Whether the dictionary has the word, with no guess from its ending."""
    return bool(analyzer().word_is_known(fold(word)))


@lru_cache(maxsize=_CACHE_WORDS)
def _parses(word: str) -> tuple[Any, ...]:
    """None of a word with a letter for which the tables of Unicode in Python have no name: the analyser asks for it."""
    try:
        return tuple(analyzer().parse(word))
    except ValueError:
        return ()
