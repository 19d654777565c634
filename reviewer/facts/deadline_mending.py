"""Errors of typists and scanners in a deadline, mended where only one meaning is possible.

Latin letters that look like Russian ones («мaрт»), letters for figures («2О24», «20|4»), Roman figures typed with other signs
(«П квартал», «lll четверть»), months torn by the edge of a narrow cell («Сентябр ьдекабр ь») or grown together
(«ноябрьдекабрь»), one wrong letter in a month's name («севраль»).
"""

from __future__ import annotations

import re
from functools import lru_cache

from reviewer.language.calendar import MONTH_FORMS
from reviewer.language.morphology import fold

_LATIN = re.compile("[a-z]")
_LOOKALIKES = str.maketrans("aAeEoOpPcCxXyYkKmMtTHBuribn", "аАеЕоОрРсСхХуУкКмМтТНВигиьп")
_FIGURES = str.maketrans("OoОоЗзlI|!", "0000331111")
_MISREAD_FIGURES = re.compile(r"(?<![^\W\d_])(?=[OoОоЗзlI|!]{0,3}\d)[\dOoОоЗзlI|!]{2,4}(?![^\W\d_]|\d|[|!])")
_MISREAD_ROMAN = re.compile(
    r"(?<![\w|])(?:(?P<two>[Ппn]|ll|Il|lI|11|\|\|)|(?P<three>[Шш]|[lI|]{3}|111)|(?P<four>[1lI|][VvУу])|(?P<one>[l|]))"
    r"(?=(?: ?- ?(?:и|й|ое|ая|ый))? ?(?:уч[а-я.]{0,8} ?)?(?i:кв\b|кварт|полуг|четверт[иь]))"
)
_ROMAN_MEANT = {"one": "I", "two": "II", "three": "III", "four": "IV"}
_ABBREVIATED = re.compile(r"(?i)\b(?:п/г|у\. ?г)\b\.?")
_INVISIBLE = {**dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff\u0301")), ord("І"): "I", ord("і"): "i"}
_MONTH_INSIDE = re.compile("январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр")
_GLUED_WITH_MONTHS = frozenset(("в", "по", "до", "далее", "ежегодно", "года", "год", "месяц"))
_LONGEST_GLUED = 40
_LONGEST_PART = max(map(len, MONTH_FORMS))
_SHORTEST_MISSPELT = 6
_MARCH = 3
_MISSPELT_FORMS = tuple(
    form for form, month in MONTH_FORMS.items() if len(form) >= _SHORTEST_MISSPELT and month != _MARCH
)


def mend_line(text: str) -> str:
    """One line with single spaces, no invisible signs, and figures where letters stand for them."""
    line = " ".join(text.translate(_INVISIBLE).split())
    line = _ABBREVIATED.sub(lambda match: "полугодие" if "п" in match.group().lower() else "уч. г.", line)
    line = _MISREAD_ROMAN.sub(lambda match: _ROMAN_MEANT[match.lastgroup or "one"], line)
    return _MISREAD_FIGURES.sub(lambda match: match.group().translate(_FIGURES), line)


@lru_cache(maxsize=16_384)
def in_russian(piece: str) -> str:
    """A word folded, with Russian letters for the Latin ones that look like them where all of it can be Russian."""
    word = fold(piece)
    if not _LATIN.search(word):
        return word
    russian = fold(piece.translate(_LOOKALIKES))
    return word if _LATIN.search(russian) else russian


def split_glued(word: str) -> list[str] | None:
    """A folded word as known words grown together, one of them a month, or None."""
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


@lru_cache(maxsize=4096)
def nearest_month(word: str) -> str | None:
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
