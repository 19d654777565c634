"""Whether a label of an activity holds: asked on a page of its own, or by a program."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, Field

from reviewer.jobs.correcting import correct_label, label_before, label_decision
from reviewer.jobs.correction_entering import LONGEST_REASON, Entered
from reviewer.model.errors import ConflictError, UsageError
from reviewer.store.correction_entries import seen_ordinal
from reviewer.store.correction_targets import label_target
from reviewer.store.correction_words import signed, told
from reviewer.verdicts.row_references import reference_to
from reviewer.web.access import EDITORS, requires
from reviewer.web.campaign_pages import LARGEST_ID, Number
from reviewer.web.forms import Filled, Form, FormFields, empty_form, read_form
from reviewer.web.pages import onward, page
from reviewer.web.problems import NotFound
from reviewer.web.rereviewing import ask_rereview
from reviewer.web.routers import api_router, page_router
from reviewer.web.routes.rows import row_crumbs
from reviewer.web.row_pages import NO_ROW, PATH, RowFound, author_of, found_row, rules_for
from reviewer.web.views.row_page import signal_whys, why_lines
from reviewer.web.views.row_state import state_of
from reviewer.web.views.row_wishes import changed_by

pages, api = page_router(), api_router("Мероприятия")

_EDITORS = [Depends(requires(*EDITORS))]
LabelName = Annotated[str, Field(min_length=1, max_length=200)]
Seen = Annotated[int, Field(ge=0, le=LARGEST_ID)]
Reason = Annotated[str, Field(max_length=LONGEST_REASON)]


class AnswerForm(Form):
    """`seen`: the ordinal of the newest entry on the label that the page has shown."""

    label: LabelName
    holds: Literal["yes", "no"]
    reason: Reason = ""
    seen: Seen


@pages.get(PATH + "/label", dependencies=_EDITORS)
def label_page(
    request: Request, campaign: int, municipality: str, key: str, label: Annotated[str, Query(max_length=200)]
) -> Response:
    found = found_row(request, campaign, municipality, key)
    return _page(request, found, label, empty_form(reason=""))


@pages.post(PATH + "/label", dependencies=_EDITORS)
def answer(request: Request, campaign: int, municipality: str, key: str, fields: FormFields) -> Response:
    found = found_row(request, campaign, municipality, key)
    form = read_form(AnswerForm, fields)
    if form.value is None:
        return _page(request, found, form.sent.get("label", ""), form, 422)
    try:
        enter_answer(request, found, form.value)
    except UsageError as error:
        status = 409 if isinstance(error, ConflictError) else 422
        fresh = found_row(request, campaign, municipality, key)
        return _page(request, fresh, form.value.label, form.refused(error.message), status)
    word = "да" if form.value.holds == "yes" else "нет"
    return onward(found.path(), f"Записано: {word}. Учтётся при пересчёте.")


class AnswerAsked(BaseModel):
    """`label`: признак или regional_event; `seen`: номер последнего виденного решения о нём, 0 – не было."""

    label: LabelName
    holds: bool
    reason: Reason = ""
    seen: Seen = 0


class AnsweredForm(BaseModel):
    """`correction`: номер записи."""

    correction: int
    subject: str
    was: str
    now: str


@api.post(PATH + "/label", status_code=201, dependencies=_EDITORS)
def answer_by_program(
    request: Request, campaign: Number, municipality: str, key: str, asked: AnswerAsked
) -> AnsweredForm:
    """Решить, есть ли у мероприятия признак. 409, если решили другие."""
    found = found_row(request, campaign, municipality, key)
    entered = enter_answer(request, found, asked)
    return AnsweredForm(correction=entered.entry.id, subject=entered.subject, was=entered.was, now=entered.now)


def enter_answer(request: Request, found: RowFound, asked: AnswerForm | AnswerAsked) -> Entered:
    """Raises: UsageError, ConflictError."""
    row = found.state.now
    if row is None:
        raise ConflictError(f"{changed_by(found.shown, found.state)} Ваше решение не записано.")
    workspace, author = request.app.state.settings.workspace, author_of(request)
    entered = correct_label(
        workspace,
        found.shown.campaign.id,
        author,
        row=reference_to(found.municipality, row),
        label=asked.label,
        holds=asked.holds in {"yes", True},
        reason=asked.reason,
        seen=asked.seen,
    )
    ask_rereview(workspace, found.shown.campaign.id, author.name)
    return entered


def _page(request: Request, found: RowFound, label: str, form: Filled[AnswerForm], status: int = 200) -> Response:
    row = found.state.now
    if row is None:
        raise NotFound(NO_ROW)
    state = state_of(found.shown, request.app.state.settings.workspace.blobs)
    asked = label_decision(state, row, found.municipality, label)
    target = label_target(asked.row, label)
    standing = state.standing_on(target)
    rules = rules_for(request, found.shown)
    facts = found.state.facts
    whys = signal_whys(facts, label, rules.rulebook if rules else None) if facts else []
    before = label_before(state, asked)
    if standing and standing.body:
        before = f"{told(standing.body)} ({signed(standing.author, standing.at)})"
    return page(
        request,
        "rows/label.html",
        title="Есть ли этот признак?",
        crumbs=row_crumbs(found),
        status=status,
        head=found.head,
        tab="activities",
        row_path=found.path(),
        row=row,
        label=label,
        label_title=asked.label_title,
        before=before,
        seen=seen_ordinal(found.shown.entries, target),
        whys=why_lines(whys, rules.rulebook if rules else None, found.shown.review.decided.signals),
        form=form,
    )
