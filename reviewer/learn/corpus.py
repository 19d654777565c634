"""The labelled texts of `corpora/`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from reviewer.model.errors import Place, UsageError
from reviewer.model.facts import AUDIENCES, THEMES, Level, OutcomeKind, Scope


def _one_of(*known: str) -> AfterValidator:
    def check(label: str) -> str:
        if label not in known:
            raise ValueError(label)
        return label

    return AfterValidator(check)


class LabelledActivity(BaseModel):
    """One line of `corpora/activities/*.jsonl`. `document`: the plan that it stands in; held-out data go by it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    document: str
    text: str
    responsible: str | None = None
    participants: str | None = None
    level: Level
    themes: tuple[Annotated[str, _one_of(*THEMES)], ...]
    audiences: tuple[Annotated[str, _one_of(*AUDIENCES)], ...]
    scope: Scope

    @property
    def fields(self) -> dict[str, str | None]:
        return {"activity": self.text, "responsible": self.responsible, "participants": self.participants}

    @property
    def author(self) -> str:
        """Whose voice it is: the name of the document up to its number."""
        return self.document.rpartition("-")[0] or self.document

    @property
    def labels(self) -> frozenset[str]:
        """As the classifiers name them."""
        audiences = (f"audience:{audience}" for audience in self.audiences)
        return frozenset((*self.themes, *audiences, f"level:{self.level}", f"scope:{self.scope}"))


class LabelledOutcome(BaseModel):
    """One line of `corpora/outcomes.jsonl`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    text: str
    outcome_kind: OutcomeKind

    @property
    def fields(self) -> dict[str, str | None]:
        return {"activity": self.text}

    @property
    def document(self) -> str:
        """Outcomes stand alone."""
        return self.id

    @property
    def author(self) -> str:
        return self.id

    @property
    def labels(self) -> frozenset[str]:
        return frozenset((f"outcome:{self.outcome_kind}",))


Line = TypeVar("Line", LabelledActivity, LabelledOutcome)


@dataclass(frozen=True, slots=True)
class Corpus:
    """`sha256`: of the texts and labels, independent of the files' names and order."""

    activities: tuple[LabelledActivity, ...]
    outcomes: tuple[LabelledOutcome, ...]

    @property
    def sha256(self) -> str:
        lines = sorted(item.model_dump_json() for item in (*self.activities, *self.outcomes))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def load_corpus(folder: Path) -> Corpus:
    """Read `activities/*.jsonl` and `outcomes.jsonl` below `folder`.

    Raises:
        UsageError: A file is missing or a line is no labelled text; names file and line.
    """
    activities = tuple(
        line for path in sorted((folder / "activities").glob("*.jsonl")) for line in _lines(path, LabelledActivity)
    )
    outcomes = tuple(_lines(folder / "outcomes.jsonl", LabelledOutcome))
    if not activities:
        raise UsageError(f"В папке «{folder}» нет размеченных мероприятий (activities/*.jsonl).", code="corpus")
    return Corpus(activities, outcomes)


def _lines(path: Path, kind: type[Line]) -> Iterable[Line]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"Файл «{path}» не читается.", code="corpus") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield kind.model_validate_json(line)
            except ValidationError as error:
                fault = error.errors()[0]
                key = ".".join(str(part) for part in fault["loc"]) or None
                message = f"Строка корпуса не разобрана: поле «{key}»." if key else "Строка корпуса – не объект JSON."
                raise UsageError(message, code="corpus", place=Place(file=path.name, line=number, key=key)) from error


ACTIVITY_LABELS = (
    *THEMES,
    *(f"audience:{audience}" for audience in AUDIENCES),
    *(f"level:{level}" for level in ("federal", "regional", "municipal", "school")),
    *(f"scope:{scope}" for scope in ("listed_schools", "all_schools", "unstated")),
)
OUTCOME_LABELS = tuple(f"outcome:{kind}" for kind in ("quantitative", "qualitative", "document", "missing"))
