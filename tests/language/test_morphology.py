"""Normal forms of words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewer.language.morphology import analyzer, fold, lemmas

PROJECT = Path(__file__).parents[2]


def words_of_the_rules():
    texts = (path.read_text(encoding="utf-8") for path in sorted((PROJECT / "rules").rglob("*.yaml")))
    return sorted({word for text in texts for word in re.findall(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*", text)})


def test_the_forms_are_those_of_all_parses():
    words = words_of_the_rules()
    assert len(words) > 2000
    for word in words:
        parsed = {fold(parse.normal_form) for parse in analyzer().parse(fold(word))}
        assert parsed <= lemmas(word)
        assert lemmas(word) - parsed <= {fold(word)} or "-" in word, word


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("окружной", {"окружной", "окружный"}),
        ("ЁЛКАМИ", {"елками", "елка"}),
        ("все", {"все", "весь"}),
        ("А", {"а"}),
        ("семинар-практикума", {"семинар-практикума", "семинар-практикум", "семинар", "практикум", "практикума"}),
        ("школологию", {"школологию", "школология"}),
        ("ворд\U0001d7cf", {"ворд\U0001d7cf"}),
        ("ворд\ud800", {"ворд\ud800"}),
    ],
)
def test_forms(word, forms):
    assert lemmas(word) >= forms
