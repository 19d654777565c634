"""Whether a page was read well enough to be believed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.documents.scan.recogniser import ReadLine
from reviewer.language.morphology import is_known

MIN_CONFIDENCE = 0.6
MIN_KNOWN_SHARE = 0.6
_MIN_WORDS = 8
_WORD = re.compile(r"(?<![\w-])[а-яё]{4,}(?![\w-])")
"""Words in small letters: names and abbreviations are unknown to the dictionary with good reason."""


@dataclass(frozen=True, slots=True)
class Quality:
    """`confidence`: mean over the `letters`, 0..1; `words`: how many could be looked up; `known`: how many are known."""

    letters: int
    confidence: float
    words: int
    known: int

    @property
    def is_poor(self) -> bool:
        if self.letters and self.confidence < MIN_CONFIDENCE:
            return True
        return self.words >= _MIN_WORDS and self.known < MIN_KNOWN_SHARE * self.words


def quality_of(lines: Iterable[ReadLine]) -> Quality:
    letters, sure, words, known = 0, 0.0, 0, 0
    for line in lines:
        for read in line:
            letters += len(read.text)
            sure += read.confidence * len(read.text)
            for word in _WORD.findall(read.text):
                words += 1
                known += is_known(word)
    return Quality(letters, sure / letters if letters else 0.0, words, known)
