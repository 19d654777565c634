"""Who is responsible: the parties of a text, their levels, and which of them leads."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

import pytest

from reviewer.facts.finding import Background, find_facts
from reviewer.model.facts import Level
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.loading import find_profile, load_pack
from reviewer.rulebook.parties import lead, read_parties
from reviewer.rulebook.party_splitting import SEPARATING_WORDS
from reviewer.rulebook.rulebook import Rulebook


@cache
def base() -> Rulebook:
    return load_pack(find_profile("base"))


def texts(responsible: str) -> list[str]:
    return [party.text for party in read_parties(base(), responsible)]


@pytest.mark.parametrize(
    "parties",
    [
        "Управление образования | Директора ОО",
        "Отдел образования Администрации Речного района | Методисты РМК | Администрации школ",
        "управление образования и молодёжной политики",
        "Комитет по образованию, культуре и спорту | директора школ",
        "Центр оценки качества образования и информационных технологий | УО",
        "Орлов П.П., директор | Белова А.А., завуч",
        "Начальник отдела образования Орлова Т.В. | Методист РМК Белов Л.П.",
        "Управление образования (П.П. Орлов, Т.В. Белова) | ИРО",
        "отдел образования | методкабинет | школы (по согласованию)",
        "зам. директора по УВР, ВР и НМР | классные руководители",
        "Центр «Лицей и гимназия» | РМО",
        'МБОУ "Гимназия № 3" | МАОУ "Лицей № 1"',
        "Школьные психологи | муниципальная методическая служба",
        "УО | ИМЦ | ОО",
        "РМК | методисты | председатели РМО",
    ],
)
def test_a_text_is_cut_between_parties_and_nowhere_else(parties: str) -> None:
    expected = parties.split(" | ")
    for separator in (", ", "; ", " и "):
        if all(not set(part) & set(",") for part in expected) or separator == "; ":
            assert texts(separator.join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Управление образования Директора ОО", ["Управление образования", "Директора ОО"]),
        ("Институт развития образования совместно с МОУО", ["Институт развития образования", "МОУО"]),
        ("УО/РМК/ОО", ["УО", "РМК", "ОО"]),
        ("РМК (методисты), школы", ["РМК", "методисты", "школы"]),
        ("ИМЦ - методисты и председатели РМО", ["ИМЦ", "методисты", "председатели РМО"]),
        ("Отдел образования. Руководители ОО", ["Отдел образования", "Руководители ОО"]),
        ("Орлов П.П.", ["Орлов П.П."]),
        ("", []),
        ("– ; ,", []),
    ],
)
def test_other_separators(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


WORDS = [
    "Управление образования",
    "директора школ",
    "РМК",
    "методисты",
    "и",
    "ИРО",
    ",",
    ";",
    "(",
    ")",
    "/",
    "«",
    "»",
    '"',
    "-",
    "–",
    ".",
    "Орлов П.П.",
    "совместно с",
    "администрации",
    "района",
    "по УВР",
    "культуры",
    "центр развития",
    "качества",
    "при участии",
    "а также",
    "№ 5",
    "МБОУ СОШ",
    "Классные",
    "зам.",
    "ё",
    "3.1",
]


def random_texts() -> list[str]:
    random = Random(5)  # noqa: S311 - texts to try, not secrets
    return [" ".join(random.choices(WORDS, k=random.randint(0, 20))) for _ in range(400)]


def test_every_letter_is_in_a_party_or_in_a_separator() -> None:
    for text in random_texts():
        pieces = [(party.start, party.start + len(party.text)) for party in read_parties(base(), text)]
        gaps, end = [], 0
        for first, last in pieces:
            assert end <= first < last <= len(text), text
            gaps.append(text[end:first])
            end = last
        for gap in [*gaps, text[end:]]:
            words = " ".join(re.findall(r"\w+", gap))
            for separator in SEPARATING_WORDS:
                words = re.sub(rf"\b{separator}\b", "", words)
            assert not words.strip(), text


def test_a_party_is_quoted_as_it_stands() -> None:
    for text in random_texts():
        for party in read_parties(base(), text):
            assert text[party.start : party.start + len(party.text)] == party.text


@pytest.mark.parametrize(
    ("party", "level"),
    [
        ("ФИОКО", "federal"),
        ("Министерство образования и науки края", "regional"),
        ("ГАУ ДПО «Институт развития образования»", "regional"),
        ("СОИРО", "regional"),
        ("Комитет образования и науки области", "regional"),
        ("Методисты ИРО", "regional"),
        ("управление образования администрации Речного района", "municipal"),
        ("МКУ «Центр развития образования»", "municipal"),
        ("Опорные школы", "municipal"),
        ("Руководители РМО", "municipal"),
        ("Отдел образования администрации Речного района Заречной области", "municipal"),
        ("МБОУ СОШ № 4", "school"),
        ("Директора школ района", "school"),
        ("классные руководители", "school"),
        ("Управление образования", None),
        ("Департамент образования", None),
        ("Рабочая группа", None),
    ],
)
def test_the_level_of_a_party_is_told_by_its_name(party: str, level: Level | None) -> None:
    (read,) = read_parties(base(), party)
    assert read.level == level


@pytest.mark.parametrize(
    ("responsible", "own", "level"),
    [
        ("Управление образования", None, "municipal"),
        ("Управление образования", "regional", "regional"),
        ("Управление образования", "school", "municipal"),
        ("Департамент образования, ЦНППМ", None, "regional"),
        ("Департамент образования, ЦНППМ", "municipal", "municipal"),
        ("Методкабинет, ИРО", None, "municipal"),
        ("ИРО, МОУО, ОО", None, "regional"),
        ("Директора школ, управление образования", None, "municipal"),
        ("ЦКР, ОО", "regional", "regional"),
        ("ОО", "regional", "school"),
        ("Рабочая группа", "school", "school"),
        ("Рабочая группа", None, None),
        ("Методисты", None, "municipal"),
        ("Методисты", "regional", "regional"),
        ("Методист", "school", "school"),
        ("Методист школы", None, "school"),
        ("Центр мониторинга", "regional", "regional"),
        ("Центр «Маяк», педагоги-психологи", None, "municipal"),
    ],
)
def test_the_first_above_one_school_leads(responsible: str, own: Level | None, level: Level | None) -> None:
    leading = lead(read_parties(base(), responsible), own)
    assert (leading[1] if leading else None) == level


def test_the_why_quotes_the_party() -> None:
    activity = Activity("Семинар", Source("план.docx"), responsible="Директора школ, комитет по образованию")
    facts = find_facts(activity, Background(base()))
    assert [party.text for party in facts.parties] == ["Директора школ", "комитет по образованию"]
    why = next(why for why in facts.whys if why.label == "level:municipal" and why.field == "responsible")
    assert (why.quote, why.start) == ("комитет по образованию", 16)


def test_a_pack_without_signals_of_parties_reads_none(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("pack: bare\nversion: 1.0.0\n", encoding="utf-8")
    assert read_parties(load_pack(tmp_path), "Управление образования") == ()
