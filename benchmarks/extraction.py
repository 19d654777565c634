"""Pages a second and equality of cells: the PDF reader against pdfplumber.

    python benchmarks/extraction.py [FILE.pdf ...]

Without files it takes the PDFs of ../shared/cases, where that folder is, and a long table that LibreOffice makes, where
that is installed. Cells are compared page by page, before tables broken over pages are joined, as multisets of texts
without white space. Times are the best of three runs; the text of pdfplumber's cells is part of what is timed on both sides.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pdfplumber

from reviewer.documents.pdf.fallback import FallbackTables
from reviewer.documents.pdf.opening import open_page, open_pdf
from reviewer.documents.pdf.page import read_page
from reviewer.model.errors import ReviewerError

RUNS = 3
LONG_TABLE_ROWS = 600
CASES = Path(__file__).resolve().parents[2] / "shared" / "cases"


def own_cells(path: Path) -> list[Counter[str]]:
    """The texts of each page's cells by this project's reader."""
    found = []
    with open_pdf(path, path.name) as document, FallbackTables(path) as fallback:
        for index in range(len(document)):
            with open_page(document, index, path.name) as page:
                tables = read_page(page, index + 1, path.name, fallback).layout.tables
                texts = ("".join(line.text for line in cell.lines) for table in tables for cell in table.cells)
                found.append(_counted(texts))
    return found


def pdfplumber_cells(path: Path) -> list[Counter[str]]:
    found = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            texts = (cell or "" for table in page.extract_tables() for row in table for cell in row)
            found.append(_counted(texts))
            page.close()
    return found


def _counted(texts: Iterator[str]) -> Counter[str]:
    folded = ("".join(text.split()) for text in texts)
    return Counter(text for text in folded if text)


def timed(read: Callable[[Path], list[Counter[str]]], path: Path) -> tuple[float, list[Counter[str]]]:
    """The best time in seconds, and what was read."""
    best, cells = float("inf"), []
    for _ in range(RUNS):
        start = time.perf_counter()
        cells = read(path)
        best = min(best, time.perf_counter() - start)
    return best, cells


def long_table(folder: Path) -> Path | None:
    """A PDF of one ruled table over many pages, None where LibreOffice is missing."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for number in range(LONG_TABLE_ROWS):
        texts = (
            f"{number + 1}.",
            f"Проведение мероприятия {number + 1} по плану работы методического кабинета",
            "в течение года",
            "руководители школ",
        )
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    source = folder / "long table.docx"
    document.save(str(source))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    except (OSError, subprocess.SubprocessError):
        return None
    made = source.with_suffix(".pdf")
    return made if made.exists() else None


def report(path: Path) -> None:
    try:
        own_seconds, own = timed(own_cells, path)
    except ReviewerError as error:
        print(f"{path.name[:38]:38} {error.code}")
        return
    oracle_seconds, oracle = timed(pdfplumber_cells, path)
    equal = sum((mine & theirs).total() for mine, theirs in zip(own, oracle, strict=True))
    pages, mine, theirs = len(own), sum(c.total() for c in own), sum(c.total() for c in oracle)
    print(
        f"{path.name[:38]:38} {pages:5} {pages / own_seconds:9.1f} {pages / oracle_seconds:11.1f} "
        f"{oracle_seconds / own_seconds:6.1f} {mine:6} {theirs:6} {equal:6}"
    )


def main() -> None:
    print(f"{'file':38} pages   pages/s  pdfplumber  times  cells theirs  equal")
    with tempfile.TemporaryDirectory() as folder:
        given = [Path(name) for name in sys.argv[1:]]
        made = long_table(Path(folder)) if not given else None
        for path in given or [*sorted(CASES.rglob("*.pdf")), *([made] if made else [])]:
            report(path)


if __name__ == "__main__":
    main()
