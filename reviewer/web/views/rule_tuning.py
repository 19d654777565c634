"""One parameter or signal as a form shows it: what of it may be changed without knowing how rule files are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reviewer.jobs.rule_changing import Change
from reviewer.rulebook.bounds import bounds_of
from reviewer.rulebook.packs import Pack, read_pack
from reviewer.rulebook.problems import Problems
from reviewer.rulebook.rulebook import Parameter, Rulebook
from reviewer.rulebook.tuning import Branch, Section, Tuning
from reviewer.web.views.explaining import FIELDS, counted_words
from reviewer.web.views.rules import measured

BRANCHES: Mapping[Branch, str] = {"any": "Подходит, если есть", "none": "Не подходит, если есть"}
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class BucketField:
    """A grade of a parameter. `least`: the number that it begins with, in percent where a share is measured."""

    id: str
    title: str
    least: str
    free: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class PhraseLine:
    """`particulars`: where and how it is looked for, where that is not the usual."""

    text: str
    particulars: str


@dataclass(frozen=True, slots=True)
class PhraseList:
    """Phrases of a branch. `taken`: those that the profile takes out; `others`: conditions that are no plain phrases."""

    branch: Branch
    title: str
    phrases: tuple[PhraseLine, ...]
    taken: tuple[str, ...]
    others: int


@dataclass(frozen=True, slots=True)
class RuleCard:
    """`reason`: why it is switched off; empty where it is in force. `number`: count or share, else empty. `asks`: what is measured."""

    section: Section
    id: str
    title: str
    note: str
    reason: str
    number: str = ""
    asks: str = ""
    buckets: tuple[BucketField, ...] = ()
    lists: tuple[PhraseList, ...] = ()
    examples: tuple[str, ...] = ()


def view_rule(change: Change, rulebook: Rulebook, section: Section, name: str) -> RuleCard | None:
    """None where the rules have none of the name."""
    with change.changed.laid_out() as folder:
        pack = read_pack(folder, Problems())
    piece = pack.pieces.get((section, name)) if pack else None
    if pack is None or piece is None or not isinstance(piece.value, dict):
        return None
    entry: dict[str, Any] = piece.value
    reason = _reason(pack, section, name)
    head = (section, name, str(entry.get("title", name)), str(entry.get("note") or ""), reason)
    if section == "signals":
        tuning = Tuning(change.changed.files)
        lists = tuple(_phrases(entry, branch, tuning.taken_phrases(name, branch)) for branch in BRANCHES)
        return RuleCard(*head, lists=lists, examples=_examples(entry))
    parameter = rulebook.parameter(name)
    number = parameter.measure.kind if parameter and parameter.measure.kind in {"count", "share"} else ""
    asks = _asks(rulebook, parameter) if parameter else ""
    return RuleCard(*head, number=number, asks=asks, buckets=_buckets(parameter) if parameter else ())


def told(least: Decimal, kind: str) -> str:
    """«60», «12,5»: a share in percent."""
    value = least * _HUNDRED if kind == "share" else least
    return f"{value.normalize():f}".replace(".", ",")


def _asks(rulebook: Rulebook, parameter: Parameter) -> str:
    counted = counted_words(parameter, {one.id: one.title for one in rulebook.signals.values()})
    return f"{measured(parameter)} ({counted})" if counted else measured(parameter)


def _reason(pack: Pack, section: Section, name: str) -> str:
    gone = pack.gone.get((section, name))
    return gone.reason or "" if gone else ""


def _buckets(parameter: Parameter) -> tuple[BucketField, ...]:
    kind = parameter.measure.kind
    known = {one.id: one for one in parameter.buckets}
    bounds = bounds_of(kind, parameter.buckets)
    if not bounds:
        return tuple(BucketField(one.id, one.title, "", False, one.verdict) for one in parameter.buckets)  # noqa: FBT003
    return tuple(
        BucketField(one.bucket, known[one.bucket].title, told(one.least, kind), one.free, known[one.bucket].verdict)
        for one in bounds
    )


def _phrases(entry: Mapping[str, Any], branch: Branch, taken: tuple[str, ...]) -> PhraseList:
    items = [one for one in entry.get(branch) or () if isinstance(one, dict)]
    plain = [one for one in items if "phrase" in one]
    lines = tuple(PhraseLine(" ".join(str(one["phrase"]).split()), "; ".join(_particulars(one))) for one in plain)
    return PhraseList(branch, BRANCHES[branch], lines, taken, len(items) - len(plain))


def _particulars(item: Mapping[str, Any]) -> Iterable[str]:
    if "in" in item:
        yield "в полях: " + ", ".join(FIELDS.get(str(one), str(one)) for one in item["in"])
    if item.get("order") == "any":
        yield "в любом порядке"


def _examples(entry: Mapping[str, Any]) -> tuple[str, ...]:
    tests = entry.get("tests") or {}
    found = tests.get("match") or [] if isinstance(tests, dict) else []
    return tuple(str(one.get("activity", "")) if isinstance(one, dict) else str(one) for one in found)
