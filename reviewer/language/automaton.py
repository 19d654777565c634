"""Words in a row as an automaton over the slots of a text.

Method: bit-parallel simulation of a nondeterministic automaton (shift-and with gaps and optional characters; Navarro and
Raffinot, «Flexible Pattern Matching in Strings», 2002, chapter 4), with words in the place of characters: a set of
places in the text is one integer, so a word of a phrase costs a shift or two whatever the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

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
    with these bits set. `forms` and `exact`: the slots of each normal form and of each word as it stands.
    """

    __slots__ = ("exact", "forms", "full", "occupied", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: dict[int, Token] = {}
        self.forms: dict[str, int] = {}
        self.exact: dict[str, int] = {}
        self.occupied = 0
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

    def span(self, first: int, last: int) -> Span:
        """The characters from the word in the first slot to the word in the last, both included."""
        return Span(self.words[first].start, self.words[last].end)


@lru_cache(maxsize=_CACHED_TEXTS)
def lemmatize(text: str) -> LemmatizedText:
    """The text with its normal forms. The cells of a table repeat (who answers, until when), so the last are kept."""
    return LemmatizedText(text)


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One position: any of these normal forms, exact forms, or beginnings of a form. Made by `word_of`, so that the same
    word of many phrases is one object, and is looked up in a text once.
    """

    forms: frozenset[str]
    exact: frozenset[str]
    stems: frozenset[str]


_NOTHING: frozenset[str] = frozenset()


@cache
def word_of(
    forms: frozenset[str] = _NOTHING, exact: frozenset[str] = _NOTHING, stems: frozenset[str] = _NOTHING
) -> Word:
    return Word(forms, exact, stems)


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
    return word_of(
        _NOTHING.union(*(word.forms for word in words)),
        _NOTHING.union(*(word.exact for word in words)),
        _NOTHING.union(*(word.stems for word in words)),
    )


def words_in(items: Iterable[Item]) -> Iterator[Word]:
    """Every word that reading the items may ask for."""
    for item in items:
        if isinstance(item, Word):
            yield item
        elif isinstance(item, Choice):
            yield from _words_of(item)


@cache
def _words_of(choice: Choice) -> tuple[Word, ...]:
    """Remembered, because many phrases name the same long dictionary."""
    return tuple(dict.fromkeys(word for branch in choice.branches for word in words_in(branch)))


class Found(dict[Word, int]):
    """The slots of each word in a text; a word that is not there is left out."""

    __slots__ = ("_live",)

    def __init__(self) -> None:
        super().__init__()
        self._live: dict[Choice, _Branches] = {}

    def branches(self, choice: Choice) -> _Branches:
        """Those of a choice of which a word is there: of a long dictionary a text has one or two."""
        live = self._live.get(choice)
        if live is None:
            by_word, always = _branches_by_word(choice)
            there = by_word.keys() & self.keys()
            live = (*always, *(branch for word in there for branch in by_word[word])) if there else always
            self._live[choice] = live
        return live


_Branches = tuple[tuple[Item, ...], ...]


@cache
def _branches_by_word(choice: Choice) -> tuple[Mapping[Word, _Branches], _Branches]:
    """The branches of a choice by a word that each must have, and those that must have none."""
    by_word: dict[Word, _Branches] = {}
    always: _Branches = ()
    for branch in choice.branches:
        word = next((item for item in branch if isinstance(item, Word)), None)
        if word is None:
            always += (branch,)
        else:
            by_word[word] = (*by_word.get(word, ()), branch)
    return by_word, always


_MOST_REMEMBERED = 50_000


class Vocabulary:
    """Words that are looked up in a text all at once."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._by_form: dict[str, list[Word]] = {}
        self._by_exact: dict[str, list[Word]] = {}
        self._by_stem: dict[str, list[Word]] = {}
        for word in dict.fromkeys(words):
            for keys, index in ((word.forms, self._by_form), (word.exact, self._by_exact), (word.stems, self._by_stem)):
                for key in keys:
                    index.setdefault(key, []).append(word)
        self._remembered: dict[str, tuple[Word, ...]] = {}
        self._stem_lengths = tuple(sorted({len(stem) for stem in self._by_stem}))

    def find(self, text: LemmatizedText) -> Found:
        found = Found()
        for form, slots in text.forms.items():
            for word in self._of_form(form):
                found[word] = found.get(word, 0) | slots
        for form, slots in text.exact.items():
            for word in self._by_exact.get(form, ()):
                found[word] = found.get(word, 0) | slots
        return found

    def _of_form(self, form: str) -> tuple[Word, ...]:
        """The words that a normal form stands for; remembered, because texts of one kind use few forms."""
        words = self._remembered.get(form)
        if words is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            stems = (form[:length] for length in self._stem_lengths)
            words = (
                *self._by_form.get(form, ()),
                *(word for stem in stems for word in self._by_stem.get(stem, ())),
            )
            self._remembered[form] = words
        return words


def advance(slots: int, item: Item, found: Found, occupied: int) -> int:
    """The slots where reading can go on after the item, begun at any of the given slots. `occupied`: those with words."""
    if isinstance(item, Word):
        return (slots & found.get(item, 0)) << 1
    if isinstance(item, Gap):
        for _ in range(item.most):
            slots |= (slots & occupied) << 1
        return slots
    after = 0
    for branch in found.branches(item):
        after |= advance_all(slots, branch, found, occupied)
    return after


def advance_all(slots: int, items: Iterable[Item], found: Found, occupied: int) -> int:
    for item in items:
        if not slots:
            return 0
        slots = advance(slots, item, found, occupied)
    return slots


def retreat(slots: int, item: Item, found: Found, occupied: int) -> int:
    """The slots where the item can begin so that reading goes on at any of the given slots."""
    if isinstance(item, Word):
        return (slots >> 1) & found.get(item, 0)
    if isinstance(item, Gap):
        for _ in range(item.most):
            slots |= (slots >> 1) & occupied
        return slots
    before = 0
    for branch in found.branches(item):
        before |= retreat_all(slots, branch, found, occupied)
    return before


def retreat_all(slots: int, items: Sequence[Item], found: Found, occupied: int) -> int:
    for item in reversed(items):
        if not slots:
            return 0
        slots = retreat(slots, item, found, occupied)
    return slots


def lowest(slots: int) -> int:
    return (slots & -slots).bit_length() - 1


def needed(item: Item) -> Word | None:
    """Words of which the item has at least one whenever it matches; None where it can match without any."""
    if isinstance(item, Word):
        return item
    return None if isinstance(item, Gap) else _needed_of(item)


@cache
def _needed_of(choice: Choice) -> Word | None:
    certain: list[Word] = []
    for branch in choice.branches:
        word = next((word for word in map(needed, branch) if word is not None), None)
        if word is None:
            return None
        certain.append(word)
    return _union(certain)
