"""Who holds an event and which schools it is for, from the text alone, against corpora/levels.jsonl.

Only rows with odd numbers were read while the rules were written; those with even numbers are kept for measuring and are
not judged here, so that no test tempts anybody to tune by them.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from reviewer.facts.deadlines import parse_deadline
from reviewer.model.facts import Level, Scope
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.judging import Judgement, judge
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.rulebook import Rulebook

PROJECT = Path(__file__).resolve().parents[2]
FLOORS = {"level": 0.95, "scope": 0.97}


@cache
def base() -> Rulebook:
    return load_pack(PROJECT / "rules" / "base")


@cache
def rows() -> tuple[dict[str, str], ...]:
    lines = (PROJECT / "corpora" / "levels.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def judged(text: str) -> Judgement:
    return judge(base(), Activity(text, Source("levels")), parse_deadline(None))


def test_the_rows_are_numbered_and_labelled_with_known_values() -> None:
    assert [row["id"] for row in rows()] == [f"levels-{number:03}" for number in range(1, 501)]
    assert {row["level"] for row in rows()} == set(get_args(Level))
    assert {row["scope"] for row in rows()} == set(get_args(Scope))
    assert len({row["text"] for row in rows()}) == len(rows())


@pytest.mark.parametrize("label", sorted(FLOORS))
def test_the_text_alone_tells(label: str) -> None:
    odd = rows()[::2]
    wrong = [row["id"] for row in odd if getattr(judged(row["text"]), label) != row[label]]
    assert 1 - len(wrong) / len(odd) >= FLOORS[label], wrong


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Занятия с отстающими", "school"),
        ("Встречи с родителями о режиме дня", "school"),
        ("Открытые уроки", "school"),
        ("Семинар для педагогов", "municipal"),
        ("Помощь школам", "municipal"),
        ("Курсы для библиотекарей", "regional"),
        ("Участие в областной ярмарке", "regional"),
        ("Участие девятиклассников города во всероссийском турнире", "federal"),
        ("Муниципальный этап всероссийского турнира", "municipal"),
        ("Школьный этап всероссийского турнира", "school"),
    ],
)
def test_whom_an_event_belongs_to_where_nobody_is_named(text: str, level: str) -> None:
    assert judged(text).level == level
