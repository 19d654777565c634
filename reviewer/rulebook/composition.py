"""Conditions made of conditions.

Kleene's strong three-valued logic: `all` is the least of its answers, `any` the greatest, `none` the opposite of the
greatest, `at_least: n` the n-th greatest. A certain match in a `none` therefore stands above everything, and a certain
phrase in an `any` above a doubtful classifier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer.rulebook.conditions import Answer, Condition, Examination, Ground, SignalHolds, mask_of


class Alternatives:
    """Conditions of which one is enough, by what must be found for it: of a hundred phrases an activity has two or three.

    What a signal waits for is its own affair and may be changed apart from this, so those that ask one are always tried.
    """

    __slots__ = ("_always", "_always_parts", "_by_trigger", "_mask", "_parts")

    def __init__(self, parts: Sequence[Condition]) -> None:
        self._parts = parts
        always: list[int] = []
        by_trigger: dict[int, list[int]] = {}
        for number, part in enumerate(parts):
            triggers = None if isinstance(part, SignalHolds) else part.triggers
            if triggers is None:
                always.append(number)
            for trigger in triggers or ():
                by_trigger.setdefault(trigger, []).append(number)
        self._always = always
        self._always_parts = [parts[number] for number in always]
        self._by_trigger = by_trigger
        self._mask = mask_of(by_trigger)

    def possible(self, examined: Examination) -> Sequence[Condition]:
        """Those that may come to anything but no, in their order."""
        if not self._mask & examined.mask:
            return self._always_parts
        numbers = set(self._always)
        for hit in self._by_trigger.keys() & examined.hits.keys():
            numbers.update(self._by_trigger[hit])
        return [self._parts[number] for number in sorted(numbers)]


@dataclass(frozen=True, slots=True)
class AllOf:
    path: str
    parts: tuple[Condition, ...]
    triggers: frozenset[int] | None
    _mask: int | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_mask", None if self.triggers is None else mask_of(self.triggers))

    def answer(self, examined: Examination) -> Answer:
        if self._mask is not None and not self._mask & examined.mask:
            return Answer.NO
        least = Answer.YES
        for part in self.parts:
            answer = part.answer(examined)
            if answer < least:
                if answer is Answer.NO:
                    return answer
                least = answer
        return least

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        return tuple(ground for part in self.parts for ground in part.grounds(examined))


@dataclass(frozen=True, slots=True)
class AnyOf:
    path: str
    parts: tuple[Condition, ...]
    triggers: frozenset[int] | None
    _mask: int | None = field(init=False, repr=False, compare=False)
    _alternatives: Alternatives = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_mask", None if self.triggers is None else mask_of(self.triggers))
        object.__setattr__(self, "_alternatives", Alternatives(self.parts))

    def answer(self, examined: Examination) -> Answer:
        if self._mask is not None and not self._mask & examined.mask:
            return Answer.NO
        greatest = Answer.NO
        for part in self._alternatives.possible(examined):
            answer = part.answer(examined)
            if answer > greatest:
                if answer is Answer.YES:
                    return answer
                greatest = answer
        return greatest

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        """Of the first part that gave the answer."""
        answer = self.answer(examined)
        possible = self._alternatives.possible(examined)
        return next(part for part in possible if part.answer(examined) is answer).grounds(examined)


@dataclass(frozen=True, slots=True)
class NoneOf:
    """`refuted_by`: numbers of phrases and patterns without any of which every part answers no; None if there are none."""

    path: str
    parts: tuple[Condition, ...]
    refuted_by: frozenset[int] | None
    triggers: frozenset[int] | None = None
    _mask: int | None = field(init=False, repr=False, compare=False)
    _alternatives: Alternatives = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_mask", None if self.refuted_by is None else mask_of(self.refuted_by))
        object.__setattr__(self, "_alternatives", Alternatives(self.parts))

    def answer(self, examined: Examination) -> Answer:
        if self._mask is not None and not self._mask & examined.mask:
            return Answer.YES
        possible = self._alternatives.possible(examined)
        return Answer(2 - max((part.answer(examined) for part in possible), default=Answer.NO))

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        return () if self.answer(examined) is Answer.YES else (Ground(self.path, certain=False),)


@dataclass(frozen=True, slots=True)
class AtLeastOf:
    path: str
    count: int
    parts: tuple[Condition, ...]
    triggers: frozenset[int] | None

    def answer(self, examined: Examination) -> Answer:
        return sorted((part.answer(examined) for part in self.parts), reverse=True)[self.count - 1]

    def grounds(self, examined: Examination) -> tuple[Ground, ...]:
        answer = self.answer(examined)
        holding = [part for part in self.parts if part.answer(examined) >= answer]
        return tuple(ground for part in holding for ground in part.grounds(examined))


def triggers_of_all(parts: Sequence[Condition]) -> frozenset[int] | None:
    """Those of the part that has fewest: every part must hold."""
    known = [part.triggers for part in parts if part.triggers is not None]
    return min(known, key=len) if known else None


def triggers_of_any(parts: Sequence[Condition]) -> frozenset[int] | None:
    """Those of all parts, if none of them holds without a phrase."""
    known = [part.triggers for part in parts if part.triggers is not None]
    return frozenset().union(*known) if len(known) == len(parts) else None
