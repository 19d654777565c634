"""A number as its cell shows it in a Russian Excel (number format codes: ISO/IEC 29500-1, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from openpyxl.styles.numbers import BUILTIN_FORMATS

from reviewer.documents.xlsx.dates import Shown, date_text, moment_of

GENERAL = "General"
MAX_CODE_CHARS = 255
"""Excel itself takes no longer one."""
_RUSSIAN_BUILTINS = {
    **dict.fromkeys((5, 6, 37, 38, 41, 42), "#,##0"),
    **dict.fromkeys((7, 8, 39, 40, 43, 44), "#,##0.00"),
    14: "dd.mm.yyyy",
    22: "dd.mm.yyyy h:mm",
}
"""Those that Excel shows by the country of its user."""
_LONG_SYSTEM_DATE = "f800"
_GENERAL_DIGITS = 10
_MOST_DECIMALS = 30
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
    | \\(?P<escaped>.)
    | [_*](?P<padding>.)
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[\$(?P<currency>[^\]-]*)-?(?P<locale>[^\]]*)\]
    | \[(?P<condition>[^\]]*)\]
    | (?P<general>General|Основной)
    | (?P<half_day>AM/PM|A/P)
    | (?P<calendar>y+|m+|d+|h+|s+)
    | (?P<digits>[0\#?][0\#?,]*(?:\.[0\#?]*)?|\.[0\#?]+)
    | (?P<scientific>E[+-])
    | (?P<other>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_SECTION = re.compile(r'(?:^|;)((?:"[^"]*"?|\\.|\[[^\]]*\]|[^;])*)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four sections of a format code.

    Attributes:
        digits: The digit placeholders («#,##0.00»), empty for a number as it stands.
        shown: What of a date is shown, None where it is no date.
        percent: Whether the number is shown a hundredfold.
        before, after: The words round the number or date.
    """

    digits: str
    shown: Shown | None
    percent: bool
    before: str
    after: str
    is_general: bool = False


def code_of(number: int, own: dict[int, str]) -> str:
    """The format code of a `numFmtId`. `own`: those that the workbook itself defines."""
    code = own.get(number) or _RUSSIAN_BUILTINS.get(number) or BUILTIN_FORMATS.get(number) or GENERAL
    return code if len(code) <= MAX_CODE_CHARS else GENERAL


def shown_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """`value` by a format code. `since_1904`: whether the workbook counts its days from 1904."""
    sections = _sections(code)
    negative = value < 0
    if negative and len(sections) > 1:
        section, sign = sections[1], ""
    else:
        section = sections[2] if value == 0 and len(sections) > 2 else sections[0]  # noqa: PLR2004 - the third is of zero
        sign = "-" if negative else ""
    if section.shown is not None:
        moment = moment_of(value, since_1904=since_1904)
        return (
            general(value) if moment is None else f"{section.before}{date_text(moment, section.shown)}{section.after}"
        )
    if section.is_general:
        number = general(abs(value))
    else:
        number = _by_digits(abs(value) * (100 if section.percent else 1), section.digits) if section.digits else ""
    return f"{sign if number else ''}{section.before}{number}{section.after}"


def general(value: float) -> str:
    """A number without a format: «1», «2,5»."""
    if value == int(value) and abs(value) < 10**15:
        return str(int(value))
    return f"{value:.{_GENERAL_DIGITS}g}".replace(".", ",")


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[Section, ...]:
    return tuple(_section(text) for text in _SECTION.findall(code)[:4]) or (_section(GENERAL),)


def _section(code: str) -> Section:
    calendar: list[str] = []
    digits, before, after = "", "", ""
    is_general, has_number = False, False
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "other", match.group()
        word = ""
        if kind in {"calendar", "elapsed"}:
            calendar.append(match.group(kind).lower())
            after = ""
        elif kind == "locale" and match["locale"].lower() == _LONG_SYSTEM_DATE:
            return Section("", Shown.by(("d", "mmmm", "yyyy")), percent=False, before="", after=" г.")
        elif kind == "digits":
            digits = digits or text
        elif kind in {"general", "scientific"} or (kind == "other" and text in "@/" and not calendar):
            is_general = True
        else:
            word = _word(kind, match)
        has_number = bool(calendar or digits or is_general)
        before, after = (before, after + word) if has_number else (before + word, after)
    if calendar:
        return Section("", Shown.by(calendar), percent=False, before=before, after=_unit(after))
    return Section(digits, None, percent="%" in after, before=before, after=after, is_general=is_general)


def _word(kind: str, match: re.Match[str]) -> str:
    """What a token shows as it stands."""
    if kind in {"quoted", "escaped"}:
        return match.group(kind)
    if kind in {"currency", "locale"}:
        return match["currency"] or ""
    if kind == "padding":
        return " " if match.group().startswith("_") else ""
    return match.group() if kind == "other" else ""


def _unit(after: str) -> str:
    """«г.» after a date; the signs that stand for nothing («;@») are none."""
    return after if any(sign.isalpha() for sign in after) else ""


def _by_digits(value: float, digits: str) -> str:
    whole, _, decimals = digits.partition(".")
    scaled = Decimal(repr(value))
    while whole.endswith(","):
        whole, scaled = whole[:-1], scaled / 1000
    places = min(len(decimals), _MOST_DECIMALS)
    try:
        rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return general(value)
    left, _, right = f"{rounded:f}".partition(".")
    left = left.zfill(whole.count("0"))
    if whole.count("0") == 0:
        left = left.lstrip("0")
    if "," in whole:
        left = f"{int(left or 0):,}".replace(",", " ").zfill(whole.count("0"))
    while len(right) > decimals.count("0") and right.endswith("0"):
        right = right[:-1]
    return f"{left},{right}" if right else left
