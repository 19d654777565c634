"""Which words of a text were struck out and which were put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from reviewer.language.morphology import fold
from reviewer.language.tokens import tokenize

RunKind = Literal["kept", "removed", "added"]

MOST_TOKENS = 2_000
"""Words and signs of a text up to which it is compared word by word; a longer one is replaced as a whole."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow one another and share a fate. All runs but the added ones, joined, are the old text; all but the removed
    ones the new text, as far as neither changed case or spaces only.
    """

    kind: RunKind
    text: str


def word_changes(before: str, after: str) -> tuple[Run, ...]:
    """The new text with the words that are gone, in reading order; what is kept stands as it stands in the new text.

    Words are compared whole and without regard to case; a lone sign or short word between two changes belongs to them.
    """
    old, new = _pieces(before), _pieces(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        return _joined([("removed", before, ""), ("added", after, "")]) if before != after else (Run("kept", after),)
    steps: list[tuple[RunKind, str, str]] = []
    for kind, a, b, c, d in _opcodes([fold(piece.strip()) for piece in old], [fold(piece.strip()) for piece in new]):
        if kind == "equal":
            steps.append(("kept", "".join(new[c:d]), "".join(old[a:b])))
        else:
            steps.append(("removed", "".join(old[a:b]), ""))
            steps.append(("added", "".join(new[c:d]), ""))
    return _joined(list(_bridged([step for step in steps if step[1]])))


def _pieces(text: str) -> list[str]:
    """Words and signs, each with the spaces after it, and nothing lost."""
    tokens = tokenize(text)
    starts = [0, *(token.start for token in tokens[1:]), len(text)]
    return [text[start:end] for start, end in pairwise(starts)] if text else []


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _bridged(steps: list[tuple[RunKind, str, str]]) -> Iterator[tuple[RunKind, str, str]]:
    for place, step in enumerate(steps):
        inside = 0 < place < len(steps) - 1
        if step[0] == "kept" and inside and _is_slight(step[1]) and not _is_slight(steps[place + 1][1]):
            yield "removed", step[2], ""
            yield "added", step[1], ""
        else:
            yield step


_SLIGHT = 2
"""Letters of the longest word that does not hold two changes apart («и», «по»)."""


def _is_slight(text: str) -> bool:
    return all(
        token.kind == "sign" or (token.kind == "word" and len(token.text) <= _SLIGHT) for token in tokenize(text)
    )


def _joined(steps: list[tuple[RunKind, str, str]]) -> tuple[Run, ...]:
    """Neighbours of one kind are one run; of a stretch of changes the removed words come before the added."""
    runs: list[Run] = []
    removed = added = ""
    for kind, text, _ in [*steps, ("kept", "", "")]:
        if kind == "removed":
            removed += text
        elif kind == "added":
            added += text
        else:
            runs += [Run(fate, said) for fate, said in _fates(removed, added) if said]
            removed = added = ""
            if text:
                runs.append(Run("kept", text))
    return tuple(runs)


def _fates(removed: str, added: str) -> tuple[tuple[RunKind, str], tuple[RunKind, str]]:
    """Words struck out are parted by a space from those put in their place."""
    if removed and added and not removed[-1].isspace() and added[0].isalnum() and removed[-1].isalnum():
        return ("removed", f"{removed} "), ("added", added)
    return ("removed", removed), ("added", added)
