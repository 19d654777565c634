"""How Word writes the number of a list item (ST_NumberFormat, ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import ascii_lowercase
from types import MappingProxyType

_RUSSIAN_LETTERS = "абвгдежзиклмнопрстуфхцчшщыэюя"
"""Without ё, й, ъ and ь: the 29 letters that the standard lists."""
_MOST_REPEATS = 9
_ROMAN_LIMIT = 4000
_ROMAN_DIGITS = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def _roman(number: int) -> str:
    if not 0 < number < _ROMAN_LIMIT:
        return str(number)
    digits: list[str] = []
    for value, digit in _ROMAN_DIGITS:
        count, number = divmod(number, value)
        digits.append(digit * count)
    return "".join(digits)


def _letters(number: int, alphabet: str) -> str:
    """After the last letter the first comes doubled («аа», «бб»), as the standard has it."""
    repeats, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (repeats + 1) if 0 <= repeats < _MOST_REPEATS else str(number)


def _padded(number: int) -> str:
    return f"{number:02d}"


def _ordinal(number: int) -> str:
    return f"{number}-й"


_FORMATS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimalZero": _padded,
        "ordinal": _ordinal,
        "lowerRoman": _roman,
        "upperRoman": lambda number: _roman(number).upper(),
        "lowerLetter": lambda number: _letters(number, ascii_lowercase),
        "upperLetter": lambda number: _letters(number, ascii_lowercase).upper(),
        "russianLower": lambda number: _letters(number, _RUSSIAN_LETTERS),
        "russianUpper": lambda number: _letters(number, _RUSSIAN_LETTERS).upper(),
        "none": lambda _: "",
        "bullet": lambda _: "",
    }
)


def list_number(number: int, number_format: str) -> str:
    """A number in one of the standard's formats. A format that no Russian document uses is written in decimal digits."""
    return _FORMATS.get(number_format, str)(number)
