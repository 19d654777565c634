"""`review.json` by the contract of the command line."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from hypothesis import example, given
from hypothesis.strategies import booleans, dictionaries, floats, integers, lists, none, recursive, text

from reviewer.report.review_json import indented
from reviewer.report.writing import review_to_json


def test_the_form_is_that_of_the_contract(review):
    form = json.loads(review_to_json(review))
    contract = ["region", "rules", "municipalities", "statements", "recommendations", "unmatched_files"]
    assert [key for key in form if key not in {"problems", "regional_events"}] == contract
    assert form["rules"] == {
        "name": "zarechye",
        "title": "",
        "version": "2024.1.0",
        "sha256": "0" * 64,
        "disabled": [],
    }
    first = form["municipalities"][0]
    assert [key for key in first if key != "notes"] == ["id", "name", "files", "status", "parameters"]
    content = first["parameters"]["municipal_content"]
    assert list(content) == ["verdict", "value", "bucket", "evidence", "remark"]
    assert list(content["evidence"][0]) == ["file", "number", "row", "page", "quote"]
    assert list(form["statements"][0]) == ["id", "count", "total", "percent", "municipalities", "text"]
    advice = form["recommendations"][0]
    assert [key for key in advice if key != "municipalities"] == ["id", "text", "because"]
    assert form["unmatched_files"] == ["разное/письмо.docx"]


def test_what_the_contract_has_not_is_told_besides(review):
    form = json.loads(review_to_json(review))
    message = "Файл повреждён. Попросите прислать его ещё раз."
    assert form["problems"] == [{"file": "ключи.pdf", "code": "unreadable", "message": message}]
    assert form["municipalities"][7]["notes"] == [f"Файл «ключи.pdf» не прочитан: {message}"]
    assert form["recommendations"][0]["municipalities"] == ["kamensk", "sosnovy", "polyana"]


def test_counts_are_whole_shares_are_not(review):
    form = json.loads(review_to_json(review))
    parameters = form["municipalities"][0]["parameters"]
    assert isinstance(parameters["municipal_content"]["value"], int)
    assert parameters["concrete_deadlines"]["value"] == 10 / 19
    assert parameters["curator_schools"]["value"] is None


def test_equal_reviews_give_equal_bytes(review, review_saying):
    assert review_to_json(review) == review_to_json(review_saying(None))
    assert "Лесногорский район" in review_to_json(review)


@given(
    recursive(
        none() | booleans() | integers() | floats(allow_nan=False, allow_infinity=False) | text(),
        lambda inner: lists(inner) | dictionaries(text(), inner),
    )
)
@example({"a": [], "б": {}, "в": [[], {}], "г": [1e-7, 1e16, 0.1, -0.0], "/": '\\"\x7f\x1f/'})
def test_the_text_is_that_of_the_standard_library(form):
    plain = json.dumps(form, ensure_ascii=False, indent=2) + "\n"
    assert indented(form) == re.sub("[\ud800-\udfff]", "\ufffd", plain)


def test_half_a_character_can_still_be_written(review):
    odd = replace(review, region="Область\ud83d")
    assert json.loads(review_to_json(odd).encode())["region"] == "Область\ufffd"
