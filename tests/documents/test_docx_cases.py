"""Real documents: whatever their annotators copied out of them stands in what was read, whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reviewer.documents.docx import read
from reviewer.model.document import Document

FIELDS = ("section", "activity", "deadline", "responsible", "participants", "outcome")
_MARKER = re.compile(r"^(?:\d+[.)]*)+|^- ")
_NO_WORD = re.compile(r"\W+")


def folded(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()


def readable(document: Document) -> set[str]:
    """Every run of lines of a cell, with and without the number before it, and every paragraph."""
    found = {folded(paragraph.text) for paragraph in document.paragraphs}
    for table in document.tables:
        for cell in table.cells:
            lines = cell.text.split("\n")
            for first in range(len(lines)):
                for last in range(first, len(lines)):
                    text = " ".join(lines[first : last + 1])
                    found |= {folded(text), folded(_MARKER.sub("", text))}
    return found


def gold_of(path: Path) -> Path:
    if path.parent.name == "submitted":
        return path.parent.parent / "gold" / f"{path.stem}.gold.json"
    return path.with_name("gold.json" if path.stem == "source" else f"{path.stem}.gold.json")


def test_every_annotated_value_is_there(shared):
    files = sorted((shared / "cases").rglob("*.docx"))
    assert files
    for path in files:
        found = readable(read(path, path.name))
        gold = json.loads(gold_of(path).read_text(encoding="utf-8"))
        values = {activity[field] for activity in gold["activities"] for field in FIELDS if activity.get(field)}
        assert not {value for value in values if folded(value) not in found}, path.name


GRIDS = {
    "merged_cells.docx": [
        (0, 0, 0, 1, 2), (0, 0, 2, 1, 2), (0, 2, 0, 2, 1), (0, 2, 1, 2, 1), (0, 2, 2, 1, 2), (0, 3, 2, 1, 2),
        (1, 0, 2, 1, 4), (1, 1, 0, 2, 2), (1, 1, 3, 2, 1), (1, 1, 4, 1, 2),
    ],
    "big_table_with_merged_cells.docx": [(0, 1, 0, 1, 10), (0, 5, 5, 1, 5), (0, 3, 0, 3, 4)],
    "word_tables.docx": [(3, 1, 1, 2, 1), (4, 4, 4, 2, 1), (5, 1, 1, 1, 1), (6, 0, 2, 2, 1)],
}  # fmt: skip
"""Table, row, column, row span, column span."""


@pytest.mark.parametrize("name", sorted(GRIDS))
def test_spans_of_other_projects_documents(shared, name):
    tables = read(shared / "odd" / name, name).tables
    for table, *place in GRIDS[name]:
        assert place in [[cell.row, cell.column, cell.row_span, cell.column_span] for cell in tables[table].cells]


def test_every_grid_square_has_at_most_one_cell(shared):
    for path in sorted(shared.rglob("*.docx")):
        if path.stem in {"broken", "truncated62886", "bug53475-password-is-pass"}:
            continue
        for table in read(path, path.name).tables:
            squares = [
                (row, column)
                for cell in table.cells
                for row in range(cell.row, cell.row + cell.row_span)
                for column in range(cell.column, cell.column + cell.column_span)
            ]
            assert len(squares) == len(set(squares))
            assert max(squares) <= (table.row_count, table.column_count)
            assert list(table.cells) == sorted(table.cells, key=lambda cell: (cell.row, cell.column))
