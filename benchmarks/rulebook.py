"""How long a pack takes to load, and to judge a region that has been read.

    python benchmarks/rulebook.py [PACK] [--classifier]

Loads the pack, makes 60 roadmaps of 40 rows each of the labelled activities in corpora/ (no row twice, as long as they
last), and judges them as a review does: facts of every row, a verdict for each municipality and parameter, statements and
recommendations. Each step runs once, in a process that has seen none of the words before.
"""

from __future__ import annotations

import argparse
import json
import random
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from reviewer.facts.classifier import shipped_classifier
from reviewer.facts.finding import Background, understand
from reviewer.language.morphology import lemmas
from reviewer.model.region import Municipality, Name, Region
from reviewer.model.review import MunicipalityReview, ReviewedRoadmap
from reviewer.model.roadmap import Activity, Passport, Period, Roadmap, Source
from reviewer.rulebook.loading import find_profile, load_pack
from reviewer.verdicts.municipal import judge_municipality
from reviewer.verdicts.regional import recommend, state

MUNICIPALITIES = 60
ACTIVITIES = 40
CORPORA = Path(__file__).resolve().parents[1] / "corpora"
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def roadmaps() -> list[Roadmap]:
    chance = random.Random(1)
    rows = [row for path in sorted((CORPORA / "activities").glob("*.jsonl")) for row in lines(path)]
    outcomes = [row["text"] for row in lines(CORPORA / "outcomes.jsonl")]
    deadlines = [row["text"] for row in lines(CORPORA / "deadlines.jsonl")]
    chance.shuffle(rows)
    source = Source("план.docx")
    activities = [
        Activity(
            row["text"],
            source,
            deadline=chance.choice(deadlines),
            outcome=chance.choice(outcomes),
            responsible=row["responsible"],
            participants=row["participants"],
        )
        for row in islice(cycle(rows), MUNICIPALITIES * ACTIVITIES)
    ]
    passport = Passport("План мероприятий", None, YEAR)
    return [
        Roadmap(f"{number}.docx", "docx", passport, tuple(activities[number * ACTIVITIES :][:ACTIVITIES]))
        for number in range(MUNICIPALITIES)
    ]


def main(pack: str, *, with_classifier: bool) -> None:
    lemmas("слово")  # the dictionary of the analyser is no part of a pack
    start = perf_counter()
    rulebook = load_pack(find_profile(pack))
    print(f"{'load the pack':<42}{perf_counter() - start:7.2f} s")

    read = roadmaps()
    background = Background(rulebook, YEAR, classifier=shipped_classifier() if with_classifier else None)
    municipalities = tuple(
        Municipality(f"m{number}", f"Район {number}", Name(f"район {number}")) for number in range(60)
    )
    region = Region("sample", Name("Новая область"), municipalities, plan_period=YEAR, plans_due=date(2026, 1, 30))

    start = perf_counter()
    reviewed = [ReviewedRoadmap(roadmap, understand(roadmap, background)) for roadmap in read]
    facts = perf_counter() - start
    print(f"{'facts of 60 × 40 activities':<42}{facts:7.2f} s")

    start = perf_counter()
    reviews = tuple(
        MunicipalityReview(
            one.id,
            one.official_name,
            "reviewed",
            (roadmap.roadmap.file,),
            roadmap,
            judge_municipality(rulebook, one, (roadmap.roadmap.file,), roadmap, region),
        )
        for one, roadmap in zip(municipalities, reviewed, strict=True)
    )
    verdicts = perf_counter() - start
    print(f"{f'60 × {len(rulebook.parameters)} verdicts':<42}{verdicts:7.2f} s")

    start = perf_counter()
    said = len(state(rulebook, region, reviews)) + len(recommend(rulebook, region, reviews))
    region_level = perf_counter() - start
    print(f"{f'{said} statements and recommendations':<42}{region_level:7.2f} s")
    print(f"{'judged, once read':<42}{facts + verdicts + region_level:7.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", nargs="?", default="base")
    parser.add_argument("--classifier", action="store_true", help="ask the shipped classifier too")
    arguments = parser.parse_args()
    main(arguments.pack, with_classifier=arguments.classifier)
