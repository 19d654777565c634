"""Rules as their pages show them: which there are, and what one of them asks, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.jobs.rule_changing import Change
from reviewer.jobs.rule_checking import Checked
from reviewer.model.errors import Place
from reviewer.report.wording import AUDIENCES, LEVELS, OUTCOMES, SCOPES, THEMES, VERDICTS
from reviewer.rulebook.branches import kind_of, parts_of, sought_by, text_of, walk
from reviewer.rulebook.places import Places
from reviewer.rulebook.rulebook import LabelKind, Parameter, Rulebook, Signal
from reviewer.web.views.explaining import counted_words

_PHRASES = 5
"""Phrases that are told of a signal."""
_MEASURES = {"count": "число мероприятий", "share": "доля мероприятий", "exists": "есть ли мероприятия"}
_DOCUMENT = {
    "submitted": "представлена ли «дорожная карта»",
    "in_time": "представлена ли она в срок",
    "period_covered": "охватывает ли она весь период",
}
_COMPARED = re.compile(r"(==|>=|<=|>|<)\s*(\S+)")
_SIGNS = {"==": "ровно", ">=": "не меньше", "<=": "не больше", ">": "больше", "<": "меньше"}
LABEL_WORDS: Mapping[LabelKind, Mapping[Any, str]] = {
    "theme": THEMES,
    "audience": AUDIENCES,
    "level": LEVELS,
    "scope": SCOPES,
    "outcome": OUTCOMES,
}
_GROUPS: Mapping[LabelKind | None, str] = {
    "theme": "Другие темы",
    "level": "Уровень мероприятия",
    "audience": "Участники",
    "scope": "Охват школ",
    "outcome": "Вид результата",
    None: "Вспомогательные: на них опираются другие признаки",
}
"""Titles of the groups of signals that no parameter asks for by itself."""
_GIVES: Mapping[LabelKind, str] = {
    "theme": "тема",
    "audience": "участники",
    "level": "уровень",
    "scope": "охват",
    "outcome": "вид результата",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a rule is written. `own`: in the profile itself, and not in what it stands on."""

    pack: str
    path: str
    line: int | None
    own: bool


@dataclass(frozen=True, slots=True)
class BucketLine:
    title: str
    when: str
    kind: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """`measures`: what is measured, `counted`: of which activities, in words."""

    id: str
    title: str
    measures: str
    counted: str
    buckets: tuple[BucketLine, ...]
    note: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class SignalLine:
    """`gives`: the label, in words; `phrases`: some of those that it is known by, and `more` how many there are besides."""

    id: str
    title: str
    gives: str
    phrases: tuple[str, ...]
    more: int
    cases: int
    note: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class SignalGroup:
    """Signals that serve the same: a parameter, or a label that every activity has."""

    title: str
    signals: tuple[SignalLine, ...]


@dataclass(frozen=True, slots=True)
class DisabledLine:
    """`section`: «parameters» or «signals»."""

    id: str
    section: str
    title: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class RulesView:
    """What the rules of a profile ask. Empty where they do not load."""

    title: str
    version: str
    parameters: tuple[ParameterLine, ...] = ()
    signals: tuple[SignalLine, ...] = ()
    groups: tuple[SignalGroup, ...] = ()
    disabled: tuple[DisabledLine, ...] = ()


def view_rules(checked: Checked, change: Change) -> RulesView:
    """What the rules of the profile ask, with the draft over them."""
    rulebook = checked.rulebook
    if rulebook is None:
        return RulesView("", "")
    titles = {signal.id: signal.title for signal in rulebook.signals.values()}
    with change.changed.laid_out() as folder:
        places = Places(folder)
        signals = tuple(_signals(rulebook, places, folder))
        return RulesView(
            rulebook.title,
            rulebook.version,
            tuple(
                _parameter(one, titles, _spot(places.of(f"parameters.{one.id}"), folder)) for one in rulebook.parameters
            ),
            signals,
            tuple(_groups(rulebook, signals)),
            tuple(
                DisabledLine(
                    one.id, f"{one.kind}s", one.title, "параметр" if one.kind == "parameter" else "признак", one.reason
                )
                for one in rulebook.disabled
            ),
        )


def _parameter(parameter: Parameter, titles: Mapping[str, str], spot: Spot) -> ParameterLine:
    measure = parameter.measure
    return ParameterLine(
        parameter.id,
        parameter.title,
        measured(parameter),
        counted_words(parameter, titles),
        tuple(
            BucketLine(one.title, _range(one.when, share=measure.kind == "share"), one.verdict, VERDICTS[one.verdict])
            for one in parameter.buckets
            if measure.kind != "document"
        ),
        parameter.note or "",
        spot,
    )


def measured(parameter: Parameter) -> str:
    """«число мероприятий»."""
    measure = parameter.measure
    return _DOCUMENT.get(measure.document or "", "") if measure.kind == "document" else _MEASURES[measure.kind]


def _range(when: str, *, share: bool) -> str:
    """«не меньше 0,5», «от 2 до 5»."""
    told = []
    for part in when.split(","):
        found = _COMPARED.fullmatch(part.strip())
        if found is None:
            low, _, high = part.strip().partition("..")
            told.append(f"от {_number(low, share=share)} до {_number(high, share=share)}" if high else part.strip())
        else:
            told.append(f"{_SIGNS[found[1]]} {_number(found[2], share=share)}")
    return " и ".join(told)


def _number(text: str, *, share: bool) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    return (f"{value * 100:g} %" if share else f"{value:g}").replace(".", ",")


def _signals(rulebook: Rulebook, places: Places, folder: Path) -> Iterator[SignalLine]:
    sought = sought_by(rulebook)
    for signal in rulebook.signals.values():
        phrases = [
            text_of(one, sought)
            for one in walk(signal.condition)
            if not parts_of(one) and kind_of(one, sought) == "phrase"
        ]
        yield SignalLine(
            signal.id,
            signal.title,
            _gives(signal),
            tuple(phrases[:_PHRASES]),
            max(0, len(phrases) - _PHRASES),
            len(signal.tests.match) + len(signal.tests.no_match),
            signal.note or "",
            _spot(places.of(f"signals.{signal.id}"), folder),
        )


def _groups(rulebook: Rulebook, lines: Iterable[SignalLine]) -> Iterator[SignalGroup]:
    """In the order of the parameters, then the others. A signal that serves two parameters stands with the first."""
    gathered: dict[str, list[SignalLine]] = {
        **{f"Параметр «{one.title}»": [] for one in rulebook.parameters},
        **{title: [] for title in _GROUPS.values()},
    }
    for line in lines:
        signal = rulebook.signals[line.id]
        kind = signal.gives.kind if signal.gives else None
        asking = (one for one in rulebook.parameters if signal.label in one.measure.labels)
        parameter = next(asking, None) if kind in {None, "theme"} else None
        gathered[f"Параметр «{parameter.title}»" if parameter else _GROUPS[kind]].append(line)
    return (SignalGroup(title, tuple(found)) for title, found in gathered.items() if found)


def _gives(signal: Signal) -> str:
    label = signal.gives
    return f"{_GIVES[label.kind]}: {LABEL_WORDS[label.kind].get(label.value, label.value)}" if label else ""


def _spot(place: Place, folder: Path) -> Spot:
    file = Path(place.file or "")
    home = next((parent for parent in file.parents if (parent / "pack.yaml").is_file()), folder)
    own = home.resolve() == folder.resolve()
    path = file.relative_to(home).as_posix() if file.is_relative_to(home) else file.name
    return Spot(folder.name if own else home.name, path, place.line, own)
