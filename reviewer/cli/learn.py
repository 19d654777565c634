"""`reviewer learn`: train the classifiers and measure them."""

from __future__ import annotations

import json
from pathlib import Path

from reviewer.cli.tables import print_rows
from reviewer.facts.classifier import save_models
from reviewer.learn.corpus import ACTIVITY_LABELS, OUTCOME_LABELS, load_corpus
from reviewer.learn.evaluation import AUDIENCE_LABELS, THEME_LABELS, Evaluation, Scores, evaluate
from reviewer.learn.training import train
from reviewer.resources import data_folder
from reviewer.rulebook.loading import find_profile, load_pack


def run_train(corpora: Path | None, out: Path | None) -> int:
    """Train on the corpora and write the model file, with its hash and that of its data beside it."""
    folder = corpora or data_folder("corpora")
    corpus = load_corpus(folder)
    target = out or folder / "model" / "classifier.npz"
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = save_models(target, train(corpus.activities, ACTIVITY_LABELS), train(corpus.outcomes, OUTCOME_LABELS))
    card = {
        "model": digest,
        "corpus": corpus.sha256,
        "activities": len(corpus.activities),
        "outcomes": len(corpus.outcomes),
    }
    target.with_suffix(".json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(
        f"Классификатор {digest}: {len(corpus.activities)} мероприятий, {len(corpus.outcomes)} результатов → {target}"
    )
    return 0


def run_evaluate(corpora: Path | None, rules: str, *, as_json: bool) -> int:
    """Measure rules, classifiers and both on held-out documents."""
    found = evaluate(load_corpus(corpora or data_folder("corpora")), load_pack(find_profile(rules)))
    if as_json:
        print(json.dumps(_form(found), ensure_ascii=False))
        return 0
    ways = (("правила", found.rules), ("классификатор", found.classifier), ("вместе", found.both))
    print_rows(
        (
            "Способ",
            "Темы, микро-F1",
            "Темы, макро-F1",
            "Участники, F1",
            "Уровень",
            "Охват школ",
            "Вид результата",
            "Проверить",
        ),
        [(name, *(f"{figure:.3f}" for figure in _figures(scores).values())) for name, scores in ways],
        title=f"Мероприятий {found.activities}, результатов {found.outcomes}; ошибка калибровки {found.calibration:.3f}",
    )
    print_rows(
        ("Признак", "Точность", "Полнота", "F1 правил", "F1 классификатора", "F1 вместе"),
        [_row(label, found) for label in sorted(found.both.labels, key=lambda label: found.both.labels[label].f1)],
    )
    return 0


def _figures(scores: Scores) -> dict[str, float]:
    return {
        "theme_micro_f1": scores.micro_f1(THEME_LABELS),
        "theme_macro_f1": scores.macro_f1(THEME_LABELS),
        "audience_f1": scores.micro_f1(AUDIENCE_LABELS),
        **scores.accuracy,
        "to_check": scores.to_check,
    }


def _row(label: str, found: Evaluation) -> tuple[str, ...]:
    both = found.both.labels[label]
    figures = (both.precision, both.recall, found.rules.labels[label].f1, found.classifier.labels[label].f1, both.f1)
    return (label, *(f"{figure:.3f}" for figure in figures))


def _form(found: Evaluation) -> dict[str, object]:
    ways = {"rules": found.rules, "classifier": found.classifier, "both": found.both}
    return {
        "activities": found.activities,
        "outcomes": found.outcomes,
        "calibration_error": round(found.calibration, 4),
        **{name: {key: round(value, 4) for key, value in _figures(scores).items()} for name, scores in ways.items()},
        "labels": {label: round(counts.f1, 4) for label, counts in found.both.labels.items()},
    }
