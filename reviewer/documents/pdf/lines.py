"""Words put into lines, and lines cut where a wide gap stands between columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.documents.pdf.words import GAP_SHARE, Word

_SAME_LINE_SHARE = 0.45
"""A raised or lowered sign stands no further from the baseline than this share of the line's height."""

_JITTER_SHARE = 0.2
_SMALL_SHARE = 0.85
_DOUBLE_PRINT_SHARE = 0.12
_MARKER = re.compile(r"[•●▪■◦‣·\uf0b7\uf0a7–—-]|\d{1,2}(?:\.\d{1,2})*[.)]|[а-яёa-z]\)")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline from left to right. Points in the frame in which it reads from left to right."""

    words: tuple[Word, ...]
    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float

    @property
    def height(self) -> float:
        """Height of its tallest word, in points."""
        return max(word.height for word in self.words)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def turn(self) -> int:
        return self.words[0].turn

    @property
    def first_word_width(self) -> float:
        """How much room the line's first word needs, up to its first printed space."""
        right = self.words[0].right
        for word in self.words[1:]:
            if _is_apart(right, word):
                break
            right = word.right
        return right - self.left


def line_of(words: Sequence[Word]) -> Line:
    """The line of words that stand on one baseline, in any order."""
    ordered = _once(sorted(words, key=lambda word: (word.left, word.index)))
    pieces = [ordered[0].text]
    right = ordered[0].right
    for word in ordered[1:]:
        if _is_apart(right, word):
            pieces.append(" ")
        pieces.append(word.text)
        right = max(right, word.right)
    tallest = max(ordered, key=lambda word: word.height)
    return Line(
        words=tuple(ordered),
        text="".join(pieces),
        left=ordered[0].left,
        top=min(word.top for word in ordered),
        right=right,
        bottom=max(word.bottom for word in ordered),
        baseline=tallest.baseline,
    )


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Lines from the top down; text at a quarter turn follows the level text, in its own order."""
    by_turn: dict[int, list[Word]] = {}
    for word in words:
        by_turn.setdefault(word.turn, []).append(word)
    return [line_of(row) for turn in sorted(by_turn) for row in _rows(by_turn[turn])]


def segments_of(line: Line, gap_pt: float) -> list[Line]:
    """The line cut at every gap wider than `gap_pt`."""
    return _cut(line, gap_pt, keep_markers=False)


def columns_of(line: Line, gap_pt: float) -> list[Line]:
    """The line cut at every gap wider than `gap_pt`, except after the bullet or the number of a list item."""
    return _cut(line, gap_pt, keep_markers=True)


def _cut(line: Line, gap_pt: float, *, keep_markers: bool) -> list[Line]:
    parts: list[list[Word]] = [[line.words[0]]]
    right = line.words[0].right
    for word in line.words[1:]:
        last = parts[-1][-1]
        is_marked = keep_markers and len(parts[-1]) == 1 and _marks(last, word)
        if word.left - right > gap_pt and not is_marked:
            parts.append([])
        parts[-1].append(word)
        right = max(right, word.right)
    return [line] if len(parts) == 1 else [line_of(part) for part in parts]


def _marks(marker: Word, word: Word) -> bool:
    same_baseline = abs(marker.baseline - word.baseline) <= _JITTER_SHARE * word.height
    return same_baseline and _MARKER.fullmatch(marker.text) is not None


def _rows(words: list[Word]) -> list[list[Word]]:
    """Words grouped by baseline from the top down; raised and lowered signs go to the line that they touch."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.left)):
        if rows and word.baseline - rows[-1][0].baseline <= _JITTER_SHARE * min(word.height, rows[-1][0].height):
            rows[-1].append(word)
        else:
            rows.append([word])
    index = 0
    while index + 1 < len(rows):
        if _is_shifted(rows[index], rows[index + 1]) or _is_shifted(rows[index + 1], rows[index]):
            rows[index : index + 2] = [rows[index] + rows[index + 1]]
        else:
            index += 1
    return rows


def _is_shifted(signs: list[Word], row: list[Word]) -> bool:
    """Whether these are small signs set above or below the baseline of a line, next to its words."""
    height = max(word.height for word in row)
    shift = abs(signs[0].baseline - row[0].baseline)
    if shift > _SAME_LINE_SHARE * height or max(word.height for word in signs) > _SMALL_SHARE * height:
        return False
    return all(
        any(abs(sign.left - word.right) <= height / 2 or abs(word.left - sign.right) <= height / 2 for word in row)
        for sign in signs
    )


def _is_apart(right: float, word: Word) -> bool:
    return word.spaced or word.left - right > GAP_SHARE * word.height


def _once(words: list[Word]) -> list[Word]:
    """Words without those printed twice with a small shift, as some writers make bold."""
    kept: list[Word] = []
    for word in words:
        last = kept[-1] if kept else None
        if last and last.text == word.text and abs(last.left - word.left) <= _DOUBLE_PRINT_SHARE * word.height:
            continue
        kept.append(word)
    return kept
