"""In which months an activity falls, and what of it is drawn."""

from __future__ import annotations

from datetime import date

import pytest

from reviewer.model.facts import Deadline
from reviewer.model.roadmap import Period
from reviewer.report.calendar import count_months, fallen_months, months_of

YEAR = Period(date(2031, 1, 1), date(2031, 12, 31))


def stretch(start: date | None, end: date | None) -> Deadline:
    return Deadline("period", concrete=True, intervals=((start, end),))


@pytest.mark.parametrize(
    ("deadline", "months"),
    [
        (stretch(date(2031, 2, 20), date(2031, 5, 3)), {2, 3, 4, 5}),
        (stretch(None, date(2031, 3, 15)), {3}),
        (stretch(date(2031, 10, 1), None), {10}),
        (Deadline("recurring", concrete=True, every="quarter", times=1), {3, 6, 9, 12}),
        (Deadline("recurring", concrete=True, every="half_year", times=2), {6, 12}),
        (Deadline("recurring", concrete=True, every="week", times=1), set(range(1, 13))),
        (Deadline("recurring", concrete=True, every="year", times=1), set()),
        (Deadline("continuous", concrete=False), set()),
        (Deadline("continuous", concrete=False, intervals=((YEAR.start, YEAR.end),)), set()),
    ],
)
def test_an_activity_counts_in_each_month_in_which_it_is_due(deadline: Deadline, months: set[int]) -> None:
    assert {month for _, month in fallen_months(deadline, months_of(YEAR))} == months


def test_two_stretches_within_a_month_count_once() -> None:
    march = Deadline(
        "date", concrete=True, intervals=((date(2031, 3, 1), date(2031, 3, 2)), (date(2031, 3, 9), date(2031, 3, 9)))
    )
    assert fallen_months(march, months_of(YEAR)) == {(2031, 3)}


def test_only_months_of_the_plan_are_counted() -> None:
    school_year = Period(date(2030, 9, 1), date(2031, 5, 31))
    late, within = stretch(None, date(2031, 6, 10)), stretch(date(2031, 4, 30), date(2031, 6, 10))
    calendar = count_months([[late, within], []], school_year)
    assert calendar.heads[0] == "сен 2030"
    assert len(calendar.months) == 9
    assert calendar.counts == ((0, 0, 0, 0, 0, 0, 0, 1, 1), (0,) * 9)
    assert (calendar.placed, calendar.total) == (1, 2)


def test_months_of_one_year_bear_no_year() -> None:
    assert count_months([], YEAR).heads[:2] == ("янв", "фев")
