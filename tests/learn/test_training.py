"""Training on a handful of texts: what is learnt, kept in a file and asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewer.facts.classifier import load_classifier, save_models, shipped_classifier
from reviewer.learn.corpus import LabelledActivity, LabelledOutcome, load_corpus
from reviewer.learn.training import held_out_probabilities, split, train
from reviewer.model.errors import UsageError
from reviewer.model.roadmap import Activity, Source

PARENTS = (
    "Общее родительское собрание в девятых классах",
    "Родительский лекторий о домашних заданиях",
    "Собрание родителей будущих первоклассников",
    "Консультации для родителей неуспевающих",
    "Родительская конференция школы",
    "Встреча с родителями выпускников",
)
TEACHERS = (
    "Семинар для учителей математики",
    "Мастер-класс учителя химии",
    "Заседание объединения учителей истории",
    "Практикум для учителей физики",
    "Вебинар для учителей начальных классов",
    "Круглый стол учителей русского языка",
)


def _rows() -> list[LabelledActivity]:
    return [
        LabelledActivity(
            id=f"{theme}-{number}",
            document=f"d{number}",
            text=text,
            level="school" if theme == "parents" else "municipal",
            themes=(theme,),
            audiences=(),
            scope="unstated",
        )
        for theme, texts in (("parents", PARENTS), ("methodical_support", TEACHERS))
        for number, text in enumerate(texts)
    ]


OUTCOMES = [
    LabelledOutcome(id=f"{kind}-{number}", text=text, outcome_kind=kind)
    for kind, texts in (
        ("document", ("Приказ отдела", "Справка по итогам", "Приказ директора", "Справка методиста")),
        ("quantitative", ("Не менее 80% учителей", "Охват 50% школ", "Не менее 10% работ", "Доля 30% школ")),
    )
    for number, text in enumerate(texts)
]
LABELS = ("parents", "methodical_support", "level:school")
KINDS = ("outcome:document", "outcome:quantitative")


@pytest.fixture(scope="module")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "classifier.npz"
    save_models(path, train(_rows(), LABELS, folds=3).model, train(OUTCOMES, KINDS, folds=2).model)
    return path


def _asked(text: str, outcome: str | None = None) -> Activity:
    return Activity(text, Source("план.docx"), outcome=outcome)


def test_what_was_learnt_is_told_of_new_texts(model_file: Path) -> None:
    classifier = load_classifier(model_file)
    meeting = _asked("Собрание родителей семиклассников")
    seminar = _asked("Семинар учителей биологии")
    assert classifier.probability("parents", meeting) > classifier.probability("parents", seminar)
    assert classifier.probability("methodical_support", seminar) > classifier.probability("methodical_support", meeting)


def test_outcomes_are_judged_by_their_own_text(model_file: Path) -> None:
    classifier = load_classifier(model_file)
    asked = _asked("Собрание", outcome="Приказ управления")
    assert classifier.probability("outcome:document", asked) > classifier.probability("outcome:quantitative", asked)
    assert classifier.probability("outcome:document", _asked("Приказ")) is None


def test_an_unknown_label_has_no_probability(model_file: Path) -> None:
    assert load_classifier(model_file).probability("publicity", _asked("Сайт")) is None


def test_the_same_texts_give_the_same_file(model_file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.npz"
    digest = save_models(again, train(_rows(), LABELS, folds=3).model, train(OUTCOMES, KINDS, folds=2).model)
    assert again.read_bytes() == model_file.read_bytes()
    assert load_classifier(model_file).hash == digest


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"text"])
def test_a_file_that_is_no_model_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="не читается"):
        load_classifier(path)


def test_no_document_is_split() -> None:
    rows = _rows()
    for inside, outside in split(rows, 3):
        assert not {rows[index].document for index in inside} & {rows[index].document for index in outside}


def test_held_out_probabilities_are_probabilities() -> None:
    found = held_out_probabilities(_rows(), LABELS, folds=3)
    assert found.shape == (len(_rows()), len(LABELS))
    assert ((found >= 0) & (found <= 1)).all()


def test_the_shipped_model_was_trained_on_the_shipped_texts(project: Path) -> None:
    classifier = shipped_classifier()
    assert classifier is not None
    card = json.loads((project / "corpora/model/classifier.json").read_text(encoding="utf-8"))
    assert card["model"] == classifier.hash
    assert card["corpus"] == load_corpus(project / "corpora").sha256
