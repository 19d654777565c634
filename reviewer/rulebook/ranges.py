"""Reads the conditions on numbers in rules («2..5», «>= 0.5, < 0.9») and finds gaps and overlaps between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import floor, inf

from reviewer.rulebook.measures import Bucket, MeasureKind, Range

_NUMBER = r"\d+(?:\.\d+)?"
_COMPARISON = re.compile(rf"(==|>=|<=|>|<)\s*({_NUMBER})")
_BETWEEN = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")


class RangeError(ValueError):
    """A condition that cannot be read: a Russian message."""


def read_range(text: str) -> Range:
    """«== 1», «2..5» (both included), «> 15», «>= 0.5, < 0.9» (a comma is «and»). Raises: RangeError."""
    whole = Range()
    for part in text.split(","):
        whole = _common(whole, _read_part(part.strip()))
    if whole.low is not None and whole.high is not None:
        closed = not (whole.low_open or whole.high_open)
        if whole.low > whole.high or (whole.low == whole.high and not closed):
            raise RangeError(f"в «{text}» не попадает ни одно число")
    return whole


def _read_part(part: str) -> Range:
    if between := _BETWEEN.fullmatch(part):
        return Range(float(between[1]), float(between[2]))
    comparison = _COMPARISON.fullmatch(part)
    if comparison is None:
        raise RangeError(
            f"«{part}» не читается: пишут «== 1», «2..5», «> 15», «>= 0.5, < 0.9»; дробная часть – через точку"
        )
    sign, number = comparison[1], float(comparison[2])
    if sign == "==":
        return Range(number, number)
    if sign.startswith(">"):
        return Range(low=number, low_open=sign == ">")
    return Range(high=number, high_open=sign == "<")


def _common(one: Range, other: Range) -> Range:
    low, low_open = max((part.low, part.low_open) if part.low is not None else (-inf, False) for part in (one, other))
    high, closed = min(
        (part.high, not part.high_open) if part.high is not None else (inf, True) for part in (one, other)
    )
    return Range(None if low == -inf else low, None if high == inf else high, low_open, not closed)


def faults(kind: MeasureKind, buckets: Sequence[Bucket]) -> tuple[str, ...]:
    """What is wrong with buckets that should hold every possible measure exactly once, in Russian."""
    found: list[str] = []
    for value in _trials(kind, buckets):
        holding = [bucket.id for bucket in buckets if bucket.holds(value)]
        if not holding:
            found.append(f"значение {_shown(value)} не попадает ни в один диапазон")
        elif len(holding) > 1:
            found.append(f"значение {_shown(value)} попадает сразу в {' и '.join(f'«{one}»' for one in holding)}")
    reached = {bucket.id for value in _trials(kind, buckets) for bucket in buckets if bucket.holds(value)}
    idle = [
        f"в диапазон «{bucket.id}» не попадает ни одно возможное значение"
        for bucket in buckets
        if bucket.id not in reached
    ]
    return (*found, *idle)


def _trials(kind: MeasureKind, buckets: Sequence[Bucket]) -> list[float]:
    """Values such that a fault anywhere shows at one of them: the bounds, what lies beside and between them."""
    bounds = {bound for bucket in buckets for bound in (bucket.range.low, bucket.range.high) if bound is not None}
    if kind == "count":
        near = {float(floor(bound) + step) for bound in bounds for step in (-1, 0, 1, 2)}
        return sorted(value for value in near | {0.0, max(near, default=0.0) + 1} if value >= 0)
    if kind == "share":
        inside = sorted({0.0, 1.0} | {bound for bound in bounds if 0 <= bound <= 1})
        return sorted({*inside, *((low + high) / 2 for low, high in pairwise(inside))})
    return [0.0, 1.0]


def _shown(value: float) -> str:
    return f"{value:g}"
