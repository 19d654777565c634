"""One parameter or signal is changed by a form: what it says is written into the rule files of the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import Depends, Request, Response
from pydantic import Field
from starlette.datastructures import FormData

from reviewer.jobs.rule_changing import Change
from reviewer.jobs.rule_tuning import keep_tuning
from reviewer.model.errors import UsageError
from reviewer.model.review import VerdictKind
from reviewer.report.wording import VERDICTS
from reviewer.rulebook.bounds import moved
from reviewer.rulebook.rulebook import Parameter, Rulebook
from reviewer.rulebook.tuning import Section, Tuning, Weight
from reviewer.web.access import EDITORS, STAFF, person_of, requires
from reviewer.web.forms import Filled, Form, FormFields, empty_form, read_form
from reviewer.web.pages import onward, page
from reviewer.web.problems import NotFound
from reviewer.web.routers import page_router
from reviewer.web.rule_desk import change_of, checked, crumbs_of, edits, workspace_of
from reviewer.web.views.rule_tuning import BRANCHES, RuleCard, view_rule

pages = page_router()

_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]
_NO_CONTROLS = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u2028\u2029]*$"
_HUNDRED = Decimal(100)
_MOST = Decimal(100_000)
_DONE = "Записано в ваш черновик. Действующие правила не изменены, пока вы его не примените."
_GRADES: tuple[VerdictKind, ...] = ("met", "partly", "not_met")
"""What a bucket may conclude; «уточнить» is for what could not be measured."""
Phrases = Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=1000)]
Lines = Annotated[str, Field(max_length=20_000, pattern=_NO_CONTROLS)]


class PhrasesForm(Form):
    """By branch: phrases to be taken out, to be brought back, and new ones, a line each."""

    take_any: Phrases = Field(default_factory=list)
    take_none: Phrases = Field(default_factory=list)
    back_any: Phrases = Field(default_factory=list)
    back_none: Phrases = Field(default_factory=list)
    add_any: Lines = ""
    add_none: Lines = ""


class SwitchForm(Form):
    """`reason`: that stands in the справка for a parameter that is switched off."""

    to: Literal["on", "off"]
    reason: Annotated[str, Field(max_length=500, pattern=_NO_CONTROLS)] = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A rule with all that is needed to change it."""

    change: Change
    rulebook: Rulebook
    card: RuleCard

    @property
    def path(self) -> str:
        return f"/rules/{quote(self.change.name)}/{self.card.section}/{quote(self.card.id)}"


@pages.get("/rules/{name}/parameters/{rule}", dependencies=_STAFF)
def parameter_page(request: Request, name: str, rule: str) -> Response:
    return _page(request, _open(request, name, "parameters", rule), empty_form())


@pages.get("/rules/{name}/signals/{rule}", dependencies=_STAFF)
def signal_page(request: Request, name: str, rule: str) -> Response:
    return _page(request, _open(request, name, "signals", rule), empty_form())


@pages.post("/rules/{name}/parameters/{rule}", dependencies=_EDITORS)
def change_parameter(request: Request, name: str, rule: str, fields: FormFields) -> Response:
    opened = _open(request, name, "parameters", rule)
    sent = {key: value for key, value in fields.items() if isinstance(value, str)}
    parameter = opened.rulebook.parameter(rule)
    if parameter is None:
        raise NotFound("Этот параметр отключён. Сначала включите его.")
    try:
        tuning = Tuning(opened.change.changed.files)
        whens = moved(parameter.measure.kind, parameter.buckets, _least(opened.card, sent))
        _grade(tuning, parameter, whens, sent)
        return _keep(request, opened, tuning, "major")
    except (UsageError, ValueError) as error:
        message = error.message if isinstance(error, UsageError) else str(error)
        return _page(request, opened, Filled(None, sent, {"": message}), 422)


@pages.post("/rules/{name}/signals/{rule}", dependencies=_EDITORS)
def change_signal(request: Request, name: str, rule: str, fields: FormFields) -> Response:
    opened = _open(request, name, "signals", rule)
    form = read_form(PhrasesForm, fields)
    if form.value is None:
        return _page(request, opened, form, 422)
    try:
        tuning = Tuning(opened.change.changed.files)
        _rephrase(tuning, rule, fields)
        return _keep(request, opened, tuning, "minor")
    except UsageError as error:
        return _page(request, opened, form.refused(error.message), 422)


