"""Many phrases asked of many texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reviewer.language.automaton import LemmatizedText, Span, Vocabulary, Word, words_in
from reviewer.language.phrases import Phrase


class PhraseIndex:
    """Many phrases asked of one text: only those are tried of which every word that may not be missing is there.

    Each phrase is looked up by one of its words, that which fewest phrases need.
    """

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self.phrases = tuple(phrases)
        self._needed = [phrase.needed for phrase in self.phrases]
        self._vocabulary = Vocabulary(
            word for phrase in self.phrases for word in (*words_in(phrase.items), *phrase.needed)
        )
        uses = Counter(word for words in self._needed for word in words)
        self._by_anchor: dict[Word, list[int]] = {}
        for number, words in enumerate(self._needed):
            anchor = min(words, key=lambda word: (uses[word], len(word.forms)))
            self._by_anchor.setdefault(anchor, []).append(number)

    def find(self, text: LemmatizedText) -> dict[int, Span]:
        """The phrases that match, by their number, in ascending order, with the place of the match."""
        found = self._vocabulary.find(text)
        present = found.keys()
        spans: dict[int, Span] = {}
        for word in present:
            for number in self._by_anchor.get(word, ()):
                if self._needed[number] <= present:
                    span = self.phrases[number].match(text, found)
                    if span is not None:
                        spans[number] = span
        return dict(sorted(spans.items()))
