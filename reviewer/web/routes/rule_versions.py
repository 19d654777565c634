"""The versions of rules: who changed what and why, what differs between two of them, and a way back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field

from reviewer.jobs.rule_changing import Change, files_at, restore
from reviewer.model.errors import UsageError
from reviewer.store.rulesets import SHIPPED, ProfileVersion, versions
from reviewer.web.access import EDITORS, STAFF, person_of, requires
from reviewer.web.campaign_pages import LARGEST_ID
from reviewer.web.forms import Filled, Form, FormFields, empty_form, read_form
from reviewer.web.pages import onward, page
from reviewer.web.problems import NotFound
from reviewer.web.routers import api_router, page_router
from reviewer.web.rule_desk import change_of, crumbs_of, edits, workspace_of
from reviewer.web.views.heads import campaign_name
from reviewer.web.views.rule_differences import FileDifference, differences

pages, api = page_router(), api_router("Правила")

_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]
LARGEST_NUMBER = 2**31 - 1
VersionNumber = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
VersionPath = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]
VersionQuery = Annotated[int | None, Query(ge=0, le=LARGEST_NUMBER)]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class RestoreForm(Form):
    """`seen`: the number in force that the page showed."""

    number: VersionNumber
    seen: VersionNumber
    note: Annotated[str, Field(max_length=1000)] = ""
    campaigns: list[Id] = Field(default_factory=list)


@pages.get("/rules/{name}/versions", dependencies=_STAFF)
def versions_page(request: Request, name: str, old: VersionQuery = None, new: VersionQuery = None) -> Response:
    return _page(request, change_of(request, name), (old, new), empty_form())


@pages.post("/rules/{name}/versions", dependencies=_EDITORS)
def restore_page(request: Request, name: str, fields: FormFields) -> Response:
    change = change_of(request, name)
    form = read_form(RestoreForm, fields)
    if form.value is None:
        return _page(request, change, (None, None), form, 422)
    made = _restore(request, change, form.value)
    return onward(
        f"/rules/{quote(name)}/versions", f"Действует версия {made.number}: в ней то, что было в версии {made.parent}."
    )


class VersionForm(BaseModel, from_attributes=True):
    number: int
    parent: int
    author: str
    made_at: datetime
    note: str


class DiffLineForm(BaseModel, from_attributes=True):
    kind: str
    number: int
    text: str


class FileDifferenceForm(BaseModel, from_attributes=True):
    path: str
    kind: str
    lines: tuple[DiffLineForm, ...]


class RestoreAsked(BaseModel):
    """`seen`: номер действующей версии, которую вы видели; `campaigns`: какие экспертизы пересчитать."""

    seen: VersionNumber
    note: Annotated[str, Field(max_length=1000)] = ""
    campaigns: list[Id] = Field(default_factory=list)


@api.get("/rules/{name}/versions", dependencies=_STAFF)
def list_versions(request: Request, name: str) -> list[VersionForm]:
    """Версии правил, новые вначале; поставляемая с программой версия 0 не перечислена."""
    return [VersionForm.model_validate(one) for one in _versions(request, change_of(request, name))]


@api.get("/rules/{name}/versions/difference", dependencies=_STAFF)
def version_difference(
    request: Request,
    name: str,
    old: Annotated[int, Query(ge=0, le=LARGEST_NUMBER)],
    new: Annotated[int, Query(ge=0, le=LARGEST_NUMBER)],
) -> list[FileDifferenceForm]:
    """Чем отличаются две версии, по строкам."""
    found = _difference(request, change_of(request, name), old, new)
    return [FileDifferenceForm.model_validate(one) for one in found]


@api.post("/rules/{name}/versions/{number}/restore", status_code=201, dependencies=_EDITORS)
def restore_by_program(request: Request, name: str, number: VersionPath, asked: RestoreAsked) -> VersionForm:
    """Вернуть содержание прежней версии: оно становится новой версией."""
    form = RestoreForm(number=number, seen=asked.seen, note=asked.note, campaigns=asked.campaigns)
    return VersionForm.model_validate(_restore(request, change_of(request, name), form))


def _restore(request: Request, change: Change, asked: RestoreForm) -> ProfileVersion:
    """Raises: ConflictError, UsageError."""
    if asked.seen != change.number:
        message = f"Пока вы смотрели, действующей стала версия {change.number}. Сравните с ней и решите ещё раз."
        raise UsageError(message, code="conflict")
    return restore(
        workspace_of(request),
        change,
        asked.number,
        person_of(request).name,
        note=asked.note,
        rereview=asked.campaigns,
    )


def _versions(request: Request, change: Change) -> list[ProfileVersion]:
    with workspace_of(request).reading() as connection:
        return versions(connection, change.name)


def _difference(request: Request, change: Change, old: int, new: int) -> tuple[FileDifference, ...]:
    """Raises: NotFound."""
    workspace = workspace_of(request)
    try:
        with workspace.reading() as connection:
            before, after = (files_at(connection, workspace.blobs, change.name, number) for number in (old, new))
    except UsageError as error:
        raise NotFound(error.message) from error
    return differences(before, after)


def _page(
    request: Request,
    change: Change,
    compared: tuple[int | None, int | None],
    form: Filled[RestoreForm],
    status: int = 200,
) -> Response:
    """Without numbers the last change is shown."""
    known = _versions(request, change)
    has_shipped = change.sources.folder is not None
    numbers = [one.number for one in known] + ([SHIPPED] if has_shipped else [])
    new = change.number if compared[1] is None else compared[1]
    former = max((number for number in numbers if number < new), default=new)
    old = former if compared[0] is None else compared[0]
    shows = old != new and {old, new} <= set(numbers)
    if compared != (None, None) and not {old, new} <= set(numbers):
        raise NotFound("Такой версии этих правил нет. Выберите из списка.")
    return page(
        request,
        "rules/versions.html",
        title="Версии правил",
        status=status,
        crumbs=crumbs_of(change),
        tab="versions",
        change=change,
        versions=known,
        has_shipped=has_shipped,
        numbers=[(number, f"версия {number}" + (" (поставляемая)" if number == SHIPPED else "")) for number in numbers],
        old=old,
        new=new,
        differences=_difference(request, change, old, new) if shows else (),
        chosen=empty_form(old=old, new=new),
        form=form,
        names=[(one.id, campaign_name(one)) for one in change.campaigns],
        edits=edits(request),
    )
