"""Rules as their pages show them: which there are, and what one of them asks, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from reviewer.jobs.rule_changing import Change, profile_names
from reviewer.jobs.rule_checking import Checked
from reviewer.model.errors import Place, UsageError
from reviewer.report.wording import AUDIENCES, LEVELS, OUTCOMES, SCOPES, THEMES, VERDICTS
from reviewer.rulebook.branches import kind_of, parts_of, sought_by, text_of, walk
from reviewer.rulebook.places import Places
from reviewer.rulebook.rulebook import LabelKind, Parameter, Rulebook, Signal
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import campaigns
from reviewer.store.profile_archives import Files
from reviewer.store.rulesets import SHIPPED, profile_name, sources_of, versions_in_force
from reviewer.web.views.explaining import counted_words
from reviewer.web.views.heads import campaign_name

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
_TOP = re.compile(r"^(title|version|name|id):[ \t]*([^#\n{]+)", re.MULTILINE)
LABEL_WORDS: Mapping[LabelKind, Mapping[Any, str]] = {
    "theme": THEMES,
    "audience": AUDIENCES,
    "level": LEVELS,
    "scope": SCOPES,
    "outcome": OUTCOMES,
}
_GIVES: Mapping[LabelKind, str] = {
    "theme": "тема",
    "audience": "участники",
    "level": "уровень",
    "scope": "охват",
    "outcome": "вид результата",
}


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """A profile in the list.

    Attributes:
        number: Of the version in force, 0 for what ships; `author`, `made_at`: of that version.
        base: The pack that it stands on.
        has_region: Whether it is of a region; `has_rules`: whether it has rules of its own.
        campaigns: Ids and names of those that are judged by it.
        standing: Names of the profiles that stand on it.
    """

    name: str
    title: str
    version: str
    number: int
    author: str
    made_at: datetime | None
    base: str
    has_region: bool
    has_rules: bool
    campaigns: tuple[tuple[int, str], ...]
    standing: tuple[str, ...]


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
class DisabledLine:
    title: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a profile. `draft`: «изменён», «новый», «будет убран» or empty; `editable`: as text."""

    path: str
    size: int
    draft: str
    editable: bool


@dataclass(frozen=True, slots=True)
class RulesView:
    """What the rules of a profile ask. Empty where they do not load."""

    title: str
    version: str
    parameters: tuple[ParameterLine, ...] = ()
    signals: tuple[SignalLine, ...] = ()
    disabled: tuple[DisabledLine, ...] = ()


def list_profiles(connection: Connection, blobs: Blobs) -> tuple[ProfileLine, ...]:
    """Packs that others stand on first, then regions by title."""
    chains, lines, held = {}, [], campaigns(connection)
    versions = versions_in_force(connection)
    for name in profile_names(connection):
        try:
            sources = sources_of(connection, blobs, name)
            files, chains[name] = sources.files, sources.chain
        except UsageError:
            continue
        header, region = head_of(files, "pack.yaml"), head_of(files, "region.yaml")
        version = versions.get(name)
        lines.append(
            ProfileLine(
                name=name,
                title=str(header.get("title") or region.get("name") or name),
                version=str(header.get("version", "")),
                number=version.number if version else SHIPPED,
                author=version.author if version else "",
                made_at=version.made_at if version else None,
                base=chains[name][1] if len(chains[name]) > 1 else "",
                has_region="region.yaml" in files,
                has_rules="pack.yaml" in files,
                campaigns=tuple((one.id, campaign_name(one)) for one in held if profile_name(one.profile) == name),
                standing=(),
            )
        )
    return tuple(sorted((_standing(one, chains) for one in lines), key=lambda one: (one.has_region, one.title)))


def _standing(line: ProfileLine, chains: Mapping[str, tuple[str, ...]]) -> ProfileLine:
    found = tuple(name for name, chain in chains.items() if line.name in chain and name != line.name)
    return replace(line, standing=found)


def head_of(files: Files, path: str) -> Mapping[str, str]:
    """The plain values at the top of a file, without reading the whole of it: for a list."""
    found = _TOP.findall(files.get(path, b"").decode("utf-8-sig", errors="replace"))
    return {key: value.strip().strip("\"'") for key, value in found}


def view_rules(checked: Checked, change: Change) -> RulesView:
    """What the rules of the profile ask, with the draft over them."""
    rulebook = checked.rulebook
    if rulebook is None:
        return RulesView("", "")
    titles = {signal.id: signal.title for signal in rulebook.signals.values()}
    with change.changed.laid_out() as folder:
        places = Places(folder)
        return RulesView(
            rulebook.title,
            rulebook.version,
            tuple(
                _parameter(one, titles, _spot(places.of(f"parameters.{one.id}"), folder)) for one in rulebook.parameters
            ),
            tuple(_signals(rulebook, places, folder)),
            tuple(
                DisabledLine(one.title, "параметр" if one.kind == "parameter" else "признак", one.reason)
                for one in rulebook.disabled
            ),
        )


def list_files(change: Change) -> tuple[FileLine, ...]:
    """Those in force, and those that the draft adds."""
    before, after = change.sources.files, change.changed.files
    return tuple(
        FileLine(path, len(after.get(path, before.get(path, b""))), _draft_word(path, before, after), is_text(path))
        for path in sorted({*before, *after}, key=lambda path: ("/" in path, path))
    )


def is_text(path: str) -> bool:
    return path.endswith((".yaml", ".txt"))


def _draft_word(path: str, before: Files, after: Files) -> str:
    if path not in after:
        return "будет убран"
    if path not in before:
        return "новый"
    return "" if before[path] == after[path] else "изменён"


def _parameter(parameter: Parameter, titles: Mapping[str, str], spot: Spot) -> ParameterLine:
    measure = parameter.measure
    return ParameterLine(
        parameter.id,
        parameter.title,
        _DOCUMENT.get(measure.document or "", "") if measure.kind == "document" else _MEASURES[measure.kind],
        counted_words(parameter, titles),
        tuple(
            BucketLine(one.title, _range(one.when, share=measure.kind == "share"), one.verdict, VERDICTS[one.verdict])
            for one in parameter.buckets
            if measure.kind != "document"
        ),
        parameter.note or "",
        spot,
    )


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


def _gives(signal: Signal) -> str:
    label = signal.gives
    return f"{_GIVES[label.kind]}: {LABEL_WORDS[label.kind].get(label.value, label.value)}" if label else ""


def _spot(place: Place, folder: Path) -> Spot:
    file = Path(place.file or "")
    home = next((parent for parent in file.parents if (parent / "pack.yaml").is_file()), folder)
    own = home.resolve() == folder.resolve()
    path = file.relative_to(home).as_posix() if file.is_relative_to(home) else file.name
    return Spot(folder.name if own else home.name, path, place.line, own)
