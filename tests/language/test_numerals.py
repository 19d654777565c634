"""Numbers, shares and dates in Russian."""

from __future__ import annotations

from datetime import date

import pytest

from reviewer.language.numerals import (
    agree,
    count_of,
    date_text,
    long_date_text,
    number_words,
    percent,
    percent_text,
    period_text,
    range_of,
    range_words,
    share_text,
)
from reviewer.model.roadmap import Period

EVENT = "муниципальное мероприятие"
TOWN = "муниципалитет"
MAP = "муниципальная «дорожная карта»"


@pytest.mark.parametrize(
    ("count", "phrase", "case", "text"),
    [
        (0, EVENT, "nomn", "0 муниципальных мероприятий"),
        (1, EVENT, "nomn", "1 муниципальное мероприятие"),
        (2, EVENT, "nomn", "2 муниципальных мероприятия"),
        (5, EVENT, "nomn", "5 муниципальных мероприятий"),
        (11, EVENT, "nomn", "11 муниципальных мероприятий"),
        (13, EVENT, "nomn", "13 муниципальных мероприятий"),
        (21, EVENT, "nomn", "21 муниципальное мероприятие"),
        (112, EVENT, "nomn", "112 муниципальных мероприятий"),
        (3.0, EVENT, "nomn", "3 муниципальных мероприятия"),
        (2.5, EVENT, "nomn", "2,5 муниципальных мероприятия"),
        (1, TOWN, "loct", "1 муниципалитете"),
        (3, TOWN, "loct", "3 муниципалитетах"),
        (21, TOWN, "loct", "21 муниципалитете"),
        (2.5, TOWN, "loct", "2,5 муниципалитета"),
        (1, TOWN, "gent", "1 муниципалитета"),
        (4, TOWN, "gent", "4 муниципалитетов"),
        (3, MAP, "nomn", "3 муниципальные «дорожные карты»"),
        (8, MAP, "nomn", "8 муниципальных «дорожных карт»"),
        (1, MAP, "loct", "1 муниципальной «дорожной карте»"),
        (1, MAP, "accs", "1 муниципальную «дорожную карту»"),
        (2, "обучающийся", "nomn", "2 обучающихся"),
        (1, "педагог", "accs", "1 педагога"),
        (3, "педагог", "accs", "3 педагогов"),
        (23, "педагог", "accs", "23 педагога"),
        (2, "школа с низкими результатами", "datv", "2 школам с низкими результатами"),
        (5, "вебинар", "nomn", "5 вебинаров"),
        (5, "год", "nomn", "5 лет"),
        (5, "годовой отчёт", "nomn", "5 годовых отчётов"),
        (3, "семинар-практикум", "nomn", "3 семинара-практикума"),
        (6, "школа-куратор", "nomn", "6 школ-кураторов"),
        (5, "ШНОР", "nomn", "5 ШНОР"),
        (2, "", "nomn", "2 "),
    ],
)
def test_a_phrase_agrees_with_its_number(count, phrase, case, text):
    assert count_of(count, phrase, case) == text


def test_the_phrase_alone():
    assert agree(3, "Районный семинар", "loct") == "Районных семинарах"


@pytest.mark.parametrize(
    ("count", "total", "value"),
    [(8, 13, 61.5), (3, 13, 23.1), (13, 13, 100.0), (0, 13, 0.0), (1, 16, 6.3), (1, 80, 1.3), (5, 0, 0.0)],
)
def test_percentages_round_half_up_to_one_digit(count, total, value):
    assert percent(count, total) == value


@pytest.mark.parametrize(
    ("value", "text"), [(61.5, "61,5%"), (100.0, "100%"), (0, "0%"), (50.0, "50%"), (84.65, "84,7%")]
)
def test_a_percentage_has_a_comma(value, text):
    assert percent_text(value) == text


@pytest.mark.parametrize(("share", "text"), [(0.615, "61,5%"), (8 / 13, "61,5%"), (0.0625, "6,3%"), (1, "100%")])
def test_a_share_is_printed_as_a_percentage(share, text):
    assert share_text(share) == text


@pytest.mark.parametrize(
    ("value", "case", "gender", "text"),
    [
        (0, "nomn", "masc", "ноль"),
        (1, "nomn", "neut", "одно"),
        (2, "nomn", "femn", "две"),
        (2, "gent", "femn", "двух"),
        (9, "gent", "masc", "девяти"),
        (14, "ablt", "masc", "четырнадцатью"),
        (40, "loct", "masc", "сорока"),
        (57, "ablt", "masc", "пятьюдесятью семью"),
        (121, "accs", "femn", "сто двадцать одну"),
        (216, "gent", "masc", "двухсот шестнадцати"),
        (1000, "gent", "masc", "1000"),
    ],
)
def test_numbers_in_words(value, case, gender, text):
    assert number_words(value, case, gender) == text


def test_ranges_in_words():
    assert range_words(6, 9) == "от шести до девяти"
    assert range_words(4, 4) == "четыре"
    assert range_words(16, None) == "не менее шестнадцати"
    assert range_of(6, 9, EVENT) == "от шести до девяти муниципальных мероприятий"
    assert range_of(1, 1, EVENT) == "одно муниципальное мероприятие"
    assert range_of(2, 2, "школа") == "две школы"
    assert range_of(1, 21, "школа") == "от одной до двадцати одной школы"


def test_dates():
    assert date_text(date(2023, 11, 10)) == "10.11.2023"
    assert long_date_text(date(2023, 11, 1)) == "1\u00a0ноября 2023 года"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2024, 1, 22), date(2024, 1, 26), "с 22 по 26\u00a0января 2024 года"),
        (date(2024, 1, 22), date(2024, 2, 2), "с 22\u00a0января по 2\u00a0февраля 2024 года"),
        (date(2023, 9, 1), date(2024, 5, 31), "с 1\u00a0сентября 2023 года по 31\u00a0мая 2024 года"),
        (date(2024, 1, 2), date(2024, 1, 5), "со 2 по 5\u00a0января 2024 года"),
        (date(2024, 1, 22), date(2024, 1, 22), "22\u00a0января 2024 года"),
    ],
)
def test_a_period_says_once_what_its_ends_share(start, end, text):
    assert period_text(Period(start, end)) == text
