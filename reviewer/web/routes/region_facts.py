"""What a справка states of a region is filled in by a form; the region's file in the draft follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from fastapi import Depends, Request, Response

from reviewer.jobs.rule_changing import Change
from reviewer.jobs.rule_tuning import keep_files
from reviewer.model.errors import UsageError
from reviewer.rulebook.region_facts import FACTS, facts_in, with_facts
from reviewer.web.access import EDITORS, person_of, requires
from reviewer.web.forms import Filled, Form, FormFields
from reviewer.web.navigation import Crumb
from reviewer.web.pages import onward, page
from reviewer.web.problems import NotFound
from reviewer.web.routers import page_router
from reviewer.web.rule_desk import change_of, workspace_of
from reviewer.web.views.rule_profiles import region_title

pages = page_router()

_EDITORS = [Depends(requires(*EDITORS))]
_FILE = "region.yaml"
_LONGEST = 1000
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029]")


@pages.get("/regions/{name}/facts", dependencies=_EDITORS)
def facts_page(request: Request, name: str) -> Response:
    change, text = _opened(request, name)
    return _page(request, change, Filled(None, facts_in(text)))


@pages.post("/regions/{name}/facts", dependencies=_EDITORS)
def state_facts(request: Request, name: str, fields: FormFields) -> Response:
    change, text = _opened(request, name)
    sent = {key: " ".join(str(fields[key]).split()) for key in FACTS if key in fields}
    if wrong := _wrong(sent):
        return _page(request, change, Filled(None, sent, wrong), 422)
    try:
        made = with_facts(text, sent)
        if made != text:
            keep_files(workspace_of(request), change, person_of(request).login, {_FILE: made.encode()})
    except UsageError as error:
        return _page(request, change, Filled(None, sent, {"": error.message}), 422)
    if made == text:
        return onward(f"/regions/{quote(name)}", "Ничего не изменено: всё уже записано так.", "warning")
    message = "Записано в ваш черновик. В справку это попадёт, когда вы его примените."
    return onward(f"/regions/{quote(name)}", message)


def _opened(request: Request, name: str) -> tuple[Change, str]:
    """Raises: NotFound."""
    change = change_of(request, name)
    if _FILE not in change.changed.files:
        raise NotFound("Это правила без региона. Выберите регион из списка.")
    return change, change.changed.files[_FILE].decode("utf-8-sig", errors="replace")


def _wrong(sent: Mapping[str, str]) -> dict[str, str]:
    """By field. A period of which one day is missing is none."""
    long = {
        key: f"Слишком длинно: не больше {_LONGEST} знаков." for key, value in sent.items() if len(value) > _LONGEST
    }
    signs = {key: "Уберите непечатаемые знаки." for key, value in sent.items() if _CONTROLS.search(value)}
    halves = {
        f"{period}.{missing}": "Укажите оба дня или ни одного."
        for period in ("review_period", "plan_period")
        for missing, other in (("start", "end"), ("end", "start"))
        if not sent.get(f"{period}.{missing}") and sent.get(f"{period}.{other}")
    }
    return {**halves, **signs, **long}


def _page(request: Request, change: Change, form: Filled[Form], status: int = 200) -> Response:
    name = quote(change.name)
    crumbs = (Crumb("Регионы", "/regions"), Crumb(region_title(change), f"/regions/{name}"))
    title = "Что стоит в справке"
    return page(request, "regions/facts.html", title=title, crumbs=crumbs, status=status, name=name, form=form)
