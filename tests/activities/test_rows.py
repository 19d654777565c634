"""Sections, items, and rows that are neither."""

from __future__ import annotations

import pytest

HEAD = "| № | Мероприятие | Срок | Ответственный |"


@pytest.mark.parametrize(
    "row",
    [
        "| Раздел 1. Диагностика | < | < | < |",
        "| Диагностика | Диагностика | Диагностика | Диагностика |",
        "| | Диагностика | | |",
        "| I. | Диагностика | | |",
        "| 1. | Диагностика | < | < |",
        "| Диагностика | | | |",
        "| | ДИАГНОСТИКА УЧЕБНЫХ ЗАТРУДНЕНИЙ | | |",
    ],
)
def test_heading_rows(show, row: str) -> None:
    shown = show(
        f"{HEAD}\n{row}\n| 1.1 | Опрос учеников | март | Психолог |\n| 1.2 | Тест | май | Психолог |", "section"
    )
    assert len(shown) == 2
    assert all("диагностика" in str(section).lower() for (section,) in shown)


def test_section_stands_as_printed(show) -> None:
    assert show(f"{HEAD}\n| II. | Работа с  семьёй | | |\n| 1 | Лекторий | май | Завуч |", "section") == [
        ("II. Работа с семьёй",)
    ]


def test_subnumbers_hang_on_an_activity(show) -> None:
    source = f"""{HEAD}
    | 3. | Изучение условий обучения: | май | ИМЦ |
    | 3.1. | Кадры | июнь | ИМЦ |
    | 3.2. | Оснащение | июнь | ИМЦ |
    """
    assert show(source, "number", "parent") == [("3", None), ("3.1", "3"), ("3.2", "3")]


def test_subnumbers_with_the_comma_of_a_workbook(show) -> None:
    source = f"{HEAD}\n| 3 | Изучение условий: | май | ИМЦ |\n| 3,1 | Кадры | июнь | ИМЦ |\n| 3,2 | Сеть | июнь | ИМЦ |"
    assert show(source, "number", "parent") == [("3", None), ("3.1", "3"), ("3.2", "3")]


def test_subnumbers_do_not_hang_on_a_section(show) -> None:
    source = f"""{HEAD}
    | 3. | Изучение условий обучения | | |
    | 3.1. | Кадры | июнь | ИМЦ |
    """
    assert show(source, "number", "parent", "section") == [("3.1", None, "3. Изучение условий обучения")]


def test_merged_number_makes_items(show) -> None:
    source = f"""{HEAD}
    | 4 | Проверка журналов: | октябрь | Завуч |
    | ^ | - в пятых классах | ^ | ШМО |
    | ^ | - в девятых классах | ^ | ШМО |
    """
    assert show(source, "number", "parent", "activity", "deadline", "responsible") == [
        ("4", None, "Проверка журналов:", "октябрь", "Завуч"),
        (None, "4", "в пятых классах", "октябрь", "ШМО"),
        (None, "4", "в девятых классах", "октябрь", "ШМО"),
    ]


def test_items_in_rows_without_a_number(show) -> None:
    source = f"""{HEAD}
    | 4 | Проверка журналов: | октябрь | Завуч |
    | | пятых классов | ноябрь | ШМО |
    | | а) девятых классов | декабрь | ШМО |
    | 5 | Педсовет | декабрь | Директор |
    """
    assert show(source, "number", "parent") == [("4", None), (None, "4"), ("а", "4"), ("5", None)]


def test_parent_and_first_item_in_one_cell(show) -> None:
    source = f"""{HEAD}
    | 7 | Создание базы данных: // 7.1. Список учеников | май | ЦРО |
    | ^ | 7.2. Список учителей | июнь | ^ |
    """
    assert show(source, "number", "parent", "activity", "deadline", "responsible") == [
        ("7", None, "Создание базы данных:", "май", "ЦРО"),
        ("7.1", "7", "Список учеников", "май", "ЦРО"),
        ("7.2", "7", "Список учителей", "июнь", "ЦРО"),
    ]


def test_list_in_a_cell_stays_in_the_text(show) -> None:
    source = f"{HEAD}\n| 1 | Консультации: // - для учителей; // - для родителей | май | ИМЦ |"
    assert show(source, "activity") == [("Консультации: - для учителей; - для родителей",)]


def test_numbered_list_in_a_cell_without_a_number_column(show) -> None:
    source = """
    | Направление | Мероприятия | Срок |
    | Семья | 1. Лекторий // 2. День открытых дверей | май |
    """
    assert show(source, "section", "number", "activity", "deadline") == [
        ("Семья", "1", "Лекторий", "май"),
        ("Семья", "2", "День открытых дверей", "май"),
    ]


