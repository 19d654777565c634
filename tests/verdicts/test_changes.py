"""What differs between two runs, and because of what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reviewer.model.facts import ActivityFacts, Deadline, Labels, Why
from reviewer.model.review import (
    Evidence,
    MunicipalityReview,
    Review,
    ReviewedRoadmap,
    RulesIdentity,
    Statement,
    Verdict,
)
from reviewer.model.roadmap import Activity, Passport, Period, Roadmap, Source
from reviewer.verdicts.changes import Step, compare_runs

MARCH = Deadline(
    "month", concrete=True, intervals=((date(2026, 3, 1), date(2026, 3, 31)),), understood="март 2026 года"
)
MAY = Deadline("month", concrete=True, intervals=((date(2026, 5, 1), date(2026, 5, 31)),), understood="май 2026 года")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SEMINAR = "Семинар учителей химии о лабораторных работах"
MEETING = "Совещание с директорами школ"
CONTEST = "Конкурс уроков молодых педагогов"


def fact(text: str, deadline: Deadline = MARCH, themes: tuple[str, ...] = (), why: str = "rule:x") -> ActivityFacts:
    whys = tuple(Why(theme, why) for theme in themes)
    activity = Activity(text, Source(""), deadline=deadline.understood)
    return ActivityFacts(activity, deadline, Labels("municipal", themes), "missing", whys=whys)


def municipality(name: str, file: str, *facts: ActivityFacts, period: Period | None = YEAR) -> MunicipalityReview:
    placed = tuple(
        replace(item, activity=replace(item.activity, number=str(n), source=Source(file, table=1, row=n + 1)))
        for n, item in enumerate(facts, start=1)
    )
    roadmap = Roadmap(file, "docx", Passport("План", name, period), tuple(item.activity for item in placed))
    counted = [item.activity for item in placed if "methodical_support" in item.labels.themes]
    evidence = tuple(Evidence(file, one.activity, one.number, table=1, row=one.source.row) for one in counted)
    verdict = Verdict("support", "met" if counted else "not_met", float(len(counted)), evidence=evidence)
    return MunicipalityReview(name, name, "reviewed", (file,), ReviewedRoadmap(roadmap, placed), (verdict,))


def run(*municipalities: MunicipalityReview, version: str = "1.0.0") -> Review:
    having = tuple(one.id for one in municipalities if one.verdicts and one.verdicts[0].verdict == "met")
    total = len(municipalities)
    statement = Statement("support", "Поддержка", len(having), total, round(100 * len(having) / total, 1), having, "")
    return Review("Область", RulesIdentity("base", version, "0" * 64), municipalities, (statement,), ())


def by(review: Review, cause: str = "files") -> list[Step]:
    return [Step(cause, review)]


@pytest.fixture
def before() -> Review:
    return run(
        municipality("Бор", "бор.docx", fact(MEETING), fact(CONTEST)), municipality("Яр", "яр.docx", fact(MEETING))
    )


def test_a_run_differs_in_nothing_from_itself(before):
    changes = compare_runs(before, by(before))
    assert not changes
    assert [one.name for one in changes.municipalities] == ["Бор", "Яр"]


def test_a_new_file_is_told_by_its_activities_facts_and_verdicts(before):
    new = municipality("Бор", "бор 2.docx", fact(MEETING, MAY), fact(SEMINAR, themes=("methodical_support",)))
    changes = compare_runs(before, by(run(new, before.municipalities[1])))
    (changed,) = changes.changed
    assert changed.resubmitted
    assert [(pair.before, pair.after, pair.kind) for pair in changed.matching.pairs] == [(0, 0, "redated")]
    assert (changed.matching.added, changed.matching.dropped) == ((1,), (1,))
    (moved,) = changed.facts
    assert (moved.facet, moved.before, moved.after, moved.causes) == (
        "deadline",
        ("март 2026 года",),
        ("май 2026 года",),
        ("files",),
    )
    (shift,) = changed.verdicts
    assert shift.moves
    assert shift.causes == ("files",)
    assert [row.quote for row in shift.gained] == [SEMINAR]
    assert shift.lost == ()
    (statement,) = changes.statements
    assert (statement.before.percent, statement.after.percent, statement.joined) == (0.0, 50.0, ("Бор",))
    assert statement.causes == ("files",)


def test_a_row_that_only_moved_is_neither_gained_nor_lost():
    had = fact(SEMINAR, themes=("methodical_support",))
    before = run(municipality("Бор", "бор.docx", had))
    new = municipality("Бор", "бор 2.docx", fact(CONTEST, themes=("methodical_support",)), had)
    (changed,) = compare_runs(before, by(run(new))).changed
    (shift,) = changed.verdicts
    assert not shift.moves
    assert [row.quote for row in shift.gained] == [CONTEST]
    assert shift.lost == ()


def test_new_rules_move_facts_without_a_new_file(before):
    new = municipality(
        "Бор", "бор.docx", fact(MEETING), fact(CONTEST, themes=("methodical_support",), why="rule:new#signals.x")
    )
    changes = compare_runs(before, by(run(new, before.municipalities[1], version="1.1.0"), "rules"))
    (changed,) = changes.changed
    assert not changed.resubmitted
    assert changed.matching is None
    (moved,) = changed.facts
    assert (moved.facet, moved.after, moved.causes, moved.why) == (
        "theme",
        ("methodical_support",),
        ("rules",),
        ("rule:new#signals.x",),
    )
    assert changed.verdicts[0].causes == ("rules",)


def test_file_and_rules_are_told_apart(before):
    seminar = municipality("Бор", "бор 2.docx", fact(MEETING, MAY), fact(SEMINAR))
    supported = municipality("Бор", "бор 2.docx", fact(MEETING, MAY), fact(SEMINAR, themes=("methodical_support",)))
    other = before.municipalities[1]
    steps = [Step("files", run(seminar, other)), Step("rules", run(supported, other, version="2.0.0"))]
    changes = compare_runs(before, steps)
    (changed,) = changes.changed
    assert [fact.causes for fact in changed.facts] == [("files",)]
    assert [shift.causes for shift in changed.verdicts] == [("rules",)]
    assert changes.statements[0].causes == ("rules",)


def test_what_came_and_went_again_is_no_change(before):
    supported = municipality("Бор", "бор.docx", fact(MEETING), fact(CONTEST, themes=("methodical_support",)))
    other = before.municipalities[1]
    changes = compare_runs(before, [Step("files", run(supported, other)), Step("rules", before)])
    assert not changes


def test_the_passport_is_compared_too(before):
    half = Period(date(2026, 1, 1), date(2026, 6, 30))
    new = municipality("Бор", "бор 2.docx", fact(MEETING), fact(CONTEST), period=half)
    (changed,) = compare_runs(before, by(run(new, before.municipalities[1]))).changed
    (period,) = changed.passport
    assert (period.field, period.before, period.after) == (
        "period",
        "2026-01-01/2026-12-31",
        "2026-01-01/2026-06-30",
    )


def test_a_municipality_that_was_silent_and_now_hands_in():
    silent = MunicipalityReview("Луг", "Луг", "missing", verdicts=(Verdict("support", "unknown"),))
    came = municipality("Луг", "луг.docx", fact(SEMINAR, themes=("methodical_support",)))
    (changed,) = compare_runs(run(silent), by(run(came))).changed
    assert (changed.before.status, changed.after.status) == ("missing", "reviewed")
    assert changed.resubmitted
    assert changed.matching is None
    assert changed.verdicts[0].gained[0].quote == SEMINAR


def test_rows_that_people_corrected_make_no_new_file(before):
    first, other = before.municipalities
    edited = municipality("Бор", "бор.docx", fact(MEETING))
    edited = replace(edited, reviewed=replace(edited.reviewed, as_read=first.reviewed.roadmap))
    (changed,) = compare_runs(before, by(run(edited, other), "decisions")).changed
    assert not changed.resubmitted
    assert changed.matching.dropped == (1,)
    (back,) = compare_runs(run(edited, other), by(before, "decisions")).changed
    assert not back.resubmitted


def test_a_correction_that_holds_no_more_is_no_change_of_the_municipality(before):
    first, other = before.municipalities
    read = first.reviewed.roadmap
    without = municipality("Бор", "бор.docx", fact(MEETING))
    without = replace(without, reviewed=replace(without.reviewed, as_read=read))
    sent = municipality("Бор", "бор 2.docx", fact(MEETING, MAY), fact(CONTEST))
    (changed,) = compare_runs(run(without, other), by(run(sent, other))).changed
    assert changed.matching.added == (1,)
    assert [pair.kind for pair in changed.rows.matching.pairs] == ["redated", "same"]
    assert changed.rows.matching.added == ()


def test_what_a_person_put_right_and_the_municipality_too_is_no_change(before):
    other = before.municipalities[1]
    misread = municipality("Бор", "бор.pdf", fact(MEETING[:-5])).reviewed.roadmap
    mended = municipality("Бор", "бор.pdf", fact(MEETING))
    mended = replace(mended, reviewed=replace(mended.reviewed, as_read=misread))
    (changed,) = compare_runs(
        run(mended, other), by(run(municipality("Бор", "бор.docx", fact(MEETING)), other))
    ).changed
    assert [pair.kind for pair in changed.rows.matching.pairs] == ["same"]


def test_a_roadmap_that_people_emptied_is_no_new_file_either(before):
    first, other = before.municipalities
    emptied = replace(first, status="emptied", reviewed=None, as_read=first.reviewed.roadmap)
    (changed,) = compare_runs(before, by(run(emptied, other), "decisions")).changed
    assert not changed.resubmitted


def test_a_parameter_that_only_one_side_has(before):
    bare = replace(before.municipalities[0], verdicts=())
    (changed,) = compare_runs(before, by(run(bare, before.municipalities[1]), "rules")).changed
    assert (changed.verdicts[0].before.parameter, changed.verdicts[0].after) == ("support", None)
