from __future__ import annotations

import pytest

from reviewer.language.mending import join_lines, join_pair, keeps_hyphen


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("Анализ обра-|зовательных программ", "Анализ образовательных программ"),
        ("Анализ образова\u00ad|тельных программ", "Анализ образовательных программ"),
        ("научно-|методический", "научно-методический"),
        ("психолого-|педагогическое", "психолого-педагогическое"),
        ("семинар-|практикум", "семинар-практикум"),
        ("тьютор-|наставник", "тьютор-наставник"),
        ("меж-|муниципальный", "межмуниципальный"),
        ("по-|этому", "поэтому"),
        ("что-|то", "что-то"),
        ("УПРАВ-|ЛЕНИЕ", "УПРАВЛЕНИЕ"),
        ("Санкт-|Петербург", "Санкт-Петербург"),
        ("Январь-|март", "Январь-март"),
        ("2024-|2025", "2024-2025"),
        ("5-|х классов", "5-х классов"),
        ("и/|или", "и/или"),
        ("2024–|2025 гг.", "2024–2025 гг."),
        ("01.02.2025 -|15.02.2025", "01.02.2025 - 15.02.2025"),
        ("http://school.example/plan-|na-god", "http://school.example/plan-na-god"),
        ("http://school.example/|plan", "http://school.example/plan"),
    ],
)
def test_hyphen_at_a_line_end_is_kept_where_the_word_has_it(lines: str, whole: str) -> None:
    assert join_lines(lines.split("|")) == whole


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("Ответственны|е", "Ответственные"),
        ("ежеквартал|ьно", "ежеквартально"),
        ("еже|кварта|льно", "ежеквартально"),
        ("управленческо|й команды", "управленческой команды"),
        ("проведен|ия совещаний", "проведения совещаний"),
        ("Компетентност|и учителя", "Компетентности учителя"),
        ("ОТВЕТСТВЕН|НЫЕ", "ОТВЕТСТВЕННЫЕ"),
    ],
)
def test_word_torn_by_a_narrow_column_is_whole(lines: str, whole: str) -> None:
    assert join_lines(lines.split("|")) == whole


@pytest.mark.parametrize(
    "lines",
    [
        "работа с|родителями",
        "директор|а также учителя",
        "план|мероприятий",
        "учителя|и родители",
        "МБОУ|и школы",
        "Управление|образования",
        "по плану|Центра",
        "март|2025 года",
    ],
)
def test_words_that_stand_apart_are_never_glued(lines: str) -> None:
    assert join_lines(lines.split("|")) == lines.replace("|", " ")


def test_pieces_unknown_to_the_dictionary_are_one_word_only_at_the_end_of_a_full_line() -> None:
    pieces = ["стажировоч", "ных площадок"]
    assert join_lines(pieces, full=[True, False]) == "стажировочных площадок"
    assert join_lines(pieces) == "стажировоч ных площадок"


def test_pieces_that_are_words_by_themselves_are_one_where_they_fill_a_line() -> None:
    assert join_lines(["исполните", "ли"], full=[True, False]) == "исполнители"
    assert join_lines(["вы исполните", "ли"], full=[True, False]) == "вы исполните ли"
    assert join_lines(["директор", "а также"], full=[True, False]) == "директор а также"


def test_a_date_torn_by_a_narrow_column_is_whole() -> None:
    assert join_lines(["до", "20.04.202", "5"]) == "до 20.04.2025"
    assert join_lines(["20.04.2024", "2025"]) == "20.04.2024 2025"


def test_abbreviations_at_a_line_end_stay_apart() -> None:
    assert join_lines(["филиал МАОУ", "СОШ № 5"], full=[True, False]) == "филиал МАОУ СОШ № 5"


def test_a_line_with_room_left_ends_with_a_whole_word() -> None:
    assert join_lines(["проведен", "ия"], full=[False, False]) == "проведен ия"


def test_empty_lines_leave_no_space() -> None:
    assert join_lines(["", "  Приказ ", " "]) == "Приказ"
    assert join_lines([]) == ""


def test_a_dash_between_words_keeps_its_spaces() -> None:
    assert join_pair("школы -", "участники") == "школы - участники"


def test_hyphen_before_a_capital_letter_is_kept() -> None:
    assert keeps_hyphen("Усть", "Катав")
    assert not keeps_hyphen("обра", "зование")
