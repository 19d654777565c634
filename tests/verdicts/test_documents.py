from __future__ import annotations

from datetime import date

import pytest

from reviewer.model.region import Name, Region
from reviewer.model.roadmap import Passport, Period, Roadmap
from reviewer.verdicts.documents import Submission, in_time, period_covered, submitted

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
REGION = Region("x", Name("Край"), (), plan_period=YEAR, plans_due=date(2026, 1, 20))


def _submission(period: Period | None, approved: date | None = None) -> Submission:
    return Submission(("a.docx",), Roadmap("a.docx", "docx", Passport("План", None, period, approved), ()))


@pytest.mark.parametrize(
    ("period", "covered"),
    [
        (YEAR, 1.0),
        (Period(date(2025, 9, 1), date(2026, 12, 31)), 1.0),
        (Period(date(2026, 1, 1), date(2026, 9, 30)), 0.0),
        (Period(date(2026, 1, 12), date(2026, 12, 31)), 0.0),
        (None, None),
    ],
)
def test_every_day_of_the_regions_period_must_be_covered(period: Period | None, covered: float | None) -> None:
    assert period_covered(_submission(period), REGION) == covered


def test_a_plan_approved_after_the_due_day_is_late() -> None:
    assert in_time(_submission(YEAR, date(2026, 1, 20)), REGION) == 1.0
    assert in_time(_submission(YEAR, date(2026, 1, 21)), REGION) == 0.0
    assert in_time(_submission(YEAR), REGION) == 1.0


def test_an_unread_file_was_handed_in_but_says_nothing_of_its_terms() -> None:
    unread = Submission(("скан.pdf",))
    assert submitted(unread, REGION) == 1.0
    assert period_covered(unread, REGION) is None
    assert in_time(unread, REGION) is None


def test_nothing_handed_in_is_missed_once() -> None:
    assert [measure(Submission(), REGION) for measure in (submitted, in_time, period_covered)] == [0.0, None, None]
