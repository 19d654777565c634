"""How the rules understand an activity: one that is pasted, or a row of a stored review."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from reviewer.jobs.rule_changing import Change
from reviewer.model.errors import UsageError
from reviewer.web.access import STAFF, requires
from reviewer.web.campaign_pages import LARGEST_ID, shown
from reviewer.web.forms import empty_form
from reviewer.web.pages import page
from reviewer.web.routers import api_router, page_router
from reviewer.web.rule_desk import change_of, checked, crumbs_of, workspace_of
from reviewer.web.views.explained_activity import (
    FIELD_TITLES,
    Explained,
    RowChoice,
    explain_fields,
    find_rows,
    row_fields,
)
from reviewer.web.views.heads import campaign_name

pages, api = page_router(), api_router("Правила")

_STAFF = [Depends(requires(*STAFF))]
LONGEST = 4000
Words = Annotated[str, Field(max_length=LONGEST)]


class Asked(BaseModel):
    """What is to be explained. `campaign`, `municipality`, `row`: of a stored row, instead of the fields; `q`: rows with these words."""

    model_config = ConfigDict(str_strip_whitespace=True)

    activity: Words = ""
    deadline: Words = ""
    responsible: Words = ""
    participants: Words = ""
    outcome: Words = ""
    section: Words = ""
    signal: Annotated[str, Field(max_length=200)] = ""
    q: Annotated[str, Field(max_length=200)] = ""
    campaign: Annotated[str, Field(max_length=20, pattern=r"^\d*$")] = ""
    municipality: Annotated[str, Field(max_length=100)] = ""
    row: Annotated[str, Field(max_length=9, pattern=r"^\d*$")] = ""


@pages.get("/rules/{name}/explain", dependencies=_STAFF)
def explain_page(request: Request, name: str, asked: Annotated[Asked, Query()]) -> Response:
    change = change_of(request, name)
    found = checked(request, change)
    campaign = int(asked.campaign or 0)
    fields = {key: getattr(asked, key) for key in FIELD_TITLES}
    rows: tuple[RowChoice, ...] = ()
    known = [one for one in change.with_result if one.id == campaign and campaign <= LARGEST_ID]
    if known:
        review = shown(request, campaign).review
        if asked.municipality and asked.row:
            fields = row_fields(review, asked.municipality, int(asked.row)) or fields
        elif asked.q:
            rows = find_rows(review, asked.q)
    explained = None
    if found.rulebook and fields["activity"]:
        explained = explain_fields(workspace_of(request), change, found.rulebook, fields, asked.signal)
    return page(
        request,
        "rules/explain.html",
        title="Объяснить мероприятие",
        crumbs=crumbs_of(change),
        tab="explain",
        change=change,
        faults=found.faults,
        loads=found.rulebook is not None,
        form=empty_form(**fields, signal=asked.signal, q=asked.q, campaign=campaign or None),
        titles=FIELD_TITLES,
        signals=sorted((one.id, one.title) for one in found.rulebook.signals.values()) if found.rulebook else [],
        campaigns=[(one.id, campaign_name(one)) for one in change.with_result],
        rows=rows,
        searched=bool(known and asked.q),
        campaign=campaign,
        explained=explained,
    )


class ExplainAsked(BaseModel):
    """`signal`: имя признака, о котором спрашивают; без него – все, которые подошли или под вопросом."""

    activity: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    deadline: Words = ""
    responsible: Words = ""
    participants: Words = ""
    outcome: Words = ""
    section: Words = ""
    signal: Annotated[str, Field(max_length=200)] = ""


class SignalAnswer(BaseModel):
    """`misses`: чего не хватило."""

    id: str
    title: str
    reply: Literal["yes", "check", "no"]
    misses: tuple[str, ...]


class ExplainAnswer(BaseModel):
    """`understood`: что понято о мероприятии, парами «о чём» и «что»."""

    understood: tuple[tuple[str, str], ...]
    signals: list[SignalAnswer]


@api.post("/rules/{name}/explain", dependencies=_STAFF)
def explain(request: Request, name: str, asked: ExplainAsked) -> ExplainAnswer:
    """Какие признаки подошли мероприятию и чего не хватило другим; с вашим черновиком."""
    change: Change = change_of(request, name)
    rulebook = checked(request, change).rulebook
    if rulebook is None:
        raise UsageError("В правилах есть ошибки: объяснить по ним ничего нельзя. Исправьте их.", code="rules")
    fields = {key: getattr(asked, key).strip() for key in FIELD_TITLES}
    if not fields["activity"]:
        raise UsageError("Мероприятие не названо: напишите его текст.", code="activity")
    found: Explained = explain_fields(workspace_of(request), change, rulebook, fields, asked.signal)
    signals = [SignalAnswer(id=one.id, title=one.title, reply=one.reply, misses=one.misses) for one in found.signals]
    return ExplainAnswer(understood=found.understood, signals=signals)
