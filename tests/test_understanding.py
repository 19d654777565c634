"""What is understood of the activities of real roadmaps, each within its document, against what an annotator wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer.activities.assembling import assemble
from reviewer.documents.reading import read_document
from reviewer.facts.classifier import shipped_classifier
from reviewer.facts.finding import Background, understand
from reviewer.model.facts import ActivityFacts
from reviewer.rulebook.loading import load_pack

Pair = tuple[ActivityFacts, dict[str, Any]]


def _documents(cases: Path) -> Iterator[tuple[Path, Path]]:
    """Documents that need no other program to be read, with their annotations."""
    for gold in sorted(cases.glob("*/gold.json")):
        yield next(path for path in sorted(gold.parent.glob("source.*")) if path.suffix in {".docx", ".pdf"}), gold
    for gold in sorted(cases.glob("vladimir-2024*/gold/*.gold.json")):
        folder, name = gold.parents[1] / "submitted", gold.name.removesuffix(".gold.json")
        yield from ((path, gold) for path in folder.glob("*.docx") if path.stem == name)


@pytest.fixture(scope="module")
def pairs(shared: Path, project: Path) -> list[Pair]:
    background = Background(load_pack(project / "rules/base"), classifier=shipped_classifier())
    found: list[Pair] = []
    for document, gold in _documents(shared / "cases"):
        annotated = json.loads(gold.read_text(encoding="utf-8"))["activities"]
        facts = understand(assemble(read_document(document, name=document.name)), background)
        found.extend(zip(facts, annotated, strict=True))
    return found


@pytest.mark.parametrize(("label", "floor"), [("level", 0.95), ("scope", 0.9)])
def test_level_and_scope_are_understood_within_the_document(pairs: list[Pair], label: str, floor: float) -> None:
    right = sum(getattr(facts.labels, label) == gold["labels"][label] for facts, gold in pairs)
    assert right / len(pairs) >= floor


def test_the_kind_of_the_outcome_is_understood(pairs: list[Pair]) -> None:
    assert sum(facts.outcome_kind == gold["outcome_kind"] for facts, gold in pairs) / len(pairs) >= 0.93


def test_themes_are_understood(pairs: list[Pair]) -> None:
    both = sum(len(set(facts.labels.themes) & set(gold["labels"]["themes"])) for facts, gold in pairs)
    either = sum(len(facts.labels.themes) + len(gold["labels"]["themes"]) for facts, gold in pairs)
    assert 2 * both / either >= 0.85
