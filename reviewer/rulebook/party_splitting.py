"""Cuts the text of «ответственные» into those whom it names.

A cut is made only where the next word can begin a party: a body or a position in the nominative, or an abbreviation. So a name
stays whole («управление образования и молодёжной политики»), and line ends that have become spaces are found («Управление
образования Директора школ»). A person's name stays with its position («Иванов И.И., директор»).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reviewer.language.morphology import analyzer, fold
from reviewer.language.tokens import Token, tokenize

IsHead = Callable[[str], bool]
"""Whether a word alone names a body or a position."""
Piece = tuple[int, int]
"""First and one past the last character of a party."""

SEPARATING_WORDS = (
    "совместно с",
    "совместно со",
    "во взаимодействии с",
    "при участии",
    "при поддержке",
    "при содействии",
    "с участием",
    "с привлечением",
    "а также",
    "и",
)
"""What stands between parties besides signs; the longer first."""
_CONNECTIVES = tuple(tuple(words.split()) for words in SEPARATING_WORDS)
_PERSON = re.compile(
    r"\s*(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+(?:[А-ЯЁ]\.\s?){1,2}|(?:[А-ЯЁ]\.\s?){1,2}\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
    r"|[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+(?:вич|вна|ична|инична))\s*"
)
_TRIMMED = " \t\n,;/–—-.:•*"
_SHORT = 4
"""Letters of the longest word that a full stop abbreviates («зам.», «соц.»)."""
_OPENING, _CLOSING = "«„“", "»”"


def split_parties(text: str, is_head: IsHead) -> tuple[Piece, ...]:
    """The parties of a text, in order. Every letter outside of them belongs to one of SEPARATING_WORDS."""
    line = _Line(text, tokenize(text), is_head)
    pieces = [piece for piece in _between(text, _cuts(line)) if re.search(r"\w", text[slice(*piece)])]
    return tuple(_with_names(text, pieces))


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    tokens: Sequence[Token]
    is_head: IsHead

    def begins_party(self, place: int) -> bool:
        """Whether the word there, or the noun that its adjectives belong to, can name a party in the nominative."""
        for token in self.tokens[place : place + 4]:
            if token.kind != "word" or not _may_be_nominative(token.text):
                return False
            if is_abbreviation(token.text) or self.is_head(token.text):
                return True
            if not _is_adjective(token.text):
                return False
        return False


def _cuts(line: _Line) -> Iterator[Piece]:
    """The separators: places to cut, each as the characters between two parties."""
    quoted = _quoted(line.tokens)
    closing: list[int] = []
    begin = 0
    tokens = line.tokens
    for place, token in enumerate(tokens):
        if place in quoted or place < begin:
            continue
        if token.text == "(":
            end = _closing_bracket(tokens, place)
            if end is None or line.begins_party(place + 1):
                closing += [] if end is None else [end]
                yield token.start, token.end
                begin = place + 1
            else:
                quoted |= set(range(place, end + 1))
        elif place in closing or token.text == ";":
            yield token.start, token.end
            begin = place + 1
        elif (end := _separator(line, begin, place)) is not None:
            yield token.start, tokens[end - 1].end if end > place else token.start
            begin = end


def _separator(line: _Line, begin: int, place: int) -> int | None:
    """One past the last token of the separator that begins there; the place itself where a line end was; None: none."""
    tokens, token = line.tokens, line.tokens[place]
    if token.text in {",", "/"}:
        return place + 1 if not _goes_on(line, begin, place + 1) else None
    if token.text in {"-", "–", "—", "."} and _stands_apart(line, place):
        return place + 1 if line.begins_party(place + 1) else None
    if token.kind != "word" or place == begin:
        return None
    for words in _CONNECTIVES:
        end = place + len(words)
        if tuple(fold(other.text) for other in tokens[place:end]) == words and end < len(tokens):
            begins = line.begins_party(end) and not _is_more_work(line, begin, end)
            return end if len(words) > 1 or begins else None
    return place if _is_line_end(line, begin, place) else None


def _goes_on(line: _Line, begin: int, place: int) -> bool:
    """Whether a name goes on after a comma («управление образования, культуры и спорта»): in an oblique case, after a body."""
    if place >= len(line.tokens) or begin == place - 1:
        return False
    token = line.tokens[place]
    if _is_more_work(line, begin, place):
        return True
    if token.kind != "word" or not token.text[0].islower() or line.begins_party(place):
        return False
    oblique = _may_be_genitive(token.text) or not _may_be_nominative(token.text)
    return oblique and line.is_head(line.tokens[begin].text)


def _is_more_work(line: _Line, begin: int, place: int) -> bool:
    """Whether what somebody is there for goes on in abbreviations: «зам. директора по УВР, ВР и НМР»."""
    words = [token.text for token in line.tokens[begin : place + 1] if token.kind == "word"]
    while len(words) > 1 and (words[-1] == "и" or (is_abbreviation(words[-1]) and not line.is_head(words[-1]))):
        words.pop()
    return words[-1:] == ["по"] and is_abbreviation(line.tokens[place].text)


def _stands_apart(line: _Line, place: int) -> bool:
    """A dash with spaces round it, or a full stop that abbreviates nothing."""
    token, before = line.tokens[place], line.tokens[place - 1] if place else None
    if before is None:
        return False
    if token.text != ".":
        return before.end < token.start
    return before.kind == "word" and len(before.text) > _SHORT


def _is_line_end(line: _Line, begin: int, place: int) -> bool:
    """A capital in the middle of the text that begins a party: «…образования Директора школ»."""
    token, before = line.tokens[place], line.tokens[place - 1]
    if _ends_initials(line.tokens[:place]):
        return line.begins_party(place)
    if not token.text[0].isupper() or before.text in {".", "-", "–", "—", ":", "№", '"'} or before.text in _OPENING:
        return False
    first = line.tokens[begin]
    if is_abbreviation(token.text):
        return _is_office(first.text) and before.kind == "word" and before.text.islower() and line.is_head(token.text)
    if before.kind == "word" and (_is_adjective(before.text) or fold(before.text) in _PREPOSITIONS):
        return False
    if not line.begins_party(place):
        return False
    return not _may_be_genitive(token.text) or _is_of_schools(line.tokens[place + 1 : place + 3])


def _ends_initials(tokens: Sequence[Token]) -> bool:
    """«Смирнова Т.В.»"""
    last = [token.text for token in tokens[-2:]]
    return len(last) > 1 and last[1] == "." and len(last[0]) == 1 and last[0].isupper()


_PREPOSITIONS = frozenset({"по", "при", "в", "на", "для", "и", "от", "с", "со", "под", "им"})
_SCHOOLS = frozenset(
    {"школ", "оо", "оу", "образовательных", "общеобразовательных", "учреждений", "организаций", "шнор"}
)


def _is_of_schools(tokens: Sequence[Token]) -> bool:
    """«Директора школ» in the plural, where «Администрации района» would be the genitive of one body."""
    return any(fold(token.text) in _SCHOOLS for token in tokens)


_OFFICES = frozenset({"управление", "отдел", "комитет", "департамент", "администрация", "министерство"})


def _is_office(word: str) -> bool:
    return any(parse.normal_form in _OFFICES for parse in _parses(word))


def is_abbreviation(word: str) -> bool:
    return len(word) > 1 and sum(letter.isupper() for letter in word) * 2 > len(word) and word[0].isupper()


def _may_be_nominative(word: str) -> bool:
    return is_abbreviation(word) or any("nomn" in parse.tag for parse in _parses(word)) or not _is_inflected(word)


def _may_be_genitive(word: str) -> bool:
    return any("gent" in parse.tag for parse in _parses(word))


def _is_inflected(word: str) -> bool:
    """«зам», «завуч» and other words that the dictionary may not know in a case count as they stand."""
    return any(parse.tag.case for parse in _parses(word))


def _is_adjective(word: str) -> bool:
    parses = _parses(word)
    return bool(parses) and parses[0].tag.POS in {"ADJF", "PRTF"}


@lru_cache(maxsize=8192)
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(analyzer().parse(fold(word)))


def _closing_bracket(tokens: Sequence[Token], place: int) -> int | None:
    depth = 0
    for other in range(place, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[other].text, 0)
        if depth == 0:
            return other
    return None


def _quoted(tokens: Sequence[Token]) -> set[int]:
    """Numbers of the tokens inside quotation marks that are closed, the marks included."""
    inside: set[int] = set()
    opened: int | None = None
    for place, token in enumerate(tokens):
        closes = token.text in _CLOSING or token.text == '"'
        if opened is not None and closes:
            inside.update(range(opened, place + 1))
            opened = None
        elif opened is None and (token.text in _OPENING or token.text == '"'):
            opened = place
    return inside


def _between(text: str, cuts: Iterator[Piece]) -> Iterator[Piece]:
    start = 0
    for first, end in (*cuts, (len(text), len(text))):
        piece = text[start:first]
        left = len(piece) - len(piece.lstrip(_TRIMMED))
        yield start + left, start + max(left, len(piece.rstrip(" \t\n,;/–—-:•*")))
        start = end


def _with_names(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A person's name joins the position after its comma, else the one before."""
    done: list[Piece] = []
    waiting: Piece | None = None
    for piece in pieces:
        alone = _PERSON.fullmatch(text[slice(*piece)]) is not None
        if waiting is not None and not alone and "," in text[waiting[1] : piece[0]]:
            done.append((waiting[0], piece[1]))
            waiting = None
            continue
        if waiting is not None:
            done.append(waiting)
        waiting = piece if alone else None
        if not alone:
            done.append(piece)
    yield from done
    if waiting is not None:
        yield waiting
