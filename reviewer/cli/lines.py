"""Commands that read one question a line: `deadline` and `classify`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.cli.forms import deadline_form, labels_form, why_form
from reviewer.cli.tables import print_rows
from reviewer.facts.classifier import shipped_classifier
from reviewer.facts.deadlines import parse_deadline
from reviewer.facts.finding import Background, find_facts
from reviewer.model.errors import Place, UsageError
from reviewer.model.facts import ActivityFacts
from reviewer.model.roadmap import Activity, Period, Source
from reviewer.rulebook.loading import find_profile, load_pack

_STDIN = "стандартный ввод"


class DeadlineLine(BaseModel):
    model_config = ConfigDict(extra="ignore")
    text: str | None = None
    context: tuple[date, date] | Annotated[int, Field(ge=1, le=9999)] | None = None
    """First and last day of the document's period, or its year."""

    @property
    def period(self) -> Period | None:
        if isinstance(self.context, int):
            return Period(date(self.context, 1, 1), date(self.context, 12, 31))
        return Period(*self.context) if self.context else None


class ActivityLine(BaseModel):
    model_config = ConfigDict(extra="ignore")
    activity: str
    deadline: str | None = None
    responsible: str | None = None
    participants: str | None = None
    outcome: str | None = None
    section: str | None = None


Line = TypeVar("Line", bound=BaseModel)


def run_deadline(texts: list[str], *, as_json: bool) -> int:
    questions = (DeadlineLine(text=text) for text in texts) if texts else _asked(DeadlineLine, as_json=as_json)
    rows = []
    for question in questions:
        understood = parse_deadline(question.text, question.period)
        if as_json:
            print(json.dumps(deadline_form(understood), ensure_ascii=False))
        else:
            rows.append(
                (
                    question.text or "—",
                    understood.understood,
                    _KIND_WORDS[understood.kind],
                    "да" if understood.concrete else "нет",
                )
            )
    if not as_json:
        print_rows(("Срок", "Понято", "Вид", "Конкретный"), rows)
    return 0


def run_classify(texts: list[str], rules: str, *, as_json: bool) -> int:
    background = Background(load_pack(find_profile(rules)), classifier=shipped_classifier())
    questions = (ActivityLine(activity=text) for text in texts) if texts else _asked(ActivityLine, as_json=as_json)
    rows = []
    for question in questions:
        facts = find_facts(Activity(source=Source(_STDIN), **question.model_dump()), background)
        if as_json:
            print(json.dumps(_classified(facts), ensure_ascii=False))
        else:
            labels = facts.labels
            titles = {signal.id: signal.title for signal in background.rulebook.signals.values()}
            rows.append(
                (
                    question.activity,
                    ", ".join(titles.get(theme, theme) for theme in labels.themes),
                    labels.level,
                    facts.outcome_kind,
                )
            )
    if not as_json:
        print_rows(("Мероприятие", "Темы", "Уровень", "Результат"), rows)
    return 0


def _classified(facts: ActivityFacts) -> dict[str, object]:
    return {
        "labels": labels_form(facts.labels),
        "outcome_kind": facts.outcome_kind,
        "why": [why_form(why) for why in facts.whys],
    }


def _asked(model: type[Line], *, as_json: bool) -> Iterator[Line]:
    """Questions from standard input: JSON objects, or plain texts where people ask."""
    main_field = next(iter(model.model_fields))
    for number, line in _lines():
        if not as_json and not line.lstrip().startswith("{"):
            yield model.model_validate({main_field: line})
            continue
        try:
            yield model.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"]) or None
            message = f"Строка не разобрана ({key or 'JSON'}): нужен объект JSON с полем «{main_field}»."
            raise UsageError(message, place=Place(file=_STDIN, line=number, key=key)) from error


def _lines() -> Iterable[tuple[int, str]]:
    data = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    for number, line in enumerate(data.splitlines(), start=1):
        if line.strip():
            yield number, line


_KIND_WORDS = {
    "date": "день",
    "month": "месяц",
    "period": "период",
    "recurring": "повторение",
    "continuous": "весь период",
    "relative": "зависит от другого",
    "missing": "не указан",
}
