"""What is wrong in the files of a pack, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from reviewer.model.errors import Place, RuleProblem

KeyPath = tuple[str | int, ...]
"""The keys and list indices that lead to a value."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value begins and ends. Lines and columns count from 1; `inline`: its characters stand there as they are,
    so that an offset in the value is an offset in the line.
    """

    line: int
    column: int
    end_line: int
    inline: bool = True


@dataclass(slots=True)
class RuleFile:
    """`keys` and `values`: the places of keys and values by their path. `pack`: «base@1.0.0», the pack that it is of."""

    name: str
    lines: list[str]
    pack: str = ""
    data: object = None
    keys: dict[KeyPath, Spot] = field(default_factory=dict)
    values: dict[KeyPath, Spot] = field(default_factory=dict)

    @property
    def mapping(self) -> dict[str, object]:
        """The whole of a file, which is a mapping wherever it could be read."""
        return self.data if isinstance(self.data, dict) else {}

    def locate(self, path: KeyPath) -> tuple[RuleFile, KeyPath]:
        """The file that a value really stands in, and its path there."""
        return self, path

    def blame(self, path: KeyPath) -> tuple[RuleFile, KeyPath]:
        """Where what is wrong with the value is to be put right."""
        return self.locate(path)

    def origin(self, path: KeyPath) -> str:
        """«base@1.0.0#signals.parents.any[1]», as every reason names it."""
        file, inside = self.locate(path)
        return f"{file.pack}#{dotted(inside)}"

    def place(self, path: KeyPath, *, offset: int | None = None, word: str | None = None) -> Place:
        """The place of a value, of a character of it (`offset`, 0-based), or of a word in it.

        Without both, the place of its key. What is not in the file is looked for in what contains it.
        """
        known = path
        while known and known not in self.values:
            known = known[:-1]
        spot = self.values.get(known, Spot(1, 1, 1))
        line, column = spot.line, spot.column
        if offset is not None and spot.inline and known == path:
            column += offset
        elif word is not None and known == path:
            line, column = self._find(word, spot)
        elif known in self.keys:
            line, column = self.keys[known].line, self.keys[known].column
        return Place(file=self.name, line=line, column=column, key=dotted(path) or None)

    def _find(self, word: str, spot: Spot) -> tuple[int, int]:
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        for line in range(spot.line, min(spot.end_line, len(self.lines)) + 1):
            found = pattern.search(self.lines[line - 1], spot.column - 1 if line == spot.line else 0)
            if found:
                return line, found.start() + 1
        return spot.line, spot.column

    def quote(self, line: int | None) -> str:
        return self.lines[line - 1].strip() if line and line <= len(self.lines) else ""


def dotted(path: KeyPath) -> str:
    """«signals.parents.any[1].phrase»."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


class Problems:
    """All that is wrong in the files of a pack, in the order found."""

    def __init__(self) -> None:
        self._found: list[RuleProblem] = []

    def add(
        self,
        file: RuleFile,
        path: KeyPath,
        code: str,
        message: str,
        *,
        offset: int | None = None,
        word: str | None = None,
        suggestion: str | None = None,
    ) -> None:
        file, path = file.blame(path)
        self.add_at(file, file.place(path, offset=offset, word=word), code, message, suggestion)

    def add_at(self, file: RuleFile, place: Place, code: str, message: str, suggestion: str | None = None) -> None:
        self._found.append(RuleProblem(code, _sentence(message), place, file.quote(place.line), suggestion))

    def add_for_file(self, name: str, code: str, message: str) -> None:
        self._found.append(RuleProblem(code, _sentence(message), Place(file=name)))

    def __bool__(self) -> bool:
        return bool(self._found)

    def listed(self) -> tuple[RuleProblem, ...]:
        """Each once, file by file in the order of lines."""
        return tuple(
            sorted(
                dict.fromkeys(self._found),
                key=lambda problem: (problem.place.file or "", problem.place.line or 0, problem.place.column or 0),
            )
        )


def _sentence(message: str) -> str:
    return message[0].upper() + message[1:] + ("" if message.endswith((".", "?", "!")) else ".")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a mistyped one is closest to, where one is close."""
    matches = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None
