"""A finding: the rule, the rows beside their source, and the decision of a person on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Query, Request, Response
from pydantic import Field

from reviewer.jobs.correcting import correct_verdict, undo
from reviewer.jobs.correction_entering import LONGEST_REASON, Author
from reviewer.model.corrections import VerdictKind
from reviewer.model.errors import ConflictError, UsageError
from reviewer.report.wording import VERDICTS
from reviewer.web.access import EDITORS, STAFF, person_of, requires
from reviewer.web.campaign_pages import LARGEST_ID, RunQuery, shown
from reviewer.web.forms import Filled, Form, FormFields, empty_form, read_form
from reviewer.web.navigation import Crumb
from reviewer.web.opening import desk_of, file_of
from reviewer.web.pages import onward, page
from reviewer.web.problems import NotFound
from reviewer.web.rereviewing import ask_rereview
from reviewer.web.routers import page_router
from reviewer.web.sources.view import SourceView
from reviewer.web.views.explaining import Rules, rules_of
from reviewer.web.views.finding import FindingView, RowSource, measure_words, view_finding, view_row
from reviewer.web.views.heads import head_of
from reviewer.web.views.reviews import Shown

pages = page_router()

_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]
PATH = "/campaigns/{campaign}/municipalities/{municipality}/findings/{parameter}"
RowQuery = Annotated[int | None, Query(ge=1, le=LARGEST_ID)]
NO_FINDING = "Такого вывода в этой экспертизе нет. Выберите муниципалитет и параметр в матрице."


class DecisionForm(Form):
    """`seen`: the ordinal of the newest entry that the page has shown."""

    verdict: VerdictKind
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""
    seen: Annotated[int, Field(ge=0, le=LARGEST_ID)]


class UndoForm(Form):
    number: Annotated[int, Field(ge=1, le=LARGEST_ID)]
    seen: Annotated[int, Field(ge=0, le=LARGEST_ID)]


@pages.get(PATH, dependencies=_STAFF)
def finding_page(
    request: Request, campaign: int, municipality: str, parameter: str, *, run: RunQuery = None, row: RowQuery = None
) -> Response:
    found = shown(request, campaign, run)
    view = _view(found, municipality, parameter)
    form = empty_form(verdict="", reason="", seen=view.seen)
    return _page(request, found, view, form, row=row)


@pages.post(PATH, dependencies=_EDITORS)
def decide(request: Request, campaign: int, municipality: str, parameter: str, fields: FormFields) -> Response:
    form = read_form(DecisionForm, fields)
    view = _view(shown(request, campaign), municipality, parameter)
    if form.value and form.value.verdict != view.by_rules and not form.value.reason:
        form = form.refused(
            "Программа считает иначе. Напишите, почему: причину увидят те, кто прочтёт вывод.", "reason"
        )
    if form.value is None:
        return _again(request, campaign, view, form, 422)
    value, author = form.value, _author(request)
    workspace = request.app.state.settings.workspace
    try:
        correct_verdict(
            workspace,
            campaign,
            author,
            municipality=municipality,
            parameter=parameter,
            verdict=value.verdict,
            reason=value.reason,
            seen=value.seen,
        )
    except ConflictError as error:
        return _again(request, campaign, view, form.refused(str(error)), 409)
    except UsageError as error:
        return _again(request, campaign, view, form.refused(str(error)), 422)
    ask_rereview(workspace, campaign, author.name)
    return onward(_path(campaign, view), f"Решение записано: {VERDICTS[value.verdict]}. Выводы пересчитываются.")


@pages.post(PATH + "/undo", dependencies=_EDITORS)
def undo_decision(request: Request, campaign: int, municipality: str, parameter: str, fields: FormFields) -> Response:
    """Take back what stands in force on this finding."""
    form = read_form(UndoForm, fields)
    view = _view(shown(request, campaign), municipality, parameter)
    if form.value is None or form.value.number not in {one.number for one in view.decisions}:
        raise NotFound("Такой записи об этом выводе нет. Откройте вывод заново.")
    author, workspace = _author(request), request.app.state.settings.workspace
    try:
        undo(workspace, campaign, author, number=form.value.number, seen=form.value.seen)
    except ConflictError as error:
        return _again(request, campaign, view, empty_form(verdict="", reason="").refused(str(error)), 409)
    except UsageError as error:
        return _again(request, campaign, view, empty_form(verdict="", reason="").refused(str(error)), 422)
    ask_rereview(workspace, campaign, author.name)
    return onward(_path(campaign, view), "Решение отменено. Выводы пересчитываются.")


def _view(found: Shown, municipality: str, parameter: str) -> FindingView:
    view = view_finding(found, head_of(found), municipality, parameter)
    if view is None:
        raise NotFound(NO_FINDING)
    return view


def _path(campaign: int, view: FindingView) -> str:
    return f"/campaigns/{campaign}/municipalities/{quote(view.municipality)}/findings/{quote(view.parameter)}"


def _author(request: Request) -> Author:
    return Author(person_of(request).name, date.today())  # noqa: DTZ011 - the day as people here count it


def _again(request: Request, campaign: int, view: FindingView, form: Filled[DecisionForm], status: int) -> Response:
    """The page as it is by now, with what was typed: whoever sends it again has seen what others decided."""
    found = shown(request, campaign)
    fresh = _view(found, view.municipality, view.parameter)
    sent = Filled(form.value, {**form.sent, "seen": str(fresh.seen)}, form.errors)
    return _page(request, found, fresh, sent, status=status)


def _page(
    request: Request,
    found: Shown,
    view: FindingView,
    form: Filled[DecisionForm],
    *,
    row: int | None = None,
    status: int = 200,
) -> Response:
    head = head_of(found)
    workspace = request.app.state.settings.workspace
    rules = rules_of(workspace.blobs, found.run.manifest)
    chosen = _chosen(found, view, rules, row)
    crumbs = (*head.crumbs, head.own_crumb, Crumb(view.municipality_name, head.municipality(view.municipality)))
    return page(
        request,
        "campaigns/finding.html",
        title=view.title,
        crumbs=crumbs,
        status=status,
        head=head,
        tab="matrix",
        one=view,
        form=form,
        chosen=chosen,
        source=_kept(request, found, chosen),
        page_address=page_addresses(found, view.municipality, chosen),
        source_path=f"{_path(found.campaign.id, view)}/source?run={found.run.id}&row=",
        counted=measure_words(rules, view.parameter),
        rules_path=f"/rules/{quote(found.review.rules.name)}",
        verdicts=list(VERDICTS.items()),
        edits=person_of(request).role in EDITORS and found.is_newest,
    )


def _chosen(found: Shown, view: FindingView, rules: Rules | None, row: int | None) -> RowSource | None:
    """The row that is shown beside its source. Raises: NotFound."""
    line = view.row(row)
    if line is None:
        if row is not None:
            raise NotFound("Такой строки в «дорожной карте» нет. Откройте вывод заново.")
        return None
    return view_row(found, view, line, rules)


def _kept(request: Request, found: Shown, chosen: RowSource | None) -> SourceView | None:
    """The source where it was shown before; else the page asks for it by itself."""
    file = file_of(found.run, chosen.file) if chosen else None
    if file is None or chosen is None:
        return None
    return desk_of(request.app.state.settings.workspace).kept_view(file, [chosen.asked])


def page_addresses(found: Shown, municipality: str, chosen: RowSource | None) -> Callable[[int], str]:
    """Where the pictures of a row's pages are."""
    base = f"/campaigns/{found.campaign.id}/municipalities/{quote(municipality)}/pages"
    file = quote(chosen.file, safe="") if chosen else ""
    return lambda number: f"{base}/{number}?run={found.run.id}&file={file}"
