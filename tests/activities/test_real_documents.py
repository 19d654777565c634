"""Real roadmaps against what people read in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from reviewer.activities.assembling import assemble
from reviewer.documents.reading import read_document
from reviewer.model.roadmap import Roadmap

FIELDS = ("number", "parent", "section", "activity", "deadline", "responsible", "participants", "outcome")
MIN_SHARE = {".docx": 0.99, ".pdf": 0.97}
"""Share (0..1) of the gold cells that must be read as they stand."""


def documents(cases: Path) -> Iterator[tuple[Path, Path]]:
    """Tables with a text layer: each document with its gold."""
    for path in sorted(cases.rglob("*")):
        gold = (path.parent / "gold.json", path.parent.parent / "gold" / f"{path.stem}.gold.json")
        found = next((file for file in gold if file.exists()), None)
        regular = path.suffix in MIN_SHARE and not re.search("scan|скан|borderless", path.stem)
        if found and regular and json.loads(found.read_text("utf-8"))["columns"] != ["activity"]:
            yield path, found


def folded(value: str | None) -> str:
    """Without what readers of page formats cannot know: kinds of dashes, and spaces round them."""
    text = re.sub(r"\s*[‐‑‒–—-]\s*", "-", value or "")
    return re.sub(r"\s+", " ", text).strip(" .;")


def share_of_equal(roadmap: Roadmap, gold: list[dict[str, str | None]]) -> float:
    pairs = zip(roadmap.activities, gold, strict=True)
    cells = [
        (folded(expected[field]), folded(getattr(activity, field)))
        for activity, expected in pairs
        for field in FIELDS
        if expected[field] or getattr(activity, field)
    ]
    return sum(one == other for one, other in cells) / len(cells)


def test_activities_and_passports(shared: Path) -> None:
    found = list(documents(shared / "cases"))
    assert found
    for path, gold_path in found:
        gold = json.loads(gold_path.read_text("utf-8"))
        roadmap = assemble(read_document(path))
        assert share_of_equal(roadmap, gold["activities"]) >= MIN_SHARE[path.suffix], path.name
        assert folded(roadmap.passport.title) == folded(gold["title"])
        period = roadmap.passport.period
        assert period is not None
        assert {"start": str(period.start), "end": str(period.end)} == gold["period"]


def test_no_territory_but_the_right_one(shared: Path) -> None:
    for path, gold_path in documents(shared / "cases"):
        named = assemble(read_document(path)).passport.territory
        assert named in {None, json.loads(gold_path.read_text("utf-8"))["territory"]}, path.name
