"""Numbers, shares and dates as they are written in a Russian official text.

The agreement of a numeral with its noun: the academic «Русская грамматика» (1980), §§ 1369-1375.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from reviewer.language.inflection import Form, NounPhrase, noun_phrase
from reviewer.language.morphology import analyzer
from reviewer.model.region import Case
from reviewer.model.roadmap import Period

Count = int | float

_DIRECT: tuple[Case, ...] = ("nomn", "accs")
_COUNTED = {"годов": "лет", "людей": "человек"}
_COUNTED_WORD = re.compile(rf"\b(?:{'|'.join(_COUNTED)})\b")
_PAUCAL = range(2, 5)


def agree(count: Count, phrase: str, case: Case = "nomn") -> str:
    """A phrase, given in the nominative singular, as it stands after that number, without the number.

    `case` is the case of the whole: `agree(3, "муниципалитет", "loct")` is «муниципалитетах». A count that is no whole
    number governs the genitive («2,5 муниципалитета»).
    """
    parts = noun_phrase(phrase)
    if count != int(count):
        return parts.put(Form("gent"), Form("gent", "plur"))
    whole = abs(int(count))
    singular = whole % 10 == 1 and whole % 100 != 11  # noqa: PLR2004 - the one exception of the rule
    if singular:
        return parts.put(Form(case), Form(case))
    if case not in _DIRECT:
        return _many(parts, case)
    if whole % 10 in _PAUCAL and whole % 100 not in range(12, 15):
        return _few(parts, case, whole)
    return _many(parts, "gent")


def _few(parts: NounPhrase, case: Case, whole: int) -> str:
    if case == "accs" and parts.animate and whole in _PAUCAL:
        return parts.put(Form("gent", "plur"), Form("gent", "plur"))
    adjectives = Form("nomn", "plur") if parts.gender == "femn" else Form("gent", "plur")
    return parts.put(Form("gent"), adjectives)


def _many(parts: NounPhrase, case: Case) -> str:
    text = parts.put(Form(case, "plur"), Form(case, "plur"))
    return _COUNTED_WORD.sub(lambda found: _COUNTED[found.group()], text) if case == "gent" else text


def count_of(count: Count, phrase: str, case: Case = "nomn") -> str:
    """The number and its phrase: «3 муниципальных мероприятия», «в 21 муниципалитете» (`case="loct"`)."""
    return f"{number_text(count)} {agree(count, phrase, case)}"


def number_text(value: Count) -> str:
    """A number in digits with a decimal comma: «3», «2,5»."""
    return str(int(value)) if value == int(value) else str(Decimal(str(value))).replace(".", ",")


def percent(count: int, total: int) -> float:
    """The share of `count` in `total` in percent, 0..100, rounded half up to one digit; 0.0 of nothing."""
    return (2000 * count + total) // (2 * total) / 10 if total else 0.0


def percent_text(value: float) -> str:
    """A percentage 0..100 as it is printed: «61,5%», «100%»."""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return number_text(float(rounded)) + "%"


def share_text(share: float) -> str:
    """A share 0..1 as a percentage: 0.615 is «61,5%»."""
    return percent_text(float(Decimal(str(share)) * 100))


_ONES = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_TEENS = (
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать"),
    *("пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
_TENS = ("", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто")
_HUNDREDS = ("", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот")
_LARGEST_IN_WORDS = 999


def number_words(value: int, case: Case = "nomn", gender: str = "masc") -> str:
    """A cardinal from 0 to 999 in words («двадцать одна»); digits beyond. `gender`: masc, femn or neut."""
    if not 0 <= value <= _LARGEST_IN_WORDS:
        return str(value)
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = [_HUNDREDS[hundreds]]
    words += [_TEENS[ones]] if tens == 1 else [_TENS[tens], _ONES[ones] if ones or not value else ""]
    return " ".join(_numeral(word, case, gender) for word in words if word)


@cache
def _numeral(word: str, case: Case, gender: str) -> str:
    readings = [parse for parse in analyzer().parse(word) if parse.tag.POS == "NUMR" or "Anum" in parse.tag]
    parse = readings[0] if readings else analyzer().parse(word)[0]
    gendered = {gender} if word in {"один", "два"} and not (word == "два" and case not in _DIRECT) else set()
    animacy = {"inan"} if gendered and case == "accs" and gender == "masc" else set()
    form = parse.inflect({case} | gendered | animacy)
    return str(form.word) if form else word


def range_words(low: int, high: int | None) -> str:
    """A range in words: «от шести до девяти», «шесть» where both are the same, «не менее шести» with an open end."""
    if high is None:
        return f"не менее {number_words(low, 'gent')}"
    if low == high:
        return number_words(low)
    return f"от {number_words(low, 'gent')} до {number_words(high, 'gent')}"


def range_of(low: int, high: int | None, phrase: str) -> str:
    """A range in words with its noun: «от шести до девяти муниципальных мероприятий», «одно мероприятие»."""
    gender = noun_phrase(phrase).gender
    if high is None:
        return f"не менее {number_words(low, 'gent', gender)} {agree(low, phrase, 'gent')}"
    if low == high:
        return f"{number_words(low, 'nomn', gender)} {agree(low, phrase)}"
    ends = number_words(low, "gent", gender), number_words(high, "gent", gender)
    return f"от {ends[0]} до {ends[1]} {agree(high, phrase, 'gent')}"


_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def date_text(day: date) -> str:
    """«10.11.2023»."""
    return f"{day:%d.%m.}{day.year:04d}"


def long_date_text(day: date) -> str:
    """«10 ноября 2023 года»."""
    return f"{_day_and_month(day)} {day.year} года"


def period_text(period: Period) -> str:
    """«с 22 по 26 января 2024 года»; what both ends share is said once. One day alone has no «с» and «по».

    A no-break space keeps each day with its month.
    """
    start, end = period.start, period.end
    if start == end:
        return long_date_text(start)
    if start.year != end.year:
        first = long_date_text(start)
    elif start.month != end.month:
        first = _day_and_month(start)
    else:
        first = str(start.day)
    preposition = "со" if start.day == 2 else "с"  # noqa: PLR2004 - «со второго»
    return f"{preposition} {first} по {long_date_text(end)}"


def _day_and_month(day: date) -> str:
    return f"{day.day}\u00a0{_MONTHS[day.month - 1]}"
