"""The matrix of a campaign: its first page."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from reviewer.report.wording import STATUSES, VERDICTS
from reviewer.web.access import STAFF, requires
from reviewer.web.campaign_pages import LARGEST_ID, Number, RunQuery, opened, shown
from reviewer.web.forms import empty_form
from reviewer.web.pages import page, partial, wants_partial
from reviewer.web.routers import api_router, page_router
from reviewer.web.views.heads import head_of
from reviewer.web.views.matrix import ORDERS, Filter, Order, view_matrix
from reviewer.web.views.matrix import Mark as MarkName

pages, api = page_router(), api_router("Экспертизы")

_STAFF = [Depends(requires(*STAFF))]
Text = Annotated[str, Field(max_length=200)]
_MARKS = (*VERDICTS.items(), ("none", "нет «дорожной карты»"))


class Asked(BaseModel):
    """The filters of the page; whatever is no filter is passed over."""

    run: Annotated[int | None, Field(ge=1, le=LARGEST_ID)] = None
    q: Text = ""
    status: Text = ""
    parameter: Text = ""
    verdict: Text = ""
    order: Text = ""

    @property
    def filter(self) -> Filter:
        order: Order = next((order for order in ORDERS if order == self.order), "profile")
        return Filter(self.q.strip(), self.status, self.parameter, self.verdict, order)


@pages.get("/campaigns/{campaign}", dependencies=_STAFF)
def matrix_page(request: Request, campaign: int, asked: Annotated[Asked, Query()]) -> Response:
    """While there is no result yet, the progress of the first. With htmx only the table is sent."""
    if opened(request, campaign, asked.run).run is None:
        return RedirectResponse(f"/campaigns/{campaign}/progress", 303)
    found = shown(request, campaign, asked.run)
    head = head_of(found)
    matrix = view_matrix(found, head, asked.filter)
    if wants_partial(request):
        return partial(request, "campaigns/_matrix.html", head=head, matrix=matrix, asked=asked.filter)
    return page(
        request,
        "campaigns/matrix.html",
        title="Матрица",
        crumbs=head.crumbs,
        head=head,
        tab="matrix",
        matrix=matrix,
        asked=asked.filter,
        form=empty_form(**asked.model_dump()),
        parameters=[(one.id, f"{one.number}. {one.title}") for one in matrix.columns],
        verdicts=_MARKS,
        orders=list(ORDERS.items()),
    )


class MarkForm(BaseModel):
    """`mark`: met, partly, not_met, unknown или none (нет «дорожной карты»); `decided`: так решил человек."""

    parameter: str
    mark: MarkName
    words: str
    decided: bool


class MunicipalityLineForm(BaseModel):
    id: str
    name: str
    status: str
    status_words: str
    marks: list[MarkForm]


class TotalForm(BaseModel):
    """`count`: у скольких муниципалитетов параметр выполнен, `total`: из скольких; `percent`: 0..100."""

    id: str
    title: str
    count: int
    total: int
    percent: float


class MatrixForm(BaseModel):
    campaign: int
    run: int
    made_at: datetime
    rules: str
    newest: bool
    parameters: list[TotalForm]
    municipalities: list[MunicipalityLineForm]


@api.get("/campaigns/{campaign}/matrix", dependencies=_STAFF)
def matrix(request: Request, campaign: Number, run: RunQuery = None) -> MatrixForm:
    """Матрица: муниципалитеты и параметры."""
    found = shown(request, campaign, run)
    view = view_matrix(found, head_of(found))
    return MatrixForm(
        campaign=campaign,
        run=found.run.id,
        made_at=found.run.made_at,
        rules=f"{found.review.rules.name}@{found.review.rules.version}",
        newest=found.is_newest,
        parameters=[
            TotalForm(id=one.id, title=one.title, count=one.count, total=one.total, percent=one.percent)
            for one in found.review.statements
        ],
        municipalities=[
            MunicipalityLineForm(
                id=row.id,
                name=row.name,
                status=row.status,
                status_words=STATUSES[row.status],
                marks=[
                    MarkForm(parameter=cell.parameter, mark=cell.mark, words=cell.words, decided=cell.decided)
                    for cell in row.cells
                ],
            )
            for row in view.rows
        ],
    )
