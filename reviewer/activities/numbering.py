"""Numbers of activities: in a column of their own, before the text, and several in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.activities.wording import one_line

_NUMBER = re.compile(
    r"(?:№\s*)?(?P<number>(?:\d{1,3}[а-я]?|[IVXLCХІ]{1,6}|[А-ЯЁа-яёA-Z])(?:\s*\.\s*\d{1,3}|(?<=\d),\d{1,2})*)\s*[.)]*",
)
_ROMAN = re.compile(r"\s*[IVXLCХІ]{1,6}(?=[\s.)]|$)")
_LEAD = re.compile(
    r"(?!\s*\d{1,2}\.\d{1,2}\.\d{2,4}\b)"  # a date is no number
    r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})+(?=\.|\)|\s*[А-ЯЁA-Z«\"„])|\d{1,3}(?=[.)](?!\d)))"
    r"[.)]*\s*(?=\S)",
)
_ITEM = re.compile(r"(?P<before>^|\n|[:;.]\s+)\s*(?P<number>\d{1,2}(?:\.\d{1,2})+)[.)]*\s*(?=[А-ЯЁA-Z«\"„])")
_FLAT_ITEM = re.compile(r"(?:^|\n)\s*(?P<number>\d{1,2})[.)]\s*(?=[^\d\s])")


@dataclass(frozen=True, slots=True)
class Piece:
    """One numbered part of a cell. `number` is None for what stands before the first number."""

    number: str | None
    text: str


def normalized_number(text: str) -> str | None:
    """«3.1.» as «3.1», «№ 5)» as «5», «3,1» of a workbook as «3.1»; None where the text is no number."""
    match = _NUMBER.fullmatch(one_line(text))
    return re.sub(r"\s", "", match.group("number")).replace(",", ".") if match else None


def is_roman(text: str) -> bool:
    return _ROMAN.match(text) is not None


def split_lead(text: str) -> Piece:
    """The number that a text begins with, and the rest."""
    match = _LEAD.match(text)
    return Piece(match.group("number"), text[match.end() :]) if match else Piece(None, text)


def prefix_of(number: str) -> str | None:
    """«3.1» hangs on «3»; None for a number of one level."""
    head, dot, _ = number.rpartition(".")
    return head if dot else None


def follows(number: str, previous: str) -> bool:
    """Whether a number is the next one after another of the same level."""
    head, _, last = number.rpartition(".")
    previous_head, _, previous_last = previous.rpartition(".")
    return head == previous_head and last.isdigit() and previous_last.isdigit() and int(last) == int(previous_last) + 1


def split_items(text: str) -> list[Piece]:
    """Cut a cell before each number of several levels that begins a line or follows a colon, or that is the next one
    after the item before it.

    The first piece is what stands before them, or the whole text. The number at the very beginning is left to it.
    """
    cuts: list[re.Match[str]] = []
    for match in _ITEM.finditer(text):
        if match.start("number") == len(text) - len(text.lstrip()):
            continue
        opens = match.group("before") in {"", "\n"} or match.group("before").startswith(":")
        if opens or (cuts and follows(match.group("number"), cuts[-1].group("number"))):
            cuts.append(match)
    return _cut(text, cuts)


def split_flat_items(text: str) -> list[Piece]:
    """Cut a cell that holds «1. … 2. … 3. …», each on a line of its own and in order from 1; else the whole text."""
    cuts = list(_FLAT_ITEM.finditer(text))
    numbers = [int(cut.group("number")) for cut in cuts]
    counted = len(cuts) > 1 and numbers == list(range(1, len(cuts) + 1))
    pieces = _cut(text, cuts) if counted else [Piece(None, text)]
    return [piece for piece in pieces if piece.text.strip()]


def _cut(text: str, cuts: list[re.Match[str]]) -> list[Piece]:
    ends = [cut.start("number") for cut in cuts] + [len(text)]
    pieces = [Piece(None, text[: ends[0]])]
    for cut, end in zip(cuts, ends[1:], strict=True):
        pieces.append(Piece(cut.group("number"), text[cut.end() : end]))
    return pieces
