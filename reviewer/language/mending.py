"""Words that a line break has cut, made whole again.

A cut word ends a line with a hyphen («обра-/зования»), or without one where a column is narrower than the word
(«Ответственны/е»). Whether a hyphen belongs to the word («научно-/методический») and whether two pieces are one word is
told by the dictionary, never by a list of words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.language.morphology import is_known, part_of_speech

SOFT_HYPHEN = "\u00ad"

_HYPHENS = "-‐‑¬"
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_FIRST_LETTERS = re.compile(r"^[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*$")
_ADDRESS = re.compile(r"(?:://|www\.|@)\S*$", re.IGNORECASE)
_ATTACHED_SIGN = re.compile(r"\S[/–—]$")
_RANGE_END = re.compile(r"[\d]\s?[–—]$")
_LATIN = re.compile(r"[A-Za-z0-9]")
_PREFIXES = re.compile(
    "анти|без|бес|вне|внутри|интер|контр|меж|мульти|над|не|пере|под|пре|пред|рас|раз|сверх|супер|транс", re.IGNORECASE
)
_DATE = re.compile(r"\d{1,2}\.\d{2}\.(?:19|20)\d{2}")
_DATE_HEAD = re.compile(r"\d{1,2}\.[\d.]*$")
_DATE_TAIL = re.compile(r"[\d.]*\d")
_NO_WORD_BEGINS = ("ь", "ъ", "ы")
_LONE_LETTERS = frozenset("авикосуя")
_SHORT = 2
_CLOSED_CLASSES = frozenset(("PREP", "CONJ", "PRCL", "NPRO"))
_MAX_PIECES = 4


def join_lines(lines: Sequence[str], *, full: Sequence[bool | None] | None = None) -> str:
    """The lines of one paragraph as running text.

    Args:
        lines: The printed lines, without the spaces at their ends.
        full: For each line whether its column had no room for one more letter, None where that is not known. A word is only
            cut without a hyphen at the end of a full line, so that two words are never glued that stand apart.
    """
    known = full if full is not None else (None,) * len(lines)
    pieces = [(line.strip(), is_full) for line, is_full in zip(lines, known, strict=True) if line.strip()]
    if not pieces:
        return ""
    text, index = pieces[0][0], 1
    while index < len(pieces):
        following = [line for line, _ in pieces[index : index + _MAX_PIECES - 1]]
        line, is_full = pieces[index - 1]
        count = _torn_pieces(following, text, is_full=is_full, fills_line=is_full is True and " " not in line)
        if count:
            text += "".join(following[:count])
            index += count
        else:
            text = join_pair(text, pieces[index][0])
            index += 1
    return text.replace(SOFT_HYPHEN, "")


def join_pair(before: str, after: str) -> str:
    """Two lines of which the first may end with a hyphen, a dash or a slash, as running text."""
    if before.endswith(SOFT_HYPHEN):
        return before.rstrip(SOFT_HYPHEN) + after
    if before[-1:] and before[-1] in _HYPHENS:
        return _join_at_hyphen(before, after)
    if _ADDRESS.search(before) and before[-1] in "/._=&?" and _LATIN.match(after):
        return before + after
    if _ATTACHED_SIGN.search(before) and (before[-1] == "/" or _RANGE_END.search(before) or _is_letter(before[-2:-1])):
        return before + after
    return f"{before} {after}"


def _is_letter(piece: str) -> bool:
    return piece.isalpha()


def _join_at_hyphen(before: str, after: str) -> str:
    stem = before[:-1]
    if not stem or stem[-1].isspace() or not after:
        return f"{before} {after}".strip()
    if after[0].isspace() or after[0] in "–—-(":
        return f"{before} {after}"
    first, second = _LAST_WORD.search(stem), _FIRST_LETTERS.search(after)
    if _ADDRESS.search(before) or not first or not second:
        return before + after
    if before[-1] == "¬":
        return stem + after
    return (before if keeps_hyphen(first.group(), second.group()) else stem) + after


def keeps_hyphen(first: str, second: str) -> bool:
    """Whether the hyphen between the two halves of a word belongs to it, and is not only there because the line ended."""
    if second[0].isupper() and not first.isupper():
        return True
    last = _LAST_LETTERS.search(first)
    if last is None or is_known(f"{first}-{second}"):
        return True
    if is_known(last.group() + second) or _PREFIXES.fullmatch(last.group()):
        return False
    return _stands_alone(second)


def _torn_pieces(following: Sequence[str], before: str, *, is_full: bool | None, fills_line: bool) -> int:
    """How many of the following lines begin with a piece of the last word of `before`; 0 where that word is whole.
    `fills_line`: nothing but that word stands on its line, and no letter more had room.
    """
    if is_full is False or not following:
        return 0
    if _is_torn_date(before, following[0]):
        return 1
    first, second = _LAST_LETTERS.search(before), _FIRST_LETTERS.search(following[0])
    if not first or not second or not _may_continue(first.group(), second.group()):
        return 0
    if second.group().lower().startswith(_NO_WORD_BEGINS):
        return 1
    pieces = [first.group()]
    for count, line in enumerate(following, start=1):
        piece = _FIRST_LETTERS.search(line)
        if not piece or not _may_continue(pieces[-1], piece.group()):
            break
        pieces.append(piece.group())
        if is_known("".join(pieces)):
            torn = fills_line and min(map(len, pieces)) > 1
            return count if torn or not all(map(_stands_alone, pieces)) else 0
        if piece.group() != line:
            break
    unknown = not is_known(first.group()) and not is_known(second.group())
    return 1 if is_full is True and unknown and second.group().islower() else 0


def _is_torn_date(before: str, after: str) -> bool:
    """Whether two pieces make a date with a year of four digits («20.04.202» and «5»)."""
    head, tail = _DATE_HEAD.search(before), _DATE_TAIL.match(after)
    return bool(head and tail and _DATE.fullmatch(head.group() + tail.group()))


def _may_continue(before: str, after: str) -> bool:
    if before.isupper() and len(before) > 1:
        return after.isupper()
    return after.islower()


def _stands_alone(piece: str) -> bool:
    """Whether a piece is a word by itself. The dictionary has «ия» and «ом» as nouns, so short ones must be of a closed
    class: a preposition, a conjunction, a particle, a pronoun.
    """
    if len(piece) == 1:
        return piece.lower() in _LONE_LETTERS
    if not is_known(piece):
        return False
    return len(piece) > _SHORT or part_of_speech(piece) in _CLOSED_CLASSES
