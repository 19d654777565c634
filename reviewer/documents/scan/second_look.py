"""Doubtful lines recognised again, each by itself.

In a block a short last line and a noisy one are misread more often than alone and in black and white. And the Russian model
has no Latin letters and makes «Вёр:/Лтс-то5К.га» of the address of a site: there both languages are tried, and of that
reading only the Latin words are taken that are surer than what they replace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from reviewer.documents.scan.crops import Crop, in_black_and_white
from reviewer.documents.scan.recogniser import LINE, Mode, Picture, ReadLine, ReadWord, Recogniser, confidence_of
from reviewer.language.lookalikes import as_russian
from reviewer.language.morphology import is_known

_ENGLISH = "eng"
_BOTH = Mode(LINE.segmentation, language=f"{LINE.language}+{_ENGLISH}")
_HOPELESS = 0.5
"""Crops read with less confidence will not be believed, however long they are looked at."""

_UNSURE = 0.6
_RATHER_SURE = 0.9
_UNKNOWN_COST = 0.25
_STRANGE = frozenset("[]{}|/\\®@*_=<>")
_STRANGE_COST = 0.5
_SHORT = 6
_ENLARGED = 1.5
_LATIN = re.compile(r"[A-Za-z]{2}")
_RUSSIAN = re.compile(r"[А-Яа-яЁё]")
_SMALL_WORD = re.compile(r"[«(]?([а-яё]{5,})[»),.;:]*")
_DASHES = frozenset("-–—•.,")
_MARGIN_PX = 6


@dataclass(frozen=True, slots=True)
class _Strip:
    """The pixels of one line over the whole width of its crop, from `top` on."""

    pixels: Picture
    top: int

    def placed(self, lines: Sequence[ReadLine], scale: float = 1.0) -> ReadLine:
        """The words of all lines found on the strip, where they are on the crop. `scale`: from what was read to it."""
        return tuple(
            replace(
                word,
                left=round(word.left * scale),
                top=round(word.top * scale) + self.top,
                right=round(word.right * scale),
                bottom=round(word.bottom * scale) + self.top,
            )
            for line in lines
            for word in line
        )


def with_second_look(
    crops: Sequence[Crop], read: Sequence[Sequence[ReadLine]], recogniser: Recogniser
) -> Iterator[list[ReadLine]]:
    """The lines of each crop, the doubtful ones in their better reading."""
    hopeless = confidence_of([line for lines in read for line in lines]) < _HOPELESS
    for crop, lines in zip(crops, read, strict=True):
        if hopeless:
            yield list(lines)
            continue
        again = {number: _strip(crop, line) for number, line in enumerate(lines) if _is_doubtful(line)}
        strips = list(again.values())
        russian = recogniser.lines([in_black_and_white(strip.pixels) for strip in strips], LINE)
        better = {
            number: max(lines[number], strip.placed(found), key=_belief)
            for (number, strip), found in zip(again.items(), russian, strict=True)
        }
        better |= _enlarged(
            {number: again[number] for number, line in better.items() if _is_short(line)}, better, recogniser
        )
        if _ENGLISH in recogniser.languages:
            both = recogniser.lines([strip.pixels for strip in strips], _BOTH)
            for (number, strip), found in zip(again.items(), both, strict=True):
                better[number] = _with_latin_words(better[number], strip.placed(found))
        yield [better.get(number, line) for number, line in enumerate(lines)]


def _enlarged(short: dict[int, _Strip], read: dict[int, ReadLine], recogniser: Recogniser) -> dict[int, ReadLine]:
    """Short lines («ОО», «МЦ») read once more, larger: there are too few letters to tell their size by."""
    if not short:
        return {}
    larger = [
        np.asarray(
            cv2.resize(strip.pixels, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_CUBIC), dtype=np.uint8
        )
        for strip in short.values()
    ]
    found = recogniser.lines(larger, LINE)
    return {
        number: max(read[number], strip.placed(lines, 1 / _ENLARGED), key=_belief)
        for (number, strip), lines in zip(short.items(), found, strict=True)
    }


def _is_short(line: ReadLine) -> bool:
    return sum(len(word.text) for word in line) <= _SHORT and _is_doubtful(line)


def _is_doubtful(line: ReadLine) -> bool:
    return any(
        (word.confidence < _UNSURE and word.text not in _DASHES)
        or (word.confidence < _RATHER_SURE and _is_unknown(word.text))
        for word in line
    )


def _is_unknown(text: str) -> bool:
    found = _SMALL_WORD.fullmatch(text)
    return found is not None and not is_known(found[1])


def _strip(crop: Crop, line: ReadLine) -> _Strip:
    top = max(0, min(word.top for word in line) - _MARGIN_PX)
    return _Strip(crop.pixels[top : max(word.bottom for word in line) + _MARGIN_PX], top)


def _belief(line: ReadLine) -> float:
    """How far a reading may be believed: the recogniser's confidence, and what of it is strange."""
    letters = sum(len(word.text) for word in line)
    if not letters:
        return 0.0
    unknown = sum(len(word.text) for word in line if _is_unknown(word.text))
    strange = sum(sign in _STRANGE for word in line for sign in word.text)
    confident = sum(word.confidence * len(word.text) for word in line)
    return (confident - _UNKNOWN_COST * unknown - _STRANGE_COST * strange) / letters


def _with_latin_words(line: ReadLine, again: ReadLine) -> ReadLine:
    words = list(line)
    for found in again:
        covered = [word for word in words if word.left < found.right and found.left < word.right]
        if covered and _is_latin(found) and all(_is_worse(word, found) for word in covered):
            at = words.index(covered[0])
            words = [word for word in words if word not in covered]
            words.insert(at, found)
    return tuple(words)


def _is_latin(word: ReadWord) -> bool:
    """Whether it has Latin letters that are no Russian ones in disguise; short capitals are abbreviations of either."""
    text = as_russian(word.text)
    return _LATIN.search(text) is not None and not _RUSSIAN.search(text) and not text.isupper()


def _is_worse(word: ReadWord, found: ReadWord) -> bool:
    return word.confidence < min(_UNSURE, found.confidence)
