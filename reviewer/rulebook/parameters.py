"""Compiles the parameters of a pack: measures, buckets and texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from reviewer.model.facts import AUDIENCES, THEMES
from reviewer.model.review import VerdictKind
from reviewer.rulebook import schema
from reviewer.rulebook.cases import parameter_case
from reviewer.rulebook.measures import Bucket, Measure, MeasureKind, Range, Where
from reviewer.rulebook.packs import Located, Pack
from reviewer.rulebook.problems import KeyPath, Problems, nearest
from reviewer.rulebook.ranges import RangeError, faults, read_range
from reviewer.rulebook.references import report_gone, report_missing
from reviewer.rulebook.rulebook import Advice, Label, LabelKind, Parameter
from reviewer.rulebook.samples import finding_sample, summary_sample
from reviewer.rulebook.signals import Judges
from reviewer.rulebook.texts import Text, faults_of

_VERDICTS: tuple[str, ...] = get_args(VerdictKind)
_KINDS: Mapping[str, LabelKind] = {
    "level": "level",
    "scope": "scope",
    "outcome_kind": "outcome",
    "audience": "audience",
}
_ADVICE = re.compile(r"(share|count)\(\s*(\w+)\s*\)\s*(==|>=|<=|>|<)\s*(\d+(?:\.\d+)?)")


def compile_parameters(pack: Pack, judges: Judges, problems: Problems) -> tuple[Parameter, ...]:
    """Compile all parameters of a pack in the order of the outputs. What is wrong goes to `problems`."""
    compiled = {
        name: _Compiler(name, located, judges, pack, problems).compile() for name, located in pack.parameters.items()
    }
    first = pack.parameters_order.entry if pack.parameters_order else []
    for number, name in enumerate(first):
        if name not in compiled and pack.parameters_order:
            _report_unordered(pack, pack.parameters_order, number, problems)
    order = dict.fromkeys((*(name for name in first if name in compiled), *compiled))
    return tuple(compiled[name] for name in order)


def _report_unordered(pack: Pack, order: Located[list[str]], number: int, problems: Problems) -> None:
    """An inherited order may name what this pack has taken away; its own may not."""
    name = order.entry[number]
    gone = pack.gone.get(("parameters", name))
    if gone is None or gone.place.file.locate(gone.place.path)[0].pack == order.pack:
        key, path = ("parameters", name), (*order.path, number)
        message = f"нет параметра «{name}»"
        report_missing(pack, problems, key, order.file, path, code="parameter", message=message)


@dataclass(frozen=True, slots=True)
class _Compiler:
    name: str
    located: Located[schema.ParameterEntry]
    judges: Judges
    pack: Pack
    problems: Problems

    def compile(self) -> Parameter:
        entry = self.located.entry
        measure = self._measure(entry.measure)
        buckets = self._buckets(measure.kind, entry.buckets)
        parameter = Parameter(
            id=self.name,
            title=entry.title,
            measure=measure,
            holds=tuple(entry.holds),
            buckets=buckets,
            rule=f"{self.located.pack}#parameters.{self.name}",
            finding=self._text(entry.finding, ("finding",), finding_sample(measure.kind)),
            remark=self._remarks(entry.remark, measure.kind, buckets),
            summary=self._text(entry.summary, ("summary",), summary_sample()),
            advice=self._advice(entry.advice, buckets),
            note=entry.note,
            tests=tuple(
                parameter_case(test, self.located.file, (*self.located.path, "tests", number))
                for number, test in enumerate(entry.tests)
            ),
        )
        for number, test in enumerate(entry.tests):
            self._known(test.bucket, [bucket.id for bucket in buckets], ("tests", number, "bucket"), "диапазона")
        return parameter

    def _add(self, path: KeyPath, code: str, message: str, suggestion: str | None = None) -> None:
        whole = (*self.located.path, *path)
        self.problems.add(self.located.file, whole, code, message, offset=0, suggestion=suggestion)

    def _about_key(self, path: KeyPath, code: str, message: str, suggestion: str | None = None) -> None:
        self.problems.add(self.located.file, (*self.located.path, *path), code, message, suggestion=suggestion)

    def _known(self, name: str, known: Iterable[str], path: KeyPath, kind: str) -> None:
        names = list(known)
        if name not in names:
            self._add(path, "reference", f"нет {kind} «{name}»", nearest(name, names))

    def _measure(self, entry: schema.MeasureEntry) -> Measure:
        if entry.document is not None:
            return Measure("document", document=entry.document)
        kind: MeasureKind = "count" if entry.count else "share" if entry.share else "exists"
        labels: set[str] = set()
        where = self._where(entry.where, ("measure", "where"), labels)
        return Measure(kind, where, labels=frozenset(labels))

    def _where(self, entry: schema.WhereEntry, path: KeyPath, labels: set[str]) -> Where:
        """`labels`: where the labels that the counted activities must have are gathered."""
        facets = {
            "level": _listed(entry.level),
            "scope": _listed(entry.scope),
            "outcome_kind": _listed(entry.outcome_kind),
            "theme": _listed(entry.theme),
            "audience": _listed(entry.audience),
            "signal": _listed(entry.signal),
            "deadline.kind": _listed(entry.deadline_kind),
            "deadline.concrete": () if entry.deadline_concrete is None else (str(entry.deadline_concrete).lower(),),
        }
        self._check_names(facets, path)
        labels.update(facets["theme"])
        for facet, kind in _KINDS.items():
            labels.update(f"{kind}:{value}" for value in facets[facet])
        labels.update(self.judges.signals[name].label for name in facets["signal"] if name in self.judges.signals)
        return Where(
            tuple((name, frozenset(values)) for name, values in facets.items() if values),
            tuple(self._where(part, (*path, "all", number), labels) for number, part in enumerate(entry.all)),
            tuple(self._where(part, (*path, "any", number), labels) for number, part in enumerate(entry.any)),
            tuple(self._where(part, (*path, "none", number), set()) for number, part in enumerate(entry.none)),
        )

    def _check_names(self, facets: Mapping[str, tuple[str, ...]], path: KeyPath) -> None:
        for facet, names, kind in (("theme", THEMES, "темы"), ("audience", AUDIENCES, "аудитории")):
            for value in facets[facet]:
                self._known(value, names, (*path, facet), kind)
        file, whole = self.located.file, (*self.located.path, *path)
        for value in facets["signal"]:
            if value not in self.judges.signals:
                key, at = ("signals", value), (*whole, "signal")
                message = f"нет признака «{value}»"
                report_missing(self.pack, self.problems, key, file, at, code="reference", message=message)
        for facet in ("theme", *_KINDS):
            for value in facets[facet]:
                label = Label(_KINDS.get(facet, "theme"), value)
                giver = self.judges.ungiven.get(label)
                if giver is not None:
                    report_gone(self.pack, giver, self.problems, file, (*whole, facet))

    def _buckets(self, kind: MeasureKind, entries: list[schema.BucketEntry]) -> tuple[Bucket, ...]:
        buckets: list[Bucket] = []
        readable = True
        for number, entry in enumerate(entries):
            if entry.id in {bucket.id for bucket in buckets}:
                self._add(("buckets", number, "id"), "duplicate", f"диапазон «{entry.id}» повторяется")
            try:
                spread = read_range(entry.when)
            except RangeError as error:
                self._add(("buckets", number, "when"), "range", str(error))
                spread, readable = Range(), False
            buckets.append(Bucket(entry.id, entry.title, entry.verdict, entry.when, spread))
        for fault in faults(kind, buckets) if readable else ():
            self._about_key(("buckets",), "buckets", fault)
        return tuple(buckets)

    def _remarks(self, entries: Mapping[str, str], kind: MeasureKind, buckets: Iterable[Bucket]) -> dict[str, Text]:
        known = (*(bucket.id for bucket in buckets), *_VERDICTS)
        remarks: dict[str, Text] = {}
        for name, source in entries.items():
            if name not in known:
                self._about_key(
                    ("remark", name), "reference", f"нет диапазона или вывода «{name}»", nearest(name, known)
                )
            text = self._text(source, ("remark", name), finding_sample(kind))
            if text is not None:
                remarks[name] = text
        return remarks

    def _text(self, source: str | None, path: KeyPath, sample: Mapping[str, object]) -> Text | None:
        if source is None:
            return None
        whole = (*self.located.path, *path)
        for fault in faults_of(source, sample):
            suggestion = nearest(fault.word, fault.known) if fault.word else None
            self.problems.add(self.located.file, whole, "text", fault.message, word=fault.word, suggestion=suggestion)
        return Text(source, self.located.file.origin(whole))

    def _advice(self, entry: schema.AdviceEntry | None, buckets: Iterable[Bucket]) -> Advice | None:
        if entry is None:
            return None
        text = self._text(entry.text, ("advice", "text"), summary_sample())
        when = _ADVICE.fullmatch(entry.when.strip())
        if when is None or text is None:
            message = "условие пишется так: «share(not_met) > 0» или «count(bucket) >= 3»; дробная часть – через точку"
            self._add(("advice", "when"), "advice", message)
            return None
        known = (*(bucket.id for bucket in buckets), *_VERDICTS)
        self._known(when[2], known, ("advice", "when"), "диапазона или вывода")
        return Advice("share" if when[1] == "share" else "count", when[2], when[3], float(when[4]), text)


def _listed(value: str | list[str] | Iterable[str] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)
