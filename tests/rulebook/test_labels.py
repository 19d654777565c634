"""What the base rules make of real roadmaps, measured against the gold annotations in ../shared.

Vladimir, Yekaterinburg and Chelyabinsk were read while the rules were written; Tambov and the district of Saint Petersburg
were read only after their first measurement (themes 0.72 on both), so their figures are kinder now than to unknown texts.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from reviewer.facts.deadlines import parse_deadline
from reviewer.model.facts import ActivityFacts, Labels
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.judging import Judgement, judge
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.rulebook import Rulebook

RULES = Path(__file__).resolve().parents[2] / "rules"
FIELDS = ("deadline", "responsible", "participants", "outcome", "section")


@cache
def rulebook(name: str) -> Rulebook:
    return load_pack(RULES / name)


def judged(row: dict, *, alone: bool, rules: str = "base") -> Judgement:
    fields = {} if alone else {name: row[name] for name in FIELDS}
    activity = Activity(activity=row["activity"], source=Source("gold"), **fields)
    return judge(rulebook(rules), activity, parse_deadline(activity.deadline))


def gold_rows(shared: Path, case: str) -> list[dict]:
    folder = shared / "cases" / case
    files = sorted((folder / "gold").glob("*.json")) or [folder / "gold.json"]
    return [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))["activities"]]


@dataclass
class Scores:
    """Counted agreement with gold. Levels that gold allows besides count as right."""

    rows: int = 0
    right: Counter = field(default_factory=Counter)
    sets: Counter = field(default_factory=Counter)

    def add(self, row: dict, judgement: Judgement) -> None:
        labels = row["labels"]
        self.rows += 1
        besides = (row.get("labels_alt") or {}).get("level", [])
        self.right["level"] += judgement.level in {
            labels["level"],
            *([besides] if isinstance(besides, str) else besides),
        }
        self.right["scope"] += judgement.scope == labels["scope"]
        self.right["outcome"] += judgement.outcome_kind == row["outcome_kind"]
        for name, mine, gold in (
            ("themes", set(judgement.themes), set(labels["themes"])),
            ("audiences", set(judgement.audiences), set(labels["audiences"])),
        ):
            self.sets[name, "both"] += len(mine & gold)
            self.sets[name, "either"] += len(mine) + len(gold)

    def f1(self, name: str) -> float:
        return 2 * self.sets[name, "both"] / self.sets[name, "either"]

    def share(self, name: str) -> float:
        return self.right[name] / self.rows


def scored(shared: Path, case: str, *, alone: bool) -> Scores:
    scores = Scores()
    for row in gold_rows(shared, case):
        scores.add(row, judged(row, alone=alone))
    return scores


@pytest.mark.parametrize(
    ("case", "themes", "audiences"),
    [
        ("vladimir-2024", 0.97, 0.74),
        ("ekaterinburg-2024", 0.92, 0.80),
        ("chelyabinsk-2023", 0.90, 0.85),
        ("tambov-2020", 0.86, 0.80),
        ("spb-moskovsky-2021", 0.90, 0.80),
    ],
)
def test_themes_and_audiences_from_the_text_alone(shared: Path, case: str, themes: float, audiences: float) -> None:
    scores = scored(shared, case, alone=True)
    assert scores.f1("themes") >= themes
    assert scores.f1("audiences") >= audiences


@pytest.mark.parametrize(
    ("case", "level", "scope", "outcome"),
    [
        ("vladimir-2024", 0.97, 0.90, 0.97),
        ("ekaterinburg-2024", 0.96, 0.90, 0.99),
        ("tambov-2020", 0.80, 0.40, 0.95),
        ("spb-moskovsky-2021", 0.95, 0.95, 0.85),
    ],
)
def test_level_scope_and_outcome_from_all_fields(
    shared: Path, case: str, level: float, scope: float, outcome: float
) -> None:
    scores = scored(shared, case, alone=False)
    assert scores.share("level") >= level
    assert scores.share("scope") >= scope
    assert scores.share("outcome") >= outcome


def holds(parameter_id: str, rows: list[dict]) -> bool:
    """Whether a parameter of Vladimir's pack that counts activities holds of a roadmap as gold has its cells."""
    parameter = next(one for one in rulebook("vladimir").parameters if one.id == parameter_id)
    counted = sum(parameter.measure.counts(facts_of(row)) for row in rows)
    value = counted / len(rows) if parameter.measure.kind == "share" else float(counted)
    return parameter.bucket_of(value).verdict in parameter.holds


def facts_of(row: dict) -> ActivityFacts:
    judgement = judged(row, alone=False, rules="vladimir")
    return ActivityFacts(
        activity=Activity(activity=row["activity"], source=Source("gold")),
        deadline=parse_deadline(row["deadline"]),
        labels=Labels(judgement.level, judgement.themes, judgement.audiences, judgement.scope),
        outcome_kind=judgement.outcome_kind,
        signals=judgement.signals,
    )


def test_the_statements_agree_with_the_experts(shared: Path) -> None:
    expert = json.loads((shared / "cases" / "vladimir-2024" / "expert.json").read_text(encoding="utf-8"))
    gold = shared / "cases" / "vladimir-2024" / "gold"
    roadmaps = {
        one["id"]: json.loads((gold / f"{Path(one['file']).stem}.gold.json").read_text(encoding="utf-8"))["activities"]
        for one in expert["municipalities"]
    }
    of_documents = {one.id for one in rulebook("vladimir").parameters if one.measure.kind == "document"}
    statements = [one for one in expert["statements"] if one["id"] not in of_documents]
    apart = {
        (statement["id"], identifier)
        for statement in statements
        for identifier, rows in roadmaps.items()
        if holds(statement["id"], rows) != (identifier in statement["municipalities"])
    }
    agreement = 1 - len(apart) / (len(statements) * len(roadmaps))
    assert agreement >= 0.98, sorted(apart)
