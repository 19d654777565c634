"""The thresholds of the rules in words."""

from __future__ import annotations

import pytest

from reviewer.rulebook.measures import Bucket, Measure, Range
from reviewer.rulebook.rulebook import Parameter
from reviewer.verdicts.grades import grades_of, range_text


@pytest.mark.parametrize(
    ("spread", "words"),
    [
        (Range(0, 0), "ни одного мероприятия"),
        (Range(high=1, high_open=True), "ни одного мероприятия"),
        (Range(low=1), "хотя бы одно мероприятие"),
        (Range(1, 1), "одно мероприятие"),
        (Range(2, 5), "от двух до пяти мероприятий"),
        (Range(high=2), "не более двух мероприятий"),
        (Range(low=15, low_open=True), "не менее шестнадцати мероприятий"),
        (Range(1.5, 3.5), "от двух до трёх мероприятий"),
        (Range(), "любое количество мероприятий"),
    ],
)
def test_a_count_is_told_in_whole_activities(spread, words):
    assert range_text("count", spread) == words


@pytest.mark.parametrize(
    ("spread", "words"),
    [
        (Range(high=0.3, high_open=True), "менее 30% мероприятий"),
        (Range(0.3, 0.6, high_open=True), "не менее 30%, но менее 60% мероприятий"),
        (Range(0.125, 0.5, low_open=True), "более 12,5%, но не более 50% мероприятий"),
        (Range(low=0.8), "не менее 80% мероприятий"),
        (Range(0.8, 1), "не менее 80% мероприятий"),
        (Range(0, 0.25, low_open=True), "более 0%, но не более 25% мероприятий"),
        (Range(0, 0), "ни одного мероприятия"),
        (Range(1, 1), "все мероприятия"),
        (Range(0, 1), "любая доля мероприятий"),
    ],
)
def test_a_share_keeps_its_open_ends(spread, words):
    assert range_text("share", spread) == words


def test_what_exists_is_one_activity_or_none():
    assert range_text("exists", Range(1, 1)) == "хотя бы одно мероприятие"
    assert range_text("exists", Range(0, 0)) == "ни одного мероприятия"


def parameter(kind, *buckets):
    return Parameter("content", "Содержание", Measure(kind), ("met", "partly"), buckets, "rule:x")


def test_neighbours_of_one_verdict_are_one_grade():
    found = grades_of(
        parameter(
            "count",
            Bucket("wide", "широкий", "met", "> 9", Range(low=9, low_open=True)),
            Bucket("none", "нет", "not_met", "== 0", Range(0, 0)),
            Bucket("one", "одно", "partly", "== 1", Range(1, 1)),
            Bucket("few", "мало", "partly", "2..5", Range(2, 5)),
            Bucket("some", "средний", "met", "6..9", Range(6, 9)),
        )
    )
    assert [(grade.verdict, grade.words, grade.holds) for grade in found] == [
        ("not_met", "ни одного мероприятия", False),
        ("partly", "от одного до пяти мероприятий", True),
        ("met", "не менее шести мероприятий", True),
    ]


def test_what_is_asked_of_the_document_is_told_by_its_titles():
    late = Bucket("late", "не в срок", "not_met", "== 0", Range(0, 0))
    timely = Bucket("timely", "в срок", "met", "== 1", Range(1, 1))
    assert [grade.words for grade in grades_of(parameter("document", late, timely))] == ["не в срок", "в срок"]
