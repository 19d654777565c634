"""Texts made harmless, and names of files."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis.strategies import text

from reviewer.model.region import Name
from reviewer.model.review import FileProblem, Statement
from reviewer.model.roadmap import Period
from reviewer.report.cleaning import clean_text, cleaned, shorten, uncapital
from reviewer.report.filenames import file_names


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Семинар\nв школе", "Семинар\nв школе"),
        ("а\x00б\x07в\x0bг\x1fд\x7fе\x85ж", "абвгдеж"),
        ("столбец\tстолбец\u2028строка", "столбец столбец строка"),
        ("план\u202excod.exe\u202c", "планxcod.exe"),
        ("\u200fшкола\u200e \u2066№ 5\u2069", "школа № 5"),
        ("половина\ud83d знака\ufffe", "половина знака"),
        ("{{ 7 }} {% if %} <w:p/> & «ёлочки» 😀", "{{ 7 }} {% if %} <w:p/> & «ёлочки» 😀"),
    ],
)
def test_only_what_nobody_sees_is_left_out(text, clean):
    assert clean_text(text) == clean


def test_a_record_is_cleaned_however_deep():
    name = cleaned(Name("Лесной\x00 район", {"gent": "Лесного\x07 района"}))
    assert name == Name("Лесной район", {"gent": "Лесного района"})
    statement = cleaned(Statement("a", "Т\x00", 1, 2, 50.0, ("x\x01",), "Текст"))
    assert statement == Statement("a", "Т", 1, 2, 50.0, ("x",), "Текст")
    assert cleaned((FileProblem("ф\x00", "c", "m"),)) == (FileProblem("ф", "c", "m"),)
    assert cleaned(Period(date(2024, 1, 1), date(2024, 1, 2))) == Period(date(2024, 1, 1), date(2024, 1, 2))


@given(text())
@example("\\u0000 \\t")
@example("\x7f")
@example("\ufffe")
@example("\udc00")
@example("\n")
def test_a_record_is_cleaned_whether_or_not_it_needs_it(text):
    problem = FileProblem(text, "c", "m")
    assert cleaned(problem) == FileProblem(clean_text(text), "c", "m")


def test_a_clean_record_is_not_copied():
    problem = FileProblem('Лесной район\n«план» "{{ 7 }}" & 😀', "c", "m")
    assert cleaned(problem) is problem


def test_a_long_text_is_cut_at_a_space():
    assert shorten("короткий", 20) == "короткий"
    assert shorten("семинар для учителей", 15) == "семинар для…"
    assert shorten("я" * 50, 10) == "я" * 9 + "…"


def test_an_item_of_a_list_begins_small():
    assert uncapital("Работа с родителями") == "работа с родителями"
    assert uncapital("ВПР без нарушений") == "ВПР без нарушений"
    assert uncapital("") == ""


def test_names_of_files_are_safe_and_different():
    names = [
        ("г. Заозерье", "a"),
        ("../../etc/passwd", "b"),
        ("CON", "c"),
        ("", "d"),
        ("Лесной район", "e"),
        ("лесной район", "f"),
        ("ы" * 300, "g"),
        ("а\u202eб:в", "h"),
        ("...", "..."),
    ]
    assert file_names(names) == [
        "г. Заозерье",
        "etc passwd",
        "_CON",
        "d",
        "Лесной район",
        "лесной район (2)",
        "ы" * 80,
        "аб в",
        "муниципалитет",
    ]
