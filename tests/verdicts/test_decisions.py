"""What a person decides stands above the rules, and everything that rests on it follows."""

from __future__ import annotations

import pytest
from lake_region import REGION

from reviewer.facts.finding import Background
from reviewer.model.corrections import Corrections, Decision, LabelDecision, RowReference
from reviewer.model.region import Region
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.review import ReadFile, judge_roadmaps
from reviewer.rulebook.loading import load_pack

PACK = """
pack: trial
version: 1.0.0
signals:
  parents:
    title: Работа с родителями
    any:
      - {phrase: "родительский собрание"}
      - {classifier: parents, min: 0.8, check: 0.4}
  parents_only:
    title: Только для родителей
    all: [{signal: parents}]
    none: [{phrase: "педагог"}]
parameters:
  parents:
    title: Работа с родителями
    measure: {count: activities, where: {theme: parents}}
    buckets:
      - {id: none, title: нет, when: "== 0", verdict: not_met}
      - {id: some, title: мало, when: "== 1", verdict: partly}
      - {id: many, title: много, when: "2..3", verdict: met}
      - {id: plenty, title: очень много, when: "> 3", verdict: met}
    finding: "Собраний: {{ measure }}."
    remark: {none: "Запланировать собрания, сейчас {{ measure }}.", partly: Добавить собрания.}
    summary: "{{ count }} из {{ total }}{% for b in filled_buckets %}; {{ b.id }} {{ b.range_words }}{% endfor %}"
    advice: {when: "count(not_met) > 0", text: "Помочь: {{ members | names }}."}
  parents_only:
    title: Только для родителей
    measure: {exists: activities, where: {signal: parents_only}}
    buckets:
      - {id: no, title: нет, when: "== 0", verdict: not_met}
      - {id: yes, title: да, when: "== 1", verdict: met}
"""
DOUBTFUL = "Встреча администрации со взрослыми"
SURE = "Родительское собрание о правилах приёма"


class _Unsure:
    """A classifier that holds everything for a little likely."""

    hash = "0"

    def probability(self, label: str, activity: Activity) -> float | None:  # noqa: ARG002 - it says one thing of all
        return 0.5


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trial")
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    return load_pack(folder)


@pytest.fixture
def review(rulebook):
    """Reviews one roadmap of «Долинный район» with the decisions of a person."""

    def reviewed(*texts: str, corrections: Corrections | None = None, file: str = "план.docx", region: Region = REGION):
        activities = tuple(
            Activity(text, Source(file, 1, 1, row), number=str(row)) for row, text in enumerate(texts, start=1)
        )
        read = [ReadFile(file, Roadmap(file, "docx", Passport("Дорожная карта"), activities), sha256="0")]
        background = Background(rulebook, region.plan_period, classifier=_Unsure())
        return judge_roadmaps(read, background, region, {file: "dolina"}, corrections or Corrections())

    return reviewed


def _verdict(review, parameter="parents"):
    return review.municipalities[0].verdict(parameter)


def _on(verdict, comment="", **other):
    return Corrections(
        (Decision(**{"municipality": "dolina", "parameter": "parents", **other}, verdict=verdict, comment=comment),)
    )


def _label(*, holds, text=DOUBTFUL, number="1", label="parents", file="план.docx", row=1, municipality="dolina"):
    reference = RowReference(municipality, file, number, text, 1, 1, row)
    return Corrections(labels=(LabelDecision(reference, label, holds),))


def test_a_decision_changes_the_verdict_and_keeps_what_was_counted(review):
    found = _verdict(review(SURE, corrections=_on("met")))
    assert (found.verdict, found.program, found.value, found.bucket, found.remark) == ("met", "partly", 1.0, None, None)
    assert len(found.evidence) == 1
    assert found.finding == "Собраний: 1."


def test_the_only_bucket_of_the_verdict_is_taken(review):
    found = _verdict(review(SURE, corrections=_on("not_met")))
    assert (found.bucket, found.bucket_title) == ("none", "нет")
    assert found.remark == "Запланировать собрания, сейчас 1."


def test_the_words_of_the_person_are_what_is_asked_for(review):
    found = _verdict(review(SURE, corrections=_on("not_met", comment="Указать темы собраний.")))
    assert found.remark == "Указать темы собраний."


def test_a_comment_alone_decides_nothing(review):
    found = _verdict(review(SURE, corrections=_on(None, comment="Посмотреть ещё раз.")))
    assert (found.verdict, found.program, found.decision.comment) == ("partly", None, "Посмотреть ещё раз.")


