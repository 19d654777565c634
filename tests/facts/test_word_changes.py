"""Words struck out and put in."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from reviewer.facts.word_changes import MOST_TOKENS, Run, word_changes


def shown(before: str, after: str) -> str:
    """Removed words in square brackets, added words in braces."""
    marks = {"kept": "{}", "removed": "[{}]", "added": "{{{}}}"}
    return "".join(marks[run.kind].format(run.text) for run in word_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Семинар учителей химии", "Семинар учителей химии", "Семинар учителей химии"),
        ("Семинар учителей химии", "Семинар учителей физики", "Семинар учителей [химии] {физики}"),
        ("Семинар учителей", "Районный семинар учителей", "{Районный} семинар учителей"),
        ("Семинар учителей химии", "Семинар учителей", "Семинар учителей [химии]"),
        ("Анализ и отчёт", "Проверка и справка", "[Анализ и отчёт] {Проверка и справка}"),
        ("до 15.03.2026", "до 20.03.2026", "до [15.03.2026] {20.03.2026}"),
        ("Обучение – 80%", "Обучение – 90%", "Обучение – [80] {90}%"),
        ("", "Памятка", "{Памятка}"),
        ("Памятка", "", "[Памятка]"),
        ("", "", ""),
    ],
)
def test_what_changed_in_a_text(before, after, expected):
    assert shown(before, after) == expected


def test_nothing_is_lost():
    chance = random.Random(7)  # noqa: S311 - the same texts each time
    words = ["семинар", "для", "учителей", ",", "«Рост»", "и", "школ", "2026", "г."]
    for _ in range(200):
        before, after = (" ".join(chance.choices(words, k=chance.randrange(12))) for _ in range(2))
        runs = word_changes(before, after)
        old = "".join(run.text for run in runs if run.kind != "added")
        new = "".join(run.text for run in runs if run.kind != "removed")
        assert "".join(old.split()) == "".join(before.split())
        assert "".join(new.split()) == "".join(after.split())
        assert all(one.kind != other.kind for one, other in pairwise(runs))


def test_a_very_long_text_is_replaced_as_a_whole():
    long = "слово " * (MOST_TOKENS + 1) + "."
    expected = (Run("removed", long), Run("kept", " "), Run("added", f"{long} ещё"))
    assert word_changes(long, f"{long} ещё") == expected
    assert word_changes(long, long) == (Run("kept", long),)
