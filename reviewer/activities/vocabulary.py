"""The words that the heuristics look for, read once from `vocabulary.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reviewer.language.morphology import fold, lemmas
from reviewer.language.tokens import tokenize

MAX_BEGINNING_CHARS = 120
"""Longer than any entry: what a text begins with is told by so many first characters."""

Words = tuple[frozenset[str], ...]
"""The words of a text, each as the set of its normal forms."""


def words_of(text: str) -> Words:
    return tuple(lemmas(token.text) for token in tokenize(text) if token.kind == "word")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side in any of their forms; a stem ends with an asterisk."""

    words: tuple[frozenset[str] | str, ...]

    def at(self, words: Words, start: int) -> bool:
        end = start + len(self.words)
        return end <= len(words) and all(
            _same(wanted, found) for wanted, found in zip(self.words, words[start:end], strict=True)
        )


def _same(wanted: frozenset[str] | str, found: frozenset[str]) -> bool:
    if isinstance(wanted, str):
        return any(form.startswith(wanted) for form in found)
    return not wanted.isdisjoint(found)


_WORD = re.compile(r"[^\s]+")


def compiled(entry: str) -> Phrase:
    parts = _WORD.findall(entry)
    return Phrase(tuple(fold(part[:-1]) if part.endswith("*") else lemmas(part.strip(".")) for part in parts))


@cache
def _entries() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("reviewer.activities").joinpath("vocabulary.toml").read_text("utf-8"))


@cache
def entries(group: str, name: str) -> tuple[str, ...]:
    """The entries of a list as they are written. Raises: KeyError."""
    return tuple(_entries()[group][name])


@cache
def phrases(group: str, name: str) -> tuple[Phrase, ...]:
    return tuple(compiled(entry) for entry in entries(group, name))


@cache
def names(group: str) -> tuple[str, ...]:
    return tuple(_entries()[group])


@cache
def _by_first_word(group: str, name: str) -> tuple[dict[str, tuple[Phrase, ...]], tuple[Phrase, ...]]:
    """The phrases of a list by each form of their first word, and those that begin with a stem."""
    found: dict[str, tuple[Phrase, ...]] = {}
    stems = []
    for phrase in phrases(group, name):
        first = phrase.words[0]
        if isinstance(first, str):
            stems.append(phrase)
            continue
        for form in first:
            found[form] = (*found.get(form, ()), phrase)
    return found, tuple(stems)


def first_place(group: str, name: str, words: Words) -> tuple[int, int] | None:
    """Where the earliest entry of a list begins, and the length of the longest that begins there; in words."""
    by_form, stems = _by_first_word(group, name)
    for start, forms in enumerate(words):
        candidates = [phrase for form in forms for phrase in by_form.get(form, ())]
        lengths = [len(phrase.words) for phrase in (*candidates, *stems) if phrase.at(words, start)]
        if lengths:
            return start, max(lengths)
    return None


def mentions(group: str, name: str, text: str) -> bool:
    return first_place(group, name, words_of(text)) is not None


def begins_with(group: str, name: str, text: str) -> bool:
    place = first_place(group, name, words_of(text[:MAX_BEGINNING_CHARS]))
    return place is not None and place[0] == 0
