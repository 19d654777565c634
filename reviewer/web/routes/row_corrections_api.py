"""Corrections of rows, for programs: what the forms of a row's page do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Self

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from reviewer.jobs.correcting_rows import LONGEST_FIELD
from reviewer.jobs.correction_entering import LONGEST_REASON
from reviewer.model.corrections import RowEditKind
from reviewer.model.errors import ConflictError, UsageError
from reviewer.model.roadmap import Activity
from reviewer.web.access import EDITORS, requires
from reviewer.web.campaign_pages import LARGEST_ID, Number
from reviewer.web.rereviewing import ask_rereview
from reviewer.web.routers import api_router
from reviewer.web.row_deeds import FEWEST_PARTS, MOST_PARTS, Desk, Wish
from reviewer.web.row_pages import PATH, RowFound, author_of, found_row
from reviewer.web.views.row_wishes import Fields, Shift, changed_by, changed_fields

api = api_router("Мероприятия")

_EDITORS = [Depends(requires(*EDITORS))]
_LONGEST_KEY = 100
Text = Annotated[str | None, Field(max_length=LONGEST_FIELD)]
Key = Annotated[str, Field(min_length=1, max_length=_LONGEST_KEY)]
Ordinal = Annotated[int, Field(ge=0, le=LARGEST_ID)]


class RowFields(BaseModel):
    """Поля строки. Не названное не меняется, null или пустой текст очищает."""

    model_config = ConfigDict(extra="forbid")

    number: Text = None
    section: Text = None
    activity: Text = None
    deadline: Text = None
    responsible: Text = None
    participants: Text = None
    outcome: Text = None

    @property
    def sent(self) -> dict[str, str | None]:
        return self.model_dump(include=self.model_fields_set)

    @property
    def given(self) -> dict[str, str | None]:
        """Those that have a text."""
        return {name: text for name, text in self.sent.items() if text and text.strip()}


class SeenForm(BaseModel):
    """Номера последних виденных решений: о каждом поле и о строке целиком (`row`). Как в ответе о строке; 0 – не было."""

    model_config = ConfigDict(extra="forbid")

    number: Ordinal = 0
    section: Ordinal = 0
    activity: Ordinal = 0
    deadline: Ordinal = 0
    responsible: Ordinal = 0
    participants: Ordinal = 0
    outcome: Ordinal = 0
    row: Ordinal = 0

    @classmethod
    def of(cls, ordinals: Mapping[str, int]) -> Self:
        """`ordinals`: by the names of a form's fields, «seen_deadline», «seen»."""
        return cls.model_validate(
            {name.removeprefix("seen_").replace("seen", "row"): n for name, n in ordinals.items()}
        )

    @property
    def ordinals(self) -> dict[str, int]:
        return {"seen" if name == "row" else f"seen_{name}": ordinal for name, ordinal in self.model_dump().items()}


class RowDeed(BaseModel):
    """`seen`: чего вы не видели, то не будет перекрыто, ответ – 409; `preview`: только показать, что изменится."""

    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""
    seen: SeenForm = SeenForm()
    preview: bool = False


class FieldsDeed(RowDeed):
    fields: RowFields


class SplitDeed(RowDeed):
    """`parts`: что в части не названо, остаётся как в строке."""

    parts: Annotated[list[RowFields], Field(min_length=FEWEST_PARTS, max_length=MOST_PARTS)]


class MergeDeed(RowDeed):
    """`rows`: ключи строк, с которыми объединить; `fields`: что должно быть иначе, чем в первой из строк."""

    rows: Annotated[list[Key], Field(min_length=1, max_length=MOST_PARTS)]
    fields: RowFields = RowFields()


class AddDeed(RowDeed):
    """`fields`: новая строка; раздел, если не назван, – как у строки, после которой она стоит."""

    fields: RowFields


class EditedRowsForm(BaseModel):
    """`corrections`: номера записей, при `preview` пусто; `rows`: ключи строк, которые теперь стоят здесь.

    `before`, `after`: что было и что стало, поля по-русски; `job`: пересчёт, который за этим последует.
    """

    corrections: list[int]
    rows: list[str]
    before: list[dict[str, str]]
    after: list[dict[str, str]]
    job: int | None


