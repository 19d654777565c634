"""A region profile: what it holds, and what is told when it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from reviewer.model.errors import RulebookError
from reviewer.model.region import Basis, Name, Region
from reviewer.model.roadmap import Period
from reviewer.rulebook.loading import load_region

FULL = """\
id: north
name: {nominative: Северная область, cases: {loct: Северной области}}
centre: Северный центр оценки
centre_short: СЦО
authority: Министерство образования
basis: {issuer: Министерство, number: 12-п, date: 01.02.2024, title: О проверке}
review_period: {start: 2024-03-04, end: 08.03.2024}
plan_period: {start: 2024-01-01, end: 2024-12-31}
plans_due: 2024-02-15
regional_roadmap: plan.docx
addressee: Руководителям
signer_position: Директор
municipalities:
  - id: lake
    official_name: Озёрский муниципальный район
    short: Озёрский район
    cases: {родительный: Озёрского района}
    aliases: [Озёрский р-н]
    at_risk_schools: [Школа № 1]
  - {id: hill, official_name: город Горный, short: {nominative: Горный, cases: {datv: Горному}}}
"""


@pytest.fixture
def profile(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        (tmp_path / "region.yaml").write_text(dedent(text), encoding="utf-8")
        (tmp_path / "plan.docx").write_bytes(b"")
        return tmp_path

    return write


def test_everything_is_read(profile) -> None:
    region = load_region(profile(FULL))
    assert isinstance(region, Region)
    assert region.name == Name("Северная область", {"loct": "Северной области"})
    assert region.basis == Basis("Министерство", "12-п", date(2024, 2, 1), "О проверке")
    assert region.review_period == Period(date(2024, 3, 4), date(2024, 3, 8))
    assert region.plans_due == date(2024, 2, 15)
    assert region.signer_name is None
    lake, hill = region.municipalities
    assert lake.short == Name("Озёрский район", {"gent": "Озёрского района"})
    assert lake.at_risk_schools == ("Школа № 1",)
    assert hill.short == Name("Горный", {"datv": "Горному"})


def test_little_is_enough(profile) -> None:
    region = load_region(
        profile("id: a\nname: Область\nmunicipalities: [{id: b, official_name: Город, short: Город}]\n")
    )
    assert region.plan_period is None
    assert region.municipalities[0].aliases == ()


def test_all_mistakes_at_once(profile) -> None:
    text = (
        FULL.replace("2024-02-15", "2024-02-30")
        .replace("end: 08.03.2024", "end: 08.02.2024")
        .replace("plan.docx", "plan.doc")
        .replace("id: hill", "id: lake")
        .replace("aliases", "alias")
        .replace("родительный", "родительной")
        .replace("01.02.2024", "весной")
    )
    with pytest.raises(RulebookError) as caught:
        load_region(profile(text))
    told = {(problem.place.line, problem.place.column): problem for problem in caught.value.problems}
    assert {spot: problem.suggestion for spot, problem in told.items()} == {
        (6, 51): None,
        (7, 1): None,
        (9, 12): None,
        (10, 19): None,
        (17, 13): "родительный",
        (18, 5): "aliases",
        (20, 10): None,
    }
    assert "такого дня нет" in told[9, 12].message.lower()
    assert "день пишется так" in told[6, 51].message.lower()
    assert "раньше начала" in told[7, 1].message
    assert "нет файла «plan.doc»" in told[10, 19].message.lower()
    assert "уже есть" in told[20, 10].message


def test_a_profile_without_a_region(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"region\.yaml: Файл не открывается"):
        load_region(tmp_path)
