"""One activity: all that is known of it, its source, and what may be done about it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel

from reviewer.web.access import STAFF, requires
from reviewer.web.campaign_pages import Number, RunQuery
from reviewer.web.navigation import Crumb
from reviewer.web.pages import page, partial, wants_partial
from reviewer.web.problems import NotFound
from reviewer.web.routers import api_router, page_router
from reviewer.web.routes.row_corrections_api import SeenForm
from reviewer.web.row_pages import (
    NO_ROW,
    PATH,
    RowFound,
    asked_row,
    edits,
    found_row,
    kept_source,
    opened_source,
    page_addresses,
    rules_for,
    trees_of,
)
from reviewer.web.views.row_page import RowView, signal_whys, view_row
from reviewer.web.views.row_wishes import seen_of

pages, api = page_router(), api_router("Мероприятия")

_STAFF = [Depends(requires(*STAFF))]
LabelQuery = Annotated[str, Query(max_length=200)]


@pages.get(PATH, dependencies=_STAFF)
def row_page(request: Request, campaign: int, municipality: str, key: str, run: RunQuery = None) -> Response:
    found = found_row(request, campaign, municipality, key, run)
    view = _view(request, found)
    facts = found.state.facts
    trees = trees_of(
        rules_for(request, found.shown), found.state.municipality, found.state.place, (one.id for one in view.labels)
    )
    asked = asked_row(facts) if facts else None
    return page(
        request,
        "rows/row.html",
        title=view.title,
        crumbs=row_crumbs(found)[:-1],
        head=found.head,
        tab="activities",
        one=view,
        trees=trees,
        row_path=found.path(),
        source=kept_source(request, found.shown, asked) if asked else None,
        source_path=f"{found.path()}/source{found.head.query}" if asked else "",
        page_address=page_addresses(found.shown, municipality, view.file),
        edits=edits(request, found.shown),
        back=found.path(),
    )


@pages.get(PATH + "/source", dependencies=_STAFF)
def row_source(
    request: Request, campaign: int, municipality: str, key: str, *, label: LabelQuery = "", run: RunQuery = None
) -> Response:
    """A piece of the pages that show the row; without JavaScript a page. `label`: only its words are marked."""
    found = found_row(request, campaign, municipality, key, run)
    facts = found.state.facts
    if facts is None:
        raise NotFound(NO_ROW)
    rules = rules_for(request, found.shown)
    whys = signal_whys(facts, label, rules.rulebook if rules else None) if label else None
    source, refusal = opened_source(request, found.shown, asked_row(facts, whys))
    address = page_addresses(found.shown, municipality, facts.activity.source.file)
    told = {"source": source, "refusal": refusal, "page_address": address}
    if wants_partial(request):
        return partial(request, "campaigns/_source.html", status=200, **told)
    return page(
        request,
        "campaigns/source.html",
        title="Строка в документе",
        crumbs=row_crumbs(found),
        head=found.head,
        tab="activities",
        status=200,
        **told,
    )


def row_crumbs(found: RowFound) -> tuple[Crumb, ...]:
    """The last is the row itself."""
    head, of = found.head, found.state.municipality
    activity = found.state.activity
    return (
        *head.crumbs,
        head.own_crumb,
        Crumb("Мероприятия", f"{head.base}/activities{head.query}"),
        Crumb(of.name, head.municipality(quote(of.id))),
        Crumb(f"п. {activity.number}" if activity and activity.number else "Мероприятие", found.path() + head.query),
    )


def _view(request: Request, found: RowFound) -> RowView:
    rules = rules_for(request, found.shown)
    view = view_row(found.shown, found.head, found.state, rules.rulebook if rules else None)
    if view is None:
        raise NotFound(NO_ROW)
    return view


class WhyForm(BaseModel, from_attributes=True):
    """`by`: что так говорит; `origin`: то же, как его называют правила; `certain`: false, если нужно проверить."""

    by: str
    origin: str
    quote: str
    field: str
    certain: bool


class LabelForm(BaseModel, from_attributes=True):
    id: str
    title: str
    answer: str
    whys: list[WhyForm]
    decided: str
    pending: bool


class FieldForm(BaseModel, from_attributes=True):
    """`read`: как прочитано в файле, если люди это исправили."""

    name: str
    title: str
    text: str
    read: str | None


class EntryForm(BaseModel, from_attributes=True):
    """Решение человека. `state`: in_force, replaced, undone, undo; `seen`: нужно, чтобы отменить; `known`: учтено в результате."""

    number: int
    kind: str
    municipality: str
    municipality_name: str
    subject: str
    told: str
    author: str
    at: datetime
    reason: str
    state: str
    seen: int
    can_undo: bool
    known: bool


class RowForm(BaseModel, from_attributes=True):
    """`stands`: строка есть и сейчас; `pending`: в нынешнем виде ещё не рассмотрена; `seen`: нужно, чтобы исправить."""

    municipality: str
    municipality_name: str
    key: str
    where: str
    file: str
    fields: list[FieldForm]
    understood: dict[str, str]
    labels: list[LabelForm]
    parties: list[str]
    stands: bool
    pending: bool
    history: list[EntryForm]
    conflicts: list[str]
    seen: SeenForm


@api.get(PATH, dependencies=_STAFF)
def row(request: Request, campaign: Number, municipality: str, key: str, run: RunQuery = None) -> RowForm:
    """Одно мероприятие: что в нём сказано, что понято и почему, что решили люди."""
    found = found_row(request, campaign, municipality, key, run)
    view = _view(request, found)
    told = {name: getattr(view, name) for name in RowForm.model_fields if name != "seen"}
    seen = SeenForm.of(seen_of(found.shown, found.state))
    return RowForm.model_validate({**told, "understood": dict(view.understood), "seen": seen})
