"""Regions: their municipalities, what the справка states of them, a new one from a table, and the region's own roadmap."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import Depends, Request, Response
from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile

from reviewer.jobs import municipality_files
from reviewer.jobs.rule_changing import Change, begin_profile
from reviewer.model.errors import InputError, UsageError
from reviewer.review import regional_events
from reviewer.rulebook.linting import lint
from reviewer.rulebook.municipality_table import read_table, start_region
from reviewer.rulebook.profiles import find_profile
from reviewer.store.profile_drafts import save_draft_file
from reviewer.store.rulesets import ProfileVersion
from reviewer.web.access import EDITORS, STAFF, person_of, requires
from reviewer.web.forms import Filled, Form, UploadFields, empty_form, read_form
from reviewer.web.navigation import Crumb, Entry
from reviewer.web.opening import shared_executor
from reviewer.web.pages import onward, page
from reviewer.web.problems import NotFound
from reviewer.web.routers import api_router, page_router
from reviewer.web.rule_desk import change_of, checked, edits, workspace_of
from reviewer.web.views.regions import RegionView, view_region
from reviewer.web.views.rule_profiles import ProfileLine, list_profiles

pages, api = page_router(), api_router("Регионы")

NAVIGATION = Entry("Регионы", "/regions", 35, STAFF)
_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]
ROADMAP_BYTES = 30 << 20
_ROADMAP = re.compile(r"^#?[ \t]*regional_roadmap:.*$", re.MULTILINE)
_KINDS = (".docx", ".pdf", ".xlsx", ".doc", ".odt", ".rtf")
NAMED = Annotated[str, Field(min_length=2, max_length=100, pattern=r"^[^\x00-\x1f]*$")]
TABLE = Annotated[str, Field(min_length=1, max_length=200_000, pattern=r"^[^\x00]*$")]


class NewRegion(Form):
    """`table`: the municipalities, a line for each."""

    name: NAMED
    table: TABLE


class FileAsked(Form):
    """`action`: the button: whether a file is only to be read into the table, for a look at it."""

    action: Literal["read", "begin"] = "begin"


@pages.get("/regions", dependencies=_STAFF)
def regions_page(request: Request) -> Response:
    found = [(one, view_region(change_of(request, one.name))) for one in _regions(request)]
    return page(request, "regions/list.html", title="Регионы", regions=found, edits=edits(request))


@pages.get("/regions/new", dependencies=_EDITORS)
def new_page(request: Request) -> Response:
    return _new_page(request, empty_form())


@pages.post("/regions/new", dependencies=_EDITORS)
def begin(request: Request, fields: UploadFields) -> Response:
    """A file is read into the table and shown: names are looked at before a region is made of them."""
    file, asked = fields.get("files"), read_form(FileAsked, fields).value
    form = read_form(NewRegion, fields)
    if isinstance(file, UploadFile) and file.filename:
        return _file_page(request, form, file)
    if asked and asked.action == "read" and form.value is None:  # Enter in a field presses the form's first button
        return _new_page(request, Filled(None, form.sent, {"files": "Файл не выбран."}), 422)
    if form.value is None:
        return _new_page(request, form, 422)
    try:
        made = _begin(request, form.value.name, form.value.table)
    except UsageError as error:
        return _new_page(
            request, form.refused(error.message, "table" if error.code == "municipalities" else "name"), 422
        )
    return onward(f"/regions/{quote(made.profile)}", "Регион начат. Проверьте названия и падежи муниципалитетов.")


@pages.get("/regions/{name}", dependencies=_STAFF)
def region_page(request: Request, name: str) -> Response:
    change = _region_of(request, name)
    view = view_region(change)
    return page(
        request,
        "regions/one.html",
        title=view.name if view else name,
        crumbs=(Crumb("Регионы", "/regions"),),
        tab="region",
        change=change,
        view=view,
        faults=() if view else checked(request, change).faults,
        edits=edits(request),
    )


@pages.post("/regions/{name}/roadmap", dependencies=_EDITORS)
def put_roadmap(request: Request, name: str, fields: UploadFields) -> Response:
    change = _region_of(request, name)
    file = fields.get("files")
    if not isinstance(file, UploadFile) or not file.filename:
        return onward(f"/regions/{quote(name)}", "Файл не выбран. Выберите региональную «дорожную карту».", "warning")
    suffix = Path(file.filename).suffix.lower()
    content = file.file.read(ROADMAP_BYTES + 1)
    _put_roadmap(request, change, suffix, content)
    return onward(f"/rules/{quote(name)}/impact", "Региональная «дорожная карта» прочитана и лежит в вашем черновике.")


class CaseForm(BaseModel, from_attributes=True):
    """`given`: записан в region.yaml, а не просклонён программой."""

    title: str
    form: str
    given: bool


class MunicipalityForm(BaseModel, from_attributes=True):
    id: str
    short: str
    official: str
    aliases: tuple[str, ...]
    cases: tuple[CaseForm, ...]
    schools: int


class RegionForm(BaseModel):
    """`municipalities`: null, если в профиле ошибка."""

    profile: str
    name: str
    number: int
    facts: list[tuple[str, str]]
    missing: list[str]
    roadmap: str
    municipalities: list[MunicipalityForm] | None


class NewRegionAsked(BaseModel):
    """`table`: строки «официальное название; краткое; другие написания через |; школы через |»."""

    name: NAMED
    table: TABLE


@api.get("/regions", dependencies=_STAFF)
def regions(request: Request) -> list[RegionForm]:
    """Регионы с муниципалитетами."""
    return [
        _form(change, view_region(change)) for change in (change_of(request, one.name) for one in _regions(request))
    ]


@api.get("/regions/{name}", dependencies=_STAFF)
def region(request: Request, name: str) -> RegionForm:
    """Один регион, с вашим черновиком."""
    change = _region_of(request, name)
    return _form(change, view_region(change))


@api.post("/regions", status_code=201, dependencies=_EDITORS)
def begin_region(request: Request, asked: NewRegionAsked) -> RegionForm:
    """Начать регион из таблицы муниципалитетов."""
    made = _begin(request, asked.name.strip(), asked.table)
    change = _region_of(request, made.profile)
    return _form(change, view_region(change))


def _regions(request: Request) -> list[ProfileLine]:
    workspace = workspace_of(request)
    with workspace.reading() as connection:
        return [one for one in list_profiles(connection, workspace.blobs) if one.has_region]


def _region_of(request: Request, name: str) -> Change:
    """Raises: NotFound."""
    change = change_of(request, name)
    if "region.yaml" not in change.changed.files:
        raise NotFound("Это правила без региона. Выберите регион из списка.")
    return change


def _begin(request: Request, name: str, table: str) -> ProfileVersion:
    """Raises: UsageError."""
    rows = read_table(table)
    with TemporaryDirectory(prefix="reviewer-profile-") as place:
        folder = start_region(name, rows, Path(place).resolve(), find_profile("base"))
        (linted,) = lint([folder])
        if linted.problems:
            problem = linted.problems[0]
            raise UsageError(f"{problem.message} Исправьте таблицу: {problem.quoted}", code="municipalities")
        note = "Начат из таблицы муниципалитетов"
        return begin_profile(workspace_of(request), folder, person_of(request).name, note)


def _file_page(request: Request, form: Filled[NewRegion], file: UploadFile) -> Response:
    """The page with what stands in the file in its table."""
    name = file.filename or ""
    with TemporaryDirectory(prefix="reviewer-table-") as place:
        path = Path(place) / f"table{Path(name).suffix.lower()[:8]}"
        path.write_bytes(file.file.read(municipality_files.MOST_BYTES + 1))
        try:
            text = shared_executor().submit(municipality_files.table_of, path, name).result()
            count = len(read_table(text))
        except (InputError, UsageError) as error:
            return _new_page(request, Filled(None, form.sent, {"files": error.message}), 422)
    return _new_page(request, Filled(None, {**form.sent, "table": text}, {}), read=count)


def _put_roadmap(request: Request, change: Change, suffix: str, content: bytes) -> None:
    """Into the draft, once it was read. Raises: UsageError where it cannot be."""
    if suffix not in _KINDS:
        raise UsageError(f"Такой файл не подходит. Подойдут: {', '.join(_KINDS)}.", code="roadmap")
    if len(content) > ROADMAP_BYTES:
        raise UsageError("Файл слишком велик для региональной «дорожной карты»: больше 30 МБ.", code="roadmap")
    name = f"regional-roadmap{suffix}"
    with TemporaryDirectory(prefix="reviewer-profile-") as place:
        path = Path(place) / name
        path.write_bytes(content)
        regional_events(path)
    text = change.changed.files["region.yaml"].decode("utf-8-sig", errors="replace")
    line = f"regional_roadmap: {name}"
    text = _ROADMAP.sub(line, text, count=1) if _ROADMAP.search(text) else f"{text.rstrip()}\n{line}\n"
    workspace, key = workspace_of(request), (change.name, person_of(request).login)
    with workspace.writing() as connection:
        save_draft_file(connection, workspace.blobs, key, name, content, seen=None)
        save_draft_file(connection, workspace.blobs, key, "region.yaml", text.encode(), seen=None)


def _form(change: Change, view: RegionView | None) -> RegionForm:
    return RegionForm(
        profile=change.name,
        name=view.name if view else change.name,
        number=change.number,
        facts=list(view.facts) if view else [],
        missing=list(view.missing) if view else [],
        roadmap=view.roadmap if view else "",
        municipalities=[MunicipalityForm.model_validate(one) for one in view.municipalities] if view else None,
    )


def _new_page(request: Request, form: Filled[NewRegion], status: int = 200, *, read: int = 0) -> Response:
    """`read`: how many municipalities of a file are now in the table."""
    crumbs = (Crumb("Регионы", "/regions"),)
    return page(
        request,
        "regions/new.html",
        title="Новый регион",
        crumbs=crumbs,
        form=form,
        kinds=",".join(municipality_files.KINDS),
        read=read,
        status=status,
    )