@pages.post("/rules/{name}/switch/{section}/{rule}", dependencies=_EDITORS)
def switch(request: Request, name: str, section: Section, rule: str, fields: FormFields) -> Response:
    opened = _open(request, name, section, rule)
    form = read_form(SwitchForm, fields)
    if form.value is None:
        return _page(request, opened, form, 422)
    off = form.value.to == "off"
    if off and not form.value.reason:
        return _page(request, opened, form.refused("Напишите, почему: причина останется в правилах.", "reason"), 422)
    try:
        tuning = Tuning(opened.change.changed.files)
        if off:
            tuning.switch_off(section, rule, form.value.reason)
        else:
            tuning.switch_on(section, rule)
        return _keep(request, opened, tuning, "major")
    except UsageError as error:
        return _page(request, opened, form.refused(error.message), 422)


def _open(request: Request, name: str, section: Section, rule: str) -> Opened:
    """Raises: NotFound; UsageError where the draft does not load."""
    change = change_of(request, name)
    found = checked(request, change)
    if found.rulebook is None:
        message = (
            "В правилах ошибка, поэтому формой их сейчас не изменить. Исправьте её: она названа на странице правил."
        )
        raise UsageError(message, code="rules")
    card = view_rule(change, found.rulebook, section, rule)
    if card is None:
        raise NotFound("Такого параметра или признака в этих правилах нет. Выберите из списка.")
    return Opened(change, found.rulebook, card)


def _least(card: RuleCard, sent: Mapping[str, str]) -> dict[str, Decimal]:
    """The numbers that buckets are to begin with: whole counts, shares 0..1. Raises: ValueError."""
    found = {}
    for bucket in card.buckets:
        text = sent.get(f"least_{bucket.id}", "").strip().rstrip("%").replace(",", ".").strip()
        if not bucket.free or not text:
            continue
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal(-1)
        most = _HUNDRED if card.number == "share" else _MOST
        if not (number.is_finite() and 0 < number <= most) or (card.number == "count" and number % 1):
            wanted = "доля от 0 до 100 %" if card.number == "share" else "целое число больше нуля"
            raise ValueError(f"Ступень «{bucket.title}»: нужно {wanted}.".replace("нужно доля", "нужна доля"))
        found[bucket.id] = number / _HUNDRED if card.number == "share" else number
    return found


def _grade(tuning: Tuning, parameter: Parameter, whens: Mapping[str, str], sent: Mapping[str, str]) -> None:
    """Bounds and verdicts that are other ones than before."""
    for number, bucket in enumerate(parameter.buckets):
        if bucket.id in whens:
            tuning.set_bucket(parameter.id, number, bucket.id, "when", whens[bucket.id])
        verdict = sent.get(f"verdict_{bucket.id}", bucket.verdict)
        if verdict != bucket.verdict and verdict in _GRADES:
            tuning.set_bucket(parameter.id, number, bucket.id, "verdict", verdict)
    if whens and parameter.tests:
        tuning.drop_inherited_examples(parameter.id)


def _rephrase(tuning: Tuning, signal: str, fields: FormData) -> None:
    for branch in BRANCHES:
        for phrase in _texts(fields, f"take_{branch}"):
            tuning.take_phrase(signal, branch, phrase)
        lines = (" ".join(line.split()) for line in str(fields.get(f"add_{branch}", "")).splitlines())
        for phrase in (*_texts(fields, f"back_{branch}"), *filter(None, lines)):
            tuning.add_phrase(signal, branch, phrase)


def _texts(fields: FormData, name: str) -> list[str]:
    return [value for value in fields.getlist(name) if isinstance(value, str)]


def _keep(request: Request, opened: Opened, tuning: Tuning, weight: Weight) -> Response:
    """Raises: UsageError."""
    if not tuning.changed():
        return onward(opened.path, "Ничего не изменено: всё уже записано так.", "warning")
    keep_tuning(workspace_of(request), opened.change, person_of(request).login, tuning, weight)
    return onward(opened.path, _DONE)


def _page(request: Request, opened: Opened, form: Filled[Any], status: int = 200) -> Response:
    change, card = opened.change, opened.card
    return page(
        request,
        f"rules/{card.section[:-1]}.html",
        title=card.title,
        crumbs=crumbs_of(change),
        status=status,
        tab="",
        change=change,
        card=card,
        here=opened.path,
        switch=f"/rules/{quote(change.name)}/switch/{card.section}/{quote(card.id)}",
        form=form,
        verdicts=[(kind, VERDICTS[kind]) for kind in _GRADES],
        edits=edits(request),
    )
