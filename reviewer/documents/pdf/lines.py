"""Words put into lines, and lines cut where a wide gap stands between columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.documents.pdf.words import GAP_SHARE, Word

_SAME_LINE_SHARE = 0.45
"""Baselines nearer than this share of the taller word's height are one line: a superscript, a smaller face."""

_DOUBLE_PRINT_SHARE = 0.12


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
        return self.bottom - self.top

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
    parts: list[list[Word]] = [[line.words[0]]]
    right = line.words[0].right
    for word in line.words[1:]:
        if word.left - right > gap_pt:
            parts.append([])
        parts[-1].append(word)
        right = max(right, word.right)
    return [line] if len(parts) == 1 else [line_of(part) for part in parts]


def _rows(words: list[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    base = height = 0.0
    for word in sorted(words, key=lambda word: (word.baseline, word.left)):
        taller = max(height, word.height)
        if rows and word.baseline - base <= _SAME_LINE_SHARE * taller:
            rows[-1].append(word)
            if word.height > height:
                base, height = word.baseline, word.height
        else:
            rows.append([word])
            base, height = word.baseline, word.height
    return rows


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
