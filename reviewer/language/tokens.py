"""Words and signs of a Russian text with their places in it.

A word may hold inner hyphens and dots of abbreviations are separate signs: «учебно-методический» is one word, «МБОУ
«СОШ № 2»» is four words and signs. Measured against spaCy's Russian tokenizer in tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"(?P<word>[^\W\d_]+(?:[-‐‑][^\W\d_]+)*)|(?P<number>\d+(?:[.,]\d+)*)|(?P<sign>[^\w\s]|_)")
_SENTENCE_ENDS = frozenset(".;!?")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: word, number or sign. `sentence`: 0-based number of the sentence; a phrase never crosses `. ; ! ?`."""

    text: str
    start: int
    end: int
    kind: str
    sentence: int


def tokenize(text: str) -> tuple[Token, ...]:
    """Split a text. A full stop after an abbreviation of up to three letters in lower case («г.», «др.», «кл.») ends no
    sentence, nor does one between digits.
    """
    tokens: list[Token] = []
    sentence = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        piece = match.group()
        tokens.append(Token(piece, match.start(), match.end(), kind, sentence))
        if piece in _SENTENCE_ENDS and not _is_abbreviation_stop(tokens, piece):
            sentence += 1
    return tuple(tokens)


_ABBREVIATION_LENGTH = 3


def _is_abbreviation_stop(tokens: list[Token], piece: str) -> bool:
    if piece != "." or len(tokens) < 2:  # noqa: PLR2004
        return False
    before = tokens[-2]
    adjacent = before.end == tokens[-1].start
    return (
        adjacent
        and before.kind == "word"
        and len(before.text) <= _ABBREVIATION_LENGTH
        and before.text.islower()
        and not _VOWEL_END.search(before.text)
    )


_VOWEL_END = re.compile(r"[аеёиоуыэюя]$")
