"""The way back to the source, over real documents: every row is found, every quote is marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.activities.assembling import PAGE_FORMATS, assemble
from reviewer.documents.reading import read_document
from reviewer.facts.finding import Background, find_facts
from reviewer.model.document import Document
from reviewer.rulebook.loading import find_profile, load_pack
from reviewer.rulebook.rulebook import Rulebook
from reviewer.web.sources.asked import Asked, asked_of
from reviewer.web.sources.viewing import source_view

MIN_LOCATED = 0.99
"""Of rows, and of quotes in them."""


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_pack(find_profile("base"))


def asked_rows(document: Document, rulebook: Rulebook) -> list[Asked]:
    background = Background(rulebook)
    return [asked_of(activity, find_facts(activity, background).whys) for activity in assemble(document).activities]


def check(path: Path, rulebook: Rulebook) -> None:
    document = read_document(path)
    asked = asked_rows(document, rulebook)
    view = source_view(path, path.name, asked, document=document)
    assert view.rows, path.name
    located = [row for row in view.rows if row.located and not row.differs]
    assert len(located) >= MIN_LOCATED * len(view.rows), path.name
    quotes = sum(len(row.quotes) for row in asked)
    missing = [quote for row in view.rows for quote in row.missing]
    assert len(missing) <= (1 - MIN_LOCATED) * quotes, (path.name, missing)
    if document.format in PAGE_FORMATS:
        boxed = sum(row.boxed for row in view.rows)
        assert boxed >= MIN_LOCATED * len(view.rows), path.name
        for page in view.pages:
            for box in page.boxes:
                assert -1 <= box.left_pt < box.left_pt + box.width_pt <= page.width_pt + 1
                assert -1 <= box.top_pt < box.top_pt + box.height_pt <= page.height_pt + 1


def test_rows_of_the_samples_are_found(project: Path, rulebook: Rulebook) -> None:
    for path in sorted((project / "corpora/samples/roadmaps").glob("*")):
        check(path, rulebook)


def test_rows_of_real_documents_are_found(shared: Path, rulebook: Rulebook) -> None:
    """Those that are read at once: a conversion or a recognition takes seconds and gives the same kinds of document."""
    paths = [
        path for path in sorted((shared / "cases").rglob("*")) if path.suffix in {".docx", ".pdf", ".xlsx", ".pptx"}
    ]
    typed = [path for path in paths if "scan" not in path.name and "скан" not in path.name]
    assert len(typed) > 15
    for path in typed:
        if path.name != "regional-roadmap.docx":
            check(path, rulebook)
