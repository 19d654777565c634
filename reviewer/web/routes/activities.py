"""The activities of a campaign: searched, filtered, taken along as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Protocol
from urllib.parse import quote, urlencode

from fastapi import Depends, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from reviewer.model.review import Review
from reviewer.report.cleaning import clean_text
from reviewer.report.wording import AUDIENCES, DEADLINES, LEVELS, OUTCOMES, SCOPES, THEMES
from reviewer.web.access import STAFF, requires
from reviewer.web.campaign_pages import LARGEST_ID, Number, shown
from reviewer.web.forms import empty_form
from reviewer.web.pages import page, partial, wants_partial
from reviewer.web.routers import api_router, page_router
from reviewer.web.views.activities import (
    ActivityLine,
    Asked,
    YesNo,
    event_choices,
    find_activities,
    view_activities,
)
from reviewer.web.views.activity_rows import ActivityRow
from reviewer.web.views.activity_sheets import csv_of, workbook_of
from reviewer.web.views.heads import head_of

pages, api = page_router(), api_router("Мероприятия")

_STAFF = [Depends(requires(*STAFF))]
_YES_NO = (("yes", "да"), ("no", "нет"))
_MOST_PAGES = 1_000_000
Text = Annotated[str, Field(max_length=200)]


class Search(BaseModel):
    """What is searched for and filtered; what is no such value finds nothing, what is no filter is passed over."""

    run: Annotated[int | None, Field(ge=1, le=LARGEST_ID)] = None
    q: Text = ""
    municipality: Text = ""
    level: Text = ""
    theme: Text = ""
    audience: Text = ""
    scope: Text = ""
    deadline: Text = ""
    concrete: YesNo = ""
    outcome: Text = ""
    corrected: YesNo = ""
    doubtful: YesNo = ""
    event: Text = ""
    page: Annotated[int, Field(ge=1, le=_MOST_PAGES)] = 1

    @property
    def asked(self) -> Asked:
        return Asked(self.q, **self.model_dump(exclude={"run", "q", "page"}))

    @property
    def narrows(self) -> bool:
        return self.asked != Asked()

    def query(self, *left_out: str) -> str:
        """What was asked, to be put behind an address: «?theme=parents»; empty where nothing was."""
        chosen = {name: value for name, value in self.model_dump(exclude={*left_out, "page"}).items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""


Searched = Annotated[Search, Query()]


@pages.get("/campaigns/{campaign}/activities", dependencies=_STAFF)
def activities_page(request: Request, campaign: int, search: Searched) -> Response:
    """With htmx only the list is sent."""
    found = shown(request, campaign, search.run)
    head = head_of(found)
    view = view_activities(found, head, search.asked, search.page)
    base = f"{head.base}/activities"
    own = search.model_copy(update={"run": None if found.is_newest else found.run.id})
    told: dict[str, Any] = {"head": head, "view": view, "base": base, "query": own.query(), "search": search}
    if wants_partial(request):
        return partial(request, "activities/_list.html", **told)
    return page(
        request,
        "activities/list.html",
        title="Мероприятия",
        crumbs=head.crumbs,
        tab="activities",
        form=empty_form(**search.model_dump()),
        choices=_choices(found.review),
        yes_no=_YES_NO,
        **told,
    )


def _choices(review: Review) -> Mapping[str, Sequence[tuple[str, str]]]:
    return {
        "municipality": [(one.id, one.name) for one in review.municipalities],
        "level": list(LEVELS.items()),
        "theme": sorted(THEMES.items(), key=lambda item: item[1]),
        "audience": list(AUDIENCES.items()),
        "scope": list(SCOPES.items()),
        "deadline": list(DEADLINES.items()),
        "outcome": list(OUTCOMES.items()),
        "event": event_choices(review),
    }


class _Writer(Protocol):
    def __call__(self, rows: Sequence[ActivityRow], titles: Mapping[str, str]) -> bytes: ...


SheetKind = Annotated[Literal["xlsx", "csv"], Query()]
_SHEETS: Mapping[str, tuple[_Writer, str]] = {
    "xlsx": (workbook_of, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (csv_of, "text/csv; charset=utf-8"),
}


@pages.get("/campaigns/{campaign}/activities/table", dependencies=_STAFF)
def activities_table(request: Request, campaign: int, search: Searched, kind: SheetKind = "xlsx") -> Response:
    """All that was found, as a file."""
    return _table(request, campaign, search, kind)


def _table(request: Request, campaign: int, search: Search, kind: str) -> Response:
    found = shown(request, campaign, search.run)
    rows, _ = find_activities(found, search.asked)
    write, media_type = _SHEETS[kind]
    name = quote(f"Мероприятия – {clean_text(head_of(found).name)}.{kind}", safe="", errors="replace")
    headers = {"Content-Disposition": f"attachment; filename=\"activities.{kind}\"; filename*=UTF-8''{name}"}
    return Response(write(rows, found.review.decided.signals), media_type=media_type, headers=headers)


class ActivityForm(BaseModel):
    """`key`: по нему мероприятие находится среди строк муниципалитета; `to_check`: о чём спрашивают человека; `matched`: найденные слова."""

    municipality: str
    municipality_name: str
    key: str
    number: str
    section: str
    activity: str
    deadline: str
    responsible: str
    participants: str
    outcome: str
    understood: str
    concrete: bool
    level: str
    themes: list[str]
    audiences: list[str]
    scope: str
    outcome_kind: str
    to_check: list[str]
    event: str
    corrected: bool
    matched: list[str]


class ActivitiesForm(BaseModel):
    """`found`: сколько найдено, `all`: сколько всего; `page` из `pages`."""

    campaign: int
    run: int
    found: int
    all: int
    page: int
    pages: int
    activities: list[ActivityForm]


@api.get("/campaigns/{campaign}/activities", dependencies=_STAFF)
def activities(request: Request, campaign: Number, search: Searched) -> ActivitiesForm:
    """Мероприятия: поиск по словам в любой форме и отбор, по 50."""
    found = shown(request, campaign, search.run)
    view = view_activities(found, head_of(found), search.asked, search.page)
    return ActivitiesForm(
        campaign=campaign,
        run=found.run.id,
        found=view.found,
        all=view.all,
        page=view.number,
        pages=view.pages,
        activities=[_form(line) for line in view.lines],
    )


@api.get("/campaigns/{campaign}/activities/table", dependencies=_STAFF, response_class=FileResponse)
def activities_table_for_program(
    request: Request, campaign: Number, search: Searched, kind: SheetKind = "xlsx"
) -> Response:
    """Всё найденное книгой Excel или таблицей CSV."""
    return _table(request, campaign, search, kind)


def _form(line: ActivityLine) -> ActivityForm:
    texts = {name: "".join(piece for piece, _ in marked) for name, marked in line.fields.items()}
    found = dict.fromkeys(piece for marked in line.fields.values() for piece, is_match in marked if is_match)
    made = {**texts, "matched": list(found)}
    told = {name: getattr(line, name) for name in ActivityForm.model_fields if name not in made}
    return ActivityForm.model_validate(told | made)
