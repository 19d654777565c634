"""Rows that say nothing of their own: empty ones, the head again, amendments, notes, sums, lines for signatures.

Each heuristic answers or abstains.
"""

from __future__ import annotations

import re

from reviewer.activities.columns import header_at
from reviewer.activities.setting import RowKind, Setting
from reviewer.activities.vocabulary import begins_with, first_place, mentions, words_of
from reviewer.activities.wording import one_line

_BLANK_LINE = re.compile(r"_{3,}")
_AMENDING_POINT = re.compile(r"\(?\s*(?:п(?:ункт|\.)|строк|позици|раздел)\S*\s*[\d.,\s]+", re.IGNORECASE)


def empty(setting: Setting) -> RowKind | None:
    return "empty" if setting.row.own <= {"number"} and setting.row.single is None else None


def lone_number(setting: Setting) -> RowKind | None:
    row = setting.row
    return "empty" if row.own <= {"number"} and row.number is not None else None


def repeated_header(setting: Setting) -> RowKind | None:
    """The head again, or another head with titles for most of its columns."""
    cells = setting.grid.begun(setting.row.index)
    titles = {column.title.lower() for column in setting.header.columns if column.title}
    same = sum(one_line(cell.text).lower() in titles for cell in cells)
    if len(cells) > 1 and same * 2 > len(cells):
        return "header"
    found = header_at(setting.grid, setting.row.index)
    known = len(found.roles & setting.header.roles - {"unknown", "other"}) if found else 0
    return "header" if known > 2 else None  # noqa: PLR2004 - two titles may be chance


def column_numbers(setting: Setting) -> RowKind | None:
    """«1 | 2 | 3 | 4» below the head."""
    texts = [one_line(cell.text) for cell in setting.grid.begun(setting.row.index)]
    if len(texts) < 2 or not all(text.isdigit() for text in texts):  # noqa: PLR2004 - a row of numbers
        return None
    numbers = [int(text) for text in texts]
    return "header" if numbers == list(range(numbers[0], numbers[0] + len(numbers))) else None


def amendment(setting: Setting) -> RowKind | None:
    """«Приказом … от … № … дополнены пункты 9, 10»: how the document came to be, not what is planned."""
    text = setting.row.single
    if text is None or not any(sign.isdigit() for sign in text) or not mentions("rows", "amended", text):
        return None
    place = first_place("rows", "amending", words_of(text))
    named = place is not None and place[0] <= 1
    return "remark" if named or _AMENDING_POINT.match(text) else None


def remark(setting: Setting) -> RowKind | None:
    """A note, a sum or a line for a signature."""
    text = setting.row.single
    if text is not None and (text.startswith("*") or begins_with("blocks", "note", text)):
        return "remark"
    first = next(iter(setting.grid.begun(setting.row.index))).text
    if begins_with("blocks", "total", first):
        return "remark"
    signed = any(_BLANK_LINE.search(cell.text) for cell in setting.grid.begun(setting.row.index))
    return "remark" if signed and setting.row.number is None else None
