"""One municipality of a campaign."""

from __future__ import annotations

from fastapi import Depends, Request, Response
from pydantic import BaseModel

from reviewer.web.access import STAFF, requires
from reviewer.web.campaign_pages import Number, RunQuery, shown
from reviewer.web.pages import page
from reviewer.web.problems import NotFound
from reviewer.web.routers import api_router, page_router
from reviewer.web.views.heads import Head, head_of
from reviewer.web.views.matrix import Mark
from reviewer.web.views.municipality import MunicipalityView, view_municipality
from reviewer.web.views.reviews import Shown

pages, api = page_router(), api_router("Муниципалитеты")

_STAFF = [Depends(requires(*STAFF))]


@pages.get("/campaigns/{campaign}/municipalities/{municipality}", dependencies=_STAFF)
def municipality_page(request: Request, campaign: int, municipality: str, run: RunQuery = None) -> Response:
    found = shown(request, campaign, run)
    head = head_of(found)
    view = _view(found, head, municipality)
    crumbs = (*head.crumbs, head.own_crumb)
    return page(
        request, "campaigns/municipality.html", title=view.name, crumbs=crumbs, head=head, tab="matrix", one=view
    )


class VerdictForm(BaseModel):
    """`mark`: met, partly, not_met, unknown или none (нет «дорожной карты»)."""

    parameter: str
    title: str
    mark: Mark
    words: str
    measured: str
    finding: str
    remark: str
    decided: str


class MunicipalityForm(BaseModel):
    """`run`: номер результата; `notes`: что замечено при чтении."""

    campaign: int
    run: int
    id: str
    name: str
    status: str
    status_words: str
    files: list[str]
    notes: list[str]
    passport: dict[str, str]
    verdicts: list[VerdictForm]


@api.get("/campaigns/{campaign}/municipalities/{municipality}", dependencies=_STAFF)
def municipality(request: Request, campaign: Number, municipality: str, run: RunQuery = None) -> MunicipalityForm:
    """Муниципалитет: что представлено, выводы и замечания."""
    found = shown(request, campaign, run)
    view = _view(found, head_of(found), municipality)
    return MunicipalityForm(
        campaign=campaign,
        run=found.run.id,
        id=view.id,
        name=view.name,
        status=view.status,
        status_words=view.status_words,
        files=[file.name for file in view.files],
        notes=list(view.notes),
        passport=dict(view.passport),
        verdicts=[VerdictForm.model_validate(line, from_attributes=True) for line in view.verdicts],
    )


def _view(found: Shown, head: Head, identifier: str) -> MunicipalityView:
    view = view_municipality(found, head, identifier)
    if view is None:
        raise NotFound("Такого муниципалитета в этой экспертизе нет. Выберите его в матрице.")
    return view
