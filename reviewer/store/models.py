"""The classifiers of a workspace: which one is in use, which ones were, and what each has learnt from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from reviewer.facts.classifier import TrainedClassifier, load_classifier, shipped_classifier
from reviewer.learn.corrected import CorrectedRow
from reviewer.model.errors import UsageError
from reviewer.store.blobs import Blobs
from reviewer.store.database import insert_missing
from reviewer.store.encoding import from_json, pack, to_json, unpack
from reviewer.store.history import record
from reviewer.store.moments import now
from reviewer.store.schema import blob, model


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A classifier was taken into use.

    Attributes:
        sha256: Of its file among the blobs; None for the one that ships with the program.
        lessons: SHA-256 of the corrected rows that it has learnt from.
        made_from: What it was trained on: SHA-256 of the corpora, the number of municipalities, rows and answers.
        figures: What was measured before it was taken.
        uses: The entry whose classifier is taken up again.
    """

    id: int
    sha256: str | None
    lessons: str | None
    made_at: datetime
    author: str
    made_from: Mapping[str, object]
    figures: Mapping[str, object]
    uses: int | None = None


def add_model(
    connection: Connection,
    blobs: Blobs,
    content: bytes,
    lessons: Sequence[CorrectedRow],
    author: str,
    *,
    made_from: Mapping[str, object],
    figures: Mapping[str, object],
) -> ModelEntry:
    """Keep a trained classifier and use it from now on. `content`: its file; `lessons`: the rows that it has learnt from."""
    values = {
        "sha256": _kept(connection, blobs, content),
        "lessons": _kept(connection, blobs, pack(list(lessons))),
        "made_from": to_json(made_from),
        "figures": to_json(figures),
    }
    return _insert(connection, author, values)


def use_model(connection: Connection, number: int | None, author: str) -> ModelEntry:
    """Return to the classifier of an entry; None: to the one that ships with the program.

    Raises:
        UsageError: There is no such entry, or its classifier is in use already.
    """
    known = {entry.id: entry for entry in model_entries(connection)}
    if number is not None and number not in known:
        raise UsageError(f"Классификатора № {number} в рабочей папке нет. Список: reviewer learn models.", code="model")
    chosen = known[number] if number is not None else None
    used = next(iter(known.values()), None)
    if (used.sha256 if used else None) == (chosen.sha256 if chosen else None):
        raise UsageError("Этот классификатор уже используется.", code="model")
    values: dict[str, Any] = {"sha256": None, "lessons": None, "made_from": "{}", "figures": "{}"}
    if chosen:
        said = {"made_from": to_json(chosen.made_from), "figures": to_json(chosen.figures)}
        values = {"sha256": chosen.sha256, "lessons": chosen.lessons, **said, "uses": chosen.uses or chosen.id}
    return _insert(connection, author, values)


def model_entries(connection: Connection) -> list[ModelEntry]:
    """The newest first: it is in use."""
    return [_entry(row) for row in connection.execute(select(model).order_by(model.c.id.desc()))]


def model_in_use(connection: Connection) -> ModelEntry | None:
    """None where the classifier that ships with the program was never left."""
    row = connection.execute(select(model).order_by(model.c.id.desc()).limit(1)).one_or_none()
    return _entry(row) if row else None


def classifier_in_use(connection: Connection, blobs: Blobs) -> TrainedClassifier | None:
    """The classifier that runs of the workspace ask; None where none is used and none ships with the program.

    Raises:
        UsageError: It is gone from the workspace, or it was made by another version of the program.
    """
    entry = model_in_use(connection)
    if entry is None or entry.sha256 is None:
        return shipped_classifier()
    try:
        blobs.get(entry.sha256)
        return load_classifier(blobs.path(entry.sha256))
    except UsageError as error:
        message = (
            f"Классификатор № {entry.id} рабочей папки не читается. Верните поставляемый с программой "
            "(reviewer learn use shipped) и обучите его заново на ответах: reviewer learn from-workspace."
        )
        raise UsageError(message, code="model") from error


def lessons_of(entry: ModelEntry | None, blobs: Blobs) -> list[CorrectedRow]:
    """The corrected rows that a classifier has learnt from; none for the one that ships."""
    return unpack(blobs.get(entry.lessons), list[CorrectedRow]) if entry and entry.lessons else []


def _kept(connection: Connection, blobs: Blobs, content: bytes) -> str:
    sha256 = blobs.put(content)
    insert_missing(connection, blob, {"sha256": sha256, "size": len(content), "stored_at": now()})
    return sha256


def _insert(connection: Connection, author: str, values: Mapping[str, Any]) -> ModelEntry:
    row = connection.execute(model.insert().values(made_at=now(), author=author, **values).returning(model)).one()
    entry = _entry(row)
    record(connection, author, "model", {"model": entry.id, "sha256": entry.sha256, "uses": entry.uses})
    return entry


def _entry(row: Row[tuple[Any, ...]]) -> ModelEntry:
    return ModelEntry(
        id=row.id,
        sha256=row.sha256,
        lessons=row.lessons,
        made_at=row.made_at,
        author=row.author,
        made_from=from_json(row.made_from, dict[str, object]),
        figures=from_json(row.figures, dict[str, object]),
        uses=row.uses,
    )