def test_a_confirmed_verdict_is_a_decision_too(review):
    found = _verdict(review(SURE, corrections=_on("partly")))
    assert (found.verdict, found.program, found.bucket) == ("partly", "partly", "some")
    assert found.remark == "Добавить собрания."


def test_a_decision_reaches_municipalities_without_a_roadmap(review):
    corrections = Corrections((Decision("mysy", "parents", "met"),))
    found = review(SURE, corrections=corrections)
    assert found.municipalities[1].verdict("parents").verdict == "met"
    assert found.statement("parents").municipalities == ("mysy",)


def test_counts_percentages_and_recommendations_follow(review):
    before, after = review(SURE), review(SURE, corrections=_on("met"))
    assert (before.statement("parents").count, after.statement("parents").count) == (0, 1)
    assert after.statement("parents").percent == 50.0
    refused = review(SURE, SURE, corrections=_on("not_met"))
    assert not review(SURE, SURE).recommendations[1:]
    advice = next(item for item in refused.recommendations if item.id == "parents")
    assert advice.municipalities == ("dolina",)


def test_a_range_tells_only_of_what_is_in_it(review):
    assert review(SURE, SURE).statement("parents").text == "1 из 2; many два"
    assert review(SURE, SURE, corrections=_on("not_met")).statement("parents").text == "0 из 2; none нет"


@pytest.mark.parametrize(
    ("municipality", "parameter", "told"), [("gone", "parents", "профиле региона"), ("dolina", "gone", "в правилах")]
)
def test_a_decision_on_what_is_no_more_is_told(review, municipality, parameter, told):
    found = review(SURE, corrections=_on("met", municipality=municipality, parameter=parameter))
    (conflict,) = found.decided.conflicts
    assert told in conflict.message
    assert conflict.decision.municipality == municipality


def test_a_doubt_is_settled_by_yes_and_by_no(review):
    asked = review(DOUBTFUL)
    (facts,) = asked.municipalities[0].reviewed.facts
    assert "parents" in facts.doubtful
    (yes,) = review(DOUBTFUL, corrections=_label(holds=True)).municipalities[0].reviewed.facts
    (no,) = review(DOUBTFUL, corrections=_label(holds=False)).municipalities[0].reviewed.facts
    assert (yes.labels.themes, yes.doubtful) == (("parents",), ())
    assert (no.labels.themes, no.doubtful) == ((), ())
    assert [why.by.partition(":")[0] for why in yes.whys if why.label == "parents"] == ["correction"]


def test_a_person_stands_above_a_phrase(review):
    (facts,) = review(SURE, corrections=_label(holds=False, text=SURE)).municipalities[0].reviewed.facts
    assert facts.labels.themes == ()


def test_what_rests_on_the_label_follows(review):
    answered = review(DOUBTFUL, corrections=_label(holds=True))
    assert _verdict(answered).value == 1.0
    assert _verdict(answered, "parents_only").verdict == "met"
    assert _verdict(review(DOUBTFUL, corrections=_label(holds=False)), "parents_only").verdict == "not_met"


def test_only_the_row_that_was_asked_about_is_answered(review):
    corrections = _label(holds=True)
    first, second = review(DOUBTFUL, SURE + " вечером", corrections=corrections).municipalities[0].reviewed.facts
    assert (first.labels.themes, second.labels.themes) == (("parents",), ("parents",))
    assert [why.by.startswith("rule:") for why in second.whys if why.label == "parents"] == [True]


def test_an_answer_outlives_a_new_name_of_the_file_and_other_dashes(review):
    moved = _label(holds=True, text=f"  {DOUBTFUL.upper()} –")
    (facts,) = review(DOUBTFUL, corrections=moved, file="план (исправленный).docx").municipalities[0].reviewed.facts
    assert facts.labels.themes == ("parents",)


@pytest.mark.parametrize(
    ("corrections", "told"),
    [
        (_label(holds=True, text="Совсем другая строка"), "Такой строки"),
        (_label(holds=True, number="7"), "Такой строки"),
        (_label(holds=True, label="gone"), "Признака «gone»"),
        (_label(holds=True, municipality="gone"), "профиле региона"),
        (_label(holds=True, municipality="mysy"), "в этот раз не рассмотрена"),
    ],
)
def test_an_answer_about_what_is_no_more_is_told(review, corrections, told):
    (conflict,) = review(DOUBTFUL, corrections=corrections).decided.conflicts
    assert told in conflict.message


def test_where_nobody_decided_all_stays_as_it_was(review):
    found = review(DOUBTFUL, SURE)
    assert found.decided.conflicts == ()
    assert {item.program for item in found.municipalities[0].verdicts} == {None}
