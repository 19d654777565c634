"""A deadline's text as tokens, with the errors of typists and scanners mended where only one meaning is possible.

Mended are: Latin letters that look like Russian ones («мaрт»), letters for figures («2О24», «20|4»), Roman figures typed with
other signs («П квартал», «lll четверть»), months torn by the edge of a narrow cell («Сентябр ьдекабр ь», «октя-брь») or grown
together («ноябрьдекабрь»), one wrong letter in a month's name, two years without a sign between them («20132015»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "−": "dash",
    "‒": "dash",
    "―": "dash",
    "‐": "dash",
    "‑": "dash",
    "/": "slash",
    "\\": "slash",
    ".": "dot",
    ",": "comma",
    ";": "comma",
    "(": "comma",
    ")": "comma",
    "[": "comma",
    "]": "comma",
    "&": "and",
    "+": "and",
    ":": "colon",
    "…": "dash",
}
_LATIN = re.compile("[a-z]")
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_LOOKALIKES = str.maketrans("aAeEoOpPcCxXyYkKmMtTHBuribn", "аАеЕоОрРсСхХуУкКмМтТНВигиьп")
_FIGURES = str.maketrans("OoОоЗзlI|!", "0000331111")
_MISREAD_FIGURES = re.compile(r"(?<![^\W\d_])(?=[OoОоЗзlI|!]{0,3}\d)[\dOoОоЗзlI|!]{2,4}(?![^\W\d_]|\d|[|!])")
_MISREAD_ROMAN = re.compile(
    r"(?<![\w|])(?:(?P<two>[Ппn]|ll|Il|lI|11|\|\|)|(?P<three>[Шш]|[lI|]{3}|111)|(?P<four>[1lI|][VvУу])|(?P<one>[l|]))"
    r"(?=(?: ?- ?(?:и|й|ое|ая|ый))? ?(?:уч[а-я.]{0,8} ?)?(?i:кв\b|кварт|полуг|четверт[иь]))"
)
_ROMAN_GLUED = re.compile(r"([IVXivx]{1,3})([а-яё]{2,})")
_ORDINAL_TAILS = frozenset(
    ("й", "я", "е", "го", "му", "ая", "ое", "ый", "ой", "ого", "ому", "х", "ых", "м", "ым", "ми", "ти", "и", "ю", "ую", "ей")
)
_GLUED_TAILS = frozenset(("го", "му", "ое", "ый", "ой", "ая", "ого", "ому"))
_INVISIBLE = {**dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff\u0301")), ord("І"): "I", ord("і"): "i"}
_TWO_YEARS = 8
_LONGEST_GLUED = 40
_MOST_FRAGMENTS = 3
_SHORTEST_MISSPELT = 6
_MARCH = 3


def tokenize_deadline(text: str) -> list[Token]:
    """Tokens in order, linear in the text. Quotation marks and other signs that say nothing about time are left out; a full
    stop counts only after a number.
    """
    line = " ".join(text.translate(_INVISIBLE).split())
    pieces = _PIECE.findall(_mend_figures(line))
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        at = _read(pieces, at, tokens)
    return tokens


def _mend_figures(text: str) -> str:
    text = _MISREAD_ROMAN.sub(_roman_meant, text)
    return _MISREAD_FIGURES.sub(lambda match: match.group().translate(_FIGURES), text)


def _roman_meant(match: re.Match[str]) -> str:
    return {"one": "I", "two": "II", "three": "III", "four": "IV"}[match.lastgroup or "one"]


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
    if len(digits) == _TWO_YEARS:
        halves = (digits[:4], digits[4:])
        if all(FIRST_YEAR <= int(half) <= LAST_YEAR for half in halves):
            return [Token(halves[0], "year", int(halves[0])), Token("-", "dash"), Token(halves[1], "year", int(halves[1]))]
    if len(digits) > 4:  # noqa: PLR2004 - no part of a date has more figures
        return [Token(digits, "noise")]
    value = int(digits)
    return [Token(digits, "year" if FIRST_YEAR <= value <= LAST_YEAR else "number", value)]


def _after_ordinal_tail(pieces: list[str], at: int) -> int:
    """Skips «-го» of «1-го», «-ми» of «10-ми», and «го» of «1го»."""
    if at < len(pieces) and fold(pieces[at]) in _GLUED_TAILS:
        return at + 1
    if at + 1 < len(pieces) and _SIGNS.get(pieces[at]) == "dash" and fold(pieces[at + 1]) in _ORDINAL_TAILS:
        return at + 2
    return at


def _read_word(pieces: list[str], at: int, tokens: list[Token]) -> int:
    word = _in_russian(pieces[at])
    glued = _ROMAN_GLUED.fullmatch(pieces[at])
    if glued and is_lexical(glued[2]) and (figure := roman(glued[1])):
        tokens.extend((Token(glued[1], "number", figure), _token(pieces[at], glued[2])))
        return at + 1
    mended = _mend_torn(pieces, at)
    if mended:
        tokens.extend(mended[0])
        return mended[1]
    meant = word if is_lexical(word) else _nearest_month(word)
    _append_word(tokens, _token(pieces[at], meant or word))
    return at + 1


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


@lru_cache(maxsize=16_384)
def _in_russian(piece: str) -> str:
    """A word folded, with Russian letters for the Latin ones that look like them where all of it can be Russian."""
    word = fold(piece)
    if not _LATIN.search(word):
        return word
    russian = fold(piece.translate(_LOOKALIKES))
    return word if _LATIN.search(russian) else russian


def _mend_torn(pieces: list[str], at: int) -> tuple[list[Token], int] | None:
    """The months that up to three scraps of letters make, with the place of the next piece."""
    word, unknown = "", False
    for end in _scraps(pieces, at):
        scrap = _in_russian(pieces[end])
        word += scrap
        unknown = unknown or not is_lexical(scrap)
        parts = _split_glued(word) if unknown else None
        if parts:
            return _parted(parts), end + 1
    return None


def _scraps(pieces: list[str], at: int) -> Iterator[int]:
    """Places of the scraps of one torn word: letters, with one hyphen or slash between two at most."""
    for _ in range(_MOST_FRAGMENTS):
        if at >= len(pieces) or not pieces[at][0].isalpha():
            return
        yield at
        at += 1
        if at < len(pieces) and _SIGNS.get(pieces[at]) in {"dash", "slash"}:
            at += 1


_MONTH_INSIDE = re.compile("январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр")
_GLUED_WITH_MONTHS = frozenset(("в", "по", "до", "далее", "ежегодно", "года", "год", "месяц"))
_LONGEST_PART = max(map(len, MONTH_FORMS))


def _split_glued(word: str) -> list[str] | None:
    """A word as known words grown together, one of them a month, or None."""
    if len(word) > _LONGEST_GLUED or not _MONTH_INSIDE.search(word):
        return None
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_PART), end):
            before, part = best[start], word[start:end]
            if before is not None and (part in MONTH_FORMS or part in _GLUED_WITH_MONTHS):
                best[end] = [*before, part]
                break
    parts = best[-1]
    return parts if parts and any(part in MONTH_FORMS for part in parts) else None


_MISSPELT_FORMS = tuple(form for form, month in MONTH_FORMS.items() if len(form) >= _SHORTEST_MISSPELT and month != _MARCH)


@lru_cache(maxsize=4096)
def _nearest_month(word: str) -> str | None:
    """The month's form that differs by one letter changed, missing, added or swapped with the next.

    Short names are left alone, and March too: «карте» is one letter from «марте».
    """
    if not _SHORTEST_MISSPELT - 1 <= len(word) <= _LONGEST_PART + 1:
        return None
    return next((form for form in _MISSPELT_FORMS if _one_slip(word, form)), None)


def _one_slip(word: str, form: str) -> bool:
    if abs(len(word) - len(form)) > 1:
        return False
    start = 0
    while start < min(len(word), len(form)) and word[start] == form[start]:
        start += 1
    rest, meant = word[start:], form[start:]
    swapped = rest[2:] == meant[2:] and rest[:2] == meant[1::-1]
    return rest[1:] == meant[1:] or rest[1:] == meant or rest == meant[1:] or swapped
