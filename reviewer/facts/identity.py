"""Which activity of a corrected roadmap is which of the earlier one.

Rows that say the same are paired first; of the others each gets its likeliest few by the words that few activities share, and
the best pairing of all of them together is taken (linear sum assignment on a sparse graph, Jonker and Volgenant 1987).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.facts.identity_assignment import assign
from reviewer.facts.identity_order import out_of_order, renamed_sections
from reviewer.facts.identity_parts import Division, divisions
from reviewer.facts.identity_scores import gains, score_of, word_weights
from reviewer.facts.identity_wording import says_the_same, term_of, words_of
from reviewer.model.roadmap import Activity

PairKind = Literal["reworded", "redated", "amended", "moved", "renumbered", "same"]
COMPARED = ("activity", "deadline", "responsible", "participants", "outcome")
"""The fields of an activity that say something; number and section only place it."""

_NAMESAKES = 40
"""Rows with the same text that come into question for one of them."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else than before; None where it is empty."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """One activity in two versions.

    Attributes:
        before, after: Its 0-based place among the activities of each version.
        similarity: 0..1.
        changes: The fields that differ, number and section included.
        moved: Whether it stands elsewhere among the others, or under another heading.
    """

    before: int
    after: int
    similarity: float
    changes: tuple[FieldChange, ...] = ()
    moved: bool = False

    @property
    def kind(self) -> PairKind:
        """The weightiest of what happened to it."""
        changed = {change.field for change in self.changes}
        if "activity" in changed:
            return "reworded"
        if "deadline" in changed:
            return "redated"
        if changed & set(COMPARED):
            return "amended"
        return "moved" if self.moved else "renumbered" if "number" in changed else "same"

    @property
    def says_the_same(self) -> bool:
        """Whether every column that says something says what it did: what a person decided of it still holds."""
        return self.kind in {"moved", "renumbered", "same"}

    def change(self, field: str) -> FieldChange | None:
        return next((change for change in self.changes if change.field == field), None)


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of every activity. Places are 0-based; each version's places stand in exactly one of the lists.

    Attributes:
        pairs: In the order of the new version.
        dropped: Places in the old version.
        added: Places in the new version.
        splits: One row that became several: `whole` in the old version, `parts` in the new. A part may also be paired.
        merges: Several rows that became one: `whole` in the new version, `parts` in the old.
    """

    pairs: tuple[Pair, ...]
    dropped: tuple[int, ...]
    added: tuple[int, ...]
    splits: tuple[Division, ...] = ()
    merges: tuple[Division, ...] = ()

    def of_before(self, place: int) -> Pair | None:
        return next((pair for pair in self.pairs if pair.before == place), None)


def match_activities(before: Sequence[Activity], after: Sequence[Activity], *, scanned: bool = False) -> Matching:
    """Pair the activities of two versions of one roadmap.

    `scanned`: one of the versions was recognised from pictures; what it evidently misread is no change.
    """
    found = _twins(before, after)
    weights = word_weights(before, after)
    found.update(_namesakes(before, after, found, weights))
    left = [place for place in range(len(before)) if place not in found]
    taken = set(found.values())
    right = [place for place in range(len(after)) if place not in taken]
    possible = gains(before, after, left, right, weights)
    found.update(assign(possible))
    return _matching(before, after, found, weights, scanned=scanned)


def _twins(before: Sequence[Activity], after: Sequence[Activity]) -> dict[int, int]:
    """Rows that say the same in every column, in their order; of doubles by number where those that are there still have theirs, so
    that a row which is still there is not taken for its double that was changed.
    """
    places: dict[tuple[object, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, activities in enumerate((before, after)):
        for place, activity in enumerate(activities):
            places[_said(activity)][side].append(place)
    found: dict[int, int] = {}
    for old, new in places.values():
        numbers = {words_of(after[place].number or ""): place for place in reversed(new)}
        named = {place: words_of(before[place].number or "") for place in old}
        if len(old) != len(new) or set(numbers) == set(named.values()):
            found.update({place: numbers.pop(number) for place, number in named.items() if number in numbers})
        taken = {found[place] for place in old if place in found}
        left = [place for place in old if place not in found]
        found.update(zip(left, [place for place in new if place not in taken], strict=False))
    return found


def _said(activity: Activity) -> tuple[object, ...]:
    fields = (activity.activity, activity.responsible, activity.participants, activity.outcome, activity.section)
    return (term_of(activity.deadline or ""), *(words_of(field or "") for field in fields))


def _namesakes(
    before: Sequence[Activity], after: Sequence[Activity], found: Mapping[int, int], weights: Mapping[str, float]
) -> dict[int, int]:
    """Of the rest, rows with the same text: the only one there is, or the best pairing by the other columns."""
    taken = set(found.values())
    groups: dict[tuple[str, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for place, activity in enumerate(before):
        if place not in found:
            groups[words_of(activity.activity)][0].append(place)
    for place, activity in enumerate(after):
        if place not in taken:
            groups[words_of(activity.activity)][1].append(place)
    same: dict[int, int] = {}
    for old, new in groups.values():
        if len(old) == len(new) == 1:
            same[old[0]] = new[0]
        elif old and new:
            same.update(assign({(a, b): score_of(before, after, a, b, weights) for a in old for b in _near(new, a)}))
    return same


def _near(places: Sequence[int], place: int) -> Sequence[int]:
    """All of a few; of many those that stand nearest."""
    if len(places) <= _NAMESAKES:
        return places
    return sorted(places, key=lambda other: abs(other - place))[:_NAMESAKES]


def _matching(
    before: Sequence[Activity],
    after: Sequence[Activity],
    found: Mapping[int, int],
    weights: Mapping[str, float],
    *,
    scanned: bool,
) -> Matching:
    ordered = sorted(found.items(), key=lambda pair: pair[1])
    stray = out_of_order(ordered)
    renamed = renamed_sections([(before[old].section, after[new].section) for old, new in ordered])
    pairs = []
    for old, new in ordered:
        one, other = before[old], after[new]
        changes = _changes(one, other, scanned=scanned)
        elsewhere = any(change.field == "section" for change in changes) and (one.section, other.section) not in renamed
        score = 1.0 if not changes else score_of(before, after, old, new, weights)
        pairs.append(Pair(old, new, round(score, 3), changes, moved=old in stray or elsewhere))
    dropped = tuple(place for place in range(len(before)) if place not in found)
    taken = set(found.values())
    added = tuple(place for place in range(len(after)) if place not in taken)
    texts = [activity.activity for activity in before], [activity.activity for activity in after]
    splits = divisions(texts[0], texts[1], found, added, weights)
    back = {new: old for old, new in found.items()}
    merges = divisions(texts[1], texts[0], back, dropped, weights)
    return Matching(
        tuple(pairs),
        tuple(place for place in dropped if all(place not in merge.parts for merge in merges)),
        tuple(place for place in added if all(place not in split.parts for split in splits)),
        splits,
        merges,
    )


def _changes(one: Activity, other: Activity, *, scanned: bool) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, one.field(name), other.field(name))
        for name in ("number", "section", *COMPARED)
        if not says_the_same(one.field(name), other.field(name), field=name, scanned=scanned)
    )
