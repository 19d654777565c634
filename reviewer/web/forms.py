"""Forms of pages: read within bounds, checked by a pydantic model, told in Russian field by field."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import FormData

from reviewer.web.body_limits import allow_upload, read_fields

Model = TypeVar("Model", bound="Form")


class Form(BaseModel):
    """The fields of a form. Fields of its class are texts as they are sent, or what pydantic makes of them."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, frozen=True)


@dataclass(frozen=True, slots=True)
class Filled(Generic[Model]):
    """A form as it was sent. `value`: None where it is not valid; `sent`: to be shown again; `errors`: by field, «» for
    the whole.
    """

    value: Model | None
    sent: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def refused(self, message: str, name: str = "") -> Filled[Model]:
        """The same form with what the program says to it."""
        return Filled(None, self.sent, {**self.errors, name: message})


async def _form(request: Request) -> FormData:
    return await read_fields(request, files=0)


async def _upload(request: Request) -> AsyncIterator[FormData]:
    allow_upload(request)
    fields = await read_fields(request, files=request.app.state.settings.limits.upload_files)
    try:
        yield fields
    finally:
        await fields.close()


FormFields = Annotated[FormData, Depends(_form)]
"""The fields of a small form, for a handler's parameter."""
UploadFields = Annotated[FormData, Depends(_upload)]
"""The fields and files of an upload: the files lie on the disk until the request is over."""


def read_form(model: type[Model], fields: FormData) -> Filled[Model]:
    """Fields named in the plural («files», «rows») with a list type take all values of their name, others the last."""
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    values: dict[str, Any] = dict(texts)
    for name, described in model.model_fields.items():
        if _is_list(described.annotation):
            values[name] = [value for value in fields.getlist(name) if isinstance(value, str)]
        elif texts.get(name) == "" and not described.is_required():
            del values[name]
    try:
        return Filled(model.model_validate(values), texts)
    except ValidationError as error:
        return Filled(None, texts, field_errors(error.errors()))


def empty_form(**values: object) -> Filled[Any]:
    """A form that nobody has filled in yet, with what stands in it at first."""
    return Filled(None, {name: str(value) for name, value in values.items() if value is not None})


def field_errors(errors: list[Any]) -> dict[str, str]:
    """The first error of each field in Russian."""
    told: dict[str, str] = {}
    for error in errors:
        name = str(error["loc"][-1]) if error["loc"] else ""
        told.setdefault(name, error_text(error))
    return told


def error_text(error: Mapping[str, Any]) -> str:
    """What pydantic finds wrong, in Russian."""
    kind, context = error["type"], error.get("ctx") or {}
    if kind == "value_error":
        return str(context.get("error", "")) or _WRONG
    text = _TEXTS.get(kind, _WRONG)
    return text.format(**{name: value for name, value in context.items() if isinstance(value, int | float | str)})


_WRONG = "Значение не подходит. Исправьте его."
_TEXTS = {
    "missing": "Заполните это поле.",
    "string_too_short": "Заполните это поле: нужно не меньше знаков, чем {min_length}.",
    "string_too_long": "Слишком длинно: не больше {max_length} знаков.",
    "int_parsing": "Нужно целое число.",
    "int_type": "Нужно целое число.",
    "greater_than_equal": "Нужно число не меньше {ge}.",
    "less_than_equal": "Нужно число не больше {le}.",
    "date_from_datetime_parsing": "Нужна дата вида 2026-11-22.",
    "date_parsing": "Нужна дата вида 2026-11-22.",
    "enum": "Выберите из списка.",
    "literal_error": "Выберите из списка.",
    "bool_parsing": "Нужно «да» или «нет».",
    "json_invalid": "Это не JSON.",
    "model_attributes_type": "Нужен объект JSON.",
}


def _is_list(annotation: object) -> bool:
    return getattr(annotation, "__origin__", None) in {list, tuple}
