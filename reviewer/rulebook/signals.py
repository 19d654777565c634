"""Compiles the signals of a pack: their conditions, the labels that they give, and the order to judge them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from reviewer.model.facts import THEMES
from reviewer.rulebook import condition_schema, schema
from reviewer.rulebook.cases import signal_cases
from reviewer.rulebook.compiling import GROUP_OF_FACT, Compiler, Register
from reviewer.rulebook.dictionaries import compile_dictionaries
from reviewer.rulebook.packs import Gone, Located, Pack
from reviewer.rulebook.problems import Problems, nearest
from reviewer.rulebook.rulebook import GROUPS, LABELS, FieldSearch, Label, LabelGroup, LabelKind, Plan, Signal

_DEFAULTS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "level": (("federal", "regional", "school", "municipal"), "municipal"),
    "scope": (("listed_schools", "all_schools"), "unstated"),
    "outcome": (("quantitative", "qualitative", "document"), "missing"),
}
"""Order and default of a group for which a pack says nothing: the settled cases of the taxonomy."""


@dataclass(frozen=True, slots=True)
class Judges:
    """Everything that judges an activity. `ungiven`: labels that no signal gives any more, by whom each was given."""

    signals: Mapping[str, Signal]
    labels: Mapping[str, LabelGroup]
    searches: tuple[FieldSearch, ...]
    plan: Plan
    ungiven: Mapping[Label, Gone]


def compile_signals(pack: Pack, problems: Problems) -> Judges:
    """Compile all signals of a pack. What is wrong goes to `problems`, and the result is then only good for finding more."""
    given = {name: _label(name, located, problems) for name, located in pack.signals.items()}
    labels = _groups(pack, given, problems)
    steps = _order(pack, labels, problems)
    register = Register()
    compiler = Compiler(pack, compile_dictionaries(pack, problems), register, problems)
    compiled: dict[str, Signal] = {}
    for step in steps:
        if step in pack.signals:
            located = pack.signals[step]
            condition = compiler.signal(step, located)
            entry = located.entry
            origin = f"rule:{located.file.origin(located.path)}"
            elsewhere = {path: f"rule:{place}" for path, place in compiler.origins.items()}
            cases = signal_cases(entry.tests, located.file, (*located.path, "tests"))
            compiled[step] = Signal(step, entry.title, given[step], condition, origin, entry.note, cases, elsewhere)
    signals = {name: compiled[name] for name in pack.signals}
    return Judges(signals, labels, register.by_field(), _plan(steps, signals), _ungiven(pack, labels, given.values()))


def _ungiven(pack: Pack, labels: Mapping[str, LabelGroup], given: Iterable[Label | None]) -> dict[Label, Gone]:
    still = {*given, *(Label(group.kind, group.default) for group in labels.values())}
    ungiven: dict[Label, Gone] = {}
    for (section, name), gone in pack.gone.items():
        label = _given_by(name, gone.gives) if section == "signals" else None
        if label is not None and label not in still:
            ungiven[label] = gone
    return ungiven


def _given_by(name: str, gives: str | None) -> Label | None:
    if gives is None:
        return Label("theme", name) if name in THEMES else None
    kind, _, value = gives.partition(":")
    return Label(kind, value) if kind in LABELS else None  # type: ignore[arg-type] # one of LABELS


def _label(name: str, located: Located[schema.SignalEntry], problems: Problems) -> Label | None:
    gives = located.entry.gives
    label = _given_by(name, gives)
    if gives is None:
        return label
    path, (kind, _, value) = (*located.path, "gives"), gives.partition(":")
    if label is None:
        message = f"«{gives}» не читается: нужно {', '.join(f'{known}:…' for known in LABELS)}"
        problems.add(located.file, path, "label", message, offset=0, suggestion=nearest(kind, LABELS))
        return None
    if value not in LABELS[label.kind]:
        message = f"нет такого значения: {label.kind}:{value}"
        problems.add(located.file, path, "label", message, offset=0, suggestion=nearest(value, LABELS[label.kind]))
        return None
    return label


def _groups(pack: Pack, given: Mapping[str, Label | None], problems: Problems) -> dict[str, LabelGroup]:
    groups: dict[str, LabelGroup] = {}
    for kind in GROUPS:
        located = pack.labels.get(kind)
        order, default = (tuple(located.entry.order), located.entry.default) if located else _DEFAULTS[kind]
        if located is not None:
            _check_group(kind, located, problems)
        givers = {value: tuple(name for name, label in given.items() if label == Label(kind, value)) for value in order}
        for name, label in given.items():
            if label is not None and label.kind == kind and label.value not in order:
                message = f"«{label}» никогда не сработает: в labels.{kind}.order нет «{label.value}»"
                problems.add(pack.signals[name].file, (*pack.signals[name].path, "gives"), "label", message, offset=0)
        says = located.pack if located else f"{pack.name}@{pack.version}"
        groups[kind] = LabelGroup(kind, order, default, f"default:{says}#labels.{kind}", givers)
    return groups


def _check_group(kind: LabelKind, located: Located[schema.LabelGroupEntry], problems: Problems) -> None:
    values = [(("order", number), value) for number, value in enumerate(located.entry.order)]
    for path, value in (*values, (("default",), located.entry.default)):
        if value not in LABELS[kind]:
            message = f"нет такого значения: {kind}:{value}"
            suggestion = nearest(value, LABELS[kind])
            problems.add(located.file, (*located.path, *path), "label", message, offset=0, suggestion=suggestion)


def _order(pack: Pack, labels: Mapping[str, LabelGroup], problems: Problems) -> list[str]:
    graph: dict[str, list[str]] = {
        name: sorted(asked for asked in _asked(located.entry) if asked in pack.signals or asked.startswith("labels."))
        for name, located in pack.signals.items()
    }
    graph |= {f"labels.{kind}": sorted(sum(group.givers.values(), ())) for kind, group in labels.items()}
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        first = next(name for name in circle if name in pack.signals)
        message = f"признаки зависят друг от друга по кругу: {' → '.join(circle)}"
        problems.add(pack.signals[first].file, pack.signals[first].path, "cycle", message)
        return list(graph)


def _asked(entry: schema.SignalEntry) -> set[str]:
    """The steps that must come before a signal."""
    return {step for condition in (*entry.any, *entry.all, *entry.none, *entry.of) for step in _asked_by(condition)}


def _asked_by(condition: condition_schema.Condition) -> Iterator[str]:
    if isinstance(condition, condition_schema.SignalCondition):
        yield condition.signal
    elif isinstance(condition, condition_schema.FactCondition) and condition.fact in GROUP_OF_FACT:
        yield f"labels.{GROUP_OF_FACT[condition.fact]}"
    else:
        for part in condition_schema.parts_of(condition):
            yield from _asked_by(part)


def _plan(steps: Sequence[str], signals: Mapping[str, Signal]) -> Plan:
    always: list[int] = []
    by_hit: dict[int, list[int]] = {}
    for number, step in enumerate(steps):
        triggers = signals[step].condition.triggers if step in signals else None
        if triggers is None:
            always.append(number)
        for trigger in triggers or ():
            by_hit.setdefault(trigger, []).append(number)
    return Plan(tuple(steps), tuple(always), {trigger: tuple(numbers) for trigger, numbers in by_hit.items()})
