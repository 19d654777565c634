"""Comparison of two results of a campaign: what became of each municipality and of the справка, and because of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from reviewer.jobs.comparing import changes_document, comparison_form, needs_telling_apart
from reviewer.jobs.queue import ask
from reviewer.jobs.requests import ComparisonRequest
from reviewer.report.changes_document import DOCUMENT
from reviewer.store.runs import Run
from reviewer.web.access import STAFF, person_of, requires
from reviewer.web.campaign_pages import LARGEST_ID, Number, opened
from reviewer.web.downloads import attachment, kept_name
from reviewer.web.events import State, event_stream
from reviewer.web.forms import Form, FormFields, empty_form, read_form
from reviewer.web.pages import onward, page, partial
from reviewer.web.problems import NotFound
from reviewer.web.routers import api_router, page_router
from reviewer.web.views.changes import ChangesView, RunChoice, pair_of, run_choices, view_changes
from reviewer.web.views.heads import head_of

pages, api = page_router(), api_router("Изменения")

_STAFF = [Depends(requires(*STAFF))]
RunId = Annotated[int | None, Query(ge=1, le=LARGEST_ID)]
Municipality = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class _Asked:
    """`pair`: None where there are no two results, or none of the ids that were asked for."""

    campaign: int
    old: int | None
    new: int | None
    municipality: str
    choices: tuple[RunChoice, ...]
    pair: tuple[Run, Run] | None


def _asked(
    request: Request, campaign: int, old: RunId = None, new: RunId = None, municipality: Municipality = ""
) -> _Asked:
    opened(request, campaign)
    with request.app.state.settings.workspace.reading() as connection:
        runs, choices = run_choices(connection, campaign)
    return _Asked(campaign, old, new, municipality, choices, pair_of(runs, old, new))


Asked = Annotated[_Asked, Depends(_asked)]


@pages.get("/campaigns/{campaign}/changes", dependencies=_STAFF)
def changes_page(request: Request, campaign: int, asked: Asked) -> Response:
    head = head_of(opened(request, campaign))
    view = _view(request, asked) if asked.pair else None
    sent = (view.old.id, view.new.id) if view else (asked.old, asked.new)
    return page(
        request,
        "changes/one.html",
        title="Изменения",
        crumbs=head.crumbs,
        head=head,
        tab="changes",
        view=view,
        choices=[(one.id, one.words) for one in asked.choices],
        form=empty_form(old=sent[0], new=sent[1]),
        same=asked.old is not None and asked.old == asked.new,
    )


@pages.get("/campaigns/{campaign}/changes/status", dependencies=_STAFF)
def changes_piece(request: Request, campaign: int, asked: Asked) -> Response:
    """What differs, while its causes are being told apart."""
    head = head_of(opened(request, campaign))
    return partial(request, "changes/_changes.html", head=head, view=_view(request, asked))


@pages.get("/campaigns/{campaign}/changes/events", dependencies=_STAFF)
def changes_events(request: Request, campaign: int, asked: Asked) -> Response:  # noqa: ARG001 - `asked` has it
    def state() -> State:
        view = _view(request, asked)
        return State(view.mark, over=view.over)

    return event_stream(request, state)


class PairForm(Form):
    """`municipality`: that alone is looked at; empty for all."""

    old: Annotated[int, Field(ge=1, le=LARGEST_ID)]
    new: Annotated[int, Field(ge=1, le=LARGEST_ID)]
    municipality: Annotated[str, Field(max_length=200, pattern=r"^[\w-]*$")] = ""


@pages.post("/campaigns/{campaign}/changes", dependencies=_STAFF)
def tell_apart(request: Request, campaign: int, fields: FormFields) -> Response:
    form = read_form(PairForm, fields)
    if form.value is None:
        raise NotFound("Таких результатов нет. Выберите их на странице «Изменения».")
    asked = _asked(request, campaign, form.value.old, form.value.new, form.value.municipality)
    old, new = _pair(asked)
    _ask(request, old, new)
    narrowed = f"&municipality={asked.municipality}" if asked.municipality else ""
    return onward(f"/campaigns/{campaign}/changes?old={old.id}&new={new.id}{narrowed}")


@pages.get("/campaigns/{campaign}/changes/document", dependencies=_STAFF)
def document(request: Request, campaign: int, asked: Asked) -> Response:  # noqa: ARG001 - `asked` has it
    """«Сведения об изменениях» as Word, of any two results."""
    return _document(request, asked)


def _document(request: Request, asked: _Asked) -> Response:
    old, new = _pair(asked)
    content = changes_document(request.app.state.settings.workspace, old, new)
    return attachment(content, kept_name(DOCUMENT, f"результаты {old.id} и {new.id}"))


class RunForm(BaseModel, from_attributes=True):
    """`submission`: номер представления; `because`: что нового по сравнению с предыдущим результатом."""

    id: int
    made_at: datetime
    submission: int
    because: str


@api.get("/campaigns/{campaign}/runs", dependencies=_STAFF)
def runs(request: Request, campaign: Number) -> list[RunForm]:
    """Результаты экспертизы, новые вначале."""
    return [RunForm.model_validate(one) for one in _asked(request, campaign).choices]


class ComparisonForm(BaseModel):
    """`told_apart`: названы ли причины каждого изменения; если нет, их разберёт POST того же адреса; `changes`: различия."""

    old: int
    new: int
    differs: list[str]
    told_apart: bool
    state: str | None
    message: str
    changes: dict[str, Any]


@api.get("/campaigns/{campaign}/changes", dependencies=_STAFF)
def comparison(request: Request, campaign: Number, asked: Asked) -> ComparisonForm:  # noqa: ARG001 - `asked` has it
    """Сравнить два результата; по умолчанию последний с последним по прежнему представлению."""
    return _comparison(request, asked)


@api.post("/campaigns/{campaign}/changes", status_code=202, dependencies=_STAFF)
def tell_apart_by_program(request: Request, campaign: Number, asked: Asked) -> ComparisonForm:  # noqa: ARG001
    """Разобрать, чем вызвано каждое изменение."""
    _ask(request, *_pair(asked))
    return _comparison(request, asked)


@api.get("/campaigns/{campaign}/changes/document", dependencies=_STAFF, response_class=FileResponse)
def document_for_program(request: Request, campaign: Number, asked: Asked) -> Response:  # noqa: ARG001
    """«Сведения об изменениях» в Word: любых двух результатов, причины которых разобраны."""
    return _document(request, asked)


def _comparison(request: Request, asked: _Asked) -> ComparisonForm:
    old, new = _pair(asked)
    view = _view(request, asked)
    form = comparison_form(request.app.state.settings.workspace, old, new)
    return ComparisonForm(
        old=old.id,
        new=new.id,
        differs=list(view.causes),
        told_apart=not view.may_tell_apart,
        state=view.job.words if view.job else None,
        message=view.job.message if view.job else "",
        changes={name: value for name, value in form.items() if name != "told_apart"},
    )


def _view(request: Request, asked: _Asked) -> ChangesView:
    head = head_of(opened(request, asked.campaign))
    workspace = request.app.state.settings.workspace
    return view_changes(workspace, head, _pair(asked), asked.choices, asked.municipality)


def _pair(asked: _Asked) -> tuple[Run, Run]:
    if asked.pair is None:
        raise NotFound("Таких двух результатов у этой экспертизы нет. Выберите их на странице «Изменения».")
    return asked.pair


def _ask(request: Request, old: Run, new: Run) -> None:
    """Where there is something to tell apart."""
    if needs_telling_apart(old.manifest, new.manifest):
        with request.app.state.settings.workspace.writing() as connection:
            ask(connection, ComparisonRequest(old.id, new.id), person_of(request).name, new.campaign)
