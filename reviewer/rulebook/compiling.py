"""Compiles the conditions of signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reviewer.language.phrase_index import PhraseIndex
from reviewer.language.phrases import Item, Phrase, PhraseError, compile_phrase
from reviewer.model.facts import DEADLINE_KINDS, LEVELS, SCOPES
from reviewer.model.roadmap import FIELDS
from reviewer.rulebook import composition, condition_schema, schema
from reviewer.rulebook import conditions as compiled
from reviewer.rulebook.composition import triggers_of_all, triggers_of_any
from reviewer.rulebook.conditions import Condition
from reviewer.rulebook.dictionaries import report_phrase
from reviewer.rulebook.overlays import LayeredFile
from reviewer.rulebook.packs import Located, Pack
from reviewer.rulebook.problems import KeyPath, Problems, RuleFile, nearest
from reviewer.rulebook.references import report_missing
from reviewer.rulebook.regexes import RegexError, check_regex
from reviewer.rulebook.rulebook import GROUPS, LABELS, FieldSearch, LabelKind

GROUP_OF_FACT: Mapping[str, LabelKind] = {"level": "level", "scope": "scope", "outcome_kind": "outcome"}
_KNOWN_VALUES: Mapping[str, tuple[str, ...]] = {
    "responsible.level": LEVELS,
    "parties": LEVELS,
    "document.level": LEVELS,
    "parent.scope": SCOPES,
    "short_name": SCOPES,
}
"""What is read round the words of the activity: who leads of those responsible, any of them, who submits the document,
what the activity above says, what a short name of the document stands for.
"""
_FACT_VALUES: Mapping[str, tuple[str, ...]] = {
    **_KNOWN_VALUES,
    **{fact: LABELS[group] for fact, group in GROUP_OF_FACT.items()},
    "deadline.kind": DEADLINE_KINDS,
    "deadline.concrete": ("true", "false"),
}


@dataclass(slots=True)
class Register:
    """Every phrase and pattern of the rulebook once for each field that it looks into, with a number of its own."""

    _numbers: dict[tuple[object, ...], int] = field(default_factory=dict)
    _sought: list[tuple[str, Phrase | str]] = field(default_factory=list)

    def phrase(self, phrase: Phrase, name: str) -> int:
        return self._number(name, phrase, (phrase.source, phrase.within, name))

    def pattern(self, source: str, name: str) -> int:
        return self._number(name, source, (source, name))

    def _number(self, name: str, sought: Phrase | str, key: tuple[object, ...]) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self._sought)
            self._sought.append((name, sought))
        return self._numbers[key]

    def by_field(self) -> tuple[FieldSearch, ...]:
        return tuple(search for name in FIELDS if (search := self._search(name)) is not None)

    def _search(self, name: str) -> FieldSearch | None:
        here = [(number, sought) for number, (one, sought) in enumerate(self._sought) if one == name]
        phrases = {number: sought for number, sought in here if isinstance(sought, Phrase)}
        patterns = {number: sought for number, sought in here if isinstance(sought, str)}
        if not here:
            return None
        index = PhraseIndex(list(phrases.values()))
        return FieldSearch(name, index, tuple(phrases), tuple(patterns.values()), tuple(patterns))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a condition stands: in its file, and in its signal as a why says it («any[1]»)."""

    file: RuleFile
    path: KeyPath
    inside: str

    def part(self, key: str, number: int) -> _Spot:
        inside = f"{self.inside}.{key}[{number}]".removeprefix(".")
        return _Spot(self.file, (*self.path, key, number), inside)


