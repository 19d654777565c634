"""What people decided in a campaign: listed, taken back, brought in from a workbook."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.datastructures import FormData, UploadFile

from reviewer.jobs.correcting import undo
from reviewer.jobs.correcting_workbook import Imported, import_workbook
from reviewer.jobs.correction_entering import LONGEST_REASON, Entered
from reviewer.language.numerals import count_of
from reviewer.model.errors import ConflictError, UsageError
from reviewer.model.review import Review
from reviewer.report.cleaning import clean_text
from reviewer.web.access import EDITORS, STAFF, person_of, requires
from reviewer.web.campaign_pages import LARGEST_ID, Number, opened
from reviewer.web.forms import Filled, Form, FormFields, UploadFields, empty_form, read_form
from reviewer.web.pages import onward, own_path, page
from reviewer.web.problems import NotFound
from reviewer.web.rereviewing import ask_rereview
from reviewer.web.routers import api_router, page_router
from reviewer.web.routes.rows import EntryForm
from reviewer.web.row_pages import author_of
from reviewer.web.views.corrections import (
    STATES,
    Filter,
    accuracy_lines,
    agreement_lines,
    entry_of,
    view_corrections,
)
from reviewer.web.views.entry_lines import entry_lines
from reviewer.web.views.heads import head_of
from reviewer.web.views.reviews import Opened, Shown, show_campaign

pages, api = page_router(), api_router("Решения")

_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]
_LARGEST_WORKBOOK = 32 << 20
_MOST_PAGES = 1_000_000
PATH = "/campaigns/{campaign}/corrections"
Text = Annotated[str, Field(max_length=200)]


class Asked(BaseModel):
    author: Text = ""
    municipality: Text = ""
    kind: Text = ""
    state: Text = ""
    page: Annotated[int, Field(ge=1, le=_MOST_PAGES)] = 1

    @property
    def filter(self) -> Filter:
        return Filter(self.author, self.municipality, self.kind, self.state)

    @property
    def query(self) -> str:
        chosen = {name: value for name, value in self.model_dump(exclude={"page"}).items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""


@pages.get(PATH, dependencies=_STAFF)
def corrections_page(request: Request, campaign: int, asked: Annotated[Asked, Query()]) -> Response:
    return _page(request, campaign, asked)


class UndoForm(Form):
    """`seen`: the ordinal of the newest entry on the same thing that the page has shown; `back`: the page to return to."""

    seen: Annotated[int, Field(ge=0, le=LARGEST_ID)]
    back: Annotated[str, Field(max_length=2000)] = ""
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""


@pages.post(PATH + "/{entry}/undo", dependencies=_EDITORS)
def undo_entry(request: Request, campaign: int, entry: int, fields: FormFields) -> Response:
    """Without JavaScript and with it: the page that one came from, with what became of it."""
    found = _with_result(request, campaign)
    form = read_form(UndoForm, fields)
    if form.value is None or entry_of(found, entry) is None:
        raise NotFound("Такой записи в этой экспертизе нет. Откройте список решений заново.")
    back = own_path(form.value.back, f"/campaigns/{campaign}/corrections")
    try:
        done = _undo(request, campaign, entry, form.value.seen, form.value.reason)
    except ConflictError as error:
        return onward(back, error.message, "error")
    except UsageError as error:
        return onward(back, error.message.partition(": reviewer")[0], "error")
    return onward(back, f"Запись № {entry} отменена: теперь {done.now}. Учтётся при пересчёте.")


@pages.post(PATH + "/import", dependencies=_EDITORS)
def import_page(request: Request, campaign: int, fields: UploadFields) -> Response:
    _with_result(request, campaign)
    try:
        imported = _import(request, campaign, fields)
    except UsageError as error:
        return _page(request, campaign, Asked(), empty_form().refused(error.message, "workbook"), status=422)
    if imported.refused:
        return _page(request, campaign, Asked(), imported=imported)
    return onward(f"/campaigns/{campaign}/corrections", _imported_words(imported))


class ConflictForm(BaseModel, from_attributes=True):
    """`number`: номер записи, 0 – решение из книги Excel; `advice`: что делать."""

    number: int
    municipality_name: str
    subject: str
    told: str
    author: str
    message: str
    advice: str


class AgreementForm(BaseModel, from_attributes=True):
    question: str
    pairs: int
    same: int
    share: str
    kappa: str
    words: str
    unknown: int


class CorrectionsForm(BaseModel):
    """`found`: сколько найдено, `in_force`: сколько действует; каппа Коэна – по параметрам и признакам."""

    found: int
    in_force: int
    page: int
    pages: int
    entries: list[EntryForm]
    conflicts: list[ConflictForm]
    verdicts: list[AgreementForm]
    labels: list[AgreementForm]


@api.get(PATH, dependencies=_STAFF)
def corrections(request: Request, campaign: Number, asked: Annotated[Asked, Query()]) -> CorrectionsForm:
    """Решения людей, новые вначале, по 50; противоречия; согласие."""
    found = _opened(request, campaign)
    view = view_corrections(found, head_of(found), asked.filter, asked.page)
    with request.app.state.settings.workspace.reading() as connection:
        verdicts, labels = agreement_lines(connection, found.campaign, _review(found))
    return CorrectionsForm(
        found=view.found,
        in_force=view.in_force,
        page=view.number,
        pages=view.pages,
        entries=[EntryForm.model_validate(line) for line in view.lines],
        conflicts=[ConflictForm.model_validate(line) for line in view.conflicts],
        verdicts=[AgreementForm.model_validate(line) for line in verdicts],
        labels=[AgreementForm.model_validate(line) for line in labels],
    )


class UndoAsked(BaseModel):
    """`seen`: поле seen записи, как оно было прочитано: если с тех пор решили другое, ответ – 409."""

    seen: Annotated[int, Field(ge=0, le=LARGEST_ID)]
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""


@api.post(PATH + "/{entry}/undo", status_code=201, dependencies=_EDITORS)
def undo_by_program(request: Request, campaign: Number, entry: Number, asked: UndoAsked) -> EntryForm:
    """Отменить запись; отмена отмены возвращает её."""
    found = _with_result(request, campaign)
    if entry_of(found, entry) is None:
        raise NotFound("Такой записи в этой экспертизе нет.")
    done = _undo(request, campaign, entry, asked.seen, asked.reason)
    fresh = _opened(request, campaign)
    lines = entry_lines(head_of(fresh), fresh.entries, [done.entry], 0)
    return EntryForm.model_validate(lines[0])


class ImportedForm(BaseModel):
    """`entered`: внесено; `known`: уже было так; `refused`: не внесено и почему."""

    entered: int
    known: int
    refused: list[str]


_UPLOAD: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["workbook"],
                    "properties": {"workbook": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


@api.post(PATH + "/import", dependencies=_EDITORS, openapi_extra=_UPLOAD)
def import_by_program(request: Request, campaign: Number, fields: UploadFields) -> ImportedForm:
    """Прочитать решения из книги Excel (лист «Решения»)."""
    _with_result(request, campaign)
    imported = _import(request, campaign, fields)
    return ImportedForm(entered=len(imported.entered), known=imported.known, refused=list(imported.refused))


def _undo(request: Request, campaign: int, entry: int, seen: int, reason: str) -> Entered:
    workspace, author = request.app.state.settings.workspace, author_of(request)
    done = undo(workspace, campaign, author, number=entry, reason=reason, seen=seen)
    ask_rereview(workspace, campaign, author.name)
    return done


def _import(request: Request, campaign: int, fields: FormData) -> Imported:
    """Raises: UsageError."""
    sent = fields.get("workbook")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise UsageError("Выберите книгу Excel с листом «Решения».", code="decisions")
    if (sent.size or 0) > _LARGEST_WORKBOOK:
        raise UsageError("Книга больше 32 МБ. Удалите из неё лишнее и повторите.", code="decisions")
    workspace, author = request.app.state.settings.workspace, author_of(request)
    with TemporaryDirectory(prefix="reviewer-") as folder:
        path = Path(folder) / "решения.xlsx"
        with path.open("wb") as file:
            shutil.copyfileobj(sent.file, file)
        try:
            imported = import_workbook(workspace, campaign, author, path)
        except UsageError as error:
            raise UsageError(_about_workbook(error.message, clean_text(sent.filename)), code=error.code) from error
    if imported.entered:
        ask_rereview(workspace, campaign, author.name)
    return imported


def _about_workbook(message: str, name: str) -> str:
    return message.replace("«решения.xlsx»", f"«{name}»")


def _imported_words(imported: Imported) -> str:
    entered = count_of(len(imported.entered), "решение")
    told = f"Внесено: {entered}; уже было так: {imported.known}"
    return f"{told}. Учтётся при пересчёте." if imported.entered else f"{told}."


def _opened(request: Request, campaign: int) -> Opened:
    """With the result where there is one."""
    found = opened(request, campaign)
    workspace = request.app.state.settings.workspace
    return (show_campaign(workspace, campaign) if found.run else None) or found


def _with_result(request: Request, campaign: int) -> Opened:
    found = opened(request, campaign)
    if found.run is None:
        raise NotFound("Результата этой экспертизы ещё нет: решать не о чем. Дождитесь конца проверки.")
    return found


def _review(found: Opened) -> Review | None:
    return found.review if isinstance(found, Shown) else None


def _page(
    request: Request,
    campaign: int,
    asked: Asked,
    upload: Filled[Any] | None = None,
    *,
    imported: Imported | None = None,
    status: int = 200,
) -> Response:
    found = _opened(request, campaign)
    head = head_of(found)
    review = _review(found)
    with request.app.state.settings.workspace.reading() as connection:
        verdicts, labels = agreement_lines(connection, found.campaign, review)
    view = view_corrections(found, head, asked.filter, asked.page)
    base = f"{head.base}/corrections"
    return page(
        request,
        "corrections/list.html",
        title="Решения",
        crumbs=head.crumbs,
        status=status,
        head=head,
        tab="corrections",
        view=view,
        form=empty_form(**asked.model_dump()),
        upload=upload or empty_form(),
        imported=imported,
        imported_words=_imported_words(imported) if imported else "",
        authors=[(name, name) for name in view.authors],
        states=list(STATES.items()),
        narrows=asked.filter != Filter(),
        verdicts=verdicts,
        labels=labels,
        accuracies=accuracy_lines(review) if review else (),
        edits=person_of(request).role in EDITORS,
        has_result=found.run is not None,
        base=base,
        query=asked.query,
        back=base + asked.query,
    )
