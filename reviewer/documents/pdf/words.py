"""The words of a page with their places, read from PDFium character by character.

A word is a run of characters on one baseline without a gap. It is the smallest thing that the rest of the reader moves
about, and keeps the left edge of each of its characters so that it can be cut where a cell's wall crosses it.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from reviewer.documents.pdf.frame import FULL_TURN, Frame, turn_of

GAP_SHARE = 0.16
"""A gap wider than this share of the character's height stands for a space that was not printed."""

_OVERLAP_SHARE = 0.5
_BASELINE_SHARE = 0.08
_SAMPLE = 80
_DOMINANT_SHARE = 0.6
_LINE_END_HYPHENS = {0x2: "-", 0xFFFE: "-", 0x2010: "-", 0x2011: "-"}
_BREAKS = frozenset((0xA, 0xD))
Corners = tuple[float, float, float, float]
"""Left, bottom, right, top on the page."""

Point = tuple[float, float]
_SPACES = frozenset((0x9, 0x20, 0xA0, 0x2002, 0x2003, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F, 0x3000))
_SEPARATORS = _SPACES | _BREAKS
_NOTHING = frozenset((0x0, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF))
_BOLD_WEIGHT = 600
_BOLD_NAMES = (b"bold", b"black", b"heavy")


@dataclass(frozen=True, slots=True)
class Word:
    """`left`, `top`, `right`, `bottom`, `baseline` and `starts` in points of the frame in which the word reads from left
    to right; `turn` is the quarter turn from the page's frame to that one. `spaced`: a space was printed before it.
    `index`: its first character on the page, in the order in which the page was drawn.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    turn: int
    spaced: bool
    index: int
    starts: tuple[float, ...]

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def cut(self, at: float) -> tuple[Word, Word] | None:
        """The word in two where a vertical line crosses it, None where no character is wholly on one side."""
        ends = (*self.starts[1:], self.right)
        before = sum(1 for start, end in zip(self.starts, ends, strict=True) if (start + end) / 2 < at)
        if not 0 < before < len(self.starts):
            return None
        edge = self.starts[before]
        head = replace(self, text=self.text[:before], right=edge, starts=self.starts[:before])
        tail = replace(self, text=self.text[before:], left=edge, starts=self.starts[before:], spaced=True)
        return head, tail


class PageText:
    """The text of one open page. Closed by its owner."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._text = page.get_textpage()
        self.length = max(0, self._text.count_chars())

    def close(self) -> None:
        self._text.close()

    def dominant_turn(self) -> int:
        """The quarter turn, counter-clockwise on the unturned page, at which most of the text reads."""
        step = max(1, self.length // _SAMPLE)
        turns = Counter(self._turn(index) for index in range(0, self.length, step) if self._is_printed(index))
        known = {turn: count for turn, count in turns.items() if turn is not None}
        if not known:
            return 0
        turn, count = max(known.items(), key=lambda item: (item[1], -item[0]))
        return turn if count >= _DOMINANT_SHARE * sum(known.values()) else 0

    def is_bold(self, word: Word) -> bool:
        """Whether the word's first letter is of a bold face, by the font's weight or its name."""
        if pdfium.FPDFText_GetFontWeight(self._text, word.index) >= _BOLD_WEIGHT:
            return True
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._text, word.index, name, len(name), flags)
        return any(mark in name.value.lower() for mark in _BOLD_NAMES)

    def words(self, frame: Frame, upright_turn: int) -> list[Word]:
        """All words in drawing order. `frame` is the page's, turned by `upright_turn` already."""
        own_frames = {turn: frame.turned((turn - upright_turn) % FULL_TURN) for turn in range(0, FULL_TURN, 90)}
        text, box = self._text, pdfium.FS_RECTF()
        get_code, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        words: list[Word] = []
        run, spaced = _NO_RUN, False
        for index in range(self.length):
            code = get_code(text, index)
            if code in _SEPARATORS:
                run.close(words)
                run, spaced = _NO_RUN, code not in _BREAKS
            elif code not in _NOTHING and get_box(text, index, box):
                if box.bottom == run.floor and run.low <= box.left - run.right <= run.high:
                    run.add(code, box.left, box.right, box.top)
                    continue
                corners = (box.left, box.bottom, box.right, box.top)
                point, turn = self._origin(index), self._turn(index)
                if turn is None:
                    continue
                if run.accepts(corners, point, turn):
                    run.extend(code, corners)
                    continue
                run.close(words)
                run = _Run(index, code, corners, point, turn, own_frames[turn], (turn - upright_turn) % FULL_TURN, spaced)
                spaced = False
        run.close(words)
        return words

    def _origin(self, index: int) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self._text, index, x, y)
        return x.value, y.value

    def _turn(self, index: int) -> int | None:
        return turn_of(FULL_TURN - math.degrees(pdfium.FPDFText_GetCharAngle(self._text, index)))

    def _is_printed(self, index: int) -> bool:
        return pdfium.FPDFText_GetUnicode(self._text, index) > 0x20  # noqa: PLR2004 - the last control character


