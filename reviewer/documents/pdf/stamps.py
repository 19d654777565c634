"""The visible mark of an electronic signature, which is printed over whatever lies below it.

Its form (the words, the owner, the number and the term of the certificate) is set by GOST R 7.0.97-2016, 5.23. It is
drawn in one go, so its words are neighbours in drawing order even where they lie over the text of a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.documents.pdf.words import Word

_HEAD = re.compile(
    r"документ\s+подписан|подписан\w*\s+(?:\w+\s+)*электронной|сведения\s+о\s+сертификате", re.IGNORECASE
)
_PARTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"электронн\w+\s+(?:цифров\w+\s+)?подпис",
        r"^\W*сертификат\b",
        r"^\W*(?:владелец|подписант)\b",
        r"^\W*(?:срок\s+действия|действител\w+)\b",
        r"^\W*(?:серийный\s+номер|отпечаток)\b",
        r"^\W*(?:кем\s+выдан|издатель|организация)\b",
    )
)
_MIN_PARTS = 2
_MAX_RUNS = 14
_MAX_HEIGHT_PT = 130.0
_MARGIN_PT = 3.0


def without_stamps(words: Sequence[Word]) -> tuple[list[Word], bool]:
    """The words in drawing order without those of signature marks, and whether there was one."""
    runs = _runs(words)
    texts = [" ".join(word.text for word in run) for run in runs]
    dropped: set[int] = set()
    for index, text in enumerate(texts):
        if index not in dropped and _HEAD.search(text):
            dropped.update(_stamp(runs, texts, index))
    if not dropped:
        return list(words), False
    return [word for index, run in enumerate(runs) if index not in dropped for word in run], True


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    """Words drawn one after another on one baseline without a wide gap."""
    runs: list[list[Word]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.turn == word.turn
            and abs(last.baseline - word.baseline) <= 1
            and -word.height <= word.left - last.right <= 2 * word.height
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _stamp(runs: list[list[Word]], texts: list[str], head: int) -> range:
    """The runs of the stamp that begins with the run `head`, none where its other parts do not follow."""
    last, kinds = head, {index for index, part in enumerate(_PARTS) if part.search(texts[head])}
    near = range(head, min(head + _MAX_RUNS, len(runs)))
    top, turn = runs[head][0].top, runs[head][0].turn
    for index in near:
        word = runs[index][0]
        if word.turn != turn or not -_MARGIN_PT <= word.top - top <= _MAX_HEIGHT_PT:
            break
        found = {kind for kind, part in enumerate(_PARTS) if part.search(texts[index])}
        if found:
            last, kinds = index, kinds | found
    return range(head, last + 1) if len(kinds) >= _MIN_PARTS else range(0)
