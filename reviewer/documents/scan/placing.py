"""Recognised lines as words on the sheet, in points, as the reader of PDF pages has them.

Tesseract boxes the ink of a word: «ноль» is lower than «Абзац». What places lines above each other, tells paragraphs
apart and finds titles needs the baseline and the size of the type, so both are worked out from the letters: some stand on
the baseline, some reach below it; some are as tall as a capital, some are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np

from reviewer.documents.pdf.words import ASCENT_SHARE, LINE_SHARE, Word
from reviewer.documents.scan.crops import Crop
from reviewer.documents.scan.recogniser import ReadLine, ReadWord
from reviewer.documents.scan.sheet import INK_BELOW, POINTS_PER_PX
from reviewer.language.morphology import is_known

_DEEP = frozenset("руфgjpqy()[]{}/|")
_SHALLOW = frozenset("дцщДЦЩQ,;")
_TALL = frozenset("бфёй0123456789bdfhklt()[]{}/|№!?")
_DEEP_SHARE, _SHALLOW_SHARE = 0.21, 0.15
_TALL_SHARE, _X_HEIGHT_SHARE = 0.67, 0.46
"""How far letters reach below the baseline and above it, as shares of the size of the type. Times New Roman, the face of
Russian office documents; others differ by a tenth.
"""

_USUAL_SHARE = 0.12
"""A line whose size differs from that of most of the page by less is of the same size: ink is measured to a pixel."""

_BLUR_PX = 2.0
"""Ink runs, and the scanner blurs it: small type would look bold beside large."""

_BOLD_SHARE = 1.33
"""Bold strokes are half as thick again and more, those of plain type differ by a sixth."""

_MIN_ROW_PX = 2
_MIN_SIZE_PT = 4.0
_SHORTEST_WORD = 3
_LONGEST_ABBREVIATION = 6


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Words of one line with its baseline and the size of its type, in points of the sheet. `stroke`: the thickness of its
    strokes as a multiple of the size.
    """

    words: ReadLine
    crop: Crop
    baseline: float
    size: float
    stroke: float


def placed_lines(lines: Iterable[ReadLine], crop: Crop) -> list[PlacedLine]:
    return [_placed(line, crop) for line in lines]


def words_of(lines: Sequence[PlacedLine]) -> Iterator[Word]:
    """All words in the order of the lines, their type in the page's usual size where it is near to that."""
    usual = median(line.size for line in lines) if lines else 0.0
    index = 0
    for line in lines:
        case = _misread_case(line, usual)
        size = usual if case or abs(line.size - usual) <= _USUAL_SHARE * usual else line.size
        for word in line.words:
            yield _word(replace(word, text=case(word.text)) if case else word, line, size, index)
            index += 1


def _misread_case(line: PlacedLine, usual: float) -> Callable[[str], str] | None:
    """What mends the case of a line that was read in the wrong one: a lone «школы» looks like «ШКОЛЫ» but for its height, so
    the case is taken in which its type has the page's usual size.
    """
    text = "".join(word.text for word in line.words)
    is_short = len(text) <= _SHORTEST_WORD or (len(text) <= _LONGEST_ABBREVIATION and not is_known(text))
    other = str.lower if text.isupper() else str.upper if text.islower() and is_short else None
    if other is None or abs(line.size - usual) <= _USUAL_SHARE * usual:
        return None
    size = _size_px(line.words, other) * POINTS_PER_PX
    return other if abs(size - usual) <= _USUAL_SHARE * usual else None


def bold_words(lines: Sequence[PlacedLine]) -> frozenset[int]:
    """The indexes that `words_of` gives to the words of lines whose strokes are thicker than most of the page's."""
    usual = median(line.stroke for line in lines) if lines else 0.0
    found: set[int] = set()
    index = 0
    for line in lines:
        if line.stroke > _BOLD_SHARE * usual:
            found.update(range(index, index + len(line.words)))
        index += len(line.words)
    return frozenset(found)


def _placed(line: ReadLine, crop: Crop) -> PlacedLine:
    line = tuple(_tight(word, crop) for word in line)
    stroke = _stroke_px(line, crop)
    if crop.turn:
        line = tuple(_on_crop(line, crop))
    size = _size_px(line)
    baseline = median(word.bottom - _below(word.text) * size for word in _lettered(line))
    size_pt = max(size * POINTS_PER_PX, _MIN_SIZE_PT)
    return PlacedLine(line, crop, (crop.top + baseline) * POINTS_PER_PX, size_pt, stroke / size)


def _tight(word: ReadWord, crop: Crop) -> ReadWord:
    """The word with the top and bottom of its ink: Tesseract's own boxes are often some pixels too large."""
    top, left = max(0, word.top), max(0, word.left)
    rows = np.flatnonzero((crop.pixels[top : word.bottom, left : word.right] < INK_BELOW).sum(axis=1) >= _MIN_ROW_PX)
    return replace(word, top=top + int(rows[0]), bottom=top + int(rows[-1]) + 1) if len(rows) else word


def _stroke_px(line: ReadLine, crop: Crop) -> float:
    """Twice the ink over its outline: the mean thickness of strokes that are longer than thick."""
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    part = crop.pixels[max(0, top) : bottom, max(0, line[0].left) : line[-1].right]
    ink = np.asarray(part < INK_BELOW, dtype=np.uint8)
    area = cv2.countNonZero(ink)
    outline = area - cv2.countNonZero(cv2.erode(ink, np.ones((3, 3), np.uint8)))
    return max(2 * area / max(outline, 1) - _BLUR_PX, 1.0)


def _lettered(line: ReadLine) -> list[ReadWord]:
    return [word for word in line if any(sign.isalnum() for sign in word.text)] or list(line)


def _size_px(line: ReadLine, case: Callable[[str], str] = str) -> float:
    """The size of the type by the heights of its words, as if they were in another case, in pixels."""
    texts = [(case(word.text), word.bottom - word.top) for word in _lettered(line)]
    return median(height / (_above(text) + _below(text)) for text, height in texts)


def _above(text: str) -> float:
    return _TALL_SHARE if any(sign.isupper() or sign in _TALL for sign in text) else _X_HEIGHT_SHARE


def _below(text: str) -> float:
    if _DEEP.intersection(text):
        return _DEEP_SHARE
    return _SHALLOW_SHARE if _SHALLOW.intersection(text) else 0.0


def _on_crop(line: ReadLine, crop: Crop) -> Iterator[ReadWord]:
    """The words of a turned crop side by side on the crop as it was, so that they stay in one line."""
    height = crop.pixels.shape[0]
    step = height / max(1, len(line))
    top = min(word.top for word in line)
    for number, word in enumerate(line):
        left = int(number * step)
        yield ReadWord(word.text, word.confidence, left, top, int(left + step * 0.8), top + word.bottom - word.top)


def _word(word: ReadWord, line: PlacedLine, size: float, index: int) -> Word:
    left = (line.crop.left + word.left) * POINTS_PER_PX
    right = (line.crop.left + word.right) * POINTS_PER_PX
    step = (right - left) / len(word.text)
    return Word(
        text=word.text,
        left=left,
        top=line.baseline - ASCENT_SHARE * size,
        right=right,
        bottom=line.baseline + (LINE_SHARE - ASCENT_SHARE) * size,
        baseline=line.baseline,
        turn=0,
        spaced=True,
        index=index,
        starts=tuple(left + step * number for number in range(len(word.text))),
    )