class _Run:
    """A word in the making. Level text stays in the page's own coordinates until it is whole: that is the usual case,
    and the place where the time of the reader goes. `floor` is what its next character must stand on, `low` and `high`
    the gap that may lie before it.
    """

    __slots__ = (
        "_baseline", "_bottom", "_codes", "_frame", "_index", "_left", "_level", "_spaced", "_starts", "_top", "_turn",
        "_raw_turn", "floor", "high", "low", "right",
    )  # fmt: skip

    def __init__(
        self, index: int, code: int, corners: Corners, point: Point, raw_turn: int, frame: Frame, turn: int, spaced: bool
    ) -> None:
        self._level = raw_turn == 0
        self._frame, self._turn, self._raw_turn, self._spaced, self._index = frame, turn, raw_turn, spaced, index
        self._left, self._bottom, self.right, self._top = self._oriented(corners)
        self._baseline = point[1] if self._level else -frame.place(*point)[1]
        self._codes, self._starts = [code], [self._left]
        height = self._top - self._bottom
        self.floor = corners[1] if self._level else math.nan
        self.low, self.high = -_OVERLAP_SHARE * height, GAP_SHARE * height

    def _oriented(self, corners: Corners) -> Corners:
        """Left, bottom, right and top in the direction of reading, y upwards."""
        if self._level:
            return corners
        left, top, right, bottom = self._frame.box(*corners)
        return left, -bottom, right, -top

    def add(self, code: int, left: float, right: float, top: float) -> None:
        self._codes.append(code)
        self._starts.append(left)
        self.right = right
        if top > self._top:
            self._top = top

    def accepts(self, corners: Corners, point: Point, raw_turn: int) -> bool:
        if raw_turn != self._raw_turn:
            return False
        baseline = point[1] if self._level else -self._frame.place(*point)[1]
        left = self._oriented(corners)[0]
        return (
            self.low <= left - self.right <= self.high
            and abs(baseline - self._baseline) <= _BASELINE_SHARE * (self._top - self._bottom)
        )

    def extend(self, code: int, corners: Corners) -> None:
        left, bottom, right, top = self._oriented(corners)
        self.add(code, left, right, top)
        self._bottom = min(self._bottom, bottom)

    def close(self, words: list[Word]) -> None:
        """Put the finished word among the others."""
        if self._level:
            dx, y0 = self._frame.x0, self._frame.y0
        else:
            dx, y0 = 0.0, 0.0
        words.append(
            Word(
                text="".join(_LINE_END_HYPHENS.get(code) or chr(code) for code in self._codes),
                left=self._left + dx,
                top=y0 - self._top,
                right=self.right + dx,
                bottom=y0 - self._bottom,
                baseline=y0 - self._baseline,
                turn=self._turn,
                spaced=self._spaced,
                index=self._index,
                starts=tuple(start + dx for start in self._starts),
            )
        )


class _NoRun(_Run):
    """Between words."""

    def __init__(self) -> None:
        self.floor = math.nan

    def accepts(self, corners: Corners, point: Point, raw_turn: int) -> bool:  # noqa: ARG002 - nothing is joined to nothing
        return False

    def close(self, words: list[Word]) -> None:
        pass


_NO_RUN = _NoRun()
