"""Rules that read repetitions («1 раз в 3 месяца», «по четвергам»), the whole time («в течение года»), what hangs on something
else («в 10-дневный срок») and the marks between units.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.facts.deadline_grammar import Captured, Item, Mark, Reader, Repeat, Rule, Said, Years
from reviewer.facts.deadline_tokens import Token
from reviewer.facts.deadline_windows import calendar_year
from reviewer.facts.deadline_words import ADVERB_UNITS
from reviewer.model.facts import Rhythm

_WEAK, YEARLY, _COUNTED = 0, 1, 2
"""Ranks: «до 10 числа» gives way to «ежеквартально», and «ежегодно» to «2 раза в год»."""
_ALONE = -1
_UNITS = "day_word|week|decade|month_word|quarter|term|trimester|half|year_word"
_BASE: dict[str, tuple[Rhythm, int]] = {
    "day_word": ("day", 1),
    "week": ("week", 1),
    "decade": ("month", 3),
    "month_word": ("month", 1),
    "quarter": ("quarter", 1),
    "term": ("quarter", 1),
    "trimester": ("year", 3),
    "half": ("half_year", 1),
    "year_word": ("year", 1),
}
"""A school quarter has no rhythm of its own: `quarter` is the nearest. A month has three decades, a year three trimesters."""
_IN_MONTHS = {"month_word": 1, "quarter": 3, "term": 3, "half": 6, "year_word": 12}
_EVERY_MONTHS: dict[int, tuple[Rhythm, int]] = {
    2: ("half_year", 3),
    3: ("quarter", 1),
    4: ("year", 3),
    6: ("half_year", 1),
    9: ("year", 1),
    12: ("year", 1),
}
_EVERY_DAYS: tuple[tuple[int, Rhythm, int], ...] = (
    (1, "day", 1),
    (3, "week", 2),
    (7, "week", 1),
    (10, "month", 3),
    (15, "month", 2),
    (31, "month", 1),
    (92, "quarter", 1),
    (183, "half_year", 1),
)
_MOST_TIMES = 366


def _rhythm(times: int, number: int, unit: str) -> tuple[Rhythm, int]:
    """The nearest rhythm of «`times` раз в `number` units»: «раз в две недели» is twice a month."""
    every, count = _BASE[unit]
    if number > 1 and unit in _IN_MONTHS:
        every, count = _EVERY_MONTHS.get(number * _IN_MONTHS[unit], ("year", 1))
    elif number > 1:
        days = number * {"day_word": 1, "week": 7, "decade": 10, "trimester": 120}[unit]
        every, count = next(((name, n) for most, name, n in _EVERY_DAYS if days <= most), ("year", 1))
    return every, min(count * max(times, 1), _MOST_TIMES)


def _number(part: list[Token], default: int = 1) -> int:
    return part[0].value if part else default


def _so_often(times: int, number: int, unit: Token) -> Item:
    every, count = _rhythm(times, number, unit.kind)
    if "полгода" in unit.text.lower():
        every = "half_year"
    return Repeat(every, count, _COUNTED)


def _times_in(found: Captured) -> Item | None:
    """«2 раза в год», «раз в 3 месяца»; of «1-2 раза» the first, which is promised."""
    numbers = [part[0].value for part in found if part and part[0].kind == "number"]
    at = next(i for i, part in enumerate(found) if part and part[0].kind == "times")
    before = [part[0].value for part in found[:at] if part and part[0].kind == "number"]
    after = numbers[len(before) :]
    return _so_often(before[0] if before else 1, after[0] if after else 1, found[-1][0])


def _times_in_longer(found: Captured) -> Item:
    """«раз в 2-3 месяца»: of the two the longer, which is promised."""
    return _so_often(_number(found[0]), found[5][0].value, found[-1][0])


def _twice_in(found: Captured) -> Item:
    return _so_often(2 if found[0][0].kind == "twice" else 3, 1, found[-1][0])


def _times_in_stated_year(found: Captured) -> Sequence[Item]:
    return Repeat("year", max(_number(found[0]), 1), _COUNTED), Years((calendar_year(found[3][0].value),))


def _every(found: Captured) -> Item:
    return _so_often(1, _number(found[1]) if found[1] and found[1][0].kind == "number" else 1, found[-1][0])


def _adverb(found: Captured) -> Item:
    unit = ADVERB_UNITS[found[0][0].value]
    return Repeat(*_BASE[unit], YEARLY if unit == "year_word" else _COUNTED)


def _distributive(found: Captured) -> Item:
    """«по четвертям», «по месяцам»."""
    name = found[0][0].kind.removeprefix("each_")
    return Repeat(*_BASE["month_word" if name == "month" else name], _COUNTED)


def _on_weekdays(found: Captured) -> Item:
    days = {token.value for part in found for token in part if token.kind in {"weekday", "weekdays"}}
    stated = any(part and part[0].kind in {"every", "weekdays"} for part in found)
    return Repeat("week", len(days), _COUNTED if stated else _ALONE)


def _relative(_: Captured) -> Item:
    return Said("relative")


def _continuous(_: Captured) -> Item:
    return Said("continuous")


def _skip(_: Captured) -> Item:
    return Said("skip")


def _monthly(_: Captured) -> Item:
    return Repeat("month", 1, _WEAK)


def _unit_rhythm(found: Captured) -> Item:
    every, times = _BASE[found[-1][0].kind]
    return Repeat(every, times, _COUNTED)


RHYTHM_RULES: tuple[Rule | Reader, ...] = (
    Rule.of("adverb", _adverb),
    Rule.of(f"since number until number times in|slash? during? every? number? school? {_UNITS}", _times_in),
    Rule.of(f"number? times in number dash number {_UNITS}", _times_in_longer),
    Rule.of(f"number dash number times in|slash? during? every? number? school? {_UNITS}", _times_in),
    Rule.of("number times in year year_word?", _times_in_stated_year),
    Rule.of(f"number comma? times in|slash? during? every? number? school? {_UNITS}", _times_in),
    Rule.of(f"times in|slash? during? every? number? school? {_UNITS}", _times_in),
    Rule.of(f"twice|thrice in? during? every? school? {_UNITS}", _twice_in),
    Rule.of("every number|ordinal? weekday month_word", _monthly),
    Rule.of("every number|ordinal? weekday and|comma? weekday? and|comma? weekday?", _on_weekdays),
    Rule.of(f"every number|ordinal? school? working? {_UNITS}", _every),
    Rule.of("number|ordinal working? weekday|week|decade|day_word every? month_word", _monthly),
    Rule.of("number|ordinal working? day_word|week|month_word every? quarter|term|trimester|half", _unit_rhythm),
    Rule.of(
        "number? times in split_half year_word", lambda found: Repeat("half_year", max(_number(found[0]), 1), _COUNTED)
    ),
    Rule.of("next in reporting? month_word|quarter|term|trimester|half", _unit_rhythm),
    Rule.of("weekdays and|comma? weekdays? and|comma? weekdays?", _on_weekdays),
    Rule.of("weekday and|comma? weekday? and|comma? weekday?", _on_weekdays),
    Rule.of(
        "number and|comma number day_of_month every|next|current? month_word? !month",
        lambda _: Repeat("month", 2, _WEAK),
    ),
    Rule.of("number day_of_month every|next|current? month_word? !month", _monthly),
    Rule.of("reporting week|month_word|quarter|term|trimester|half|year_word", _unit_rhythm),
    Rule.of("each_week|each_month|each_quarter|each_term|each_half|each_trimester", _distributive),
    Rule.of("result|end every? school? week|month_word|quarter|term|trimester|half !number", _unit_rhythm),
)
WHOLE_RULES: tuple[Rule | Reader, ...] = (
    Rule.of("during number working? day_word|week|month_word|decade !month", _relative),
    Rule.of("during working? day_word|week|month_word !month", _relative),
    Rule.of("in number? working? day_word|week|month_word until|before", _relative),
    Rule.of(f"through number? working? {_UNITS}", _relative),
    Rule.of("number dash? counted", _relative),
    Rule.of("number working? day_word|week|month_word", _relative),
    Rule.of("from day_word", _relative),
    Rule.of("during number? whole? current? next? school? calendar? year_word|years_word !after !from", _continuous),
    Rule.of("during number? whole? current? school? calendar? year_word", _relative),
    Rule.of("during whole? reporting? span_word realization?", _continuous),
    Rule.of("during realization", _continuous),
    Rule.of("whole constant? current? school? calendar? year_word|span_word", _continuous),
    Rule.of("span_word realization", _continuous),
    Rule.of("school year_word|years_word", _continuous),
    Rule.of("constant year_word?", _continuous),
    Rule.of("not? none span_word?", lambda _: Said("missing")),
    Rule.of("after", lambda _: (Said("relative"), Mark("from"))),
    Rule.of("loose|before|counted|reporting|through|act|result", _relative),
)
MARK_RULES: tuple[Rule | Reader, ...] = (
    Rule.of("until", lambda _: Mark("until")),
    Rule.of("from|since", lambda _: Mark("from")),
    Rule.of("to", lambda _: Mark("to")),
    Rule.of("dash", lambda _: Mark("dash")),
    Rule.of("comma|and|slash", lambda _: Mark("list")),
    Rule.of("further", lambda _: Mark("further")),
    Rule.of(
        "dot|colon|skip|in|not|during|whole|times|later|sooner|span_word|year_word|years_word|school|calendar|current|next|every"
        "|month_word|day_word|week|decade|day_of_month|working|begin|middle|end|month_half|realization|twice|thrice",
        _skip,
    ),
)
