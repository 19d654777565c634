"""What is measured, and on what."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from labelled_texts import labelled_activities

from reviewer.learn.calibration import calibration
from reviewer.learn.corpus import Corpus, LabelledOutcome
from reviewer.learn.evaluation import evaluate
from reviewer.learn.examples import Example, gold_examples
from reviewer.learn.figures import comparison_form
from reviewer.learn.scores import Counts, score
from reviewer.model.errors import UsageError
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.loading import find_profile, load_pack

MEETING = Activity("Родительское собрание", Source("план.docx"))
ORDER = Activity("–", Source("план.docx"), outcome="Приказ")


def test_answers_are_counted_by_label() -> None:
    examples = [
        Example(MEETING, frozenset({"parents", "level:school", "scope:unstated"})),
        Example(MEETING, frozenset({"parents", "publicity", "level:municipal", "scope:unstated"})),
    ]
    given = [
        frozenset({"parents", "competitions", "level:school", "scope:unstated"}),
        frozenset({"parents", "level:school", "scope:unstated"}),
    ]
    found = score(examples, given)
    assert found.labels["parents"] == Counts(right=2)
    assert found.labels["competitions"] == Counts(wrong=1)
    assert found.labels["publicity"] == Counts(missed=1)
    assert found.micro_f1(["parents", "competitions", "publicity"]) == pytest.approx(4 / 6)
    assert found.macro_f1(["parents", "competitions", "publicity", "planning"]) == pytest.approx(1 / 3)
    assert found.accuracy("level") == 0.5
    assert found.confusion["level:municipal", "level:school"] == 1


def test_a_text_is_asked_only_of_what_it_has_labels_for() -> None:
    found = score([Example(ORDER, frozenset({"outcome:document"}))], [frozenset({"parents", "outcome:document"})])
    assert found.labels["parents"] == Counts()
    assert found.accuracy("outcome") == 1.0


def test_the_reliability_table_counts_every_answer() -> None:
    found = calibration(np.array([0.04, 0.06, 0.75, 1.0]), np.array([False, False, True, True]))
    assert [one.answers for one in found.bins] == [2, 1, 1]
    assert found.bins[0].probability == pytest.approx(0.05)
    assert found.brier == pytest.approx((0.04**2 + 0.06**2 + 0.25**2) / 4)
    assert found.error == pytest.approx((2 * 0.05 + 0.25) / 4)


def _gold(**changes: object) -> dict[str, object]:
    labels = {"level": "school", "themes": ["parents"], "audiences": ["parents"], "scope": "unstated"}
    return {
        "activity": "Родительское собрание",
        "outcome": "Протокол",
        "labels": labels,
        "outcome_kind": "document",
        **changes,
    }


def _write(folder: Path, name: str, *activities: dict[str, object]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    document = {"title": "План", "activities": activities}
    (folder / name).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def test_real_texts_are_read_once_each(tmp_path: Path) -> None:
    _write(tmp_path / "a", "gold.json", _gold(), _gold(activity="Лекторий", section="Работа с семьёй"))
    _write(tmp_path / "b" / "gold", "план.gold.json", _gold())
    found = gold_examples(tmp_path)
    assert [example.activity.activity for example in found] == ["Родительское собрание", "Лекторий"]
    assert found[1].activity.section == "Работа с семьёй"
    assert found[0].labels == {"parents", "audience:parents", "level:school", "scope:unstated", "outcome:document"}


def test_a_folder_without_annotations_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="нет файлов разметки"):
        gold_examples(tmp_path)


def test_an_annotation_of_another_form_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "gold.json", {"activity": "Собрание"})
    with pytest.raises(UsageError, match=r"gold\.json"):
        gold_examples(tmp_path)


def _corpus() -> Corpus:
    kinds = (
        ("document", "Приказ"),
        ("document", "Справка"),
        ("quantitative", "80% школ"),
        ("quantitative", "90% школ"),
    )
    outcomes = tuple(
        LabelledOutcome(id=f"o{number}", text=text, outcome_kind=kind) for number, (kind, text) in enumerate(kinds)
    )
    return Corpus(labelled_activities(("север", "юг", "восток")), outcomes)


def test_everything_is_measured_on_texts_that_the_models_have_not_seen(tmp_path: Path) -> None:
    _write(
        tmp_path, "gold.json", _gold(activity="Собрание родителей школы"), _gold(outcome=None, outcome_kind="missing")
    )
    found = evaluate(_corpus(), load_pack(find_profile("base")), gold_examples(tmp_path))
    assert [one.texts for one in found] == ["documents", "authors", "gold"]
    authors = found[1]
    assert (authors.activities, authors.outcomes) == (24, 4)
    assert authors.classifier.labels["parents"].recall > 0.9
    assert authors.classifier.accuracy("level") == 1.0
    assert (found[2].activities, found[2].outcomes) == (2, 1)
    assert found[2].classifier.confusion["outcome:missing", "outcome:missing"] == 1
    form = comparison_form(authors)
    assert json.loads(json.dumps(form)) == form
    assert form["classifier"]["confusion"] == {"school": {"school": 24}}
