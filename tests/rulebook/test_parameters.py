"""What a parameter counts, and the texts that it carries."""

from __future__ import annotations

import pytest

from reviewer.model.errors import RulebookError
from reviewer.model.facts import ActivityFacts, Deadline, Labels
from reviewer.model.region import Name
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.rulebook import Advice
from reviewer.rulebook.texts import Text


def facts(**given: object) -> ActivityFacts:
    values = {
        "labels": Labels("municipal", ("parents", "publicity"), ("parents",), "all_schools"),
        "deadline": Deadline("month", concrete=True),
        "outcome_kind": "document",
        "signals": ("own",),
    }
    return ActivityFacts(Activity("Собрание", Source("план.docx")), **{**values, **given})


PARAMETER = """\
signals:
  own: {{title: Своё, gives: "level:municipal", any: [{{phrase: урок}}]}}
parameters:
  one:
    title: Один
    measure: {measure}
    holds: [met, partly]
    buckets:
      - {{id: none, title: нет, when: "< {edge}", verdict: not_met}}
      - {{id: some, title: есть, when: ">= {edge}", verdict: met}}
    {texts}
"""


@pytest.fixture
def parameter(load):
    def made(measure: str = "{count: activities}", texts: str = "", edge: str = "1"):
        return load(PARAMETER.format(measure=measure, texts=texts, edge=edge)).parameters[0]

    return made


@pytest.mark.parametrize(
    ("where", "counted"),
    [
        ("{}", True),
        ("{level: municipal}", True),
        ("{level: [regional, school]}", False),
        ("{theme: [publicity, planning], level: municipal}", True),
        ("{theme: planning, level: municipal}", False),
        ("{audience: parents, scope: all_schools, outcome_kind: document}", True),
        ("{signal: own}", True),
        ("{deadline.kind: [month, date]}", True),
        ("{deadline.concrete: false}", False),
        ("{any: [{theme: planning}, {theme: parents}]}", True),
        ("{all: [{theme: planning}, {theme: parents}]}", False),
        ("{none: [{theme: planning}]}", True),
        ("{level: municipal, none: [{theme: parents, audience: parents}]}", False),
    ],
)
def test_where(parameter, where: str, counted: bool) -> None:
    assert parameter(f"{{count: activities, where: {where}}}").measure.counts(facts()) is counted


def test_the_labels_that_speak_for_being_counted(parameter) -> None:
    measure = parameter(
        "{share: activities, where: {theme: parents, signal: own, any: [{audience: pupils}], none: [{level: school}]}}"
    ).measure
    assert measure.kind == "share"
    assert measure.labels == {"parents", "level:municipal", "audience:pupils"}


def test_a_measure_of_the_document(parameter) -> None:
    measure = parameter("{document: in_time}").measure
    assert (measure.kind, measure.document) == ("document", "in_time")


@pytest.mark.parametrize(
    "measure", ["{}", "{count: activities, share: activities}", "{document: in_time, where: {level: school}}"]
)
def test_a_measure_is_of_one_kind(parameter, measure: str) -> None:
    with pytest.raises(RulebookError, match=r"(?i)where отбирает|ровно один вид"):
        parameter(measure)


def test_buckets_and_remarks(parameter) -> None:
    made = parameter(texts='remark: {none: "По диапазону.", not_met: "По выводу.", met: "Хорошо."}')
    assert [made.bucket_of(value).id for value in (0, 1, 40)] == ["none", "some", "some"]
    assert [made.remark_for(bucket).source for bucket in made.buckets] == ["По диапазону.", "Хорошо."]
    assert made.holds == ("met", "partly")
    assert made.rule == "trial@1.0.0#parameters.one"


def test_texts_are_rendered(parameter) -> None:
    made = parameter(
        texts="""finding: "Есть {{ measure | count_of('муниципальное мероприятие') }}:  {{ examples[0] | quoted }}."
    summary: >-
      В {{ count | count_of('муниципалитет', 'loct') }} ({{ percent | percent }})
      {% for b in filled_buckets %}{{ b.members | names('gent') }}{% endfor %}."""
    )
    finding = made.finding.render(
        measure=3, total=9, bucket="some", examples=["День «Чтения»"], municipality=Name("Новый район")
    )
    assert finding == "Есть 3 муниципальных мероприятия: «День „Чтения“»."
    bucket = {"members": [Name("Новый район"), Name("Старый район")]}
    summary = made.summary.render(count=21, total=30, percent=70.0, filled_buckets=[bucket])
    assert summary == "В 21 муниципалитете (70%) Нового района и Старого района."


@pytest.mark.parametrize(
    ("text", "words", "suggestion"),
    [
        ("{{ mesure }}", "неизвестная переменная «mesure»", "measure"),
        ("{{ members | names }}", "неизвестная переменная «members»", None),
        ("{{ measure | cont_of('а') }}", "неизвестный фильтр «cont_of»", "count_of"),
        ("{% if measure is evn %}{% endif %}", "неизвестная проверка «evn»", "even"),
        ("{{ measure | count_of('школа', 'gnet') }}", "нет падежа «gnet»", "gent"),
        ("{{ municipality.nominativ }}", "неизвестное свойство «nominativ»", None),
        ("{{ measure", "записан с ошибкой", None),
        ("{% for i in range(9) %}{% endfor %}", "неизвестная переменная «range»", None),
        ("{{ examples | date }}", "не заполняется", None),
        ("{{ municipality.__class__ }}", "не заполняется|обращается", None),
    ],
)
def test_faults_of_texts_show_on_loading(parameter, text: str, words: str, suggestion: str | None) -> None:
    with pytest.raises(RulebookError, match=f"(?i){words}") as caught:
        parameter(texts=f'finding: "{text}"')
    assert [problem.suggestion for problem in caught.value.problems] == [suggestion]
    assert caught.value.problems[0].place.line == 13


def test_a_text_that_cannot_be_filled_later_names_its_rule() -> None:
    with pytest.raises(RulebookError, match=r"base@1\.0\.0#parameters\.one"):
        Text("{{ a + b }}", "base@1.0.0#parameters.one.finding").render(a=1, b="слово")


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ("share(not_met) > 0", True),
        ("share(not_met) >= 0.5", True),
        ("share(not_met) > 0.5", False),
        ("count(none) == 2", True),
        ("count(met) < 1", False),
    ],
)
def test_advice(parameter, when: str, holds: bool) -> None:
    advice: Advice = parameter(texts=f'advice: {{when: "{when}", text: "Сделать."}}').advice
    assert advice.holds({"not_met": 2, "none": 2, "met": 2, "some": 2}, 4) is holds


@pytest.mark.parametrize("when", ["not_met > 0", "share(not_met)", "share(nobody) > 0", "share(not_met) => 1"])
def test_advice_that_cannot_be_read(parameter, when: str) -> None:
    with pytest.raises(RulebookError, match=r"(?i)условие пишется так|нет диапазона"):
        parameter(texts=f'advice: {{when: "{when}", text: "Сделать."}}')
