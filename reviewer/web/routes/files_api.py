"""The files of a campaign through the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from reviewer.jobs.correction_entering import LONGEST_REASON
from reviewer.model.errors import UsageError
from reviewer.web.access import EDITORS, STAFF, requires
from reviewer.web.campaign_pages import Number, opened
from reviewer.web.routers import api_router
from reviewer.web.routes.campaign_new import HandedInForm, handed_answer, upload_body
from reviewer.web.routes.files import files_of, original_file, settle, take_files

api = api_router("Файлы")

_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]


class CandidateForm(BaseModel, from_attributes=True):
    id: str
    name: str


class FileForm(BaseModel, from_attributes=True):
    """`state`: reviewed, spare, unread, empty, doubtful, nobodys, older, waiting, archive, replaced; `how`: как найден муниципалитет."""

    name: str
    state: str
    state_words: str
    sha256: str | None
    size: int | None
    municipality: str | None
    municipality_name: str
    how: str
    problems: list[str]
    copies: list[str]
    candidates: list[CandidateForm]
    assignable: bool
    seen: int
    pending: str
    inside: list[FileForm]


class SubmissionForm(BaseModel, from_attributes=True):
    """`complete`: новый полный комплект; `withdrawn`: его место занял следующий."""

    id: int
    number: int
    complete: bool
    withdrawn: bool
    received_at: datetime
    author: str
    note: str
    files: list[FileForm]


class FilesForm(BaseModel, from_attributes=True):
    """`missing`: муниципалитеты, от которых ничего не пришло; `unread`: сколько файлов не прочитано."""

    submissions: list[SubmissionForm]
    missing: list[CandidateForm]
    unread: int


@api.get("/campaigns/{campaign}/files", dependencies=_STAFF)
def files(request: Request, campaign: Number) -> FilesForm:
    """Представления и файлы экспертизы, новые вначале."""
    return FilesForm.model_validate(files_of(request, campaign))


@api.post(
    "/campaigns/{campaign}/files",
    status_code=201,
    response_model=HandedInForm,
    dependencies=_EDITORS,
    openapi_extra=upload_body("whole"),
)
def add_by_program(request: Request, campaign: Number) -> Response:
    """Добавить файлы. whole=yes (поле раньше файлов): это новый полный комплект, прежние файлы не рассматриваются."""
    upload, handed, refused = take_files(request, campaign)
    if handed is None:
        raise UsageError(next(iter(refused.errors.values())), code="files")
    return handed_answer(upload, handed)


class OwnerAsked(BaseModel):
    """`seen`: поле seen файла, как оно было прочитано: если с тех пор решили другое, ответ – 409."""

    file: Annotated[str, Field(min_length=1, max_length=4000)]
    municipality: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""
    seen: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class SettledForm(BaseModel):
    """`correction`: номер записи."""

    correction: int
    file: str
    municipality: str


@api.post("/campaigns/{campaign}/files/owner", status_code=201, dependencies=_EDITORS)
def settle_by_program(request: Request, campaign: Number, asked: OwnerAsked) -> SettledForm:
    """Указать, чей файл."""
    opened(request, campaign)
    entered = settle(request, campaign, asked)
    return SettledForm(correction=entered.entry.id, file=asked.file, municipality=asked.municipality)


@api.get("/campaigns/{campaign}/originals/{sha256}", dependencies=_STAFF, response_class=FileResponse)
def original_for_program(request: Request, campaign: Number, sha256: str) -> Response:
    """Файл, как он представлен."""
    return original_file(request, campaign, sha256)