@api.post(PATH + "/fields", status_code=201, dependencies=_EDITORS)
def correct_fields(
    request: Request, response: Response, campaign: Number, municipality: str, key: str, *, deed: FieldsDeed
) -> EditedRowsForm:
    """Исправить текст строки: одно поле или несколько."""
    found, row = _standing(request, campaign, municipality, key)
    return _do(
        request, response, found, deed, _wish("field", found, deed, (row,), changed_fields(row, deed.fields.sent))
    )


@api.post(PATH + "/remove", status_code=201, dependencies=_EDITORS)
def remove(
    request: Request, response: Response, campaign: Number, municipality: str, key: str, *, deed: RowDeed
) -> EditedRowsForm:
    """Удалить строку, которая мероприятием не является. Вернуть её – отменить запись: `/corrections/{entry}/undo`."""
    found, row = _standing(request, campaign, municipality, key)
    return _do(request, response, found, deed, _wish("removed", found, deed, (row,)))


@api.post(PATH + "/split", status_code=201, dependencies=_EDITORS)
def split(
    request: Request, response: Response, campaign: Number, municipality: str, key: str, *, deed: SplitDeed
) -> EditedRowsForm:
    """Разделить строку, в которой прочитаны несколько мероприятий."""
    found, row = _standing(request, campaign, municipality, key)
    parts = [changed_fields(row, part.sent) for part in deed.parts]
    return _do(request, response, found, deed, _wish("split", found, deed, (row,), *parts))


@api.post(PATH + "/merge", status_code=201, dependencies=_EDITORS)
def merge(
    request: Request, response: Response, campaign: Number, municipality: str, key: str, *, deed: MergeDeed
) -> EditedRowsForm:
    """Объединить строки, на которые разорвано одно мероприятие."""
    found, row = _standing(request, campaign, municipality, key)
    keys = {*deed.rows, found.state.key_of(row)}
    rows = tuple(one for one in found.state.rows if found.state.key_of(one) in keys)
    if missing := keys - {found.state.key_of(one) for one in rows}:
        message = f"Таких строк в «дорожной карте» нет: {', '.join(sorted(missing))}. Обновите список строк."
        raise UsageError(message, code="correction")
    return _do(request, response, found, deed, _wish("merged", found, deed, rows, deed.fields.given))


@api.post(PATH + "/add", status_code=201, dependencies=_EDITORS)
def add(
    request: Request, response: Response, campaign: Number, municipality: str, key: str, *, deed: AddDeed
) -> EditedRowsForm:
    """Добавить после этой строки мероприятие, которое есть в документе, но не прочитано."""
    found, row = _standing(request, campaign, municipality, key)
    return _do(request, response, found, deed, _wish("added", found, deed, (row,), deed.fields.given))


def _standing(request: Request, campaign: int, municipality: str, key: str) -> tuple[RowFound, Activity]:
    """Raises: NotFound; ConflictError where the row is another by now."""
    found = found_row(request, campaign, municipality, key)
    if found.state.now is None:
        raise ConflictError(f"{changed_by(found.shown, found.state)} Ваше исправление не записано.")
    return found, found.state.now


def _wish(kind: RowEditKind, found: RowFound, deed: RowDeed, rows: tuple[Activity, ...], *into: Fields) -> Wish:
    return Wish(kind, found.state, rows, into, deed.reason.strip(), deed.seen.ordinals)


def _do(request: Request, response: Response, found: RowFound, deed: RowDeed, wish: Wish) -> EditedRowsForm:
    """Raises: UsageError, ConflictError."""
    shift = wish.shift()
    if deed.preview:
        response.status_code = 200
        return _told(found, shift)
    workspace, campaign, author = request.app.state.settings.workspace, found.shown.campaign.id, author_of(request)
    try:
        entered = Desk(workspace, campaign, author).enter(wish)
    except UsageError:
        ask_rereview(workspace, campaign, author.name)  # some of several fields may have been entered
        raise
    return _told(found, shift, entered, ask_rereview(workspace, campaign, author.name).id)


def _told(found: RowFound, shift: Shift, entered: tuple[int, ...] = (), job: int | None = None) -> EditedRowsForm:
    return EditedRowsForm(
        corrections=list(entered),
        rows=[found.state.key_of(row) for row in shift.made],
        before=[dict(words) for words in shift.before],
        after=[dict(words) for words in shift.after],
        job=job,
    )
