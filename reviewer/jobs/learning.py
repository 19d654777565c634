"""The classifier is trained on what people have corrected, and taken where it is better on municipalities held out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.facts.classifier import LinearModel, save_models
from reviewer.learn.corpus import OUTCOME_LABELS, Corpus, load_corpus
from reviewer.learn.improvement import Improvement, try_corrections
from reviewer.learn.training import train
from reviewer.model.errors import UsageError
from reviewer.resources import data_folder
from reviewer.store.lessons import Lessons, read_lessons
from reviewer.store.models import ModelEntry, add_model, classifier_in_use, lessons_of, model_in_use
from reviewer.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came of learning. `taken`: the new classifier, None where the one in use stays."""

    improvement: Improvement
    lessons: Lessons
    taken: ModelEntry | None


def learn_from(
    workspace: Workspace,
    author: str,
    corpora: Path | None = None,
    *,
    before_training: Callable[[], None] | None = None,
) -> Learnt:
    """Train on the corrections of a workspace.

    Args:
        corpora: Those of the program by default.
        before_training: Called where there is something to learn from: it takes some minutes.

    Raises: UsageError where somebody took another classifier meanwhile, or the one in use cannot be read.
    """
    corpus = load_corpus(corpora or data_folder("corpora"))
    with workspace.reading() as connection:
        before = model_in_use(connection)
        lessons = read_lessons(connection, workspace.blobs, classifier_in_use(connection, workspace.blobs))
    if lessons.rows and before_training:
        before_training()
    trial = try_corrections(corpus, lessons.rows, lessons_of(before, workspace.blobs))
    if trial.model is None:
        return Learnt(trial.improvement, lessons, None)
    content = _file(trial.model, train(corpus.outcomes, OUTCOME_LABELS).model)
    with workspace.writing() as connection:
        if model_in_use(connection) != before:
            message = (
                "Пока шло обучение, классификатор рабочей папки сменили. Посмотрите reviewer learn models и повторите."
            )
            raise UsageError(message, code="model")
        taken = add_model(
            connection,
            workspace.blobs,
            content,
            lessons.rows,
            author,
            made_from=_told(corpus, trial.improvement),
            figures=asdict(trial.improvement),
        )
    return Learnt(trial.improvement, lessons, taken)


def _told(corpus: Corpus, improvement: Improvement) -> dict[str, object]:
    counts = {"municipalities": improvement.municipalities, "rows": improvement.rows, "answers": improvement.answers}
    return {"corpus": corpus.sha256, **counts}


def _file(activities: LinearModel, outcomes: LinearModel) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "classifier.npz"
        save_models(path, activities, outcomes)
        return path.read_bytes()
