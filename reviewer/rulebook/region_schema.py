"""The shape of region.yaml."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from reviewer.model.region import PageLayout
from reviewer.rulebook.condition_schema import Strict, Words, one_or_more

_RUSSIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")

CaseName = Literal[
    "nomn",
    "gent",
    "datv",
    "accs",
    "ablt",
    "loct",
    "именительный",
    "родительный",
    "дательный",
    "винительный",
    "творительный",
    "предложный",
]
Cases = dict[CaseName, Words]


def _read_day(value: object) -> object:
    """«2024-01-22» or «22.01.2024»."""
    text = str(value).strip()
    if found := _RUSSIAN_DAY.fullmatch(text):
        year, month, day = int(found[3]), int(found[2]), int(found[1])
    elif found := _ISO_DAY.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        raise PydanticCustomError("day", "день пишется так: 2024-01-22 или 22.01.2024")
    try:
        return date(year, month, day)
    except ValueError:
        raise PydanticCustomError("day", "такого дня нет в календаре") from None


Day = Annotated[date, BeforeValidator(_read_day, json_schema_input_type=str)]


class NameShape(Strict):
    """Название в именительном падеже и те падежи, в которых программа ошибается."""

    nominative: Words
    cases: Cases = Field(default_factory=dict)


WordsOrName = Annotated[Annotated[Words, Tag("<one>")] | Annotated[NameShape, Tag("<more>")], one_or_more]


class PeriodShape(Strict):
    start: Day
    end: Day

    @model_validator(mode="after")
    def _runs_forward(self) -> PeriodShape:
        if self.end < self.start:
            raise PydanticCustomError("period", "конец периода раньше начала")
        return self


class BasisShape(Strict):
    """Документ, на основании которого проводится экспертиза."""

    issuer: str | None = None
    number: str | None = None
    date: Day | None = None
    title: str | None = None


class MunicipalityShape(Strict):
    """Муниципалитет: `short` стоит в списках и таблицах, `aliases` – другие написания, `cases` – падежи `short`."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    official_name: Words
    short: WordsOrName
    cases: Cases = Field(default_factory=dict)
    aliases: list[Words] = Field(default_factory=list)
    at_risk_schools: list[Words] = Field(default_factory=list)


class RegionShape(Strict):
    """Профиль региона: всё, что стоит в справке и чего нет в «дорожных картах»."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    name: WordsOrName
    cases: Cases = Field(default_factory=dict)
    centre: str | None = None
    centre_short: str | None = None
    authority: str | None = None
    basis: BasisShape | None = None
    review_period: PeriodShape | None = None
    plan_period: PeriodShape | None = None
    plans_due: Day | None = None
    regional_roadmap: str | None = None
    addressee: str | None = None
    signer_position: str | None = None
    signer_name: str | None = None
    letter_number: str | None = Field(None, description="Номер сопроводительного письма; без него – пустая строка.")
    letter_date: Day | None = Field(None, description="Дата сопроводительного письма; без неё – пустая строка.")
    executor: str | None = Field(None, description="Исполнитель письма: фамилия и инициалы.")
    executor_phone: str | None = Field(None, description="Телефон исполнителя.")
    layout: PageLayout = Field(
        "gost",
        description="Вид документов: gost – по ГОСТ Р 7.0.97; archive – то же с левым полем 30 мм; compact – мельче, чтобы страниц было меньше.",
    )
    municipalities: list[MunicipalityShape] = Field(min_length=1)
