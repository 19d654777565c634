"""Which words of a text were struck out and which were put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Literal

from reviewer.language.morphology import fold
from reviewer.language.tokens import tokenize

RunKind = Literal["kept", "removed", "added"]

MOST_TOKENS = 2_000
"""Words and signs of a text up to which it is compared word by word; a longer one is replaced as a whole."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow one another and share a fate. All runs but the added ones, joined, are the old text, all but the
    removed ones the new text, but for spaces and for the case of what is kept.
    """

    kind: RunKind
    text: str


def word_changes(before: str, after: str) -> tuple[Run, ...]:
    """The new text with the words that are gone, in reading order; what is kept stands as it stands in the new text.

    Words are compared whole and without regard to case; a lone sign or short word between two changes belongs to them.
    """
    old, new = _pieces(before), _pieces(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        return _joined([("kept", after, "")] if before == after else [("removed", before, ""), ("added", after, "")])
    steps: list[tuple[RunKind, str, str]] = []
    for kind, a, b, c, d in _opcodes([fold(piece.strip()) for piece in old], [fold(piece.strip()) for piece in new]):
        if kind == "equal":
            parting = " " if d == len(new) and b < len(old) and old[b - 1][-1:].isspace() else ""
            steps.append(("kept", "".join(new[c:d]) + parting, "".join(old[a:b])))
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
            runs += [*_changed("removed", removed, parted=bool(added)), *_changed("added", added)]
            runs.append(Run("kept", text))
            removed = added = ""
    return tuple(_merged(runs))


def _changed(kind: RunKind, text: str, *, parted: bool = False) -> tuple[Run, ...]:
    """The spaces after a change are kept: nobody strikes out or underlines a space. `parted`: a space is wanted after it."""
    said = text.rstrip()
    return Run(kind, said), Run("kept", " " if said and (parted or len(said) < len(text)) else "")


def _merged(runs: list[Run]) -> Iterator[Run]:
    for kind, group in groupby((run for run in runs if run.text), key=lambda run: run.kind):
        yield Run(kind, "".join(run.text for run in group))
