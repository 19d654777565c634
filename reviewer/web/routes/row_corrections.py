"""Corrections of an activity: what was and what would be is shown before it is entered; whoever was quicker is told."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Path, Request, Response
from starlette.datastructures import FormData, UploadFile

from reviewer.model.corrections import EDITED_FIELDS
from reviewer.model.errors import ConflictError, UsageError
from reviewer.model.roadmap import Activity
from reviewer.report.cleaning import shorten
from reviewer.verdicts.row_edits import FIELD_WORDS
from reviewer.web.access import EDITORS, requires
from reviewer.web.forms import Filled, FormFields
from reviewer.web.pages import onward, page
from reviewer.web.problems import NotFound
from reviewer.web.rereviewing import ask_rereview
from reviewer.web.routers import page_router
from reviewer.web.routes.rows import row_crumbs
from reviewer.web.row_deeds import DEEDS, FEWEST_PARTS, MOST_PARTS, Desk, Wish, parts_of, wish_of
from reviewer.web.row_pages import NO_ROW, PATH, RowFound, asked_row, author_of, found_row, kept_source, page_addresses
from reviewer.web.views.row_wishes import Shift, changed_by, seen_of

pages = page_router()

_EDITORS = [Depends(requires(*EDITORS))]
_AROUND = 6
"""Rows before and after that may be merged with one."""
DeedName = Annotated[str, Path(max_length=20)]


@pages.get(PATH + "/correct/{deed}", dependencies=_EDITORS)
def correction_page(request: Request, campaign: int, municipality: str, key: str, deed: DeedName) -> Response:
    found = _standing(request, campaign, municipality, key, deed)
    return _form_page(request, found, deed, _empty(found, deed))


@pages.post(PATH + "/correct/{deed}", dependencies=_EDITORS)
def correct(
    request: Request, campaign: int, municipality: str, key: str, *, deed: DeedName, fields: FormFields
) -> Response:
    """Steps: «edit» goes back to the form, «more» asks for another part, «show» shows what would become, «write» enters it."""
    found = _found(request, campaign, municipality, key, deed)
    step = str(fields.get("step", "show"))
    if step in {"edit", "more"}:
        return _form_page(request, found, deed, fields, parts=len(fields.getlist("part_activity")) + (step == "more"))
    if found.state.now is None:
        return _moved(request, found, deed, fields)
    try:
        wish = wish_of(deed, found.state, fields, found.state.now)
        shift = wish.shift()
    except UsageError as error:
        return _form_page(request, found, deed, fields, error=error.message, status=422)
    if step != "write":
        return _shift_page(request, found, deed, fields, shift)
    return _write(request, found, deed, fields, wish)


def _write(request: Request, found: RowFound, deed: str, fields: FormData, wish: Wish) -> Response:
    workspace, campaign, author = request.app.state.settings.workspace, found.shown.campaign.id, author_of(request)
    shift = wish.shift()
    try:
        Desk(workspace, campaign, author).enter(wish)
    except UsageError as error:
        ask_rereview(workspace, campaign, author.name)
        return _refused(request, found, deed, fields, error)
    ask_rereview(workspace, campaign, author.name)
    key = found.state.key if deed == "remove" else found.state.key_of(shift.made[0])
    return onward(found.path(key), f"{DEEDS[deed].done} Учтётся при пересчёте.")


def _refused(request: Request, found: RowFound, deed: str, fields: FormData, error: UsageError) -> Response:
    """The same again, as things are by now: whoever sends it once more has seen what others did."""
    status = 409 if isinstance(error, ConflictError) else 422
    fresh = found_row(request, found.shown.campaign.id, found.municipality, found.state.key)
    if fresh.state.now is None:
        return _moved(request, fresh, deed, fields)
    sent = _with_seen(fields, fresh)
    try:
        shift = wish_of(deed, fresh.state, sent, fresh.state.now).shift()
    except UsageError:
        return _form_page(request, fresh, deed, sent, error=error.message, status=status)
    return _shift_page(request, fresh, deed, sent, shift, error=error.message, status=status)


def _moved(request: Request, found: RowFound, deed: str, fields: FormData) -> Response:
    """The row is another by now: what was typed is asked for again, of the row that it has become."""
    told = changed_by(found.shown, found.state)
    if len(found.state.successors) != 1:
        error = f"{told} Ваше исправление не записано."
        return _form_page(request, found, deed, fields, error=error, status=409)
    row = found.state.successors[0]
    next_found = found_row(request, found.shown.campaign.id, found.municipality, found.state.key_of(row))
    sent = _with_seen(fields, next_found)
    error = f"{told} Ваше исправление не записано. Посмотрите, что стало, и, если нужно, запишите ещё раз."
    try:
        shift = wish_of(deed, next_found.state, sent, row).shift()
    except UsageError as refused:
        return _form_page(request, next_found, deed, sent, error=f"{error} {refused.message}", status=409)
    return _shift_page(request, next_found, deed, sent, shift, error=error, status=409)


def _found(request: Request, campaign: int, municipality: str, key: str, deed: str) -> RowFound:
    if deed not in DEEDS:
        raise NotFound
    return found_row(request, campaign, municipality, key)


def _standing(request: Request, campaign: int, municipality: str, key: str, deed: str) -> RowFound:
    found = _found(request, campaign, municipality, key, deed)
    if found.state.now is None:
        raise NotFound(NO_ROW)
    return found


def _empty(found: RowFound, deed: str) -> FormData:
    """What stands in the form at first: the row, where it is to be corrected."""
    row = found.state.now
    sent = {name: str(ordinal) for name, ordinal in seen_of(found.shown, found.state).items()}
    if row and deed == "fields":
        sent |= {name: row.field(name) or "" for name in EDITED_FIELDS}
    pairs: list[tuple[str, str | UploadFile]] = list(sent.items())
    if row and deed == "split":
        pairs += [(f"part_{name}", row.field(name) or "") for _ in range(FEWEST_PARTS) for name in EDITED_FIELDS]
    return FormData(pairs)


def _with_seen(fields: FormData, found: RowFound) -> FormData:
    kept = [(name, value) for name, value in fields.multi_items() if not name.startswith("seen")]
    return FormData([*kept, *((name, str(value)) for name, value in seen_of(found.shown, found.state).items())])


def _form_page(
    request: Request,
    found: RowFound,
    deed: str,
    fields: FormData,
    *,
    parts: int = 0,
    error: str = "",
    status: int = 200,
) -> Response:
    sent = {name: value for name, value in fields.items() if isinstance(value, str)}
    filled: Filled[Any] = Filled(None, sent, {"": error} if error else {})
    return page(
        request,
        "rows/correct.html",
        title=DEEDS[deed].title,
        status=status,
        form=filled,
        parts=_parts(found, fields, max(parts, FEWEST_PARTS)) if deed == "split" else [],
        most_parts=MOST_PARTS,
        around=_around(found) if deed == "merge" else [],
        chosen=set(map(str, fields.getlist("rows"))),
        shift=None,
        hidden=[(name, value) for name, value in sent.items() if name.startswith("seen")],
        **_context(request, found, deed),
    )


def _shift_page(
    request: Request,
    found: RowFound,
    deed: str,
    fields: FormData,
    shift: Shift,
    *,
    error: str = "",
    status: int = 200,
) -> Response:
    sent = [(name, value) for name, value in fields.multi_items() if isinstance(value, str) and name != "step"]
    form: Filled[Any] = Filled(None, dict(sent), {"": error} if error else {})
    return page(
        request,
        "rows/correct.html",
        title=DEEDS[deed].title,
        status=status,
        form=form,
        shift=shift,
        hidden=sent,
        **_context(request, found, deed),
    )


def _context(request: Request, found: RowFound, deed: str) -> dict[str, Any]:
    facts = found.state.facts
    asked = asked_row(facts) if facts else None
    return {
        "crumbs": row_crumbs(found),
        "head": found.head,
        "tab": "activities",
        "deed": DEEDS[deed],
        "name": deed,
        "row_path": found.path(),
        "municipality_name": found.state.municipality.name,
        "row": found.state.activity,
        "stands": found.state.now is not None,
        "field_words": FIELD_WORDS,
        "source": kept_source(request, found.shown, asked) if asked else None,
        "source_path": f"{found.path()}/source" if asked else "",
        "page_address": page_addresses(found.shown, found.municipality, asked.source.file if asked else ""),
    }


def _parts(found: RowFound, fields: FormData, count: int) -> list[dict[str, str | None]]:
    """What stands in the parts of the form; a new one is empty but for what all parts share."""
    sent = parts_of(fields)
    row = found.state.activity
    shared = {name: row.field(name) if row and name != "activity" else "" for name in EDITED_FIELDS}
    return [*sent, *(dict(shared) for _ in range(min(count, MOST_PARTS) - len(sent)))]


def _around(found: RowFound) -> list[tuple[str, str]]:
    """Keys and texts of the rows near by."""
    rows, row = found.state.rows, found.state.now
    place = rows.index(row) if row in rows else 0
    near = [one for one in rows[max(0, place - _AROUND) : place + _AROUND + 1] if one is not row]
    return [(found.state.key_of(one), _told(one)) for one in near]


def _told(row: Activity) -> str:
    where = f"п. {row.number} " if row.number else ""
    about = f" (строка {row.source.row})" if row.source.row else ""
    return f"{where}{shorten(row.activity, 160)}{about}"
