"""Real documents: pdfplumber as the oracle of cells, and files of other projects with what they must give."""

from __future__ import annotations

import gc
import json
import resource
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from reviewer.documents.pdf import read
from reviewer.documents.pdf.fallback import FallbackTables
from reviewer.documents.pdf.opening import open_page, open_pdf
from reviewer.documents.pdf.page import read_page
from reviewer.model.document import Table
from reviewer.model.errors import EncryptedFileError, ReviewerError, UnreadableFileError

RULED = ("ekaterinburg-2024", "tambov-2020", "spb-moskovsky-2021")


def folded(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("case", RULED)
def test_every_cell_is_the_oracles(shared: Path, case: str) -> None:
    path = shared / "cases" / case / "source.pdf"
    with pdfplumber.open(path) as oracle, open_pdf(path, case) as document, FallbackTables(path) as fallback:
        for index, plumbed in enumerate(oracle.pages):
            with open_page(document, index, case) as page:
                tables = read_page(page, index + 1, case, fallback).layout.tables
            own = Counter(folded("".join(line.text for line in cell.lines)) for table in tables for cell in table.cells)
            theirs = Counter(
                folded(cell) for table in plumbed.extract_tables() for row in table for cell in row if cell is not None
            )
            assert +own == +theirs, f"page {index + 1}"


@pytest.mark.parametrize(
    ("name", "gold"),
    [
        ("ekaterinburg-2024/source.pdf", "ekaterinburg-2024/gold.json"),
        ("spb-moskovsky-2021/source.pdf", "spb-moskovsky-2021/gold.json"),
        ("spb-moskovsky-2021/borderless.pdf", "spb-moskovsky-2021/gold.json"),
    ],
)
def test_rows_broken_over_pages_are_whole(shared: Path, name: str, gold: str) -> None:
    """Of the annotated cells at least 98 of 100 stand in one table, word for word."""
    activities = json.loads((shared / "cases" / gold).read_text(encoding="utf-8"))["activities"]
    wanted = {
        plain(row[key]) for row in activities for key in ("activity", "deadline", "responsible", "outcome") if row[key]
    }
    (table,) = read(shared / "cases" / name, name).tables
    found = {plain(cell.text) for cell in table.cells}
    assert len(wanted - found) <= 0.02 * len(wanted), sorted(wanted - found)[:5]


def plain(text: str) -> str:
    return folded(text.lower().replace("-", "").replace("–", "").replace("•", "").rstrip(". "))


def grid(table: Table) -> list[list[str]]:
    """Rows of texts with the text of a merged cell in each of its squares."""
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                rows[row][column] = cell.text
    return rows


@pytest.mark.parametrize(
    "name", ["example_mp_table_with_repeate_header_2.pdf", "merged_vertical.pdf", "merged_horizontal.pdf"]
)
def test_grids_of_other_projects(shared: Path, name: str) -> None:
    (entry,) = (e for e in json.loads((shared / "odd" / "index.json").read_text(encoding="utf-8")) if e["file"] == name)
    (table,) = read(shared / "odd" / name, name).tables
    rows = grid(table)
    for number, row in entry["expectation"]["grid_with_merged_text_copied"].items():
        assert [folded(text) for text in rows[int(number)]] == [folded(text) for text in row]


def test_a_table_without_repeated_header_goes_on(shared: Path) -> None:
    name = "example_mp_table_wo_repeate_header.pdf"
    (table,) = read(shared / "odd" / name, name).tables
    assert (table.row_count, table.cells[-1].page) == (13, 2)


def test_a_drawing_frame_is_no_table(shared: Path) -> None:
    name = "gost_multipage_table_2.pdf"
    (table,) = read(shared / "odd" / name, name).tables
    rows = grid(table)
    assert (len(rows), rows[0][0], rows[-1][0]) == (14, "SAMPLE TEXT", "2")


def test_heads_printed_upwards_are_read(shared: Path) -> None:
    name = "example_table_with_90_orient_cells.pdf"
    (table,) = read(shared / "odd" / name, name).tables
    head = grid(table)[0]
    assert head[3] == "Установка и эксплуатация"
    assert head[-1] == "Экспертная оценка"


def test_spaces_that_are_no_glyphs_are_read(shared: Path) -> None:
    name = "VVP_6_tables.pdf"
    tables = read(shared / "odd" / name, name).tables
    assert [table.row_count for table in tables] == [3, 5, 5, 7, 7, 7]
    assert grid(tables[0])[0] == ["Государство", "Место", "ВВП (по ППС) за 2018 г."]
    assert grid(tables[3])[5][0] == "Ненефтегазовые доходы"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("odd/r6-user-password.pdf", EncryptedFileError),
        ("odd/poppler-395-0-fuzzed.pdf", UnreadableFileError),
    ],
)
def test_what_cannot_be_read_is_told(shared: Path, name: str, error: type[ReviewerError]) -> None:
    with pytest.raises(error):
        read(shared / name, name)


def test_a_picture_that_would_unpack_to_gigabytes_is_left_packed(shared: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read(shared / "odd" / "bomb_giant.pdf", "bomb.pdf").tables == ()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_memory_does_not_grow_with_the_number_of_files(shared: Path) -> None:
    path = shared / "odd" / "VVP_6_tables.pdf"

    def resident() -> int:
        gc.collect()
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])

    for _ in range(10):
        read(path, "план.pdf")
    before = resident()
    for _ in range(60):
        read(path, "план.pdf")
    assert resident() - before < 2_000
