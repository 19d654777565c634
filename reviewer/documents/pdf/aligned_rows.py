"""Where the rows of a table without rules begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.documents.pdf.lines import Line

_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5})\s*[.)]?")
_MIN_NUMBERS = 2
_WIDE_LEADING = 1.22


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers of the lines that make a row. `spanning`: it is one cell across all columns."""

    lines: tuple[int, ...]
    spanning: bool = False


def is_row_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def rows_of(
    lines: Sequence[Line],
    columns: Sequence[tuple[str, ...]],
    *,
    spanning: set[int],
    header: tuple[tuple[str, ...], ...],
    wraps: Sequence[tuple[bool, ...]],
    is_bold: Sequence[bool],
) -> list[Row]:
    """The rows from the top down.

    Args:
        lines: All lines of the table.
        columns: For each line its text in each column.
        spanning: Numbers of the lines that lie across the columns.
        header: The lines of the header on the page before, where the table goes on.
        wraps: For each line and column whether its first word had no room on the line before.
        is_bold: Which lines are bold.
    """
    head = len(header) if header and tuple(columns[: len(header)]) == header else 0
    starts = _row_starts(lines, columns, spanning, head, wraps) | {header_end(is_bold)}
    rows: list[Row] = []
    for index in range(len(lines)):
        is_across = index in spanning
        joins = bool(rows) and index not in starts and rows[-1].spanning is is_across
        if joins:
            rows[-1] = Row((*rows[-1].lines, index), is_across)
        else:
            rows.append(Row((index,), is_across))
    return rows


def _row_starts(
    lines: Sequence[Line],
    columns: Sequence[tuple[str, ...]],
    across: set[int],
    head: int,
    wraps: Sequence[tuple[bool, ...]],
) -> set[int]:
    numbered = {i for i, texts in enumerate(columns) if is_row_number(texts[0]) and i not in across and i >= head}
    wide = _set_off(lines)
    starts = {0, head}
    if len(numbered) >= _MIN_NUMBERS or (head and numbered):
        blocks = _blocks(len(lines), wide | across | {head})
        one_each = all(sum(1 for i in block if i in numbered) <= 1 for block in blocks)
        covered = sum(1 for block in blocks if any(i in numbered for i in block))
        if wide and one_each and covered * 2 > len(blocks):
            return starts | {block[0] for block in blocks}
        return starts | numbered
    if len(wide) >= _MIN_NUMBERS:
        return starts | wide
    return starts | {i for i in range(1, len(lines)) if _begins_anew(columns[i - 1], columns[i], wraps[i])}


def _begins_anew(before: tuple[str, ...], texts: tuple[str, ...], wraps: tuple[bool, ...]) -> bool:
    """Whether a line begins a row of a table without numbers: its first column begins a sentence, and some column begins
    after a blank or although there was room on the line before.
    """
    if not texts[0] or texts[0].lstrip('«"(')[:1].islower():
        return False
    begun = [
        text and (not above or (not wrapped and not text[:1].islower()))
        for above, text, wrapped in zip(before, texts, wraps, strict=True)
    ]
    return any(begun)


def _set_off(lines: Sequence[Line]) -> set[int]:
    """Lines with clearly more white above them than the lines of this table usually have."""
    gaps = [b.baseline - a.baseline for a, b in pairwise(lines)]
    usual = sorted(gap for gap in gaps if gap > 0)
    if not usual:
        return set()
    leading = usual[len(usual) // 4]
    return {index for index, gap in enumerate(gaps, start=1) if gap > _WIDE_LEADING * leading}


def _blocks(count: int, starts: set[int]) -> list[list[int]]:
    blocks: list[list[int]] = []
    for index in range(count):
        if index in starts or not blocks:
            blocks.append([])
        blocks[-1].append(index)
    return blocks


def bold_lines(lines: Sequence[Line], bold: frozenset[int]) -> list[bool]:
    return [line.words[0].index in bold and line.words[-1].index in bold for line in lines]


def headings(columns: Sequence[tuple[str, ...]], is_bold: Sequence[bool]) -> set[int]:
    """Bold lines in one column of a table whose text is not bold: headings that are too short to reach a second column."""
    if sum(is_bold) * 2 > len(is_bold):
        return set()
    first = next((index for index, flag in enumerate(is_bold) if not flag), 0)
    return {
        index
        for index, flag in enumerate(is_bold)
        if flag and index > first and sum(map(bool, columns[index])) == 1 and not is_row_number(columns[index][0])
    }


def header_end(is_bold: Sequence[bool]) -> int:
    """How many bold lines the table begins with, 0 where all of it is bold."""
    return next((index for index, flag in enumerate(is_bold) if not flag), 0)
