"""The bounds between the buckets of a parameter, as people say them: from which number on a bucket begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from reviewer.rulebook.measures import Bucket, MeasureKind, Range


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a bucket begins: the least number in it, a count or a share 0..1. `free`: whether it can be moved."""

    bucket: str
    least: Decimal
    free: bool


def bounds_of(kind: MeasureKind, buckets: Sequence[Bucket]) -> tuple[Bound, ...]:
    """In the order of the numbers; none where nothing is counted."""
    if kind not in {"count", "share"}:
        return ()
    ordered = _ordered(buckets)
    before: list[Bucket | None] = [None, *ordered[:-1]]
    return tuple(
        Bound(one.id, _least(kind, one.range), other is not None and _joined(kind, other.range, one.range))
        for other, one in zip(before, ordered, strict=True)
    )


def moved(kind: MeasureKind, buckets: Sequence[Bucket], least: Mapping[str, Decimal]) -> dict[str, str]:
    """The conditions that become other ones when buckets begin at other numbers. `least`: by the bucket, of those that are free.

    Raises:
        ValueError: The bounds do not rise: a Russian message.
    """
    known = {one.bucket: one.least for one in bounds_of(kind, buckets)}
    if not known:
        return {}
    wanted = {**known, **least}
    ordered = _ordered(buckets)
    for one, other in pairwise(ordered):
        if wanted[one.id] >= wanted[other.id] and wanted[other.id] != known[other.id]:
            raise ValueError(f"Ступень «{other.title}» должна начинаться с большего числа, чем «{one.title}».")
        if wanted[one.id] >= wanted[other.id] and wanted[one.id] != known[one.id]:
            raise ValueError(f"Ступень «{one.title}» должна начинаться с меньшего числа, чем «{other.title}».")
    after: list[Bucket | None] = [*ordered[1:], None]
    made = {}
    for one, following in zip(ordered, after, strict=True):
        low_moved = wanted[one.id] != known[one.id]
        high_moved = following is not None and wanted[following.id] != known[following.id]
        if low_moved or high_moved:
            made[one.id] = _condition(
                kind,
                one.range,
                wanted[one.id] if low_moved else None,
                wanted[following.id] if following and high_moved else None,
            )
    return made


def _condition(kind: MeasureKind, was: Range, low: Decimal | None, high: Decimal | None) -> str:
    """`low`: the least number now, `high`: the least of the next bucket; None where it stays."""
    if kind == "count":
        least = int(low) if low is not None else _first(was)
        most = int(high) - 1 if high is not None else _last(was)
        if most is None:
            return f">= {least}"
        return f"== {least}" if least == most else f"{least}..{most}"
    now = replace(was)
    if low is not None:
        now = replace(now, low=float(low), low_open=False)
    if high is not None:
        now = replace(now, high=float(high), high_open=True)
    parts = []
    if now.low is not None:
        parts.append(f"{'>' if now.low_open else '>='} {now.low:g}")
    if now.high is not None:
        parts.append(f"{'<' if now.high_open else '<='} {now.high:g}")
    return ", ".join(parts)


def _ordered(buckets: Sequence[Bucket]) -> list[Bucket]:
    return sorted(buckets, key=lambda one: (one.range.low or 0.0, one.range.low_open))


def _least(kind: MeasureKind, held: Range) -> Decimal:
    return Decimal(_first(held)) if kind == "count" else Decimal(str(held.low or 0))


def _joined(kind: MeasureKind, below: Range, above: Range) -> bool:
    """A share that begins just above a single number («> 0») begins nowhere that could be told."""
    return kind == "count" or (not above.low_open and below.high_open)


def _first(held: Range) -> int:
    return int(held.low or 0) + (1 if held.low_open and held.low is not None else 0)


def _last(held: Range) -> int | None:
    return None if held.high is None else int(held.high) - (1 if held.high_open else 0)
