"""The text of a cell out of its printed lines: wraps become spaces, cut words are made whole, paragraphs stay apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.documents.pdf.lines import Line
from reviewer.language.mending import join_lines

_MARKER = re.compile(
    r"(?:[•●▪■◦‣·\uf0b7\uf0a7–—-]\s+\S|\d{1,2}(?:\.\d{1,2})+[.)]?\s+\S|\d{1,2}[.)]\s+[^\W\d_]|[а-яёa-z]\)\s*\S)"
)
_DASH = re.compile(r"[–—-]\s")
_SENTENCE_END = (".", ";", ":", "!", "?")
_OPENING = "«\"“„'([‹"
_FULL_SHARE = 0.9
_FIT_SLACK_SHARE = 0.35
_SPACE_SHARE = 0.25
_PARAGRAPH_LEADING = 1.45
_LONE_GAP_SHARE = 1.95
_CENTRED_PT = 2.5
_RIGHT_SHARE = 0.35
"""A line that ends at the right edge and begins this far from the left one is flush right."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line with what its place says about the next one, in points.

    Attributes:
        room: How much the column had left after the line; None where the layout is not known.
        first_word: Width of its first word.
        gap: Distance from the baseline of the line before it in the same column and page, None for the first.
    """

    text: str
    height: float
    room: float | None = None
    first_word: float = 0.0
    gap: float | None = None

    @property
    def is_full(self) -> bool | None:
        """Whether no letter more had room; None where that is not known."""
        return None if self.room is None else self.room <= _FULL_SHARE * self.height


def printed_lines(lines: Sequence[Line], left: float, right: float) -> tuple[PrintedLine, ...]:
    """The lines of a column whose text may run from `left` to `right` (points), from the top down."""
    printed = []
    before: Line | None = None
    for line in lines:
        same_direction = before is not None and before.turn == line.turn
        printed.append(
            PrintedLine(
                text=line.text,
                height=line.height,
                room=_room(line, left, right) if line.turn == 0 else None,
                first_word=line.first_word_width,
                gap=line.baseline - before.baseline if before is not None and same_direction else None,
            )
        )
        before = line
    return tuple(printed)


def cell_text(lines: Sequence[PrintedLine]) -> str:
    """Paragraphs and list items on lines of their own, separated by a line feed."""
    paragraphs: list[list[PrintedLine]] = []
    gaps = [line.gap for line in lines if line.gap is not None and line.gap > 0]
    leading = min(gaps) if len(gaps) > 1 else None
    for line in lines:
        if paragraphs and not starts_paragraph(paragraphs[-1][-1], line, leading):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    joined = (join_lines([line.text for line in part], full=[line.is_full for line in part]) for part in paragraphs)
    return "\n".join(text for text in joined if text)


def starts_paragraph(before: PrintedLine, line: PrintedLine, leading: float | None) -> bool:
    """Whether a line begins a paragraph: it is set off, it is a list item, or its first word had room on the line before."""
    if line.gap is not None:
        usual = _PARAGRAPH_LEADING * leading if leading is not None else _LONE_GAP_SHARE * line.height
        if line.gap > usual:
            return True
    had_place = had_room(before, line)
    ended = before.text.endswith(_SENTENCE_END)
    if is_list_item(line.text):
        return had_place or ended or not _DASH.match(line.text)
    return had_place and (ended or not _begins_in_lower_case(line.text))


def is_list_item(text: str) -> bool:
    """Whether a line begins with a bullet, a number or a letter of a list, and text after it."""
    return bool(_MARKER.match(text))


def _begins_in_lower_case(text: str) -> bool:
    first = text.lstrip(_OPENING)[:1]
    return first.islower() or not first.isalnum()


def had_room(before: PrintedLine, line: PrintedLine) -> bool:
    """Whether the first word of a line would have had room on the line before it, where that is known."""
    if before.room is None or line.room is None:
        return False
    return before.room > line.first_word + (_SPACE_SHARE + _FIT_SLACK_SHARE) * line.height


def _room(line: Line, left: float, right: float) -> float:
    before, after = line.left - left, right - line.right
    if after <= _CENTRED_PT and before > _RIGHT_SHARE * (right - left):
        return before
    centred = before > _CENTRED_PT and abs(before - after) <= _CENTRED_PT
    return before + after if centred else after
