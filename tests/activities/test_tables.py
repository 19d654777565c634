"""Which tables are plans, and what is said of the others."""

from __future__ import annotations

import pytest

PLAN = """
| № | Мероприятие | Срок | Ответственный |
| 1 | Семинар о смысловом чтении | март 2025 | ИМЦ |
| 2 | Выездная консультация | май 2025 | ИМЦ |
"""


@pytest.mark.parametrize(
    "table",
    [
        "| СОГЛАСОВАНО // Директор ИМЦ | УТВЕРЖДАЮ // Начальник отдела // «12» января 2025 г. |",
        "| Начальник отдела образования | ____________ | |",
        "| Настоящий план разработан отделом образования |",
        "| | |",
    ],
)
def test_blocks_round_a_plan_go_without_a_word(read, table: str) -> None:
    roadmap = read(f"{table}\n~\n{PLAN}")
    assert len(roadmap.activities) == 2
    assert roadmap.notices == ()


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("| Сокращение | Расшифровка |\n| ИМЦ | информационно-методический центр |", "сокращений"),
        ("| № | Наименование ОО | Директор |\n| 1 | МБОУ «СОШ № 4» | |\n| 2 | МБОУ «СОШ № 6» | |", "организаций"),
        ("| № | Показатель | 2024 | 2025 |\n| 1 | Доля учителей | 10 | 20 |\n| 2 | Доля школ | 5 | 7 |", "показателей"),
        ("| Вторник | 14:00 |\n| Четверг | 15:00 |", "нет столбца с мероприятиями"),
    ],
)
def test_other_tables_are_named(read, table: str, reason: str) -> None:
    for source in (f"{table}\n~\n{PLAN}", f"{PLAN}\n~\n{table}"):
        roadmap = read(source)
        assert len(roadmap.activities) == 2
        (notice,) = roadmap.notices
        assert notice.code == "table-set-aside"
        assert reason in notice.message


def test_schools_with_curators_are_no_plan(read) -> None:
    roadmap = read(
        f"{PLAN}\n~\n| Школа | Ответственный | Срок |\n| СОШ № 4 | Методист | май |\n| СОШ № 6 | Методист | май |"
    )
    assert len(roadmap.activities) == 2


def test_front_text_is_what_surrounds_the_plan(read) -> None:
    roadmap = read(f"""
    | УТВЕРЖДАЮ // Глава Лесного округа |
    **Дорожная карта**
    {PLAN}
    Исполнитель: методист
    """)
    assert roadmap.front_text.splitlines() == [
        "УТВЕРЖДАЮ",
        "Глава Лесного округа",
        "Дорожная карта",
        "Исполнитель: методист",
    ]


@pytest.mark.parametrize(
    ("above", "section"),
    [
        ("## Методическая работа", "Методическая работа"),
        ("**II. Методическая работа**", "II. Методическая работа"),
        ("Раздел 2. Методическая работа", "Раздел 2. Методическая работа"),
        ("[2.] Методическая работа", "2. Методическая работа"),
        ("**Раздел II**\n**Методическая работа**", "Раздел II Методическая работа"),
        ("## Методическая работа\nСроки могут быть уточнены приказом.", "Методическая работа"),
        ("План составлен по итогам анализа.", None),
        ("1. Повысить качество;\n2. Поддержать учителей.", None),
        ("Таблица приведена ниже:", None),
    ],
)
def test_headings_above_a_table(read, above: str, section: str | None) -> None:
    roadmap = read(f"**План мероприятий на 2025 год**\n{above}\n{PLAN}")
    assert {activity.section for activity in roadmap.activities} == {section}
    assert roadmap.passport.title == "План мероприятий на 2025 год"


def test_source_of_an_activity(read) -> None:
    roadmap = read(f"| Вторник | 14:00 |\n| Четверг | 15:00 |\n~\n{PLAN}", file="район.docx")
    source = roadmap.activities[1].source
    assert (source.file, source.page, source.table, source.row) == ("район.docx", 1, 2, 3)


def test_columns_that_nothing_tells(read) -> None:
    roadmap = read("""
    | № | Мероприятие | Срок | Ответственный | Шифр |
    | 1 | Семинар о смысловом чтении | март 2025 | ИМЦ | К-7 |
    """)
    (notice,) = roadmap.notices
    assert notice.code == "column-not-understood"
    assert "«Шифр»" in notice.message


def test_rows_without_a_deadline_are_named(read) -> None:
    roadmap = read("| № | Мероприятие | Срок |\n| 1 | Семинар | – |\n| 2 | Опрос | май |")
    (notice,) = roadmap.notices
    assert (notice.code, notice.row) == ("no-deadline", 2)
    assert "«1. Семинар»" in notice.message


def test_nothing_is_found(read) -> None:
    roadmap = read("Справка о погоде\nСегодня солнечно.")
    assert roadmap.activities == ()
    assert [notice.code for notice in roadmap.notices] == ["no-activities"]


def test_empty_document(read) -> None:
    roadmap = read("", file="пусто.docx")
    assert roadmap.activities == ()
    assert roadmap.passport.title == "пусто"


def test_passport_of_a_programme_is_running_text(read) -> None:
    roadmap = read(f"""
    | Наименование программы | Программа поддержки школ Лесного района |
    | Цель | Поднять качество обучения |
    | Сроки реализации | 2024-2025 годы |
    | Исполнители | Отдел образования |
    {PLAN.replace("| №", "~" + chr(10) + "| №")}
    """)
    assert len(roadmap.activities) == 2
    assert roadmap.notices == ()
    assert "Поднять качество обучения" in roadmap.front_text
    assert roadmap.passport.territory == "Лесной район"
