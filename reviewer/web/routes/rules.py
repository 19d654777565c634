"""The rules that there are, and what one profile asks, in words."""

from __future__ import annotations

from datetime import datetime

from fastapi import Depends, Request, Response
from pydantic import BaseModel

from reviewer.web.access import STAFF, requires
from reviewer.web.forms import empty_form
from reviewer.web.navigation import Crumb, Entry
from reviewer.web.pages import page
from reviewer.web.routers import api_router, page_router
from reviewer.web.rule_desk import change_of, checked, edits, workspace_of
from reviewer.web.views.profile_files import list_files
from reviewer.web.views.rule_profiles import list_profiles
from reviewer.web.views.rules import view_rules

pages, api = page_router(), api_router("Правила")

NAVIGATION = Entry("Правила", "/rules", 30, STAFF)
_STAFF = [Depends(requires(*STAFF))]


@pages.get("/rules", dependencies=_STAFF)
def rules_page(request: Request) -> Response:
    workspace = workspace_of(request)
    with workspace.reading() as connection:
        found = list_profiles(connection, workspace.blobs)
    titles = {one.name: one.title for one in found}
    return page(request, "rules/list.html", title="Правила", profiles=found, titles=titles)


@pages.get("/rules/{name}", dependencies=_STAFF)
def profile_page(request: Request, name: str) -> Response:
    change = change_of(request, name)
    found = checked(request, change)
    view = view_rules(found, change)
    return page(
        request,
        "rules/one.html",
        title=view.title or name,
        crumbs=(Crumb("Правила", "/rules"),),
        tab="rules",
        change=change,
        view=view,
        faults=found.faults,
        files=list_files(change),
        edits=edits(request),
        form=empty_form(),
    )


class ProfileForm(BaseModel, from_attributes=True):
    """`number`: версия рабочей папки, 0 – поставляемая с программой; `campaigns`: номера и названия экспертиз."""

    name: str
    title: str
    version: str
    number: int
    author: str
    made_at: datetime | None
    base: str
    has_region: bool
    has_rules: bool
    campaigns: tuple[tuple[int, str], ...]
    standing: tuple[str, ...]


class SpotForm(BaseModel, from_attributes=True):
    """`own`: записано в самом профиле, а не в том, на чём он основан."""

    pack: str
    path: str
    line: int | None
    own: bool


class BucketForm(BaseModel, from_attributes=True):
    title: str
    when: str
    kind: str
    verdict: str


class ParameterForm(BaseModel, from_attributes=True):
    id: str
    title: str
    measures: str
    counted: str
    buckets: tuple[BucketForm, ...]
    note: str
    spot: SpotForm


class SignalForm(BaseModel, from_attributes=True):
    """`phrases`: несколько фраз, `more`: сколько их ещё; `cases`: сколько примеров."""

    id: str
    title: str
    gives: str
    phrases: tuple[str, ...]
    more: int
    cases: int
    note: str
    spot: SpotForm


class DisabledForm(BaseModel, from_attributes=True):
    title: str
    kind: str
    reason: str


class FileForm(BaseModel, from_attributes=True):
    path: str
    size: int
    draft: str
    editable: bool


class RulesForm(BaseModel):
    """Правила с вашим черновиком. `number`: действующая версия; `draft`: начат ли черновик; `faults`: сколько ошибок."""

    name: str
    title: str
    version: str
    number: int
    draft: bool
    faults: int
    parameters: list[ParameterForm]
    signals: list[SignalForm]
    disabled: list[DisabledForm]
    files: list[FileForm]


@api.get("/rules", dependencies=_STAFF)
def rules(request: Request) -> list[ProfileForm]:
    """Все правила и регионы."""
    workspace = workspace_of(request)
    with workspace.reading() as connection:
        return [ProfileForm.model_validate(one) for one in list_profiles(connection, workspace.blobs)]


@api.get("/rules/{name}", dependencies=_STAFF)
def one_profile(request: Request, name: str) -> RulesForm:
    """Параметры, признаки и файлы одних правил."""
    change = change_of(request, name)
    found = checked(request, change)
    view = view_rules(found, change)
    return RulesForm(
        name=name,
        title=view.title,
        version=view.version,
        number=change.number,
        draft=change.begun,
        faults=len(found.faults),
        parameters=[ParameterForm.model_validate(one) for one in view.parameters],
        signals=[SignalForm.model_validate(one) for one in view.signals],
        disabled=[DisabledForm.model_validate(one) for one in view.disabled],
        files=[FileForm.model_validate(one) for one in list_files(change)],
    )
