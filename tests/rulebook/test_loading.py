"""A pack is loaded whole, or everything that is wrong in it is told at once, with its place."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from reviewer.model.errors import RulebookError, UsageError
from reviewer.rulebook.loading import find_profile, load_pack

PARAMETER = """
parameters:
  meetings:
    title: Собрания
    measure: {count: activities, where: {theme: parents}}
    buckets:
      - {id: none, title: нет, when: "== 0", verdict: not_met}
      - {id: some, title: есть, when: ">= 1", verdict: met}
"""


def at(problem) -> tuple[str, int | None, int | None]:
    return Path(problem.place.file).name, problem.place.line, problem.place.column


def test_all_problems_at_once_each_at_its_place(problems_of) -> None:
    problems = problems_of(
        """\
        dictionaries:
          meetings: [собрание, "<gatherings>"]
        signals:
          parents:
            title: Родители
            anny:
              - {phrase: "родитель"}
            any:
              - {phrase: "родитель ~x собрание"}
              - {phrase: "<meeting> родитель"}
              - {signal: parent}
              - {regex: "а(б"}
              - {fact: level, is: regionl}
          second:
            title: Второй
            gives: theme:parent
            any:
              - {phrase: "дети, ученик"}
          third:
            title: Третий
            any:
              - {phrase: "родитель", in: [activty]}
              - {fraze: родитель}
        parameters:
          first:
            title: Первый
            measure: {count: activities, where: {signal: secnd}}
            buckets:
              - {id: none, title: нет, when: "== 0", verdict: not_met}
              - {id: some, title: есть, when: "2..5", verdict: partly}
              - {id: many, title: много, when: "> 4", verdict: met}
            finding: "{{ measur }} и {{ measure | countof('школа') }}"
            remark: {non: "Дополнить."}
            summary: "{% for b in filled_buckets %}{{ b.mebers | names }}{% endfor %}"
            advice: {when: "share(notmet) > 0", text: "Сделать."}
        """,
        head="pack: trial\nversion: 1.0\n",
    )
    told = {(at(problem)[1:], problem.code, problem.suggestion) for problem in problems}
    assert told == {
        ((2, 10), "string_pattern_mismatch", None),
        ((4, 25), "dictionary", None),
        ((8, 5), "extra_forbidden", "any"),
        ((11, 28), "phrase", None),
        ((12, 19), "dictionary", "meetings"),
        ((13, 18), "signal", "parents"),
        ((14, 18), "regex", None),
        ((15, 27), "fact", "regional"),
        ((18, 12), "label", "parents"),
        ((20, 23), "phrase", None),
        ((24, 35), "literal_error", "activity"),
        ((25, 9), "condition", None),
        ((29, 50), "reference", "second"),
        ((30, 5), "buckets", None),
        ((34, 18), "text", "measure"),
        ((34, 43), "text", "count_of"),
        ((35, 14), "reference", "none"),
        ((36, 49), "text", None),
        ((37, 21), "reference", "not_met"),
    }


def test_a_problem_is_printed_with_its_line_quoted(problems_of) -> None:
    (problem,) = problems_of('signals:\n  one:\n    title: Один\n    any: [{phrase: "урок план,"}]\n')
    first, quoted = str(problem).splitlines()
    assert first.endswith(
        "trial/pack.yaml:6:30: signals.one.any[0].phrase: Знак «,» во фразе не пишется: "
        "знаки между словами пропускаются сами, слова разделяет пробел."
    )
    assert quoted == '    any: [{phrase: "урок план,"}]'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("signals:\n  a: b: c\n", 4, "возьмите значение в кавычки"),
        ("signals:\n\tone: 1\n", 4, "пробелами"),
        ('title: "не закрыта\n', 4, "кавычка не закрыта"),
        ("title: 'а' б\n", 3, "после закрытой кавычки"),
        ("labels:\n  level: {}\n scope: {}\n", 5, "отступ"),
        ("title: @а\n", 3, "возьмите его в кавычки"),
        ("title: \x07\n", None, "управляющий знак"),
        ("signals\nlabels: {}\n", 4, "после ключа нет двоеточия"),
        ("parameters_order: [one, two\n", 4, "список в квадратных скобках"),
        ("labels: {level: {order: [school]\n", 4, "скобка"),
        ("signals: {}\nsignals: {}\n", 4, "ключ «signals» повторяется"),
        ("signals: {}\n---\nsignals: {}\n", None, "один документ"),
        ("signals: {? [a, b] : c}\n", 3, "ключом может быть только слово"),
        ("signals: " + "[" * 5000 + "]" * 5000, None, "вложенных"),
        ("signals: &a {}\nparameters: *a\n", 4, "ссылки YAML"),
    ],
)
def test_what_yaml_itself_refuses(problems_of, text: str, line: int | None, words: str) -> None:
    problems = problems_of(text)
    assert [problem.place.line for problem in problems] == [line]
    assert words.lower() in problems[0].message.lower()


def test_a_file_in_another_encoding(write_pack) -> None:
    folder = write_pack("")
    (folder / "dictionaries.yaml").write_bytes("dictionaries:\n  a: [урок]\n".encode("cp1251"))
    with pytest.raises(RulebookError, match="UTF-8") as caught:
        load_pack(folder)
    assert caught.value.problems[0].place.file == str(folder / "dictionaries.yaml")


def test_a_folder_without_a_pack(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"pack\.yaml: Файл не открывается"):
        load_pack(tmp_path)


def test_files_that_nobody_reads_and_keys_that_nobody_knows(problems_of) -> None:
    problems = problems_of(
        "",
        **{
            "signal__one.yaml": "signals: {}\n",
            "signals__two.yml": "signals: {}\n",
            "dictionaries.yaml": "dictionary: {}\n",
        },
    )
    assert {(Path(problem.place.file).name, problem.code) for problem in problems} == {
        ("one.yaml", "stray"),
        ("two.yml", "stray"),
        ("dictionaries.yaml", "extra_forbidden"),
    }
    assert [problem.suggestion for problem in problems if problem.code == "extra_forbidden"] == ["dictionaries"]


def test_the_same_signal_in_two_files(problems_of) -> None:
    one = "signals:\n  one: {title: Один, any: [{phrase: урок}]}\n"
    (problem,) = problems_of("", **{"signals__a.yaml": one, "signals__b.yaml": one})
    assert at(problem) == ("b.yaml", 2, 3)
    assert "a.yaml" in problem.message


def test_signals_that_ask_each_other(problems_of) -> None:
    (problem,) = problems_of(
        """\
        signals:
          one: {title: Один, any: [{signal: two}]}
          two: {title: Два, gives: "level:school", any: [{signal: three}]}
          three: {title: Три, any: [{fact: level, is: school}, {phrase: урок}]}
        """
    )
    assert problem.code == "cycle"
    assert "two" in problem.message
    assert "three" in problem.message
    assert "labels.level" in problem.message


def test_dictionaries_that_name_each_other(problems_of) -> None:
    (problem,) = problems_of('dictionaries:\n  a: [урок, "<b>"]\n  b: ["<c>"]\n  c: [план, "<a>"]\n')
    assert problem.code == "cycle"
    assert "a → b → c → a" in problem.message


@pytest.mark.parametrize(
    ("measure", "buckets", "fault"),
    [
        ("count", ["== 0", "1..5", "> 5"], None),
        ("count", ["< 1", "1..5", ">= 6"], None),
        ("count", ["== 0", "1..5", "> 6"], "значение 6 не попадает"),
        ("count", ["== 0", "1..5", ">= 5"], "значение 5 попадает сразу в «b1» и «b2»"),
        ("count", [">= 1"], "значение 0 не попадает"),
        ("count", ["0..9"], "значение 10 не попадает"),
        ("count", ["< 0", ">= 0"], "в диапазон «b0» не попадает ни одно"),
        ("count", [">= 0, < 3", "3..3", "> 3"], None),
        ("share", [">= 0.9", ">= 0.5, < 0.9", "< 0.5"], None),
        ("share", ["> 0.9", ">= 0.5, < 0.9", "< 0.5"], "значение 0.9 не попадает"),
        ("share", [">= 0.9", "< 0.8"], "не попадает"),
        ("exists", ["== 0", "== 1"], None),
        ("exists", ["== 1"], "значение 0 не попадает"),
        ("count", ["0,5", "> 1"], "дробная часть"),
        ("count", ["5..2", ">= 0"], "не попадает ни одно число"),
        ("count", ["=> 5", ">= 0"], "не читается"),
    ],
)
def test_buckets_hold_every_measure_once(write_pack, measure: str, buckets: list[str], fault: str | None) -> None:
    lines = "\n".join(
        f'      - {{id: b{number}, title: Д, when: "{when}", verdict: met}}' for number, when in enumerate(buckets)
    )
    folder = write_pack(
        f"parameters:\n  one:\n    title: Один\n    measure: {{{measure}: activities}}\n    buckets:\n{lines}\n"
    )
    if fault is None:
        assert load_pack(folder).parameters[0].buckets[0].when == buckets[0]
    else:
        with pytest.raises(RulebookError, match=f"(?i){re.escape(fault)}"):
            load_pack(folder)


class TestExtends:
    BASE = """\
        dictionaries:
          people: [учитель]
        signals:
          first: {title: Первый, any: [{phrase: "<people>"}]}
          second: {title: Второй, any: [{phrase: урок}]}
        """

    def extend(self, write_pack, base: str = "base@^1.0", rules: str = "") -> Path:
        write_pack(self.BASE, name="base", head="pack: base\nversion: 1.2.0\n")
        return write_pack(rules, name="own", head=f"pack: own\nversion: 3.0.0\nextends: {base}\n")

    def test_entries_are_replaced_and_added_by_key(self, write_pack) -> None:
        rules = (
            "signals:\n  second: {title: Другой, any: [{phrase: план}]}\n  third: {title: Т, any: [{signal: first}]}\n"
        )
        rulebook = load_pack(self.extend(write_pack, rules=rules))
        assert list(rulebook.signals) == ["first", "second", "third"]
        assert rulebook.signals["second"].title == "Другой"
        assert [signal.origin.partition("#")[0] for signal in rulebook.signals.values()] == [
            "rule:base@1.2.0",
            "rule:own@3.0.0",
            "rule:own@3.0.0",
        ]

    def test_a_replaced_dictionary_serves_the_phrases_of_the_base(self, write_pack) -> None:
        rulebook = load_pack(self.extend(write_pack, rules="dictionaries:\n  people: [директор]\n"))
        (search,) = rulebook.searches
        assert list(search.find("Директорам"))
        assert not list(search.find("Учителям"))

    @pytest.mark.parametrize("base", ["base@^1.0", "base@^1.2", "base@1.2", "base@1.2.0", "base@^1"])
    def test_versions_that_fit(self, write_pack, base: str) -> None:
        assert load_pack(self.extend(write_pack, base)).name == "own"

    @pytest.mark.parametrize(
        ("base", "words"),
        [
            ("base@^1.3", "нужна версия"),
            ("base@^2.0", "нужна версия"),
            ("base@1.1", "нужна версия"),
            ("base", "пишется так"),
            ("nobody@^1.0", "нет набора правил"),
        ],
    )
    def test_versions_that_do_not(self, write_pack, base: str, words: str) -> None:
        with pytest.raises(RulebookError, match=f"(?i){words}") as caught:
            load_pack(self.extend(write_pack, base))
        assert at(caught.value.problems[0]) == ("pack.yaml", 3, 10)

    def test_packs_that_extend_each_other(self, write_pack) -> None:
        write_pack("", name="one", head="pack: one\nversion: 1.0.0\nextends: two@^1.0\n")
        folder = write_pack("", name="two", head="pack: two\nversion: 1.0.0\nextends: one@^1.0\n")
        with pytest.raises(RulebookError, match="по кругу: two → one → two"):
            load_pack(folder)

    @pytest.mark.parametrize(("packs", "fits"), [(5, True), (6, False)])
    def test_how_many_packs_may_stand_one_on_another(self, write_pack, packs: int, fits: bool) -> None:
        write_pack("", name="p1", head="pack: p1\nversion: 1.0.0\n")
        for number in range(2, packs + 1):
            head = f"pack: p{number}\nversion: 1.0.0\nextends: p{number - 1}@1.0.0\n"
            folder = write_pack("", name=f"p{number}", head=head)
        if fits:
            assert load_pack(folder).name == f"p{packs}"
        else:
            with pytest.raises(RulebookError, match="не больше 5 наборов"):
                load_pack(folder)

    def test_the_nearest_pack_is_named(self, write_pack) -> None:
        with pytest.raises(RulebookError) as caught:
            load_pack(self.extend(write_pack, "bsae@^1.0"))
        assert caught.value.problems[0].suggestion == "base"


def test_the_hash_is_of_the_content_and_not_of_the_place(write_pack) -> None:
    rules = "signals:\n  one: {title: Один, any: [{phrase: урок}]}\n"
    one = load_pack(write_pack(rules, name="a"))
    same = load_pack(write_pack(rules, name="b"))
    other = load_pack(write_pack(rules.replace("урок", "план"), name="c"))
    assert one.sha256 == same.sha256 != other.sha256
    assert len(one.sha256) == 64


def test_a_change_of_the_base_changes_the_hash(write_pack) -> None:
    folder = write_pack("", name="own", head="pack: own\nversion: 1.0.0\nextends: base@^1.0\n")
    hashes = set()
    for word in ("урок", "план"):
        write_pack(f"dictionaries:\n  a: [{word}]\n", name="base", head="pack: base\nversion: 1.0.0\n")
        hashes.add(load_pack(folder).sha256)
    assert len(hashes) == 2


def test_a_rulebook_travels_between_processes(load) -> None:
    rulebook = load("signals:\n  one: {title: Один, any: [{phrase: урок}, {regex: 'план[а-я]*'}]}\n" + PARAMETER)
    restored = pickle.loads(pickle.dumps(rulebook))  # noqa: S301 - what was just pickled
    assert restored.sha256 == rulebook.sha256
    assert restored.parameters == rulebook.parameters


def test_the_order_of_parameters(load) -> None:
    two = PARAMETER + PARAMETER.partition("parameters:")[2].replace("meetings", "others")
    assert [one.id for one in load(two).parameters] == ["meetings", "others"]
    assert [one.id for one in load("parameters_order: [others]\n" + two).parameters] == ["others", "meetings"]


def test_profiles_are_found_by_path_and_by_name(write_pack, monkeypatch, tmp_path: Path) -> None:
    folder = write_pack("", name="rules/north")
    monkeypatch.chdir(tmp_path)
    assert find_profile(str(folder)) == folder
    assert find_profile("north") == Path("rules/north")
    with pytest.raises(UsageError, match="Возможно, имелось в виду «north»"):
        find_profile("nort")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="это не профиль"):
        find_profile("empty")
