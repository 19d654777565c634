"""The queue «Проверить»: what the program asks, one question at a time, the next one at once."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, Field

from reviewer.jobs.correcting import assign_file, correct_label
from reviewer.jobs.correction_entering import Entered
from reviewer.model.corrections import REGIONAL_EVENT
from reviewer.model.errors import ConflictError, UsageError
from reviewer.rulebook.rulebook import Rulebook
from reviewer.verdicts.row_references import reference_to
from reviewer.web.access import EDITORS, STAFF, person_of, requires
from reviewer.web.campaign_pages import LARGEST_ID, Number, shown
from reviewer.web.forms import Form, FormFields, empty_form, read_form
from reviewer.web.pages import onward, page, partial, wants_partial
from reviewer.web.problems import NotFound
from reviewer.web.rereviewing import ask_rereview
from reviewer.web.routers import api_router, page_router
from reviewer.web.row_pages import asked_row, author_of, edits, kept_source, page_addresses, rules_for, trees_of
from reviewer.web.views.doubts import Doubt, Filter, Queue, doubts_of, queue_of, reasons_of, waiting_municipalities
from reviewer.web.views.entry_lines import EntryLine, entry_lines
from reviewer.web.views.explaining import SignalView
from reviewer.web.views.found_owners import found_owners
from reviewer.web.views.heads import head_of
from reviewer.web.views.matrix import titles_of
from reviewer.web.views.questions import Question, event_question, label_question
from reviewer.web.views.reviews import Shown
from reviewer.web.views.row_page import why_lines

pages, api = page_router(), api_router("Проверить")

_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]
PATH = "/campaigns/{campaign}/doubts"
JUST_DECIDED = 4
"""Decisions of the same person that are told with the way to take them back."""
_KINDS = (("label", "признаки мероприятий"), ("event", "региональные мероприятия"), ("file", "чьи файлы"))
_MOST_LISTED = 200
Text = Annotated[str, Field(max_length=200)]


class Asked(BaseModel):
    """`at`: the doubt to be shown; `after`: the one that was left for later."""

    run: Annotated[int | None, Field(ge=1, le=LARGEST_ID)] = None
    parameter: Text = ""
    municipality: Text = ""
    kind: Text = ""
    at: Text = ""
    after: Text = ""

    @property
    def filter(self) -> Filter:
        return Filter(self.parameter, self.municipality, self.kind)

    def query(self, **more: str) -> str:
        chosen = {"parameter": self.parameter, "municipality": self.municipality, "kind": self.kind, **more}
        kept = {name: value for name, value in chosen.items() if value}
        if self.run is not None:
            kept["run"] = str(self.run)
        return f"?{urlencode(kept)}" if kept else ""


@pages.get(PATH, dependencies=_STAFF)
def doubts_page(request: Request, campaign: int, asked: Annotated[Asked, Query()]) -> Response:
    """With htmx only the question is sent."""
    return _page(request, campaign, asked)


class AnswerForm(Form):
    """`answer`: yes or no; of a file the id of its municipality."""

    doubt: Annotated[str, Field(min_length=1, max_length=200)]
    answer: Annotated[str, Field(min_length=1, max_length=200)]
    seen: Annotated[int, Field(ge=0, le=LARGEST_ID)]
    parameter: Text = ""
    municipality: Text = ""
    kind: Text = ""


@pages.post(PATH, dependencies=_EDITORS)
def decide(request: Request, campaign: int, fields: FormFields) -> Response:
    form = read_form(AnswerForm, fields)
    if form.value is None:
        sent = {name: form.sent.get(name, "")[:200] for name in ("parameter", "municipality", "kind")}
        asked = Asked.model_validate({**sent, "at": form.sent.get("doubt", "")[:200]})
        return _page(request, campaign, asked, error="Выберите ответ.", status=422)
    value = form.value
    asked = Asked(parameter=value.parameter, municipality=value.municipality, kind=value.kind)
    found = shown(request, campaign)
    doubt = _doubt(found, value.doubt)
    try:
        _enter(request, found, doubt, value.answer, value.seen)
    except UsageError as error:
        status = 409 if isinstance(error, ConflictError) else 422
        return _page(request, campaign, asked.model_copy(update={"at": doubt.id}), error=error.message, status=status)
    if wants_partial(request):
        return _page(request, campaign, asked.model_copy(update={"after": doubt.id}))
    return onward(f"/campaigns/{campaign}/doubts{asked.query(after=doubt.id)}")


class DoubtForm(BaseModel):
    """`id` и `seen` нужны для ответа; `kind`: label, event или file; `row`: ключ строки."""

    id: str
    kind: Literal["label", "event", "file"]
    municipality: str
    municipality_name: str
    row: str | None
    text: str
    question: str
    seen: int


class DoubtsForm(BaseModel):
    """`left`: сколько осталось с этим отбором, `all_left`: всего; `doubts`: не больше 200."""

    campaign: int
    run: int
    left: int
    all_left: int
    doubts: list[DoubtForm]


@api.get(PATH, dependencies=_STAFF)
def doubts(request: Request, campaign: Number, asked: Annotated[Asked, Query()]) -> DoubtsForm:
    """О чём спрашивает программа: ещё не решённое, по порядку."""
    found = shown(request, campaign, asked.run)
    rulebook = _rulebook(request, found)
    queue = queue_of(found, rulebook, asked.filter)
    left = [_form(doubt, rulebook) for doubt in queue.doubts if doubt.open][:_MOST_LISTED]
    return DoubtsForm(campaign=campaign, run=found.run.id, left=queue.left, all_left=queue.all_left, doubts=left)


class AnswerAsked(BaseModel):
    """`answer`: yes или no, о файле – муниципалитет; `seen`: как в вопросе: если решили другие, ответ – 409."""

    doubt: Annotated[str, Field(min_length=1, max_length=200)]
    answer: Annotated[str, Field(min_length=1, max_length=200)]
    seen: Annotated[int, Field(ge=0, le=LARGEST_ID)] = 0


class DecidedForm(BaseModel):
    """`correction`: номер записи."""

    correction: int
    subject: str
    was: str
    now: str


@api.post(PATH, status_code=201, dependencies=_EDITORS)
def decide_by_program(request: Request, campaign: Number, asked: AnswerAsked) -> DecidedForm:
    """Ответить на вопрос."""
    found = shown(request, campaign)
    entered = _enter(request, found, _doubt(found, asked.doubt), asked.answer, asked.seen)
    return DecidedForm(correction=entered.entry.id, subject=entered.subject, was=entered.was, now=entered.now)


def _doubt(found: Shown, identifier: str) -> Doubt:
    doubt = next((one for one in doubts_of(found) if one.id == identifier), None)
    if doubt is None:
        raise NotFound("Этого вопроса больше нет: результат пересчитан. Вернитесь в очередь «Проверить».")
    return doubt


def _enter(request: Request, found: Shown, doubt: Doubt, answer: str, seen: int) -> Entered:
    """Raises: UsageError, ConflictError."""
    workspace, campaign, author = request.app.state.settings.workspace, found.campaign.id, author_of(request)
    if doubt.row is None:
        entered = assign_file(workspace, campaign, author, file=doubt.subject, municipality=answer, seen=seen)
    else:
        if answer not in {"yes", "no"}:
            raise UsageError("Ответьте «да» или «нет».", code="correction")
        row = reference_to(doubt.municipality, doubt.row.facts.activity)
        entered = correct_label(
            workspace, campaign, author, row=row, label=doubt.label, holds=answer == "yes", seen=seen
        )
    ask_rereview(workspace, campaign, author.name)
    return entered


def _rulebook(request: Request, found: Shown) -> Rulebook | None:
    rules = rules_for(request, found)
    return rules.rulebook if rules else None


def _form(doubt: Doubt, rulebook: Rulebook | None) -> DoubtForm:
    question = _question(doubt, rulebook)
    return DoubtForm(
        id=doubt.id,
        kind=doubt.kind,
        municipality=doubt.municipality,
        municipality_name=doubt.municipality_name,
        row=doubt.row.key if doubt.row else None,
        text=doubt.row.facts.activity.activity if doubt.row else doubt.subject,
        question=question.text,
        seen=doubt.seen,
    )


def _question(doubt: Doubt, rulebook: Rulebook | None) -> Question:
    if doubt.row is None:
        return Question(f"Чья это «дорожная карта»: «{doubt.subject}»?", "")
    match = doubt.row.facts.regional
    if doubt.label == REGIONAL_EVENT and match:
        return event_question(match)
    return label_question(doubt.label, doubt.subject, rulebook)


def _page(request: Request, campaign: int, asked: Asked, *, error: str = "", status: int = 200) -> Response:
    found = shown(request, campaign, asked.run)
    head = head_of(found)
    rulebook = _rulebook(request, found)
    queue = queue_of(found, rulebook, asked.filter, at=asked.at, after=asked.after)
    told = {"head": head, **_told(request, found, queue, asked, rulebook), "error": error}
    if wants_partial(request):
        answer = partial(request, "doubts/_one.html", status=status, **told)
        answer.headers["HX-Replace-Url"] = told["here"]
        return answer
    titles = titles_of(found.review)
    return page(
        request,
        "doubts/list.html",
        title="Проверить",
        crumbs=head.crumbs,
        tab="doubts",
        status=status,
        form=empty_form(**asked.model_dump()),
        parameters=list(titles.items()) if rulebook else [],
        municipalities=[(one.id, one.name) for one in found.review.municipalities],
        kinds=_KINDS,
        unknown=_unknown(found),
        **told,
    )


def _told(request: Request, found: Shown, queue: Queue, asked: Asked, rulebook: Rulebook | None) -> dict[str, Any]:
    doubt = queue.current
    base = f"/campaigns/{found.campaign.id}/doubts"
    told = {
        "base": base,
        "asked": asked,
        "queue": queue,
        "doubt": doubt,
        "here": base + asked.query(at=doubt.id if doubt else ""),
        "skip": base + asked.query(after=doubt.id) if doubt else "",
        "edits": edits(request, found),
        "decided": [(line, base + asked.query(at=_doubt_of(found, line))) for line in _just_decided(request, found)],
        "question": _question(doubt, rulebook) if doubt else None,
        "whys": (),
        "tree": None,
        "source": None,
        "source_path": "",
        "page_address": str,
        "row_path": "",
        "owners": (),
    }
    if doubt is None:
        return told
    if doubt.row is None:
        return {**told, "owners": _owners(request, found, doubt)}
    row_path = f"/campaigns/{found.campaign.id}/municipalities/{quote(doubt.municipality)}/rows/{doubt.row.key}"
    whys = reasons_of(doubt.row.facts, doubt.label, rulebook)
    query = urlencode({"label": doubt.label, **({} if found.is_newest else {"run": found.run.id})})
    return {
        **told,
        "whys": why_lines(whys, rulebook, found.review.decided.signals),
        "tree": _tree(request, found, doubt),
        "source": kept_source(request, found, asked_row(doubt.row.facts, list(whys))),
        "source_path": f"{row_path}/source?{query}",
        "page_address": page_addresses(found, doubt.municipality, doubt.row.facts.activity.source.file),
        "row_path": row_path + ("" if found.is_newest else f"?run={found.run.id}"),
    }


def _tree(request: Request, found: Shown, doubt: Doubt) -> SignalView | None:
    """What the rules asked of the row; of the likeness to a regional event there is no such thing."""
    place = doubt.row.place if doubt.row else None
    of = found.municipality(doubt.municipality)
    return trees_of(rules_for(request, found), of, place, [doubt.label]).get(doubt.label)


def _owners(request: Request, found: Shown, doubt: Doubt) -> tuple[tuple[str, str, bool], ...]:
    """Id, name and whether the file may well be theirs: these first, then those of whom nothing was reviewed."""
    owner = found_owners(request.app.state.settings.workspace, found.run).get(doubt.subject)
    likely = owner.candidates if owner else ()
    ordered = sorted(waiting_municipalities(found), key=lambda one: one.id not in likely)
    return tuple((one.id, one.name, one.id in likely) for one in ordered)


def _just_decided(request: Request, found: Shown) -> list[EntryLine]:
    """The last decisions of this person since the result, that may still be taken back."""
    if not found.is_newest:
        return []
    name = person_of(request).name
    own = [entry for entry in found.pending if entry.author == name and entry.kind in {"label", "file"}]
    lines = entry_lines(head_of(found), found.entries, own, found.run.summary.last_correction)
    return [line for line in lines if line.state == "in_force"][:JUST_DECIDED]


def _doubt_of(found: Shown, line: EntryLine) -> str:
    """Where the queue goes on when a decision is taken back: at its question."""
    target = next(entry.target for entry in found.entries if entry.id == line.number)
    return next((doubt.id for doubt in doubts_of(found) if doubt.target == target), "")


def _unknown(found: Shown) -> int:
    """Verdicts that the program has left open."""
    return sum(
        verdict.verdict == "unknown" and one.status == "reviewed"
        for one in found.review.municipalities
        for verdict in one.verdicts
    )
