"""Roadmaps that are written without a table."""

from __future__ import annotations

import pytest

from reviewer.activities.assembling import assemble
from reviewer.activities.lists import split_labels
from reviewer.model.document import Document, Paragraph


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


def test_lists_of_goals_and_contacts_are_no_activities(show) -> None:
    source = """
    **Дорожная карта Лесного района**
    Задачи:
    1. Повысить качество образования
    Мероприятия:
    1. Практикум по анализу урока
    ## Работа с семьёй
    • Родительская конференция
    ## Ожидаемые результаты
    • Рост успеваемости
    ## Контакты
    • 8 (000) 000-00-00
    """
    assert show(source, "section", "activity") == [
        (None, "Практикум по анализу урока"),
        ("Работа с семьёй", "Родительская конференция"),
    ]


def test_results_inside_a_plan_do_not_end_it(show) -> None:
    source = "**План**\n1. Опрос учителей\nРезультат:\nсправка\n2. Опрос родителей"
    assert show(source, "activity") == [("Опрос учителей",), ("Опрос родителей",)]


def test_activities_under_their_heading_are_read_before_the_title_too(show) -> None:
    source = """
    **Презентация проекта**
    • 2024 год
    **Мероприятия для школ**
    • Опрос учителей
    **Дорожная карта Лесного района**
    **Работа с семьёй**
    • Лекторий
    """
    assert show(source, "section", "activity") == [
        ("Мероприятия для школ", "Опрос учителей"),
        ("Работа с семьёй", "Лекторий"),
    ]


def test_an_item_ends_with_its_page_unless_its_sentence_goes_on() -> None:
    lines = [
        Paragraph("План", 1, bold=True),
        Paragraph("1. Опрос учителей о трудностях", 1),
        Paragraph("Обучения", 1),
        Paragraph("Контактный телефон", 2),
        Paragraph("2. Лекторий для", 2),
        Paragraph("родителей", 3),
    ]
    found = assemble(Document("план.pdf", "pdf", tuple(lines))).activities
    assert [activity.activity for activity in found] == [
        "Опрос учителей о трудностях Обучения",
        "Лекторий для родителей",
    ]


def test_a_presentation_is_called_by_its_first_slide() -> None:
    lines = [
        Paragraph("Поддержка школ", 1, heading_level=1),
        Paragraph("Дорожная карта на 2022 год", 2, heading_level=1),
        Paragraph("Опрос", 3, "•"),
    ]
    for kind, title in (("pptx", "Поддержка школ"), ("docx", "Дорожная карта на 2022 год")):
        roadmap = assemble(Document("план", kind, tuple(lines)))
        assert roadmap.passport.title == title
        assert len(roadmap.activities) == 1
    one_slide = [Paragraph("Проект", 1, heading_level=1), Paragraph("План работы", 1, heading_level=1), lines[2]]
    assert assemble(Document("план", "pptx", tuple(one_slide))).passport.title == "План работы"


def test_points_of_an_order_without_full_stops_are_no_headings(show) -> None:
    source = "ПРИКАЗЫВАЮ:\n1. Утвердить план мероприятий\n2. Назначить ответственных\n**План мероприятий**\n1. Опрос"
    assert show(source, "section", "activity") == [(None, "Опрос")]


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
