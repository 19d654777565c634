"""A file of rules is edited: what is typed is kept as a draft, and checked while it is typed."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from reviewer.jobs.rule_changing import Change
from reviewer.model.errors import ConflictError
from reviewer.store.profile_drafts import drop_draft, rebase_draft, save_draft_file
from reviewer.web.access import EDITORS, STAFF, person_of, requires
from reviewer.web.forms import Filled, Form, FormFields, empty_form, read_form
from reviewer.web.pages import onward, page, partial, wants_partial
from reviewer.web.problems import NotFound
from reviewer.web.routers import api_router, page_router
from reviewer.web.rule_desk import change_of, checked, crumbs_of, edits, is_editable, tried, workspace_of

pages, api = page_router(), api_router("Правила")

LONGEST = 400_000
"""Characters of a file."""
_STAFF = [Depends(requires(*STAFF))]
_EDITORS = [Depends(requires(*EDITORS))]


FilePath = Annotated[str, Query(min_length=1, max_length=200, description="Файл: signals/parents.yaml")]


class FileFields(Form):
    """`text`: as it was typed, blanks at its ends included; `revision`: that was shown; `action`: the button."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=False, frozen=True)

    text: Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00]*$")] = ""
    revision: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    action: Literal["check", "try", "force", "undo", "remove"] = "check"


class NewFile(Form):
    path: Annotated[str, Field(min_length=1, max_length=90)]


@pages.get("/rules/{name}/files/{path:path}", dependencies=_STAFF)
def file_page(request: Request, name: str, path: str, tests: bool = False) -> Response:
    change = change_of(request, name)
    return _page(request, change, path, tests=tests)


@pages.post("/rules/{name}/files/{path:path}", dependencies=_EDITORS)
def save_file(request: Request, name: str, path: str, fields: FormFields) -> Response:
    """Sent by a button, and by htmx while somebody types."""
    change = change_of(request, name)
    if path not in change.changed.files and not is_editable(path):
        raise NotFound("Такого файла в этих правилах нет.")
    form = read_form(FileFields, fields)
    if form.value is None:
        return _page(request, change, path, form=form, status=422)
    try:
        _save(request, change, path, form.value)
    except ConflictError as error:
        return _page(request, change, path, form=form.refused(error.message), status=409)
    if wants_partial(request):
        change = change_of(request, name)
        found = checked(request, change)
        return partial(request, "rules/_checked.html", change=change, file=path, found=found, form=empty_form())
    return onward(*_next(name, path, form.value.action))


@pages.post("/rules/{name}/new-file", dependencies=_EDITORS)
def new_file(request: Request, name: str, fields: FormFields) -> Response:
    """Only its page is opened: it is there when something is typed."""
    change = change_of(request, name)
    form = read_form(NewFile, fields)
    path = form.value.path if form.value else ""
    if not is_editable(path):
        message = "Имя файла пишется так: signals/имя.yaml, parameters/имя.yaml, dictionaries.yaml или deadlines.txt."
        return onward(f"/rules/{quote(change.name)}", message, "error")
    return onward(f"/rules/{quote(change.name)}/files/{quote(path)}")


@pages.post("/rules/{name}/draft/drop", dependencies=_EDITORS)
def drop_whole(request: Request, name: str) -> Response:
    change = change_of(request, name)
    with workspace_of(request).writing() as connection:
        drop_draft(connection, change.name, person_of(request).login)
    return onward(f"/rules/{quote(name)}", "Черновик удалён, действующие правила не изменены.")


@pages.post("/rules/{name}/draft/rebase", dependencies=_EDITORS)
def rebase(request: Request, name: str) -> Response:
    change = change_of(request, name)
    with workspace_of(request).writing() as connection:
        rebase_draft(connection, change.name, person_of(request).login)
    return onward(
        f"/rules/{quote(name)}/impact",
        "Черновик перенесён на действующую версию. Посмотрите, чем он от неё отличается.",
    )


class FaultForm(BaseModel, from_attributes=True):
    pack: str
    path: str
    line: int | None
    column: int | None
    message: str
    quoted: str
    suggestion: str | None


class FailedForm(BaseModel, from_attributes=True):
    pack: str
    path: str
    line: int | None
    rule: str
    text: str
    message: str


class TextForm(BaseModel):
    """`revision`: сколько раз вы сохраняли этот файл в черновике; `text`: с черновиком; null, если это не текст."""

    path: str
    text: str | None
    revision: int
    changed: bool


