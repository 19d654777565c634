"""The best pairing of two lists, where anything may stay alone."""

from __future__ import annotations

from collections.abc import Mapping

_ALONE = 1.0
"""The cost of staying alone; a pair costs less, by its score."""
_LEAST_COST = 1e-6
"""A sparse graph knows no edge that costs nothing."""


def assign(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The pairing with the greatest sum of scores.

    `scores`: greater than 0 and up to 1, of the pairs that may be made at all. A left member may stay alone, as if with a partner of
    its own who is nobody. Ties go to the order of the places.
    """
    if not scores:
        return {}
    if len(scores) == 1:
        return dict(scores.keys())
    left, right = (sorted({pair[side] for pair in scores}) for side in (0, 1))
    rows = {place: row for row, place in enumerate(left)}
    columns = {place: column for column, place in enumerate(right)}
    edges = [(rows[a], columns[b], max(_LEAST_COST, _ALONE - score)) for (a, b), score in sorted(scores.items())]
    edges += [(row, len(right) + row, _ALONE) for row in rows.values()]
    return {left[row]: right[column] for row, column in _cheapest(edges, len(left), len(right)) if column < len(right)}


def _cheapest(edges: list[tuple[int, int, float]], left: int, right: int) -> list[tuple[int, int]]:
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - scipy takes half a second to load
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # noqa: PLC0415 - as above

    rows, columns, costs = zip(*edges, strict=True)
    graph = csr_matrix((costs, (rows, columns)), shape=(left, left + right))
    matched = min_weight_full_bipartite_matching(graph)
    return [(int(row), int(column)) for row, column in zip(*matched, strict=True)]
