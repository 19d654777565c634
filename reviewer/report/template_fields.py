"""What a Word template may ask for: the fields of the typed context, each with its meaning and an example, in Russian.

The types of the context decide what exists; a test holds this list to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from reviewer.model.region import Name
from reviewer.report.changes_context import ChangesContext
from reviewer.report.changes_document import TEMPLATE as CHANGES_TEMPLATE
from reviewer.report.context import ReportContext
from reviewer.report.municipal import MunicipalityView
from reviewer.report.pictures import Chart
from reviewer.resources import data_folder

_PRINTED = frozenset({Name, Chart})
"""Records that are printed as a whole: a name, a picture."""
ROOTS: Mapping[str, type] = {"municipality": MunicipalityView}
"""What a conclusion has besides the fields of the whole report."""


@dataclass(frozen=True, slots=True)
class Field:
    """`kind`: the type of the value; `element`: of its items, where it is a list."""

    name: str
    kind: Any
    element: Any = None

    @property
    def record(self) -> type | None:
        """The record that the field, or an item of it, is; None where it is plain text or a number."""
        found = self.element or self.kind
        return found if isinstance(found, type) and is_dataclass(found) and found not in _PRINTED else None


@cache
def fields_of(record: type) -> Mapping[str, Field]:
    """The fields and properties of a record of the context, by name."""
    hints = get_type_hints(record)
    found = {item.name: _field(item.name, hints[item.name]) for item in fields(record)}
    for name, value in vars(record).items():
        if isinstance(value, property) and not name.startswith("_"):
            found[name] = _field(name, get_type_hints(value.fget)["return"])
    return found


def root_fields(template: str = "") -> Mapping[str, Field]:
    """What a template of that file name may begin an expression with."""
    if template == CHANGES_TEMPLATE:
        return fields_of(ChangesContext)
    return {**fields_of(ReportContext), **{name: Field(name, kind) for name, kind in ROOTS.items()}}


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
    seen: list[type] = [ReportContext]
    for record in seen:
        yield record
        fields = root_fields() if record is ReportContext else fields_of(record)
        seen.extend(found.record for found in fields.values() if found.record and found.record not in seen)
