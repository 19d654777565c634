"""How likely two rows of two versions are one activity: by text first, then by the other columns and the place."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reviewer.facts.identity_wording import content_of, likeness, overlap, term_of
from reviewer.model.roadmap import Activity

SAME_FROM = 0.55
"""Score 0..1 from which two rows are one activity."""
_NO_GAIN = 0.5
"""What is taken from a score before pairings are compared, so that two doubtful pairs do not outweigh a sure one."""
_LEAST_TEXT = 0.3
"""Likeness of the texts below which no agreement of the other columns makes two rows one activity."""
_TEXT_SHARE = 0.75
"""How much of a score is the text; the rest is the other columns and the place."""
_COLUMNS: Mapping[str, float] = {"responsible": 1.5, "participants": 1.0, "outcome": 1.5, "section": 0.5, "number": 0.5}
_DEADLINE = 2.0
_PLACE = 0.5
_LIKELIEST = 8
"""Rows that come into question for one row."""
_GLANCES = 1_500
"""Rows of the new version looked at for one row, those with its rarest words first: many rows cost no more a row than few."""


def word_weights(before: Sequence[Activity], after: Sequence[Activity]) -> dict[str, float]:
    """Inverse document frequency over the rows of both versions."""
    counts = Counter(word for activity in (*before, *after) for word in content_of(activity.activity))
    rows = len(before) + len(after)
    return {word: math.log(1 + rows / count) for word, count in counts.items()}


def gains(
    before: Sequence[Activity],
    after: Sequence[Activity],
    left: Sequence[int],
    right: Sequence[int],
    weights: Mapping[str, float],
) -> dict[tuple[int, int], float]:
    """What is gained by pairing rows that may be one activity, 0..1."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place in right:
        for word in content_of(after[place].activity):
            holders[word].append(place)
    scores = {}
    for place in left:
        shared: dict[int, float] = defaultdict(float)
        glances = _GLANCES
        for word in sorted(content_of(before[place].activity), key=lambda one: (len(holders.get(one, ())), one)):
            glances -= len(holders.get(word, ()))
            if glances < 0:
                break
            for other in holders.get(word, ()):
                shared[other] += weights[word]
        for other in sorted(shared, key=lambda one: (-shared[one], abs(one - place)))[:_LIKELIEST]:
            score = score_of(before, after, place, other, weights)
            if score >= SAME_FROM:
                scores[place, other] = score - _NO_GAIN
    return scores


def score_of(
    before: Sequence[Activity], after: Sequence[Activity], old: int, new: int, weights: Mapping[str, float]
) -> float:
    one, other = before[old], after[new]
    text = likeness(one.activity, other.activity, weights)
    if text < _LEAST_TEXT:
        return 0.0
    place = 1 - abs(old / max(1, len(before)) - new / max(1, len(after)))
    agreed, asked = _PLACE * place, _PLACE
    for share, answer in _agreements(one, other):
        if answer is not None:
            agreed, asked = agreed + share * answer, asked + share
    return _TEXT_SHARE * text + (1 - _TEXT_SHARE) * agreed / asked


def _agreements(one: Activity, other: Activity) -> Iterable[tuple[float, float | None]]:
    if one.deadline and other.deadline and term_of(one.deadline) == term_of(other.deadline):
        yield _DEADLINE, 1.0
    else:
        yield _DEADLINE, overlap(one.deadline, other.deadline)
    for name, share in _COLUMNS.items():
        first, second = one.field(name), other.field(name)
        yield share, overlap(first, second) if first and second else None
