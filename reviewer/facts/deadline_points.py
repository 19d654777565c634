"""Rules that read days, months and periods: each gives a `Point`, with the year where it is part of the notation."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.facts import deadline_units as units
from reviewer.facts.deadline_figures import in_year
from reviewer.facts.deadline_grammar import Captured, Item, Mark, Number, Point, Reader, Reading, Rule
from reviewer.facts.deadline_tokens import Token
from reviewer.facts.deadline_years import short_year
from reviewer.language.calendar import MONTHS_GENITIVE

_LAST_DAY = 31
_FIRST_BARE_YEAR = 20
"""«Сентябрь 24» is a year from here on: no one writes the day after the month."""


def _point(unit: units.Unit | None) -> Item | None:
    return Point(unit) if unit else None


def _day_of_named_month(found: Captured) -> Item | None:
    """«15 марта», «первого числа марта»; «в первых числах марта» is left to the month."""
    if found[1] and found[0][0].text.lower().endswith(("ых", "их")):
        return None
    return _point(units.day(found[0][0].value, found[-1][0].value))


def _month_with_short_year(found: Captured) -> Sequence[Item] | None:
    year = short_year(found[1][0])
    if year is None or found[1][0].value < _FIRST_BARE_YEAR:
        return None
    return in_year(units.month(found[0][0].value), year)


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
    return in_year(unit, found[2][0].value) if unit else None


_HOLIDAYS = (
    ("зимние каникулы", "зимних каникул"),
    ("весенние каникулы", "весенних каникул"),
    ("летние каникулы", "летних каникул"),
    ("осенние каникулы", "осенних каникул"),
)


def _holidays(found: Captured) -> Item:
    return Point(units.set_by_schools(*_HOLIDAYS[found[0][0].value]))


_PERIOD = "quarter|half|term|trimester"
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
