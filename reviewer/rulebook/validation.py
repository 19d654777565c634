"""Checks a part of a rule file against its shape, and says in Russian what is wrong and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from reviewer.rulebook.condition_schema import Strict
from reviewer.rulebook.problems import KeyPath, Problems, RuleFile, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Shape = TypeVar("Shape", bound=BaseModel)

_ATTEMPTS = 3
"""The first finds what is wrong; what is left out may leave something incomplete, which goes next."""


def validate(
    shape: type[Shape],
    value: object,
    file: RuleFile,
    path: KeyPath,
    problems: Problems,
    *,
    instead: Mapping[str, object] | None = None,
) -> Shape | None:
    """The value, which stands in the file at that path, as the shape has it; None where it has not that shape.

    What is wrong goes to `problems`. Keys that are wrong in themselves are then left out of the value, and `instead` put
    in the place of a wrong item of a list, so that the rest of the value can be checked too.
    """
    for attempt in range(_ATTEMPTS):
        try:
            return shape.model_validate(value)
        except ValidationError as failure:
            errors = failure.errors(include_url=False)
        if attempt == 0:
            for error in errors:
                _report(error, value, file, path, problems)
        for error in errors:
            _leave_out(value, error["loc"], instead)
    return None


def _report(error: ErrorDetails, value: object, file: RuleFile, path: KeyPath, problems: Problems) -> None:
    inner, container = _walk(value, error["loc"])
    message, suggestion = _explain(error, container)
    about_key = error["type"] in {"missing", "extra_forbidden"} or error["loc"][-1:] == ("[key]",)
    offset = None if about_key else 0
    problems.add(file, (*path, *inner), error["type"], message, offset=offset, suggestion=suggestion)


def _walk(data: object, location: Iterable[str | int]) -> tuple[KeyPath, object]:
    """The part of an error's path that is in the file, and the mapping or list that its last part stands in."""
    path: list[str | int] = []
    container = data
    for part in location:
        if part in _parts(data):
            container, data = data, data[part]  # type: ignore[index] # only mappings and lists have parts
            path.append(part)
    return tuple(path), container


def _parts(data: object) -> Iterable[object]:
    if isinstance(data, dict):
        return data.keys()
    return range(len(data)) if isinstance(data, list) else ()


def _leave_out(value: object, location: tuple[str | int, ...], instead: Mapping[str, object] | None) -> None:
    path, container = _walk(value, location)
    if not path:
        return
    if isinstance(container, dict):
        container.pop(path[-1], None)
    elif isinstance(container, list) and isinstance(path[-1], int):
        if not isinstance(container[path[-1]], dict):
            _leave_out(value, path[:-1], instead)
        elif instead is not None:
            container[path[-1]] = dict(instead)


_Details = dict[str, Any]

_MESSAGES: dict[str, Callable[[_Details], str]] = {
    "string_type": lambda _: "нужен текст",
    "string_too_short": lambda _: "значение пусто",
    "string_pattern_mismatch": lambda _: "нужны строчные латинские буквы, цифры, «_» и «-», первой стоит буква",
    "int_type": lambda _: "нужно целое число",
    "int_parsing": lambda _: "нужно целое число",
    "int_from_float": lambda _: "нужно целое число",
    "float_type": lambda _: "нужно число; дробная часть отделяется точкой",
    "float_parsing": lambda _: "нужно число; дробная часть отделяется точкой",
    "bool_type": lambda _: "нужно true или false",
    "bool_parsing": lambda _: "нужно true или false",
    "list_type": lambda _: "нужен список: в квадратных скобках или строками с «-»",
    "dict_type": lambda _: "нужны ключи со значениями",
    "model_type": lambda _: "нужны ключи со значениями",
    "model_attributes_type": lambda _: "нужны ключи со значениями",
    "too_short": lambda _: "список пуст: уберите ключ или заполните список",
    "greater_than_equal": lambda details: f"нужно число не меньше {details['ge']:g}",
    "less_than_equal": lambda details: f"нужно число не больше {details['le']:g}",
    "condition": lambda details: f"условие не узнано: в нём должен быть один из ключей {details['known']}",
}
_CUSTOM = frozenset({"no_conditions", "at_least", "measure", "day", "period"})
"""Errors of our own validators, whose messages are in Russian already."""


def _explain(error: ErrorDetails, container: object) -> tuple[str, str | None]:
    kind, details, last = error["type"], error.get("ctx", {}), error["loc"][-1] if error["loc"] else ""
    if kind == "missing":
        return f"нет обязательного ключа «{last}»", None
    if kind == "extra_forbidden":
        return f"неизвестный ключ «{last}»", nearest(str(last), _known_keys(container))
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(details["expected"])) or ["true"]
        return f"здесь допустимо: {', '.join(allowed)}", nearest(str(error["input"]), allowed)
    if kind == "condition":
        given = error["input"] if isinstance(error["input"], dict) else {}
        known = str(details["known"]).split(", ")
        suggestion = next((found for key in given if (found := nearest(str(key), known))), None)
        return _MESSAGES[kind](details), suggestion
    if error["input"] is None:
        return "значение пусто: уберите ключ или заполните его", None
    if kind == "string_pattern_mismatch" and last == "version":
        return "версия пишется тремя числами через точку, например 1.0.0", None
    if kind in _CUSTOM:
        return error["msg"], None
    explain = _MESSAGES.get(kind)
    return explain(details) if explain else "недопустимое значение", None


def _known_keys(container: object) -> frozenset[str]:
    """The keys of the shape that shares most keys with the mapping as it stands."""
    given = set(container) if isinstance(container, dict) else set()
    return max((_keys(shape) for shape in Strict.__subclasses__()), key=lambda keys: len(keys & given))


def _keys(shape: type[Strict]) -> frozenset[str]:
    return frozenset(info.alias or name for name, info in shape.model_fields.items())
