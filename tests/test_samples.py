"""The bundled samples: built from their sources, annotated by the taxonomy, and of one mind with expected.json."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document

from reviewer.activities.assembling import assemble
from reviewer.documents.reading import read_document
from reviewer.model.facts import AUDIENCES, DEADLINE_KINDS, LEVELS, OUTCOME_KINDS, RHYTHMS, SCOPES, THEMES
from reviewer.rulebook.loading import load_region

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "corpora" / "samples"
PROFILE = PROJECT / "rules" / "zaozerye"
GOLD = {path.name.removesuffix(".gold.json"): json.loads(path.read_text()) for path in (SAMPLES / "gold").iterdir()}
EXPECTED = json.loads((SAMPLES / "expected.json").read_text())
HANDED_IN = [entry for entry in EXPECTED["municipalities"] if entry["file"]]
SIZE_LIMIT_BYTES = 2_000_000
FIELDS = ("number", "parent", "section", "activity", "deadline", "responsible", "participants", "outcome")
LONGEST_START = 40
"""Letters of an activity that are looked for in a PDF: a page may break after them."""
THEME_STATEMENTS = (
    "failure_prevention",
    "methodical_support",
    "administration_work",
    "quality_monitoring",
    "control_works",
    "individual_support",
    "psychological_support",
    "parents",
    "objectivity",
    "experience_sharing",
)

every_gold = pytest.mark.parametrize("gold", [pytest.param(gold, id=name) for name, gold in sorted(GOLD.items())])
every_submission = pytest.mark.parametrize("entry", [pytest.param(entry, id=entry["id"]) for entry in HANDED_IN])


def gold_for(entry: dict[str, Any]) -> dict[str, Any]:
    return GOLD[Path(entry["file"]).stem]


def squeezed(text: str) -> str:
    """Without white space; PDFium gives U+FFFE for a hyphen at the end of a line."""
    return "".join(text.replace("\ufffe", "-").split())


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    command = [sys.executable, str(SAMPLES / "build.py"), "--without-pdf", "--into", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def test_sources_give_the_same_word_files(rebuilt: Path) -> None:
    kept = {path.name: path for path in (SAMPLES / "roadmaps").glob("*.docx")}
    kept["regional-roadmap.docx"] = PROFILE / "regional-roadmap.docx"
    built = {path.name: path for path in rebuilt.rglob("*.docx")}
    assert built.keys() == kept.keys()
    for name, path in built.items():
        with zipfile.ZipFile(path) as one, zipfile.ZipFile(kept[name]) as other:
            assert one.namelist() == other.namelist()
            assert all(one.read(part) == other.read(part) for part in one.namelist()), name


def test_sources_give_the_same_gold(rebuilt: Path) -> None:
    built = {path.name: path.read_text() for path in (rebuilt / "gold").iterdir()}
    assert built == {path.name: path.read_text() for path in (SAMPLES / "gold").iterdir()}


@pytest.mark.parametrize("path", sorted((SAMPLES / "roadmaps").glob("*.docx")), ids=lambda path: path.stem)
def test_word_file_opens_and_holds_every_activity(path: Path) -> None:
    text = squeezed("".join(node.text or "" for node in Document(str(path)).element.iter() if node.tag.endswith("}t")))
    for activity in GOLD[path.stem]["activities"]:
        plain = squeezed(activity["activity"]).split(":")[0]
        assert plain in text, plain


@pytest.mark.parametrize("path", sorted((SAMPLES / "roadmaps").glob("*.pdf")), ids=lambda path: path.stem)
def test_pdf_opens_and_holds_every_activity(path: Path) -> None:
    with pypdfium2.PdfDocument(path) as document:
        text = squeezed("".join(page.get_textpage().get_text_range() for page in document))
    for activity in GOLD[path.stem]["activities"]:
        assert squeezed(activity["activity"])[:LONGEST_START] in text


@every_gold
def test_gold_speaks_the_taxonomy(gold: dict[str, Any]) -> None:
    assert date.fromisoformat(gold["period"]["start"]) < date.fromisoformat(gold["period"]["end"])
    for activity in gold["activities"]:
        labels, deadline = activity["labels"], activity["deadline_gold"]
        assert activity["activity"]
        assert labels["level"] in LEVELS
        assert labels["scope"] in SCOPES
        assert set(labels["themes"]) <= set(THEMES)
        assert set(labels["audiences"]) <= set(AUDIENCES)
        assert activity["outcome_kind"] in OUTCOME_KINDS
        assert deadline["kind"] in DEADLINE_KINDS
        assert deadline["every"] in (*RHYTHMS, None)
        assert (deadline["every"] is not None) == (deadline["kind"] == "recurring")
        for first, last in deadline["intervals"]:
            assert date.fromisoformat(first or "0001-01-01") <= date.fromisoformat(last)


@every_submission
def test_expected_agrees_with_gold(entry: dict[str, Any]) -> None:
    gold = gold_for(entry)
    municipal = [activity for activity in gold["activities"] if activity["labels"]["level"] == "municipal"]
    assert (SAMPLES / "roadmaps" / entry["file"]).is_file()
    assert gold["municipality"] == entry["id"]
    assert (entry["activities"], entry["municipal_activities"]) == (len(gold["activities"]), len(municipal))
    assert (entry["period"], entry["approved_on"]) == (gold["period"], gold["approved_on"])


@every_submission
def test_every_cell_is_read(entry: dict[str, Any]) -> None:
    roadmap = assemble(read_document(SAMPLES / "roadmaps" / entry["file"]))
    read = [{name: getattr(activity, name) for name in FIELDS} for activity in roadmap.activities]
    assert read == [{name: activity[name] for name in FIELDS} for activity in gold_for(entry)["activities"]]
    assert roadmap.passport.title == gold_for(entry)["title"]
    assert roadmap.passport.period is not None
    assert str(roadmap.passport.period.start) == entry["period"]["start"]
    assert str(roadmap.passport.period.end) == entry["period"]["end"]


@pytest.mark.parametrize("theme", THEME_STATEMENTS)
def test_statement_on_a_theme_names_those_whose_municipal_activities_have_it(theme: str) -> None:
    statement = next(statement for statement in EXPECTED["statements"] if statement["id"] == theme)
    having = [entry["id"] for entry in HANDED_IN if _has_municipal(gold_for(entry), theme)]
    assert statement["municipalities"] == having


def _has_municipal(gold: dict[str, Any], theme: str) -> bool:
    labels = [activity["labels"] for activity in gold["activities"]]
    return any(theme in each["themes"] and each["level"] == "municipal" for each in labels)


def test_counts_and_percentages_follow_from_the_names() -> None:
    total = len(EXPECTED["municipalities"])
    for statement in EXPECTED["statements"]:
        assert statement["count"] == len(set(statement["municipalities"])), statement["id"]
        assert statement["percent"] == pytest.approx(100 * statement["count"] / total), statement["id"]


def test_profile_knows_the_municipalities_that_are_expected() -> None:
    region = load_region(PROFILE)
    named = {municipality.id: str(municipality.short) for municipality in region.municipalities}
    assert named == {entry["id"]: entry["name"] for entry in EXPECTED["municipalities"]}
    assert region.regional_roadmap is not None
    assert (PROFILE / region.regional_roadmap).is_file()


def test_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < SIZE_LIMIT_BYTES
