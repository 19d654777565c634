"""How fast phrases are found, beside spaCy's Matcher on the same phrases and the same normal forms.

    python benchmarks/phrases.py [PACK]

Takes the phrases of a pack as they stand, several hundred, and texts of usual length made of the words of its own
cases. Both sides get their words with normal forms ready, so that only the matching is compared; a phrase that the
Matcher cannot hold (positions in any order, entries of several words among several positions) is left out on both sides.
"""

from __future__ import annotations

import random
import sys
from itertools import product
from pathlib import Path
from time import perf_counter

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

from reviewer.language.automaton import Choice, Gap, Item, Word
from reviewer.language.morphology import lemmas
from reviewer.language.phrase_index import PhraseIndex
from reviewer.language.phrases import LemmatizedText, Phrase
from reviewer.rulebook.loading import find_profile, load_pack
from reviewer.rulebook.rulebook import Rulebook

TEXTS = 600
TEXTS_FOR_BOTH = 30
"""The Matcher takes a third of a second for a text."""
WORDS_IN_A_TEXT = 18
MOST_PATTERNS = 24
"""Matcher patterns that one phrase may be written out to."""


def texts_of(rulebook: Rulebook) -> list[str]:
    cases = [
        case.activity.activity
        for signal in rulebook.signals.values()
        for case in (*signal.tests.match, *signal.tests.no_match)
    ]
    words = " ".join(cases).split()
    chance = random.Random(1)
    texts = [" ".join(chance.choices(cases, k=3)).split()[:WORDS_IN_A_TEXT] for _ in range(TEXTS // 2)]
    texts += [chance.choices(words, k=WORDS_IN_A_TEXT) for _ in range(TEXTS - len(texts))]
    return [" ".join(text) for text in texts]


def written_out(items: tuple[Item, ...]) -> list[list[dict[str, object]]] | None:
    """The phrase as patterns of the Matcher, one for each way through its choices."""
    ways = [item.branches if isinstance(item, Choice) else ((item,),) for item in items]
    patterns: list[list[dict[str, object]]] = []
    for way in product(*ways):
        pattern: list[dict[str, object]] = []
        for item in (one for branch in way for one in branch):
            if isinstance(item, Choice) or (isinstance(item, Word) and item.stems):
                return None
            if isinstance(item, Gap):
                pattern += [{"OP": "?"}] * item.most
            else:
                pattern.append({"_": {"forms": {"INTERSECTS": sorted(item.forms | item.exact)}}})
        patterns.append(pattern)
        if len(patterns) > MOST_PATTERNS:
            return None
    return patterns


def time_ours(phrases: list[Phrase], texts: list[str]) -> tuple[float, int]:
    index = PhraseIndex(phrases)
    lemmatized = [LemmatizedText(text) for text in texts]
    start = perf_counter()
    found = sum(len(index.find(text)) for text in lemmatized)
    return perf_counter() - start, found


def time_spacy(patterns: list[list[list[dict[str, object]]]], texts: list[str]) -> tuple[float, int]:
    vocabulary = spacy.blank("ru").vocab
    Token.set_extension("forms", default=[], force=True)
    matcher = Matcher(vocabulary)
    for number, pattern in enumerate(patterns):
        matcher.add(str(number), pattern)
    docs = []
    for text in texts:
        words = [token.text for token in LemmatizedText(text).words.values()]
        doc = Doc(vocabulary, words=words)
        for token in doc:
            token._.forms = sorted(lemmas(token.text) | {token.text})
        docs.append(doc)
    start = perf_counter()
    found = sum(len({key for key, _, _ in matcher(doc)}) for doc in docs)
    return perf_counter() - start, found


def main(pack: str) -> None:
    rulebook = load_pack(find_profile(pack))
    phrases = [
        phrase for search in rulebook.searches if search.field == "activity" for phrase in search.phrases.phrases
    ]
    texts = texts_of(rulebook)
    for text in texts:
        LemmatizedText(text)
    seconds, found = time_ours(phrases, texts)
    each = seconds / len(texts) * 1e6
    print(
        f"all {len(phrases)} phrases, {len(texts)} texts of {WORDS_IN_A_TEXT} words: {each:.0f} µs a text, {found} found"
    )
    start = perf_counter()
    for text in texts:
        LemmatizedText(text)
    print(f"tokens and normal forms (words known): {(perf_counter() - start) / len(texts) * 1e6:.0f} µs a text")

    both = [
        (phrase, patterns) for phrase in phrases if phrase.within is None and (patterns := written_out(phrase.items))
    ]
    texts = texts[:: TEXTS // TEXTS_FOR_BOTH]
    ours, ours_found = time_ours([phrase for phrase, _ in both], texts)
    theirs, theirs_found = time_spacy([patterns for _, patterns in both], texts)
    print(f"{len(both)} phrases that both can hold:")
    print(f"  reviewer.language.phrases  {ours / len(texts) * 1e6:8.0f} µs a text, {ours_found} found")
    print(
        f"  spaCy Matcher              {theirs / len(texts) * 1e6:8.0f} µs a text, {theirs_found} found (it crosses sentences)"
    )
    print(f"  {theirs / ours:.0f} times faster")


if __name__ == "__main__":
    main(str(Path(sys.argv[1])) if len(sys.argv) > 1 else "base")
