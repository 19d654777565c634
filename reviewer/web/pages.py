"""Answers of pages: a template filled in, a way onward after a form, a notice for the next page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from reviewer.store.accounts import Role
from reviewer.web.formatting import FILTERS
from reviewer.web.navigation import Crumb, Entry, entries_for, is_current
from reviewer.web.small_cookies import read_text, write_text
from reviewer.web.static_files import scripts, static_url, style_sheets
from reviewer.web.views.rule_profiles import profile_title

TEMPLATES = Path(__file__).parent / "templates"
Kind = Literal["done", "warning", "error"]

_NOTICE_COOKIE = "reviewer_notice"
_NOTICE_SECONDS = 60


@cache
def environment() -> jinja2.Environment:
    """Everything is escaped; a name that a template uses and nobody gave is a defect."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS, profile_title=profile_title)
    made.globals.update(static_url=static_url, style_sheets=style_sheets, scripts=scripts, Role=Role)
    return made


def page(
    request: Request,
    template: str,
    *,
    title: str,
    crumbs: Sequence[Crumb] = (),
    status: int = 200,
    **context: object,
) -> HTMLResponse:
    """A whole page from a template that extends `_layout.html`. `title`: its h1 and the window's title."""
    settings = request.app.state.settings
    person = getattr(request.state, "person", None)
    entries: tuple[Entry, ...] = request.app.state.entries
    own = entries_for(entries, person, team=settings.mode == "team")
    notice = _notice(request)
    text = (
        environment()
        .get_template(template)
        .render(
            title=title,
            crumbs=crumbs,
            entries=[(entry, is_current(entry, request.url.path)) for entry in own],
            person=person,
            team=settings.mode == "team",
            notice=notice,
            path=request.url.path,
            **context,
        )
    )
    response = HTMLResponse(text, status)
    if notice:
        response.delete_cookie(_NOTICE_COOKIE, httponly=True, samesite="lax")
    return _varying(response)


def partial(request: Request, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
    """A piece of a page for htmx, from a template that extends nothing."""
    settings = request.app.state.settings
    person = getattr(request.state, "person", None)
    text = environment().get_template(template).render(person=person, team=settings.mode == "team", **context)
    return _varying(HTMLResponse(text, status))


def wants_partial(request: Request) -> bool:
    """Whether htmx asks for a piece; without JavaScript, and when it moves to another page, a whole page is wanted."""
    headers = request.headers
    return headers.get("hx-request") == "true" and headers.get("hx-boosted") != "true"


def onward(path: str, notice: str | None = None, kind: Kind = "done") -> RedirectResponse:
    """After a form was carried out: the page to be shown next, with a notice on it."""
    response = RedirectResponse(path, 303)
    if notice:
        value = write_text(json.dumps({"kind": kind, "text": notice}, ensure_ascii=False))
        response.set_cookie(_NOTICE_COOKIE, value, max_age=_NOTICE_SECONDS, httponly=True, samesite="lax")
    return response


def own_path(path: str | None, default: str = "/") -> str:
    """A path of this workplace that came from outside; another site's address becomes the default."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")):
        return default
    parts = urlsplit(path)
    return default if parts.scheme or parts.netloc or any(sign < " " for sign in path) else path


def _notice(request: Request) -> Mapping[str, str] | None:
    text = read_text(request.cookies.get(_NOTICE_COOKIE, ""))
    try:
        notice = json.loads(text) if text else None
    except ValueError:
        return None
    if not isinstance(notice, dict) or notice.get("kind") not in {"done", "warning", "error"}:
        return None
    return {"kind": str(notice["kind"]), "text": str(notice.get("text", ""))}


def _varying(response: HTMLResponse) -> HTMLResponse:
    response.headers["Vary"] = "HX-Request, HX-Boosted, Cookie"
    return response


def is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")
