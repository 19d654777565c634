"""One activity that became several, or several that became one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.facts.identity_wording import Weights, content_of, weight

_IN_WHOLE = 0.6
"""Share of a part's words, by weight, that the whole must have."""
_COVERED = 0.7
"""Share of the whole's words that all its parts must have together."""
_NEWS = 0.12
"""Share of the whole's words that a part must bring, which no other part has."""
_SHARED_BY = 40


@dataclass(frozen=True, slots=True)
class Division:
    """`whole`: 0-based place of a row in one version; `parts`: of two rows or more in the other, in their order."""

    whole: int
    parts: tuple[int, ...]


def divisions(
    wholes: Sequence[str], others: Sequence[str], paired: Mapping[int, int], free: Sequence[int], weights: Weights
) -> tuple[Division, ...]:
    """Rows whose words went to several rows of the other version.

    Args:
        paired: The partner of a whole among `others`, for those that have one.
        free: The places of `others` that have no partner.
    """
    holders: dict[str, list[int]] = {}
    for place in free:
        for word in content_of(others[place]):
            holders.setdefault(word, []).append(place)
    found, taken = [], set[int]()
    for whole in sorted(set(range(len(wholes)))) if free else ():
        parts = _parts(content_of(wholes[whole]), others, paired.get(whole), holders, weights)
        if len(parts) > 1 and not taken & set(parts):
            taken.update(parts)
            found.append(Division(whole, tuple(sorted(parts))))
    return tuple(found)


def _parts(
    whole: frozenset[str],
    others: Sequence[str],
    partner: int | None,
    holders: Mapping[str, Sequence[int]],
    weights: Weights,
) -> list[int]:
    """The partner and the free rows that together say what the whole does; fewer than two where they do not."""
    total = weight(whole, weights)
    parts: list[int] = []
    covered: frozenset[str] = frozenset()
    if partner is not None:
        own = content_of(others[partner])
        if weight(own & whole, weights) < _IN_WHOLE * weight(own, weights):
            return []
        parts, covered = [partner], own & whole
    if weight(covered, weights) > (1 - _NEWS) * total:
        return []
    for place in _candidates(whole, holders):
        own = content_of(others[place])
        inside = weight(own & whole, weights) >= _IN_WHOLE * weight(own, weights)
        if inside and weight((own & whole) - covered, weights) >= _NEWS * total:
            parts.append(place)
            covered |= own & whole
    return parts if weight(covered, weights) >= _COVERED * total else []


def _candidates(whole: frozenset[str], holders: Mapping[str, Sequence[int]]) -> list[int]:
    shared: Counter[int] = Counter()
    for word in sorted(whole):
        holding = holders.get(word, ())
        if len(holding) <= _SHARED_BY:
            shared.update(holding)
    return [place for place, _ in shared.most_common(_SHARED_BY)]
