"""Names of places in the case that a sentence asks for."""

from __future__ import annotations

import pytest

from reviewer.language.names import group_names, inflect_name, join_names, preposition_v
from reviewer.model.region import Name

NAMES = [
    # nominative | gent | loct
    "Судогодский район | Судогодского района | Судогодском районе",
    "Гусь-Хрустальный район | Гусь-Хрустального района | Гусь-Хрустальном районе",
    "Киржачский р-н | Киржачского р-на | Киржачском р-не",
    "Вязниковский муниципальный округ | Вязниковского муниципального округа | Вязниковском муниципальном округе",
    "округ Муром | округа Муром | округе Муром",
    "о. Муром | о. Мурома | о. Муроме",
    "Муром | Мурома | Муроме",
    "г. Владимир | г. Владимира | г. Владимире",
    "г.Владимир | г.Владимира | г.Владимире",
    "город Александровск | города Александровска | городе Александровске",
    "город Кольчугино | города Кольчугино | городе Кольчугино",
    "город Набережные Челны | города Набережные Челны | городе Набережные Челны",
    "Набережные Челны | Набережных Челнов | Набережных Челнах",
    "Нижний Новгород | Нижнего Новгорода | Нижнем Новгороде",
    "посёлок Октябрьский | посёлка Октябрьский | посёлке Октябрьский",
    "пгт Красное | пгт Красное | пгт Красное",
    "ЗАТО г. Радужный | ЗАТО г. Радужный | ЗАТО г. Радужный",
    "Владимирская область | Владимирской области | Владимирской области",
    "Пермский край | Пермского края | Пермском крае",
    "Республика Коми | Республики Коми | Республике Коми",
    "Чувашская Республика | Чувашской Республики | Чувашской Республике",
    "городской округ город Волгоград | городского округа город Волгоград | городском округе город Волгоград",
    "Петровский район Тульской области | Петровского района Тульской области | Петровском районе Тульской области",
    "Озерский городской округ | Озерского городского округа | Озерском городском округе",
    "Ростов-на-Дону | Ростова-на-Дону | Ростове-на-Дону",
    "Коми | Коми | Коми",
]


@pytest.mark.parametrize("row", NAMES)
def test_a_name_declines(row):
    nominative, genitive, prepositional = row.split(" | ")
    assert inflect_name(nominative, "nomn") == nominative
    assert inflect_name(nominative, "gent") == genitive
    assert inflect_name(nominative, "loct") == prepositional


def test_the_accusative_of_places_is_that_of_things():
    assert inflect_name("Судогодский район", "accs") == "Судогодский район"
    assert inflect_name("Владимир", "accs") == "Владимир"
    assert inflect_name("Москва", "accs") == "Москву"
    assert inflect_name("Великие Луки", "accs") == "Великие Луки"


def test_the_profile_knows_better():
    name = Name("Кольчугино", {"loct": "Кольчугино"})
    assert inflect_name(name, "loct") == "Кольчугино"
    assert inflect_name(name, "gent") == "Кольчугина"


@pytest.mark.parametrize("name", ["", "-", "№ 5", "«»", "А" * 5000, "{{ x }}", "<w:p/>"])
def test_what_is_no_name_stays(name):
    assert inflect_name(name, "gent") == name


def test_joined_names():
    assert join_names([]) == ""
    assert join_names(["Судогодский район"], "loct") == "Судогодском районе"
    assert join_names(["г. Владимир", "Собинский район"]) == "г. Владимир и Собинский район"
    assert join_names(["г. Владимир", "о. Муром", "Собинский район"], "gent") == (
        "г. Владимира, о. Мурома и Собинского района"
    )


def test_units_of_one_kind_are_folded():
    names = [Name("г. Владимир"), Name("Гусь-Хрустальный р-н"), Name("о. Муром"), Name("Камешковский район")]
    assert group_names(names) == "г. Владимир, о. Муром, Гусь-Хрустальный и Камешковский районы"
    assert group_names(names, "loct") == "г. Владимире, о. Муроме, Гусь-Хрустальном и Камешковском районах"


def test_kinds_are_folded_apart():
    names = [
        "Ковровский район",
        "Вязниковский муниципальный округ",
        "Судогодский район",
        "Юрьевский муниципальный округ",
    ]
    assert group_names(names, "gent") == (
        "Ковровского и Судогодского районов, Вязниковского и Юрьевского муниципальных округов"
    )


def test_one_of_a_kind_is_not_folded():
    assert group_names(["г. Владимир", "Киржачский р-н"]) == "г. Владимир и Киржачский р-н"
    assert group_names([]) == ""
    three = ["Александровский район", "Петушинский район", "Камешковский район"]
    assert group_names(three, "loct") == "Александровском, Петушинском и Камешковском районах"


def test_a_folded_name_keeps_the_form_of_the_profile():
    odd = Name("Мстёрский район", {"gent": "Мстерского района"})
    assert group_names([odd, "Собинский район"], "gent") == "Мстерского и Собинского районов"


@pytest.mark.parametrize(
    ("name", "preposition"),
    [("Владимире", "во"), ("Львове", "во"), ("Фрязино", "во"), ("Вязниках", "в"), ("«Всходе»", "во"), ("", "в")],
)
def test_the_preposition_before_a_name(name, preposition):
    assert preposition_v(name) == preposition
