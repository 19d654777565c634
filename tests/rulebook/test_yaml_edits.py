"""Values of a rule file are changed, and nothing else in it is."""

from __future__ import annotations

import pytest

from reviewer.model.errors import UsageError
from reviewer.resources import data_folder
from reviewer.rulebook.yaml_edits import append, put, read_data, take_out

TEXT = """\
# Вверху
parameters:
  plans:   # о планах
    title: Планы
    buckets:
      - {id: none, when: "== 0"}   # ничего
      - {id: some, when: ">= 1", verdict: met}
    finding: >-
      Текст в
      две строки.

  # О втором
  others: {title: Другие}
signals:
"""


@pytest.mark.parametrize(
    ("path", "value", "was", "becomes"),
    [
        (("parameters", "plans", "buckets", 0, "when"), "< 2", '"== 0"}   # ничего', '"< 2"}   # ничего'),
        (("parameters", "plans", "title"), "Мои", "title: Планы", 'title: "Мои"'),
        (("parameters", "plans", "buckets", 0, "verdict"), "met", '"== 0"}', '"== 0", verdict: "met"}'),
        (("parameters", "others", "disabled"), "Нет", "{title: Другие}", '{title: Другие, disabled: "Нет"}'),
        (
            ("parameters", "plans", "disabled"),
            "Нет: «в приказе»",
            "      две строки.\n",
            '      две строки.\n    disabled: "Нет: «в приказе»"\n',
        ),
        (
            ("signals", "x+", "any"),
            [{"phrase": "а|б"}],
            "signals:\n",
            'signals:\n  x+:\n    any:\n      - {phrase: "а|б"}\n',
        ),
        (("dictionaries", "x"), ["а"], "signals:\n", 'signals:\ndictionaries:\n  x:\n    - "а"\n'),
    ],
)
def test_a_value_is_put(path: tuple[str | int, ...], value: object, was: str, becomes: str) -> None:
    assert put(TEXT, path, value) == TEXT.replace(was, becomes)


def test_a_new_key_stands_before_another_and_its_notes() -> None:
    text = "a: 1\n\n# О б\n# и ещё\nб:\n  - в\n"
    assert put(text, ("г",), "д", before="б") == 'a: 1\n\nг: "д"\n# О б\n# и ещё\nб:\n  - в\n'
    assert put(text, ("a",), "д", before="б") == text.replace("1", '"д"')
    assert put("б: 1\n", ("г", "е"), "д", before="б") == 'г:\n  е: "д"\nб: 1\n'


def test_an_item_is_appended() -> None:
    made = append(TEXT, ("parameters", "plans", "buckets"), {"id": "all"})
    assert made == TEXT.replace("verdict: met}\n", 'verdict: met}\n      - {id: "all"}\n')
    assert append("a: [б, в]\n", ("a",), "г") == 'a: [б, в, "г"]\n'
    assert append("", ("signals", "x", "any"), "г") == 'signals:\n  x:\n    any:\n      - "г"\n'


def test_what_is_left_empty_is_taken_out_too() -> None:
    assert take_out("a: [б, в, г] # о них\n", ("a", 1)) == "a: [б, г] # о них\n"
    assert take_out("a: [б, в]\n", ("a", 1)) == "a: [б]\n"
    assert take_out("a:\n  # о б\n  - б\n  - в\n", ("a", 1)) == "a:\n  # о б\n  - б\n"
    assert take_out(TEXT, ("parameters", "plans", "finding")) == TEXT.replace(
        "    finding: >-\n      Текст в\n      две строки.\n", ""
    )
    assert take_out("a:\n  б: {в: г}\nд: 1\n", ("a", "б", "в")) == "д: 1\n"
    assert read_data(take_out("a: {б: в}\n", ("a", "б"))) == {}


@pytest.mark.parametrize("text", ["a: &x [б]\nb: *x\n", "a: [б\n", "a: просто текст\n"])
def test_what_cannot_be_done_surely_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="Откройте файл правил"):
        append(text, ("a", "б"), "в")


def test_the_shipped_rules_can_be_changed_everywhere() -> None:
    """Each phrase that stands alone in a list goes, each threshold is another, by one line of the text."""
    for path in sorted(data_folder("rules").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for name, entry in read_data(text).get("parameters", {}).items():
            for number, bucket in enumerate(entry.get("buckets", ())):
                if "when" in bucket:
                    changed = put(text, ("parameters", name, "buckets", number, "when"), "== 77")
                    assert (
                        sum(one != other for one, other in zip(text.splitlines(), changed.splitlines(), strict=True))
                        == 1
                    )
