"""Which classifier a workspace uses: taken up, left and returned to, nothing lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.exc import DBAPIError

from reviewer.facts.classifier import LinearModel, Vocabulary, save_models, shipped_classifier
from reviewer.learn.corrected import CorrectedRow
from reviewer.model.errors import UsageError
from reviewer.model.facts import Labels
from reviewer.model.roadmap import Activity, Source
from reviewer.store.history import deeds
from reviewer.store.models import (
    ModelEntry,
    add_model,
    classifier_in_use,
    lessons_of,
    model_entries,
    model_in_use,
    use_model,
)
from reviewer.store.schema import model
from reviewer.store.workspace import Workspace

ROW = CorrectedRow(
    "заозерье.lug", 1, "Семейный клуб", None, "Родители", Labels("school", ("parents",)), frozenset({"parents"})
)


def _content(folder: Path, slope: float) -> bytes:
    """A classifier of one word."""
    vocabulary = Vocabulary({"lemma клуб": 0}, np.ones(1), {"lemma": 1.0})
    parents = LinearModel(("parents",), vocabulary, np.ones((1, 1)), np.zeros(1), np.full(1, slope), np.zeros(1))
    path = folder / "classifier.npz"
    save_models(path, parents, parents)
    return path.read_bytes()


def _add(workspace: Workspace, content: bytes) -> ModelEntry:
    with workspace.writing() as connection:
        return add_model(
            connection, workspace.blobs, content, [ROW], "методист", made_from={"rows": 1}, figures={"gain": 0.01}
        )


def _probability(workspace: Workspace) -> float | None:
    with workspace.reading() as connection:
        classifier = classifier_in_use(connection, workspace.blobs)
    assert classifier is not None
    return classifier.probability("parents", Activity("Семейный клуб", Source("план.docx")))


def test_a_new_workspace_uses_the_classifier_that_ships(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        assert model_in_use(connection) is None
        used = classifier_in_use(connection, workspace.blobs)
    shipped = shipped_classifier()
    assert (used.hash if used else None) == (shipped.hash if shipped else None)


def test_the_last_one_that_was_taken_is_used(workspace: Workspace, tmp_path: Path) -> None:
    first = _add(workspace, _content(tmp_path, 1.0))
    sure = _probability(workspace)
    second = _add(workspace, _content(tmp_path, -1.0))
    assert _probability(workspace) < 0.5 < sure
    with workspace.reading() as connection:
        assert model_entries(connection) == [second, first]
        assert model_in_use(connection) == second
        assert (second.made_from, second.figures) == ({"rows": 1}, {"gain": 0.01})


def test_what_it_has_learnt_from_is_kept_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    entry = _add(workspace, _content(tmp_path, 1.0))
    assert lessons_of(entry, workspace.blobs) == [ROW]
    assert lessons_of(None, workspace.blobs) == []


def test_whoever_returns_to_an_earlier_one_loses_nothing(workspace: Workspace, tmp_path: Path) -> None:
    first = _add(workspace, _content(tmp_path, 1.0))
    second = _add(workspace, _content(tmp_path, -1.0))
    with workspace.writing() as connection:
        again = use_model(connection, first.id, "эксперт")
        assert (again.sha256, again.lessons, again.uses, again.author) == (
            first.sha256,
            first.lessons,
            first.id,
            "эксперт",
        )
        shipped = use_model(connection, None, "эксперт")
        assert (shipped.sha256, shipped.lessons) == (None, None)
        once_more = use_model(connection, again.id, "эксперт")
        assert once_more.uses == first.id
        assert [entry.id for entry in model_entries(connection)] == [
            once_more.id,
            shipped.id,
            again.id,
            second.id,
            first.id,
        ]
        assert [deed.kind for deed in deeds(connection)] == ["model"] * 5


def test_one_that_is_in_use_is_not_taken_again(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="уже используется"), workspace.writing() as connection:
        use_model(connection, None, "методист")
    entry = _add(workspace, _content(tmp_path, 1.0))
    with pytest.raises(UsageError, match="уже используется"), workspace.writing() as connection:
        use_model(connection, entry.id, "методист")
    with pytest.raises(UsageError, match="№ 99"), workspace.writing() as connection:
        use_model(connection, 99, "методист")


def test_one_that_cannot_be_read_says_what_to_do(workspace: Workspace) -> None:
    entry = _add(workspace, b"no classifier")
    with pytest.raises(UsageError, match="learn use shipped"), workspace.reading() as connection:
        classifier_in_use(connection, workspace.blobs)
    workspace.blobs.path(entry.sha256 or "").unlink()
    with pytest.raises(UsageError, match="learn use shipped"), workspace.reading() as connection:
        classifier_in_use(connection, workspace.blobs)


@pytest.mark.parametrize("change", [model.update().values(author="никто"), model.delete()])
def test_what_was_written_stays(workspace: Workspace, tmp_path: Path, change: object) -> None:
    _add(workspace, _content(tmp_path, 1.0))
    with pytest.raises(DBAPIError, match="append-only"), workspace.writing() as connection:
        connection.execute(change)
