"""A deadline's text as tokens: numbers, years, signs, and words with their class in the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.facts.deadline_mending import in_russian, mend_line, nearest_month, split_glued
from reviewer.facts.deadline_words import is_lexical, word_class
from reviewer.language.calendar import MONTH_FORMS, roman
from reviewer.language.morphology import fold

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""A number of four figures is a year between these."""


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: a class of `deadline_words`, «number», «year», or the name of a sign. `value`: the number of it."""

    text: str
    kind: str
    value: int = 0


_SIGNS = {
    **dict.fromkeys("-–—−‒―‐‑…", "dash"),
    **dict.fromkeys("/\\", "slash"),
    **dict.fromkeys(",;()[]", "comma"),
    **dict.fromkeys("&+", "and"),
    ".": "dot",
    ":": "colon",
}
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_ROMAN_GLUED = re.compile(r"([IVXivx]{1,3})([а-яё]{2,})")
_TAILS_AFTER_HYPHEN = "й я е го му ая ое ый ой ого ому х ых м ым ми ти и ю ую ей"
_TAILS_AFTER_FIGURE = "го му ое ый ой ая ого ому"
_ORDINAL_TAILS = frozenset(_TAILS_AFTER_HYPHEN.split())
_GLUED_TAILS = frozenset(_TAILS_AFTER_FIGURE.split())
_TWO_YEARS = 8
_FOUR_FIGURES = 4
_MOST_SCRAPS = 3


def tokenize_deadline(text: str) -> list[Token]:
    """Tokens in order, linear in the text. Quotation marks and other signs that say nothing about time are left out; a full
    stop counts only after a number.
    """
    pieces = _PIECE.findall(mend_line(text))
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        at = _read(pieces, at, tokens)
    return tokens


def _read(pieces: list[str], at: int, tokens: list[Token]) -> int:
    piece = pieces[at]
    if piece[0].isdecimal():
        tokens.extend(_numbers(piece))
        return _after_ordinal_tail(pieces, at + 1)
    if not piece[0].isalpha():
        kind = _SIGNS.get(piece)
        if kind and (kind != "dot" or (tokens and tokens[-1].kind in {"number", "year"})):
            tokens.append(Token(piece, kind))
        return at + 1
    figure = roman(piece) if piece.isascii() else None
    if figure:
        tokens.append(Token(piece, "number", figure))
        return _after_ordinal_tail(pieces, at + 1)
    return _read_word(pieces, at, tokens)


def _numbers(digits: str) -> list[Token]:
    """A number; two years that lost the sign between them («20132015») are a stretch."""
    if len(digits) == _TWO_YEARS:
        first, last = digits[:_FOUR_FIGURES], digits[_FOUR_FIGURES:]
        if _is_year(int(first)) and _is_year(int(last)):
            return [Token(first, "year", int(first)), Token("-", "dash"), Token(last, "year", int(last))]
    if len(digits) > _FOUR_FIGURES:
        return [Token(digits, "noise")]
    value = int(digits)
    return [Token(digits, "year" if _is_year(value) else "number", value)]


def _is_year(value: int) -> bool:
    return FIRST_YEAR <= value <= LAST_YEAR


def _after_ordinal_tail(pieces: list[str], at: int) -> int:
    """Skips «-го» of «1-го», «-ми» of «10-ми», and «го» of «1го»."""
    if at < len(pieces) and fold(pieces[at]) in _GLUED_TAILS:
        return at + 1
    if at + 1 < len(pieces) and _SIGNS.get(pieces[at]) == "dash" and fold(pieces[at + 1]) in _ORDINAL_TAILS:
        return at + 2
    return at


def _read_word(pieces: list[str], at: int, tokens: list[Token]) -> int:
    glued = _ROMAN_GLUED.fullmatch(pieces[at])
    if glued and is_lexical(glued[2]) and (figure := roman(glued[1])):
        tokens.extend((Token(glued[1], "number", figure), _token(glued[2], glued[2])))
        return at + 1
    mended = _mend_torn(pieces, at)
    if mended:
        tokens.extend(mended[0])
        return mended[1]
    word = in_russian(pieces[at])
    meant = word if is_lexical(word) else nearest_month(word) or word
    _append_word(tokens, _token(pieces[at], meant))
    return at + 1


def _mend_torn(pieces: list[str], at: int) -> tuple[list[Token], int] | None:
    """The months that up to three scraps of letters make, with the place of the next piece."""
    word, unknown = "", False
    for place in _scraps(pieces, at):
        scrap = in_russian(pieces[place])
        word += scrap
        unknown = unknown or not is_lexical(scrap)
        parts = split_glued(word) if unknown else None
        if parts:
            return _parted(parts), place + 1
    return None


def _scraps(pieces: list[str], at: int) -> Iterator[int]:
    """Places of the scraps of one torn word: letters, with one hyphen or slash between two at most."""
    for _ in range(_MOST_SCRAPS):
        if at >= len(pieces) or not pieces[at][0].isalpha():
            return
        yield at
        at += 1
        if at < len(pieces) and _SIGNS.get(pieces[at]) in {"dash", "slash"}:
            at += 1


def _parted(parts: list[str]) -> list[Token]:
    """Two months grown together lost the hyphen that stood at the line's end: they are a range."""
    tokens: list[Token] = []
    for part in parts:
        if part in MONTH_FORMS and tokens and tokens[-1].kind == "month":
            tokens.append(Token("-", "dash"))
        tokens.append(_token(part, part))
    return tokens


def _token(text: str, word: str) -> Token:
    kind, value = word_class(word)
    return Token(text, kind, value)


def _append_word(tokens: list[Token], token: Token) -> None:
    """«не позднее» and «не ранее» are one word to the grammar."""
    limit = {"later": "until", "sooner": "from"}.get(token.kind)
    if limit and tokens and tokens[-1].kind == "not":
        tokens[-1] = Token(f"{tokens[-1].text} {token.text}", limit)
    else:
        tokens.append(token)
