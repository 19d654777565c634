"""The files of a campaign: what was handed in, whose it is, what is missing; more files, and whose a file is."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Protocol
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import Field
from starlette.datastructures import FormData

from reviewer.documents.guard import LIMITS
from reviewer.jobs.correcting import assign_file
from reviewer.jobs.correction_entering import LONGEST_REASON, Author, Entered
from reviewer.jobs.handing_in import HandedIn, add_files
from reviewer.jobs.queue import ask
from reviewer.jobs.requests import ReviewRequest
from reviewer.model.errors import ConflictError, UsageError
from reviewer.report.filenames import file_names
from reviewer.store.campaigns import submissions
from reviewer.web.access import EDITORS, STAFF, person_of, requires
from reviewer.web.campaign_pages import opened
from reviewer.web.forms import Filled, Form, FormFields, empty_form, read_form
from reviewer.web.navigation import Crumb
from reviewer.web.pages import onward, page
from reviewer.web.problems import NotFound
from reviewer.web.routers import page_router
from reviewer.web.uploading.receiving import Upload, receive
from reviewer.web.uploading.telling import nothing_taken, outcome, refusals
from reviewer.web.views.file_lines import FileLine
from reviewer.web.views.files import FilesView, view_files
from reviewer.web.views.heads import head_of
from reviewer.web.views.reviews import show_campaign

pages = page_router()

_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]
_SETTLING_SECONDS = 2.0
"""Several files are settled one after another; they are judged anew together."""
FileName = Annotated[str, Query(alias="file", min_length=1, max_length=4000)]


@pages.get("/campaigns/{campaign}/files", dependencies=_STAFF)
def files_page(request: Request, campaign: int) -> Response:
    return _files_page(request, campaign, empty_form())


@pages.post("/campaigns/{campaign}/files", dependencies=_EDITORS)
def add(request: Request, campaign: int) -> Response:
    """The body is read here, while it arrives: no field of it is a parameter."""
    upload, handed, refused = take_files(request, campaign)
    if handed is None:
        return _files_page(request, campaign, refused, 422)
    return onward(f"/campaigns/{campaign}/progress", *outcome(upload, handed))


@pages.get("/campaigns/{campaign}/files/owner", dependencies=_STAFF)
def owner_page(request: Request, campaign: int, name: FileName) -> Response:
    line = _line(request, campaign, name)
    sent = {"file": name, "municipality": line.municipality or "", "seen": line.seen}
    return _owner_page(request, campaign, line, empty_form(**sent))


class OwnerGiven(Protocol):
    """What a form, or a program, says of a file."""

    @property
    def file(self) -> str: ...
    @property
    def municipality(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def seen(self) -> int: ...


class OwnerForm(Form):
    """`seen`: the ordinal of the newest entry on the file that the page has shown."""

    file: Annotated[str, Field(min_length=1, max_length=4000)]
    municipality: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""
    seen: Annotated[int, Field(ge=0, le=1_000_000)] = 0


@pages.post("/campaigns/{campaign}/files/owner", dependencies=_EDITORS)
def settle_owner(request: Request, campaign: int, fields: FormFields) -> Response:
    opened(request, campaign)
    form = read_form(OwnerForm, fields)
    name = form.sent.get("file", "")
    if form.value is None:
        return _owner_page(request, campaign, _line(request, campaign, name), form, 422)
    try:
        entered = settle(request, campaign, form.value)
    except ConflictError as error:
        line = _line(request, campaign, name)
        sent: Filled[OwnerForm] = Filled(None, {**form.sent, "seen": str(line.seen)})
        return _owner_page(request, campaign, line, sent.refused(error.message), 409)
    except UsageError as error:
        return _owner_page(request, campaign, _line(request, campaign, name), form.refused(error.message), 422)
    return onward(f"/campaigns/{campaign}/files", f"Файл «{name}»: {entered.now}. Учтётся при пересчёте.")


@pages.get("/campaigns/{campaign}/originals/{sha256}", dependencies=_STAFF)
def original(request: Request, campaign: int, sha256: str) -> Response:
    """A file as it was handed in."""
    return original_file(request, campaign, sha256)


def take_files(request: Request, campaign: int) -> tuple[Upload, HandedIn | None, Filled[Form]]:
    """What is uploaded is handed in; where nothing is, the form says why."""
    opened(request, campaign)
    workspace = request.app.state.settings.workspace
    upload = receive(request, workspace.blobs, lambda _: True)
    form = read_form(Form, FormData(list(upload.fields.items())))
    whole = upload.fields.get("whole") == "yes"
    try:
        author = person_of(request).name
        handed = add_files(workspace, campaign, upload.files, author, complete=whole, note=refusals(upload))
    except UsageError as error:
        if error.code not in {"no-files", "nothing-new"}:
            raise
        told = nothing_taken(upload) if error.code == "no-files" else ""
        return upload, None, form.refused(told or error.message, "files")
    return upload, handed, form


def settle(request: Request, campaign: int, asked: OwnerGiven) -> Entered:
    """Raises: UsageError, ConflictError."""
    workspace, author = request.app.state.settings.workspace, person_of(request).name
    entered = assign_file(
        workspace,
        campaign,
        Author(author, date.today()),  # noqa: DTZ011 - the user's own day
        file=asked.file,
        municipality=asked.municipality,
        reason=asked.reason,
        seen=asked.seen,
    )
    with workspace.writing() as connection:
        ask(connection, ReviewRequest(), author, campaign, wait=_SETTLING_SECONDS)
    return entered


def files_of(request: Request, campaign: int) -> FilesView:
    workspace = request.app.state.settings.workspace
    found = opened(request, campaign)
    return view_files(workspace, (show_campaign(workspace, campaign) if found.run else None) or found)


def _line(request: Request, campaign: int, name: str) -> FileLine:
    line = files_of(request, campaign).line(name)
    if line is None:
        raise NotFound("Такого файла в экспертизе нет, или он ещё не проверен. Вернитесь на страницу «Файлы».")
    return line


def original_file(request: Request, campaign: int, sha256: str) -> Response:
    workspace = request.app.state.settings.workspace
    opened(request, campaign)
    with workspace.reading() as connection:
        found = [file for one in submissions(connection, campaign) for file in one.files if file.sha256 == sha256]
    if not found or not workspace.blobs.path(sha256).is_file():
        raise NotFound("Такого файла в экспертизе нет.")
    stem, dot, suffix = found[-1].name.rpartition("/")[2].rpartition(".")
    (plain,) = file_names([(stem if dot else suffix, "файл")])
    safe = "".join(sign for sign in suffix if sign.isalnum())[:10] if dot else ""
    return FileResponse(
        workspace.blobs.path(sha256),
        media_type="application/octet-stream",
        filename=f"{plain}.{safe}" if safe else plain,
        headers={"Cache-Control": "private, no-store"},
    )


def _files_page(request: Request, campaign: int, form: Filled[Form], status: int = 200) -> Response:
    found = opened(request, campaign)
    head = head_of(found)
    return page(
        request,
        "campaigns/files.html",
        title="Файлы",
        crumbs=head.crumbs,
        head=head,
        tab="files",
        view=files_of(request, campaign),
        form=form,
        edits=person_of(request).role in EDITORS,
        limits=request.app.state.settings.limits,
        file_bytes=LIMITS.file_bytes,
        owner_path=lambda line: f"{head.base}/files/owner?{urlencode({'file': line.name})}",
        status=status,
    )


def _owner_page(
    request: Request, campaign: int, line: FileLine, form: Filled[OwnerForm], status: int = 200
) -> Response:
    head = head_of(opened(request, campaign))
    return page(
        request,
        "campaigns/file_owner.html",
        title="Чей это файл",
        crumbs=(*head.crumbs, Crumb(head.name, head.base), Crumb("Файлы", f"{head.base}/files")),
        head=head,
        tab="files",
        line=line,
        municipalities=[(one.id, one.name) for one in files_of(request, campaign).municipalities],
        form=form,
        edits=person_of(request).role in EDITORS,
        status=status,
    )
