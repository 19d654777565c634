"""What a rulebook says of an activity, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reviewer.model.facts import Deadline, RegionalMatch, Why
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.judging import Judgement, judge
from reviewer.rulebook.rulebook import Rulebook

SOURCE = Source("план.docx")
UNDATED = Deadline("missing", concrete=False)


def activity(text: str, **fields: str) -> Activity:
    return Activity(text, SOURCE, **fields)


class Oracle:
    """A classifier that gives every label the same probability."""

    hash = "0123456789ab"

    def __init__(self, probability: float | None) -> None:
        self.given = probability

    def probability(self, label: str, activity: Activity) -> float | None:  # noqa: ARG002 - the protocol's signature
        return self.given


@pytest.fixture
def verdict(load: Callable[..., Rulebook]) -> Callable[..., str]:
    """yes, check or no of a signal with the given conditions: «any: […]»."""

    def answer(conditions: str, text: str = "урок", **options: object) -> str:
        rulebook = load(
            "signals:\n"
            "  doubt: {title: С, any: [{classifier: parents, min: 0.9, check: 0.1}]}\n"
            "  lesson: {title: У, any: [{phrase: урок}]}\n"
            f"  asked: {{title: П, {conditions}}}\n"
        )
        judgement = judge(rulebook, activity(text), UNDATED, **{"classify": Oracle(0.5), **options})
        return "yes" if "asked" in judgement.signals else "check" if "asked" in judgement.doubtful else "no"

    return answer


YES, NO, DOUBT = "{phrase: урок}", "{phrase: план}", "{signal: doubt}"


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (f"any: [{NO}, {YES}]", "yes"),
        (f"any: [{NO}, {DOUBT}]", "check"),
        (f"any: [{DOUBT}, {YES}]", "yes"),
        (f"any: [{NO}]", "no"),
        (f"all: [{YES}, {YES}]", "yes"),
        (f"all: [{YES}, {DOUBT}]", "check"),
        (f"all: [{DOUBT}, {NO}]", "no"),
        (f"none: [{NO}]", "yes"),
        (f"none: [{DOUBT}]", "check"),
        (f"none: [{DOUBT}, {YES}]", "no"),
        (f"any: [{YES}], none: [{DOUBT}]", "check"),
        (f"any: [{YES}], none: [{YES}]", "no"),
        (f"any: [{DOUBT}], none: [{NO}]", "check"),
        (f"any: [{YES}], all: [{NO}]", "no"),
        (f"at_least: 2, of: [{YES}, {NO}, {YES}]", "yes"),
        (f"at_least: 2, of: [{YES}, {NO}, {DOUBT}]", "check"),
        (f"at_least: 2, of: [{YES}, {NO}, {NO}]", "no"),
        (f"all: [{{any: [{NO}, {{all: [{YES}, {{none: [{NO}]}}]}}]}}]", "yes"),
        ("any: [{signal: lesson}]", "yes"),
        ("none: [{signal: lesson}]", "no"),
        ("any: [{at_least: 1, of: [{signal: lesson}, {signal: doubt}]}]", "yes"),
    ],
)
def test_kleene(verdict, conditions: str, expected: str) -> None:
    assert verdict(conditions) == expected


@pytest.mark.parametrize(
    ("probability", "expected"),
    [(0.95, "yes"), (0.8, "yes"), (0.79, "check"), (0.55, "check"), (0.5, "no"), (None, "no")],
)
def test_a_classifier_is_sure_doubts_or_abstains(verdict, probability: float | None, expected: str) -> None:
    conditions = "any: [{classifier: parents, min: 0.8, check: 0.55}]"
    assert verdict(conditions, classify=Oracle(probability)) == expected


@pytest.mark.parametrize(("probability", "expected"), [(0.01, "no"), (0.05, "yes"), (0.9, "yes"), (None, "yes")])
def test_a_classifier_that_finds_a_label_unlikely_takes_it_back(
    verdict, probability: float | None, expected: str
) -> None:
    conditions = "any: [{phrase: урок}], none: [{classifier: parents, below: 0.05}]"
    assert verdict(conditions, classify=Oracle(probability)) == expected


def test_what_a_model_said_names_the_model(load: Callable[..., Rulebook]) -> None:
    rulebook = load("signals:\n  parents: {title: Р, any: [{classifier: parents, min: 0.5}]}\n")
    judgement = judge(rulebook, activity("Встреча"), UNDATED, classify=Oracle(0.7))
    why = next(why for why in judgement.whys if why.label == "parents")
    assert (why.by, why.probability, why.certain) == ("model:0123456789ab", 0.7, True)


def test_without_a_classifier_its_conditions_abstain(verdict) -> None:
    assert verdict("any: [{classifier: parents, min: 0.1}]", classify=None) == "no"


@pytest.mark.parametrize(("similarity", "expected"), [(0.7, "yes"), (0.5, "check"), (0.3, "no"), (None, "no")])
def test_likeness_to_a_regional_event(verdict, similarity: float | None, expected: str) -> None:
    match = None if similarity is None else RegionalMatch("3.1", similarity)
    assert verdict("any: [{regional_event: true, min: 0.6, check: 0.4}]", match=match) == expected


def test_fields(load) -> None:
    rulebook = load(
        """\
        signals:
          here: {title: З, any: [{phrase: директор, in: [responsible, participants]}]}
          there: {title: Т, any: [{phrase: директор}]}
          number: {title: Ч, any: [{regex: '\\d+\\s*%', in: [outcome]}]}
        """
    )
    judged = judge(rulebook, activity("Семинар", participants="директора школ", outcome="Рост на 15 %"), UNDATED)
    assert judged.signals == ("here", "number")
    places = {why.label: (why.field, why.start, why.quote) for why in judged.whys if why.start >= 0}
    assert places == {"here": ("participants", 0, "директора"), "number": ("outcome", 8, "15 %")}


GROUPED = """\
labels:
  level: {order: [regional, school, municipal], default: municipal}
