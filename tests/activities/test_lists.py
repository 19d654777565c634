"""Roadmaps that are written without a table."""

from __future__ import annotations

import pytest

from reviewer.activities.lists import split_labels


def test_numbered_items_under_headings(show) -> None:
    source = """
    **Дорожная карта Лесного района на 2025 год**
    ## I. Работа с учителями
    1. Практикум по анализу урока. Срок: март 2025 г. Ответственный: ИМЦ.
    2. Школа молодого педагога.
    Сроки: ежемесячно
    Ответственные – методисты
    ## II. Работа с семьёй
    [3)] Родительская конференция (апрель 2025 г., отдел образования)
    - День открытых дверей – май 2025 г.
    - Конкурс семейных газет – июнь 2025 г., библиотекарь
    """
    assert show(source, "section", "number", "activity", "deadline", "responsible") == [
        ("I. Работа с учителями", "1", "Практикум по анализу урока.", "март 2025 г.", "ИМЦ"),
        ("I. Работа с учителями", "2", "Школа молодого педагога.", "ежемесячно", "методисты"),
        ("II. Работа с семьёй", "3", "Родительская конференция", "апрель 2025 г.", "отдел образования"),
        ("II. Работа с семьёй", None, "День открытых дверей", "май 2025 г.", None),
        ("II. Работа с семьёй", None, "Конкурс семейных газет", "июнь 2025 г.", "библиотекарь"),
    ]


def test_points_of_an_order_are_no_activities(show) -> None:
    source = """
    ПРИКАЗ
    от 12.01.2025 № 7
    ПРИКАЗЫВАЮ:
    1. Утвердить план мероприятий.
    2. Контроль оставляю за собой.
    Приложение
    **План мероприятий**
    **Раздел 1. Диагностика**
    • Опрос учителей
    • Анкетирование родителей, чьи дети
    учатся в девятых классах
    """
    assert show(source, "section", "activity") == [
        ("Раздел 1. Диагностика", "Опрос учителей"),
        ("Раздел 1. Диагностика", "Анкетирование родителей, чьи дети учатся в девятых классах"),
    ]


def test_subnumbers_hang_on_their_number(show) -> None:
    source = "**План**\n1. Подготовка к экзаменам:\n1.1. Консультации\n1.2. Пробные работы"
    assert show(source, "number", "parent") == [("1", None), ("1.1", "1"), ("1.2", "1")]


def test_marked_items_hang_on_an_open_number(show) -> None:
    source = "**План**\n1. Консультации:\n- для учеников\n- для родителей\n2. Пробные работы"
    assert show(source, "number", "parent") == [("1", None), (None, "1"), (None, "1"), ("2", None)]


def test_numbered_heading_over_subnumbers(show) -> None:
    source = "**План**\n1. Работа с семьёй\n1.1. Лекторий\n1.2. Собрание"
    assert show(source, "section", "number", "parent") == [
        ("1. Работа с семьёй", "1.1", None),
        ("1. Работа с семьёй", "1.2", None),
    ]


def test_number_in_a_line_of_its_own(show) -> None:
    assert show("**План**\n1\nКонсультации для учеников\n2\nПробные работы", "number", "activity") == [
        ("1", "Консультации для учеников"),
        ("2", "Пробные работы"),
    ]


def test_other_lists_are_no_plan(show) -> None:
    assert show("**Протокол собрания**\n1. Слушали директора.\n2. Решили разойтись.", "activity") == []


def test_list_with_deadlines_is_a_plan(show) -> None:
    assert show("**Работа со школами**\n1. Опрос учителей (май 2025)", "deadline") == [("май 2025",)]


@pytest.mark.parametrize(
    ("text", "rest", "fields"),
    [
        ("Опрос. Срок: май; ответственный: ИМЦ", "Опрос.", {"deadline": "май", "responsible": "ИМЦ"}),
        ("Опрос (срок – до 1 мая)", "Опрос", {"deadline": "до 1 мая"}),
        ("Опрос о сроках экзаменов", "Опрос о сроках экзаменов", {}),
        ("Результат: справка", "", {"outcome": "справка"}),
    ],
)
def test_labelled_fields(text: str, rest: str, fields: dict[str, str]) -> None:
    assert split_labels(text) == (rest, fields)
