"""A page turned upright and made level.

Letters stand closer to their neighbours in a line than lines to each other: smeared along the lines they run together
into few blobs, across them into many. That tells a sheet that lies on its side. Which end is up is told by recognising a
few lines. The remaining slant is the one at which the rows of pixels differ most from their neighbours (projection
profiles; Postl, 1986).
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from reviewer.documents.scan.recogniser import LINE, Picture, Recogniser

MAX_SLANT_DEGREES = 6.0
_SLANT_STEPS = ((0.5, MAX_SLANT_DEGREES), (0.1, 0.5), (0.02, 0.1))
_LEVEL_DEGREES = 0.03
_PROFILE_SCALE = 0.25
_BLOB_SCALE = 0.5
_SMEAR_PX = 7
_LINE_SMEAR_PX = 25
_LETTER_PX = (4, 60)
_MIN_LETTERS = 12
_SIDEWAYS_SHARE = 0.75
_THRESHOLD_BLOCK = 31
_THRESHOLD_OFFSET = 15
_SAMPLE_LINES = 4
_LINE_HEIGHT_PX = (10, 60)
_LINE_MIN_WIDTH_PX = 90
_LINE_MARGIN_PX = 6
_SURE = 0.75
"""A sample read with this confidence is the right way up."""


def upright(page: Picture, recogniser: Recogniser, *, turn: int = 0) -> tuple[Picture, int]:
    """The page the right way up, and the quarter turns (counter-clockwise) that made it so.

    `turn`: the quarter turns of the page before, tried first among those that are possible.
    """
    letters = _letters(page)
    possible = [0, 2] if _lies_level(letters) else [3, 1]
    if turn in possible:
        possible.sort(key=lambda other: other != turn)
    blobs = _line_boxes(letters if possible[0] % 2 == 0 else np.ascontiguousarray(letters.T))
    if not blobs:
        return _turned(page, possible[0]), possible[0]
    best, best_confidence = possible[0], -1.0
    for candidate in possible:
        confidence = _confidence(_turned(page, candidate), candidate, blobs, recogniser)
        if confidence > best_confidence:
            best, best_confidence = candidate, confidence
        if confidence >= _SURE:
            break
    return _turned(page, best), best


def level(page: Picture) -> Picture:
    """The page turned by its slant, the corners that come in filled with white."""
    slant = slant_of(page)
    if abs(slant) < _LEVEL_DEGREES:
        return page
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
    turned = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return np.asarray(turned, dtype=np.uint8)


def slant_of(page: Picture) -> float:
    """Degrees, clockwise positive, by which the lines of an upright page leave the horizontal."""
    ink = _ink(page, _PROFILE_SCALE)
    best = 0.0
    for step, reach in _SLANT_STEPS:
        candidates = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(candidates, key=lambda degrees: _sharpness(ink, float(degrees))))
    return best


def _sharpness(ink: Picture, degrees: float) -> float:
    """How much neighbouring rows differ in ink once the page is sheared by an angle."""
    height, width = ink.shape
    shear = np.array([[1, 0, 0], [-np.tan(np.radians(degrees)), 1, 0]], dtype=np.float32)
    rows = cv2.warpAffine(ink, shear, (width, height), flags=cv2.INTER_NEAREST).sum(axis=1, dtype=np.int64)
    return float((np.diff(rows).astype(np.float64) ** 2).sum())


def _ink(page: Picture, scale: float) -> Picture:
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = cv2.adaptiveThreshold(
        small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _THRESHOLD_BLOCK, _THRESHOLD_OFFSET
    )
    return np.asarray(found, dtype=np.uint8)


def _letters(page: Picture) -> Picture:
    """The ink of a page at half its size, without what is too small or too large for a letter."""
    ink = _ink(page, _BLOB_SCALE)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    smallest, largest = _LETTER_PX
    kept = (sides.max(axis=1) >= smallest) & (sides.max(axis=1) <= largest)
    kept[0] = False
    return np.asarray(kept[labels], dtype=np.uint8)


def _lies_level(letters: Picture) -> bool:
    along = cv2.connectedComponents(cv2.dilate(letters, np.ones((1, _SMEAR_PX), np.uint8)))[0]
    across = cv2.connectedComponents(cv2.dilate(letters, np.ones((_SMEAR_PX, 1), np.uint8)))[0]
    return bool(across < _MIN_LETTERS or across >= _SIDEWAYS_SHARE * along)


def _line_boxes(letters: Picture) -> list[tuple[int, int, int, int]]:
    """The longest lines of text: left, top, width, height in pixels of the whole page that was given."""
    smeared = cv2.dilate(letters, np.ones((1, _LINE_SMEAR_PX), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(smeared)
    shortest, tallest = _LINE_HEIGHT_PX
    found = [
        tuple(int(side / _BLOB_SCALE) for side in box[:4])
        for box in stats[1:]
        if shortest <= box[3] <= tallest and box[2] >= _LINE_MIN_WIDTH_PX
    ]
    longest = sorted(found, key=lambda box: (-box[2], box))[:_SAMPLE_LINES]
    return [(left, top, width, height) for left, top, width, height in longest]


def _confidence(page: Picture, turn: int, boxes: Iterable[tuple[int, int, int, int]], recogniser: Recogniser) -> float:
    """How surely sample lines of a turned page are read. `boxes`: on the page as it came, or on its transpose."""
    height, width = page.shape
    crops = []
    for left, top, wide, high in boxes:
        x = width - left - wide if turn in {2, 3} else left
        y = height - top - high if turn in {1, 2} else top
        margin = _LINE_MARGIN_PX
        crops.append(page[max(0, y - margin) : y + high + margin, max(0, x - margin) : x + wide + margin])
    words = [word for lines in recogniser.lines(crops, LINE) for line in lines for word in line]
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _turned(page: Picture, quarter_turns: int) -> Picture:
    return np.ascontiguousarray(np.rot90(page, quarter_turns)) if quarter_turns else page
