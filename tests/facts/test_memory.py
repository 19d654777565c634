"""What was found of a roadmap is found again, and looked for anew where anything that it followed from is another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from reviewer.facts.finding import Background, find_facts, label, understand
from reviewer.facts.regional import EventIndex
from reviewer.facts.regional_events import planned_events
from reviewer.model.corrections import LabelDecision, RowReference
from reviewer.model.facts import ActivityFacts
from reviewer.model.roadmap import Activity, Passport, Period, Roadmap, Source
from reviewer.rulebook.loading import find_profile, load_pack
from reviewer.rulebook.rulebook import Rulebook
from reviewer.verdicts.label_decisions import settled_rulebooks

ROWS = (
    ("Районный семинар для учителей математики по итогам диагностики", "до 20 марта", "Методический кабинет"),
    ("Участие в вебинаре института развития образования о работе с родителями", "апрель", "Школы № 2 и № 5"),
    ("Консультации школьных психологов для семей", "ежемесячно", "Директора школ"),
)


@cache
def base() -> Rulebook:
    return load_pack(find_profile("base"))


def roadmap(*rows: tuple[str, str, str], file: str = "план.docx") -> Roadmap:
    period = Period(date(2027, 1, 1), date(2027, 12, 31))
    activities = tuple(
        Activity(text, Source(file, table=1, row=number), str(number), deadline=deadline, responsible=responsible)
        for number, (text, deadline, responsible) in enumerate(rows, start=1)
    )
    return Roadmap(file, "docx", Passport("План Речного района", "Речной район", period), activities)


class CountingMemory:
    def __init__(self) -> None:
        self.kept: dict[str, tuple[ActivityFacts, ...]] = {}
        self.recalled = 0

    def recall(self, key: str) -> tuple[ActivityFacts, ...] | None:
        self.recalled += key in self.kept
        return self.kept.get(key)

    def keep(self, key: str, facts: tuple[ActivityFacts, ...]) -> None:
        self.kept[key] = facts


def events(*titles: str) -> EventIndex:
    background = Background(base())
    found = [find_facts(Activity(title, Source("регион.docx"), deadline="апрель"), background) for title in titles]
    return EventIndex(planned_events(found))


def test_what_is_recalled_is_what_would_be_found() -> None:
    memory = CountingMemory()
    plain = understand(roadmap(*ROWS), Background(base()))
    assert understand(roadmap(*ROWS), Background(base(), memory=memory)) == plain
    assert memory.recalled == 0
    assert understand(roadmap(*ROWS), Background(base(), memory=memory)) == plain
    assert memory.recalled == 1


@pytest.mark.parametrize(
    "other",
    [
        roadmap(*ROWS[:2], ("Консультации школьных психологов для педагогов", *ROWS[2][1:])),
        roadmap(*ROWS, file="план 2.docx"),
        replace(roadmap(*ROWS), passport=Passport("План министерства образования", "Заречная область")),
        replace(roadmap(*ROWS), front_text="УТВЕРЖДАЮ\nДиректор МБОУ СОШ № 4"),
    ],
)
def test_another_roadmap_is_looked_at_anew(other: Roadmap) -> None:
    memory = CountingMemory()
    understand(roadmap(*ROWS), Background(base(), memory=memory))
    assert understand(other, Background(base(), memory=memory)) == understand(other, Background(base()))
    assert memory.recalled == 0


def test_the_days_of_the_region_count_where_the_roadmap_has_none() -> None:
    memory = CountingMemory()
    undated = replace(roadmap(*ROWS), passport=Passport("План Речного района"))
    found = {}
    for year in (2027, 2028):
        period = Period(date(year, 1, 1), date(year, 12, 31))
        found[year] = understand(undated, Background(base(), period, memory=memory))
    assert memory.recalled == 0
    assert found[2027][0].deadline != found[2028][0].deadline


def test_an_answer_of_a_person_is_part_of_what_it_follows_from() -> None:
    memory = CountingMemory()
    plan = roadmap(*ROWS)
    row = RowReference("m", plan.file, "3", ROWS[2][0], table=1, row=3)
    seen = []
    for holds in (True, False, True):
        settled = settled_rulebooks(base(), plan, [LabelDecision(row, "parents", holds)])
        facts = understand(plan, Background(base(), memory=memory), settled)
        assert facts == understand(plan, Background(base()), settled)
        seen.append("parents" in facts[2].labels.themes)
    assert seen == [True, False, True]
    assert memory.recalled == 1


def test_events_are_looked_for_every_time() -> None:
    memory = CountingMemory()
    understand(roadmap(*ROWS), Background(base(), memory=memory))
    for index in (events("Вебинар «Школа и родители»: работа с родителями"), events("Олимпиада по физике")):
        background = Background(base(), events=index)
        remembering = replace(background, memory=memory)
        assert understand(roadmap(*ROWS), remembering) == understand(roadmap(*ROWS), background)
    assert memory.recalled == 2


def test_rules_that_ask_of_events_remember_nothing(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(
        "pack: asking\nversion: 1.0.0\nextends: base@^1.0\nsignals:\n  takes_part:\n    title: Участвует в событии\n"
        "    any: [{all: [{regional_event: true, min: 0.5}]}]\n",
        encoding="utf-8",
    )
    asking = load_pack(tmp_path)
    memory = CountingMemory()
    for index in (events("Вебинар института о работе с родителями"), events("Олимпиада по физике")):
        background = Background(asking, events=index)
        remembering = replace(background, memory=memory)
        assert understand(roadmap(*ROWS), remembering) == understand(roadmap(*ROWS), background)
    assert not memory.kept


def test_events_of_the_region_are_labelled_once_by_the_same_rules_and_days() -> None:
    memory = CountingMemory()
    planned = roadmap(*ROWS).activities
    background = Background(base(), events=events("Олимпиада по физике"), memory=memory)
    found = label(planned, background)
    assert found == tuple(find_facts(activity, Background(base())) for activity in planned)
    assert (label(planned, background), memory.recalled) == (found, 1)
    dated = replace(background, period=Period(date(2028, 1, 1), date(2028, 12, 31)))
    assert label(planned, dated)[0].deadline != found[0].deadline
    assert label(planned[:2], background) == found[:2]
    assert memory.recalled == 1
    assert label(planned, replace(background, memory=None)) == found
