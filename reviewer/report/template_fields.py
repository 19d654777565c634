"""What a Word template may ask for: the fields of the typed context, each with its meaning and an example, in Russian.

The types of the context decide what exists; a test holds this list to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from itertools import chain
from typing import Any, get_args, get_origin, get_type_hints

from reviewer.model.region import Name
from reviewer.report.changes_context import ChangesContext
from reviewer.report.changes_document import TEMPLATE as CHANGES_TEMPLATE
from reviewer.report.context import ReportContext
from reviewer.report.documents import CONCLUSION, LETTER, SPRAVKA
from reviewer.report.municipal import MunicipalityView
from reviewer.report.pictures import Chart
from reviewer.report.remarks import RemarksView
from reviewer.resources import data_folder

_PRINTED = frozenset({Name, Chart})
"""Records that are printed as a whole: a name, a picture."""
_OWN = {"municipality": MunicipalityView, "resubmission": RemarksView}
"""What a conclusion has besides the fields of the whole report: what others did need not be in it."""


@dataclass(frozen=True, slots=True)
class Field:
    """`kind`: the type of the value; `element`: of its items, where it is a list. Several types: it may be any of them."""

    name: str
    kind: Any
    element: Any = None

    @property
    def records(self) -> tuple[type, ...]:
        """The records that the field, or an item of it, may be; none where it is plain text or a number."""
        found = _several(self.element or self.kind)
        return tuple(kind for kind in found if isinstance(kind, type) and is_dataclass(kind) and kind not in _PRINTED)


@cache
def fields_of(record: type) -> Mapping[str, Field]:
    """The fields and properties of a record of the context, by name."""
    hints = get_type_hints(record)
    found = {item.name: _field(item.name, hints[item.name]) for item in fields(record)}
    for name, value in vars(record).items():
        if isinstance(value, property) and not name.startswith("_"):
            found[name] = _field(name, get_type_hints(value.fget)["return"])
    return found


def fields_of_any(records: Sequence[type]) -> Mapping[str, Field]:
    """The fields of several records together."""
    return _joined([fields_of(record) for record in records])


def root_fields(template: str = "") -> Mapping[str, Field]:
    """What a template of that file name may begin an expression with; of another name, whatever any template may."""
    own = {name: Field(name, kind) for name, kind in _OWN.items()}
    report, changes = fields_of(ReportContext), fields_of(ChangesContext)
    by_template = {SPRAVKA: report, LETTER: report, CONCLUSION: {**report, **own}, CHANGES_TEMPLATE: changes}
    return by_template.get(template) or _joined([report, own, changes])


def _joined(groups: Sequence[Mapping[str, Field]]) -> Mapping[str, Field]:
    found: dict[str, Field] = {}
    for name, item in chain.from_iterable(group.items() for group in groups):
        first = found.setdefault(name, item)
        found[name] = Field(name, _either(first.kind, item.kind), _either(first.element, item.element))
    return found


def _several(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a type
    return kind if isinstance(kind, tuple) else (kind,)


def _either(one: Any, other: Any) -> Any:  # noqa: ANN401 - types
    both = tuple(dict.fromkeys((*_several(one), *_several(other))))
    return both[0] if len(both) == 1 else both


def _field(name: str, hint: Any) -> Field:  # noqa: ANN401 - a type
    arguments = [argument for argument in get_args(hint) if argument is not type(None)]
    if get_origin(hint) is tuple:
        return Field(name, tuple, arguments[0])
    if arguments and not isinstance(hint, type) and all(isinstance(argument, type) for argument in arguments):
        return Field(name, arguments[0])
    return Field(name, hint)


@dataclass(frozen=True, slots=True)
class Note:
    """What a field is, and an example of its value."""

    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class RecordNotes:
    """`title`: how a methodist reaches the record."""

    title: str
    fields: Mapping[str, Note]


def all_notes() -> Mapping[str, RecordNotes]:
    """The notes of every record, by the name of its type, as they stand in the tables of `templates/README.md`."""
    found: dict[str, RecordNotes] = {}
    title = ""
    notes: dict[str, Note] = {}
    for line in (data_folder("templates") / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            title = line[4:]
        elif record := _RECORD.fullmatch(line):
            notes = {}
            found[record["name"]] = RecordNotes(title, notes)
        elif note := _NOTE.fullmatch(line):
            notes[note["name"]] = Note(
                note["meaning"].replace("\\|", "|"), note["example"].replace("\\|", "|").strip("`")
            )
    return found


_RECORD = re.compile(r"<!-- (?P<name>\w+) -->")
_NOTE = re.compile(r"\| `(?P<name>\w+)` \| (?P<meaning>.*?) \| (?P<example>.*) \|")


def records() -> Iterator[type]:
    """Every record that a template can reach."""
    seen: list[type] = [ReportContext, *_OWN.values(), ChangesContext]
    for record in seen:
        yield record
        for found in fields_of(record).values():
            seen.extend(kind for kind in found.records if kind not in seen)
