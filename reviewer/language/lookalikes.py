"""Signs taken for others that look the same: Latin letters in Russian words, letters in figures, the number sign.

A sign is put right only where one meaning is possible: the rest of the word says which alphabet it is in, or the dictionary
does.
"""

from __future__ import annotations

import re

from reviewer.language.morphology import is_known

_LATIN_TO_RUSSIAN = str.maketrans("aceopxyuigAaBCEHKMOPTXYk3", "асеорхуиигАаВСЕНКМОРТХУкЗ")
_SURE_LATIN = str.maketrans("aceopxyABCEHKMOPTXYk", "асеорхуАВСЕНКМОРТХУк")
_LATIN = re.compile(r"[A-Za-z]")
_RUSSIAN = re.compile(r"[А-Яа-яЁё]")
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+(?:3[A-Za-zА-Яа-яЁё]+)*")
_ADDRESS = re.compile(r"://|www\.|@|\w\.(?:ru|su|com|org|net|рф)\b", re.IGNORECASE)
_FIGURES = str.maketrans("OoОоЗзlI|!", "0000331111")
_FIGURE_GROUP = re.compile(r"(?<![^\W\d_])[\dOoОоЗзlI|!]*\d[\dOoОоЗзlI|!]*(?![^\W\d_])")
_NUMBER_SIGN = re.compile(
    r"(?<!\w)(?:J[\\/]?[lf][ЪbеeoоЬ2]|J[VУ][°ºeеoо]?|N[°ºoоеes]|Л[°º]|Ле|Лё|Хо|Хе|№[°ºоo])(?=\s?\d)"
)


def as_russian(text: str) -> str:
    """A piece of text without spaces with Russian letters for the Latin ones that look like them, where it is a Russian word.

    A word with letters of both alphabets is Russian where all its Latin letters have a double («мeтoдика»); one in Latin
    letters alone where all of them have and the dictionary knows the word («COBET»). Addresses of sites are left alone.
    """
    if not _LATIN.search(text) or _ADDRESS.search(text):
        return text
    return _WORD.sub(lambda found: _russian_word(found.group()), text)


def _russian_word(word: str) -> str:
    if not _LATIN.search(word):
        return word
    if _RUSSIAN.search(word):
        russian = word.translate(_SURE_LATIN)
        if not _LATIN.search(russian):
            return russian
        russian = word.translate(_LATIN_TO_RUSSIAN)
        return russian if not _LATIN.search(russian) and is_known(russian) else word
    russian = word.translate(_SURE_LATIN)
    return russian if len(word) > 1 and not _LATIN.search(russian) and is_known(russian) else word


def with_figures(text: str) -> str:
    """A piece of text without spaces with figures for the letters that look like them inside numbers («2О24», «20|4»)."""
    return _FIGURE_GROUP.sub(_figures, text) if any(sign.isdigit() for sign in text) else text


def _figures(found: re.Match[str]) -> str:
    group = found.group()
    digits = sum(sign.isdigit() for sign in group)
    return group.translate(_FIGURES) if digits * 2 >= len(group) else group


def with_number_signs(text: str) -> str:
    """Running text with «№» where a sign taken for it stands before a figure («JlЪ 5», «N° 12»)."""
    return _NUMBER_SIGN.sub("№", text)
