"""The sheets of a workbook and what they share, and what a methodist is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.documents.package import Package, Program, no_document
from reviewer.documents.safe_xml import Element
from reviewer.documents.xlsx.sheet import Book
from reviewer.documents.xlsx.strings import Text, read_strings
from reviewer.documents.xlsx.styles import children, is_set, read_styles
from reviewer.model.errors import Place, UnsupportedFormatError

EXCEL = Program("Excel", "xl/workbook.xml")
_VISIBLE = "visible"


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it. `part`: the name of its part."""

    title: str
    part: str
    hidden: bool


def sheets_of(package: Package, name: str) -> tuple[Element, tuple[SheetEntry, ...]]:
    """The workbook's root and its sheets of cells in order; charts and macros are none.

    Raises: UnreadableFileError, UnsupportedFormatError for a workbook that is not in XML.
    """
    if package.main.endswith(".bin"):
        raise UnsupportedFormatError(
            "Двоичная книга Excel (.xlsb) не читается: откройте её в Excel и сохраните как .xlsx.",
            code="unsupported-xlsb",
            place=Place(file=name),
        )
    root = package.root(package.main)
    if root is None:
        raise no_document(name, EXCEL)
    parts = {relation.id: relation.part for relation in package.relations(package.main) if relation.kind == "worksheet"}
    return root, tuple(_listed(root, parts))


def _listed(root: Element, parts: dict[str, str]) -> Iterator[SheetEntry]:
    for sheet in children(root, "sheets"):
        part = next((parts[value] for key, value in sheet.items() if str(key).endswith("}id") and value in parts), None)
        if part is not None:
            yield SheetEntry(sheet.get("name", ""), part, sheet.get("state", _VISIBLE) != _VISIBLE)


def book_of(package: Package, root: Element) -> Book:
    """Strings, styles and the calendar."""
    related = {relation.kind: relation.part for relation in reversed(package.relations(package.main))}
    properties = root.find("{*}workbookPr")
    return Book(
        strings=_strings(package, related.get("sharedstrings", "")),
        styles=read_styles(package.root(related.get("styles", ""))),
        since_1904=properties is not None and is_set(properties.get("date1904")),
    )


def _strings(package: Package, part: str) -> list[Text]:
    if part not in package.entries:
        return []
    with package.open(part) as stream:
        return read_strings(stream)
