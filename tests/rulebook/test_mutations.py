"""What the cases of a pack reach, and what they would notice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.facts.deadlines import parse_deadline
from reviewer.rulebook.coverage import cover
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.mutations import mutate
from reviewer.rulebook.places import Places
from reviewer.rulebook.rulebook import Rulebook
from reviewer.rulebook.trials import Trials

SIGNALS = """\
signals:
  lesson:
    title: Урок
    any:
      - {phrase: урок}
      - {phrase: занятие}
      - all: [{phrase: час}, {phrase: общение|чтение}]
      - {phrase: мастерская}
    none: [{phrase: отмена}, {phrase: перенос}]
    tests:
      match: [Открытый урок, Час общения, Урок и занятие]
      no_match: [Отмена урока, Рабочий час]
  gathering:
    title: Сбор
    any: [{signal: lesson}, {phrase: сбор}]
    none: [{phrase: мусор}]
    tests:
      match: [Занятие в кружке, Сбор учителей]
      no_match: [Сбор мусора]
"""
PARAMETERS = """\
parameters:
  lessons:
    title: Уроки
    measure: {count: activities, where: {signal: lesson}}
    buckets:
      - {id: none, title: нет, when: "== 0", verdict: not_met}
      - {id: few, title: мало, when: "1..2", verdict: partly}
      - {id: many, title: много, when: "> 2", verdict: met}
    tests:
      - {activities: [Урок], bucket: few}
      - {activities: [Урок, Мастерская, Час чтения], bucket: many}
"""
Load = Callable[..., Rulebook]


@pytest.fixture
def trials(load: Load) -> Trials:
    return Trials(load(SIGNALS + PARAMETERS), lambda text: parse_deadline(text, None))


def test_each_part_is_taken_out_in_turn(trials: Trials) -> None:
    noticed = {mutation.rule: mutation.noticed for mutation in mutate(trials) if mutation.kind != "bucket"}
    assert noticed == {
        "signals.lesson.any[0]": True,
        "signals.lesson.any[1]": True,  # by a case of the signal that asks this one
        "signals.lesson.any[2].all[0]": False,
        "signals.lesson.any[2].all[1]": True,
        "signals.lesson.any[3]": True,  # by a case of the parameter
        "signals.lesson.none": True,
        "signals.lesson.none[0]": True,
        "signals.lesson.none[1]": False,
        "signals.gathering.any[0]": True,
        "signals.gathering.any[1]": True,
        "signals.gathering.none[0]": True,
    }


def test_bounds_of_buckets_are_shifted_as_far_as_the_pack_would_load(trials: Trials) -> None:
    told = [
        (mutation.rule, mutation.text, mutation.noticed) for mutation in mutate(trials) if mutation.kind == "bucket"
    ]
    assert told == [
        ("parameters.lessons.buckets[0]", "== 0 | 1..2: граница выше на 1", True),
        ("parameters.lessons.buckets[1]", "1..2 | > 2: граница ниже на 1", False),
        ("parameters.lessons.buckets[1]", "1..2 | > 2: граница выше на 1", True),
    ]


def test_the_bound_of_a_share_is_shifted_by_a_twentieth(load: Load) -> None:
    shares = PARAMETERS.replace("count: activities", "share: activities").replace('"== 0"', '"< 0.5"')
    shares = (
        shares.replace('"1..2"', '">= 0.5, < 0.9"').replace('"> 2"', '">= 0.9"').replace("bucket: few", "bucket: many")
    )
    mutations = [one for one in mutate(Trials(load(SIGNALS + shares))) if one.kind == "bucket"]
    assert [one.text for one in mutations] == [
        "< 0.5 | >= 0.5, < 0.9: граница ниже на 0,05",
        "< 0.5 | >= 0.5, < 0.9: граница выше на 0,05",
        ">= 0.5, < 0.9 | >= 0.9: граница ниже на 0,05",
        ">= 0.5, < 0.9 | >= 0.9: граница выше на 0,05",
    ]
    assert not any(one.noticed for one in mutations)


def test_a_condition_that_is_the_whole_signal_may_be_taken_out_too(load: Load) -> None:
    rules = """\
    signals:
      dated:
        title: Со сроком
        all: [{fact: deadline.concrete, is: true}]
        tests: {match: [{activity: Урок, deadline: май}], no_match: [Урок]}
    """
    trials = Trials(load(rules), lambda text: parse_deadline(text, None))
    assert [(one.rule, one.kind, one.noticed) for one in mutate(trials)] == [("signals.dated.all[0]", "fact", True)]


def test_a_level_reaches_the_signals_that_ask_for_it(load: Load) -> None:
    rules = """\
    signals:
      regional_body:
        title: Регион
        gives: level:regional
        any: [{phrase: областной}, {phrase: краевой}]
      taking_part:
        title: Участие
        all: [{phrase: участие}, {fact: level, is: regional}]
        tests: {match: [Участие в областном конкурсе], no_match: [Участие в конкурсе]}
    """
    noticed = {one.rule: one.noticed for one in mutate(Trials(load(rules)))}
    assert noticed["signals.regional_body.any[0]"]
    assert not noticed["signals.regional_body.any[1]"]


def test_what_no_case_reaches(trials: Trials) -> None:
    missed = [(reach.rule, reach.kind, reach.text) for reach in cover(trials) if not reach.reached]
    assert missed == [
        ("signals.lesson.none[1]", "phrase", "перенос"),
        ("parameters.lessons.buckets[0]", "bucket", "none: == 0"),
    ]
    assert sum(reach.kind == "none" for reach in cover(trials)) == 2


WELL_TRIED = (
    "assessment",
    "audiences",
    "level",
    "organisation",
    "parties",
    "pupils",
    "scope",
    "teachers",
    "marks",
    "content",
    "themes",
)
"""Files of the base pack of whose mutations the cases notice at least nine in ten."""


def test_the_cases_of_the_base_pack_notice_mistakes(project: Path) -> None:
    folder = project / "rules" / "base"
    places, noticed = Places(folder), defaultdict(list)
    for mutation in mutate(Trials(load_pack(folder), parse_deadline)):
        noticed[Path(places.of(mutation.rule).file or "").stem].append(mutation.noticed)
    shares = {name: sum(noticed[name]) / len(noticed[name]) for name in WELL_TRIED}
    assert min(shares.values()) >= 0.9, shares
