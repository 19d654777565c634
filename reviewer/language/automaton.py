"""Words in a row as an automaton over the slots of a text.

Method: bit-parallel simulation of a nondeterministic automaton (shift-and with gaps and optional characters; Navarro and
Raffinot, «Flexible Pattern Matching in Strings», 2002, chapter 4), with words in the place of characters: a set of
places in the text is one integer, so a word of a phrase costs a shift or two whatever the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reviewer.language.morphology import lemmas
from reviewer.language.tokens import Token, tokenize

_CACHED_TEXTS = 4096


@dataclass(frozen=True, slots=True)
class Span:
    """Characters from `start` up to `end`, not included."""

    start: int
    end: int


class LemmatizedText:
    """A text with the normal forms of its words, made once and asked by every phrase.

    A word's slot is its number in the text, with one slot left free at each sentence end; a set of slots is an integer
    with these bits set.
    """

    __slots__ = ("_masks", "_sorted", "exact", "forms", "full", "occupied", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: dict[int, Token] = {}
        self.forms: dict[str, int] = {}
        self.exact: dict[str, int] = {}
        self.occupied = 0
        self._masks: dict[Word, int] = {}
        self._sorted: list[str] | None = None
        slot = 0
        for number, token in enumerate(token for token in tokenize(text) if token.kind != "sign"):
            slot = number + token.sentence
            self._place(token, slot)
        self.full = (1 << (slot + 2)) - 1

    def _place(self, token: Token, slot: int) -> None:
        bit = 1 << slot
        self.words[slot] = token
        self.occupied |= bit
        for form in lemmas(token.text):
            self.forms[form] = self.forms.get(form, 0) | bit
        for piece in {token.text, *token.text.split("-")}:
            self.exact[piece] = self.exact.get(piece, 0) | bit

    def slots_of(self, word: Word) -> int:
        """The slots whose words are that word."""
        slots = self._masks.get(word)
        if slots is None:
            slots = self._masks[word] = self._look_up(word)
        return slots

    def _look_up(self, word: Word) -> int:
        slots = 0
        for form in word.forms & self.forms.keys():
            slots |= self.forms[form]
        for form in word.exact & self.exact.keys():
            slots |= self.exact[form]
        for stem in word.stems:
            for form in self._forms_from(stem):
                slots |= self.forms[form]
        return slots

    def _forms_from(self, stem: str) -> Iterator[str]:
        if self._sorted is None:
            self._sorted = sorted(self.forms)
        for index in range(bisect_left(self._sorted, stem), len(self._sorted)):
            if not self._sorted[index].startswith(stem):
                return
            yield self._sorted[index]

    def span(self, first: int, last: int) -> Span:
        """The characters from the word in the first slot to the word in the last, both included."""
        return Span(self.words[first].start, self.words[last].end)


@lru_cache(maxsize=_CACHED_TEXTS)
def lemmatize(text: str) -> LemmatizedText:
    """The text with its normal forms. The cells of a table repeat (who answers, until when), so the last are kept."""
    return LemmatizedText(text)


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One position: any of these normal forms, exact forms, or beginnings of a form."""

    forms: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `most` words of any kind."""

    most: int


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One of several sequences; an empty one makes the whole optional."""

    branches: tuple[tuple[Item, ...], ...]


Item = Word | Gap | Choice


def choice_of(branches: Iterable[tuple[Item, ...]]) -> Item:
    """One position that any of the sequences may fill: a dictionary. Single words are merged into one."""
    single: list[Word] = []
    longer: list[tuple[Item, ...]] = []
    for branch in branches:
        if len(branch) == 1 and isinstance(branch[0], Word):
            single.append(branch[0])
        elif len(branch) == 1 and isinstance(branch[0], Choice):
            longer.extend(branch[0].branches)
        else:
            longer.append(branch)
    if not longer and len(single) == 1:
        return single[0]
    merged: list[tuple[Item, ...]] = [(_union(single),)] if single else []
    return merged[0][0] if merged and not longer else Choice((*merged, *longer))


def _union(words: Sequence[Word]) -> Word:
    return Word(
        forms=frozenset().union(*(word.forms for word in words)),
        exact=frozenset().union(*(word.exact for word in words)),
        stems=frozenset().union(*(word.stems for word in words)),
    )


def advance(slots: int, item: Item, text: LemmatizedText) -> int:
    """The slots where reading can go on after the item, begun at any of the given slots."""
    if isinstance(item, Word):
        return (slots & text.slots_of(item)) << 1
    if isinstance(item, Gap):
        for _ in range(item.most):
            slots |= (slots & text.occupied) << 1
        return slots
    after = 0
    for branch in item.branches:
        after |= advance_all(slots, branch, text)
    return after


def advance_all(slots: int, items: Iterable[Item], text: LemmatizedText) -> int:
    for item in items:
        if not slots:
            return 0
        slots = advance(slots, item, text)
    return slots


def retreat(slots: int, item: Item, text: LemmatizedText) -> int:
    """The slots where the item can begin so that reading goes on at any of the given slots."""
    if isinstance(item, Word):
        return (slots >> 1) & text.slots_of(item)
    if isinstance(item, Gap):
        for _ in range(item.most):
            slots |= (slots >> 1) & text.occupied
        return slots
    before = 0
    for branch in item.branches:
        before |= retreat_all(slots, branch, text)
    return before


def retreat_all(slots: int, items: Sequence[Item], text: LemmatizedText) -> int:
    for item in reversed(items):
        if not slots:
            return 0
        slots = retreat(slots, item, text)
    return slots


def lowest(slots: int) -> int:
    return (slots & -slots).bit_length() - 1


def needed(item: Item) -> Word | None:
    """Words of which the item has at least one whenever it matches; None where it can match without any."""
    if isinstance(item, Word):
        return item
    if isinstance(item, Gap):
        return None
    found: list[Word] = []
    for branch in item.branches:
        words = [word for word in map(needed, branch) if word is not None]
        if not words:
            return None
        found.append(words[0])
    return _union(found)