signals:
  late: {title: П, any: [{all: [{fact: level, is: [regional, school]}, {phrase: отчет}]}]}
  body: {title: О, gives: "level:regional", any: [{phrase: областной}]}
  pupils: {title: У, gives: "level:school", any: [{phrase: ученик}, {classifier: "level:school", min: 0.9, check: 0.4}]}
  maybe: {title: М, gives: "level:regional", any: [{classifier: "level:regional", min: 0.9, check: 0.4}]}
  parents: {title: Р, any: [{phrase: родитель}]}
  talks: {title: Б, gives: "theme:parents", any: [{phrase: беседа}]}
  people: {title: Л, gives: "audience:pupils", any: [{phrase: ученик}]}
  everybody: {title: В, gives: "audience:parents", any: [{phrase: родитель}]}
"""


class TestLabels:
    def judged(self, load, text: str, probability: float | None = None) -> Judgement:
        return judge(load(GROUPED), activity(text), UNDATED, classify=Oracle(probability))

    def test_the_first_in_the_order_wins(self, load) -> None:
        assert self.judged(load, "областной день ученика").level == "regional"
        assert self.judged(load, "день ученика").level == "school"
        assert self.judged(load, "день").level == "municipal"

    def test_a_fact_can_be_asked_by_a_signal_that_stands_before_it(self, load) -> None:
        assert "late" in self.judged(load, "отчет областной").signals
        assert "late" not in self.judged(load, "отчет").signals

    def test_a_doubt_about_the_level_is_a_doubt_about_what_follows(self, load) -> None:
        judged = self.judged(load, "отчет", probability=0.5)
        assert judged.level == "municipal"
        assert judged.doubtful == ("late", "maybe", "pupils")

    def test_several_signals_give_one_theme(self, load) -> None:
        judged = self.judged(load, "беседа с родителями учеников")
        assert judged.themes == ("parents",)
        assert judged.audiences == ("pupils", "parents")

    def test_the_whys(self, load) -> None:
        judged = self.judged(load, "Областной день ученика")
        assert judged.whys == (
            Why("level:regional", "rule:trial@1.0.0#signals.body.any[0]", "Областной", "activity", 0),
            Why("audience:pupils", "rule:trial@1.0.0#signals.people.any[0]", "ученика", "activity", 15),
            Why("pupils", "rule:trial@1.0.0#signals.pupils.any[0]", "ученика", "activity", 15),
            Why("scope:unstated", "default:trial@1.0.0#labels.scope"),
            Why("outcome:missing", "default:trial@1.0.0#labels.outcome"),
        )

    def test_the_why_of_a_doubt(self, load) -> None:
        doubts = [why for why in self.judged(load, "день", probability=0.5).whys if not why.certain]
        assert [(why.label, why.by, why.probability) for why in doubts] == [
            ("maybe", "model:0123456789ab", 0.5),
            ("pupils", "model:0123456789ab", 0.5),
        ]


def test_deadline_facts(load) -> None:
    rulebook = load(
        """\
        signals:
          vague: {title: Р, any: [{fact: deadline.concrete, is: false}]}
          dated: {title: Д, any: [{fact: deadline.kind, is: [date, month]}]}
        """
    )
    in_may = judge(rulebook, activity("Урок", deadline="май"), Deadline("month", concrete=True))
    assert in_may.signals == ("dated",)
    assert in_may.whys[0] == Why("dated", "rule:trial@1.0.0#signals.dated.any[0]", "май", "deadline", 0)
    assert judge(rulebook, activity("Урок"), UNDATED).signals == ("vague",)


def test_a_signal_asked_by_another_lends_its_quote(load) -> None:
    rulebook = load(
        """\
        signals:
          second: {title: В, all: [{signal: first}, {none: [{phrase: план}]}]}
          first: {title: П, any: [{phrase: "открытый урок"}]}
        """
    )
    judged = judge(rulebook, activity("Серия открытых уроков"), UNDATED)
    assert judged.signals == ("first", "second")
    (why,) = (why for why in judged.whys if why.label == "second")
    assert (why.by, why.quote) == ("rule:trial@1.0.0#signals.second.all[0]", "открытых уроков")


def test_what_holds_by_absence_alone_says_so(load) -> None:
    rulebook = load("signals:\n  quiet: {title: Т, none: [{phrase: план}]}\n")
    judged = judge(rulebook, activity("Урок"), UNDATED)
    assert judged.whys[0] == Why("quiet", "rule:trial@1.0.0#signals.quiet.none")


def test_judging_is_a_pure_function(load) -> None:
    rulebook = load(GROUPED)
    one = activity("Областной день родителей и учеников", participants="все")
    assert judge(rulebook, one, UNDATED) == judge(rulebook, replace(one), UNDATED)


def test_the_quick_way_and_the_thorough_way_agree(load) -> None:
    """Signals whose phrases are absent are skipped; asking all of them must come to the same."""
    rulebook = load(GROUPED)
    thorough = replace(rulebook, plan=replace(rulebook.plan, always=tuple(range(len(rulebook.plan.steps)))))
    for text in ("Отчет об областном дне ученика", "Беседа с родителями", "День", "Отчет родителей"):
        for probability in (None, 0.5, 0.95):
            oracle = Oracle(probability)
            quick = judge(rulebook, activity(text), UNDATED, classify=oracle)
            assert quick == judge(thorough, activity(text), UNDATED, classify=oracle)
