"""What is known of an activity from round it: whose document, what stands above, short names."""

from __future__ import annotations

from functools import cache

import pytest

from reviewer.facts.finding import Background, understand
from reviewer.facts.submitters import level_of_document
from reviewer.model.facts import ActivityFacts, Level
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.rulebook.loading import find_profile, load_pack
from reviewer.rulebook.rulebook import Rulebook


@cache
def base() -> Rulebook:
    return load_pack(find_profile("base"))


def roadmap(*activities: Activity | str, title: str = "План", territory: str | None = None, front: str = "") -> Roadmap:
    rows = tuple(Activity(row, Source("план.docx")) if isinstance(row, str) else row for row in activities)
    return Roadmap("план.docx", "docx", Passport(title, territory), rows, front_text=front)


def understood(*activities: Activity | str, **front: str) -> tuple[ActivityFacts, ...]:
    return understand(roadmap(*activities, **front), Background(base()))


@pytest.mark.parametrize(
    ("title", "territory", "front", "level"),
    [
        ("План мероприятий министерства образования по поддержке школ", None, "", "regional"),
        ("Региональный план мероприятий", "Заречная область", "", "regional"),
        ("Дорожная карта", "Заречная область", "", "regional"),
        ("План мероприятий", None, "Приложение\nк приказу управления образования\nи науки области", "regional"),
        ("Дорожная карта Речного района по работе со школами", "Речной район", "", "municipal"),
        ("Муниципальный план в рамках регионального проекта", None, "", "municipal"),
        ("Дорожная карта управления образования администрации города по работе с ОО", None, "", "municipal"),
        ("План мероприятий по работе с МБОУ СОШ № 4 Речного района", "Речной район", "", "municipal"),
        ("План", "Речной район", "Приложение к приказу министерства образования", "municipal"),
        ("План", "Речной район", "УТВЕРЖДАЮ\nНачальник управления образования\nП.П. Орлов", "municipal"),
        ("План", "Речной район", "УТВЕРЖДАЮ\nДиректор МБОУ СОШ № 4\nП.П. Орлов", "school"),
        ("План повышения качества образования в МБОУ «СОШ № 4» Речного района", "Речной район", "", "school"),
        ("План работы", None, "", None),
    ],
)
def test_whose_document_it_is(title: str, territory: str | None, front: str, level: Level | None) -> None:
    assert level_of_document(roadmap(title=title, territory=territory, front=front), base()) == level


@pytest.mark.parametrize(
    ("holder", "level"),
    [("Классные руководители", "school"), ("РМК", "municipal"), ("ИРО, школы", "regional"), (None, None)],
)
def test_where_nothing_else_tells_it_those_responsible_do(holder: str | None, level: Level | None) -> None:
    rows = [Activity(f"Дело {number}", Source("план.docx"), responsible=holder) for number in range(6)]
    assert level_of_document(roadmap(*rows), base()) == level


def test_the_document_holds_rows_without_a_holder() -> None:
    rows = ("Консультации педагогов школ", "Анкетирование обучающихся и родителей")
    own = {
        level: [facts.labels.level for facts in understood(*rows, title=title)]
        for level, title in {
            "regional": "Региональный план мероприятий",
            "municipal": "Муниципальный план мероприятий",
            "school": "Программа МБОУ СОШ № 4",
        }.items()
    }
    assert own == {level: [level, level] for level in own}


def test_a_row_that_names_its_holder_keeps_it() -> None:
    source = Source("план.docx")
    found = understood(
        Activity("Анализ отметок", source, responsible="Классные руководители"),
        Activity("Семинар для учителей", source, responsible="РМК"),
        Activity("Вебинар для учителей", source, responsible="Управление образования"),
        title="Региональный план мероприятий",
    )
    assert [facts.labels.level for facts in found] == ["school", "municipal", "regional"]


def test_an_event_of_another_level_keeps_it_in_any_document() -> None:
    in_school = understood(
        "Участие учителей в районном семинаре", "Участие в областном конкурсе", title="Программа МБОУ СОШ № 4"
    )
    assert [facts.labels.level for facts in in_school] == ["municipal", "regional"]
    in_region = understood("Разработка муниципальных программ помощи школам", title="Региональный план мероприятий")
    assert [facts.labels.level for facts in in_region] == ["municipal"]


def test_a_short_name_stands_for_its_schools_from_there_on() -> None:
    found = understood(
        "Посещение уроков в образовательных организациях",
        "Составление перечня школ с низкими результатами (далее – образовательные организации)",
        "Выезды методистов в образовательные организации",
        "Обсуждение итогов на совете",
        "Паспорт общеобразовательных организаций района",
    )
    scopes = [facts.labels.scope for facts in found]
    assert scopes == ["unstated", "listed_schools", "listed_schools", "unstated", "all_schools"]
    why = next(why for why in found[2].whys if why.label == "scope:listed_schools")
    assert why.quote == "образовательные организации"


def test_a_short_name_is_known_from_the_text_before_the_plan() -> None:
    front = "О поддержке школ, показавших низкие результаты (далее – Школы)"
    found = understood("Проверка документов Школы", "Дни открытых дверей: школы города", front=front)
    assert [facts.labels.scope for facts in found] == ["listed_schools", "all_schools"]


def test_a_short_name_of_something_else_is_none_of_schools() -> None:
    found = understood("Помощь школам с низкими результатами (далее – План)", "Утверждение Плана")
    assert [facts.labels.scope for facts in found] == ["listed_schools", "unstated"]


def test_items_are_about_the_schools_of_what_stands_above() -> None:
    source = Source("план.docx")
    found = understood(
        Activity("Анализ работы школ с низкими результатами:", source, number="2"),
        Activity("Кадровые условия", source, number="2.1", parent="2"),
        Activity("Кадровые условия всех школ района", source, number="2.2", parent="2"),
        Activity("Кадровые условия", source, number="3"),
    )
    assert [facts.labels.scope for facts in found] == ["listed_schools", "listed_schools", "all_schools", "unstated"]
