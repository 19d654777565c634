"""A finding and the decision on it, for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Request
from pydantic import BaseModel, Field

from reviewer.jobs.correcting import correct_verdict, undo
from reviewer.jobs.correction_entering import LONGEST_REASON, Author, Entered
from reviewer.model.corrections import VerdictKind
from reviewer.web.access import EDITORS, STAFF, person_of, requires
from reviewer.web.campaign_pages import LARGEST_ID, Number, RunQuery, shown
from reviewer.web.problems import NotFound
from reviewer.web.rereviewing import ask_rereview
from reviewer.web.routers import api_router
from reviewer.web.routes.finding import NO_FINDING, PATH
from reviewer.web.views.explaining import rules_of
from reviewer.web.views.finding import FindingView, measure_words, view_finding
from reviewer.web.views.heads import head_of
from reviewer.web.views.reviews import Shown

api = api_router("Выводы")

_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]
Ordinal = Annotated[int, Field(ge=0, le=LARGEST_ID)]
Reason = Annotated[str, Field(max_length=LONGEST_REASON)]


class RowForm(BaseModel):
    """`place`: место строки в «дорожной карте», с 1; `because`: признаки, по которым она засчитана."""

    place: int
    where: str
    text: str
    deadline: str
    because: list[str]


class DecisionLineForm(BaseModel):
    number: int
    told: str
    author: str
    at: datetime
    reason: str
    state: str


class FindingForm(BaseModel):
    """`by_rules`: что говорят правила; `seen`: посылается с решением; `pending`: что решено после этого результата."""

    campaign: int
    run: int
    municipality: str
    parameter: str
    title: str
    verdict: VerdictKind
    by_rules: VerdictKind
    measured: str
    counted: str
    finding: str
    remark: str
    rule: str
    rows: list[RowForm]
    decisions: list[DecisionLineForm]
    pending: str
    seen: int


class NewDecision(BaseModel):
    """`seen`: что стояло в ответе о выводе: решение, которого вы не видели, не будет перекрыто."""

    verdict: VerdictKind
    reason: Reason = ""
    seen: Ordinal


class Undoing(BaseModel):
    number: Annotated[int, Field(ge=1, le=LARGEST_ID)]
    reason: Reason = ""
    seen: Ordinal


class EnteredForm(BaseModel):
    """`number`: номер записи; `job`: пересчёт, который за ней последует."""

    number: int
    was: str
    now: str
    job: int


@api.get(PATH, dependencies=_STAFF)
def finding(request: Request, campaign: Number, municipality: str, parameter: str, run: RunQuery = None) -> FindingForm:
    """Вывод о параметре: правило, засчитанные строки, решения."""
    found = shown(request, campaign, run)
    view = _view(found, municipality, parameter)
    rules = rules_of(request.app.state.settings.workspace.blobs, found.run.manifest)
    return FindingForm(
        campaign=campaign,
        run=found.run.id,
        municipality=view.municipality,
        parameter=view.parameter,
        title=view.title,
        verdict=view.verdict,
        by_rules=view.by_rules,
        measured=view.measured,
        counted=measure_words(rules, parameter),
        finding=view.finding,
        remark=view.remark,
        rule=view.rule,
        rows=[RowForm.model_validate(row, from_attributes=True) for row in view.rows],
        decisions=[DecisionLineForm.model_validate(line, from_attributes=True) for line in view.decisions],
        pending=view.pending,
        seen=view.seen,
    )


@api.post(PATH + "/decision", dependencies=_EDITORS)
def decide(request: Request, campaign: Number, municipality: str, parameter: str, new: NewDecision) -> EnteredForm:
    """Решить, какой вывод верен. 409: об этом решили раньше вас."""
    _view(shown(request, campaign), municipality, parameter)
    entered = correct_verdict(
        request.app.state.settings.workspace,
        campaign,
        _author(request),
        municipality=municipality,
        parameter=parameter,
        verdict=new.verdict,
        reason=new.reason,
        seen=new.seen,
    )
    return _entered(request, campaign, entered)


@api.post(PATH + "/undo", dependencies=_EDITORS)
def undo_decision(
    request: Request, campaign: Number, municipality: str, parameter: str, undoing: Undoing
) -> EnteredForm:
    """Отменить решение об этом выводе."""
    view = _view(shown(request, campaign), municipality, parameter)
    if undoing.number not in {one.number for one in view.decisions}:
        raise NotFound("Такой записи об этом выводе нет.")
    workspace = request.app.state.settings.workspace
    entered = undo(
        workspace, campaign, _author(request), number=undoing.number, reason=undoing.reason, seen=undoing.seen
    )
    return _entered(request, campaign, entered)


def _entered(request: Request, campaign: int, entered: Entered) -> EnteredForm:
    job = ask_rereview(request.app.state.settings.workspace, campaign, entered.entry.author)
    return EnteredForm(number=entered.entry.id, was=entered.was, now=entered.now, job=job.id)


def _view(found: Shown, municipality: str, parameter: str) -> FindingView:
    view = view_finding(found, head_of(found), municipality, parameter)
    if view is None:
        raise NotFound(NO_FINDING)
    return view


def _author(request: Request) -> Author:
    return Author(person_of(request).name, date.today())  # noqa: DTZ011 - the day as people here count it
