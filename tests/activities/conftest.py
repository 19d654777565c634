"""A notation for documents, so that a case is the document itself.

**Дорожная карта**          a bold, centred line
## I. Раздел                a heading
Текст                       a plain line; «1) Текст» with a label: «[1)] Текст»
| № | Мероприятие | Срок |  a row of a table; «^» goes on from the cell above, «<» from the cell to the left,
| 1 | Семинар // 2 | ^ |    «//» breaks a line; «~» alone in a line parts two tables
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reviewer.activities.assembling import assemble
from reviewer.model.document import Block, Cell, Document, Paragraph, Table
from reviewer.model.roadmap import Activity, Roadmap

Read = Callable[..., Roadmap]
Show = Callable[..., list[tuple[str | None, ...]]]


def table_of(rows: list[list[str]], number: int) -> Table:
    width = max(map(len, rows))
    owners: dict[tuple[int, int], list[tuple[int, int]]] = {}
    places: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            owner = places[r - 1, c] if text == "^" else places[r, c - 1] if text == "<" else (r, c)
            places[r, c] = owner
            owners.setdefault(owner, []).append((r, c))
    cells = tuple(
        Cell(
            r,
            c,
            rows[r][c].replace(" // ", "\n"),
            row_span=len({row for row, _ in squares}),
            column_span=len({column for _, column in squares}),
            page=1,
        )
        for (r, c), squares in owners.items()
    )
    return Table(number, len(rows), width, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def paragraph_of(line: str) -> Paragraph:
    label = re.match(r"\[([^\]]+)\]\s*", line)
    text = line[label.end() :] if label else line
    if text.startswith("## "):
        return Paragraph(text[3:], heading_level=2)
    if text.startswith("**"):
        return Paragraph(text.strip("*"), bold=True, centered=True)
    return Paragraph(text.replace(" // ", "\n"), label=label.group(1) if label else None)


def document_of(source: str, *, file: str = "план.docx", kind: str = "docx") -> Document:
    blocks: list[Block] = []
    rows: list[list[str]] = []
    number = 0
    for line in [*map(str.strip, source.strip().splitlines()), "~"]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            number += 1
            blocks.append(table_of(rows, number))
            rows = []
        if line and line != "~":
            blocks.append(paragraph_of(line))
    return Document(file, kind, tuple(blocks))


@pytest.fixture
def document() -> Callable[..., Document]:
    return document_of


@pytest.fixture
def read() -> Read:
    """The roadmap of a document in the notation above."""

    def reading(source: str, **keywords: str) -> Roadmap:
        return assemble(document_of(source, **keywords))

    return reading


@pytest.fixture
def show(read: Read) -> Show:
    """Chosen fields of each activity."""

    def showing(source: str, *fields: str) -> list[tuple[str | None, ...]]:
        def chosen(activity: Activity) -> tuple[str | None, ...]:
            return tuple(getattr(activity, field) for field in fields)

        return [chosen(activity) for activity in read(source).activities]

    return showing
