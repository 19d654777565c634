"""How far people agree with one another, and the rules with people.

Cohen's kappa: Cohen J. A coefficient of agreement for nominal scales. Educational and Psychological Measurement, 1960, 20, 37–46.
The words for it: Landis J. R., Koch G. G. The measurement of observer agreement for categorical data. Biometrics, 1977, 33, 159–174.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

UNKNOWN = "unknown"
"""The answer of somebody who could not tell: it agrees with nothing and contradicts nothing, so it is counted apart."""
FEWEST_PAIRS = 30
"""Below it kappa is told with a warning: its 95% interval is then wider than ±0.2 for any agreement short of almost perfect."""
LANDIS_KOCH: tuple[tuple[float, str], ...] = (
    (0.0, "хуже случайного"),
    (0.2, "незначительное"),
    (0.4, "слабое"),
    (0.6, "умеренное"),
    (0.8, "существенное"),
    (1.0, "почти полное"),
)
"""Upper border of each word, inclusive; the first is below zero."""

Doubt = Literal["few", "one_category", "none"]
"""Why a kappa is to be read with care or is not there: few pairs; all answers are the same; no pair at all."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person answered.

    Attributes:
        subject: What was judged: a municipality with the roadmap it was judged on, or a row.
        question: What was asked of it: a parameter or a label.
        person: Who answered; opinions of nobody known are none of two people.
        answer: One of the answers to the question, or UNKNOWN.
    """

    subject: str
    question: str
    person: str
    answer: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of pairs of answers to the same question.

    Attributes:
        question: None where all questions are taken together.
        pairs: Those in which both answered.
        same: Those in which both answered the same.
        unknown: Further pairs in which somebody could not tell; they are in no other figure.
        kappa: -1..1; None where it is not defined.
        doubt: Why kappa says little or is missing; None where it can be believed.
    """

    question: str | None
    pairs: int
    same: int
    unknown: int
    kappa: float | None
    doubt: Doubt | None

    @property
    def share(self) -> float | None:
        """Raw agreement, 0..1."""
        return self.same / self.pairs if self.pairs else None

    @property
    def word(self) -> str | None:
        """Kappa in the words of Landis and Koch."""
        return None if self.kappa is None else kappa_word(self.kappa)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of the rules against people's answers.

    Attributes:
        question: None where all questions are taken together.
        confusion: How often each (person's answer, answer of the rules) came, UNKNOWN among them.
    """

    question: str | None
    confusion: Mapping[tuple[str, str], int]

    @property
    def judged(self) -> int:
        """Answers in which both could tell."""
        return sum(times for pair, times in self.confusion.items() if UNKNOWN not in pair)

    @property
    def right(self) -> int:
        return sum(times for pair, times in self.confusion.items() if UNKNOWN not in pair and pair[0] == pair[1])

    @property
    def abstained(self) -> int:
        """Answers where the rules could not tell and a person could."""
        return sum(times for (person, rules), times in self.confusion.items() if rules == UNKNOWN != person)

    @property
    def share(self) -> float | None:
        """Right answers of the judged, 0..1."""
        return self.right / self.judged if self.judged else None


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement beyond chance of two answers each, -1..1; None without pairs or where only one answer occurs."""
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(first[answer] * second[answer] for answer in first)
    squared = len(pairs) ** 2
    if by_chance == squared:
        return None
    same = sum(one == other for one, other in pairs)
    return (same * len(pairs) - by_chance) / (squared - by_chance)


def kappa_word(kappa: float) -> str:
    """«умеренное» for 0.41..0.60, and so on."""
    if kappa < 0:
        return LANDIS_KOCH[0][1]
    return next(word for border, word in LANDIS_KOCH[1:] if round(kappa, 2) <= border)


def agreements(opinions: Iterable[Opinion]) -> tuple[Agreement, ...]:
    """Of each question that two people answered of the same subject, in the order of the questions, then of all together.

    Of one person the last opinion counts. Where more than two answered, each two of them are a pair.
    """
    pairs: dict[str, list[tuple[str, str]]] = {}
    for question, pair in _pairs(opinions):
        pairs.setdefault(question, []).append(pair)
    if not pairs:
        return ()
    each = [_agreement(question, found) for question, found in sorted(pairs.items())]
    return (*each, _agreement(None, [pair for found in pairs.values() for pair in found]))


def _pairs(opinions: Iterable[Opinion]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The question and both answers, that of the one who spoke first first."""
    answers: dict[tuple[str, str], dict[str, str]] = {}
    for opinion in opinions:
        if opinion.person:
            answers.setdefault((opinion.question, opinion.subject), {})[opinion.person] = opinion.answer
    for (question, _), by_person in answers.items():
        for pair in combinations(by_person.values(), 2):
            yield question, pair


def _agreement(question: str | None, pairs: Sequence[tuple[str, str]]) -> Agreement:
    told = [pair for pair in pairs if UNKNOWN not in pair]
    kappa = cohen_kappa(told)
    return Agreement(
        question=question,
        pairs=len(told),
        same=sum(one == other for one, other in told),
        unknown=len(pairs) - len(told),
        kappa=kappa,
        doubt=_doubt(len(told), kappa),
    )


def _doubt(pairs: int, kappa: float | None) -> Doubt | None:
    if not pairs:
        return "none"
    if kappa is None:
        return "one_category"
    return "few" if pairs < FEWEST_PAIRS else None


def accuracies(answers: Iterable[tuple[str, str, str]]) -> tuple[Accuracy, ...]:
    """Of each question, in their order, then of all together. `answers`: question, person's answer, answer of the rules."""
    counted: dict[str, Counter[tuple[str, str]]] = {}
    for question, person, rules in answers:
        counted.setdefault(question, Counter())[person, rules] += 1
    if not counted:
        return ()
    each = [Accuracy(question, dict(found)) for question, found in sorted(counted.items())]
    return (*each, Accuracy(None, dict(sum(counted.values(), Counter()))))
