"""What more texts and each family of features are worth: themes found on authors held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.language.features import features
from reviewer.learn.corpus import LabelledActivity
from reviewer.learn.evaluation import ALONE
from reviewer.learn.scores import THEME_LABELS, Counts
from reviewer.learn.training import CHOSEN, Found, Settings, calibrated, held_out_scores, split, truth_of

FOLDS = 3
"""Parts of whole authors; fewer than training takes, for the sake of time."""
SHARES = (0.1, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Trial:
    """A variant of the training. `texts`: how many it learnt from on average; `f1`: micro-F1 of the themes, 0..1."""

    name: str
    texts: int
    f1: float


class Ablation:
    """Trainings on the same texts, held out in the same way."""

    def __init__(self, rows: Sequence[LabelledActivity]) -> None:
        self._rows = rows
        self._found: list[Found] = [features(row.fields) for row in rows]
        self._truth = truth_of(rows, THEME_LABELS)
        self._parts = split(rows, FOLDS, "author")

    def trial(self, name: str, settings: Settings = CHOSEN, share: float = 1.0) -> Trial:
        """Train on a share of the documents, 0..1, and test on all texts that were held out."""
        kept = self._kept(share)
        parts = [
            ([row for row in inside if self._rows[row].document in kept], outside) for inside, outside in self._parts
        ]
        scores = held_out_scores(self._found, self._truth, parts, settings)
        given = calibrated(scores, self._truth, self._parts) >= ALONE
        counts = Counts(
            int((given & self._truth).sum()), int((given & ~self._truth).sum()), int((~given & self._truth).sum())
        )
        return Trial(name, sum(len(inside) for inside, _ in parts) // len(parts), counts.f1)

    def _kept(self, share: float) -> frozenset[str]:
        """Every so many-th document, so that each author keeps its share."""
        documents = sorted({row.document for row in self._rows})
        return frozenset(
            document for number, document in enumerate(documents) if int((number + 1) * share) > int(number * share)
        )

    def learning_curve(self) -> list[Trial]:
        return [self.trial(f"{share:.0%}", share=share) for share in SHARES]

    def families(self) -> list[Trial]:
        """All that is used, then each part left out."""
        without = {
            family: {name: weight for name, weight in CHOSEN.families.items() if name != family}
            for family in CHOSEN.families
        }
        return [
            self.trial("all"),
            *(self.trial(family, replace(CHOSEN, families=rest)) for family, rest in without.items()),
            self.trial("unevenness", replace(CHOSEN, unevenness=0.0)),
        ]
