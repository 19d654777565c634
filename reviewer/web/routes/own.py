"""The municipality's own page: its roadmap, remarks and conclusion, what has changed; it sends a corrected roadmap here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import Depends, Query, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel

from reviewer.documents.guard import LIMITS
from reviewer.jobs.resubmitting import MOST_A_DAY, Receipt, Sender, receipts, send_roadmap
from reviewer.model.errors import UsageError
from reviewer.store.accounts import Role
from reviewer.store.runs import runs_of
from reviewer.web.access import EVERYBODY, person_of, requires
from reviewer.web.campaign_pages import Number, opened
from reviewer.web.downloads import kept_name, stored_attachment
from reviewer.web.navigation import Crumb, Entry
from reviewer.web.pages import onward, page
from reviewer.web.problems import NotFound
from reviewer.web.routers import api_router, page_router
from reviewer.web.routes.campaign_new import upload_body
from reviewer.web.routes.documents import outputs_made
from reviewer.web.uploading.receiving import receive
from reviewer.web.uploading.telling import nothing_taken
from reviewer.web.views.heads import campaign_name
from reviewer.web.views.own import OwnView, own_campaigns, own_files, view_own

pages, api = page_router(), api_router("Своя «дорожная карта»")

PATH = "/own"
BELOW = "/own/{campaign}/{municipality}"
NAVIGATION = Entry("Наша «дорожная карта»", PATH, 10, (Role.MUNICIPALITY,))
_OWNER = [Depends(requires(Role.MUNICIPALITY))]
_LIST = [Depends(requires(*EVERYBODY, filtered=True))]
_ALL = [Depends(requires(*EVERYBODY))]
Format = Annotated[Literal["docx", "pdf"], Query()]


@pages.get(PATH, dependencies=_LIST)
def own_page(request: Request) -> Response:
    """Where there is one expertise, its page; staff choose in the matrix whose page they look at."""
    person = person_of(request)
    if person.role is not Role.MUNICIPALITY:
        return onward("/", "Выберите экспертизу: страница муниципалитета открывается из неё.")
    with request.app.state.settings.workspace.reading() as connection:
        found = own_campaigns(connection, person.profile)
    if len(found) == 1:
        return onward(f"{PATH}/{found[0].id}/{person.municipality}")
    listed = [(campaign_name(one), f"{PATH}/{one.id}/{person.municipality}", one.made_at) for one in found]
    return page(request, "own/list.html", title="Наша «дорожная карта»", found=listed)


@pages.get(BELOW, dependencies=_ALL)
def municipality_own_page(request: Request, campaign: int, municipality: str) -> Response:
    return _page(request, _view(request, campaign, municipality))


@pages.post(BELOW, dependencies=_OWNER)
def send(request: Request, campaign: int, municipality: str) -> Response:
    """The body is read here, while it arrives: no field of it is a parameter."""
    view = _view(request, campaign, municipality)
    try:
        receipt = _send(request, view)
    except UsageError as error:
        if error.code not in {"roadmap", "no-files"}:
            raise
        return _page(request, view, error.message, 422)
    return onward(f"{view.base}/receipts/{receipt.submission}", "Файл принят.")


@pages.get(BELOW + "/receipts/{receipt}", dependencies=_ALL)
def receipt_page(request: Request, campaign: int, municipality: str, receipt: int) -> Response:
    view = _view(request, campaign, municipality)
    line = next((one for one in view.receipts if one.receipt.submission == receipt), None)
    if line is None:
        raise NotFound("Такой расписки нет. Все отправленные файлы – на странице «дорожной карты».")
    crumbs = (Crumb(view.campaign_name, view.base),)
    return page(request, "own/receipt.html", title=f"Расписка № {receipt}", crumbs=crumbs, view=view, line=line)


@pages.get(BELOW + "/files/{sha256}", dependencies=_ALL)
def own_file(request: Request, campaign: int, municipality: str, sha256: str) -> Response:
    """One of its own files, as it was sent."""
    return _file(request, campaign, municipality, sha256)


@pages.get(BELOW + "/conclusion", dependencies=_ALL)
def conclusion(request: Request, campaign: int, municipality: str, format: Format = "docx") -> Response:  # noqa: A002 - the name in the address
    return _conclusion(request, campaign, municipality, format)


class OwnCampaignForm(BaseModel):
    id: int
    name: str


class RemarkForm(BaseModel, from_attributes=True):
    """`words`: вывод по параметру."""

    number: int
    parameter: str
    title: str
    words: str
    finding: str
    remark: str


class ReceiptForm(BaseModel):
    """`receipt`: номер расписки; `state`: что стало с файлом; `problem`: почему он не прочитан."""

    receipt: int
    file: str
    size: int
    sha256: str
    received_at: datetime
    sender: str
    state: str
    problem: str


class OwnForm(BaseModel):
    """`run`: номер последнего результата или null; `conclusion`: имена файлов заключения."""

    campaign: int
    municipality: str
    name: str
    status: str
    run: int | None
    made_at: datetime | None
    activities: int
    remarks: list[RemarkForm]
    conclusion: list[str]
    receipts: list[ReceiptForm]
    work: str


@api.get("/own", dependencies=_LIST)
def own(request: Request) -> list[OwnCampaignForm]:
    """Экспертизы региона своего муниципалитета."""
    person = person_of(request)
    if person.role is not Role.MUNICIPALITY:
        return []
    with request.app.state.settings.workspace.reading() as connection:
        found = own_campaigns(connection, person.profile)
    return [OwnCampaignForm(id=one.id, name=campaign_name(one)) for one in found]


@api.get(BELOW, dependencies=_ALL)
def own_review(request: Request, campaign: Number, municipality: str) -> OwnForm:
    """Своя «дорожная карта»: замечания, заключение и отправленные файлы."""
    return _form(_view(request, campaign, municipality))


@api.post(BELOW, status_code=201, response_model=ReceiptForm, dependencies=_OWNER, openapi_extra=upload_body())
def send_by_program(request: Request, campaign: Number, municipality: str) -> Response:
    """Отправить исправленную «дорожную карту»: один файл. Ответ – расписка."""
    view = _view(request, campaign, municipality)
    receipt = _send(request, view)
    return JSONResponse(_receipt_form(receipt, "получен, ждёт проверки").model_dump(mode="json"), 201)


@api.get(BELOW + "/files/{sha256}", dependencies=_ALL, response_class=FileResponse)
def own_file_for_program(request: Request, campaign: Number, municipality: str, sha256: str) -> Response:
    """Свой файл, как он отправлен."""
    return _file(request, campaign, municipality, sha256)


@api.get(BELOW + "/conclusion", dependencies=_ALL, response_class=FileResponse)
def conclusion_for_program(request: Request, campaign: Number, municipality: str, format: Format = "docx") -> Response:  # noqa: A002
    """Заключение."""
    return _conclusion(request, campaign, municipality, format)


def _view(request: Request, campaign: int, municipality: str) -> OwnView:
    view = view_own(request.app.state.settings.workspace, opened(request, campaign), municipality)
    if view is None:
        raise NotFound("Такого муниципалитета в этой экспертизе нет.")
    return view


def _send(request: Request, view: OwnView) -> Receipt:
    """Raises: UsageError where it is not one file that a roadmap can be read from."""
    workspace = request.app.state.settings.workspace
    upload = receive(request, workspace.blobs, lambda _: True)
    if not upload.files:
        raise UsageError(nothing_taken(upload) or "Выберите файл «дорожной карты».", code="no-files")
    if len(upload.files) > 1 or upload.refused:
        raise UsageError("Отправьте один файл: «дорожную карту» целиком.", code="no-files")
    sender = Sender(view.id, view.name, person_of(request).name)
    today = date.today()  # noqa: DTZ011 - the user's own day
    return send_roadmap(workspace, view.campaign, sender, upload.files[0], today)


def _file(request: Request, campaign: int, municipality: str, sha256: str) -> Response:
    view, workspace = _view(request, campaign, municipality), request.app.state.settings.workspace
    with workspace.reading() as connection:
        sent = receipts(connection, campaign, municipality)
        own_ones = own_files(connection, campaign, runs_of(connection, campaign), view.name, sent)
    file = next((one for one in own_ones if one.sha256 == sha256), None)
    if file is None or not workspace.blobs.path(sha256).is_file():
        raise NotFound("Такого файла у этого муниципалитета нет.")
    name = kept_name(file.name.rpartition("/")[2])
    return stored_attachment(workspace.blobs.path(sha256), name, as_bytes=True)


def _conclusion(request: Request, campaign: int, municipality: str, suffix: str) -> Response:
    view, run = _view(request, campaign, municipality), opened(request, campaign).run
    name = next((name for name in view.conclusion if name.endswith(f".{suffix}")), None)
    outputs = outputs_made(request, run) if run and name else ()
    paths = (request.app.state.settings.workspace.blobs.path(one.sha256) for one in outputs if one.name == name)
    path = next((path for path in paths if path.is_file()), None)
    if path is None or name is None:
        raise NotFound("Такого заключения нет. Если нужен другой вид файла, попросите его в региональном центре.")
    return stored_attachment(path, kept_name(name, "заключение", view.campaign_name))


def _page(request: Request, view: OwnView, refused: str = "", status: int = 200) -> Response:
    person = person_of(request)
    owner = person.role is Role.MUNICIPALITY
    crumbs = (Crumb("Наша «дорожная карта»", PATH),) if owner else (Crumb("Экспертизы", "/"),)
    staff = () if owner else (Crumb(view.campaign_name, f"/campaigns/{view.campaign}"),)
    return page(
        request,
        "own/one.html",
        title=view.name,
        crumbs=(*crumbs, *staff),
        view=view,
        owner=owner,
        refused=refused,
        file_bytes=LIMITS.file_bytes,
        most_a_day=MOST_A_DAY,
        status=status,
    )


def _form(view: OwnView) -> OwnForm:
    return OwnForm(
        campaign=view.campaign,
        municipality=view.id,
        name=view.name,
        status=view.one.status_words if view.one else "ещё не рассмотрена",
        run=view.run,
        made_at=view.made_at,
        activities=len(view.activities),
        remarks=[RemarkForm.model_validate(line) for line in view.one.remarks] if view.one else [],
        conclusion=list(view.conclusion),
        receipts=[_receipt_form(line.receipt, line.state, line.problem) for line in view.receipts],
        work=view.work,
    )


def _receipt_form(receipt: Receipt, state: str, problem: str = "") -> ReceiptForm:
    return ReceiptForm(
        receipt=receipt.submission,
        file=receipt.file.name,
        size=receipt.file.size,
        sha256=receipt.file.sha256,
        received_at=receipt.received_at,
        sender=receipt.person,
        state=state,
        problem=problem,
    )
