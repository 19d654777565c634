"""Rules that read days, months and periods: each gives a `Point`, with the year where it is part of the notation."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.facts import deadline_units as units
from reviewer.facts.deadline_grammar import Captured, Item, Mark, Number, Point, Reader, Reading, Rule, Said, Years
from reviewer.facts.deadline_tokens import Token
from reviewer.facts.deadline_windows import calendar_year
from reviewer.facts.deadline_years import short_year
from reviewer.language.calendar import MONTHS_GENITIVE

_MONTHS_IN_YEAR = 12
_LAST_DAY = 31
_TWO_FIGURES = 2
_FOUR_FIGURES = 4
_FIRST_BARE_YEAR = 20
"""«Сентябрь 24» is a year from here on: no one writes the day after the month."""
_LAST_PLAUSIBLE_SHORT_YEAR = 40
_LONGEST_ABBREVIATION = 5
_ACT_REACH = 12
"""Tokens between «приказ» and the date of it at most."""


def _point(unit: units.Unit | None) -> Item | None:
    return Point(unit) if unit else None


def _in_year(unit: units.Unit, year: int) -> Sequence[Item]:
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
        return _in_year(unit, year)
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
    return _in_year(units.month(number.value), year.value)


def _day_and_month(found: Captured) -> Item | None:
    """«25.01» with the month in two figures; «1.3» is the number of a paragraph."""
    first, second = found[0][0], found[2][0]
    if len(second.text) != _TWO_FIGURES or len(first.text) > _TWO_FIGURES or not 1 <= second.value <= _MONTHS_IN_YEAR:
        return None
    return _point(units.day(first.value, second.value))


def _month_and_short_year(found: Captured) -> Sequence[Item] | None:
    """«03.24»: no month has that number, so it is a year."""
    number, year = found[0][0], found[2][0]
    written = len(number.text) == len(year.text) == _TWO_FIGURES and 1 <= number.value <= _MONTHS_IN_YEAR < year.value
    unit = units.month_in_figures(number.value) if written else None
    stated = short_year(year)
    return _in_year(unit, stated) if unit and stated and year.value <= _LAST_PLAUSIBLE_SHORT_YEAR else None


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
    return _in_year(unit, year.value) if unit else None


def _day_of_named_month(found: Captured) -> Item | None:
    """«15 марта», «первого числа марта»; «в первых числах марта» is left to the month."""
    if found[1] and found[0][0].text.lower().endswith(("ых", "их")):
        return None
    return _point(units.day(found[0][0].value, found[-1][0].value))


def _month_with_short_year(found: Captured) -> Sequence[Item] | None:
    year = short_year(found[1][0])
    if year is None or found[1][0].value < _FIRST_BARE_YEAR:
        return None
    return _in_year(units.month(found[0][0].value), year)


def _quarter_before_figure(found: Captured) -> Item | None:
    """«квартал I»: only with a Roman figure."""
    figure = found[1][0]
    return None if figure.text.isdecimal() else _point(units.quarter(figure.value))


def _part_of_month(found: Captured) -> Item | None:
    nth, what, month = found[0][0].value, found[1][0].kind, found[-1][0].value
    make = {"week": units.week, "decade": units.decade, "month_half": units.month_half}[what]
    return _point(make(nth, month))


def _first_parts_of_month(found: Captured) -> Item | None:
    """«первые две недели октября»."""
    which, count, what, month = (part[0] for part in found)
    days = count.value * (7 if what.kind == "week" else 10)
    if which.value != 1 or not 1 <= days <= _LAST_DAY:
        return None
    name = f"с 1 по {days} {MONTHS_GENITIVE[month.value - 1]}"
    return Point(units.days_of_month(month.value, 1, days, name))


def _read_days_after_month(tokens: Sequence[Token], at: int) -> Reading | None:
    """«октябрь (10-15), 2022»: days after their month, where nothing but a year or the end follows."""
    month = tokens[at].value
    place = at + 1
    items: list[Item] = []
    while place < len(tokens) and tokens[place].kind in {"number", "dash", "and", "comma"}:
        token = tokens[place]
        if token.kind == "number":
            unit = units.day(token.value, month)
            if unit is None:
                return None
            items.append(Point(unit))
        elif items:
            items.append(Mark("dash" if token.kind == "dash" else "list"))
        elif token.kind == "dash":
            return None
        place += 1
    alone = len(items) == 1 and tokens[at + 1].kind == "number"
    closed = place == len(tokens) or tokens[place].kind == "year"
    return (items, place) if items and closed and not alone else None


def _weekday_of_month(found: Captured) -> Item | None:
    nth, weekday, month = (part[0].value for part in found)
    return Point(units.weekday(nth, weekday, month)) if nth <= 5 else None  # noqa: PLR2004 - the weeks of a month


def _until_edge_of_month(found: Captured) -> Sequence[Item] | None:
    number = found[2][0].value
    ends = {"end": units.last_day(units.month(number)), "middle": units.day(15, number), "begin": units.day(1, number)}
    unit = ends[found[1][0].kind]
    return (Mark("until"), Point(unit)) if unit else None


def _period(found: Captured) -> units.Unit | None:
    number, school, what = found[0][0].value, found[1], found[2][0].kind
    if what == "quarter":
        return units.quarter(number)
    if what == "half":
        return units.half(number, of_school_year=bool(school) or len(found) > 3)  # noqa: PLR2004 - a word follows
    noun, ending = (("триместр", "триместра"), "й") if what == "trimester" else (("четверть", "четверти"), "я")
    return units.term(number, noun, ending) if number > 0 else None


def _until_end_of_period(found: Captured) -> Sequence[Item] | None:
    unit = _period(found[2:])
    if unit is None:
        return None
    dated = found[4][0].kind in {"quarter", "half"}
    return Mark("until"), Point(units.last_day(unit) if dated else unit)


def _half_by_half(found: Captured) -> Item | None:
    """«первая половина 2024 года», «вторая половина учебного года»."""
    return _point(
        units.half(found[0][0].value, of_school_year=any(part and part[0].kind == "school" for part in found))
    )


def _half_of_stated_year(found: Captured) -> Sequence[Item] | None:
    unit = units.half(found[0][0].value)
    return _in_year(unit, found[2][0].value) if unit else None


_HOLIDAYS = (
    ("зимние каникулы", "зимних каникул"),
    ("весенние каникулы", "весенних каникул"),
    ("летние каникулы", "летних каникул"),
    ("осенние каникулы", "осенних каникул"),
)


def _holidays(found: Captured) -> Item:
    return Point(units.set_by_schools(*_HOLIDAYS[found[0][0].value]))


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


_PERIOD = "quarter|half|term|trimester"
FIGURE_RULES: tuple[Rule | Reader, ...] = (
    Reader(("act",), _read_act),
    Rule.of("number colon number", lambda _: Said("skip")),
    Rule.of("year dash|dot number dash|dot number", _iso_date),
    Rule.of("number dot|slash|dash|comma number dot|slash|dash|comma year|number year_word?", _full_date),
    Rule.of("year dash|dot number !dot", _iso_month),
    Rule.of("number dot? number dot? year year_word?", _date_with_lost_dots),
    Rule.of("number dot|slash|dash year year_word?", _month_and_year),
    Rule.of("in number dot number !dot", _time_of_day),
    Rule.of("number dot number", _day_and_month),
    Rule.of("number dot number !dot year_word?", _month_and_short_year),
    Rule.of("noise dash? year !year_word !years_word !dash !school", _year_in_a_name),
)
"""Notations in figures alone: they come before the lists of years."""
POINT_RULES: tuple[Rule | Reader, ...] = (
    Rule.of("until begin|middle|end month", _until_edge_of_month),
    Rule.of(f"until end number|ordinal school? {_PERIOD}", _until_end_of_period),
    Rule.of("begin|middle|end month", lambda found: Point(units.month(found[1][0].value))),
    Rule.of("number|ordinal week|decade|month_half month", _part_of_month),
    Rule.of("ordinal number week|decade month", _first_parts_of_month),
    Reader(("month",), _read_days_after_month),
    Rule.of("number|ordinal weekday month", _weekday_of_month),
    Rule.of("number|ordinal day_of_month? month", _day_of_named_month),
    Rule.of("ordinal day_of_month month", lambda found: Point(units.month(found[2][0].value))),
    Rule.of("quarter number", _quarter_before_figure),
    Rule.of("number|ordinal month_half year", _half_of_stated_year),
    Rule.of("number|ordinal month_half school? year_word", _half_by_half),
    Rule.of("number|ordinal school? half school year_word", lambda found: _point(_period(found))),
    Rule.of(f"number|ordinal school? {_PERIOD}", lambda found: _point(_period(found))),
    Rule.of("month number !dot !month !dash", _month_with_short_year),
    Rule.of("month month_word?", lambda found: Point(units.month(found[0][0].value))),
    Rule.of("season_adjective holidays", _holidays),
    Rule.of("season|season_adjective", lambda found: Point(units.season(found[0][0].value))),
    Rule.of("holidays", lambda _: Point(units.set_by_schools("каникулы", "каникул"))),
)
"""Named units, and those that are known by a number."""
BARE_RULES: tuple[Rule | Reader, ...] = (
    Rule.of("number|ordinal", lambda found: Number(found[0][0].value, found[0][0].text)),
    Rule.of("term|trimester", lambda _: Point(units.set_by_schools("четверть", "четверти"))),
    Rule.of("quarter", lambda _: Point(units.set_by_schools("квартал", "квартала"))),
    Rule.of("half", lambda _: Point(units.set_by_schools("полугодие", "полугодия"))),
)
"""What is left of numbers and units that no rule has joined."""
