"""The live progress of a campaign's review: count, the file being read, the time left; cancel, and try again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from fastapi import Depends, Request, Response
from pydantic import BaseModel

from reviewer.jobs.queue import ask, cancel, retry
from reviewer.jobs.requests import ReviewRequest
from reviewer.model.errors import UsageError
from reviewer.store.campaigns import submissions
from reviewer.web.access import EDITORS, STAFF, person_of, requires
from reviewer.web.campaign_pages import Number, opened
from reviewer.web.events import State, event_stream
from reviewer.web.pages import onward, page, partial
from reviewer.web.routers import api_router, page_router
from reviewer.web.views.heads import head_of
from reviewer.web.views.progress import ProgressView, view_progress

pages, api = page_router(), api_router("Ход проверки")

_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]


@pages.get("/campaigns/{campaign}/progress", dependencies=_STAFF)
def progress_page(request: Request, campaign: int) -> Response:
    """Without JavaScript it reloads itself while the work goes on."""
    head = replace(head_of(opened(request, campaign)), work="", pending="")  # the page itself tells them
    view = _view(request, campaign)
    return page(
        request,
        "campaigns/progress.html",
        title="Ход проверки",
        crumbs=(*head.crumbs, head.own_crumb) if head.run else head.crumbs,
        head=head,
        tab="",
        view=view,
        edits=_edits(request),
    )


@pages.get("/campaigns/{campaign}/status", dependencies=_STAFF)
def progress_piece(request: Request, campaign: int) -> Response:
    """The part of the page that changes."""
    head = head_of(opened(request, campaign))
    view = _view(request, campaign)
    return partial(request, "campaigns/_progress.html", head=head, view=view, edits=_edits(request))


@pages.get("/campaigns/{campaign}/state", dependencies=_STAFF)
def state_piece(request: Request, campaign: int, shown: int = 0) -> Response:
    """What the head of a page says of the work. `shown`: the result that the page shows; 0 for none."""
    head = head_of(opened(request, campaign))
    newer = head.run if head.run and head.run != shown and not head.work else None
    return partial(request, "campaigns/_state.html", head=head, newer=newer)


@pages.get("/campaigns/{campaign}/events", dependencies=_STAFF)
def progress_events(request: Request, campaign: int) -> Response:
    """«changed» whenever there is something new to show."""
    opened(request, campaign)

    def state() -> State:
        view = _view(request, campaign)
        return State(view.mark, over=view.over)

    return event_stream(request, state)


@pages.post("/campaigns/{campaign}/progress/cancel", dependencies=_EDITORS)
def cancel_review(request: Request, campaign: int) -> Response:
    _cancel(request, campaign)
    return onward(f"/campaigns/{campaign}/progress", "Проверка останавливается. Прочитанные файлы сохранены.")


@pages.post("/campaigns/{campaign}/progress/retry", dependencies=_EDITORS)
def retry_review(request: Request, campaign: int) -> Response:
    _retry(request, campaign)
    return onward(f"/campaigns/{campaign}/progress", "Файлы, которые не прочитаны, будут прочитаны ещё раз.")


class FailedFileForm(BaseModel, from_attributes=True):
    """`may_pass`: повторная попытка может помочь."""

    name: str
    code: str
    message: str
    may_pass: bool


class ProgressForm(BaseModel):
    """`state`: queued, running, done, failed, cancelled или null; `notice`: что мешает работе; `run`: последний результат."""

    job: int | None
    state: str | None
    stage: str
    done: int
    total: int
    file: str
    time_left: str
    notice: str
    message: str
    asked_at: datetime | None
    ended_at: datetime | None
    over: bool
    failed: list[FailedFileForm]
    run: int | None
    can_cancel: bool
    can_retry: bool


@api.get("/campaigns/{campaign}/progress", dependencies=_STAFF)
def progress(request: Request, campaign: Number) -> ProgressForm:
    """Ход последней проверки."""
    opened(request, campaign)
    return _form(_view(request, campaign))


@api.post("/campaigns/{campaign}/progress/cancel", dependencies=_EDITORS)
def cancel_by_program(request: Request, campaign: Number) -> ProgressForm:
    """Остановить проверку; прочитанное сохраняется."""
    _cancel(request, campaign)
    return _form(_view(request, campaign))


@api.post("/campaigns/{campaign}/progress/retry", dependencies=_EDITORS)
def retry_by_program(request: Request, campaign: Number) -> ProgressForm:
    """Прочитать ещё раз те файлы, которые не прочитаны."""
    _retry(request, campaign)
    return _form(_view(request, campaign))


def _cancel(request: Request, campaign: int) -> None:
    opened(request, campaign)
    with request.app.state.settings.workspace.writing() as connection:
        view = view_progress(connection, campaign)
        if view.job is None or view.over:
            raise UsageError("Проверка уже закончена: останавливать нечего.", code="job")
        cancel(connection, view.job, person_of(request).name)


def _retry(request: Request, campaign: int) -> None:
    """Raises: UsageError where it is still going on, or nothing was handed in."""
    opened(request, campaign)
    with request.app.state.settings.workspace.writing() as connection:
        view = view_progress(connection, campaign)
        if not submissions(connection, campaign):
            raise UsageError("В этой экспертизе ещё нет файлов. Загрузите «дорожные карты».", code="campaign")
        if view.job is None:
            ask(connection, ReviewRequest(anew=True), person_of(request).name, campaign)
        else:
            retry(connection, view.job, person_of(request).name)


def _view(request: Request, campaign: int) -> ProgressView:
    with request.app.state.settings.workspace.reading() as connection:
        return view_progress(connection, campaign)


def _edits(request: Request) -> bool:
    return person_of(request).role in EDITORS


def _form(view: ProgressView) -> ProgressForm:
    return ProgressForm.model_validate(view, from_attributes=True)
