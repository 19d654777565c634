"""What a draft changes is looked at on a stored campaign, and only then put in force."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request, Response
from pydantic import BaseModel, Field

from reviewer.jobs.queue import Followed, Job, follow, jobs_of
from reviewer.jobs.requests import ImpactRequest
from reviewer.jobs.reviewing import impact_of
from reviewer.jobs.rule_changing import Change, apply_change, ask_impact, looked_at
from reviewer.jobs.rule_checking import Checked
from reviewer.model.errors import ReviewerError, UsageError
from reviewer.store.rulesets import ProfileVersion
from reviewer.web.access import EDITORS, STAFF, person_of, requires
from reviewer.web.campaign_pages import LARGEST_ID
from reviewer.web.events import State, event_stream
from reviewer.web.forms import Form, FormFields, empty_form, read_form
from reviewer.web.pages import onward, page, partial
from reviewer.web.regions import known_regions
from reviewer.web.routers import api_router, page_router
from reviewer.web.rule_desk import change_of, checked, crumbs_of, edits, tried, workspace_of
from reviewer.web.views.heads import campaign_name
from reviewer.web.views.rule_differences import differences
from reviewer.web.views.rule_impact import ImpactView, view_impact

pages, api = page_router(), api_router("Правила")

_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Note = Annotated[str, Field(min_length=1, max_length=1000)]


class CampaignForm(Form):
    campaign: Id


class ApplyForm(Form):
    """`job`: the comparison that was looked at; none where there is no campaign to look at. `anyway`: though examples fail."""

    note: Note
    job: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    anyway: bool = False
    campaigns: list[Id] = Field(default_factory=list)


@pages.get("/rules/{name}/impact", dependencies=_STAFF)
def impact_page(request: Request, name: str) -> Response:
    return _page(request, change_of(request, name), empty_form())


@pages.post("/rules/{name}/impact", dependencies=_EDITORS)
def begin_impact(request: Request, name: str, fields: FormFields) -> Response:
    change = change_of(request, name)
    form = read_form(CampaignForm, fields)
    if form.value is None:
        return _page(request, change, form.refused("Выберите экспертизу.", "campaign"), 422)
    try:
        _ask(request, change, form.value.campaign)
    except UsageError as error:
        return _page(request, change, form.refused(error.message, "campaign"), 422)
    return onward(f"/rules/{quote(name)}/impact#impact")


@pages.get("/rules/{name}/impact/status", dependencies=_STAFF)
def impact_piece(request: Request, name: str) -> Response:
    change = change_of(request, name)
    followed = _last(request, change)
    return partial(request, "rules/_impact.html", **_shown(request, change, followed))


@pages.get("/rules/{name}/impact/events", dependencies=_STAFF)
def impact_events(request: Request, name: str) -> Response:
    change = change_of(request, name)

    def state() -> State:
        followed = _last(request, change)
        return State(followed.mark, over=followed.job.over) if followed else State("", over=True)

    return event_stream(request, state)


@pages.post("/rules/{name}/apply", dependencies=_EDITORS)
def apply_page(request: Request, name: str, fields: FormFields) -> Response:
    change = change_of(request, name)
    form = read_form(ApplyForm, fields)
    if form.value is None:
        return _page(request, change, form, 422)
    try:
        version = _apply(request, change, form.value)
    except UsageError as error:
        return _page(request, change, form.refused(error.message), 422)
    again = len([one for one in change.campaigns if one.id in form.value.campaigns])
    words = " Отмеченные экспертизы пересчитываются." if again else ""
    return onward(f"/rules/{quote(name)}/versions", f"Действует версия {version.number}.{words}")


class ImpactAsked(BaseModel):
    """`campaign`: номер экспертизы."""

    campaign: Id


class JobForm(BaseModel):
    """`state`: queued, running, done, failed, cancelled."""

    job: int
    state: str
    message: str


class RowForm(BaseModel, from_attributes=True):
    sign: str
    place: str
    quote: str


class VerdictForm(BaseModel, from_attributes=True):
    municipality: str
    name: str
    parameter: str
    title: str
    before: str
    after: str
    rows: tuple[RowForm, ...]
    more: int


class StatementForm(BaseModel, from_attributes=True):
    title: str
    before: str
    after: str
    joined: tuple[str, ...]
    left: tuple[str, ...]


class LabelForm(BaseModel, from_attributes=True):
    place: str
    quote: str
    facet: str
    lost: str
    gained: str


class ImpactForm(BaseModel, from_attributes=True):
    """`verdicts`: изменился вывод; `counts`: изменилось только число, ступень или строки."""

    old: str
    new: str
    verdicts: tuple[VerdictForm, ...]
    counts: tuple[VerdictForm, ...]
    statements: tuple[StatementForm, ...]
    labels: tuple[LabelForm, ...]
    hidden: int


class ImpactAnswer(BaseModel):
    """`current`: сравнивался ли нынешний черновик."""

    job: JobForm | None
    current: bool
    impact: ImpactForm | None


class ApplyAsked(BaseModel):
    """`job`: номер законченного сравнения; `campaigns`: какие экспертизы пересчитать; `anyway`: хотя примеры не проходят."""

    note: Note
    job: Id | None = None
    anyway: bool = False
    campaigns: list[Id] = []


class VersionForm(BaseModel, from_attributes=True):
    profile: str
    number: int
    parent: int
    author: str
    made_at: datetime
    note: str


@api.post("/rules/{name}/impact", status_code=202, dependencies=_EDITORS)
def ask_for_impact(request: Request, name: str, asked: ImpactAsked) -> JobForm:
    """Сравнить действующие правила и ваш черновик на экспертизе."""
    job = _ask(request, change_of(request, name), asked.campaign)
    return JobForm(job=job.id, state=job.state, message=job.message)


@api.get("/rules/{name}/impact", dependencies=_STAFF)
def last_impact(request: Request, name: str) -> ImpactAnswer:
    """Последнее сравнение этих правил и то, что оно показало."""
    change = change_of(request, name)
    followed = _last(request, change)
    shown = _shown(request, change, followed)
    job = JobForm(job=followed.job.id, state=followed.job.state, message=followed.job.message) if followed else None
    view = shown["view"]
    return ImpactAnswer(
        job=job, current=bool(shown["current"]), impact=ImpactForm.model_validate(view) if view else None
    )


@api.post("/rules/{name}/apply", status_code=201, dependencies=_EDITORS)
def apply_by_program(request: Request, name: str, asked: ApplyAsked) -> VersionForm:
    """Применить черновик: только после сравнения, если есть на чём сравнивать."""
    form = ApplyForm(note=asked.note, job=asked.job, anyway=asked.anyway, campaigns=asked.campaigns)
    return VersionForm.model_validate(_apply(request, change_of(request, name), form))


def _ask(request: Request, change: Change, campaign: int) -> Job:
    """Raises: UsageError where there is nothing to compare, or something is wrong in the draft."""
    if not change.begun:
        raise UsageError("В черновике ничего не изменено: сравнивать нечего.", code="draft")
    if checked(request, change).faults:
        raise UsageError("В черновике есть ошибки. Исправьте их: они названы на странице файла.", code="rules")
    return ask_impact(workspace_of(request), change, campaign, person_of(request).name)


def _apply(request: Request, change: Change, asked: ApplyForm) -> ProfileVersion:
    """Raises: UsageError, ConflictError."""
    workspace, person = workspace_of(request), person_of(request)
    if change.with_result and asked.job is None:
        raise UsageError("Сначала посмотрите, что изменит черновик, на одной из экспертиз.", code="impact")
    if asked.job is not None:
        looked_at(workspace, change, asked.job)
    if not checked(request, change).faults and tried(request, change).failures and not asked.anyway:
        message = "Не все примеры в правилах проходят. Исправьте правило или пример, или подтвердите, что применяете всё равно."
        raise UsageError(message, code="examples")
    return apply_change(workspace, change, (person.login, person.name), asked.note, asked.campaigns)


def _last(request: Request, change: Change) -> Followed | None:
    """The last comparison of the profile that the person has asked for."""
    author = person_of(request).name
    with workspace_of(request).reading() as connection:
        for job in jobs_of(connection, kind="impact", most=50):
            if isinstance(job.request, ImpactRequest) and job.request.profile == change.name and job.author == author:
                return follow(connection, job.id)
    return None


def _shown(request: Request, change: Change, followed: Followed | None) -> dict[str, Any]:
    """For the piece with the result. `current`: it is that of this very draft."""
    found: dict[str, Any] = {"change": change, "followed": followed, "view": None, "current": False, "tests": None}
    found |= {"edits": edits(request), "form": empty_form(), "where": "", "names": _names(change)}
    if followed is None:
        return found
    where = next((campaign_name(one) for one in change.campaigns if one.id == followed.job.campaign), "")
    found["where"] = where
    if followed.job.state == "done":
        found["view"] = _view(request, change, followed.job)
        found["current"] = change.begun and _is_current(request, change, followed.job.id)
        found["tests"] = _tests(request, change) if found["current"] else None
    return found


def _tests(request: Request, change: Change) -> object:
    return None if checked(request, change).faults else tried(request, change)


def _names(change: Change) -> list[tuple[int, str]]:
    return [(one.id, campaign_name(one)) for one in change.campaigns]


def _is_current(request: Request, change: Change, job: int) -> bool:
    try:
        looked_at(workspace_of(request), change, job)
    except ReviewerError:
        return False
    return not change.overtaken


def _view(request: Request, change: Change, job: Job) -> ImpactView:
    workspace = workspace_of(request)
    found: Checked = checked(request, change)
    parameters = found.rulebook.parameters if found.rulebook else ()
    names = {
        one.id: one.short.nominative for region in known_regions(workspace).values() for one in region.municipalities
    }
    return view_impact(impact_of(workspace.blobs, job), {one.id: one.title for one in parameters}, names)


def _page(request: Request, change: Change, form: object, status: int = 200) -> Response:
    found = checked(request, change)
    shown = _shown(request, change, _last(request, change)) | {"form": form}
    return page(
        request,
        "rules/impact.html",
        title="Черновик и его влияние",
        status=status,
        crumbs=crumbs_of(change),
        tab="impact",
        found=found,
        differences=differences(change.sources.files, change.changed.files) if change.begun else (),
        results=[(one.id, campaign_name(one)) for one in change.with_result],
        free=change.begun and not change.with_result and not found.faults and not change.overtaken,
        **shown,
    )
