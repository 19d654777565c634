"""One pack laid over another: what is added, taken away and switched off, and how each part remembers who wrote it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.model.errors import RulebookError, RuleProblem
from reviewer.model.facts import Deadline
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.judging import judge
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.rulebook import Rulebook
from reviewer.rulebook.selftest import check_pack

BASE = """\
dictionaries:
  people: [учитель, директор, методист]
signals:
  parents:
    title: Родители
    any:
      - {phrase: "родитель ~3 собрание"}
      - {phrase: "<people> ~3 родитель"}
      - {phrase: "семья", in: [participants]}
    none:
      - {phrase: "комитет"}
    tests:
      match: [Родителям – собрание, Учителя и родители]
      no_match: [Родителей на собрание зовёт комитет]
  lessons:
    title: Уроки
    any: [{phrase: "урок"}, {regex: "урок[а-я]+"}]
parameters:
  meetings:
    title: Собрания
    measure: {count: activities, where: {theme: parents}}
    buckets:
      - {id: none, title: нет, when: "== 0", verdict: not_met}
      - {id: some, title: есть, when: "1..5", verdict: partly}
      - {id: many, title: много, when: "> 5", verdict: met}
    remark: {none: Провести собрания., some: Провести ещё.}
    summary: Собрания есть у {{ count }}.
  lessons_given:
    title: Уроки
    measure: {count: activities, where: {signal: lessons}}
    buckets:
      - {id: any, title: сколько-то, when: ">= 0", verdict: met}
