"""Recognised lines freed of what is no text and of the recogniser's usual slips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from reviewer.documents.scan.crops import Crop
from reviewer.documents.scan.recogniser import ReadLine, ReadWord
from reviewer.documents.scan.sheet import INK_BELOW
from reviewer.language.lookalikes import as_russian, with_figures, with_number_signs
from reviewer.language.morphology import is_known

_MARKS = "|¦_~^=<>\\`*[]{}‘’'°·"
_EDGE_MARKS = "|¦_~^`"
_PUNCTUATION = ".,;:()«»"
_UNSURE = 0.5
_LETTER_OR_FIGURE = re.compile(r"[^\W_]")
_GLUED_HEAD = re.compile(r"([авикосу])([а-яё]{3,}\W*)")
_GLUED_FIGURES = re.compile(r"(?<=\d)и(?=\d|$)|(?<=[а-яё])(?=\d)")
_SPACE_SHARE = 0.16
"""White wider than this share of a word's height is a space."""

_DOUBLE_DASH = re.compile(r"[-–—]{2,}")


def cleaned(lines: Iterable[ReadLine], crop: Crop) -> list[ReadLine]:
    """The lines of a crop without border marks at their edges and without lines that were drawn and not written."""
    found = (_cleaned_line(line, crop) for line in lines)
    return [line for line in found if line]


def _cleaned_line(line: ReadLine, crop: Crop) -> ReadLine:
    words = list(line)
    while words and _is_mark(words[0]):
        words.pop(0)
    while words and _is_mark(words[-1]):
        words.pop()
    if not words:
        return ()
    words[0] = _stripped(words[0], words[0].text.lstrip(_EDGE_MARKS))
    words[-1] = _stripped(words[-1], words[-1].text.rstrip(_EDGE_MARKS))
    return tuple(piece for word in _rejoined(_with_number_signs(words)) for piece in _mended(word, crop))


def _is_mark(word: ReadWord) -> bool:
    """Whether a word at the edge of a line is a piece of a rule or a speck."""
    if not word.text.strip(_MARKS):
        return True
    return word.confidence < _UNSURE and not _LETTER_OR_FIGURE.search(word.text) and word.text not in "–—-•"


def _stripped(word: ReadWord, text: str) -> ReadWord:
    return replace(word, text=text) if text else word


def _with_number_signs(words: list[ReadWord]) -> list[ReadWord]:
    texts = with_number_signs(" ".join(word.text for word in words)).split(" ")
    return [replace(word, text=text) if text else word for word, text in zip(words, texts, strict=True)]


def _rejoined(words: list[ReadWord]) -> list[ReadWord]:
    """Words that were read as two for a gap too narrow for a space («пр едметники»)."""
    whole = words[:1]
    for word in words[1:]:
        before = whole[-1]
        narrow = word.left - before.right < _SPACE_SHARE * max(before.bottom - before.top, word.bottom - word.top)
        if narrow and before.text.isalpha() and is_known((before.text + word.text).rstrip(_PUNCTUATION)):
            confidence = min(before.confidence, word.confidence)
            whole[-1] = replace(
                before,
                text=before.text + word.text,
                confidence=confidence,
                top=min(before.top, word.top),
                right=word.right,
                bottom=max(before.bottom, word.bottom),
            )
        else:
            whole.append(word)
    return whole


def _mended(word: ReadWord, crop: Crop) -> Iterator[ReadWord]:
    text = _DOUBLE_DASH.sub("–", with_figures(as_russian(word.text)))
    text = _GLUED_FIGURES.sub(lambda found: f" {found.group()} ".replace("  ", " "), text).rstrip()
    glued = _GLUED_HEAD.fullmatch(text)
    if glued is None or not _is_apart(glued, word, crop):
        yield replace(word, text=text)
        return
    edge = word.left + (word.right - word.left) // len(text)
    yield replace(word, text=glued[1], right=edge)
    yield replace(word, text=glued[2], left=edge + 1)


def _is_apart(glued: re.Match[str], word: ReadWord, crop: Crop) -> bool:
    """Whether the first letter is a word by itself: what follows is one, both together are none, and white as wide as a
    space stands between them.
    """
    rest = glued[2].strip(_PUNCTUATION)
    if crop.turn or is_known(glued[1] + rest) or not is_known(rest):
        return False
    ink = crop.pixels[max(0, word.top) : word.bottom, max(0, word.left) : word.right] < INK_BELOW
    gaps = np.diff(np.flatnonzero(ink.any(axis=0)))
    wide = gaps[gaps > 1]
    return len(wide) > 0 and int(wide[0]) > _SPACE_SHARE * (word.bottom - word.top)
