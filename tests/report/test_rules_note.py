"""The line of the справка that names the rules."""

from __future__ import annotations

import json
from dataclasses import replace

from reviewer.model.review import DisabledRule, RulesIdentity
from reviewer.report.context import build_context
from reviewer.report.review_json import review_to_json
from reviewer.report.rules_note import rules_note

RULES = RulesIdentity("sever", "1.2.0", "0" * 64, "Правила экспертизы «дорожных карт» Северного края")
MEETINGS = DisabledRule("parameter", "parents", "Работа с родителями", "Приказ её не требует.", "sever@1.2.0#…")
LESSONS = DisabledRule("parameter", "lessons", "План «Урок»", "Такого в крае нет", "sever@1.2.0#…")
SIGNAL = DisabledRule("signal", "lesson", "Урок", "Не различается", "sever@1.2.0#…")


def test_the_title_and_the_version_are_named() -> None:
    assert rules_note(RULES) == "Правила экспертизы «дорожных карт» Северного края (набор sever, версия 1.2.0)"


def test_rules_without_a_title_go_by_their_name() -> None:
    assert rules_note(RulesIdentity("sever", "1.2.0", "")) == "sever, версия 1.2.0"
    assert rules_note(RulesIdentity("sever", "1.2.0", "", "sever")) == "sever, версия 1.2.0"


def test_parameters_that_are_not_judged_are_named_with_the_reason() -> None:
    one = rules_note(replace(RULES, disabled=(MEETINGS, SIGNAL)))
    assert one.endswith(
        "). По этим правилам не оценивался параметр «Работа с родителями» (основание: «Приказ её не требует»)"
    )
    both = rules_note(replace(RULES, disabled=(LESSONS, MEETINGS)))
    assert both.endswith(
        "). По этим правилам не оценивались параметры «План „Урок“» (основание: «Такого в крае нет»); "
        "«Работа с родителями» (основание: «Приказ её не требует»)"
    )


def test_signals_alone_are_not_told_of() -> None:
    assert rules_note(replace(RULES, disabled=(SIGNAL,))) == rules_note(RULES)


def test_both_outputs_carry_it(review, region) -> None:
    judged = replace(review, rules=replace(RULES, disabled=(MEETINGS,)))
    assert "Работа с родителями" in build_context(judged, region).rules
    assert json.loads(review_to_json(judged))["rules"] == {
        "name": "sever",
        "title": "Правила экспертизы «дорожных карт» Северного края",
        "version": "1.2.0",
        "sha256": "0" * 64,
        "disabled": [
            {
                "kind": "parameter",
                "id": "parents",
                "title": "Работа с родителями",
                "reason": "Приказ её не требует.",
                "origin": "sever@1.2.0#…",
            }
        ],
    }
