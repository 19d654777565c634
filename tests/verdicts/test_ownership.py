"""Whose roadmap a file is, over invented names of every kind of municipality."""

from __future__ import annotations

import pytest

from reviewer.model.region import Municipality, Name, Region
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.verdicts.ownership import Owners


def _municipality(identifier: str, official: str, short: str, *aliases: str) -> Municipality:
    return Municipality(identifier, official, Name(short), aliases)


REGION = Region(
    "zaozerye",
    Name("Заозёрская область"),
    (
        _municipality("zaozersk", "муниципальное образование город Заозёрск", "г. Заозёрск"),
        _municipality("luchinsk", "городской округ город Лучинск", "г. Лучинск"),
        _municipality("luchinsky", "Лучинский муниципальный район", "Лучинский район"),
        _municipality("tihaya-griva", "Тихогривский район Заозёрской области", "Тихогривский р-н"),
        _municipality("verhne-kedrovsky", "Верхне-Кедровский муниципальный округ", "Верхне-Кедровский округ"),
        _municipality("svetly", "ЗАТО г. Светлый Бор", "ЗАТО Светлый Бор", "Светлый Бор"),
    ),
)


def _roadmap(
    title: str = "", territory: str | None = None, front: str = "", file: str = "план.docx", body: str = ""
) -> Roadmap:
    activities = (Activity("Семинар", Source(file), responsible=body),) if body else ()
    return Roadmap(file, "docx", Passport(title, territory), activities, front_text=front)


@pytest.mark.parametrize(
    ("roadmap", "owner"),
    [
        (_roadmap(territory="Тихогривский район"), "tihaya-griva"),
        (_roadmap(title="Дорожная карта Тихогривского района на 2026 год"), "tihaya-griva"),
        (_roadmap(title="План работы со школами Верхне-Кедровского муниципального округа"), "verhne-kedrovsky"),
        (
            _roadmap(title="План мероприятий", front="Начальник отдела образования администрации г. Лучинска"),
            "luchinsk",
        ),
        (_roadmap(title="План мероприятий", front="Управление образования Лучинского района"), "luchinsky"),
        (_roadmap(title="План ЗАТО Светлый Бор"), "svetly"),
        (_roadmap(title="План", file="ДК_Тихая Грива_2026.docx"), "tihaya-griva"),
        (_roadmap(title="План", file="Заозерск 2026 (1).pdf"), "zaozersk"),
        (_roadmap(title="План", body="Управление образования администрации Лучинского района"), "luchinsky"),
    ],
)
def test_the_owner_is_found_over_inflected_forms(roadmap: Roadmap, owner: str) -> None:
    assert Owners(REGION).of_roadmap(roadmap).municipality == owner


def test_the_name_of_the_region_is_no_municipality() -> None:
    roadmap = _roadmap(title="Дорожная карта Заозёрской области", front="Министерство образования Заозёрской области")
    assert Owners(REGION).of_roadmap(roadmap).municipality is None


def test_the_text_outweighs_the_file_name() -> None:
    roadmap = _roadmap(title="Дорожная карта Тихогривского района", file="как у Лучинска.docx")
    found = Owners(REGION).of_roadmap(roadmap)
    assert (found.municipality, found.source) == ("tihaya-griva", "заголовок")


def test_two_names_alike_are_a_doubt_with_candidates() -> None:
    roadmap = _roadmap(title="План Тихогривского района и Лучинского района", file="план.docx")
    found = Owners(REGION).of_roadmap(roadmap)
    assert found.municipality is None
    assert set(found.candidates) == {"tihaya-griva", "luchinsky"}


def test_the_kind_of_municipality_tells_a_town_from_its_district() -> None:
    owners = Owners(REGION)
    assert owners.of_name("Лучинский район.docx").municipality == "luchinsky"
    assert owners.of_name("город Лучинск.docx").municipality == "luchinsk"
