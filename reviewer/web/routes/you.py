"""The person at the keyboard: the worked example of a page with a form."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Response
from pydantic import BaseModel, Field, StringConstraints

from reviewer.web.access import EVERYBODY, person_of, requires
from reviewer.web.forms import Filled, Form, FormFields, empty_form, read_form
from reviewer.web.identifying import LONGEST_NAME, NAMELESS, OnlyPerson
from reviewer.web.navigation import Entry
from reviewer.web.pages import onward, page
from reviewer.web.regions import known_regions
from reviewer.web.routers import api_router, page_router
from reviewer.web.team import alone

pages, api = page_router(), api_router("Вы")

PATH = "/you"
NAVIGATION = Entry("Вы", PATH, 190)
_ANYBODY = [Depends(requires(*EVERYBODY, filtered=True))]
_NO_CONTROLS = StringConstraints(pattern=r"^[^\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]*$")


class NameForm(Form):
    name: Annotated[str, Field(max_length=LONGEST_NAME), _NO_CONTROLS] = ""


@pages.get(PATH, dependencies=_ANYBODY)
def you_page(request: Request) -> Response:
    name = person_of(request).name
    return _you_page(request, empty_form(name="" if name == NAMELESS else name))


@pages.post(PATH, dependencies=[*_ANYBODY, Depends(alone)])
def set_name(request: Request, fields: FormFields) -> Response:
    form = read_form(NameForm, fields)
    if form.value is None:
        return _you_page(request, form, 422)
    only: OnlyPerson = request.app.state.only
    only.rename(form.value.name)
    return onward(PATH, "Имя сохранено: оно будет стоять под новыми решениями.")


class You(BaseModel):
    """`municipality`: of a person of that role."""

    name: str
    role: str
    municipality: str | None


@api.get("/you", dependencies=_ANYBODY)
def you(request: Request) -> You:
    """Кто обращается к программе."""
    person = person_of(request)
    return You(name=person.name, role=person.role.value, municipality=person.municipality)


def _you_page(request: Request, form: Filled[NameForm], status: int = 200) -> Response:
    person = person_of(request)
    region = known_regions(request.app.state.settings.workspace).get(person.profile or "")
    own = next((one.short for one in region.municipalities if one.id == person.municipality), None) if region else None
    return page(request, "you.html", title="Вы", form=form, nameless=NAMELESS, municipality=own, status=status)
