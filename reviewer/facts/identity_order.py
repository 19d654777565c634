"""What stands elsewhere among the rows of a new version."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from reviewer.facts.identity_wording import words_of


def out_of_order(pairs: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Of pairs in the order of the new version, the old places of the fewest that must be taken out for the others to stand in
    their old order (longest increasing subsequence, patience sorting).
    """
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for place, (old, _) in enumerate(pairs):
        pile = bisect_left(tails, old)
        previous.append(ends[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [old]
        ends[pile : pile + 1] = [place]
    kept = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(pairs[place][0])
        place = previous[place]
    return frozenset(old for old, _ in pairs if old not in kept)


def renamed_sections(headings: Sequence[tuple[str | None, str | None]]) -> frozenset[tuple[str | None, str | None]]:
    """Of the headings that paired rows stand under, those that were only reworded: the old one is gone, the new one was not
    there before, and most rows went from the one to the other. Headings that came or went altogether are reworded too.
    """
    old, new = ({words_of(side[place] or "") for side in headings} for place in (0, 1))
    targets: dict[str | None, Counter[str | None]] = {}
    for before, after in headings:
        targets.setdefault(before, Counter())[after] += 1
    renamed = set()
    for before, counts in targets.items():
        after, _ = counts.most_common(1)[0]
        gone, fresh = words_of(before or "") not in new, words_of(after or "") not in old
        if gone and fresh:
            renamed.add((before, after))
    if len(new) == 1 or len(old) == 1:
        renamed |= {pair for pair in headings if None in pair}
    return frozenset(renamed)
