"""Quoted words found again in the texts of cells and lines, and those texts cut into marked and plain pieces.

A field of an activity has single spaces and may be made of several cells, a cell has lines. So words are compared with
their spaces made single, else by their letters and digits alone, and every sign remembers where it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reviewer.web.sources.asked import Quote
from reviewer.web.sources.view import Line, Run

MIN_JOINED_LETTERS = 4
"""A shorter quote is not looked for over the border of two cells."""
_SOFT_HYPHEN = "\u00ad"

Stretch = tuple[int, int]
"""Where a quote begins in a text and where it ends, in characters."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a text that count in a comparison, and the place of each in the text."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def spaced(cls, text: str) -> Signs:
        """The text with single spaces and without soft hyphens."""
        kept: list[tuple[str, int]] = []
        for place, sign in enumerate(text):
            if sign == _SOFT_HYPHEN:
                continue
            if not sign.isspace():
                kept.append((sign, place))
            elif kept and kept[-1][0] != " ":
                kept.append((" ", place))
        return cls._of(kept)

    @classmethod
    def letters(cls, text: str) -> Signs:
        """Letters and digits alone, in lower case."""
        return cls._of((sign.lower()[0], place) for place, sign in enumerate(text) if sign.isalnum())

    @classmethod
    def _of(cls, kept: Iterable[tuple[str, int]]) -> Signs:
        pairs = tuple(kept)
        return cls("".join(sign for sign, _ in pairs), tuple(place for _, place in pairs))

    def occurrences(self, wanted: str) -> Iterator[Stretch]:
        """Where the wanted signs stand, as stretches of the text."""
        start = self.text.find(wanted) if wanted else -1
        while start >= 0:
            yield self.places[start], self.places[start + len(wanted) - 1] + 1
            start = self.text.find(wanted, start + 1)


def letters_of(text: str) -> str:
    return Signs.letters(text).text


def stretches(text: str, quote: str) -> list[Stretch]:
    """Every place of a quote in a text."""
    found = list(Signs.spaced(text).occurrences(Signs.spaced(quote).text.strip()))
    return found or list(Signs.letters(text).occurrences(letters_of(quote)))


@dataclass(frozen=True, slots=True)
class Placed:
    """A text in which a quote may stand.

    Attributes:
        key: Row and column of its cell, or the place of its line and 0.
        begins: Where the field that is quoted begins in it.
    """

    key: tuple[int, int]
    text: str
    begins: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to mark in the text with that key."""

    key: tuple[int, int]
    start: int
    end: int


def find_quote(quote: Quote, groups: Iterable[Sequence[Placed]]) -> tuple[Mark, ...]:
    """Where a quote stands: in the first of the groups that has it, there in one text, else over several."""
    for texts in groups:
        found = _in_one(quote, texts) or _over_several(quote, texts)
        if found:
            return found
    return ()


def _in_one(quote: Quote, texts: Sequence[Placed]) -> tuple[Mark, ...]:
    """The occurrence that is a whole word and nearest to where the quote stood in its field."""
    best: tuple[bool, int, Mark] | None = None
    for placed in texts:
        for start, end in stretches(placed.text, quote.quote):
            away = abs(start - placed.begins - quote.start) if quote.start >= 0 else start
            rank = (_cuts_word(placed.text, start, end), away)
            if best is None or rank < best[:2]:
                best = (*rank, Mark(placed.key, start, end))
    return (best[2],) if best else ()


def _cuts_word(text: str, start: int, end: int) -> bool:
    return text[max(start - 1, 0) : start].isalnum() or text[end : end + 1].isalnum()


def _over_several(quote: Quote, texts: Sequence[Placed]) -> tuple[Mark, ...]:
    wanted = letters_of(quote.quote)
    signs = [(sign, placed, place) for placed in texts for sign, place in _with_places(Signs.letters(placed.text))]
    start = "".join(sign for sign, _, _ in signs).find(wanted) if len(wanted) >= MIN_JOINED_LETTERS else -1
    if start < 0:
        return ()
    marks = []
    for key, group in groupby(signs[start : start + len(wanted)], key=lambda item: item[1].key):
        places = [place for _, _, place in group]
        marks.append(Mark(key, places[0], places[-1] + 1))
    return tuple(marks)


def _with_places(signs: Signs) -> Iterable[tuple[str, int]]:
    return zip(signs.text, signs.places, strict=True)


def marked_lines(text: str, marked: Iterable[Stretch]) -> tuple[Line, ...]:
    """The lines of a text, each cut into pieces that are marked and pieces that are not."""
    borders = _merged(_without_spaces(text, start, end) for start, end in marked)
    lines: list[Line] = []
    place = 0
    for line in text.split("\n"):
        lines.append(tuple(_runs(line, place, borders)))
        place += len(line) + 1
    return tuple(lines)


def _runs(line: str, place: int, marked: Sequence[Stretch]) -> Iterator[Run]:
    done = 0
    for start, end in marked:
        first, last = max(start - place, done), min(end - place, len(line))
        if first >= last:
            continue
        if first > done:
            yield Run(line[done:first])
        yield Run(line[first:last], marked=True)
        done = last
    if done < len(line):
        yield Run(line[done:])


def _without_spaces(text: str, start: int, end: int) -> Stretch:
    """A stretch without the spaces at its ends: they are not quoted."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _merged(marked: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(marked):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
