"""The shape of a signal's conditions, and what the shapes of all rule files share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

FieldName = Literal["activity", "deadline", "responsible", "participants", "outcome", "section"]
FactName = Literal[
    "level",
    "scope",
    "outcome_kind",
    "deadline.kind",
    "deadline.concrete",
    "responsible.level",
    "parties",
    "document.level",
    "parent.scope",
    "short_name",
]
FactValue = Annotated[
    str,
    Field(min_length=1),
    BeforeValidator(
        lambda value: str(value).lower() if isinstance(value, bool) else value, json_schema_input_type=str | bool
    ),
]
Probability = Annotated[float, Field(ge=0, le=1)]
Words = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """A mapping with no keys but those named."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, hide_input_in_errors=True)


def _one_or_more(value: object) -> str:
    return "<more>" if isinstance(value, (list, Mapping, BaseModel)) else "<one>"


one_or_more = Discriminator(_one_or_more)
"""Tells a single text from a list or a mapping. Its tags are bracketed, so that they are no keys of the file."""
_One = TypeVar("_One")
OneOrMore = Annotated[Annotated[_One, Tag("<one>")] | Annotated[list[_One], Tag("<more>")], one_or_more]


class PhraseCondition(Strict):
    """Слова рядом: `phrase: "методический ~2 помощь|поддержка"`."""

    phrase: str
    fields: list[FieldName] = Field(default=["activity"], alias="in", min_length=1)
    order: Literal["fixed", "any"] = "fixed"
    within: int | None = Field(default=None, ge=1, le=60)


class RegexCondition(Strict):
    """Знаки подряд, без различия строчных и прописных: для чисел и сокращений, которые не выразить словами."""

    regex: str
    fields: list[FieldName] = Field(default=["activity"], alias="in", min_length=1)


class FactCondition(Strict):
    """Уже установленный признак мероприятия."""

    fact: FactName
    value: OneOrMore[FactValue] = Field(alias="is")


class SignalCondition(Strict):
    signal: str


class ClassifierCondition(Strict):
    """Вероятность по классификатору: от `min` – да, от `check` до `min` – проверить; либо `below`: да, если меньше."""

    classifier: str
    min: Probability | None = None
    check: Probability | None = None
    below: Probability | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.min is None) == (self.below is None):
            raise PydanticCustomError("one_bound", "нужно либо min (и, может быть, check), либо below")
        return self


class RegionalCondition(Strict):
    """Сходство с мероприятием региональной «дорожной карты»."""

    regional_event: Literal[True]
    min: Probability
    check: Probability | None = None


class AllCondition(Strict):
    all: list[Condition] = Field(min_length=1)


class AnyCondition(Strict):
    any: list[Condition] = Field(min_length=1)


class NoneCondition(Strict):
    none: list[Condition] = Field(min_length=1)


class AtLeastCondition(Strict):
    at_least: int = Field(ge=1)
    of: list[Condition] = Field(min_length=1)


_CONDITIONS = ("phrase", "regex", "fact", "signal", "classifier", "regional_event", "all", "any", "none", "at_least")


def _which(value: object) -> str | None:
    """The key that tells the conditions apart. Bracketed, so that it is no key of the file in an error's path."""
    if isinstance(value, Strict):
        value = value.model_dump(by_alias=True)
    if isinstance(value, Mapping):
        return next((f"<{key}>" for key in _CONDITIONS if key in value), None)
    return None


Condition = Annotated[
    Annotated[PhraseCondition, Tag("<phrase>")]
    | Annotated[RegexCondition, Tag("<regex>")]
    | Annotated[FactCondition, Tag("<fact>")]
    | Annotated[SignalCondition, Tag("<signal>")]
    | Annotated[ClassifierCondition, Tag("<classifier>")]
    | Annotated[RegionalCondition, Tag("<regional_event>")]
    | Annotated[AllCondition, Tag("<all>")]
    | Annotated[AnyCondition, Tag("<any>")]
    | Annotated[NoneCondition, Tag("<none>")]
    | Annotated[AtLeastCondition, Tag("<at_least>")],
    Discriminator(
        _which,
        custom_error_type="condition",
        custom_error_message="условие",
        custom_error_context={"known": ", ".join(_CONDITIONS)},
    ),
]


Leaf = PhraseCondition | RegexCondition | FactCondition | SignalCondition | ClassifierCondition | RegionalCondition


def parts_of(condition: Condition) -> Sequence[Condition]:
    """The conditions that a composed one is made of; none for a leaf."""
    match condition:
        case AllCondition():
            return condition.all
        case AnyCondition():
            return condition.any
        case NoneCondition():
            return condition.none
        case AtLeastCondition():
            return condition.of
        case _:
            return ()
