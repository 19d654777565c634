"""What a statement says where there was nothing to judge by."""

from __future__ import annotations

import pytest

from reviewer.model.region import Municipality, Name, Region
from reviewer.model.review import MunicipalityReview, Verdict
from reviewer.rulebook.loading import find_profile, load_pack
from reviewer.verdicts.regional import NOTHING_REVIEWED, TOO_LITTLE_KNOWN, state

REGION = Region("r", Name("Край"), (Municipality("a", "Район А", Name("Район А")),))


@pytest.fixture(scope="module")
def rulebook():
    return load_pack(find_profile("base"))


def said(rulebook, parameter, status, verdict):
    review = MunicipalityReview("a", "Район А", status, verdicts=(Verdict(parameter, verdict),))
    (statement,) = [one for one in state(rulebook, REGION, [review]) if one.id == parameter]
    return statement


def test_nobody_fails_where_nothing_is_known(rulebook):
    found = said(rulebook, "in_time", "reviewed", "unknown")
    assert found.text == TOO_LITTLE_KNOWN
    assert found.count == 0


def test_nobody_fails_where_nothing_was_reviewed(rulebook):
    assert said(rulebook, "in_time", "missing", "unknown").text == NOTHING_REVIEWED


def test_who_was_judged_is_told_by_the_rules(rulebook):
    found = said(rulebook, "in_time", "reviewed", "not_met")
    assert "не подтверждено ни в одном" in found.text
    assert [grade.verdict for grade in found.grades] == ["not_met", "met"]
