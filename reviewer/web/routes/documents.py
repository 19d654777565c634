"""The documents of a result: each to be taken along, all of them as one archive, and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Path, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import BaseModel

from reviewer.jobs.drawing import Drawing, drawings, drawn
from reviewer.jobs.writing import outputs_in_hand
from reviewer.store.runs import Output, Run
from reviewer.web.access import STAFF, person_of, requires
from reviewer.web.archiving import zipped
from reviewer.web.campaign_pages import Number, RunQuery, opened, shown
from reviewer.web.downloads import attachment, disposition, kept_name, media_type, stored_attachment
from reviewer.web.events import State, event_stream
from reviewer.web.forms import empty_form
from reviewer.web.pages import onward, page, partial
from reviewer.web.problems import BeingWritten, NotFound
from reviewer.web.routers import api_router, page_router
from reviewer.web.views.changes import run_choices
from reviewer.web.views.documents import DocumentsView, ask_for_documents, view_documents
from reviewer.web.views.heads import campaign_name, head_of
from reviewer.web.views.reviews import Opened, Shown

pages, api = page_router(), api_router("Документы")

_STAFF = [Depends(requires(*STAFF))]
Municipality = Annotated[str, Query(max_length=200, description="Id муниципалитета: только его заключение")]
Name = Annotated[str, Query(min_length=1, max_length=1000, description="Имя документа, как оно стоит в списке")]
Key = Annotated[str, Path(pattern=r"^[a-z]+(-\d{1,3})?$")]


@pages.get("/campaigns/{campaign}/documents", dependencies=_STAFF)
def documents_page(request: Request, campaign: int, run: RunQuery = None, municipality: Municipality = "") -> Response:
    head = head_of(opened(request, campaign, run))
    found = shown(request, campaign, run) if head.run else None
    choices = _choices(request, campaign)
    return page(
        request,
        "documents/list.html",
        title="Документы",
        crumbs=head.crumbs,
        head=head,
        tab="documents",
        view=_view(request, found, municipality) if found else None,
        pictures=_pictures(request, found) if found and not municipality else (),
        municipality=municipality,
        choices=choices,
        form=empty_form(run=head.run),
    )


@pages.get("/campaigns/{campaign}/documents/status", dependencies=_STAFF)
def documents_piece(request: Request, campaign: int, run: RunQuery = None, municipality: Municipality = "") -> Response:
    """The lists, while PDFs are being made."""
    found = shown(request, campaign, run)
    view = _view(request, found, municipality)
    return partial(request, "documents/_lists.html", head=head_of(found), view=view, municipality=municipality)


@pages.get("/campaigns/{campaign}/documents/events", dependencies=_STAFF)
def documents_events(request: Request, campaign: int, run: RunQuery = None) -> Response:
    found = shown(request, campaign, run)

    def state() -> State:
        view = _view(request, found)
        return State(view.mark, over=view.over)

    return event_stream(request, state)


@pages.post("/campaigns/{campaign}/documents", dependencies=_STAFF)
def write_documents(request: Request, campaign: int, run: RunQuery = None) -> Response:
    """Have the documents written that are not there."""
    found = _ask(request, campaign, run)
    return onward(f"/campaigns/{campaign}/documents{head_of(found).query}")


@pages.post("/campaigns/{campaign}/documents/pdf", dependencies=_STAFF)
def print_documents(request: Request, campaign: int, run: RunQuery = None) -> Response:
    """Have the PDFs made that are not there."""
    found = _ask(request, campaign, run, printed=True)
    return onward(f"/campaigns/{campaign}/documents{head_of(found).query}")


@pages.get("/campaigns/{campaign}/documents/file", dependencies=_STAFF)
def document(request: Request, campaign: int, name: Name, run: RunQuery = None) -> Response:
    return _document(request, campaign, name, run)


@pages.get("/campaigns/{campaign}/documents/all", dependencies=_STAFF)
def all_documents(request: Request, campaign: int, run: RunQuery = None) -> Response:
    """Everything as one ZIP."""
    return _all(request, campaign, run)


@pages.get("/campaigns/{campaign}/documents/pictures/{picture}", dependencies=_STAFF)
def picture_file(request: Request, campaign: int, picture: Key, run: RunQuery = None) -> Response:
    return _picture(request, campaign, picture, run)


class DocumentForm(BaseModel):
    """`name` – для адреса …/documents/file; `format`: Word, PDF, Excel или JSON."""

    name: str
    title: str
    format: str
    size: int


class PictureForm(BaseModel, from_attributes=True):
    """`key` – для адреса …/documents/pictures/{key}; `description`: что на рисунке, словами."""

    key: str
    title: str
    description: str


class DocumentsForm(BaseModel):
    """`written`: составлены ли документы; `unprinted`: сколько документов Word ещё без PDF; `printing`: состояние работы
    над тем, чего нет; `lost`: чего нет на диске.
    """

    campaign: int
    run: int
    made_at: datetime
    documents: list[DocumentForm]
    lost: list[str]
    pictures: list[PictureForm]
    written: bool
    unprinted: int
    can_print: bool
    printing: str | None
    message: str
    notices: list[str]


@api.get("/campaigns/{campaign}/documents", dependencies=_STAFF)
def documents(request: Request, campaign: Number, run: RunQuery = None) -> DocumentsForm:
    """Документы результата."""
    return _form(request, shown(request, campaign, run))


@api.post("/campaigns/{campaign}/documents", status_code=202, dependencies=_STAFF)
def write_by_program(request: Request, campaign: Number, run: RunQuery = None) -> DocumentsForm:
    """Составить документы, если их ещё нет."""
    return _form(request, _ask(request, campaign, run))


@api.post("/campaigns/{campaign}/documents/pdf", status_code=202, dependencies=_STAFF)
def print_by_program(request: Request, campaign: Number, run: RunQuery = None) -> DocumentsForm:
    """Создать недостающие PDF."""
    return _form(request, _ask(request, campaign, run, printed=True))


@api.get("/campaigns/{campaign}/documents/file", dependencies=_STAFF, response_class=FileResponse)
def document_for_program(request: Request, campaign: Number, name: Name, run: RunQuery = None) -> Response:
    """Документ по имени."""
    return _document(request, campaign, name, run)


@api.get("/campaigns/{campaign}/documents/all", dependencies=_STAFF, response_class=StreamingResponse)
def all_for_program(request: Request, campaign: Number, run: RunQuery = None) -> Response:
    """Все документы одним архивом ZIP."""
    return _all(request, campaign, run)


@api.get("/campaigns/{campaign}/documents/pictures/{picture}", dependencies=_STAFF, response_class=FileResponse)
def picture_for_program(request: Request, campaign: Number, picture: Key, run: RunQuery = None) -> Response:
    """Рисунок (PNG)."""
    return _picture(request, campaign, picture, run)


def _view(request: Request, found: Shown, municipality: str = "") -> DocumentsView:
    workspace = request.app.state.settings.workspace
    asked = found.municipality(municipality) if municipality else None
    name = asked.name if asked else municipality
    with workspace.reading() as connection:
        return view_documents(connection, workspace.blobs, head_of(found), found.run, name)


def _choices(request: Request, campaign: int) -> Sequence[tuple[int, str]]:
    with request.app.state.settings.workspace.reading() as connection:
        return [(one.id, one.words) for one in run_choices(connection, campaign)[1]]


def _pictures(request: Request, found: Shown) -> tuple[Drawing, ...]:
    return drawings(request.app.state.settings.workspace, found.run, found.review)


def _document(request: Request, campaign: int, name: str, run: int | None) -> Response:
    """`name` is looked up among the files of the result; it is no path."""
    found = opened(request, campaign, run)
    output = next((one for one in outputs_made(request, found.run) if one.name == name), None) if found.run else None
    if output is None:
        raise NotFound("Такого документа у этого результата нет. Вернитесь на страницу «Документы».")
    path = request.app.state.settings.workspace.blobs.path(output.sha256)
    if not path.is_file():
        raise NotFound(
            "Файла этого документа в рабочей папке больше нет. Запустите проверку ещё раз на странице «Файлы»."
        )
    return stored_attachment(path, kept_name(name, _of(found)))


def outputs_made(request: Request, run: Run) -> tuple[Output, ...]:
    """The documents of a result. Raises: BeingWritten where there are none yet: they are from now on."""
    workspace = request.app.state.settings.workspace
    with workspace.reading() as connection:
        outputs = outputs_in_hand(connection, run)
    if not outputs:
        ask_for_documents(workspace, run, person_of(request).name)
        raise BeingWritten
    return outputs


def _all(request: Request, campaign: int, run: int | None) -> Response:
    found = opened(request, campaign, run)
    blobs = request.app.state.settings.workspace.blobs
    outputs = outputs_made(request, found.run) if found.run else ()
    members = [(one.name, blobs.path(one.sha256)) for one in outputs]
    members = [(name, path) for name, path in members if path.is_file()]
    if not members:
        raise NotFound("Документов ещё нет. Дождитесь конца проверки.")
    name = kept_name("Документы.zip", _of(found))
    return StreamingResponse(zipped(members), media_type=media_type(name), headers=disposition(name))


def _picture(request: Request, campaign: int, key: str, run: int | None) -> Response:
    found = shown(request, campaign, run)
    workspace = request.app.state.settings.workspace
    title = next((one.title for one in _pictures(request, found) if one.key == key), None)
    png = drawn(workspace, found.run, found.review, key) if title else None
    if png is None or title is None:
        raise NotFound("Такого рисунка у этого результата нет. Вернитесь на страницу «Документы».")
    return attachment(png, kept_name(f"{title}.png", _of(found)))


def _ask(request: Request, campaign: int, run: int | None, *, printed: bool = False) -> Shown:
    found = shown(request, campaign, run)
    view = _view(request, found)
    if not view.written or (printed and view.unprinted and view.can_print):
        workspace = request.app.state.settings.workspace
        ask_for_documents(workspace, found.run, person_of(request).name, printed=printed)
    return found


def _of(found: Opened) -> str:
    """Whose documents they are, for the names of files."""
    return f"результат {found.run.id}, {campaign_name(found.campaign)}" if found.run else ""


def _form(request: Request, found: Shown) -> DocumentsForm:
    view = _view(request, found)
    lines = (*view.regional, *view.conclusions)
    return DocumentsForm(
        campaign=found.campaign.id,
        run=found.run.id,
        made_at=found.run.made_at,
        documents=[
            DocumentForm(name=file.name, title=line.title, format=file.format, size=file.size)
            for line in lines
            for file in line.files
        ],
        lost=[line.title for line in lines if line.lost],
        pictures=[PictureForm.model_validate(one) for one in _pictures(request, found)],
        written=view.written,
        unprinted=view.unprinted,
        can_print=view.can_print,
        printing=view.job.words if view.job else None,
        message=view.job.message if view.job else "",
        notices=list(view.notices),
    )
