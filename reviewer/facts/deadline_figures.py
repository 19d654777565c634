"""Rules for dates in figures («22.01.2024», «2024-03», «10.11»), and for figures that are no deadline: the time of day, the date of
an act, a year in a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.facts import deadline_units as units
from reviewer.facts.deadline_grammar import Captured, Item, Mark, Point, Reader, Reading, Rule, Said, Years
from reviewer.facts.deadline_tokens import Token
from reviewer.facts.deadline_windows import calendar_year
from reviewer.facts.deadline_years import short_year

_MONTHS_IN_YEAR = 12
_TWO_FIGURES = 2
_FOUR_FIGURES = 4
_QUARTERS = 4
_LAST_PLAUSIBLE_SHORT_YEAR = 40
_LONGEST_ABBREVIATION = 5
_ACT_REACH = 12
"""Tokens between «приказ» and the date of it at most."""


def in_year(unit: units.Unit, year: int) -> Sequence[Item]:
    """A unit with the calendar year that is stated for it."""
    return Point(unit), Years((calendar_year(year),))


def _full_date(found: Captured) -> Sequence[Item] | None:
    """«22.01.2024», «22.01.24», «22/01/2024», «22-01-2024»; with a dash or comma only where all figures are written."""
    first, sign, second, other, last = (part[0] for part in found[:5])
    figures = len(first.text) <= _TWO_FIGURES == len(second.text) or last.kind == "year"
    strict = len(first.text) == len(second.text) == _TWO_FIGURES and last.kind == "year"
    if sign.kind != other.kind or not (strict if sign.kind in {"dash", "comma"} else figures):
        return None
    return _dated(first, second, last)


def _date_with_lost_dots(found: Captured) -> Sequence[Item] | None:
    """«13 10 2022», «13. 10 2022»: only with all figures written."""
    first, second, year = found[0][0], found[2][0], found[4][0]
    if not len(first.text) == len(second.text) == _TWO_FIGURES or not 1 <= second.value <= _MONTHS_IN_YEAR:
        return None
    return _dated(first, second, year)


def _dated(first: Token, second: Token, last: Token) -> Sequence[Item] | None:
    year = short_year(last)
    unit = units.day(first.value, second.value) if 1 <= second.value <= _MONTHS_IN_YEAR else None
    if unit and year:
        return in_year(unit, year)
    if len(last.text) < _FOUR_FIGURES:
        return None
    return (Point(units.impossible_day(f"{first.text}.{second.text}.{last.text}")),)


def _iso_date(found: Captured) -> Sequence[Item] | None:
    year, sign, second, other, last = (part[0] for part in found)
    return _dated(last, second, year) if sign.kind == other.kind and len(second.text) <= _TWO_FIGURES else None


def _iso_month(found: Captured) -> Sequence[Item] | None:
    """«2024-03», but not «2023-24»: that is a school year."""
    year, _, number = (part[0] for part in found)
    written = len(number.text) == _TWO_FIGURES and 1 <= number.value <= _MONTHS_IN_YEAR
    if not written or short_year(number) == year.value + 1:
        return None
    return in_year(units.month(number.value), year.value)


def _day_and_month(found: Captured) -> Item | None:
    """«25.01» with the month in two figures; «1.3» is the number of a paragraph."""
    first, second = found[0][0], found[2][0]
    if len(second.text) != _TWO_FIGURES or len(first.text) > _TWO_FIGURES or not 1 <= second.value <= _MONTHS_IN_YEAR:
        return None
    unit = units.day(first.value, second.value)
    return Point(unit) if unit else None


def _month_and_short_year(found: Captured) -> Sequence[Item] | None:
    """«03.24»: no month has that number, so it is a year."""
    number, year = found[0][0], found[2][0]
    written = len(number.text) == len(year.text) == _TWO_FIGURES and 1 <= number.value <= _MONTHS_IN_YEAR < year.value
    unit = units.month_in_figures(number.value) if written else None
    stated = short_year(year)
    return in_year(unit, stated) if unit and stated and year.value <= _LAST_PLAUSIBLE_SHORT_YEAR else None


def _time_of_day(found: Captured) -> Item | None:
    """«в 14.30»."""
    return Said("skip") if found[3][0].value == 0 or found[3][0].value > _MONTHS_IN_YEAR else None


def _year_in_a_name(found: Captured) -> Item | None:
    """«ВПР-2024», «ЕГЭ 2025»: the year is part of what an event is called."""
    name = found[0][0].text
    return (
        Said("noise", f"{name}-{found[2][0].text}") if name.isupper() and len(name) <= _LONGEST_ABBREVIATION else None
    )


def _month_and_year(found: Captured) -> Sequence[Item] | None:
    """«03.2024», «9/2024»; with a dash only in two figures."""
    number, sign, year = (part[0] for part in found[:3])
    if sign.kind == "dash" and len(number.text) != _TWO_FIGURES:
        return None
    unit = units.month_in_figures(number.value)
    return in_year(unit, year.value) if unit else None


def _roman_months(found: Captured) -> Sequence[Item] | None:
    """«XI–XII 2024», «IX 2024 – V 2025»: figures up to IV alone may be quarters and are left."""
    numbers = [part[0] for part in found if part and part[0].kind == "number"]
    if any(number.text.isdecimal() or number.value > _MONTHS_IN_YEAR for number in numbers):
        return None
    if max(number.value for number in numbers) <= _QUARTERS:
        return None
    items: list[Item] = []
    for token in (part[0] for part in found if part):
        if token.kind == "number":
            items.append(Point(units.month(token.value)))
        elif token.kind == "year":
            items.append(Years((calendar_year(token.value),)))
        elif token.kind == "dash":
            items.append(Mark("dash"))
    return items


def _read_act(tokens: Sequence[Token], at: int) -> Reading | None:
    """«приказ управления от 15.03.2024 № 12»: the day of an act is no deadline."""
    for place in range(at + 1, min(at + _ACT_REACH, len(tokens))):
        if tokens[place].kind == "since":
            end = place + 1
            while end < min(place + 6, len(tokens)) and tokens[end].kind in {
                "number",
                "year",
                "dot",
                "month",
                "year_word",
            }:
                end += 1
            return (Said("relative"),), end
        if tokens[place].kind in {"comma", "until", "month"}:
            break
    return (Said("relative"),), at + 1


FIGURE_RULES: tuple[Rule | Reader, ...] = (
    Reader(("act",), _read_act),
    Rule.of("number colon number", lambda _: Said("skip")),
    Rule.of("year dash|dot number dash|dot number", _iso_date),
    Rule.of("number dot|slash|dash|comma number dot|slash|dash|comma year|number year_word?", _full_date),
    Rule.of("year dash|dot number !dot", _iso_month),
    Rule.of("number dot? number dot? year year_word?", _date_with_lost_dots),
    Rule.of("number dot|slash|dash year year_word?", _month_and_year),
    Rule.of("number year? year_word? dash number year year_word?", _roman_months),
    Rule.of("number year year_word?", _roman_months),
    Rule.of("in number dot number !dot", _time_of_day),
    Rule.of("number dot number", _day_and_month),
    Rule.of("number dot number !dot year_word?", _month_and_short_year),
    Rule.of("noise dash? year !year_word !years_word !dash !school", _year_in_a_name),
)
"""Notations in figures alone: they come before the lists of years."""
