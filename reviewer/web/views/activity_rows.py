"""The activities of a result in one list: what they say, what was understood of them, and their words for the search."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewer.language.search import LemmaIndex
from reviewer.model.facts import ActivityFacts
from reviewer.model.review import Review
from reviewer.store.correction_targets import row_digest
from reviewer.verdicts.row_references import reference_to
from reviewer.web.views.reviews import Shown

KEPT = 4
"""Results of which the search keeps its words in memory."""
SEARCHED = ("number", "section", "activity", "deadline", "responsible", "participants", "outcome")


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity of a municipality. `key`: by which its page is found; `place`: among those of its municipality, from 0."""

    municipality: str
    municipality_name: str
    key: str
    place: int
    facts: ActivityFacts

    @property
    def in_doubt(self) -> bool:
        """Whether a person is asked something of it."""
        regional = self.facts.regional
        return bool(self.facts.doubtful) or (regional is not None and not regional.certain)


@dataclass(frozen=True, slots=True)
class ActivityList:
    """All activities of a result, in the order of the municipalities. `index`: of the same places."""

    rows: tuple[ActivityRow, ...]
    index: LemmaIndex


def rows_of(review: Review) -> Iterator[ActivityRow]:
    for one in review.municipalities:
        for place, facts in enumerate(one.reviewed.facts if one.reviewed else ()):
            key = row_digest(reference_to(one.id, facts.activity))
            yield ActivityRow(one.id, one.name, key, place, facts)


def list_of(review: Review) -> ActivityList:
    rows = tuple(rows_of(review))
    return ActivityList(rows, LemmaIndex(map(_texts, rows)))


def _texts(row: ActivityRow) -> Iterator[str]:
    return filter(None, (row.facts.activity.field(name) for name in SEARCHED))


@dataclass(slots=True)
class ListShelf:
    """The lists that were asked for last, each made once. Threads may share it."""

    most: int = KEPT
    _kept: OrderedDict[str, ActivityList] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def activities(self, shown: Shown) -> ActivityList:
        key = shown.run.review  # the digest of what the review says
        with self._lock:  # also while it is made: those who ask for the same at once wait for the first
            if key not in self._kept:
                self._kept[key] = list_of(shown.review)
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
            return self._kept[key]

    def __len__(self) -> int:
        return len(self._kept)


_SHELF = ListShelf()


def activities_of(shown: Shown) -> ActivityList:
    return _SHELF.activities(shown)
