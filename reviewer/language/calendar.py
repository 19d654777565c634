"""The words of the Russian calendar and the days that they name.

The names of months, seasons and week days, numerals in words and in Roman figures are a closed part of the language, not
a judgement that a region may change: that is why they stand in code and not in `rules/`. Words come in folded
(`reviewer.language.morphology.fold`); a function that finds no meaning answers None.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
"""Nominative; `MONTHS[0]` is January."""

MONTHS_GENITIVE = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)

WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
"""Nominative; Monday first, as in `date.weekday()`."""

SEASONS = ("зима", "весна", "лето", "осень")
"""Winter first: season `n` begins in month 12, 3, 6, 9."""

SEASONS_GENITIVE = ("зимы", "весны", "лета", "осени")
LAST = -1
"""The ordinal «последний»."""

_SOFT_ENDINGS = ("ь", "я", "ю", "ем", "е")
_HARD_ENDINGS = ("", "а", "у", "ом", "е")
_MAY_ENDINGS = ("й", "я", "ю", "ем", "е")
_MONTH_STEMS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_SHORT_MONTHS = {
    "янв": 1,
    "фев": 2,
    "февр": 2,
    "мар": 3,
    "апр": 4,
    "июн": 6,
    "июл": 7,
    "авг": 8,
    "сен": 9,
    "сент": 9,
    "окт": 10,
    "ноя": 11,
    "нояб": 11,
    "дек": 12,
}
_SHORTEST_CUT = 5
"""A month's name cut off («сентяб») is taken from this length on; shorter cuts only as the usual abbreviations."""


def _endings(stem: str) -> tuple[str, ...]:
    if stem == "ма":
        return _MAY_ENDINGS
    return _HARD_ENDINGS if stem in {"март", "август"} else _SOFT_ENDINGS


MONTH_FORMS: dict[str, int] = {
    stem + ending: number for number, stem in enumerate(_MONTH_STEMS, 1) for ending in _endings(stem)
}
"""Every form of the singular, folded, with its month 1..12."""

_SEASON_FORMS: dict[str, int] = {
    form: number
    for number, forms in enumerate(
        (
            ("зима", "зимы", "зиме", "зиму", "зимой"),
            ("весна", "весны", "весне", "весну", "весной"),
            ("лето", "лета", "лету", "летом", "лете"),
            ("осень", "осени", "осенью"),
        )
    )
    for form in forms
}
_SEASON_ADJECTIVES = ("зимн", "весенн", "летн", "осенн")
_WEEKDAY_STEMS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресен")
_WEEKDAY_ENDINGS = frozenset(("", "а", "у", "ом", "е", "ы", "и", "ой", "ей", "ье", "ья", "ью"))
_WEEKDAY_PLURALS = frozenset(("ам", "ах", "ьям", "иям"))
_ROMAN_FIGURES = "i ii iii iv v vi vii viii ix x xi xii"
_ROMAN = {figure: number for number, figure in enumerate(_ROMAN_FIGURES.split(), 1)}
_ORDINAL_STEMS = {
    "перв": 1,
    "втор": 2,
    "трет": 3,
    "четверт": 4,
    "пят": 5,
    "шест": 6,
    "седьм": 7,
    "восьм": 8,
    "девят": 9,
    "десят": 10,
    "последн": LAST,
}
_ADJECTIVE_ENDINGS = (
    "ый ой ий ая ое ые ого ому ым ом ую ых ыми яя ее ие его ему им ем юю ей их ья ье ьи ьего ьему ьим ьем ьей ью ьих"
)
_ORDINAL_ENDINGS = frozenset(_ADJECTIVE_ENDINGS.split())
_CARDINALS = {
    form: number
    for number, forms in {
        1: ("один", "одна", "одно", "одного", "одной", "одному", "одну"),
        2: ("два", "две", "двух", "двум", "двумя"),
        3: ("три", "трех", "трем"),
        4: ("четыре", "четырех", "четырем"),
        5: ("пять", "пяти"),
        6: ("шесть", "шести"),
        7: ("семь", "семи"),
        8: ("восемь", "восьми"),
        9: ("девять", "девяти"),
        10: ("десять", "десяти"),
    }.items()
    for form in forms
}


@lru_cache(maxsize=4096)
def month_of(word: str) -> int | None:
    """The month 1..12 that a word names: any case, a usual abbreviation, or the name cut off («сентяб»)."""
    known = MONTH_FORMS.get(word) or _SHORT_MONTHS.get(word)
    if known or len(word) < _SHORTEST_CUT:
        return known
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), None)


def season_of(word: str) -> int | None:
    """The season 0..3 that a noun names."""
    return _SEASON_FORMS.get(word)


def season_of_adjective(word: str) -> int | None:
    """The season 0..3 of «осенний», «летних» and the first half of «осенне-зимний»."""
    return next((number for number, stem in enumerate(_SEASON_ADJECTIVES) if word.startswith(stem)), None)


def weekday_of(word: str) -> int | None:
    """The day of the week 0..6 that a singular names."""
    return _by_stem(word, _WEEKDAY_ENDINGS)


def weekday_of_plural(word: str) -> int | None:
    """The day of the week 0..6 of «(по) четвергам»: every Thursday."""
    return _by_stem(word, _WEEKDAY_PLURALS)


def _by_stem(word: str, endings: frozenset[str]) -> int | None:
    for number, stem in enumerate(_WEEKDAY_STEMS):
        if word.startswith(stem) and word[len(stem) :] in endings:
            return number
    return None


def roman(word: str) -> int | None:
    """1..12 for a number in Latin letters of either case."""
    return _ROMAN.get(word.lower())


def ordinal(word: str) -> int | None:
    """1..10 for «первый» … «десятый» in any form, LAST for «последний»."""
    for stem, number in _ORDINAL_STEMS.items():
        if word.startswith(stem) and word[len(stem) :] in _ORDINAL_ENDINGS:
            return number
    return None


def cardinal(word: str) -> int | None:
    """1..10 for «один» … «десять» in the cases that deadlines use («не реже двух раз»)."""
    return _CARDINALS.get(word)


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def day_or_month_end(year: int, month: int, day: int) -> date:
    """The day, or the last of the month where it has no such day («31 июня» means its end)."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def weekday_in_month(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth (1..5, or LAST) such day of the week in a month, None where the month has fewer."""
    if nth == LAST:
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else None