@pytest.mark.parametrize("text", ["п. 3.1. Положения изучен", "Итоги 1.5 часа занятий", "01.09.2024 – День знаний"])
def test_numbers_inside_a_text_cut_nothing(show, text: str) -> None:
    assert show(f"{HEAD}\n| 1 | {text} | май | ИМЦ |", "number", "activity") == [("1", text)]


@pytest.mark.parametrize(
    "row",
    [
        "| приказом отдела от 01.02.2025 № 14 дополнены пункты 3, 4 | < | < | < |",
        "| (в редакции приказа от 01.02.2025 № 14) | < | < | < |",
        "| Примечание: сроки могут быть изменены | < | < | < |",
        "| Итого: | 12 мероприятий | | |",
        "| | Начальник ___________ | | |",
        "| | | | |",
        "| 9 | | | |",
    ],
)
def test_rows_that_are_no_activities(show, row: str) -> None:
    source = f"{HEAD}\n| Контроль | < | < | < |\n| 1 | Опрос | март | ИМЦ |\n{row}\n| 2 | Тест | май | ИМЦ |"
    assert show(source, "section", "activity") == [("Контроль", "Опрос"), ("Контроль", "Тест")]


def test_activity_without_fields_in_the_sequence(show) -> None:
    source = f"{HEAD}\n| 1 | Опрос | март | ИМЦ |\n| 2 | Анкета | | |\n| 3 | Тест | май | ИМЦ |"
    assert show(source, "number", "deadline") == [("1", "март"), ("2", None), ("3", "май")]


def test_last_activity_without_fields(show) -> None:
    source = f"{HEAD}\n| 1 | Опрос | март | ИМЦ |\n| 2 | Анкета | | |\n| Всего: 2 | | | |"
    assert show(source, "number") == [("1",), ("2",)]


def test_heading_with_a_number_before_numbers_from_one(show) -> None:
    source = f"{HEAD}\n| 1 | Опрос | март | ИМЦ |\n| 2 | Работа с семьёй | | |\n| 1 | Лекторий | май | ИМЦ |"
    assert show(source, "section", "number") == [(None, "1"), ("2 Работа с семьёй", "1")]


def test_dash_in_the_column_of_numbers(show) -> None:
    source = f"""{HEAD}
    | 2 | Семинары: | | ИМЦ |
    | - | для учителей | март | ИМЦ |
    | - | для завучей | апрель | ИМЦ |
    """
    assert show(source, "parent", "activity", "deadline") == [
        (None, "Семинары:", None),
        ("2", "для учителей", "март"),
        ("2", "для завучей", "апрель"),
    ]


def test_activities_that_read_like_titles_are_no_head(show) -> None:
    source = f"""{HEAD}
    | 1 | Работа с родителями | постоянно | Руководители школ |
    | 2 | Вопросы организации питания | в течение года | Ответственные от школ |
    """
    assert show(source, "number") == [("1",), ("2",)]


def test_deadline_of_a_section_in_its_title(show) -> None:
    source = """
    | № | Мероприятие | Ответственный |
    | Раздел 1. Диагностика (сентябрь 2024 г.) | < | < |
    | 1 | Опрос | ИМЦ |
    | Раздел 2. Контроль | < | < |
    | 2 | Срез знаний | ЦРО |
    """
    assert show(source, "section", "deadline") == [
        ("Раздел 1. Диагностика (сентябрь 2024 г.)", "сентябрь 2024 г."),
        ("Раздел 2. Контроль", None),
    ]


def test_deadline_of_a_section_in_its_row(show) -> None:
    source = f"{HEAD}\n| I | Диагностика | сентябрь 2024 | |\n| 1 | Опрос | | ИМЦ |\n| 2 | Тест | май | ИМЦ |"
    assert show(source, "section", "deadline") == [("I Диагностика", "сентябрь 2024"), ("I Диагностика", "май")]


@pytest.mark.parametrize(
    ("printed", "number"), [("1.", "1"), ("2.10.", "2.10"), ("№ 3", "3"), ("4)", "4"), ("5..", "5"), ("6 .", "6")]
)
def test_numbers_are_normalised(show, printed: str, number: str) -> None:
    assert show(f"{HEAD}\n| {printed} | Опрос | март | ИМЦ |", "number") == [(number,)]


def test_texts_are_single_lines(show) -> None:
    source = f"{HEAD}\n| 1 | Педа\u00adгогический  совет // по\u00a0итогам | до // 1 мая | ИМЦ |"
    assert show(source, "activity", "deadline") == [("Педагогический совет по итогам", "до 1 мая")]
