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

LINE_SHARE = 1.15
"""Height of a line without leading, as a share of the font's size."""

ASCENT_SHARE = 0.9
_MIN_SIZE_PT = 0.5
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
_NOTHING = frozenset((0x0, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF))
_UNPRINTED = _SPACES | _BREAKS | _NOTHING
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


@dataclass(frozen=True, slots=True)
class _Seen:
    """A character as PDFium sees it, in the page's own coordinates; `size` of its font in points."""

    index: int
    code: int
    corners: Corners
    point: Point
    turn: int
    size: float


class PageText:
    """The text of one open page. Closed by its owner."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page_text = page.get_textpage()
        self._text = self._page_text.raw
        self._x, self._y, self._matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
        self.length = max(0, self._page_text.count_chars())

    def close(self) -> None:
        self._page_text.close()

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
        own_turns = {turn: (turn - upright_turn) % FULL_TURN for turn in range(0, FULL_TURN, 90)}
        frames = {turn: frame.turned(own) for turn, own in own_turns.items()}
        text, box = self._text, pdfium.FS_RECTF()
        get_code, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        words: list[Word] = []
        run: _Run | None = None
        spaced = False
        turn = 0
        for index in range(self.length):
            code = get_code(text, index)
            if code in _UNPRINTED:
                if code in _NOTHING:
                    continue
                if run is not None:
                    words.append(run.word(own_turns[turn]))
                run, spaced = None, code not in _BREAKS
            elif get_box(text, index, box):
                left, right = box.left, box.right
                if run is not None and box.bottom == run.floor and run.low <= left - run.right <= run.high:
                    run.codes.append(code)
                    run.starts.append(left)
                    run.right = right
                    continue
                seen = self._seen(index, code, (left, box.bottom, right, box.top))
                if seen is None or (run is not None and run.extend(seen)):
                    continue
                if run is not None:
                    words.append(run.word(own_turns[turn]))
                turn = seen.turn
                run, spaced = _Run(seen, frames[turn], spaced=spaced), False
        if run is not None:
            words.append(run.word(own_turns[turn]))
        return words

    def _seen(self, index: int, code: int, corners: Corners) -> _Seen | None:
        """All that is known of one character, None where its text is slanted."""
        turn = self._turn(index)
        if turn is None:
            return None
        x, y, matrix = self._x, self._y, self._matrix
        pdfium.FPDFText_GetCharOrigin(self._text, index, x, y)
        size = pdfium.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
        if size < _MIN_SIZE_PT:
            size = max(corners[3] - corners[1], _MIN_SIZE_PT)
        return _Seen(index, code, corners, (x.value, y.value), turn, size)

    def _turn(self, index: int) -> int | None:
        """The quarter turn at which a character reads; its matrix is kept for its size."""
        matrix = self._matrix
        if not pdfium.FPDFText_GetMatrix(self._text, index, matrix):
            matrix.a, matrix.b, matrix.c, matrix.d = 1.0, 0.0, 0.0, 1.0
        return turn_of(math.degrees(math.atan2(matrix.b, matrix.a)))

    def _is_printed(self, index: int) -> bool:
        return bool(pdfium.FPDFText_GetUnicode(self._text, index) > 0x20)  # noqa: PLR2004 - the last control character


class _Run:
    """A word in the making, on the page's own coordinates where it is level: that is the usual case, and the place where
    the time of the reader goes. `floor` is what its next character must stand on, `low` and `high` the gap before it.
    """

    __slots__ = (
        "_baseline",
        "_frame",
        "_level",
        "_seen",
        "_spaced",
        "codes",
        "floor",
        "high",
        "low",
        "right",
        "starts",
    )

    def __init__(self, seen: _Seen, frame: Frame, *, spaced: bool) -> None:
        self._seen, self._frame, self._level, self._spaced = seen, frame, seen.turn == 0, spaced
        left, self.right = self._extent(seen.corners)
        self._baseline = self._height_of(seen.point)
        self.codes, self.starts = [seen.code], [left]
        self.floor = seen.corners[1] if self._level else math.nan
        self.low, self.high = -_OVERLAP_SHARE * seen.size, GAP_SHARE * LINE_SHARE * seen.size

    def _extent(self, corners: Corners) -> tuple[float, float]:
        """Where a character begins and ends in the direction of reading."""
        if self._level:
            return corners[0], corners[2]
        left, _, right, _ = self._frame.box(*corners)
        return left, right

    def _height_of(self, point: Point) -> float:
        return point[1] if self._level else -self._frame.place(*point)[1]

    def extend(self, seen: _Seen) -> bool:
        """Take the character where it goes on with the word."""
        if seen.turn != self._seen.turn:
            return False
        left, right = self._extent(seen.corners)
        shift = abs(self._height_of(seen.point) - self._baseline)
        if not self.low <= left - self.right <= self.high or shift > _BASELINE_SHARE * self._seen.size:
            return False
        self.codes.append(seen.code)
        self.starts.append(left)
        self.right = right
        return True

    def word(self, turn: int) -> Word:
        """The finished word, which reads at `turn` on its page."""
        dx, y0 = (self._frame.x0, self._frame.y0) if self._level else (0.0, 0.0)
        baseline, size = y0 - self._baseline, self._seen.size
        return Word(
            text="".join(map(chr, self.codes)).translate(_LINE_END_HYPHENS),
            left=self.starts[0] + dx,
            top=baseline - ASCENT_SHARE * size,
            right=self.right + dx,
            bottom=baseline + (LINE_SHARE - ASCENT_SHARE) * size,
            baseline=baseline,
            turn=turn,
            spaced=self._spaced,
            index=self._seen.index,
            starts=tuple([start + dx for start in self.starts]) if dx else tuple(self.starts),
        )
