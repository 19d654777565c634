"""Paragraphs and tables of a .doc without a converter: for a file whose table LibreOffice loses.

Automatic numbers, nested tables as such and pages are not restored; cells, their merges and the text are.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from reviewer.documents.characters import plain_lines
from reviewer.documents.docx.lines import whole_words
from reviewer.documents.docx.table import PlacedCell, RowTable, numbered_tables
from reviewer.documents.office.word_file import WordFile
from reviewer.model.document import Block, Paragraph

CELL_MARK = "\x07"
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_MARKS = "\r\x07\x0c"
_PARAGRAPH = re.compile(f"[^{_MARKS}]*[{_MARKS}]|[^{_MARKS}]+")
_CHARACTERS = str.maketrans(
    {"\x0b": "\n", "\x1e": "-", "\x1f": "\xad", **{chr(code): "" for code in (*range(1, 7), 8)}}
)
"""A line break, a hyphen that holds the line, a soft hyphen; anchors of pictures, notes and comments say nothing."""

_IN_TABLE, _ENDS_ROW, _INNER_CELL, _INNER_ROW, _DEPTH = 0x2416, 0x2417, 0x244B, 0x244C, 0x6649
_TABLE_DEFINITION, _HEADER_ROW = 0xD608, 0x3404
_ALIGNMENTS, _CENTERED = (0x2461, 0x2403), 1
_DELETED, _HIDDEN = 0x0800, 0x083C
_DESCRIPTOR_BYTES = 20
_CONTINUES_LEFT, _MERGED_DOWN, _FIRST_DOWN = 0x2, 0x20, 0x40


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell of a row as the row's end defines it. `left`, `right`: twips; `flags`: of its descriptor (TCGRF)."""

    left: int
    right: int
    flags: int


@dataclass(slots=True)
class _Row:
    texts: list[str]
    slots: list[_Slot]
    is_header: bool


@dataclass(slots=True)
class _OpenTable:
    rows: list[_Row] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def blocks_of(content: bytes) -> tuple[Block, ...]:
    """The body of a .doc. Raises: as `WordFile`."""
    blocks: list[Block] = []
    tables = 0
    for item in _items(WordFile(content)):
        if isinstance(item, Paragraph):
            blocks.append(item)
        else:
            found = numbered_tables(_placed(item.rows), tables + 1, laid_out=False)
            tables += len(found)
            blocks.extend(found)
    return tuple(blocks)


def _items(file: WordFile) -> Iterator[Paragraph | _OpenTable]:
    table = _OpenTable()
    for start, end in _paragraph_bounds(file.text):
        properties = file.paragraph_properties(end - 1)
        if not _is_on(properties, _IN_TABLE):
            if table.rows:
                yield table
            table = _OpenTable()
            paragraph = _paragraph(_printed(file, start, end), properties)
            if paragraph.text:
                yield paragraph
            continue
        inner = int.from_bytes(properties.get(_DEPTH, b"\1"), "little") > 1
        if _is_on(properties, _ENDS_ROW) and not inner:
            table.rows.append(_Row(table.cells, _slots(properties), _is_on(properties, _HEADER_ROW)))
            table.cells, table.lines = [], []
            continue
        if not (inner and _is_on(properties, _INNER_ROW)):
            table.lines.append(_printed(file, start, end))
        if file.text[end - 1] == CELL_MARK and not inner:
            table.cells.append(whole_words(plain_lines("\n".join(table.lines))))
            table.lines = []
    if table.rows:
        yield table


def _paragraph_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph; its mark is the last character."""
    return (match.span() for match in _PARAGRAPH.finditer(text))


def _printed(file: WordFile, start: int, end: int) -> str:
    """A paragraph's text without its mark: deleted and hidden text and the codes of fields left out."""
    kept = "".join(
        file.text[first:after]
        for first, after, properties in file.character_runs(start, end)
        if not _is_on(properties, _DELETED) and not _is_on(properties, _HIDDEN)
    )
    return _without_field_codes(kept.rstrip(_MARKS)).translate(_CHARACTERS)


def _without_field_codes(text: str) -> str:
    if _FIELD_BEGIN not in text:
        return text
    shown: list[str] = []
    in_code: list[bool] = []
    for character in text:
        if character == _FIELD_BEGIN:
            in_code.append(True)
        elif character == _FIELD_RESULT and in_code:
            in_code[-1] = False
        elif character == _FIELD_END and in_code:
            in_code.pop()
        elif not any(in_code):
            shown.append(character)
    return "".join(shown)


def _paragraph(text: str, properties: Mapping[int, bytes]) -> Paragraph:
    aligned = next((properties[code][0] for code in _ALIGNMENTS if properties.get(code)), 0)
    return Paragraph(whole_words(plain_lines(text)), centered=aligned == _CENTERED)


def _is_on(properties: Mapping[int, bytes], code: int) -> bool:
    return properties.get(code, b"\0")[:1] == b"\1"


def _slots(properties: Mapping[int, bytes]) -> list[_Slot]:
    """The cells that the end of a row defines: their edges, and how they are merged (TDefTableOperand, TCGRF)."""
    operand = properties.get(_TABLE_DEFINITION, b"")
    if len(operand) < 3:  # noqa: PLR2004 - its length, and the number of cells
        return []
    count = operand[2]
    edges = struct.unpack_from(f"<{count + 1}h", operand, 3)
    flags = [0] * count
    for index in range(count):
        at = 3 + 2 * (count + 1) + _DESCRIPTOR_BYTES * index
        if at + 2 <= len(operand):
            (flags[index],) = struct.unpack_from("<H", operand, at)
    return [_Slot(edges[index], edges[index + 1], flags[index]) for index in range(count)]


def _placed(rows: list[_Row]) -> RowTable:
    """Cells by their edges: each edge that stands in any row begins a grid column."""
    edges = sorted({edge for row in rows for slot in row.slots for edge in (slot.left, slot.right)})
    columns = {edge: index for index, edge in enumerate(edges)}
    table = RowTable(widths_twips=[right - left for left, right in pairwise(edges)])
    for row in rows:
        if row.is_header and table.header_rows == len(table.rows):
            table.header_rows += 1
        if len(row.slots) != len(row.texts):
            table.rows.append([PlacedCell(index, index + 1, text, 1) for index, text in enumerate(row.texts)])
            continue
        cells: list[PlacedCell] = []
        for text, slot in zip(row.texts, row.slots, strict=True):
            start, end = columns[slot.left], columns[slot.right]
            if cells and slot.flags & _CONTINUES_LEFT:
                cells[-1].end = max(end, cells[-1].end)
            elif end > start:
                merged = bool(slot.flags & _MERGED_DOWN)
                cells.append(PlacedCell(start, end, text, 1, merged, merged and not slot.flags & _FIRST_DOWN))
        table.rows.append(cells)
    return table
