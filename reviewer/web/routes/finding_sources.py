"""The source of a finding's row: opened when it is asked for, since a scan may take minutes; and the pictures of its pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request, Response

from reviewer.model.errors import ReviewerError
from reviewer.model.review import MunicipalityReview
from reviewer.web.access import STAFF, requires
from reviewer.web.campaign_pages import LARGEST_ID, RunQuery, shown
from reviewer.web.navigation import Crumb
from reviewer.web.opening import desk_of, file_of
from reviewer.web.pages import page, partial, wants_partial
from reviewer.web.problems import NotFound
from reviewer.web.routers import page_router
from reviewer.web.routes.finding import NO_FINDING, PATH, page_addresses
from reviewer.web.sources.view import SourceView
from reviewer.web.views.explaining import rules_of
from reviewer.web.views.finding import RowSource, view_finding, view_row
from reviewer.web.views.heads import head_of
from reviewer.web.views.reviews import Shown

pages = page_router()

_STAFF = [Depends(requires(*STAFF))]
_A_DAY = "private, max-age=86400"
NO_FILE = "Файла этой строки среди сданных нет: его заменили или строку добавили при проверке."


@pages.get(PATH + "/source", dependencies=_STAFF)
def source_page(
    request: Request,
    campaign: int,
    municipality: str,
    parameter: str,
    *,
    row: Annotated[int, Query(ge=1, le=LARGEST_ID)],
    run: RunQuery = None,
) -> Response:
    """A piece of the finding's page; without JavaScript a page of its own."""
    found = shown(request, campaign, run)
    head = head_of(found)
    view = view_finding(found, head, municipality, parameter)
    line = view.row(row) if view else None
    rules = rules_of(request.app.state.settings.workspace.blobs, found.run.manifest)
    chosen = view_row(found, view, line, rules) if view and line else None
    if view is None or chosen is None:
        raise NotFound(NO_FINDING)
    source, refusal = _source(request, found, chosen)
    address = page_addresses(found, municipality, chosen)
    if wants_partial(request):
        return partial(request, "campaigns/_source.html", source=source, refusal=refusal, page_address=address)
    crumbs = (
        *head.crumbs,
        head.own_crumb,
        Crumb(view.municipality_name, head.municipality(municipality)),
        Crumb(view.title, head.finding(municipality, parameter)),
    )
    return page(
        request,
        "campaigns/source.html",
        title="Строка в документе",
        crumbs=crumbs,
        head=head,
        tab="matrix",
        source=source,
        refusal=refusal,
        page_address=address,
    )


@pages.get("/campaigns/{campaign}/municipalities/{municipality}/pages/{number}", dependencies=_STAFF)
def page_picture(
    request: Request,
    campaign: int,
    municipality: str,
    number: int,
    *,
    file: Annotated[str, Query(max_length=2000)],
    run: RunQuery = None,
) -> Response:
    """A page of a file of the municipality, as PNG. `number`: 1-based."""
    found = shown(request, campaign, run)
    of = found.municipality(municipality)
    known = file_of(found.run, file) if of and _is_own(of, file) else None
    if known is None:
        raise NotFound("Такого файла у этого муниципалитета нет.")
    try:
        picture = desk_of(request.app.state.settings.workspace).page_image(known, number)
    except ReviewerError as error:
        raise NotFound(str(error)) from error
    return Response(picture, media_type="image/png", headers={"Cache-Control": _A_DAY})


def _is_own(of: MunicipalityReview, file: str) -> bool:
    rows = of.reviewed.facts if of.reviewed else ()
    return file in of.files or any(facts.activity.source.file == file for facts in rows)


def _source(request: Request, found: Shown, chosen: RowSource) -> tuple[SourceView | None, str]:
    """What to show, or why there is nothing, in Russian."""
    file = file_of(found.run, chosen.file)
    if file is None:
        return None, NO_FILE
    try:
        return desk_of(request.app.state.settings.workspace).view(file, [chosen.asked]), ""
    except ReviewerError as error:
        return None, str(error)
