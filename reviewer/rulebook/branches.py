"""The conditions of a signal as a tree to walk through, each said as it stands in the rule files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from reviewer.language.phrases import Phrase
from reviewer.rulebook import composition
from reviewer.rulebook import conditions as compiled
from reviewer.rulebook.conditions import Condition
from reviewer.rulebook.rulebook import Rulebook

Kind = Literal["all", "any", "none", "at_least", "phrase", "regex", "signal", "fact", "classifier", "regional_event"]
Sought = Mapping[int, Phrase | str]
"""Phrases and the sources of patterns by their number in the rulebook."""

GROUPS = (composition.AllOf, composition.AnyOf, composition.NoneOf, composition.AtLeastOf)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, GROUPS) else ()


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and all that it is made of, in the order of the rule file."""
    yield condition
    for part in parts_of(condition):
        yield from walk(part)


def asks_model(condition: Condition) -> bool:
    return isinstance(condition, compiled.ClassifierSays | compiled.ClassifierDenies)


def sought_by(rulebook: Rulebook) -> Sought:
    sought: dict[int, Phrase | str] = {}
    for search in rulebook.searches:
        sought |= zip(search.phrase_numbers, search.phrases.phrases, strict=True)
        sought |= zip(search.pattern_numbers, search.patterns, strict=True)
    return sought


def kind_of(condition: Condition, sought: Sought) -> Kind:
    match condition:
        case composition.AllOf():
            return "all"
        case composition.AnyOf():
            return "any"
        case composition.NoneOf():
            return "none"
        case composition.AtLeastOf():
            return "at_least"
        case compiled.Found():
            return "phrase" if isinstance(sought[condition.numbers[0][0]], Phrase) else "regex"
        case compiled.SignalHolds():
            return "signal"
        case compiled.ClassifierSays() | compiled.ClassifierDenies():
            return "classifier"
        case compiled.RegionalEvent():
            return "regional_event"
        case _:
            return "fact"


def text_of(condition: Condition, sought: Sought) -> str:
    """What a condition asks, without its kind: «методический ~2 помощь|поддержка», «level: municipal»."""
    match condition:
        case composition.AtLeastOf():
            return str(condition.count)
        case compiled.Found():
            return _found(condition, sought)
        case compiled.SignalHolds():
            return condition.signal
        case compiled.GroupIs():
            return f"{condition.group}: {_listed(condition.values)}"
        case compiled.DeadlineIs():
            return f"deadline.{condition.attribute}: {_listed(condition.values)}"
        case compiled.ClassifierSays():
            return f"{condition.label} ≥ {condition.least:g}, проверить ≥ {condition.check:g}"
        case compiled.ClassifierDenies():
            return f"{condition.label} < {condition.below:g}"
        case compiled.RegionalEvent():
            return f"≥ {condition.least:g}"
        case _:
            return _listed(getattr(condition, "values", frozenset()))


def _found(condition: compiled.Found, sought: Sought) -> str:
    thing = sought[condition.numbers[0][0]]
    fields = [name for _, name in condition.numbers]
    where = f" (в полях: {', '.join(fields)})" if fields != ["activity"] else ""
    if isinstance(thing, str):
        return thing + where
    return thing.source + (f" (в любом порядке, среди {thing.within} слов)" if thing.within else "") + where


def _listed(values: frozenset[str]) -> str:
    return "|".join(sorted(values))


def without_shortcuts(condition: Condition) -> Condition:
    """The same condition answering by its parts alone, whatever phrases were found when it was compiled: so that it
    stays right where a part of it, or a signal that it asks, is changed.
    """
    match condition:
        case composition.NoneOf():
            return replace(condition, parts=tuple(map(without_shortcuts, condition.parts)), refuted_by=None)
        case composition.AllOf() | composition.AnyOf() | composition.AtLeastOf():
            return replace(condition, parts=tuple(map(without_shortcuts, condition.parts)), triggers=None)
        case _:
            return condition
