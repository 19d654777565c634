"""A small model written by hand: what it says, and how it is kept."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from broken_files import DAMAGE

from reviewer.facts.classifier import FORMAT, LinearModel, Vocabulary, load_classifier, save_models
from reviewer.language.features import features
from reviewer.model.errors import UsageError
from reviewer.model.roadmap import Activity, Source

WORDS = ("lemma собрание", "lemma родитель", "responsible школа")
FAMILIES = {"lemma": 1.0, "responsible": 0.5}


def _model(label: str = "parents", families: dict[str, float] = FAMILIES) -> LinearModel:
    return LinearModel(
        labels=(label,),
        vocabulary=Vocabulary({word: column for column, word in enumerate(WORDS)}, np.ones(len(WORDS)), families),
        weights=np.array([[1.0], [3.0], [-2.0]]),
        intercepts=np.array([-1.0]),
        slopes=np.array([1.0]),
        offsets=np.array([0.0]),
    )


def test_each_family_is_as_long_as_its_weight() -> None:
    found = features({"activity": "Собрания родителей", "responsible": "школы"})
    columns, values = _model().vocabulary.vector(found)
    lengths = {
        family: np.sqrt(sum(value**2 for column, value in zip(columns, values, strict=True) if column in of))
        for family, of in (("lemma", (0, 1)), ("responsible", (2,)))
    }
    assert lengths["lemma"] == pytest.approx(1.0)
    assert lengths["responsible"] == pytest.approx(0.5)


def test_a_family_without_a_weight_is_not_looked_at() -> None:
    only_lemmas = _model(families={"lemma": 1.0})
    fields = {"activity": "Собрание", "responsible": "школа"}
    assert only_lemmas.probabilities(fields) == only_lemmas.probabilities({"activity": "Собрание"})
    assert _model().probabilities(fields) != _model().probabilities({"activity": "Собрание"})


def test_of_unknown_words_the_intercept_speaks() -> None:
    assert _model().probabilities({"activity": "Футбол"})["parents"] == pytest.approx(1 / (1 + np.exp(1.0)))


def test_a_model_is_the_same_after_it_was_kept(tmp_path: Path) -> None:
    save_models(tmp_path / "model.npz", _model(), _model("outcome:document"))
    kept = load_classifier(tmp_path / "model.npz")
    asked = Activity("Собрание родителей", Source("план.docx"), responsible="Школа", outcome="Собрание")
    fields = {"activity": asked.activity, "responsible": asked.responsible}
    assert kept.probability("parents", asked) == pytest.approx(_model().probabilities(fields)["parents"], abs=1e-3)
    assert kept.probability("outcome:document", asked) == pytest.approx(0.5, abs=1e-3)


def test_a_model_of_another_version_is_told(tmp_path: Path) -> None:
    head = np.frombuffer(json.dumps({"format": FORMAT - 1}).encode(), dtype=np.uint8)
    np.savez_compressed(tmp_path / "model.npz", head=head)
    with pytest.raises(UsageError, match="другой версией"):
        load_classifier(tmp_path / "model.npz")


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_model_is_told(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "model.npz"
    save_models(file, _model(), _model("outcome:document"))
    file.write_bytes(DAMAGE[damage](file.read_bytes()))
    with pytest.raises(UsageError, match="не читается"):
        load_classifier(file)
