"""What recognises the letters of a crop: Tesseract, inside this process where it can be, else as a program."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
"""Rows of grey pixels, 0 black to 255 white."""

_WORD_LEVEL = 5
_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Mode:
    """How a crop is taken.

    Attributes:
        segmentation: Tesseract's page segmentation mode.
        language: Tesseract's codes of the models, joined by «+».
        characters: The only ones allowed, where not empty.
        excluded: Characters that are not allowed.
    """

    segmentation: int
    language: str = "rus"
    characters: str = ""
    excluded: str = ""


_NOT_RUSSIAN = "@®©€£¥$§{}<>^~\\`"
"""What is made of round letters (a lone «ОО» becomes «@®») and stands in no plan; addresses are read in another mode."""


PAGE = Mode(3, excluded=_NOT_RUSSIAN)
BLOCK = Mode(6, excluded=_NOT_RUSSIAN)
LINE = Mode(7, excluded=_NOT_RUSSIAN)
NUMBER = Mode(7, characters="0123456789.,)")


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A recognised word; its place in pixels of the crop."""

    text: str
    confidence: float
    left: int
    top: int
    right: int
    bottom: int


ReadLine = tuple[ReadWord, ...]


class Recogniser(Protocol):
    """`languages`: those that it has data for."""

    @property
    def languages(self) -> frozenset[str]: ...

    def lines(self, crops: Sequence[Picture], mode: Mode) -> list[list[ReadLine]]:
        """The lines of each crop in reading order."""


def lines_of_tsv(table: str) -> dict[int, list[ReadLine]]:
    """Tesseract's TSV output as lines, by its number of the page.

    Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence (0..100), text
    (tesseract-ocr.github.io, command line usage).
    """
    pages: dict[int, dict[tuple[str, ...], list[ReadWord]]] = {}
    for row in csv.reader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) < _COLUMNS or row[0] != str(_WORD_LEVEL) or not row[11].strip():
            continue
        left, top, width, height = map(int, row[6:10])
        word = ReadWord(row[11].strip(), max(float(row[10]), 0.0) / 100, left, top, left + width, top + height)
        pages.setdefault(int(row[1]), {}).setdefault(tuple(row[2:5]), []).append(word)
    return {page: [tuple(words) for words in lines.values()] for page, lines in pages.items()}


def confidence_of(lines: Sequence[ReadLine]) -> float:
    """The mean over all letters, 0..1; 0 where there are none."""
    words = [word for line in lines for word in line]
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
