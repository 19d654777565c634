"""The texts of every pack, filled in for none, one, few, many and all municipalities: correct Russian each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reviewer.model.region import Municipality, Name, Region
from reviewer.model.review import MunicipalityReview, ReviewedRoadmap, Verdict
from reviewer.model.roadmap import Passport, Period, Roadmap
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.measures import Bucket
from reviewer.rulebook.rulebook import Parameter, Rulebook, Text
from reviewer.verdicts.regional import recommend, state

RULES = Path(__file__).resolve().parents[2] / "rules"
PACKS = sorted(path.parent for path in RULES.glob("*/pack.yaml"))
COUNTS = (0, 1, 2, 5, 11, 13, 21, 22)
PERCENTS = dict(zip(COUNTS, ("0", "4,5", "9,1", "22,7", "50", "59,1", "95,5", "100"), strict=True))
TOTAL = COUNTS[-1]
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
LATE = Passport("План", "Новый район", Period(date(2026, 1, 1), date(2026, 6, 30)), date(2026, 2, 5))
DISTRICTS = """
Абабковский Берёзовский Вишневский Горовский Дубровский Ельновский Жуковский Зареченский Ивновский Каменский Луговский
Медовский Нагорский Осиновский Песковский Родниковский Сосенский Травнинский Уральцевский
"""
NAMES = (
    "г. Приречный",
    "округ Верхний",
    "ЗАТО г. Северный",
    *(f"{name} район" for name in DISTRICTS.split()),
)
REGION = Region(
    "trial",
    Name("Новая область"),
    tuple(Municipality(f"m{number}", name, Name(name)) for number, name in enumerate(NAMES)),
    plan_period=YEAR,
    plans_due=date(2026, 1, 30),
)
SINGULAR = {
    "муниципалитет",
    "муниципалитета",
    "муниципалитете",
    "муниципалитетом",
    "мероприятие",
    "мероприятия",
    "мероприятии",
}
AFTER_FEW = {"муниципалитета", "мероприятия"}
COUNTED = re.compile(r"(?<![\d,.])(\d+)(?: [а-яё]+(?:ое|ых|ом|ого|ые))? (муниципалитет[а-я]*|мероприят[а-я]+)")
CASES_OF_PLURAL = {"в": "ах", "во": "ах", "картах»": "ов", "картами»": "ов", "представлены": "ами"}
BROKEN = re.compile(r"[{}]| {2}|\s[,.;:)]|\.\.|\(\s|,,|None|nan|«»|:\s*\.")


@pytest.fixture(scope="module", params=PACKS, ids=lambda folder: folder.name)
def rulebook(request: pytest.FixtureRequest) -> Rulebook:
    return load_pack(request.param)


def reviews(parameter: Parameter, count: int) -> tuple[MunicipalityReview, ...]:
    """Of as many municipalities the parameter holds; the buckets of each kind are used in turn."""
    good = [bucket for bucket in parameter.buckets if bucket.verdict in parameter.holds]
    bad = [bucket for bucket in parameter.buckets if bucket.verdict not in parameter.holds]
    return tuple(
        _review(parameter, number, (good if number < count else bad)[number % len(good if number < count else bad)])
        for number in range(TOTAL)
    )


def _review(parameter: Parameter, number: int, bucket: Bucket) -> MunicipalityReview:
    verdict = Verdict(parameter.id, bucket.verdict, value=_least(bucket), bucket=bucket.id, rule=parameter.rule)
    read = ReviewedRoadmap(Roadmap("план.docx", "docx", LATE, ()), ())
    return MunicipalityReview(f"m{number}", NAMES[number], "reviewed", ("план.docx",), read, (verdict,))


def _least(bucket: Bucket) -> float:
    return (bucket.range.low or 0.0) + (1.0 if bucket.range.low_open else 0.0)


def summaries(rulebook: Rulebook, count: int) -> Iterator[tuple[Parameter, str, list[str]]]:
    """Of each parameter the statement and the advice."""
    for parameter in rulebook.parameters:
        alone, judged = replace(rulebook, parameters=(parameter,)), reviews(parameter, count)
        (statement,) = state(alone, REGION, judged)
        yield parameter, statement.text, [one.text for one in recommend(alone, REGION, judged)]


def findings(rulebook: Rulebook) -> Iterator[tuple[str, float, str]]:
    """Of each parameter the finding, and the remark if there is one, for each measure."""
    for parameter in rulebook.parameters:
        values = {"count": COUNTS, "share": (0.0, 0.04, 0.35, 0.62, 0.85, 1.0)}.get(parameter.measure.kind, (0, 1))
        for value in values:
            bucket = parameter.bucket_of(value)
            texts: list[Text | None] = [parameter.finding, parameter.remark_for(bucket)]
            for text in filter(None, texts):
                yield parameter.id, value, _filled(text, value, bucket)


def _filled(text: Text, value: float, bucket: Bucket) -> str:
    return text.render(
        measure=value,
        total=40,
        bucket=bucket.id,
        examples=["Районный семинар «Шаги»", "Совещание"],
        municipality=REGION.municipalities[0].short,
        plan=LATE,
        region=REGION,
    )


def faults(text: str) -> list[str]:
    """What no sentence may have: traces of a template, torn signs, numerals that do not agree."""
    found = [f"«{match[0]}»" for match in BROKEN.finditer(text)]
    if not re.match(r"[А-ЯЁ«\d]", text):
        found.append("begins small")
    if not text.endswith("."):
        found.append("no stop at the end")
    return found + [match[0] for match in COUNTED.finditer(text) if not _agrees(int(match[1]), match[2])]


def _agrees(count: int, noun: str) -> bool:
    one = count % 10 == 1 and count % 100 != 11
    few = count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14}
    return noun in SINGULAR if one else noun not in SINGULAR or (few and noun in AFTER_FEW)


def test_the_check_itself_finds_what_is_wrong() -> None:
    for wrong in (
        "В 21 муниципалитетах.",
        "В 2 муниципалитете.",
        "Есть 11 мероприятие.",
        "Есть 5 мероприятия.",
        "в 5",
        "А , б.",
    ):
        assert faults(wrong), wrong
    for right in ("В 21 муниципалитете.", "Есть 22 новых мероприятия.", "У 11 муниципалитетов есть 1 мероприятие."):
        assert not faults(right), right


def test_findings_and_remarks(rulebook: Rulebook) -> None:
    told = list(findings(rulebook))
    assert {name for name, _, _ in told} == {parameter.id for parameter in rulebook.parameters}
    assert [(name, value, text, wrong) for name, value, text in told if (wrong := faults(text))] == []


@pytest.mark.parametrize("count", COUNTS)
def test_summaries_and_advice(rulebook: Rulebook, count: int) -> None:
    told = [
        (parameter.id, text) for parameter, summary, advice in summaries(rulebook, count) for text in (summary, *advice)
    ]
    assert len(told) >= len(rulebook.parameters)
    assert [(name, text, wrong) for name, text in told if (wrong := faults(text))] == []


@pytest.mark.parametrize("count", COUNTS)
def test_a_summary_says_how_many_and_what_share(rulebook: Rulebook, count: int) -> None:
    for parameter, summary, _ in summaries(rulebook, count):
        first = re.split(r"(?<=[а-я)])\. ", summary)[0]
        if count == 0:
            assert re.search(r"\bни\b|\bне\b", first), summary
            assert "%" not in first, summary
        elif count == 1:
            assert re.search(r"одн(?:ом|ого|им) муниципалитет", first), summary
        elif count == TOTAL:
            assert re.search(r"\bвсе(?:х|ми)\b", first), summary
            assert "(100%" in first, summary
        else:
            assert re.search(rf"\b{count} муниципалитет", first), (parameter.id, summary)
            assert f"({PERCENTS[count]}%" in first, summary


@pytest.mark.parametrize("count", COUNTS[2:-2])
def test_many_stand_in_the_case_that_is_asked_for(rulebook: Rulebook, count: int) -> None:
    for _, summary, _ in summaries(rulebook, count):
        for before, ending in re.findall(rf"(\S+) {count} муниципалитет([а-я]*)", summary):
            assert CASES_OF_PLURAL[before.lower()] == ending, summary


def test_who_is_concerned_is_named(rulebook: Rulebook) -> None:
    """All of whom a parameter does not hold, in some case, where advice is given."""
    last = NAMES[-1].removesuffix("ий район")
    for parameter, _, advice in summaries(rulebook, TOTAL - 1):
        assert all(last in text for text in advice), (parameter.id, advice)
        assert not any(
            "«дорожных картах»" in text or "«дорожные карты»" in text for text in advice if text.count(",") == 0
        )
