"""The text of a cell: plain, or in runs of different looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO

from reviewer.documents.characters import plain_lines
from reviewer.documents.docx.lines import whole_words
from reviewer.documents.safe_xml import Element, open_xml
from reviewer.documents.xlsx.styles import is_set

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes what XML has no character for: «_x000D_» is the end of a line."""


@dataclass(frozen=True, slots=True)
class Text:
    """`bold`: whether all of it is, None where only the cell's style says so."""

    text: str
    bold: bool | None = None


def read_strings(stream: IO[bytes]) -> list[Text]:
    """The strings that cells name by their place, in order. Raises: what `open_xml` raises."""
    found: list[Text] = []
    for event, element in open_xml(stream, ("{*}si",)):
        if event == "end":
            found.append(text_of(element))
            forget(element)
    return found


def forget(element: Element) -> None:
    """Free an element that was read, and those before it in the same parent."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def text_of(item: Element) -> Text:
    """Of an `si` or an `is`. The phonetic guides of rich text (`rPh`) are left out."""
    runs = list(item.iterchildren("{*}r"))
    if not runs:
        return Text(printed("".join(part.text or "" for part in item.iterchildren("{*}t"))))
    written = [run for run in runs if _text_in(run).strip()]
    return Text(printed("".join(map(_text_in, runs))), _all_bold(written))


def printed(text: str) -> str:
    """Lines as they are printed, words whole."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: _character(match[1]), text)
    return whole_words(plain_lines(text.replace("\r\n", "\n")))


def _character(code: str) -> str:
    number = int(code, 16)
    return "\n" if number in {0x0A, 0x0D} else chr(number) if number >= 0x20 and not 0xD800 <= number < 0xE000 else ""  # noqa: PLR2004


def _text_in(run: Element) -> str:
    return "".join(part.text or "" for part in run.iterchildren("{*}t"))


def _all_bold(runs: list[Element]) -> bool | None:
    looks = [run.find("{*}rPr") for run in runs]
    if any(look is None for look in looks):
        return None
    marks = [look.find("{*}b") for look in looks if look is not None]
    return all(mark is not None and is_set(mark.get("val"), default=True) for mark in marks)
