"""The phrase language of the rules, compiled to matchers over words and their normal forms.

    методический|адресный ~2 помощь|поддержка     two positions with alternatives, up to two words between them
    районный? семинар                             a word that may be missing
    низк* результат                               a stem: the beginning of the word or of a normal form of it
    =ШНОР <forms>                                 an exact form; a dictionary, whose entries may have several words

A word matches any inflected form: it is compared by sets of normal forms. Signs between words are skipped, a sentence
end is never crossed. Where a phrase matches in several places, the match that begins first is taken, and of those the
shortest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reviewer.language.automaton import (
    Choice,
    Found,
    Gap,
    Item,
    LemmatizedText,
    Span,
    Vocabulary,
    Word,
    advance,
    advance_all,
    choice_of,
    lemmatize,
    lowest,
    needed,
    retreat,
    retreat_all,
    word_of,
    words_in,
)
from reviewer.language.morphology import fold, lemmas

__all__ = [
    "Item",
    "LemmatizedText",
    "Phrase",
    "PhraseError",
    "Span",
    "UnknownDictionaryError",
    "choice_of",
    "compile_entry",
    "compile_phrase",
    "lemmatize",
]

MAX_GAP = 30
"""Words that one `~` may skip at most: a longer gap says nothing about what belongs together."""
MAX_UNORDERED = 5
"""Positions of a phrase with `order: any`: its cost doubles with each."""


class PhraseError(ValueError):
    """A phrase that cannot be compiled: a Russian message, and the 0-based offset in the phrase that it is about."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class UnknownDictionaryError(PhraseError):
    """A phrase names a dictionary that there is not. `name`: without its brackets."""

    def __init__(self, name: str, offset: int) -> None:
        super().__init__(f"нет словаря <{name}>", offset)
        self.name = name


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A compiled phrase. `within`: the window in words that holds all positions in any order; None for a fixed order."""

    source: str
    items: tuple[Item, ...]
    within: int | None = None

    def find(self, text: LemmatizedText) -> Span | None:
        """The match that begins first, and of these the shortest; None where there is none."""
        return self.match(text, Vocabulary(words_in(self.items)).find(text))

    def match(self, text: LemmatizedText, found: Found) -> Span | None:
        """The same, with the words of the phrase looked up already."""
        if self.within is None:
            return self._match_ordered(text, found)
        return self._match_unordered(text, found, self.within)

    def _match_ordered(self, text: LemmatizedText, found: Found) -> Span | None:
        starts = retreat_all(text.full, self.items, found, text.occupied)
        if not starts:
            return None
        first = lowest(starts)
        return text.span(first, lowest(advance_all(1 << first, self.items, found, text.occupied)) - 1)

    def _match_unordered(self, text: LemmatizedText, found: Found, within: int) -> Span | None:
        starts = 0
        for item in self.items:
            begins = retreat(text.full, item, found, text.occupied)
            if not begins:
                return None
            starts |= begins
        while starts:
            first = lowest(starts)
            ends = self._ends_within(text, found, first, within)
            if ends:
                return text.span(first, lowest(ends) - 1)
            starts &= starts - 1
        return None

    def _ends_within(self, text: LemmatizedText, found: Found, first: int, within: int) -> int:
        """The slots after the last word, by dynamic programming over the sets of positions that were already read."""
        window = ((1 << (within + 1)) - 1) << first
        everything = (1 << len(self.items)) - 1
        reached = [0] * (everything + 1)
        reached[0] = 1 << first
        for read in range(everything):
            slots = reached[read]
            if not slots:
                continue
            if read:
                slots = advance(slots, Gap(within), found, text.occupied) & window
            for number, item in enumerate(self.items):
                if not read >> number & 1:
                    reached[read | 1 << number] |= advance(slots, item, found, text.occupied) & window
        return reached[everything]

    @property
    def needed(self) -> frozenset[Word]:
        """For each position that may not be missing, words of which every match has at least one there."""
        return frozenset(word for word in map(needed, self.items) if word is not None)


_ITEM = re.compile(r"\S+")
_GAP = re.compile(r"~(\d{1,4})")
_DICTIONARY = re.compile(r"<([^<>|\s]+)>")
_WORD = re.compile(r"(?P<exact>=)?(?P<letters>[^\W_]+(?:-[^\W_]+)*)(?P<stem>-?\*)?")


def compile_phrase(
    source: str, dictionaries: Mapping[str, Item], *, unordered: bool = False, within: int | None = None
) -> Phrase:
    """Compile a phrase.

    Args:
        source: The phrase as it stands in the rule.
        dictionaries: What `choice_of` made of the entries of each dictionary, by name.
        unordered: Whether the positions may stand in any order; gaps then only widen the default window.
        within: The window in words for that; by default as many as the phrase has positions and gaps.

    Raises:
        PhraseError: The phrase breaks the grammar.
    """
    items = compile_entry(source, dictionaries)
    if not unordered:
        if within is not None:
            raise PhraseError("«within» имеет смысл только вместе с «order: any»")
        return Phrase(source, items)
    positions = tuple(item for item in items if not isinstance(item, Gap))
    if len(positions) > MAX_UNORDERED:
        raise PhraseError(f"с «order: any» в фразе не больше {MAX_UNORDERED} слов, а здесь {len(positions)}")
    if any(needed(item) is None for item in positions):
        raise PhraseError("с «order: any» необязательное слово («?») ничего не меняет: уберите его")
    default = len(positions) + sum(item.most for item in items if isinstance(item, Gap))
    if within is not None and within < len(positions):
        raise PhraseError(f"«within: {within}» меньше числа слов во фразе ({len(positions)})")
    return Phrase(source, positions, within or default)


def compile_entry(source: str, dictionaries: Mapping[str, Item]) -> tuple[Item, ...]:
    """Compile one entry of a dictionary, or the words of a phrase in their order. Raises: PhraseError."""
    pieces = [(match.group(), match.start()) for match in _ITEM.finditer(source)]
    if not pieces:
        raise PhraseError("фраза пуста")
    items = tuple(_compile_item(piece, offset, dictionaries) for piece, offset in pieces)
    certain = [number for number, item in enumerate(items) if needed(item) is not None]
    if not certain:
        raise PhraseError("все слова фразы необязательны: она подошла бы к любому тексту", pieces[0][1])
    for number, item in enumerate(items):
        if isinstance(item, Gap) and not certain[0] < number < certain[-1]:
            raise PhraseError(
                "пропуск «~» стоит между двумя обязательными словами, а не с краю фразы", pieces[number][1]
            )
    return items


def _compile_item(piece: str, offset: int, dictionaries: Mapping[str, Item]) -> Item:
    if piece.startswith("~"):
        gap = _GAP.fullmatch(piece)
        if gap is None:
            raise PhraseError("после «~» нужно число слов, например ~3", offset)
        if int(gap[1]) > MAX_GAP:
            raise PhraseError(f"пропуск не длиннее {MAX_GAP} слов", offset)
        return Gap(int(gap[1]))
    optional = piece.endswith("?")
    body = piece[:-1] if optional else piece
    branches: list[tuple[Item, ...]] = []
    at = offset
    for alternative in body.split("|"):
        branches.append((_compile_alternative(alternative, at, dictionaries),))
        at += len(alternative) + 1
    item = choice_of(branches)
    return Choice(((item,), ())) if optional else item


def _compile_alternative(piece: str, offset: int, dictionaries: Mapping[str, Item]) -> Item:
    if not piece:
        raise PhraseError("пустая альтернатива: у «|» слово должно стоять с обеих сторон без пробелов", offset)
    named = _DICTIONARY.fullmatch(piece)
    if named:
        if named[1] not in dictionaries:
            raise UnknownDictionaryError(named[1], offset)
        return dictionaries[named[1]]
    word = _WORD.fullmatch(piece)
    if word is None:
        raise _unreadable(piece, offset)
    if word["exact"] and word["stem"]:
        raise PhraseError("«=» и «*» в одном слове не сочетаются", offset)
    if word["exact"]:
        return _exact(word["letters"])
    if word["stem"]:
        return word_of(stems=frozenset({fold(word["letters"] + word["stem"][:-1])}))
    return _inflected(word["letters"])


def _unreadable(piece: str, offset: int) -> PhraseError:
    if piece[0] == "<" or piece[-1] == ">":
        return PhraseError("имя словаря пишется в скобках без пробелов: <имя>", offset)
    end = next((at for at, sign in enumerate(piece) if not (sign.isalnum() or sign == "-")), len(piece) - 1)
    sign = piece[end]
    if sign in "?~*=":
        return PhraseError(f"знак «{sign}» стоит не на месте", offset + end)
    return PhraseError(
        f"знак «{sign}» во фразе не пишется: знаки между словами пропускаются сами, слова разделяет пробел",
        offset + end,
    )


@cache
def _exact(form: str) -> Item:
    """An exact form. One with a hyphen is also looked for as its parts in a row: a text has «ГИА-9» as two words."""
    whole = word_of(exact=frozenset({form}))
    if "-" not in form:
        return whole
    return Choice(((whole,), tuple(word_of(exact=frozenset({part})) for part in form.split("-"))))


@cache
def _inflected(word: str) -> Item:
    """A word by its normal forms. One with a hyphen is looked for as a whole and, since a cell may have lost the hyphen
    or gained a space beside it, as its parts in a row.
    """
    forms = lemmas(word)
    if "-" not in word:
        return word_of(forms)
    whole = word_of(frozenset(form for form in forms if "-" in form))
    return Choice(((whole,), tuple(word_of(lemmas(part)) for part in word.split("-"))))
