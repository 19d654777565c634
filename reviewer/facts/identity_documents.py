"""Which roadmap of a batch is a version of which of another, where no region says whose they are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from reviewer.facts.identity_assignment import assign
from reviewer.facts.identity_wording import content_of, words_of
from reviewer.model.roadmap import Roadmap

_SAME_FROM = 0.25
"""Likeness 0..1 from which two roadmaps may be versions of one."""
_TITLE_SHARE = 0.3
"""How much of the likeness is territory and title; the rest is the activities."""


def match_roadmaps(before: Sequence[Roadmap], after: Sequence[Roadmap]) -> dict[int, int]:
    """The best pairing of roadmaps, by their places: by territory and title, and by the words and texts of their activities."""
    marks = [_marks(roadmap) for roadmap in (*before, *after)]
    counts = Counter(word for _, words in marks for word in words)
    weights = {word: math.log(1 + len(marks) / count) for word, count in counts.items()}
    scores = {}
    for old, (title, words) in enumerate(marks[: len(before)]):
        for new, (other_title, other_words) in enumerate(marks[len(before) :]):
            rows = _dice(words, other_words, weights)
            score = _TITLE_SHARE * _dice(title, other_title, weights) + (1 - _TITLE_SHARE) * rows
            if score >= _SAME_FROM:
                scores[old, new] = score
    return assign(scores)


def _marks(roadmap: Roadmap) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the heading; and those of the activities with their whole texts, which few roadmaps share."""
    title = content_of(f"{roadmap.passport.territory or ''} {roadmap.passport.title}")
    texts = [activity.activity for activity in roadmap.activities]
    words = frozenset[str]().union(*(content_of(text) for text in texts))
    return title, words | {" ".join(words_of(text)) for text in texts}


def _dice(one: frozenset[str], other: frozenset[str], weights: dict[str, float]) -> float:
    sizes = [sum(weights.get(word, 1.0) for word in words) for words in (one, other, one & other)]
    return 2 * sizes[2] / (sizes[0] + sizes[1]) if sizes[0] + sizes[1] else 0.0
