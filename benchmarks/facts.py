"""How many activities are classified and how many deadlines are understood in a second, on one core.

    python benchmarks/facts.py

Takes the texts of the corpora in turn until there are 10,000, each made a little different by a number, so that no
answer is remembered from the text before; the first thousand warm up the caches of words.
"""

from __future__ import annotations

import json
import os

os.environ["OMP_NUM_THREADS"] = "1"  # one core: set before NumPy is loaded

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from time import perf_counter
from typing import TypeVar

from reviewer.facts.classifier import shipped_classifier
from reviewer.facts.deadlines import parse_deadline
from reviewer.facts.finding import Background, find_facts
from reviewer.learn.corpus import load_corpus
from reviewer.model.roadmap import Activity, Source
from reviewer.resources import data_folder
from reviewer.rulebook.loading import find_profile, load_pack

TEXTS = 10_000
WARM_UP = 1_000

One = TypeVar("One")


def activities() -> Iterator[Activity]:
    rows = load_corpus(data_folder("corpora")).activities
    for number, row in enumerate(cycle(rows)):
        text = f"{number}. {row.text}"
        yield Activity(text, Source("корпус"), responsible=row.responsible, participants=row.participants)


def deadlines() -> Iterator[str]:
    lines = (data_folder("corpora") / "deadlines.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    for number, text in enumerate(cycle(texts)):
        yield text + " " * (number // len(texts))


def report(what: str, work: Callable[[One], object], texts: Sequence[One]) -> None:
    for text in texts[:WARM_UP]:
        work(text)
    start = perf_counter()
    for text in texts[WARM_UP:]:
        work(text)
    seconds = perf_counter() - start
    print(f"{what:58}{len(texts) - WARM_UP:>8} in {seconds:6.2f} s  {(len(texts) - WARM_UP) / seconds:>9,.0f} a second")


def main() -> None:
    classifier = shipped_classifier()
    if classifier is None:
        raise SystemExit("There is no classifier: run «reviewer learn train» first.")
    rulebook = load_pack(find_profile("base"))
    rules, both = Background(rulebook), Background(rulebook, classifier=classifier)
    rows = list(islice(activities(), TEXTS + WARM_UP))
    report("activities, classifier: all themes and audiences", lambda row: classifier.probability("parents", row), rows)
    report("activities, rules: deadline, labels and their reasons", lambda row: find_facts(row, rules), rows)
    report("activities, rules and classifier", lambda row: find_facts(row, both), rows)
    report("deadlines", parse_deadline, list(islice(deadlines(), TEXTS + WARM_UP)))


if __name__ == "__main__":
    main()
