"""What rules and classifiers are measured on: activities with the labels that they should get."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from reviewer.learn.corpus import Corpus
from reviewer.model.errors import Place, UsageError
from reviewer.model.facts import Level, OutcomeKind, Scope
from reviewer.model.roadmap import Activity, Source


@dataclass(frozen=True, slots=True)
class Example:
    """`labels`: as the classifiers name them. A group of labels of which there is none is not asked of this text."""

    activity: Activity
    labels: frozenset[str]

    def has(self, group: str) -> bool:
        return any(label.startswith(group) for label in self.labels)


def corpus_examples(corpus: Corpus) -> tuple[list[Example], list[Example]]:
    """Activities and outcomes of a corpus, in its order. Each has a source of its own, so that no two are equal."""
    activities = [
        Example(
            Activity(row.text, Source(row.id), responsible=row.responsible, participants=row.participants), row.labels
        )
        for row in corpus.activities
    ]
    outcomes = [Example(Activity("–", Source(row.id), outcome=row.text), row.labels) for row in corpus.outcomes]
    return activities, outcomes


class _GoldLabels(BaseModel):
    level: Level
    themes: tuple[str, ...]
    audiences: tuple[str, ...]
    scope: Scope


class _GoldActivity(BaseModel):
    activity: str
    number: str | None = None
    parent: str | None = None
    section: str | None = None
    deadline: str | None = None
    responsible: str | None = None
    participants: str | None = None
    outcome: str | None = None
    labels: _GoldLabels
    outcome_kind: OutcomeKind

    @property
    def all_labels(self) -> frozenset[str]:
        audiences = (f"audience:{audience}" for audience in self.labels.audiences)
        exclusive = (f"level:{self.labels.level}", f"scope:{self.labels.scope}", f"outcome:{self.outcome_kind}")
        return frozenset((*self.labels.themes, *audiences, *exclusive))


class _GoldDocument(BaseModel):
    activities: tuple[_GoldActivity, ...]


def gold_examples(folder: Path) -> list[Example]:
    """Activities of the annotations `*gold.json` anywhere below `folder`, in the order of their paths; one that stands in
    several documents is taken once.

    Raises:
        UsageError: There is no annotation, or one is not of the form that `reviewer extract --json` writes.
    """
    paths = sorted(folder.rglob("*gold.json"))
    if not paths:
        raise UsageError(f"В папке «{folder}» нет файлов разметки (*gold.json).", code="gold")
    seen: dict[tuple[str | None, ...], Example] = {}
    for path in paths:
        for example in _examples(path):
            one = example.activity
            seen.setdefault((one.activity, one.responsible, one.participants, one.outcome), example)
    return list(seen.values())


def _examples(path: Path) -> Iterator[Example]:
    try:
        document = _GoldDocument.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        message = "Файл разметки не разобран: нужен объект JSON с мероприятиями, их labels и outcome_kind."
        raise UsageError(message, code="gold", place=Place(file=path.name)) from error
    for row, found in enumerate(document.activities, start=1):
        fields = found.model_dump(exclude={"labels", "outcome_kind"})
        yield Example(Activity(source=Source(path.as_posix(), row=row), **fields), found.all_labels)