@dataclass(slots=True)
class Compiler:
    """Compiles conditions in an order in which every signal comes after those that it asks.

    A condition that is wrong goes to `problems` and stands as one that never holds.
    """

    pack: Pack
    dictionaries: Mapping[str, Item]
    register: Register
    problems: Problems
    origins: dict[str, str] = field(default_factory=dict)
    """Where the conditions of the last signal come from, by their path in it, where several packs wrote it."""
    _triggers: dict[str, frozenset[int] | None] = field(default_factory=dict)

    def signal(self, name: str, located: Located[schema.SignalEntry]) -> Condition:
        entry, spot = located.entry, _Spot(located.file, located.path, "")
        self.origins = {}
        parts: list[Condition] = []
        if entry.any:
            parts.append(self._any(entry.any, spot))
        parts += self._parts("all", entry.all, spot)
        if entry.of:
            parts.append(self._at_least(entry.at_least or 1, entry.of, spot))
        if entry.none:
            parts.append(self._none("none", entry.none, spot))
        whole = parts[0] if len(parts) == 1 else composition.AllOf("", tuple(parts), triggers_of_all(parts))
        self._triggers[name] = whole.triggers
        return whole

    def _parts(self, key: str, entries: Sequence[condition_schema.Condition], spot: _Spot) -> tuple[Condition, ...]:
        return tuple(self._condition(entry, spot.part(key, number)) for number, entry in enumerate(entries))

    def _any(self, entries: Sequence[condition_schema.Condition], spot: _Spot) -> Condition:
        parts = self._parts("any", entries, spot)
        return composition.AnyOf(spot.inside, parts, triggers_of_any(parts))

    def _none(self, path: str, entries: Sequence[condition_schema.Condition], spot: _Spot) -> Condition:
        parts = self._parts("none", entries, spot)
        return composition.NoneOf(path, parts, triggers_of_any(parts))

    def _at_least(self, count: int, entries: Sequence[condition_schema.Condition], spot: _Spot) -> Condition:
        parts = self._parts("of", entries, spot)
        if count > len(parts):
            message = f"at_least: {count} больше числа условий ({len(parts)})"
            self.problems.add(spot.file, (*spot.path, "at_least"), "at_least", message, offset=0)
        return composition.AtLeastOf(spot.inside, min(count, len(parts)), parts, triggers_of_any(parts))

    def _condition(self, entry: condition_schema.Condition, spot: _Spot) -> Condition:
        if isinstance(spot.file, LayeredFile):
            self.origins[spot.inside] = spot.file.origin(spot.path)
        match entry:
            case condition_schema.AllCondition():
                parts = self._parts("all", entry.all, spot)
                return composition.AllOf(spot.inside, parts, triggers_of_all(parts))
            case condition_schema.AnyCondition():
                return self._any(entry.any, spot)
            case condition_schema.NoneCondition():
                return self._none(f"{spot.inside}.none", entry.none, spot)
            case condition_schema.AtLeastCondition():
                return self._at_least(entry.at_least, entry.of, spot)
            case _:
                return self._leaf(entry, spot)

    def _leaf(self, entry: condition_schema.Leaf, spot: _Spot) -> Condition:
        match entry:
            case condition_schema.PhraseCondition():
                return self._phrase(entry, spot)
            case condition_schema.RegexCondition():
                return self._regex(entry, spot)
            case condition_schema.FactCondition():
                return self._fact(entry, spot)
            case condition_schema.SignalCondition():
                return self._signal(entry, spot)
            case condition_schema.ClassifierCondition():
                return self._classifier(entry, spot)
            case condition_schema.RegionalCondition():
                return compiled.RegionalEvent(spot.inside, *self._bounds(entry, spot))

    def _phrase(self, entry: condition_schema.PhraseCondition, spot: _Spot) -> Condition:
        unordered = entry.order == "any"
        try:
            phrase = compile_phrase(entry.phrase, self.dictionaries, unordered=unordered, within=entry.within)
        except PhraseError as error:
            report_phrase(self.pack, self.problems, spot.file, (*spot.path, "phrase"), error)
            return _never(spot)
        numbers = tuple((self.register.phrase(phrase, name), str(name)) for name in dict.fromkeys(entry.fields))
        return compiled.Found(spot.inside, numbers)

    def _regex(self, entry: condition_schema.RegexCondition, spot: _Spot) -> Condition:
        try:
            check_regex(entry.regex)
        except RegexError as error:
            self.problems.add(spot.file, (*spot.path, "regex"), "regex", error.message, offset=error.offset)
            return _never(spot)
        numbers = tuple((self.register.pattern(entry.regex, name), str(name)) for name in dict.fromkeys(entry.fields))
        return compiled.Found(spot.inside, numbers)

    def _fact(self, entry: condition_schema.FactCondition, spot: _Spot) -> Condition:
        values = entry.value if isinstance(entry.value, list) else [entry.value]
        allowed = _FACT_VALUES[entry.fact]
        for number, value in enumerate(values):
            if value not in allowed:
                path = (*spot.path, "is", number) if isinstance(entry.value, list) else (*spot.path, "is")
                message = f"у «{entry.fact}» нет значения «{value}»: есть {', '.join(allowed)}"
                suggestion = nearest(value, allowed)
                self.problems.add(spot.file, path, "fact", message, offset=0, suggestion=suggestion)
        group = GROUP_OF_FACT.get(entry.fact)
        if group is not None:
            return compiled.GroupIs(spot.inside, group, frozenset(values))
        if entry.fact in _KNOWN_VALUES:
            return compiled.KnownIs(spot.inside, entry.fact, frozenset(values))
        return compiled.DeadlineIs(spot.inside, entry.fact.partition(".")[2], frozenset(values))

    def _signal(self, entry: condition_schema.SignalCondition, spot: _Spot) -> Condition:
        if entry.signal not in self.pack.signals:
            key, path = ("signals", entry.signal), (*spot.path, "signal")
            message = f"нет признака «{entry.signal}»"
            report_missing(self.pack, self.problems, key, spot.file, path, code="signal", message=message)
        return compiled.SignalHolds(spot.inside, entry.signal, self._triggers.get(entry.signal))

    def _classifier(self, entry: condition_schema.ClassifierCondition, spot: _Spot) -> Condition:
        known = (*LABELS["theme"], *(f"{kind}:{value}" for kind in ("audience", *GROUPS) for value in LABELS[kind]))
        if entry.classifier not in known:
            message = f"классификатор не знает «{entry.classifier}»: ему известны темы и признаки вида level:regional"
            suggestion = nearest(entry.classifier, known)
            self.problems.add(spot.file, (*spot.path, "classifier"), "label", message, offset=0, suggestion=suggestion)
        if entry.below is not None:
            return compiled.ClassifierDenies(spot.inside, entry.classifier, entry.below)
        return compiled.ClassifierSays(spot.inside, entry.classifier, *self._bounds(entry, spot))

    def _bounds(
        self, entry: condition_schema.ClassifierCondition | condition_schema.RegionalCondition, spot: _Spot
    ) -> tuple[float, float]:
        """The least value that holds and the least to be checked; without the second nothing is left to check."""
        least = 1.0 if entry.min is None else entry.min
        if entry.check is None:
            return least, least
        if entry.check > least:
            message = f"check ({entry.check:g}) больше min ({least:g}): проверять было бы нечего"
            self.problems.add(spot.file, (*spot.path, "check"), "check", message, offset=0)
        return least, entry.check


def _never(spot: _Spot) -> Condition:
    return composition.AnyOf(spot.inside, (), frozenset())
