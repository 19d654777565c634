"""The cases that stand in rule files."""

from __future__ import annotations

from pathlib import Path

from reviewer.model.facts import Deadline
from reviewer.rulebook.selftest import check_pack

RULES = """\
signals:
  lesson:
    title: Урок
    any: [{phrase: урок}]
    none: [{phrase: отмена}]
    tests:
      match: [Открытый урок, {activity: Семинар}]
      no_match: [Отмена урока, Урок чтения]
      todo: [Занятие, Урок письма]
  dated:
    title: Со сроком
    any: [{fact: deadline.concrete, is: true}, {regional_event: true, min: 0.6}]
    tests:
      match: [{activity: Урок, deadline: май}, {activity: Урок, regional: 0.7}]
      no_match: [Урок, {activity: Урок, regional: 0.5}]
parameters:
  lessons:
    title: Уроки
    measure: {count: activities, where: {signal: lesson}}
    buckets:
      - {id: none, title: нет, when: "== 0", verdict: not_met}
      - {id: some, title: есть, when: "> 0", verdict: met}
    tests:
      - {activities: [Урок, Семинар], bucket: some}
      - {activities: [], bucket: none}
      - {activities: [{activity: Семинар}], bucket: some}
  most:
    title: Большинство
    measure: {share: activities, where: {signal: lesson}}
    buckets:
      - {id: less, title: меньше, when: "< 0.5", verdict: not_met}
      - {id: more, title: больше, when: ">= 0.5", verdict: met}
    tests:
      - {activities: [Урок, Семинар], bucket: more}
      - {activities: [Урок, Семинар, Собрание], bucket: less}
"""


def in_may(text: str | None) -> Deadline:
    return Deadline("month", concrete=True) if text == "май" else Deadline("missing", concrete=False)


def test_what_fails_and_where(load) -> None:
    failures = check_pack(load(RULES), in_may)
    told = [(failure.rule, failure.kind, failure.text, failure.place.line) for failure in failures]
    assert told == [
        ("signals.lesson", "match", "Семинар", 9),
        ("signals.lesson", "no_match", "Урок чтения", 10),
        ("signals.lesson", "todo", "Урок письма", 11),
        ("parameters.lessons", "bucket", "Семинар", 28),
    ]
    assert Path(failures[0].place.file or "").name == "pack.yaml"


def test_failures_are_readable(load) -> None:
    _, wrong, done, bucket = (str(failure) for failure in check_pack(load(RULES), in_may))
    assert wrong.endswith("признак не должен подойти, но подошёл; any[0]: «Урок»\n    Урок чтения")
    assert "перенесите случай из todo в match" in done
    assert "ждали диапазон «some», получили «none» (подошло 0 из 1)" in bucket


def test_without_a_reader_of_deadlines_none_is_concrete(load) -> None:
    failures = check_pack(load(RULES))
    assert ("signals.dated", "match") in {(failure.rule, failure.kind) for failure in failures}


def test_a_case_may_say_whose_document_it_stands_in(load) -> None:
    rules = """\
signals:
  own:
    title: В школьном плане
    any: [{fact: document.level, is: school}]
    tests:
      match: [{activity: Урок, document: school}, {activity: Урок, document: municipal}]
      no_match: [Урок, {activity: Урок, document: regional}]
"""
    (failure,) = check_pack(load(rules))
    assert (failure.kind, failure.text) == ("match", "Урок")
