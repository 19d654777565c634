"""Who judged the same as whom."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reviewer.model.corrections import Decision, LabelDecision, RowReference
from reviewer.model.review import MunicipalityReview, Review, RulesIdentity, Verdict
from reviewer.store.campaigns import add_campaign, campaigns, hand_in
from reviewer.store.correction_entries import NewEntry, append, undo
from reviewer.store.correction_targets import label_target, verdict_target
from reviewer.store.encoding import pack
from reviewer.store.judged import LABEL, VERDICT, judged_verdicts, opinions
from reviewer.store.runs import Environment, Manifest, NewRun, RunSummary, add_run
from reviewer.store.workspace import Workspace
from reviewer.verdicts.agreement import Opinion, agreements

ROW = RowReference("lug", "план.docx", "3.1", "Семейный клуб", table=1, row=7)


@pytest.fixture
def campaign(workspace: Workspace) -> int:
    return _campaign(workspace, "Зима")


def _campaign(workspace: Workspace, name: str) -> int:
    with workspace.writing() as connection:
        return add_campaign(connection, name, "zaozerye", "методист").id


def _decide(workspace: Workspace, campaign: int, verdict: str | None, author: str, *, seen: int, who: str = "") -> int:
    body = Decision("lug", "parents", verdict, who=who)
    new = NewEntry("verdict", "lug", verdict_target("lug", "parents"), body, author)
    with workspace.writing() as connection:
        return append(connection, campaign, new, seen=seen).id


def _opinions(workspace: Workspace, kind: str = VERDICT) -> list[Opinion]:
    with workspace.reading() as connection:
        return list(opinions(connection, campaigns(connection), kind))


def _said(found: Sequence[Opinion]) -> list[tuple[str, str]]:
    return [(one.person, one.answer) for one in found]


def test_what_somebody_else_replaced_is_an_opinion_still(workspace: Workspace, campaign: int) -> None:
    _decide(workspace, campaign, "met", "методист", seen=0)
    _decide(workspace, campaign, "not_met", "эксперт", seen=1)
    found = _opinions(workspace)
    assert _said(found) == [("методист", "met"), ("эксперт", "not_met")]
    assert [(one.pairs, one.same) for one in agreements(found)] == [(1, 0), (1, 0)]


def test_whoever_is_named_in_a_workbook_is_the_person(workspace: Workspace, campaign: int) -> None:
    _decide(workspace, campaign, "met", "секретарь", seen=0, who="методист")
    assert _said(_opinions(workspace)) == [("методист", "met")]


def test_what_its_own_author_took_back_is_no_opinion(workspace: Workspace, campaign: int) -> None:
    number = _decide(workspace, campaign, "met", "методист", seen=0)
    with workspace.writing() as connection:
        back = undo(connection, campaign, number, author="методист", seen=1).id
    assert _opinions(workspace) == []
    with workspace.writing() as connection:
        undo(connection, campaign, back, author="методист", seen=2)
    assert _said(_opinions(workspace)) == [("методист", "met")]


def test_what_somebody_else_took_back_is_an_opinion_still(workspace: Workspace, campaign: int) -> None:
    number = _decide(workspace, campaign, "met", "методист", seen=0)
    with workspace.writing() as connection:
        undo(connection, campaign, number, author="эксперт", seen=1)
    assert _said(_opinions(workspace)) == [("методист", "met")]


def test_a_comment_alone_is_no_opinion(workspace: Workspace, campaign: int) -> None:
    _decide(workspace, campaign, None, "методист", seen=0)
    assert _opinions(workspace) == []


def test_labels_are_judged_by_row(workspace: Workspace, campaign: int) -> None:
    for seen, (author, holds) in enumerate([("методист", True), ("эксперт", False)]):
        body = LabelDecision(ROW, "parents", holds)
        new = NewEntry("label", "lug", label_target(ROW, "parents"), body, author)
        with workspace.writing() as connection:
            append(connection, campaign, new, seen=seen)
    found = _opinions(workspace, LABEL)
    assert [(one.question, one.person, one.answer) for one in found] == [
        ("parents", "методист", "yes"),
        ("parents", "эксперт", "no"),
    ]
    assert len({one.subject for one in found}) == 1
    assert _opinions(workspace) == []


def _run(workspace: Workspace, campaign: int, *verdicts: Verdict) -> None:
    municipality = MunicipalityReview("lug", "Луговой район", "reviewed", verdicts=verdicts)
    review = Review("Заозёрская область", RulesIdentity("base", "1", "0"), (municipality,), (), ())
    manifest = Manifest(
        files=(),
        assigned=(),
        profile=workspace.blobs.put(b"rules"),
        model=None,
        corrections="",
        workbook=None,
        engine="",
        templates="",
        environment=Environment(),
    )
    with workspace.writing() as connection:
        submission = hand_in(connection, campaign, (), "методист", complete=True).id
        stored = workspace.blobs.put(pack(review))
        summary = RunSummary("Заозёрская область")
        add_run(connection, workspace.blobs, NewRun(campaign, submission, manifest, stored, (), summary, "методист"))


def _verdict(verdict: str, program: str, number: str) -> Verdict:
    return Verdict("parents", verdict, decision=Decision("lug", "parents", verdict, id=number), program=program)


def test_each_decision_is_compared_once_with_the_last_rules(workspace: Workspace, campaign: int) -> None:
    _run(workspace, campaign, _verdict("met", "not_met", "1"))
    _run(workspace, campaign, _verdict("met", "met", "1"), Verdict("mentoring", "met"))
    _run(workspace, campaign, _verdict("partly", "met", "2"))
    with workspace.reading() as connection:
        found = list(judged_verdicts(connection, workspace.blobs, campaigns(connection)))
    assert found == [("parents", "partly", "met"), ("parents", "met", "met")]
