"""A new review: files are taken while they arrive, and the work begins. The sample review is one click away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints
from starlette.datastructures import FormData

from reviewer.documents.guard import LIMITS
from reviewer.jobs.handing_in import LONGEST_NAME, HandedIn, begin_campaign, name_taken
from reviewer.jobs.samples import begin_sample
from reviewer.model.errors import UsageError
from reviewer.web.access import EDITORS, person_of, requires
from reviewer.web.answers import told
from reviewer.web.forms import Filled, Form, empty_form, read_form
from reviewer.web.navigation import Crumb
from reviewer.web.pages import onward, page
from reviewer.web.problems import PLAIN
from reviewer.web.routers import api_router, page_router
from reviewer.web.uploading.receiving import Upload, receive
from reviewer.web.uploading.telling import nothing_taken, outcome, refusals
from reviewer.web.views.new_review import Choices, region_choices

pages, api = page_router(), api_router("Экспертизы")

PATH = "/campaigns/new"
_EDITORS = [Depends(requires(*EDITORS))]
_NO_CONTROLS = StringConstraints(pattern=r"^[^\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]*$")


class NewReview(Form):
    """`name`: empty for the one that is proposed."""

    region: Annotated[str, Field(min_length=1, max_length=4000)]
    name: Annotated[str, Field(max_length=LONGEST_NAME), _NO_CONTROLS] = ""


@pages.get(PATH, dependencies=_EDITORS)
def new_page(request: Request) -> Response:
    choices = _choices(request)
    return _page(request, choices, empty_form(region=choices.likely))


@pages.post(PATH, dependencies=_EDITORS)
def begin(request: Request) -> Response:
    """The body is read here, while it arrives: no field of it is a parameter."""
    begun = _begin(request)
    if begun.handed is None:
        return _page(request, _choices(request), begun.form, 422)
    return onward(f"/campaigns/{begun.handed.campaign.id}/progress", *outcome(begun.upload, begun.handed))


@pages.post("/campaigns/sample", dependencies=_EDITORS)
def sample(request: Request) -> Response:
    found = begin_sample(request.app.state.settings.workspace, person_of(request).name)
    return onward(f"/campaigns/{found.id}")


class RefusedForm(BaseModel):
    """Файл, который не принят."""

    name: str
    why: str


class HandedInForm(BaseModel):
    """`job`: номер работы; `twins`: пары имён одинаковых файлов; `withdrawn`: что больше не рассматривается."""

    campaign: int
    name: str
    submission: int
    job: int
    files: list[str]
    refused: list[RefusedForm]
    twins: list[tuple[str, str]]
    renewed: list[str]
    known: list[str]
    withdrawn: list[str]


def upload_body(*fields: str, required: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the OpenAPI says of a form with files, whose body is read as it arrives."""
    texts = {name: {"type": "string", "maxLength": 200} for name in fields}
    files = {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}}
    schema = {"type": "object", "properties": {**texts, **files}, "required": [*required, "files"]}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


@api.post(
    "/campaigns",
    status_code=201,
    response_model=HandedInForm,
    dependencies=_EDITORS,
    openapi_extra=upload_body("region", "name", required=("region",)),
)
def begin_review(request: Request) -> Response:
    """Начать экспертизу: поля region (профиль) и name – раньше файлов; имя файла может содержать папки."""
    begun = _begin(request)
    if begun.handed is None:
        code, title, advice = PLAIN[422]
        return told(request, 422, code, title, advice, fields=dict(begun.form.errors))
    return handed_answer(begun.upload, begun.handed)


class SampleForm(BaseModel):
    campaign: int
    name: str


@api.post("/campaigns/sample", dependencies=_EDITORS)
def begin_sample_review(request: Request) -> SampleForm:
    """Начать экспертизу образца: вымышленный регион. Если она уже есть, вернётся её номер."""
    found = begin_sample(request.app.state.settings.workspace, person_of(request).name)
    return SampleForm(campaign=found.id, name=found.name)


def handed_answer(upload: Upload, handed: HandedIn) -> Response:
    form = HandedInForm(
        campaign=handed.campaign.id,
        name=handed.campaign.name,
        submission=handed.submission.id,
        job=handed.job.id,
        files=[file.name for file in handed.submission.files],
        refused=[RefusedForm(name=one.name, why=one.why) for one in upload.refused],
        twins=[*upload.twins, *handed.twins],
        renewed=list(handed.renewed),
        known=list(handed.known),
        withdrawn=list(handed.withdrawn),
    )
    return JSONResponse(form.model_dump(), 201)


@dataclass(frozen=True, slots=True)
class _Begun:
    """`handed`: None where the form was refused."""

    form: Filled[NewReview]
    upload: Upload
    handed: HandedIn | None = None


def _begin(request: Request) -> _Begun:
    workspace, choices = request.app.state.settings.workspace, _choices(request)

    def checked(fields: dict[str, str]) -> Filled[NewReview]:
        form = read_form(NewReview, FormData(list(fields.items())))
        if form.value is None:
            return form
        if choices.of(form.value.region) is None:
            return form.refused("Выберите регион из списка.", "region")
        with workspace.reading() as connection:
            if form.value.name and name_taken(connection, form.value.name):
                return form.refused(f"Экспертиза «{form.value.name}» уже есть. Назовите новую иначе.", "name")
        return form

    upload = receive(request, workspace.blobs, lambda fields: checked(fields).value is not None)
    form = checked(upload.fields)
    region = choices.of(form.value.region) if form.value else None
    if form.value is None or region is None:
        return _Begun(form, upload)
    called = form.value.name or region.proposed, region.profile
    try:
        author = person_of(request).name
        return _Begun(form, upload, begin_campaign(workspace, called, upload.files, author, refusals(upload)))
    except UsageError as error:
        if error.code not in {"no-files", "campaign"}:
            raise
        if error.code == "campaign":
            return _Begun(form.refused(error.message, "name"), upload)
        return _Begun(form.refused(nothing_taken(upload) or error.message, "files"), upload)


def _choices(request: Request) -> Choices:
    return region_choices(request.app.state.settings.workspace, date.today())  # noqa: DTZ011 - the user's own day


def _page(request: Request, choices: Choices, form: Filled[NewReview], status: int = 200) -> Response:
    return page(
        request,
        "campaigns/new.html",
        title="Новая экспертиза",
        crumbs=[Crumb("Экспертизы", "/")],
        form=form,
        choices=choices,
        regions=[(one.profile, one.title) for one in choices.regions],
        names={one.profile: one.proposed for one in choices.regions},
        limits=request.app.state.settings.limits,
        file_bytes=LIMITS.file_bytes,
        status=status,
    )
