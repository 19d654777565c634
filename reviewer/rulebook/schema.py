"""The shape of the rule files. `python -m reviewer.rulebook.schema` writes it out as rules/schema.json for editors.

Only the shape: what the names in a rule refer to is checked when a pack is compiled.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, RootModel, Tag, model_validator
from pydantic_core import PydanticCustomError

from reviewer.model.facts import DeadlineKind, OutcomeKind, Scope
from reviewer.model.facts import Level as LevelName
from reviewer.model.review import VerdictKind
from reviewer.resources import data_folder
from reviewer.rulebook.condition_schema import Condition, OneOrMore, Probability, Strict, Words, one_or_more

DocumentMeasure = Literal["submitted", "in_time", "period_covered"]


class Example(Strict):
    """Мероприятие для проверки правил: поля таблицы."""

    activity: Words
    deadline: str | None = None
    responsible: str | None = None
    participants: str | None = None
    outcome: str | None = None
    section: str | None = None
    regional: Probability | None = Field(
        default=None, description="Сходство с мероприятием региональной «дорожной карты»"
    )
    document: LevelName | None = Field(default=None, description="Чей это документ: школы, муниципалитета, региона")


WordsOrExample = Annotated[Annotated[Words, Tag("<one>")] | Annotated[Example, Tag("<more>")], one_or_more]


class SignalTests(Strict):
    match: list[WordsOrExample] = Field(default_factory=list)
    no_match: list[WordsOrExample] = Field(default_factory=list)
    todo: list[WordsOrExample] = Field(default=[], description="Известные пробелы: должны подойти, но пока не подходят")


class SignalEntry(Strict):
    """Признак мероприятия: подходит, если верно одно из `any`, все `all` и ни одно из `none`."""

    title: Words
    gives: str | None = None
    note: str | None = None
    disabled: Words | None = Field(default=None, description="Почему признак отключён: он не оценивается")
    any: list[Condition] = Field(default=[], min_length=1)
    all: list[Condition] = Field(default=[], min_length=1)
    none: list[Condition] = Field(default=[], min_length=1)
    at_least: int | None = Field(default=None, ge=1)
    of: list[Condition] = Field(default=[], min_length=1)
    tests: SignalTests = Field(default_factory=SignalTests)

    @model_validator(mode="after")
    def _has_conditions(self) -> SignalEntry:
        if not (self.any or self.all or self.none or self.of):
            raise PydanticCustomError("no_conditions", "нет условий: нужно any, all, none или at_least с of")
        if bool(self.of) != (self.at_least is not None):
            raise PydanticCustomError("at_least", "at_least (сколько) и of (из чего) пишутся вместе")
        return self


class WhereEntry(Strict):
    """Какие мероприятия считать: всё перечисленное верно сразу, список значений – любое из них."""

    level: OneOrMore[LevelName] | None = None
    scope: OneOrMore[Scope] | None = None
    outcome_kind: OneOrMore[OutcomeKind] | None = None
    theme: OneOrMore[Words] | None = None
    audience: OneOrMore[Words] | None = None
    signal: OneOrMore[Words] | None = None
    deadline_kind: OneOrMore[DeadlineKind] | None = Field(default=None, alias="deadline.kind")
    deadline_concrete: bool | None = Field(default=None, alias="deadline.concrete")
    all: list[WhereEntry] = Field(default=[], min_length=1)
    any: list[WhereEntry] = Field(default=[], min_length=1)
    none: list[WhereEntry] = Field(default=[], min_length=1)


class MeasureEntry(Strict):
    """Что измеряется: число (`count`), доля (`share`) или наличие (`exists`) мероприятий либо признак документа."""

    count: Literal["activities"] | None = None
    share: Literal["activities"] | None = None
    exists: Literal["activities"] | None = None
    document: DocumentMeasure | None = None
    where: WhereEntry = Field(default_factory=WhereEntry)

    @model_validator(mode="after")
    def _measures_one_thing(self) -> MeasureEntry:
        kinds = [name for name in ("count", "share", "exists", "document") if getattr(self, name) is not None]
        if len(kinds) != 1:
            raise PydanticCustomError("measure", "нужен ровно один вид измерения: count, share, exists или document")
        if kinds == ["document"] and "where" in self.model_fields_set:
            raise PydanticCustomError("measure", "where отбирает мероприятия и с document не сочетается")
        return self


class BucketEntry(Strict):
    id: Words
    title: Words
    when: Words
    verdict: VerdictKind


class AdviceEntry(Strict):
    when: Words
    text: Words


class ParameterTest(Strict):
    activities: list[WordsOrExample]
    bucket: Words


class ParameterEntry(Strict):
    """Параметр экспертизы: измерение, диапазоны и тексты."""

    title: Words
    note: str | None = None
    disabled: Words | None = Field(default=None, description="Почему параметр отключён: он не оценивается")
    measure: MeasureEntry
    holds: list[VerdictKind] = Field(default=["met"], min_length=1)
    buckets: list[BucketEntry] = Field(min_length=1)
    finding: str | None = None
    remark: dict[str, str] = Field(default_factory=dict)
    summary: str | None = None
    advice: AdviceEntry | None = None
    tests: list[ParameterTest] = Field(default_factory=list)


class LabelGroupEntry(Strict):
    """Взаимоисключающие признаки: берётся первый по порядку, что подходит, иначе `default`."""

    order: list[str] = Field(min_length=1)
    default: str


class LabelsEntry(Strict):
    level: LabelGroupEntry | None = None
    scope: LabelGroupEntry | None = None
    outcome: LabelGroupEntry | None = None


class DictionaryEntry(RootModel[list[Words]]):
    """Слова и сочетания слов, которые фраза называет одним именем в угловых скобках."""


class RuleFileShape(Strict):
    """Файл правил: признаки, параметры, словари."""

    dictionaries: dict[str, DictionaryEntry] = Field(default_factory=dict)
    signals: dict[str, SignalEntry] = Field(default_factory=dict)
    parameters: dict[str, ParameterEntry] = Field(default_factory=dict)


class PackHeader(Strict):
    """Начало pack.yaml: имя, версия, на чём основано."""

    pack: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    title: str | None = None
    extends: str | None = None
    labels: LabelsEntry = Field(default_factory=LabelsEntry)
    parameters_order: list[str] = Field(default_factory=list)


class PackShape(PackHeader, RuleFileShape):
    """pack.yaml: начало и, если нужно, сами правила."""


def main(folder: Path) -> None:
    """Write rules/schema.json."""
    from reviewer.rulebook.published import json_schema  # noqa: PLC0415 - it takes the shapes from here

    (folder / "schema.json").write_text(json_schema(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else data_folder("rules"))
