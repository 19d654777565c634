"""The machine of the deadline grammar: patterns over classes of words, tried in order, each giving an item or abstaining.

A pattern is a line that can be read aloud: `number|ordinal school? term` is «I четверть» and «вторая учебная четверть». `x|y` is
either, `x?` may be there, `x*` any number of them, `!x` says that no `x` follows. Matching never goes back: linear in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.facts.deadline_tokens import Token
from reviewer.facts.deadline_units import Unit
from reviewer.facts.deadline_windows import Window
from reviewer.model.facts import Rhythm

MarkKind = Literal["from", "until", "to", "dash", "list", "further"]


@dataclass(frozen=True, slots=True)
class Point:
    """A unit that the text names."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Number:
    """A number whose unit stands further on: «22» in «22 и 26 января», «I» in «I и III кварталы»."""

    value: int
    text: str


@dataclass(frozen=True, slots=True)
class Years:
    """Years or school years that the text states. `shift`: «текущего года» is 0, «следующего года» 1; then no windows."""

    windows: tuple[Window, ...]
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands between units: a preposition, a dash, a sign of a list, «далее»."""

    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Repeat:
    """A stated rhythm. `rank`: the highest of a text decides; below 0 it counts only where no day or month is named."""

    every: Rhythm
    times: int = 1
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Said:
    """Words that say something of the deadline as a whole. `skip` says nothing, `noise` was not understood."""

    kind: Literal["continuous", "relative", "missing", "skip", "noise"]
    text: str = ""


Item = Point | Number | Years | Mark | Repeat | Said
Reading = tuple[Sequence[Item], int]
"""Items, and the place of the first token after them."""
Captured = list[list[Token]]
"""The tokens of each element of a pattern; empty where an optional one is absent."""
Action = Callable[[Captured], Item | Sequence[Item] | None]


@dataclass(frozen=True, slots=True)
class _Element:
    kinds: frozenset[str]
    optional: bool
    repeated: bool
    forbidden: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """`action` gives the items of a match, or None to abstain."""

    pattern: tuple[_Element, ...]
    action: Action

    @classmethod
    def of(cls, pattern: str, action: Action) -> Rule:
        return cls(tuple(_element(word) for word in pattern.split()), action)

    def firsts(self) -> Iterable[str]:
        """The classes that a match can begin with."""
        for element in self.pattern:
            if not element.forbidden:
                yield from element.kinds
                if not element.optional:
                    return

    def match(self, tokens: Sequence[Token], at: int) -> tuple[Captured, int] | None:
        captured: Captured = []
        end = len(tokens)
        for element in self.pattern:
            found = at < end and tokens[at].kind in element.kinds
            if element.forbidden:
                if found:
                    return None
                continue
            if not found and not element.optional:
                return None
            start = at
            if found:
                at += 1
                while element.repeated and at < end and tokens[at].kind in element.kinds:
                    at += 1
            captured.append(list(tokens[start:at]))
        return captured, at

    def apply(self, tokens: Sequence[Token], at: int) -> Reading | None:
        match = self.match(tokens, at)
        made = self.action(match[0]) if match else None
        if match is None or made is None:
            return None
        return (made if isinstance(made, Sequence) else (made,)), match[1]


def _element(word: str) -> _Element:
    kinds = word.strip("!?*")
    return _Element(frozenset(kinds.split("|")), word[-1] in "?*", word.endswith("*"), word.startswith("!"))


@dataclass(frozen=True, slots=True)
class Reader:
    """A rule for what no pattern can say, a list of any length: `read` answers like `Rule.apply`."""

    kinds: tuple[str, ...]
    read: Callable[[Sequence[Token], int], Reading | None]

    def firsts(self) -> Iterable[str]:
        return self.kinds

    def apply(self, tokens: Sequence[Token], at: int) -> Reading | None:
        return self.read(tokens, at)


class Grammar:
    """Rules in the order in which they are tried: the order is the policy."""

    def __init__(self, rules: Iterable[Rule | Reader]) -> None:
        self._rules: dict[str, list[Rule | Reader]] = defaultdict(list)
        for rule in rules:
            for kind in dict.fromkeys(rule.firsts()):
                self._rules[kind].append(rule)

    def items(self, tokens: Sequence[Token]) -> list[Item]:
        """Every token in an item, in the order of the text."""
        found: list[Item] = []
        at = 0
        while at < len(tokens):
            reading = self._first_reading(tokens, at)
            items, at = reading or ((Said("noise", tokens[at].text),), at + 1)
            found.extend(items)
        return found

    def _first_reading(self, tokens: Sequence[Token], at: int) -> Reading | None:
        for rule in self._rules.get(tokens[at].kind, ()):
            reading = rule.apply(tokens, at)
            if reading:
                return reading
        return None
