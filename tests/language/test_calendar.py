from __future__ import annotations

from datetime import date

import pytest

from reviewer.language import calendar


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_is_known_in_its_forms(number: int) -> None:
    assert calendar.month_of(calendar.MONTHS[number - 1]) == number
    assert calendar.month_of(calendar.MONTHS_GENITIVE[number - 1]) == number


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("январе", 1),
        ("феврале", 2),
        ("марту", 3),
        ("мае", 5),
        ("маем", 5),
        ("августом", 8),
        ("сент", 9),
        ("сентяб", 9),
        ("окт", 10),
        ("нояб", 11),
        ("дек", 12),
        ("маи", None),
        ("карта", None),
        ("ма", None),
        ("декан", None),
        ("", None),
    ],
)
def test_a_month_is_known_by_case_abbreviation_and_cut(word: str, month: int | None) -> None:
    assert calendar.month_of(word) == month


@pytest.mark.parametrize(
    ("word", "day", "plural"),
    [
        ("понедельник", 0, None),
        ("среду", 2, None),
        ("средам", None, 2),
        ("четверг", 3, None),
        ("четвергам", None, 3),
        ("воскресенье", 6, None),
        ("воскресеньям", None, 6),
        ("четверть", None, None),
        ("средний", None, None),
    ],
)
def test_days_of_the_week(word: str, day: int | None, plural: int | None) -> None:
    assert calendar.weekday_of(word) == day
    assert calendar.weekday_of_plural(word) == plural


@pytest.mark.parametrize(
    ("word", "season", "adjective"),
    [
        ("зимой", 0, None),
        ("весны", 1, None),
        ("летом", 2, None),
        ("осенью", 3, None),
        ("осенних", None, 3),
        ("зимний", None, 0),
        ("лет", None, None),
    ],
)
def test_seasons(word: str, season: int | None, adjective: int | None) -> None:
    assert calendar.season_of(word) == season
    assert calendar.season_of_adjective(word) == adjective


def test_numbers_in_words_and_roman_figures() -> None:
    assert [calendar.roman(figure) for figure in ("I", "iv", "XII", "XIII", "a")] == [1, 4, 12, None, None]
    assert [calendar.ordinal(word) for word in ("первой", "третьему", "четвертая", "последних", "перва")] == [
        1,
        3,
        4,
        calendar.LAST,
        None,
    ]
    assert [calendar.cardinal(word) for word in ("один", "двух", "десять", "сто")] == [1, 2, 10, None]


def test_a_day_that_a_month_lacks_is_its_end() -> None:
    assert calendar.day_or_month_end(2023, 2, 31) == date(2023, 2, 28)
    assert calendar.day_or_month_end(2024, 2, 29) == date(2024, 2, 29)
    assert calendar.month_end(2024, 12) == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("month", "weekday", "nth", "expected"),
    [
        (4, 0, 3, date(2024, 4, 15)),
        (4, 0, 1, date(2024, 4, 1)),
        (5, 4, calendar.LAST, date(2024, 5, 31)),
        (2, 3, 5, date(2024, 2, 29)),
        (2, 4, 5, None),
        (12, 1, 5, date(2024, 12, 31)),
    ],
)
def test_the_nth_day_of_the_week_in_a_month(month: int, weekday: int, nth: int, expected: date | None) -> None:
    assert calendar.weekday_in_month(2024, month, weekday, nth) == expected