class TextAsked(BaseModel):
    """`revision`: та, которую вы видели; null сохраняет в любом случае. `text`: null убирает файл."""

    text: Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00]*$")] | None
    revision: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class CheckedForm(BaseModel):
    """`cases`: сколько примеров; null, если примеры не проверялись: в правилах ошибка."""

    faults: list[FaultForm]
    cases: int | None
    failures: list[FailedForm]


@api.get("/rules/{name}/file", dependencies=_STAFF)
def read_text(request: Request, name: str, path: FilePath) -> TextForm:
    """Файл правил с вашим черновиком."""
    change = change_of(request, name)
    if path not in change.changed.files:
        raise NotFound("Такого файла в этих правилах нет.")
    return TextForm(
        path=path, text=_text(change, path), revision=change.draft.revision(path), changed=path in change.draft.files
    )


@api.put("/rules/{name}/file", dependencies=_EDITORS)
def save_text(request: Request, name: str, path: FilePath, asked: TextAsked) -> TextForm:
    """Сохранить файл в черновике; действующие правила не меняются."""
    change = change_of(request, name)
    if not is_editable(path):
        raise NotFound("Такого файла в правилах быть не может.")
    content = None if asked.text is None else _bytes(asked.text)
    with workspace_of(request).writing() as connection:
        key = change.name, person_of(request).login
        revision = save_draft_file(connection, workspace_of(request).blobs, key, path, content, seen=asked.revision)
    return TextForm(path=path, text=asked.text, revision=revision, changed=True)


@api.post("/rules/{name}/check", dependencies=_EDITORS)
def check_draft(request: Request, name: str) -> CheckedForm:
    """Найти ошибки в правилах с вашим черновиком и проверить примеры."""
    change = change_of(request, name)
    found = checked(request, change)
    outcome = None if found.faults else tried(request, change)
    return CheckedForm(
        faults=[FaultForm.model_validate(one) for one in found.faults],
        cases=outcome.cases if outcome else None,
        failures=[FailedForm.model_validate(one) for one in outcome.failures] if outcome else [],
    )


@api.delete("/rules/{name}/draft", status_code=204, dependencies=_EDITORS)
def drop_by_program(request: Request, name: str) -> None:
    """Удалить свой черновик."""
    change = change_of(request, name)
    with workspace_of(request).writing() as connection:
        drop_draft(connection, change.name, person_of(request).login)


def _save(request: Request, change: Change, path: str, asked: FileFields) -> None:
    """Raises: ConflictError."""
    workspace, key = workspace_of(request), (change.name, person_of(request).login)
    content = _bytes(asked.text)
    with workspace.writing() as connection:
        if asked.action == "undo":
            drop_draft(connection, *key, path)
        elif asked.action == "remove":
            save_draft_file(connection, workspace.blobs, key, path, None, seen=None)
        elif change.changed.files.get(path) != content:
            if change.sources.files.get(path) == content and change.draft.revision(path) == asked.revision:
                drop_draft(connection, *key, path)
                return
            seen = None if asked.action == "force" else asked.revision
            save_draft_file(connection, workspace.blobs, key, path, content, seen=seen)


def _bytes(text: str) -> bytes:
    """Browsers send lines with CR LF; a file ends with a line's end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return (lines if not lines or lines.endswith("\n") else f"{lines}\n").encode("utf-8", errors="replace")


def _text(change: Change, path: str) -> str | None:
    """None where it is no text."""
    content = change.changed.files.get(path, b"")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _next(name: str, path: str, action: str) -> tuple[str, str]:
    here = f"/rules/{quote(name)}/files/{quote(path)}"
    if action == "remove":
        return f"/rules/{quote(name)}", f"Файл {path} убран в черновике."
    if action == "undo":
        return here, "Возвращён текст действующей версии."
    return (f"{here}?tests=true", "Черновик сохранён.") if action == "try" else (here, "Черновик сохранён.")


def _page(
    request: Request,
    change: Change,
    path: str,
    *,
    tests: bool = False,
    form: Filled[FileFields] | None = None,
    status: int = 200,
) -> Response:
    known = path in change.changed.files or path in change.sources.files
    text = _text(change, path)
    if not (known or (is_editable(path) and edits(request))) or text is None:
        raise NotFound("Такого файла в этих правилах нет, или это не текст.")
    found = checked(request, change)
    if wants_partial(request) and form is not None:
        return partial(request, "rules/_checked.html", status=status, change=change, file=path, found=found, form=form)
    return page(
        request,
        "rules/file.html",
        title=path,
        status=status,
        crumbs=crumbs_of(change),
        change=change,
        file=path,
        text=form.sent.get("text", "") if form else text,
        form=form or empty_form(),
        found=found,
        outcome=tried(request, change) if tests and not found.faults else None,
        edits=edits(request) and is_editable(path),
        known=known,
    )
