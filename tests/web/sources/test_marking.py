"""Quoted words found again in the texts of cells."""

from __future__ import annotations

import pytest

from reviewer.web.sources.asked import Quote
from reviewer.web.sources.marking import Placed, Signs, find_quote, marked_lines, stretches


def marked(texts: list[Placed], quote: Quote) -> list[str]:
    by_key = {placed.key: placed.text for placed in texts}
    return [by_key[mark.key][mark.start : mark.end] for mark in find_quote(quote, [texts])]


@pytest.mark.parametrize(
    ("cell", "quote", "found"),
    [
        ("Выезд\nметодистов", "Выезд методистов", "Выезд\nметодистов"),
        ("Выезд  методистов в школы", "методистов в", "методистов в"),
        ("Разбор обра\u00adзовательных дефицитов", "образовательных", "обра\u00adзовательных"),
        ("с 1 по 5 марта —\nежедневно", "марта – ежедневно", "марта —\nежедневно"),
        ("Диагностика", "мониторинг", None),
    ],
)
def test_a_quote_is_found_over_the_lines_of_its_cell(cell: str, quote: str, found: str | None) -> None:
    assert [cell[start:end] for start, end in stretches(cell, quote)] == ([found] if found else [])


def test_of_several_occurrences_the_one_at_its_place_is_taken() -> None:
    text = "школы района, школы города, школы области"
    mark = find_quote(Quote("activity", 28, "школы"), [[Placed((0, 0), text)]])[0]
    assert mark.start == 28


def test_the_place_counts_from_where_the_field_begins() -> None:
    text = "школы: 1.1. школы района и школы города"
    mark = find_quote(Quote("activity", 0, "школы"), [[Placed((0, 0), text, begins=12)]])[0]
    assert mark.start == 12


def test_a_whole_word_goes_before_a_part_of_one() -> None:
    texts = [Placed((0, 0), "самоанализ, анализ")]
    assert find_quote(Quote("activity", 4, "анализ"), [texts])[0].start == 12


def test_a_quote_over_two_cells_is_marked_in_both() -> None:
    texts = [Placed((3, 2), "до 1 марта"), Placed((3, 3), "2026 года")]
    assert marked(texts, Quote("deadline", 3, "1 марта – 2026")) == ["1 марта", "2026"]


def test_a_sign_is_no_quote_over_two_cells() -> None:
    assert find_quote(Quote("deadline", 0, "а 2"), [[Placed((0, 0), "марта"), Placed((0, 1), "26")]]) == ()


def test_the_first_group_that_has_a_quote_answers() -> None:
    found = find_quote(Quote("deadline", 0, "март"), [[Placed((5, 1), "апрель")], [Placed((2, 1), "март")]])
    assert [mark.key for mark in found] == [(2, 1)]


def test_lines_are_cut_into_marked_and_plain_pieces() -> None:
    lines = marked_lines("первая строка\nвторая", [(7, 17), (0, 3), (2, 5)])
    assert [[(run.text, run.marked) for run in line] for line in lines] == [
        [("перва", True), ("я ", False), ("строка", True)],
        [("вто", True), ("рая", False)],
    ]


def test_spaces_at_the_ends_are_not_marked() -> None:
    (line,) = marked_lines("для школ района", [(3, 9)])
    assert [run.text for run in line if run.marked] == ["школ"]


def test_signs_remember_their_places() -> None:
    signs = Signs.letters("А — Б1")
    assert (signs.text, signs.places) == ("аб1", (0, 4, 5))
