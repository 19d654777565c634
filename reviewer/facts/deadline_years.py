"""Rules that read years: «2021, 2022 и 2023 годы», «2023/24 уч. г.», «текущего года», and the edges of them."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.facts.deadline_grammar import Captured, Item, Mark, Point, Reader, Reading, Rule, Said, Years
from reviewer.facts.deadline_tokens import Token
from reviewer.facts.deadline_units import day, end_of_year, set_by_schools
from reviewer.facts.deadline_windows import Window, calendar_year, school_year

_CENTURY = 2000
_TWO_FIGURES = 2
_LAST_SHORT_YEAR = 60
_LONGEST_PLAN = 15
"""Years in «2010-2025 годы» at most; a longer stretch is a misprint, and only its two ends are taken."""
_YEAR_WORDS = frozenset(("school", "calendar", "year_word", "years_word", "dot", "current"))
_JOINS = frozenset(("comma", "and"))


def short_year(token: Token) -> int | None:
    """«24» in «22.01.24», «март 24 г.»: 2024."""
    if token.kind == "year":
        return token.value
    return _CENTURY + token.value if len(token.text) == _TWO_FIGURES and token.value <= _LAST_SHORT_YEAR else None


def read_years(tokens: Sequence[Token], at: int) -> Reading | None:
    """A list of years or spans of years, with the words that say of what kind they are."""
    spans: list[tuple[int, int]] = []
    words: list[Token] = []
    while at < len(tokens) and tokens[at].kind == "year":
        span, at = _span(tokens, at)
        spans.append(span)
        while at < len(tokens) and tokens[at].kind in _YEAR_WORDS:
            words.append(tokens[at])
            at += 1
        if at + 1 < len(tokens) and tokens[at].kind in _JOINS and tokens[at + 1].kind == "year":
            at += 1
    if not spans:
        return None
    kinds = [word.kind for word in words]
    school = "school" in kinds
    plural = not school and ("years_word" in kinds or kinds.count("year_word") > len(spans))
    windows = [window for span in spans for window in _windows(*span, school=school, plural=plural)]
    return (Years(tuple(dict.fromkeys(windows))),), at


def _span(tokens: Sequence[Token], at: int) -> tuple[tuple[int, int], int]:
    first = tokens[at].value
    if at + 2 < len(tokens) and tokens[at + 1].kind in {"dash", "slash"}:
        last = short_year(tokens[at + 2])
        follows = tokens[at + 2].kind == "year" or last == first + 1
        if last and last > first and follows:
            return (first, last), at + 3
    return (first, first), at + 1


def _windows(first: int, last: int, *, school: bool, plural: bool) -> list[Window]:
    """Two years in a row without «годы» are a school year: so education writes it."""
    years = range(first, last + 1) if last - first < _LONGEST_PLAN else (first, last)
    if school or (last == first + 1 and not plural):
        return [school_year(year) for year in years if year < last or first == last]
    return [calendar_year(year) for year in years]


def _school_year_in_short(found: Captured) -> Item | None:
    first, last = short_year(found[0][0]), short_year(found[2][0])
    return Years((school_year(first),)) if first and last == first + 1 else None


def _short_year_named(found: Captured) -> Item | None:
    year = short_year(found[0][0])
    return Years((calendar_year(year),)) if year and found[1][0].text.lower() != "лет" else None


_EDGES_OF_YEAR = {
    "begin": ("начало года", "начала года"),
    "middle": ("середина года", "середины года"),
    "end": ("конец года", "конца года"),
}


def _read_edge(tokens: Sequence[Token], at: int) -> Reading | None:
    """«в конце 2024 года», «начало 2024-2025 учебного года»: a period that nobody can date."""
    years = read_years(tokens, at + 1)
    if years is None:
        return None
    return (Point(set_by_schools(*_EDGES_OF_YEAR[tokens[at].kind])),), years[1]


def _read_until_end(tokens: Sequence[Token], at: int) -> Reading | None:
    """«до конца 2024 года» is until 31 December; the end of a school year is set by schools."""
    years = read_years(tokens, at + 2) if at + 1 < len(tokens) and tokens[at + 1].kind == "end" else None
    if years is None:
        return None
    stated = years[0][0]
    new_year_eve = day(31, 12)
    if isinstance(stated, Years) and new_year_eve and not stated.windows[-1].school:
        return (Mark("until"), Point(new_year_eve), Years(stated.windows[-1:])), years[1]
    return (Mark("until"), Point(_END_OF_SCHOOL_YEAR)), years[1]


_END_OF_SCHOOL_YEAR = set_by_schools("конец учебного года", "конца учебного года")
_BEGIN_OF_SCHOOL_YEAR = set_by_schools("начало учебного года", "начала учебного года")


def _edge_of_year(found: Captured) -> Item:
    return Point(set_by_schools(*_EDGES_OF_YEAR[found[0][0].kind]))


def _edge_of_school_year(found: Captured) -> Item:
    return Point(_BEGIN_OF_SCHOOL_YEAR if found[0][0].kind == "begin" else _END_OF_SCHOOL_YEAR)


YEAR_RULES: tuple[Rule | Reader, ...] = (
    Reader(("until",), _read_until_end),
    Reader(("end", "begin", "middle"), _read_edge),
    Rule.of("end|begin|middle|result current? school year_word", _edge_of_school_year),
    Rule.of("until end current? calendar? year_word", lambda _: (Mark("until"), Point(end_of_year()))),
    Rule.of("end|begin|middle current? calendar? year_word", _edge_of_year),
    Rule.of("result current? calendar? year_word", lambda _: Said("relative")),
    Reader(("year",), read_years),
    Rule.of("number dash|slash number school year_word|years_word?", _school_year_in_short),
    Rule.of("number year_word|years_word", _short_year_named),
    Rule.of("current school? calendar? year_word year_word?", lambda _: Years((), shift=0)),
    Rule.of("current dash", lambda _: (Years((), shift=0), Mark("dash"))),
    Rule.of("next school? calendar? year_word", lambda _: Years((), shift=1)),
)
