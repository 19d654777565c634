"""`reviewer learn`: train the classifiers and measure them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from reviewer.cli.tables import print_rows
from reviewer.facts.classifier import save_models
from reviewer.learn.corpus import load_corpus
from reviewer.learn.evaluation import Comparison, Models, calibration_of, decided_alone, evaluate, train_models
from reviewer.learn.examples import corpus_examples, gold_examples
from reviewer.learn.figures import calibration_form, comparison_form, figures
from reviewer.learn.scores import ALL_LABELS, THEME_LABELS, Scores
from reviewer.model.facts import LEVELS
from reviewer.resources import data_folder
from reviewer.rulebook.loading import find_profile, load_pack

_WAYS = {"rules": "правила", "classifier": "классификатор", "both": "вместе"}
_TEXTS = {
    "documents": "Свой корпус, документы отложены целиком",
    "authors": "Свой корпус, авторы отложены целиком",
    "gold": "Настоящие планы, классификатор их не видел",
}
_HEADS = ("Темы, микро-F1", "Темы, макро-F1", "Участники, F1", "Уровень", "Охват школ", "Вид результата", "Проверить")


def run_train(corpora: Path | None, out: Path | None) -> int:
    """Train on the corpora and write the model file; its hash, that of its data and its scores stand in a card beside it."""
    folder = corpora or data_folder("corpora")
    models = train_models(load_corpus(folder))
    target = out or folder / "model" / "classifier.npz"
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = save_models(target, models.activities.model, models.outcomes.model)
    card = {"model": digest, **_card(models)}
    target.with_suffix(".json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    corpus = models.corpus
    print(
        f"Классификатор {digest}: {len(corpus.activities)} мероприятий, {len(corpus.outcomes)} результатов → {target}"
    )
    return 0


def _card(models: Models) -> dict[str, object]:
    corpus = models.corpus
    examples = [example for kind in corpus_examples(corpus) for example in kind]
    scores = decided_alone(examples, models.held_out)
    return {
        "corpus": corpus.sha256,
        "activities": len(corpus.activities),
        "outcomes": len(corpus.outcomes),
        "held_out": "authors",
        "scores": figures(scores),
        "calibration": calibration_form(calibration_of(examples, models.held_out)),
        "f1": {label: round(scores.labels[label].f1, 4) for label in ALL_LABELS},
    }


def run_evaluate(corpora: Path | None, rules: str, gold: Path | None, *, as_json: bool) -> int:
    """Measure rules, classifiers and both on texts that the classifiers have not seen."""
    corpus = load_corpus(corpora or data_folder("corpora"))
    examples = gold_examples(gold) if gold else []
    found = evaluate(corpus, load_pack(find_profile(rules)), examples)
    if as_json:
        print(json.dumps([comparison_form(one) for one in found], ensure_ascii=False))
        return 0
    for one in found:
        _print(one)
    return 0


def _print(found: Comparison) -> None:
    title = f"{_TEXTS[found.texts]}: мероприятий {found.activities}, результатов {found.outcomes}"
    print_rows(("Способ", *_HEADS), [_row(name, scores) for name, scores in found.ways], title=title)
    print_rows(
        ("Признак", *(f"{what}: {way}" for way in _WAYS.values() for what in ("точность", "полнота", "F1"))),
        [_label_row(label, found) for label in _by_quality(found)],
    )
    print_rows(
        ("Уровень", *LEVELS),
        _confusion_rows(found.both),
        title="Уровни, правила и классификатор вместе: верный уровень по строкам, найденный по столбцам",
    )
    said = found.calibration
    print_rows(
        ("Вероятность", "Ответов", "Оказалось верно"),
        [(f"{one.probability:.3f}", str(one.answers), f"{one.frequency:.3f}") for one in said.bins],
        title=f"Калибровка: ошибка {said.error:.3f}, оценка Брайера {said.brier:.3f}",
    )


def _row(name: str, scores: Scores) -> tuple[str, ...]:
    return (_WAYS[name], *(f"{figure:.3f}" for figure in figures(scores).values()))


def _by_quality(found: Comparison) -> Sequence[str]:
    return sorted(THEME_LABELS, key=lambda label: found.both.labels[label].f1) + [
        label for label in ALL_LABELS if label not in THEME_LABELS
    ]


def _label_row(label: str, found: Comparison) -> tuple[str, ...]:
    counts = [scores.labels[label] for _, scores in found.ways]
    return (label, *(f"{figure:.3f}" for one in counts for figure in (one.precision, one.recall, one.f1)))


def _confusion_rows(scores: Scores) -> list[tuple[str, ...]]:
    return [
        (truth, *(str(scores.confusion.get((f"level:{truth}", f"level:{given}"), 0)) for given in LEVELS))
        for truth in LEVELS
    ]