"""
Overlay = Callable[..., Rulebook]
Faults = Callable[[str], tuple[RuleProblem, ...]]


@pytest.fixture
def folder_of(write_pack) -> Callable[[str], Path]:
    def written(rules: str) -> Path:
        write_pack(BASE, name="base", head="pack: base\nversion: 1.2.0\n")
        return write_pack(rules, name="own", head="pack: own\nversion: 3.0.0\nextends: base@^1.0\n")

    return written


@pytest.fixture
def overlay(folder_of) -> Overlay:
    return lambda rules: load_pack(folder_of(rules))


@pytest.fixture
def faults(folder_of) -> Faults:
    def found(rules: str) -> tuple[RuleProblem, ...]:
        with pytest.raises(RulebookError) as caught:
            load_pack(folder_of(rules))
        return caught.value.problems

    return found


def reasons(rulebook: Rulebook, text: str, **fields: str) -> list[tuple[str, str]]:
    activity = Activity(activity=text, source=Source("план.docx"), **fields)
    judgement = judge(rulebook, activity, Deadline("missing", concrete=False))
    return [(why.by, why.quote) for why in judgement.whys if why.by.startswith("rule:")]


class TestAdding:
    def test_words_are_added_to_a_dictionary_and_serve_the_phrases_of_the_base(self, overlay: Overlay) -> None:
        rulebook = overlay("dictionaries:\n  people+: [психолог, учитель]\n")
        assert reasons(rulebook, "Психологи – родителям") == [
            ("rule:base@1.2.0#signals.parents.any[1]", "Психологи – родителям")
        ]
        assert reasons(rulebook, "Учителя – родителям")

    def test_conditions_and_cases_are_added_to_a_signal_and_say_who_wrote_them(self, overlay: Overlay) -> None:
        rulebook = overlay(
            """\
            signals:
              parents+:
                any:
                  - {phrase: "отцовский совет"}
                  - {all: [{phrase: "бабушка"}, {phrase: "дедушка"}]}
                none: [{phrase: "запись"}]
                tests: {match: [Отцовский совет], no_match: [Запись родителей на собрание]}
            """
        )
        assert reasons(rulebook, "Для родителей – собрание") == [
            ("rule:base@1.2.0#signals.parents.any[0]", "родителей – собрание")
        ]
        assert reasons(rulebook, "Заседание отцовского совета") == [
            ("rule:own@3.0.0#signals.parents+.any[0]", "отцовского совета")
        ]
        assert reasons(rulebook, "Приглашаем бабушек и дедушек") == [
            ("rule:own@3.0.0#signals.parents+.any[1].all[0]", "бабушек"),
            ("rule:own@3.0.0#signals.parents+.any[1].all[1]", "дедушек"),
        ]
        assert not reasons(rulebook, "Запись родителей на собрание")
        assert not check_pack(rulebook)
        tests = rulebook.signals["parents"].tests
        assert (len(tests.match), len(tests.no_match)) == (3, 2)
        assert Path(tests.match[2].place.file or "").parent.name == "own"
        assert tests.match[2].place.line == 10

    def test_buckets_are_merged_by_their_id(self, overlay: Overlay) -> None:
        rulebook = overlay(
            """\
            parameters:
              meetings+:
                title: Родительские собрания
                buckets:
                  - {id: some, when: "1..2"}
                  - {id: many, when: "> 2", title: достаточно}
                remark: {some: Добавить собрания.}
            """
        )
        parameter = rulebook.parameters[0]
        assert [(one.id, one.title, one.when, one.verdict) for one in parameter.buckets] == [
            ("none", "нет", "== 0", "not_met"),
            ("some", "есть", "1..2", "partly"),
            ("many", "достаточно", "> 2", "met"),
        ]
        assert parameter.title == "Родительские собрания"
        assert parameter.rule == "own@3.0.0#parameters.meetings"
        assert {name: (text.source, text.origin) for name, text in parameter.remark.items()} == {
            "none": ("Провести собрания.", "base@1.2.0#parameters.meetings.remark.none"),
            "some": ("Добавить собрания.", "own@3.0.0#parameters.meetings+.remark.some"),
        }
        assert [one.id for one in rulebook.parameters] == ["meetings", "lessons_given"]

    def test_a_third_pack_adds_to_what_the_second_added(self, folder_of, write_pack) -> None:
        folder_of('signals:\n  parents+: {any: [{phrase: "отец"}, {phrase: "мать"}]}\n')
        third = write_pack(
            'signals:\n  parents-: {any: [отец]}\n  parents+: {any: [{phrase: "дед"}]}\n',
            name="third",
            head="pack: third\nversion: 0.1.0\nextends: own@>=3.0,<4\n",
        )
        rulebook = load_pack(third)
        assert not reasons(rulebook, "Отец")
        assert reasons(rulebook, "Мать") == [("rule:own@3.0.0#signals.parents+.any[1]", "Мать")]
        assert reasons(rulebook, "Дед") == [("rule:third@0.1.0#signals.parents+.any[0]", "Дед")]


class TestTakingAway:
    def test_words_of_a_dictionary(self, overlay: Overlay) -> None:
        rulebook = overlay("dictionaries:\n  people-: [директор]\n  people+: [завуч]\n")
        assert not reasons(rulebook, "Директора – родителям")
        assert reasons(rulebook, "Завучи – родителям")

    def test_phrases_as_they_are_written_and_the_rest_keep_their_names(self, overlay: Overlay) -> None:
        rulebook = overlay(
            """\
            signals:
              parents-:
                any: ["родитель  ~3  собрание"]
                none: true
                tests: {match: true, no_match: [Родителей на собрание зовёт комитет]}
              lessons-: {any: [{regex: "урок[а-я]+"}]}
            """
        )
        assert not reasons(rulebook, "Собрание родителей и родителя собрание")
        assert reasons(rulebook, "Комитет учителей и родителей") == [
            ("rule:base@1.2.0#signals.parents.any[1]", "учителей и родителей")
        ]
        assert reasons(rulebook, "План", participants="семьи") == [("rule:base@1.2.0#signals.parents.any[2]", "семьи")]
        assert not reasons(rulebook, "Урочище")
        assert not check_pack(rulebook)

    def test_parts_of_a_parameter(self, overlay: Overlay) -> None:
        rulebook = overlay("parameters:\n  meetings-: {summary: true, remark: [some]}\n")
        parameter = rulebook.parameters[0]
        assert parameter.summary is None
        assert list(parameter.remark) == ["none"]

    def test_a_whole_entry(self, overlay: Overlay) -> None:
        rulebook = overlay("parameters:\n  meetings-: true\nsignals:\n  parents-: true\n")
        assert list(rulebook.signals) == ["lessons"]
        assert [one.id for one in rulebook.parameters] == ["lessons_given"]
        assert rulebook.disabled == ()


class TestSwitchingOff:
    def test_a_parameter_and_its_signal_are_not_judged_and_listed_with_the_reason(self, overlay: Overlay) -> None:
        rulebook = overlay(
            """\
            signals:
              parents+: {disabled: Собрания область не проверяет.}
            parameters:
              meetings+: {disabled: Параметр не входит в приказ.}
            """
        )
        assert not reasons(rulebook, "Родители на собрании")
        assert [one.id for one in rulebook.parameters] == ["lessons_given"]
        assert [(one.kind, one.id, one.title, one.reason, one.origin) for one in rulebook.disabled] == [
            (
                "parameter",
                "meetings",
                "Собрания",
                "Параметр не входит в приказ.",
                "own@3.0.0#parameters.meetings+.disabled",
            ),
            (
                "signal",
                "parents",
                "Родители",
                "Собрания область не проверяет.",
                "own@3.0.0#signals.parents+.disabled",
            ),
        ]

    def test_the_next_pack_may_switch_it_on_again(self, folder_of, write_pack) -> None:
        folder_of("parameters:\n  meetings+: {disabled: Параметр не входит в приказ.}\n")
        head = "pack: third\nversion: 0.1.0\nextends: own@~3.0\n"
        rulebook = load_pack(write_pack("parameters:\n  meetings-: [disabled]\n", name="third", head=head))
        assert [one.id for one in rulebook.parameters] == ["meetings", "lessons_given"]
        assert rulebook.disabled == ()

    def test_a_reason_must_be_given(self, faults: Faults) -> None:
        (problem,) = faults("parameters:\n  meetings+: {disabled: true}\n")
        assert problem.message == "Нужен текст."
        assert (problem.place.line, problem.place.column) == (5, 25)


@pytest.mark.parametrize(
    ("rules", "place", "words", "suggestion"),
    [
        ("signals:\n  parent+: {any: [{phrase: а}]}\n", (5, 3), "«parent» не унаследован", "parents"),
        ("signals:\n  parent-: true\n", (5, 3), "«parent» не унаследован", "parents"),
        ("dictionaries:\n  people-: [учителя]\n", (5, 13), "«учителя» здесь нет", "учитель"),
        ('signals:\n  parents-: {any: ["родитель ~2 собрание"]}\n', (5, 21), "здесь нет", "родитель ~3 собрание"),
        ("signals:\n  parents-: {non: true}\n", (5, 14), "ключа «non» здесь нет", "none"),
        ("parameters:\n  meetings-: {remark: [sme]}\n", (5, 24), "«sme» здесь нет", "some"),
        ("parameters:\n  meetings-: {title: Уроки}\n", (5, 15), "true или значение", None),
        ("parameters:\n  meetings-: нет\n", (5, 3), "true или список", None),
        ("dictionaries:\n  people+: {учитель: 1}\n", (5, 3), "нужны список слов", None),
        ("signals:\n  parents+: [{phrase: а}]\n", (5, 3), "нужны ключи", None),
        ("signals:\n  parents+: {anny: [{phrase: а}]}\n", (5, 14), "неизвестный ключ", "any"),
        ("signals:\n  parents+: {any: [{phrase: '<peple>'}]}\n", (5, 30), "нет словаря", "people"),
        ("signals:\n  parents+: {any: [{signal: lesson}]}\n", (5, 29), "нет признака", "lessons"),
        ("parameters:\n  meetings+: {buckets: [{id: many, when: '> 6'}]}\n", (5, 15), "значение 6", None),
        (
            "parameters:\n  meetings+: {buckets: [{id: mny, title: М, when: '> 7'}]}\n",
            (5, 25),
            "нет обязательного",
            None,
        ),
        ("parameters:\n  meetings+: {summary: '{{ cont }}'}\n", (5, 28), "неизвестная переменная", "count"),
        ("signals:\n  lessons-: {any: true}\n", (5, 3), "нет условий", None),
        ("dictionaries:\n  people-: true\n", (5, 3), "словарь «people» убран, а на него ссылается base@1.2.0#", None),
        ("signals:\n  lessons-: true\n", (5, 3), "ссылается base@1.2.0#parameters.lessons_given.measure", None),
        ("signals:\n  lessons+: {disabled: Нет.}\n", (5, 24), "отключён (Нет.), а на него ссылается base@1.2.0#", None),
        ("signals:\n  parents-: true\n", (5, 3), "ссылается base@1.2.0#parameters.meetings.measure", None),
        (
            "signals:\n  parents-: true\n  mine: {title: М, any: [{signal: parents}]}\nparameters:\n  meetings-: true\n",
            (6, 35),
            "убран в этом же наборе",
            None,
        ),
        (
            "signals:\n  lessons: {title: У, any: [{phrase: а}]}\n  lessons+: {any: [{phrase: б}]}\n",
            (6, 3),
            "записан целиком",
            None,
        ),
        ("parameters_order: [meetings]\nparameters:\n  meetings-: true\n", (4, 20), "убран в этом же наборе", None),
    ],
)
def test_mistakes_are_told_where_the_regional_pack_makes_them(
    faults: Faults, rules: str, place: tuple[int, int], words: str, suggestion: str | None
) -> None:
    (problem,) = faults(rules)
    assert words in problem.message[0].lower() + problem.message[1:]
    assert ((problem.place.line, problem.place.column), problem.suggestion) == (place, suggestion)
    assert Path(problem.place.file or "").parent.name == "own"
    assert problem.quoted


def test_what_was_taken_away_before_cannot_be_changed(folder_of, write_pack) -> None:
    folder_of("signals:\n  parents-: true\nparameters:\n  meetings-: true\n")
    head = "pack: third\nversion: 0.1.0\nextends: own@3.0.0\n"
    third = write_pack("signals:\n  parents+: {any: [{phrase: а}]}\n", name="third", head=head)
    with pytest.raises(RulebookError, match=r"признак «parents» уже убран: own@3\.0\.0#signals\.parents-|уже убран"):
        load_pack(third)


def test_an_inherited_order_may_name_what_is_gone(write_pack, folder_of) -> None:
    folder_of("parameters_order: [lessons_given, meetings]\n")
    head = "pack: third\nversion: 0.1.0\nextends: own@3.0.0\n"
    third = write_pack("parameters:\n  lessons_given-: true\n", name="third", head=head)
    assert [one.id for one in load_pack(third).parameters] == ["meetings"]


def test_all_that_asks_for_what_is_gone_is_told_in_one_problem(faults: Faults, write_pack) -> None:
    (problem,) = faults("dictionaries:\n  people-: true\nsignals:\n  parents+: {title: Родители учеников}\n")
    assert problem.message.count("base@1.2.0#") == 1
    asking = "".join(f"  s{number}: {{title: Т, any: [{{signal: first}}]}}\n" for number in range(7))
    write_pack("signals:\n  first: {title: П, any: [{phrase: урок}]}\n" + asking, name="base")
    head = "pack: own\nversion: 1.0.0\nextends: base@1\n"
    own = write_pack("signals:\n  first+: {disabled: Нет в приказе}\n", name="own", head=head)
    with pytest.raises(RulebookError) as caught:
        load_pack(own)
    (problem,) = caught.value.problems
    assert problem.message.count("trial@1.0.0#signals.s") == 5
    assert "; и ещё 2: уберите и это" in problem.message
