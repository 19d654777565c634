"""Why a signal holds, and what it lacked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.model.facts import Deadline
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.conditions import Answer
from reviewer.rulebook.explaining import Branch, Explanation, explain
from reviewer.rulebook.judging import examine
from reviewer.rulebook.rulebook import Rulebook

RULES = """\
dictionaries:
  forms: [семинар, круглый стол]
signals:
  support:
    title: Поддержка
    any:
      - {phrase: "<forms> ~3 учитель|педагог"}
      - all:
          - {phrase: "помощь ~2 учитель"}
          - none: [{phrase: психолог}]
      - {regex: 'ВПР-\\d', in: [outcome]}
      - {classifier: parents, min: 0.8, check: 0.5}
    none: [{phrase: отмена}, {phrase: "перенос ~2 срок"}]
"""
Explain = Callable[..., Explanation]


@pytest.fixture
def explained(load: Callable[[str], Rulebook]) -> Explain:
    rulebook = load(RULES)

    def of(text: str, classify: object = None, **fields: str) -> Explanation:
        activity = Activity(text, Source("test"), **fields)
        deadline = Deadline("missing", concrete=False)
        return explain(rulebook, "support", examine(rulebook, activity, deadline, classify=classify))

    return of


def _marked(branch: Branch, text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in branch.marks]


def _leaf(explanation: Explanation, path: str) -> Branch:
    branches = [explanation.tree]
    for branch in branches:
        branches.extend(branch.parts)
    return next(branch for branch in branches if branch.path == path)


def test_the_words_that_made_it_hold_are_marked(explained: Explain) -> None:
    text = "Круглый стол для опытных учителей школ"
    found = explained(text)
    assert found.answer is Answer.YES
    assert found.failing == ()
    assert found.misses == ()
    leaf = _leaf(found, "any[0]")
    assert (leaf.kind, leaf.text, leaf.answer) == ("phrase", "<forms> ~3 учитель|педагог", Answer.YES)
    assert _marked(leaf, text) == ["Круглый", "стол", "учителей"]
    assert _leaf(found, "any[1].all[0]").answer is Answer.NO


def test_a_pattern_is_marked_whole_in_its_field(explained: Explain) -> None:
    found = explained("Проверка", outcome="Справка по ВПР-5")
    leaf = _leaf(found, "any[2]")
    assert [(mark.field, mark.start, mark.end) for mark in leaf.marks] == [("outcome", 11, 16)]
    assert leaf.text == "ВПР-\\d (в полях: outcome)"


def test_an_exception_is_the_first_branch_that_fails(explained: Explain) -> None:
    found = explained("Отмена семинара для учителей")
    assert found.answer is Answer.NO
    assert [(branch.path, branch.kind) for branch in found.failing] == [
        ("", "all"),
        ("none", "none"),
        ("none[0]", "phrase"),
    ]


def test_where_nothing_of_an_any_holds_the_nearest_phrases_are_told(explained: Explain) -> None:
    found = explained("Помощь и поддержка молодым специалистам школ")
    assert [branch.kind for branch in found.failing] == ["all", "any"]
    (miss,) = found.misses
    assert (miss.path, miss.found, miss.missing) == ("any[1].all[0]", ("помощь",), ("учитель",))


def test_words_that_stand_otherwise_are_a_miss_without_missing_words(explained: Explain) -> None:
    found = explained("Педагоги района проводят семинар")
    assert found.misses[0].missing == ()
    assert found.misses[0].found == ("<forms>", "учитель|педагог")


def test_a_doubtful_model_is_told_as_doubt(explained: Explain) -> None:
    class Model:
        hash = "0"

        def probability(self, label: str, activity: Activity) -> float:
            return 0.6 if label == "parents" and activity.activity else 0.0

    found = explained("Встреча", classify=Model())
    assert found.answer is Answer.CHECK
    assert _leaf(found, "any[3]").answer is Answer.CHECK
    assert _leaf(found, "any[3]").value == 0.6
    assert _leaf(found, "any[3]").text == "parents ≥ 0.8, проверить ≥ 0.5"
    assert found.failing[-1].kind == "any"


def test_an_exception_inside_a_branch_is_told_and_is_no_near_miss(explained: Explain) -> None:
    found = explained("Помощь психолога учителю")
    assert [branch.path for branch in found.failing][2:] == ["any[1]", "any[1].all[1].none", "any[1].all[1].none[0]"]
    assert not any("психолог" in miss.text for miss in found.misses)
