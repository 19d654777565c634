"""What corrections of people bring the classifier, on corpora with one voice left out.

    python benchmarks/corrections.py [--voice NAME ...] [--answers KIND ...]

The voice plays a region that the classifier has never seen: its documents are the municipalities. People answer

    corpus  the labels that the classifier in use is in doubt of, as the corpus has them;
    custom  whether rows with a word of the region's own bear a theme that the corpora do not give them: they always do;
    lots    the same questions as in «corpus», by drawing lots.

Takes about two minutes a trial.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from time import perf_counter

from reviewer.language.features import features
from reviewer.learn import recipes
from reviewer.learn.corpus import ACTIVITY_LABELS, Corpus, LabelledActivity, load_corpus
from reviewer.learn.corrected import CorrectedRow
from reviewer.learn.improvement import try_corrections
from reviewer.learn.scores import MANY
from reviewer.learn.training import train
from reviewer.model.facts import AUDIENCES, THEMES, Labels
from reviewer.resources import data_folder

DOUBT = (0.1, 0.6)
"""Probabilities that a person is asked about, as the rules of the pack «base» have it, or nearly."""
LONG = len("lemma ") + 5
EXCLUSIVE = frozenset(label for label in ACTIVITY_LABELS if label not in MANY)


def corrected(rest: Corpus, rows: Sequence[LabelledActivity], answers: str) -> list[CorrectedRow]:
    """The rows of the voice as people would have corrected them, those that they were asked of."""
    model = train(rest.activities, ACTIVITY_LABELS).model
    lots = random.Random(0)
    word, theme = own_word(rest.activities, rows)
    found = []
    for row in rows:
        given = model.probabilities(row.fields)
        engine = frozenset(label for label in MANY if given[label] >= DOUBT[1])
        if answers == "custom":
            has = word in features(row.fields)["lemma"]
            asked = frozenset({theme}) if has or lots.random() < 0.1 else frozenset()
            told = asked if has or theme in row.labels else frozenset()
        else:
            asked = frozenset(label for label in MANY if DOUBT[0] <= given[label] < DOUBT[1])
            told = {label for label in asked if (lots.random() < 0.5 if answers == "lots" else label in row.labels)}
        if asked:
            found.append(_row(row, (engine - asked) | told, asked))
    return found


def own_word(rest: Sequence[LabelledActivity], rows: Sequence[LabelledActivity]) -> tuple[str, str]:
    """The word that the voice has most of all for itself in a tenth of its documents' rows, and the theme that such rows bear least."""
    inside, outside = (
        Counter(name for row in some for name in features(row.fields)["lemma"] if len(name) > LONG)
        for some in (rows, rest)
    )
    word = min(
        (name for name in inside if inside[name] >= len(rows) / 25),
        key=lambda name: (outside[name] / inside[name], name),
    )
    themes = Counter(theme for row in rows if word in features(row.fields)["lemma"] for theme in row.themes)
    return word, min(THEMES, key=lambda theme: (themes[theme], theme))


def _row(row: LabelledActivity, labels: frozenset[str], asked: frozenset[str]) -> CorrectedRow:
    themes = tuple(theme for theme in THEMES if theme in labels)
    audiences = tuple(audience for audience in AUDIENCES if f"audience:{audience}" in labels)
    given = Labels(row.level, themes, audiences, row.scope)
    return CorrectedRow(row.document, 1, row.text, row.responsible, row.participants, given, asked, EXCLUSIVE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voice", action="append")
    parser.add_argument("--answers", action="append", choices=["corpus", "custom", "lots"])
    parser.add_argument(
        "--weight", type=float, default=recipes.ANSWER_WEIGHT, help="of an answer, a text of the corpora being 1"
    )
    asked = parser.parse_args()
    recipes.ANSWER_WEIGHT = asked.weight
    corpus = load_corpus(data_folder("corpora"))
    for voice in asked.voice or ["official", "schools"]:
        rest = Corpus(tuple(row for row in corpus.activities if row.author != voice), corpus.outcomes)
        rows = [row for row in corpus.activities if row.author == voice]
        for answers in asked.answers or ["corpus", "custom", "lots"]:
            begun = perf_counter()
            found = try_corrections(rest, corrected(rest, rows, answers)).improvement
            print(voice, answers, found, f"{perf_counter() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
