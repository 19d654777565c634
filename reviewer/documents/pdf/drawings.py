"""Ruling lines made whole, and those that touch put together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from reviewer.documents.pdf.rulings import Ruling

SNAP_PT = 3.0
"""Rules nearer than this are one rule, and a rule that misses another by less touches it, in points."""

MIN_RULE_PT = 4.0


def drawings_of(rulings: Iterable[Ruling]) -> list[list[Ruling]]:
    """The rules of a page in groups that hang together by their crossings; one that crosses none is left out."""
    return _touching(_merged(tuple(rulings)))


def _merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rules with the pieces of one line put together: dashes, sides of neighbouring cells, double lines."""
    merged: list[Ruling] = []
    for horizontal in (True, False):
        same = sorted((r for r in rulings if r.horizontal is horizontal), key=lambda r: r.at)
        for group in _runs(same):
            at = sum(r.at * (r.end - r.start) for r in group) / max(sum(r.end - r.start for r in group), 1e-6)
            merged.extend(Ruling(horizontal, at, start, end) for start, end in _spans(group))
    return [r for r in merged if r.end - r.start >= MIN_RULE_PT]


def _runs(rulings: list[Ruling]) -> list[list[Ruling]]:
    groups: list[list[Ruling]] = []
    for ruling in rulings:
        if groups and ruling.at - groups[-1][-1].at <= SNAP_PT / 2 and ruling.at - groups[-1][0].at <= SNAP_PT:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    return groups


def _spans(group: list[Ruling]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for ruling in sorted(group, key=lambda r: r.start):
        if spans and ruling.start <= spans[-1][1] + SNAP_PT:
            spans[-1] = (spans[-1][0], max(spans[-1][1], ruling.end))
        else:
            spans.append((ruling.start, ruling.end))
    return spans


def _touching(rulings: list[Ruling]) -> list[list[Ruling]]:
    """Groups of rules joined by crossings; a rule that crosses none is left out."""
    across = [r for r in rulings if r.horizontal]
    down = sorted((r for r in rulings if not r.horizontal), key=lambda r: r.at)
    positions = [r.at for r in down]
    parent: dict[Ruling, Ruling] = {r: r for r in rulings}

    def root(ruling: Ruling) -> Ruling:
        while parent[ruling] is not ruling:
            parent[ruling] = parent[parent[ruling]]
            ruling = parent[ruling]
        return ruling

    crossing: set[Ruling] = set()
    for rule in across:
        first, last = bisect_left(positions, rule.start - SNAP_PT), bisect_right(positions, rule.end + SNAP_PT)
        for other in down[first:last]:
            if other.start - SNAP_PT <= rule.at <= other.end + SNAP_PT:
                crossing.update((rule, other))
                parent[root(other)] = root(rule)
    groups: dict[Ruling, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        if ruling in crossing:
            groups[root(ruling)].append(ruling)
    return list(groups.values())
