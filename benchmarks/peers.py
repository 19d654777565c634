"""Accuracy and speed of table readers on the same PDFs in one run: this project's, pdfplumber, and others where installed.

    python benchmarks/peers.py [FOLDER ...]

A folder holds PDFs with gold annotations as `corpora/samples` has them (roadmaps/, gold/) or as the cases beside the
project; without folders both are measured. A cell counts once where its text stands in the gold (number, activity,
deadline, responsible, participants, outcome; case, white space, hyphens and the dot after a number aside), so that every
reader is measured by the raw texts of its cells, before anything is known of roadmaps. Heads and section rows are left out on both
sides. Times are the best of three runs, imports excluded.

To measure more readers: `pip install camelot-py img2table pymupdf`. PyMuPDF is AGPL and no part of this project.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from reviewer.documents.reading import read_document
from reviewer.model.errors import ReviewerError

PROJECT = Path(__file__).resolve().parents[1]
FOLDERS = (PROJECT / "corpora/samples", PROJECT.parent / "shared/cases")
FIELDS = ("number", "activity", "deadline", "responsible", "participants", "outcome")
RUNS = 3
Reader = Callable[[Path], list[str]]


def this_project(path: Path) -> list[str]:
    """The whole reader: boxes, rows joined over pages, repeated heads dropped, torn words mended."""
    return [cell.text for table in read_document(path).tables for cell in table.cells]


def pdfplumber_tables(path: Path) -> list[str]:
    import pdfplumber

    texts: list[str] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            texts += (cell or "" for table in page.extract_tables() for row in table for cell in row)
            page.close()
    return texts


def camelot_lattice(path: Path) -> list[str]:
    import camelot

    tables = camelot.read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True)
    return [str(cell) for table in tables for cell in table.df.to_numpy().ravel()]


def img2table_native(path: Path) -> list[str]:
    from img2table.document import PDF

    tables = PDF(str(path), pdf_text_extraction=True).extract_tables()
    return [
        cell.value or ""
        for page in tables.values()
        for table in page
        for row in table.content.values()
        for cell in dict.fromkeys(row)
    ]


def pymupdf_tables(path: Path) -> list[str]:
    import pymupdf

    with pymupdf.open(path) as document:
        return [
            cell or ""
            for page in document
            for table in page.find_tables().tables
            for row in table.extract()
            for cell in row
        ]


READERS: dict[str, tuple[str, Reader]] = {
    "reviewer": ("reviewer", this_project),
    "pdfplumber": ("pdfplumber", pdfplumber_tables),
    "camelot lattice": ("camelot", camelot_lattice),
    "img2table": ("img2table", img2table_native),
    "PyMuPDF": ("pymupdf", pymupdf_tables),
}


def folded(text: str | None) -> str:
    return re.sub(r"[\s\-‐‑‒–—−.;]+", "", (text or "").lower().replace("ё", "е"))


def gold_of(pdf: Path) -> Path | None:
    near = (pdf.parent.parent / "gold" / f"{pdf.stem}.gold.json", pdf.parent / "gold.json")
    return next((path for path in near if path.is_file()), None)


def wanted(gold: dict[str, object]) -> tuple[Counter[str], set[str]]:
    """The cells to find, and the section titles to leave out."""
    activities: list[dict[str, str | None]] = gold["activities"]  # type: ignore[assignment]
    cells: Counter[str] = Counter()
    shared: dict[tuple[str, str], str] = {}
    for activity in activities:
        for field in FIELDS:
            text = folded(activity.get(field))
            same = shared.get((field, str(activity.get("parent"))))
            if text and text != same:
                cells[text] += 1
            shared[field, str(activity.get("number"))] = text
    return cells, {folded(activity.get("section")) for activity in activities}


def f1(found: Iterable[str], cells: Counter[str], sections: set[str]) -> tuple[int, int]:
    """Hits and the sum of both sizes, to be added up over files."""
    first = next(iter(cells), "")
    texts = [folded(text) for text in found]
    begins = texts.index(first) if first in texts else 0
    counted = Counter(text for text in texts[begins:] if text and text not in sections)
    return (counted & cells).total(), counted.total() + cells.total()


def main() -> None:
    warnings.simplefilter("ignore")
    folders = [Path(name) for name in sys.argv[1:]] or [folder for folder in FOLDERS if folder.is_dir()]
    pdfs = [
        (pdf, gold)
        for folder in folders
        for pdf in sorted(folder.rglob("*.pdf"))
        if (gold := gold_of(pdf)) and readable(pdf)
    ]
    pages = sum(read_document(pdf).page_count or 0 for pdf, _ in pdfs)
    print(f"{len(pdfs)} PDFs with a text layer, {pages} pages")
    print(f"{'reader':18} cell F1   pages/s")
    for name, (module, read) in READERS.items():
        if importlib.util.find_spec(module) is None:
            print(f"{name:18} not installed")
            continue
        hits = sizes = 0
        seconds = 0.0
        for pdf, gold in pdfs:
            best, texts = timed(read, pdf)
            seconds += best
            more = f1(texts, *wanted(json.loads(gold.read_text(encoding="utf-8"))))
            hits, sizes = hits + more[0], sizes + more[1]
        print(f"{name:18} {2 * hits / max(1, sizes):7.3f} {pages / seconds:9.1f}", flush=True)


def readable(pdf: Path) -> bool:
    try:
        return bool(read_document(pdf).tables) and "scan" not in pdf.stem and "скан" not in pdf.stem.lower()
    except ReviewerError:
        return False


def timed(read: Reader, pdf: Path) -> tuple[float, list[str]]:
    best, texts = float("inf"), []
    for _ in range(RUNS):
        start = time.perf_counter()
        texts = read(pdf)
        best = min(best, time.perf_counter() - start)
    return best, texts


if __name__ == "__main__":
    main()
